"""Documents for the tests of naming: text, and the phrases in it that fill slots."""

from __future__ import annotations

from kg.model import Block, BlockKind, Concept, Document, Extraction, Names, Phrase, Provision, Span


def document(text: str, *actors: str, title: str = "document") -> Extraction:
    """A document in which each phrase is the actor of a provision; phrases are looked for one after the other."""
    made = Document(title, text, (Block(BlockKind.PARAGRAPH, Span(0, len(text)), 1),))
    provisions, at = [], 0
    for number, actor in enumerate(actors):
        start = text.find(actor, at)
        if start < 0:
            start = text.index(actor)
        at = start + 1
        provisions.append(
            Provision(
                made.id,
                Span(0, len(text)),
                Phrase(text[:1], 0, 1),
                actor=Phrase(actor, start, start + len(actor)),
                predicate=f"do {number}",
            )
        )
    return Extraction(made, tuple(provisions), 1)


def concept(names: Names, extraction: Extraction, number: int = 0) -> Concept:
    """The concept of the actor of a document's provision."""
    found = names.of(extraction.provisions[number], "actor")
    assert found is not None
    return found


def same(names: Names, extraction: Extraction, first: int, second: int) -> bool:
    return concept(names, extraction, first).key == concept(names, extraction, second).key
