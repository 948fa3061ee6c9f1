"""Pieces to entries: what each paragraph is, with labels, run-in headings and lists inside it taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import BlockKind, Span
from kg.reading import inline, labels
from kg.reading.boundaries import announces, first_sentence
from kg.reading.furniture import dateline, is_furniture
from kg.reading.headings import WORDS, finite, is_heading
from kg.reading.labels import Division, Label
from kg.reading.pieces import Draft, Piece

_FOOTNOTE = re.compile(r"^(?:\[(?P<square>[0-9]{1,3}|\*)\]|(?P<raised>[¹²³⁰⁴-⁹]+|\*{1,3}|†|‡))\s*(?=\S)")
_MARK = re.compile(r"(?<=\S)(\[(?:[0-9]{1,3}|\*)\]|[¹²³⁰⁴-⁹]+|\*{1,3}|†|‡)")
_CONTENTS = re.compile(r"^(?:table of )?contents$", re.IGNORECASE)
_LONGEST_RUN_IN = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One block to be. ``labels`` are its own, outermost first; ``division`` is the named division that it opens."""

    kind: BlockKind
    span: Span
    piece: Piece
    label: str | None = None
    labels: tuple[Label, ...] = ()
    division: Division | None = None
    inline: bool = False  # a part of a paragraph, from the second part on


def entries(draft: Draft) -> list[Entry]:
    """The entries of the draft, in reading order."""
    pieces = _with_lone_labels_joined(draft)
    marks = _marks(draft.text)
    found: list[Entry] = []
    contents = False
    for at, piece in enumerate(pieces):
        words = piece.span.of(draft.text)
        contents = bool(_CONTENTS.match(words)) or (contents and _is_contents_line(words))
        if contents and piece.kind in (None, BlockKind.HEADING):
            found.append(Entry(BlockKind.FURNITURE, piece.span, piece))
        else:
            found.extend(_entries(draft.text, pieces, at, found, marks))
    return found


def _is_contents_line(words: str) -> bool:
    return re.search(r"\s[0-9]{1,4}$", words) is not None and len(words) < 150


def _with_lone_labels_joined(draft: Draft) -> list[Piece]:
    """A label that stands alone on its line belongs to the paragraph after it."""
    joined: list[Piece] = []
    waiting: Piece | None = None
    for piece in draft.pieces:
        words = piece.span.of(draft.text)
        if waiting is not None:
            free = piece.kind in (None, BlockKind.PARAGRAPH) and not labels.items(words)[0]
            if free and not labels.division(words):
                joined.append(replace(waiting, span=Span(waiting.span.start, piece.span.end)))
                waiting = None
                continue
            joined.append(waiting)
            waiting = None
        found, at = labels.items(words)
        if piece.kind is None and found and at == len(words) and not words.isdigit() and not found[0].bullet:
            waiting = piece
        else:
            joined.append(piece)
    return [*joined, waiting] if waiting else joined


def _entries(
    text: str, pieces: Sequence[Piece], at: int, before: Sequence[Entry], marks: Mapping[str, int]
) -> Iterator[Entry]:
    piece = pieces[at]
    words = piece.span.of(text)
    if piece.kind in (BlockKind.TABLE, BlockKind.FURNITURE):
        yield Entry(piece.kind, piece.span, piece, piece.label)
    elif piece.kind is BlockKind.FOOTNOTE:
        yield _footnote(piece, words, re.match(r"(?:\[?[0-9*†‡¹²³⁰⁴-⁹]{1,4}[\].)]?)\s+", words))
    elif piece.kind in (BlockKind.TITLE, BlockKind.HEADING):
        yield _heading(text, piece, piece.span)
    elif piece.kind is BlockKind.ITEM and piece.label:
        yield from _formatted_item(text, piece)
    elif piece.kind is None and is_furniture(words):
        yield Entry(BlockKind.FURNITURE, piece.span, piece)
    elif (
        piece.kind is None
        and (note := _FOOTNOTE.match(words))
        and marks.get(note[0].strip(), len(text)) < piece.span.start
    ):
        yield _footnote(piece, words, note)
    elif piece.kind is None and _stands_as_heading(text, pieces, at, before):
        yield _heading(text, piece, piece.span)
    else:
        if length := dateline(words):
            yield Entry(BlockKind.FURNITURE, _trimmed(text, Span(piece.span.start, piece.span.start + length)), piece)
            piece = replace(piece, span=Span(piece.span.start + length, piece.span.end))
        yield from _prose(text, piece, piece.span)


def _footnote(piece: Piece, words: str, mark: re.Match[str] | None) -> Entry:
    if mark is None or mark.end() >= len(words):
        return Entry(BlockKind.FOOTNOTE, piece.span, piece, piece.label)
    start = piece.span.start + mark.end()
    return Entry(BlockKind.FOOTNOTE, Span(start, piece.span.end), piece, mark[0].strip())


def _marks(text: str) -> dict[str, int]:
    """Where each mark of a note first stands behind a word: "rivers[1]"."""
    found: dict[str, int] = {}
    for match in _MARK.finditer(text):
        found.setdefault(match[1], match.start())
    return found


def _heading(text: str, piece: Piece, span: Span) -> Entry:
    kind = piece.kind if piece.kind is BlockKind.TITLE else BlockKind.HEADING
    words = span.of(text)
    named = labels.division(words)
    if named:
        division, at = named
        inside = Span(span.start + at, span.end) if at < len(words) else span
        return Entry(kind, inside, piece, division.text, division=division)
    found, at = labels.items(words)
    if found and at < len(words):
        return Entry(kind, Span(span.start + at, span.end), piece, words[:at].strip())
    return Entry(kind, span, piece, piece.label)


