"""Entries to blocks: which list an item belongs to, what words it continues, and the path to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.model import Block, BlockKind, Span
from kg.reading.boundaries import announces, first_sentence, last_sentence, open_ended
from kg.reading.entries import Entry
from kg.reading.headings import capitals
from kg.reading.labels import Label
from kg.reading.preamble import is_operative, is_reason

_CARRIES_ON = re.compile(  # the last word of a lead-in that cannot stand without what follows
    r"\b(?:shall|must|may|will|should|can|is|are|be|been|to|that|by|of|for|with|in|on|from|where|when|if|unless|and|or|not|either"
    r"|both|has|have|the|a|an|who|which)\W*$",
    re.IGNORECASE,
)
_INDEPENDENT = re.compile(
    r"^[“\"‘]?[A-Z](?:(?!\b(?:that|which|who|whose|where|when|if)\b)[^.;:])*?\b(?:shall|must|may|will|should|is|are|was|were|has|have)\b"
)
_TAIL = re.compile(r"\s*[;,]\s*(?:and/or|and|or|but)?\s*$")
_SKIPPED = (BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.TABLE)


@dataclass(slots=True)
class Level:
    """A list that is open: the last label in it, and the words its items continue."""

    style: str
    value: int
    name: str  # the path entry of its last item
    lead: tuple[Span, ...]
    indent: int
    level: int | None  # where the format says the depth
    inline: bool
    items: list[int] = field(default_factory=list)  # indexes of the blocks that belong to it, nested ones too


class Outline:
    """Walks through the entries once, in order, and keeps the headings and lists that are open."""

    def __init__(self, text: str, enactors: Sequence[Span] = ()) -> None:
        self._text = text
        self._enactors = {enactor.start: enactor for enactor in enactors}
        self._enactor: Span | None = None  # of the paragraphs that are being read
        self._headings: list[tuple[tuple[str, int | str], str]] = []
        self._open: list[Level] = []
        self._suspended: list[Level] = []  # lists that a paragraph has interrupted: their next item may still come
        self._previous: Block | None = None  # the last block that a list could continue
        self._last: Entry | None = None
        self.blocks: list[Block] = []

    def add(self, entry: Entry) -> None:
        """Turns the entry into its blocks."""
        self._enactor = self._enactors.get(entry.span.start, self._enactor)
        if entry.kind in _SKIPPED:
            self._emit(entry.kind, entry.span, entry, entry.label)
            return
        if entry.division is not None or entry.kind in (BlockKind.HEADING, BlockKind.TITLE):
            self._head(entry)
        elif entry.kind is BlockKind.RECITAL:
            self._recital(entry)
        elif entry.kind is BlockKind.ITEM:
            self._item(entry)
        else:
            self._paragraph(entry)
        self._last = entry

    def _path(self) -> tuple[str, ...]:
        return (*(name for _, name in self._headings), *(level.name for level in self._open))

    def _emit(
        self, kind: BlockKind, span: Span, entry: Entry, label: str | None = None, lead: tuple[Span, ...] = ()
    ) -> Block:
        block = Block(kind, span, 0, self._path(), label, lead, entry.piece.page)
        self.blocks.append(block)
        return block

    # headings and divisions

    def _head(self, entry: Entry) -> None:
        if entry.labels:  # "(a) Eligibility. …": an item with a heading of its own
            for label in entry.labels:
                self._place(label, entry)
            self._emit(BlockKind.HEADING, entry.span, entry, entry.label)
            self._previous = None
            return
        self._open.clear()
        self._suspended.clear()
        run_in = entry.inline
        if entry.kind is not BlockKind.TITLE and not run_in and not self._completes_division(entry):
            self._push(entry)
        kind = entry.kind
        if entry.division is not None:
            for mark in entry.division.sub:
                self._open.append(Level(f"sub {mark}", 0, mark, (), 0, None, False))
        block = self._emit(kind, entry.span, entry, entry.label)
        words = entry.span.of(self._text)
        continued = kind is BlockKind.PARAGRAPH or announces(words) or _CARRIES_ON.search(words)
        self._previous = block if continued else None

    def _completes_division(self, entry: Entry) -> bool:
        """Whether the heading is the title of the "Article 4" that stands alone above it."""
        last = self._last
        if last is None or last.division is None or entry.division is not None or last.kind is not BlockKind.HEADING:
            return False
        words: str = last.span.of(self._text)
        return words.rstrip(" .:–—-") == last.division.text.rstrip(" .:–—-")

    def _push(self, entry: Entry) -> None:
        key = self._key(entry)
        kept = []
        for above, name in self._headings:
            if above == key or not _is_above(above, key):
                break
            kept.append((above, name))
        words = " ".join(entry.span.of(self._text).split())
        name = entry.division.name if entry.division else f"{entry.label} {words}" if entry.label else words
        self._headings = [*kept, (key, name.rstrip(":"))]

    def _key(self, entry: Entry) -> tuple[str, int | str]:
        if entry.piece.kind in (BlockKind.HEADING, BlockKind.TITLE) and entry.piece.level is not None:
            return "level", entry.piece.level
        if entry.division is not None:
            return "rank", entry.division.rank
        if entry.label:
            return "style", re.sub(r"[0-9]+", "1", re.sub(r"[A-Za-z]+", "a", entry.label)).rstrip(".")
        return "style", "capitals" if capitals(entry.span.of(self._text)) else "plain"

    # lists

    def _item(self, entry: Entry) -> None:
        independent = False
        if entry.piece.kind is not BlockKind.ITEM:
            self._leave_formatted(entry)
        for label in entry.labels:
            self._place(label, entry)
        if not self._open:
            self._paragraph(entry)
            return
        level = self._open[-1]
        lead = level.lead
        words = entry.span.of(self._text)
        if not lead and self._is_operative(words):
            lead = (self._enactor,) if self._enactor else ()
        if lead and _stands_alone(lead[-1].of(self._text), words):
            lead, independent = (), True
        end = entry.span.end
        if lead or independent:
            end = entry.span.start + (first_sentence(words) if lead else len(words))
        span = self._without_tail(Span(entry.span.start, end))
        block = self._emit(BlockKind.ITEM, span, entry, entry.label, lead)
        for opened in self._open:
            opened.items.append(len(self.blocks) - 1)
        self._previous = block
        if end < entry.span.end:
            rest = Span(end + _blank(self._text[end : entry.span.end]), entry.span.end)
            self._previous = self._emit(BlockKind.PARAGRAPH, rest, entry)

    def _leave_formatted(self, entry: Entry) -> None:
        """Closes the lists of the format (<ol>, Word's) that a paragraph of another depth is not inside of."""
        while self._open and self._open[-1].level is not None and self._open[-1].level > (entry.piece.level or 0):
            self._open.pop()

    def _without_tail(self, span: Span) -> Span:
        tail = _TAIL.search(span.of(self._text))
        return Span(span.start, span.start + tail.start()) if tail and tail.start() else span

    def _place(self, label: Label, entry: Entry) -> None:
        """Continues an open list with the label, or opens a new one."""
        depth = entry.piece.level if entry.piece.kind is BlockKind.ITEM else None
        formatted = depth is not None and not entry.inline
        at = self._formatted(depth, label) if formatted else self._continued(label, entry)
        if at is None and not formatted:
            at = self._resumed(label)
        if at is not None:
            del self._open[at + 1 :]
            level = self._open[at]
            reading = next(
                (
                    r
                    for r in label.readings
                    if (r[0] == level.style and r[1] > level.value) or r[0].startswith("bullet")
                ),
                label.readings[0],
            )
            level.style, level.value = reading[0], level.value + 1 if label.bullet else reading[1]
            level.name = _name(label, level.value)
            return
        reading = next((r for r in label.readings if r[1] == 1), label.readings[0])
        self._make_room(depth, reading[0], entry)
        value = 1 if label.bullet else reading[1]
        lead = self._lead(label, value, entry)
        level = Level(reading[0], value, _name(label, value), lead, entry.piece.indent, depth, entry.inline)
        self._open.append(level)

    def _formatted(self, depth: int | None, label: Label) -> int | None:
        """The open list of that depth, unless this is another list: bullets after numbers, or numbers from 1 again."""
        for at, level in enumerate(self._open):
            if level.level == depth and level.style.startswith("bullet") == label.bullet:
                again = any(reading == (level.style, 1) for reading in label.readings)
                return None if again and level.value >= 1 and not label.bullet else at
        return None

    def _continued(self, label: Label, entry: Entry) -> int | None:
        opens = any(value == 1 for _, value in label.readings)
        if opens and self._previous is not None and announces(self._previous.span.of(self._text)) and not label.bullet:
            return None
        for step in (1, 2, 3):
            for at in range(len(self._open) - 1, -1, -1):
                level = self._open[at]
                if label.bullet:
                    if level.style == label.readings[0][0] and abs(level.indent - entry.piece.indent) < 2:
                        return at
                elif (level.style, level.value + step) in label.readings:
                    return at
        return None

    def _resumed(self, label: Label) -> int | None:
        """Opens an interrupted list again, where the label is the next one in it."""
        for at in range(len(self._suspended) - 1, len(self._open) - 1, -1):
            level = self._suspended[at]
            if not label.bullet and (level.style, level.value + 1) in label.readings:
                self._open = self._suspended[: at + 1]
                return at
        return None

    def _make_room(self, depth: int | None, style: str, entry: Entry) -> None:
        """Closes the lists that a new one cannot be inside of."""
        if depth is not None:
            while self._open and self._open[-1].level is not None and self._open[-1].level >= depth:
                self._open.pop()
            return
        if self._previous is None or self._previous.kind is not BlockKind.ITEM:
            while self._open and self._open[-1].lead:
                self._open.pop()
        while any(level.style == style and level.indent + 2 > entry.piece.indent for level in self._open):
            self._open.pop()

    def _lead(self, label: Label, value: int, entry: Entry) -> tuple[Span, ...]:
        if entry.labels and label is not entry.labels[0]:  # "(a)(1) …": no words between the labels
            return self._open[-1].lead if self._open else ()
        previous = self._previous
        if previous is None or (value != 1 and entry.piece.kind is not BlockKind.ITEM):
            return ()
        words = previous.span.of(self._text)
        small = entry.span.of(self._text)[:1].islower()
        if announces(words) or _CARRIES_ON.search(words) or (small and open_ended(words) and not previous.lead_in):
            start = previous.span.start + last_sentence(words)
            return (*previous.lead_in, Span(start, previous.span.end))
        # Items under an item that announces nothing ("publish a plan; – map rivers") continue what that one continues.
        return previous.lead_in if small and open_ended(words) else ()

    # paragraphs

    def _recital(self, entry: Entry) -> None:
        self._open.clear()
        self._previous = None
        label = entry.labels[-1] if entry.labels else None
        lead = (self._enactor,) if self._enactor and is_reason(entry.span.of(self._text)) else ()
        block = self._emit(BlockKind.RECITAL, entry.span, entry, entry.label, lead)
        if label is not None and not label.bullet:
            self.blocks[-1] = replace(block, path=(*block.path, _name(label, 0)))

    def _paragraph(self, entry: Entry) -> None:
        closed = self._closed_by(entry)
        if closed is not None:
            for at in closed.items:
                self.blocks[at] = replace(self.blocks[at], closing=(*self.blocks[at].closing, entry.span))
            del self._open[self._open.index(closed) :]
            self._previous = None
            self._emit(BlockKind.PARAGRAPH, entry.span, entry)
            return
        if entry.piece.level is not None:
            self._leave_formatted(entry)
        elif not entry.inline or self._last is None or self._last.kind is not BlockKind.HEADING:
            self._suspended = list(self._open) or self._suspended
            while self._open and (self._open[-1].lead or not self._is_numbered_paragraph(self._open[-1])):
                self._open.pop()
        if self._is_operative(entry.span.of(self._text)) and self._enactor:
            span = self._without_tail(entry.span)
            self._previous = self._emit(BlockKind.ITEM, span, entry, entry.label, (self._enactor,))
        else:
            self._previous = self._emit(BlockKind.PARAGRAPH, entry.span, entry, entry.label)

    def _is_operative(self, words: str) -> bool:
        return self._enactor is not None and is_operative(words)

    def _is_numbered_paragraph(self, level: Level) -> bool:
        """In articles and sections, what follows "1. …" without a number of its own still belongs to it."""
        return bool(self._headings) and self._headings[-1][0][0] == "rank" and level.style.endswith("arabic")

    def _closed_by(self, entry: Entry) -> Level | None:
        """The list that a paragraph such as "shall be published" brings to its end."""
        words = entry.span.of(self._text)
        last = self.blocks[-1] if self.blocks else None
        if not words[0].islower() or last is None or not self._open or entry.labels:
            return None
        if re.search(r"[.!?]\W*$", self._text[last.span.start : entry.span.start].rstrip()[-2:]):
            return None
        with_lead = [level for level in self._open if level.lead and level.items]
        if entry.piece.level is not None:
            deeper = [level for level in with_lead if (level.level or 0) > entry.piece.level]
        else:
            deeper = [level for level in with_lead if level.indent > entry.piece.indent]
        return (deeper or with_lead)[0] if with_lead else None


def _name(label: Label, value: int) -> str:
    if label.bullet:
        return f"indent {value}"
    return label.text if label.text.startswith("(") else label.text.rstrip(".)")


def _is_above(above: tuple[str, int | str], key: tuple[str, int | str]) -> bool:
    """Whether a heading of the first kind can stand over one of the second."""
    if above[0] == key[0] and above[0] in ("level", "rank"):
        return above[1] < key[1]  # type: ignore[operator]
    if above[0] == key[0] == "style" and str(above[1])[0] == str(key[1])[0] == "1":
        return str(above[1]).count(".") < str(key[1]).count(".")  # "2." over "2.1", never the other way round
    if above[0] == "rank" and key == ("style", "capitals"):
        return isinstance(above[1], int) and above[1] < 6
    return True


def _stands_alone(lead: str, words: str) -> bool:
    """Whether an item is a sentence of its own, so that the words above only announce it."""
    return not _CARRIES_ON.search(lead) and _INDEPENDENT.match(words) is not None


def _blank(text: str) -> int:
    return len(text) - len(text.lstrip())


def outline(text: str, entries: Sequence[Entry], enactors: Sequence[Span] = ()) -> list[Block]:
    """The blocks of the entries, not yet numbered. The paragraphs of a resolution continue its enactor."""
    walk = Outline(text, enactors)
    for entry in entries:
        walk.add(entry)
    return walk.blocks
