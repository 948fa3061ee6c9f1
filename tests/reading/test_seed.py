"""The seed document, read."""

from __future__ import annotations

from kg.model import BlockKind, Document
from kg.reading import discover, read
from tests.reading.reading_of import words
from tests.sample import SEED


def seed() -> Document:
    (source,) = discover([str(SEED.parent)])
    return read(source)


def test_headings_and_sentences_without_stop_are_told_apart() -> None:
    document = seed()
    kinds = [b.kind.value for b in document.blocks[:6]]
    assert kinds == ["title", "heading", "heading", "paragraph", "furniture", "paragraph"]
    assert words(document, document.blocks[3]).endswith("presided over the meeting")


def test_its_text_is_the_files() -> None:
    assert seed().text == SEED.read_text(encoding="utf-8")


def test_sources_toml_describes_it() -> None:
    document = seed()
    assert (document.title, document.issuer, document.date, document.language) == (
        "Politburo meeting on Yangtze economic belt",
        "CPC Central Committee Political Bureau",
        "2023-11-27",
        "en",
    )
    assert document.guessed == ()
    assert document.notes == ()


def test_every_paragraph_is_its_own_block() -> None:
    assert sum(b.kind is BlockKind.PARAGRAPH for b in seed().blocks) == 7