def _formatted_item(text: str, piece: Piece) -> Iterator[Entry]:
    """An item that the format marks. Its words may start with the label that people see, too."""
    mark = piece.label or ""
    label = labels.label(mark) or labels.Label(mark, (("bullet -", 0),))
    found, at = labels.items(piece.span.of(text))
    if found and not found[0].bullet and label.bullet and at < len(piece.span.of(text)):
        label, start = found[-1], piece.span.start + at
    else:
        start = piece.span.start
    yield from _parts(text, replace(piece, label=label.text), Span(start, piece.span.end), (label,))


def _prose(text: str, piece: Piece, span: Span) -> Iterator[Entry]:
    """A paragraph: the division it may open, its labels, the heading run into it, and the lists inside it."""
    words = span.of(text)
    named = labels.division(words)
    if named and _opens_division(words, named[0], named[1]):
        division, at = named
        rest = Span(span.start + at, span.end)
        if at == len(words):
            yield Entry(BlockKind.HEADING, span, piece, division.text, division=division)
        elif (length := run_in(rest.of(text))) or labels.items(rest.of(text))[0]:
            head = Span(rest.start, rest.start + length) if length else Span(span.start, rest.start)
            yield Entry(BlockKind.HEADING, _trimmed(text, head), piece, division.text, division=division)
            yield from _prose(text, piece, _trimmed(text, Span(rest.start + length, rest.end)))
        elif is_heading(rest.of(text).rstrip(".")) and _is_run_in(rest.of(text).rstrip(".")):
            yield Entry(BlockKind.HEADING, rest, piece, division.text, division=division)
        else:
            yield from _parts(text, piece, rest, (), division)
        return
    found, at = labels.items(words)
    if not found or at == len(words):
        yield from _parts(text, piece, span, ())
        return
    rest = Span(span.start + at, span.end)
    if length := run_in(rest.of(text)):
        head = _trimmed(text, Span(rest.start, rest.start + length))
        yield Entry(BlockKind.HEADING, head, piece, found[-1].text, found)
        yield from (replace(e, inline=True) for e in _prose(text, piece, _trimmed(text, Span(head.end, rest.end))))
    else:
        yield from _parts(text, piece, rest, found)


def _opens_division(words: str, division: labels.Division, at: int) -> bool:
    """Whether "Article 4 …" opens a division or starts a sentence about it."""
    marked = re.search(r"[.:–—\-]\s*$", words[len(division.text) - 1 : at]) is not None
    rest = words[at:]
    if not rest:
        return True
    if division.text.startswith("§") and rest[0].isupper():
        return is_heading(rest.rstrip("."))
    return marked and (rest[0].isupper() or not rest[0].isalnum())


def _parts(
    text: str, piece: Piece, span: Span, found: tuple[labels.Label, ...], division: labels.Division | None = None
) -> Iterator[Entry]:
    for number, part in enumerate(inline.split(span.of(text))):
        inside = Span(span.start + part.start, span.start + part.end)
        if number == 0:
            kind = BlockKind.ITEM if found or piece.kind is BlockKind.ITEM else BlockKind.PARAGRAPH
            label = found[-1].text if found else division.text if division else None
            yield Entry(kind, inside, piece, label, found, division)
        elif part.label is None:
            yield Entry(BlockKind.PARAGRAPH, inside, piece, inline=True)
        else:
            yield Entry(BlockKind.ITEM, inside, piece, part.label.text, (part.label,), inline=True)


def run_in(words: str) -> int:
    """The length of the heading that the words start with ("Purpose. It is …"), 0 where there is none."""
    length = first_sentence(words)
    head = words[:length].rstrip(".")
    if length == len(words) or not words[:length].endswith(".") or not _is_run_in(head):
        return 0
    rest = words[length:].lstrip()
    long_enough = len(rest.split()) >= 4 and (rest[0].isupper() or rest[0] in '(“"‘')
    return length if long_enough and is_heading(head) else 0


def _is_run_in(head: str) -> bool:
    return 0 < len(head.split()) <= _LONGEST_RUN_IN and ":" not in head


def _stands_as_heading(text: str, pieces: Sequence[Piece], at: int, before: Sequence[Entry]) -> bool:
    """Whether a paragraph of plain text is a heading: by its words, and by what stands around it."""
    words = pieces[at].span.of(text)
    following = pieces[at + 1].span.of(text) if at + 1 < len(pieces) else ""
    named = labels.division(words)
    if named and (named[1] == len(words) or is_heading(words)) and not finite(WORDS.findall(words)):
        return True
    found, start = labels.items(words)
    previous = before[-1] if before else None
    if not found or start == len(words):
        return bool(following) and is_heading(words) and not _is_subject_of(following)
    style = found[0].readings[0][0]
    if found[0].bullet or style.startswith(("paren", "half")) or not following or not is_heading(words[start:]):
        return False
    if previous is not None and (announces(previous.span.of(text)) or _follows(previous.labels, found)):
        return False
    return not _follows(found, labels.items(following)[0])


def _is_subject_of(following: str) -> bool:
    """Whether a list goes on with a verb: "The agency" above "(a) shall map the wells"."""
    found, at = labels.items(following)
    return bool(found) and finite(["", *WORDS.findall(following[at : at + 40])[:1]])


def _follows(labels_before: Sequence[labels.Label], labels_after: Sequence[labels.Label]) -> bool:
    if not labels_before or not labels_after:
        return False
    before, after = labels_before[-1], labels_after[0]
    return any((style, value + 1) in after.readings for style, value in before.readings)


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - (len(words) - len(words.rstrip())))
