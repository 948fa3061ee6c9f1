"""The page's file: one file, closed to the outside, the same every time."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Corpus, Modality, Names
from kg.views.html import page
from kg.views.payload import inline_json
from tests.views.corpora import corpus, hostile_corpus, seed_corpus, written


class Elements(HTMLParser):
    """Tags with attributes, and what scripts and styles hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.held = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.tags.append(("/" + tag, {}))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] in ("script", "style"):
            self.held.append((*self.tags[-1], data))


@pytest.fixture(scope="module")
def seed_page():
    return page(seed_corpus(), title="Seed")


@pytest.fixture(scope="module")
def hostile_page():
    return page(hostile_corpus(), title="</title><script>window.hacked=9</script>\u202e")


def data_of(html):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL).group(1))


def test_the_policy_names_every_script_and_style_and_nothing_else(seed_page):
    elements = Elements(seed_page)
    policy = next(a["content"] for tag, a in elements.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    digests = set()
    for _, attributes, text in elements.held:
        if attributes.get("type") != "application/json":
            digests.add(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")
    assert set(re.findall(r"'sha256-[^']+'", policy)) == digests


def test_nothing_is_loaded_from_outside(seed_page):
    for _, attributes in Elements(seed_page).tags:
        assert "src" not in attributes
        assert attributes.get("href", "data:,") == "data:,"


def test_a_hostile_document_adds_no_element(seed_page, hostile_page):
    assert [tag for tag, _ in Elements(hostile_page).tags] == [tag for tag, _ in Elements(seed_page).tags]


def test_no_element_has_an_event_handler(hostile_page):
    assert not [name for _, a in Elements(hostile_page).tags for name in a if name.startswith("on") or name == "style"]


def test_the_data_holds_the_document_word_for_word(hostile_page):
    assert data_of(hostile_page)["page"]["documents"][0]["text"] == hostile_corpus().documents[0].text


def test_offsets_count_as_javascript_counts():
    made = corpus(written(("\U0001f409 Dragons", "guard", "\U0001f30a rivers", Modality.OBLIGATION)))
    data = data_of(page(made, title="x"))["page"]
    units = data["documents"][0]["text"].encode("utf-16-le")
    slots = {slot[0]: units[2 * slot[1] : 2 * slot[2]].decode("utf-16-le") for slot in data["provisions"][0][8]}
    assert slots == {"actor": "\U0001f409 Dragons", "action": "guard", "object": "\U0001f30a rivers"}


def test_lone_surrogates_do_not_break_the_file():
    page(corpus(written(("Board\ud800", "guard", "lines", Modality.OBLIGATION))), title="x\udfff").encode()


def test_an_empty_corpus_has_a_page():
    assert data_of(page(Corpus((), Names()), title=""))["page"]["provisions"] == []


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_inline_json_says_the_same_and_ends_no_element(value):
    text = inline_json(value)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == json.loads(json.dumps(value).encode("utf-8", "replace"))


def test_the_same_corpus_has_the_same_bytes_under_any_hash_seed():
    code = (
        "import hashlib; from kg.views.html import page; from tests.views.corpora import large_corpus\n"
        "print(hashlib.sha256(page(large_corpus(300), title='x').encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
    }
    assert len(runs) == 1
