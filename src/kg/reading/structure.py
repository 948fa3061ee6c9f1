"""Pieces to blocks: kinds, labels, paths, and the lead-ins of nested lists."""

from __future__ import annotations

from kg.model import Block, BlockKind, Span
from kg.reading.headings import is_heading
from kg.reading.pieces import Draft


def blocks(draft: Draft) -> tuple[Block, ...]:
    """The blocks of the draft, in reading order."""
    found = []
    for number, piece in enumerate(draft.pieces, 1):
        words = piece.span.of(draft.text)
        kind = piece.kind
        if kind is None:
            last = number == len(draft.pieces)
            kind = BlockKind.HEADING if is_heading(words) and not last else BlockKind.PARAGRAPH
        found.append(Block(kind, Span(piece.span.start, piece.span.end), number, page=piece.page))
    return tuple(found)
