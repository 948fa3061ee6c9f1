"""What the parser is shown: the sentence without what it stumbles over, every token still tied to its place.

A quoted title becomes one noun, a parenthesis or an inserted adjunct is taken out, a frame ("It is necessary
to") becomes the modal verb it amounts to, a list item is read together with its lead-in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kg.model import Span
from kg.rules import adjuncts, frames

_QUOTES = re.compile(r"“([^“”]{1,400})”|\"([^\"]{1,400})\"|«([^«»]{1,400})»|‘([^‘’]{1,200})’(?!\w)")
_PARENTHESIS = re.compile(r"(?<![^\s(])\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|-LRB-.*?-RRB-|(?<=\w)\(s\)", re.IGNORECASE | re.DOTALL)
_BRACKETS = re.compile(r"-[LR]SB-|-RRB-|-LRB-|\[\d+\]|[\[\]]", re.IGNORECASE)
_LABEL = re.compile(r"[:;—]\s*(?:and\s+|or\s+)?((?:[a-z]|[ivx]{1,4}|\d{1,2})\s?[.)])\s(?=\s*[\w\"“])")
_OPENING_LABEL = re.compile(
    r"\s*(?:(?:Article|Art\.|Section|Sec\.|§+|Chapter|Paragraph|Para\.)\s*[\dIVXivx]+[\w.()-]*[.:)]?\s+|"
    r"(?:\((?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,3})\)\s*)+|(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s+(?=\S)|\d+(?:\.\d+)+\.?\s+|[-–—•·*▪]\s+|\.{2,}\s*|…\s*)+",
)
_DATELINE = re.compile(
    r"(?=[^–—]{0,90}(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d|\d{1,2} [A-Z][a-z]+|\([A-Z][\w ]+\)|[A-Z]{4,},?))"
    r"[A-Z][^–—.!?]{2,90}?(?:\([A-Z][\w ]+\))?\s*(?:[–—]|--|(?<=\s)-)\s+(?=[A-Z“])"
)
_ELLIPSIS = re.compile(r"\s?\.{3,}|…")
_MODAL = r"(?:shall|must|should|may|will|can|would|could|might|cannot)"
_AFTER_MODAL = re.compile(rf"\b{_MODAL}(?:\s+not)?(\s*,\s)", re.IGNORECASE)
_BETWEEN_COMMAS = re.compile(r"(,\s+)([^,]+(?:,[^,]+){0,3}?)(,)\s+(?=(?:\w+ly\s+)?(?:shall|must|should|may|will|can|hereby)\b)", re.IGNORECASE)
_SAYING = re.compile(
    r"\b(?:emphasi[sz]|stress|underscor|underlin|highlight|recogni[sz]|acknowledg|reaffirm|reiterat|not|affirm|agree|accept"
    r"|insist|convinc|aware|mindful|point|express|echo|see|saw|support|discuss|consider|recall|reflect|share|spoke|rais|bear)\w*"
    r"(?:\s+(?:once again|again|also|further|\w+ly|out|of|on|upon|in mind|that|to|and|the importance of and))*\s*$",
    re.IGNORECASE,
)
_ADVERBS = r"(?:(?:\w+ly|not|also|further|better|always|never|jointly|fully|continue\s+to|both|either|,)\s+)*"
_NEXT_WORD = re.compile(rf"\s*[:,]?\s*{_ADVERBS}([A-Za-z][\w-]*)")
_SPEECH_VERB = re.compile(r"\b(?:is|are|was|were|will|must|shall|should|can|has|have|had|may|would|could|need|needs|want|believe)\b")


@dataclass(slots=True)
class Piece:
    """A stretch of what the parser sees: text still to be tokenised, or words that stand for something."""

    start: int
    end: int
    words: tuple[str, ...] | None = None  # None: the text itself
    rule: str = ""


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
        return Span(self.place(start), self.place(end - 1) + 1) if end > start else Span(self.place(start), self.place(start))


def mask(document: str, segments: Sequence[Span], is_verb: Callable[[str], bool]) -> Masked:
    """What to parse for the text made of the segments; ``is_verb`` knows base forms."""
    text, offsets = "", []
    for number, segment in enumerate(segments):
        words = segment.of(document)
        if number < len(segments) - 1:
            words = _without_colon(words)
        offsets.append((len(text), segment.start))
        text += words + (" " if number < len(segments) - 1 else "")
    text = text.replace("\n", " ").replace("\t", " ").replace("\u00a0", " ").replace("\u2028", " ").replace("\u2029", " ")
    masked = Masked(text, offsets, [])
    if not any(c in text for c in "“\"«‘([-:;,—.…§") and len(segments) == 1 and not _may_hold_frame(text):
        masked.pieces = [Piece(0, len(text))]
        return masked
    replacements: list[Piece] = []
    # ``seen`` keeps every offset: what was replaced is blank in it or a run of one letter.
    seen = _mask_quotes(text, replacements)
    dateline = _DATELINE.match(seen)
    seen = _remove(seen, [dateline.span()] if dateline else [], replacements, masked, "label")
    seen = _remove(seen, _opening_label(seen, offsets), replacements, masked, "label")
    seen = _remove(seen, [m.span() for m in _PARENTHESIS.finditer(seen)], replacements, masked, "parenthesis")
    seen = _remove(seen, [m.span() for m in _BRACKETS.finditer(seen)], replacements, masked, "label")
    seen = _remove(seen, [m.span() for m in _ELLIPSIS.finditer(seen) if m.end() < len(seen)], replacements, masked, "label")
    seen = _remove(seen, [m.span(1) for m in _LABEL.finditer(seen)], replacements, masked, "label")
    seen = _remove(seen, _insertions(seen, is_verb), replacements, masked, "adjunct")
    _mask_frames(seen, replacements, is_verb)
    replacements.sort(key=lambda piece: (piece.start, piece.end))
    at = 0
    for piece in replacements:
        if piece.start > at:
            masked.pieces.append(Piece(at, piece.start))
        if piece.words:
            masked.pieces.append(piece)
        at = max(at, piece.end)
    if at < len(text):
        masked.pieces.append(Piece(at, len(text)))
    return masked


def _may_hold_frame(text: str) -> bool:
    return " to" in text or "need not" in text or "call" in text


def _without_colon(words: str) -> str:
    """A lead-in's words: a colon or dash after a verb or preposition is not read, so that the item continues it."""
    stripped = words.rstrip(" :—–-")
    return stripped if re.search(r"\b(?:shall|must|should|may|will|can|to|by|of|for|that|not|in|with|on|is|are|be|also|following)$", stripped, re.IGNORECASE) else words.rstrip()


