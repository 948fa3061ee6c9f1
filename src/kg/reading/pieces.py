"""What a format's reader hands on: the canonical text, and stretches of it with what the format knows of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.model import BlockKind, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, as the format marks it.

    ``kind`` is None where the format does not say (plain text, PDF): then the words decide. ``level`` is the
    depth of a heading or of a list item, from 1. ``label`` is the item's own label, where the format gave it; it
    stands in the text before the span. ``indent`` is the column that a line of plain text starts in.
    """

    span: Span
    kind: BlockKind | None = None
    level: int | None = None
    label: str | None = None
    page: int | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before its structure is known."""

    text: str
    pieces: tuple[Piece, ...]
    media_type: str = "text/plain"
    meta: Mapping[str, str] = field(default_factory=dict)  # title, issuer, date, number, language: found in the file
    notes: tuple[str, ...] = ()


class Pen:
    """Writes a canonical text paragraph by paragraph and keeps the pieces."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._length = 0
        self.pieces: list[Piece] = []

    def write(
        self,
        words: str,
        kind: BlockKind | None = None,
        *,
        level: int | None = None,
        label: str | None = None,
        page: int | None = None,
    ) -> None:
        """Adds a paragraph; its white space runs become single spaces. Nothing is written for no words."""
        words = " ".join(words.split())
        if not words:
            return
        if self._length:
            self._add("\n" if kind is BlockKind.ITEM and self.pieces[-1].kind is BlockKind.ITEM else "\n\n")
        if label:
            self._add(label + " ")
        span = Span(self._length, self._length + len(words))
        self._add(words)
        self.pieces.append(Piece(span, kind, level, label, page))

    def _add(self, text: str) -> None:
        self._written.append(text)
        self._length += len(text)

    def draft(self, media_type: str, meta: Mapping[str, str], notes: tuple[str, ...] = ()) -> Draft:
        """What was written."""
        return Draft("".join(self._written), tuple(self.pieces), media_type, meta, notes)


def to_plain(draft: Draft) -> dict[str, Any]:
    """The draft in lists and mappings, for the way between processes."""
    cells = [
        [p.span.start, p.span.end, p.kind.value if p.kind else None, p.level, p.label, p.page, p.indent]
        for p in draft.pieces
    ]
    return {
        "text": draft.text,
        "pieces": cells,
        "media_type": draft.media_type,
        "meta": dict(draft.meta),
        "notes": list(draft.notes),
    }


def from_plain(plain: Mapping[str, Any]) -> Draft:
    """The draft again."""
    pieces = tuple(
        Piece(Span(start, end), BlockKind(kind) if kind else None, level, label, page, indent)
        for start, end, kind, level, label, page, indent in plain["pieces"]
    )
    return Draft(plain["text"], pieces, plain["media_type"], plain["meta"], tuple(plain["notes"]))
