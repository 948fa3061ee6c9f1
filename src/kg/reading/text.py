"""Plain text: where its paragraphs are, by the evidence of its lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Span
from kg.reading import hyphens, labels
from kg.reading.headings import is_heading
from kg.reading.pieces import Draft, Piece

_WIDEST_WRAP = 132  # no editor or mail program wraps wider; longer lines are whole paragraphs
_NARROWEST_WRAP = 40  # a text whose lines are all shorter is a list or a poem
_FEWEST_WRAPS = 3
ENDED = re.compile(r"[.:;!?…][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its words' span and the column they start in."""

    span: Span
    indent: int
    words: str
    gap: bool  # whether a blank line, or the start of the text, is above it


def draft(text: str, notes: tuple[str, ...] = ()) -> Draft:
    """The text, with its line ends as "\\n" and cut words made whole, nothing else changed, and its paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "-\n" in text and wrap_width(list(lines(text))) is not None:
        text, count = hyphens.without_cuts(text)
        notes = (*notes, f"words joined at line ends: {count}") if count else notes
    return Draft(text, tuple(pieces(text)), notes=notes)


def pieces(text: str) -> Iterator[Piece]:
    """The paragraphs of the text."""
    found = list(lines(text))
    width = wrap_width(found)
    wrapping = Wrapping(width, (width or 0) // 10, _small_initials(found))
    start = 0
    for at in range(1, len(found) + 1):
        if at == len(found) or not wrapping.continues(found[at - 1], found[at], found[start]):
            span = Span(found[start].span.start, found[at - 1].span.end)
            yield Piece(span, indent=found[start].indent)
            start = at


def lines(text: str) -> Iterator[Line]:
    """The lines that are not blank."""
    gap, at = True, 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = at + raw.index(words)
            indent = len(raw[: start - at].expandtabs(4))
            yield Line(Span(start, start + len(words)), indent, words, gap)
        gap = not words
        at += len(raw) + 1


def wrap_width(found: list[Line]) -> int | None:
    """The column that the text is wrapped at, or None where each line is a paragraph.

    A line was wrapped if the first word of the next one would not have fitted on it. Where that holds for most
    lines that do not end a sentence, somebody or something wrapped the text.
    """
    pairs = [(a, b) for a, b in itertools.pairwise(found) if not b.gap and not ENDED.search(a.words)]
    if len(pairs) < _FEWEST_WRAPS:
        return None
    width = max(a.indent + len(a.words) for a, b in pairs)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    full = sum(_would_overflow(a, b, width - width // 10) for a, b in pairs)
    flowing = sum(b.words[0].islower() for a, b in pairs)
    return width if full >= 0.6 * len(pairs) and flowing else None


def _would_overflow(line: Line, following: Line, width: int) -> bool:
    return line.indent + len(line.words) + 1 + len(following.words.split()[0]) > width


def _small_initials(found: list[Line]) -> bool:
    """Whether paragraphs of this text open in small letters (tokenised text): then a small letter joins nothing."""
    opening = [line for line in found if line.gap and line.words[0].isalpha()]
    return bool(opening) and sum(line.words[0].islower() for line in opening) > 0.3 * len(opening)


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text breaks its lines: at ``width`` columns, give or take ``slack``, or (None) only between paragraphs.

    ``small``: whether its paragraphs may open in small letters.
    """

    width: int | None
    slack: int
    small: bool

    def continues(self, line: Line, following: Line, first: Line) -> bool:
        """Whether the following line belongs to the paragraph of the line, which starts with the first."""
        if following.gap or _starts_item(line, following):
            return False
        ended = ENDED.search(line.words) is not None
        opens_small = following.words[0].islower()
        if self.width is None:
            cited = labels.cited(line.words) and following.words[0] == "("
            least = 60 if labels.items(first.words)[0] else 30  # after a short item it may be the list's closing words
            flows = (opens_small and not self.small and len(line.words) >= least) or cited
            return not ended and flows and line.indent + len(line.words) <= _WIDEST_WRAP
        labelled = bool(labels.items(first.words)[0])
        if following.indent >= first.indent + 2 and line.indent < following.indent and (line is not first or ended):
            return labelled and line is first
        if _would_overflow(line, following, self.width - self.slack):
            return True
        if labelled and following.indent < first.indent:
            return False
        if is_heading(line.words) and not opens_small:
            return False
        return not ended


def _starts_item(line: Line, following: Line) -> bool:
    found, at = labels.items(following.words)
    if labels.division(following.words):
        return ENDED.search(line.words) is not None or is_heading(line.words)
    if not found or at == len(following.words):
        return False
    if found[0].bullet:
        return True
    return not labels.cited(line.words)