def _mask_quotes(text: str, replacements: list[Piece]) -> str:
    seen = text
    for found in _QUOTES.finditer(text):
        content = next(g for g in found.groups() if g is not None)
        start, end = found.span()
        words = re.findall(r"[^\W\d_][\w’'-]*", content)
        capitals = sum(w[0].isupper() for w in words)
        if len(words) > 5 and capitals < len(words) / 3 and _SPEECH_VERB.search(content):
            replacements += [Piece(start, start + 1, ()), Piece(end - 1, end, ())]  # direct speech is parsed
            seen = seen[:start] + " " + seen[start + 1 : end - 1] + " " + seen[end:]
            continue
        inner_stop = len(content) - len(content.rstrip(",.;"))
        if inner_stop and content[-1] in ",;":
            # American typography: the comma inside the quotes belongs to the sentence.
            replacements.append(Piece(start, end - 1 - inner_stop, (_stand_in(words),), "quote"))
            replacements.append(Piece(end - 1, end, ()))
            seen = seen[:start] + "Q" * (end - 1 - inner_stop - start) + content[-inner_stop:] + " " + seen[end:]
        else:
            replacements.append(Piece(start, end, (_stand_in(words),), "quote"))
            seen = seen[:start] + "Q" * (end - start) + seen[end:]
    return seen


def _stand_in(words: Sequence[str]) -> str:
    if len(words) == 1 or (len(words) <= 4 and words and words[-1].islower()):
        return words[-1]
    return "Charter"


def _opening_label(seen: str, offsets: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = []
    for at, _ in offsets:
        found = _OPENING_LABEL.match(seen, at)
        if found and found.end() > at and found.end() < len(seen):
            spans.append(found.span())
    return spans


def _remove(seen: str, spans: Sequence[tuple[int, int]], replacements: list[Piece], masked: Masked, kind: str) -> str:
    for start, end in spans:
        replacements.append(Piece(start, end, ()))
        if kind != "label":
            masked.removed.append((start, end, kind))
        seen = seen[:start] + " " * (end - start) + seen[end:]
    return seen


def _insertions(seen: str, is_verb: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Adjuncts between commas: after a modal verb ("shall, in consultation with Z, submit") and before one."""
    spans = []
    for found in _AFTER_MODAL.finditer(seen):
        stop = next((i for i in range(found.end(), len(seen)) if seen[i] in ".;:" and seen[i + 1 : i + 2].isspace()), len(seen))
        commas = [m.end() for m in re.finditer(r",\s+", seen[found.end() : stop])]
        for comma in commas:
            after = _NEXT_WORD.match(seen, found.end() + comma)
            if after and after[1].islower() and is_verb(after[1]) and not re.match(r"(?:and|or|no|not|in|within|with|by)\b", after[1]):
                spans.append((found.start(1), found.end() + comma))
                break
    for found in _BETWEEN_COMMAS.finditer(seen):
        if any(rule.opens.match(found[2]) for rule in adjuncts()) and not any(a < found.end(3) and found.start() < b for a, b in spans):
            spans.append((found.start(), found.end(3)))
    return spans


def _mask_frames(seen: str, replacements: list[Piece], is_verb: Callable[[str], bool]) -> None:
    taken: list[tuple[int, int]] = []
    for frame in frames():
        for found in frame.pattern.finditer(seen):
            start, end = found.span()
            if any(a < end and start < b for a, b in taken):
                continue
            if frame.after_saying and not _SAYING.search(seen[:start]):
                continue
            following = _NEXT_WORD.match(seen, end)
            if frame.verb == "base" and not (following and is_verb(following[1].lower())):
                continue
            taken.append((start, end))
            if "who" in found.groupdict():
                who_start, who_end = found.span("who")
                replacements.append(Piece(start, who_start, frame.before, "expletive"))
                replacements.append(Piece(who_end, end, frame.after, frame.id))
            else:
                words = tuple(w.capitalize() if i == 0 and seen[start].isupper() else w for i, w in enumerate(frame.after))
                replacements.append(Piece(start, end, words, frame.id))
