"""One actor under five names in a corpus of more than thirty documents."""

import pytest

from kg.entities import aliases, clusters, name
from kg.model import Corpus
from tests.entities import rivers
from tests.entities.documents import concept, document


@pytest.fixture(scope="module")
def built():
    rows = list(rivers.texts())
    extractions = []
    for title, text, actor, _ in rows:
        made = document(text, f"{actor} {text.partition(f'{actor} ')[2].split()[0]}", title=title)
        # The actor's words alone, where they are followed by the verb.
        start = made.provisions[0].actor.start
        extractions.append(_with_actor(made, actor, start))
    return rows, extractions, name(extractions, aliases=aliases(rivers.ALIASES))


def _with_actor(made, actor, start):
    from dataclasses import replace

    from kg.model import Phrase

    return replace(made, provisions=(replace(made.provisions[0], actor=Phrase(actor, start, start + len(actor))),))


def test_there_are_more_than_thirty_documents(built):
    assert len({e.document.id for e in built[1]}) == 40


def test_the_actor_is_one_node_under_five_names(built):
    rows, extractions, names = built
    keys = {
        concept(names, e).key
        for (_, _, _, label), e in zip(rows, extractions, strict=True)
        if label == "National River Bureau"
    }
    assert keys == {"entity/national-river-bureau"}
    found = names.concepts["entity/national-river-bureau"]
    assert {found.label, *found.aliases} == {
        "National River Bureau",
        "NRB",
        "Bureau",
        "Nationnal River Bureau",
        "Office for Rivers",
    }


def test_its_doubles_stay_apart(built):
    rows, extractions, names = built
    doubles = [
        concept(names, e)
        for (_, _, _, label), e in zip(rows, extractions, strict=True)
        if label != "National River Bureau"
    ]
    assert "entity/national-river-bureau" not in {c.key for c in doubles}
    assert [c.label for c in doubles] == [label for _, _, _, label in rows if label != "National River Bureau"]
    assert len({c.key for c in doubles}) == 5  # "the Bureau" of two documents is two


def test_every_name_says_why_it_is_there(built):
    _, extractions, names = built
    rules = {m.alias: m.rule for m in names.concepts["entity/national-river-bureau"].merges}
    assert rules == {
        "NRB": "defined in the text",
        "Bureau": "defined in the text",
        "Nationnal River Bureau": "similar",
        "Office for Rivers": "alias list",
    }
    first = clusters(Corpus(tuple(extractions), names), merged=True)[0]
    assert first.lines[0].startswith("National River Bureau  (government body, 32 uses)")
    assert "  = Office for Rivers  [alias list: kg.toml]" in first.lines


@pytest.mark.model
def test_the_extractor_finds_the_same_actor(tmp_path):
    from kg.config import Settings
    from kg.project import build

    for title, text, _, _ in rivers.texts():
        (tmp_path / title).write_text(text, encoding="utf-8")
    with build([tmp_path], settings=Settings(aliases={k: tuple(v) for k, v in rivers.ALIASES.items()})) as project:
        found = project.names.concepts["entity/national-river-bureau"]
        documents = {p.document for p in project.provisions if project.names.keys.get((p.id, "actor")) == found.key}
    assert {found.label, *found.aliases} >= {
        "National River Bureau",
        "NRB",
        "Bureau",
        "Nationnal River Bureau",
        "Office for Rivers",
    }
    assert len(documents) >= 30
