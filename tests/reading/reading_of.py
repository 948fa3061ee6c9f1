"""Shorthand for the tests: a text's blocks in words."""

from __future__ import annotations

from kg.model import Block, BlockKind, Document
from kg.reading import from_text


def words(document: Document, block: Block) -> str:
    return " ".join(block.span.of(document.text).split())


def blocks(text: str) -> list[tuple[str, str]]:
    """(kind, words) of each block."""
    document = from_text(text)
    return [(b.kind.value, words(document, b)) for b in document.blocks]


def of_kind(text: str, kind: BlockKind) -> list[str]:
    document = from_text(text)
    return [words(document, b) for b in document.blocks if b.kind is kind]


def full(document: Document, block: Block) -> str:
    """The block with the words it continues and those after its list: the sentence that it stands for."""
    parts = [*block.lead_in, block.span, *block.closing]
    return " | ".join(" ".join(part.of(document.text).split()) for part in parts)


def sentences(text: str) -> list[str]:
    """What each item says in full."""
    document = from_text(text)
    return [full(document, b) for b in document.blocks if b.kind is BlockKind.ITEM]


def paths(text: str) -> dict[str, tuple[str, ...]]:
    """The path of each paragraph and item, by its first two words."""
    document = from_text(text)
    read = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.RECITAL)
    return {" ".join(words(document, b).split()[:2]): b.path for b in document.blocks if b.kind in read}
