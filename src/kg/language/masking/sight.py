"""A sentence on its way to the parser: what is still to be seen of it, and what stands for the rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.model import Span
from kg.rules import Frame, frames, masking
from kg.rules.literals import Vocabulary


@dataclass(slots=True)
class Piece:
    """A stretch of what the parser sees: text still to be tokenised, or words that stand for something."""

    start: int
    end: int
    words: tuple[str, ...] | None = None  # None: the text itself
    rule: str = ""
    place: tuple[int, int] | None = None  # where the words that it stands for are, if elsewhere


@dataclass(slots=True)
class Masked:
    """A sentence's text with the pieces it is read as, in order, and what was taken out."""

    text: str
    offsets: Sequence[tuple[int, int]]  # (offset in text, offset in the document), ascending
    pieces: list[Piece]
    removed: list[tuple[int, int, str]] = field(default_factory=list)

    def place(self, offset: int) -> int:
        """The document's offset of an offset in ``text``."""
        here = self.offsets[bisect_right(self.offsets, offset, key=lambda pair: pair[0]) - 1]
        return here[1] + offset - here[0]

    def span(self, start: int, end: int) -> Span:
        """The document's span of a stretch of ``text``."""
        first = self.place(start)
        return Span(first, self.place(end - 1) + 1) if end > start else Span(first, first)


class Sight:
    """What is left to be masked.

    ``seen`` keeps every offset of the text: what was taken out is blank in it, what was replaced a run of one letter.
    """

    __slots__ = ("_held", "masked", "replacements", "seen")

    def __init__(self, masked: Masked) -> None:
        self.masked = masked
        self.seen = masked.text
        self.replacements: list[Piece] = []
        self._held = _rules()[0].held(masked.text)

    def search(self, name: str) -> Iterable[re.Match[str]]:
        """The matches of a pattern of rules/masking.toml; it is not tried where the text lacks words that it needs."""
        pattern, needs = _rules()[1][name]
        for group in needs:
            if not group & self._held:
                return ()
        return pattern.finditer(self.seen)

    def match(self, name: str, at: int = 0) -> re.Match[str] | None:
        """The match of a pattern at a place."""
        pattern, needs = _rules()[1][name]
        for group in needs:
            if not group & self._held:
                return None
        return pattern.match(self.seen, at)

    def frames(self) -> list[Frame]:
        """The frames that what is seen may hold."""
        held = _rules()[0].held(self.seen)
        return [frame for frame, (first, *others) in _rules()[2] if first & held and all(map(held.__and__, others))]

    def remove(self, spans: Iterable[tuple[int, int]], kind: str) -> None:
        """Takes stretches out; all but labels are kept as insertions of their kind."""
        for start, end in spans:
            self.replacements.append(Piece(start, end, ()))
            if kind != "label":
                self.masked.removed.append((start, end, kind))
            self.fill(start, end, " ")

    def replace(self, start: int, end: int, words: tuple[str, ...], rule: str, letter: str) -> None:
        """Shows the parser other words; ``letter`` stands in ``seen`` for what they replace."""
        self.replacements.append(Piece(start, end, words, rule))
        self.fill(start, end, letter)

    def fill(self, start: int, end: int, letter: str) -> None:
        """Writes a letter over a stretch of ``seen``."""
        self.seen = self.seen[:start] + letter * (end - start) + self.seen[end:]

    def in_pieces(self) -> Masked:
        """The masked sentence: the text between the replacements, and these."""
        masked, at = self.masked, 0
        for piece in sorted(self.replacements, key=lambda piece: (piece.start, piece.end)):
            if piece.start < at:
                continue  # inside what was taken out
            if piece.start > at:
                masked.pieces.append(Piece(at, piece.start))
            if piece.words:
                masked.pieces.append(piece)
            at = max(at, piece.end)
        if at < len(masked.text):
            masked.pieces.append(Piece(at, len(masked.text)))
        return masked


_Rules = tuple[
    Vocabulary, dict[str, tuple[re.Pattern[str], tuple[int, ...]]], tuple[tuple[Frame, tuple[int, ...]], ...]
]


@cache
def _rules() -> _Rules:
    """The patterns of rules/masking.toml and the frames, each with the words that it needs."""
    words = Vocabulary()
    patterns = {name: (pattern, words.needs(pattern)) for name, pattern in masking().items()}
    return words, patterns, tuple((frame, words.needs(frame.pattern)) for frame in frames())
