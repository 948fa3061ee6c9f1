"""Pages and snippets without scripts: table, gallery, notebook."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from kg.views.gallery import gallery_page, top_actors
from kg.views.markup import marked
from kg.views.notebook import graph_html, provision_html, provisions_html
from kg.views.table import table_page
from tests.views.corpora import hostile_corpus, large_corpus, seed_corpus

ALLOWED = {
    "html", "head", "meta", "link", "title", "style", "body", "main", "h1", "h2", "p", "a", "table", "thead", "tbody", "tr",
    "th", "td", "bdi", "span", "mark", "br", "small", "ul", "li", "b", "div", "caption", "iframe",
}  # fmt: skip


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def test_the_table_has_a_row_for_every_provision():
    seed = seed_corpus()
    ids = [a["id"] for tag, a in Tags(table_page(seed, title="Seed")).tags if tag == "tr" and "id" in a]
    assert sorted(ids) == sorted(f"p-{p.id}" for p in seed.provisions)


def test_a_row_of_the_table_leads_to_its_line_in_the_graph():
    seed = seed_corpus()
    html = table_page(seed, title="Seed")
    assert f'href="graph.html#edge={seed.provisions[0].id}"' in html


def test_marks_stand_where_the_phrases_stand():
    seed = seed_corpus()
    provision = next(p for p in seed.provisions if p.action.text == "take overall responsibility")
    text = marked(seed.documents[0].text, provision)
    assert re.findall("<mark>(.*?)</mark>", text) == ["provinces take overall responsibility", "implementation"]


def test_the_gallery_links_what_is_there():
    html = gallery_page(
        seed_corpus(), title="Out", files={"graph.html": 625_000, "odd <name>.txt": None, "index.html": 1}
    )
    links = [a["href"] for tag, a in Tags(html).tags if tag == "a"]
    assert links[:2] == ["graph.html", "odd%20%3Cname%3E.txt"]
    assert links[2].startswith("graph.html#document=")
    assert "625 kB" in html


def test_the_top_actors_come_with_their_numbers():
    assert top_actors(seed_corpus(), 2) == [("All concerned (not named)", 40), ("We — Meeting", 14)]


@pytest.mark.parametrize(
    "html",
    [
        table_page(hostile_corpus(), title="<script>"),
        gallery_page(hostile_corpus(), title="<script>", files={"\"'><script>.html": 1}),
        provisions_html(hostile_corpus()),
        graph_html(hostile_corpus(), title='"><script>'),
        *(provision_html(p, hostile_corpus().documents[0]) for p in hostile_corpus().provisions),
    ],
)
def test_a_hostile_document_stays_text(html):
    found = Tags(html)
    assert {tag for tag, _ in found.tags} <= ALLOWED
    for _, attributes in found.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert not attributes.get("href", "").startswith("javascript")
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", "".join(found.text))


def test_a_provision_shows_its_sentence_and_place():
    seed = seed_corpus()
    html = provision_html(seed.provisions[0], seed.documents[0])
    assert "presided over the meeting" in re.sub("<[^>]+>", "", html)
    assert "2023-11-27" in html


def test_a_large_graph_is_a_table_in_a_notebook():
    html = graph_html(large_corpus(2500))
    assert "<iframe" not in html
    assert "2,500 provisions" in html
