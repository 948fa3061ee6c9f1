"""What the parser is shown: the sentence without what it stumbles over, every token still tied to its place.

A quoted title becomes one noun, a parenthesis or an inserted adjunct is taken out, a frame ("It is necessary
to") becomes the modal verb it amounts to, a list item is read together with its lead-in.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.model import Span
from kg.rules import adjuncts, frames
from kg.rules import words as word_lists
from kg.rules.literals import fold, may_match, needed

_WE = re.compile(r"\bwe\b(?!.*\b(?:shall|must|should|may|will|can|to)\b)", re.IGNORECASE | re.DOTALL)
_QUOTES = re.compile(r"“([^“”]{1,400})”|\"([^\"]{1,400})\"|«([^«»]{1,400})»|‘([^‘’]{1,200})’(?!\w)")
_PARENTHESIS = re.compile(
    r"(?<![^\s(])\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|-LRB-.*?-RRB-|(?<=\w)\(s\)", re.IGNORECASE | re.DOTALL
)
_BRACKETS = re.compile(
    r"\b(?:[a-z]{1,2}|\d{1,2})\s-RRB-|(?<=including)\s*,?\s*but\s+not\s+limited\s+to\b|-[LR]SB-|-RRB-|-LRB-|\[\d+\]|[\[\]]",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[:;—]\s*(?:and\s+|or\s+)?((?:[a-z]|[ivx]{1,4}|\d{1,2})\s?[.)])\s(?=\s*[\w\"“])")
_OPENING_LABEL = re.compile(
    r"\s*(?:(?:Article|Art\.|Section|Sec\.|§+|Chapter|Paragraph|Para\.)\s*[\dIVXivx]+[\w()-]*(?:\.\d+)*(?:[.:)–—-]+\s+|\s+(?=[A-Z(]))|"
    r"(?:\((?:[a-zA-Z]|[ivxIVX]{1,5}|\d{1,3})\)\s*)+|(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s+(?=\S)|\d+(?:\.\d+)+\.?\s+|[-–—•·*▪]\s+|\.{2,}\s*|…\s*)+",
)
_DATELINE = re.compile(
    r"(?=[^–—]{0,90}(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d|\d{1,2} [A-Z][a-z]+|\([A-Z][\w ]+\)|[A-Z]{4,},?))"
    r"[A-Z][^–—.!?]{2,90}?(?:\([A-Z][\w ]+\))?\s*(?:[–—]|--|(?<=\s)-)\s+(?=[A-Z“])"
)
_NO_LATER = re.compile(
    r"\b(?:but\s+)?(?:in\s+any\s+(?:event|case),?\s+)?(?:no|not)\s+(?:later|earlier)\s+than\b(?=\s+\w)", re.IGNORECASE
)
# Conjunctions of several words that the parser takes for verbs and nouns, and inverted conditions.
_CONJUNCTION = re.compile(
    r"\b(?:provided,?\s+(?:however,?\s+)?that|providing\s+that|in\s+the\s+event\s+that|on\s+(?:the\s+)?condition\s+that|in\s+cases?\s+(?:where|in\s+which)|assuming\s+that|save\s+where"
    r"|except\s+(?:where|when|if)|only\s+where|but\s+only\s+(?:if|where|when))\b|^\s*Should\s+(?=(?:the|a|an|any|such|this)\b[^?]*,)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r",?\s+((?:if|where|when|as|wherever)\s+(?:any|necessary|appropriate|applicable|needed|required|relevant|possible|practicable|feasible))(?=\s*[,.;:]|\s*$)",
    re.IGNORECASE,
)
_AFTER_AND = re.compile(r"\b(?:and|or)(,\s+([^,;]{3,80}),)\s+(?=\w)", re.IGNORECASE)
_BEFORE_TO = re.compile(r"(?<=ed)(,\s+([^,;]{3,90}),)\s+(?=to\s)", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\s?\.{3,}|…")
_MODAL = r"(?:shall|must|should|may|will|can|would|could|might|cannot)"
_BEFORE_MODAL = re.compile(r"(,)\s+(?=(?:\w+ly\s+)?(?:shall|must|should|may|will|can|hereby)\b)", re.IGNORECASE)
_BARE = (
    r"(?:without\s+(?:undue\s+|further\s+)?delay|within\s+(?:a\s+reasonable\s+(?:time|period)|\w+\s+(?:\(\d+\)\s+)?(?:days|weeks|months|years))"
    r"|where(?:ver)?\s+(?:appropriate|necessary|applicable|possible|practicable)|as\s+(?:appropriate|necessary|soon\s+as\s+(?:possible|practicable))"
    r"|to\s+the\s+(?:maximum\s+|fullest\s+|greatest\s+)?extent\s+(?:possible|practicable|feasible)|in\s+(?:writing|good\s+faith|due\s+course|particular|turn|principle|addition)"
    r"|at\s+(?:any\s+time|all\s+times|a\s+minimum|least\s+(?:annually|once\s+(?:a|every|per)\s+\w+))|from\s+time\s+to\s+time|on\s+a\s+regular\s+basis"
    r"|by\s+(?:regulation|order|rule|resolution|means\s+of\s+(?:implementing|delegated)\s+acts))"
)
_BARE_INSERTION = re.compile(rf"\b{_MODAL}(?:\s+not)?(?:\s+\w+ly)?(\s+{_BARE})\s+(?=\w)", re.IGNORECASE)
_AFTER_MODAL = re.compile(rf"\b{_MODAL}(?:\s+not)?((?:\s+{_BARE})?\s*,\s)", re.IGNORECASE)
_HEAVY_SHIFT = re.compile(
    rf"\b(?:{_MODAL}|to)(?:\s+(?:not|also|\w+ly))*\s+([a-z-]+)(\s+(?:up|out|down|off|on|forward))?((?:\s+to\s+[^,;:.]{{2,90}})?),(\s+(?:in|for|with|by|on|at|within|without|as|after|before|through|under|where|if|upon|subject|pursuant|no\s+later|not\s+later|prior|pending|following|notwithstanding|during|every|each|case)\b(?:[^;:.]|\.(?=\d)){{3,160}}?,)\s+(\w+)",
    re.IGNORECASE,
)
_EARLY_RECIPIENT = re.compile(
    rf"\b(?:{_MODAL}|to)(?:\s+\w+ly)?\s+([a-z]+)\s+(to\s+(?:the\s+|its\s+|their\s+|each\s+)?[\w’'-]+(?:\s+of\s+(?:the\s+)?[\w’'-]+|\s+[\w’'-]+){{0,3}}?)\s+(?=(?:a|an|all|any|only|such|copies|details)\b)",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:a|an|the|all|any|each|its|their|such|this|those|these|whether|that|how)\Z", re.IGNORECASE)
_COLON_AFTER_MODAL = re.compile(
    rf"(?<=\bto)\s*:|(?<=shall|might|could|would)\s*:|(?<=must|will)\s*:|(?<=may|can)\s*:|(?<=should)\s*:"
)
_MINDED = re.compile(
    r"\s*(?:(?:also|further|deeply|gravely|fully|firmly|profoundly|seriously)\s+)*((?:convinced|aware|mindful|conscious|cognizant|concerned|alarmed|disturbed|confident|encouraged|troubled)(?=\s+that\b)|(?:convinced|aware|mindful|conscious|cognizant|concerned|alarmed|disturbed|guided|encouraged|inspired|troubled)\s+(?:of|by|at|about)(?=\s))",
    re.IGNORECASE,
)
_WITH_FEELING = re.compile(
    r"(?<=ing|tes|lls|ses)(\s+with\s+(?:\w+\s+)?(?:concern|satisfaction|appreciation|regret|alarm|interest|gratitude|dismay))(?=\s+that\b)",
    re.IGNORECASE,
)
_OPERATIVE = re.compile(
    r"\s*(?P<adverbs>(?:(?:also|further|strongly|solemnly|again|once\s+again|deeply|urgently|firmly|fully|gravely|welcoming|and|likewise|additionally|accordingly|hereby)\s+)*)(?P<verb>[A-Z][a-z]+(?:ing|s)|[a-z]+(?:ing|s))\b(?=\s+\w)",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\u200b\u2060\ufeff]")  # read as blanks, one for one
_CLAUSE_END = re.compile(r"[;:]\s|(?<!\b[A-Z])(?<!\bNo)(?<!\bArt)(?<!\bSec)\.\s+(?=[A-Z])")
_SAYING = re.compile(
    r"\b(?:emphasi[sz]|stress|underscor|underlin|highlight|recogni[sz]|acknowledg|reaffirm|reiterat|not|affirm|agree|accept"
    r"|insist|convinc|aware|mindful|point|express|echo|attention|see|saw|support|discuss|consider|recall|reflect|share|spoke|rais|bear|V{3,})\w*"
    r"(?:\s+(?:once again|again|also|further|\w+ly|out|of|on|upon|in mind|that|to|and|the importance of and))*\s*$",
    re.IGNORECASE,
)
_ADVERBS = r"(?:(?:\w+ly|not|also|further|better|always|never|jointly|fully|continue\s+to|both|either|,)\s+)*"
_NEXT_WORD = re.compile(rf"\s*[:,]?\s*{_ADVERBS}([A-Za-z][\w-]*)")
_SPEECH_VERB = re.compile(
    r"\b(?:is|are|was|were|will|must|shall|should|can|has|have|had|may|would|could|need|needs|want|believe)\b"
)


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
        return (
            Span(self.place(start), self.place(end - 1) + 1)
            if end > start
            else Span(self.place(start), self.place(start))
        )


def mask(document: str, segments: Sequence[Span], is_verb: Callable[[str], bool], own: int = 0) -> Masked:
    """What to parse for the text made of the segments; ``is_verb`` knows base forms.

    ``own``: which segment is the sentence itself; a list's lead-in stands before it, what closes the list behind it.
    """
    text, offsets = "", []
    for number, segment in enumerate(segments):
        words = segment.of(document)
        if number < own:
            words = _without_colon(words, segments[number + 1].of(document))
        elif number < len(segments) - 1:
            words = words.rstrip(" ;,.")
        offsets.append((len(text), segment.start))
        text += words + (" " if number < len(segments) - 1 else "")
    text = _CONTROL.sub(" ", text)
    masked = Masked(text, offsets, [])
    if not any(c in text for c in '“"«‘([-:;,—.…§') and len(segments) == 1 and not _may_hold_frame(text):
        masked.pieces = [Piece(0, len(text))]
        return masked
    replacements: list[Piece] = []
    folded = fold(text)

    def search(pattern: re.Pattern[str]) -> Iterable[re.Match[str]]:
        """The pattern's matches in ``seen``; it is not tried where the text lacks the words that it needs."""
        return pattern.finditer(seen) if may_match(_needs(pattern), folded) else ()

    # ``seen`` keeps every offset: what was replaced is blank in it or a run of one letter.
    seen = _mask_quotes(text, replacements)
    dateline = _DATELINE.match(seen)
    seen = _remove(seen, [dateline.span()] if dateline else [], replacements, masked, "label")
    seen = _remove(seen, _opening_label(seen, offsets), replacements, masked, "label")
    seen = _remove(seen, [m.span() for m in search(_PARENTHESIS)], replacements, masked, "parenthesis")
    seen = _remove(seen, [m.span() for m in search(_BRACKETS)], replacements, masked, "label")
    seen = _remove(seen, [m.span() for m in search(_ELLIPSIS) if m.end() < len(seen)], replacements, masked, "label")
    seen = _remove(seen, [m.span(1) for m in search(_LABEL)], replacements, masked, "label")
    for kind, span in _insertions(seen, offsets[: own + 1], is_verb):
        seen = _remove(seen, [span], replacements, masked, kind)
    seen = _remove(seen, [m.span(1) for m in search(_TRAILING)], replacements, masked, "trailing")
    seen = _remove(seen, [m.span() for m in search(_COLON_AFTER_MODAL)], replacements, masked, "label")
    for found in search(_CONJUNCTION):
        begin, stop = found.start() + len(found[0]) - len(found[0].lstrip()), found.start() + len(found[0].rstrip())
        replacements.append(
            Piece(begin, stop, ("If" if begin == 0 or not seen[:begin].strip() else "if",), "conjunction")
        )
        seen = seen[:begin] + "I" * (stop - begin) + seen[stop:]
    for found in search(_NO_LATER):
        replacements.append(Piece(found.start(), found.end(), ("by",), "preposition"))
        seen = seen[: found.start()] + "B" * (found.end() - found.start()) + seen[found.end() :]
    seen = _remove(seen, [m.span(1) for m in search(_WITH_FEELING)], replacements, masked, "label")
    early = [m.span(2) for m in search(_EARLY_RECIPIENT) if m[1].lower() in word_lists("words")["transferring"]]
    seen = _remove(seen, early, replacements, masked, "recipient")
    seen = _operative(seen, offsets[: own + 1], replacements, is_verb)
    _mask_frames(seen, replacements, is_verb)
    replacements.sort(key=lambda piece: (piece.start, piece.end))
    at = 0
    for piece in replacements:
        if piece.start < at:
            continue  # inside what was taken out
        if piece.start > at:
            masked.pieces.append(Piece(at, piece.start))
        if piece.words:
            masked.pieces.append(piece)
        at = max(at, piece.end)
    if at < len(text):
        masked.pieces.append(Piece(at, len(text)))
    return masked


_needs = cache(needed)


def _may_hold_frame(text: str) -> bool:
    return " to" in text or "need not" in text or "call" in text


def _without_colon(words: str, following: str) -> str:
    """A lead-in's words: a colon or dash after a verb or preposition is not read, so that the item continues it."""
    stripped = words.rstrip(" :—–-")
    return (
        stripped
        if re.search(
            r"\b(?:shall|must|should|may|will|can|to|by|of|for|from|that|not|in|with|on|at|as|under|upon|into|is|are|be|also|following)$",
            stripped,
            re.IGNORECASE,
        )
        or re.match(r"to\s", following, re.IGNORECASE)
        else words.rstrip()
    )


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


def _opens(seen: str, at: int) -> bool:
    """Whether an adjunct opens at the place, white space skipped."""
    at += len(seen[at:]) - len(seen[at:].lstrip())
    return any(rule.opens.match(seen, at) for rule in adjuncts())


def _verb_at(seen: str, at: int, is_verb: Callable[[str], bool]) -> bool:
    found = _NEXT_WORD.match(seen, at)
    return found is not None and is_verb(found[1].lower())


def _insertions(
    seen: str, offsets: Sequence[tuple[int, int]], is_verb: Callable[[str], bool]
) -> list[tuple[str, tuple[int, int]]]:
    """Adjuncts between commas: after a modal verb ("shall, in consultation with Z, submit") and before one."""
    spans: list[tuple[int, int]] = []
    behind: set[tuple[int, int]] = set()  # that stand behind their verb
    for found in _AFTER_MODAL.finditer(seen):
        stop = next((m.start() for m in _CLAUSE_END.finditer(seen, found.end())), len(seen))
        commas = [m.end() for m in re.finditer(r",\s+", seen[found.end() : stop])]
        for comma in commas:
            after = _NEXT_WORD.match(seen, found.end() + comma)
            if (
                after
                and after[1].islower()
                and is_verb(after[1])
                and not re.match(r"(?:and|or|no|not|in|within|with|by)\b", after[1])
            ):
                spans.append((found.start(1), found.end() + comma))
                break
        else:
            # "must, in consultation with farmers: (a) monitor …": the lead-in ends with the adjunct
            for edge, _ in offsets[1:]:
                if edge > found.end() and _opens(seen, found.end()) and _verb_at(seen, edge, is_verb):
                    spans.append((found.start(1), edge))
                    break
    for (edge, _), (following, _) in itertools.pairwise(offsets[1:]):
        # "may: … during storms: (i) limit …"
        if re.search(rf"\b(?:{_MODAL}|to)\s*:?\s*$", seen[:edge], re.IGNORECASE) and _opens(seen, edge) and _verb_at(seen, following, is_verb):
            spans.append((edge, following))
    at = offsets[-1][0]
    if (
        len(offsets) > 1
        and re.search(rf"\b(?:{_MODAL}|to)\s*$", seen[:at], re.IGNORECASE)
        and any(rule.opens.match(seen, at) for rule in adjuncts())
    ):
        for comma in re.finditer(r",\s+", seen[at:]):
            after = _NEXT_WORD.match(seen, at + comma.end())
            if after and after[1].islower() and is_verb(after[1]):
                spans.append(
                    (at, at + comma.end())
                )  # "The Commission shall: … (c) where a plan is incomplete, request …"
                break
    for found in _BEFORE_MODAL.finditer(seen):
        opening = seen.rfind(",", 0, found.start())
        for _ in range(3):
            # a comma may stand inside the adjunct: try the nearest stretch that opens like one
            if opening < 0:
                break
            if any(
                rule.opens.match(seen, opening + 1 + len(seen[opening + 1 :]) - len(seen[opening + 1 :].lstrip()))
                for rule in adjuncts()
            ):
                if not any(a < found.end(1) and opening < b for a, b in spans):
                    spans.append((opening, found.end(1)))
                break
            opening = seen.rfind(",", 0, opening)
    for pattern, group in ((_BARE_INSERTION, 1), (_HEAVY_SHIFT, 4), (_BEFORE_TO, 1), (_AFTER_AND, 1)):
        for found in pattern.finditer(seen):
            start, end = found.span(group)
            if pattern in (_BEFORE_TO, _AFTER_AND) and not any(rule.opens.match(found[2]) for rule in adjuncts()):
                continue
            if group == 4:
                opens = found[4].lstrip()
                if not is_verb(found[1].lower()) or not (
                    found[2] or _DETERMINER.match(found[5]) or any(rule.opens.match(opens) for rule in adjuncts())
                ):
                    continue
                start -= 1
            if not any(a < end and start < b for a, b in spans):
                spans.append((start, end))
                if group == 4:
                    behind.add((start, end))
    return [("trailing" if span in behind else "adjunct", span) for span in spans]


def _operative(
    seen: str, offsets: Sequence[tuple[int, int]], replacements: list[Piece], is_verb: Callable[[str], bool]
) -> str:
    """Resolutions' paragraphs open with a verb: "Requests …" is read as "They request", "Noting …" as "They note"."""
    at = offsets[-1][0]
    minded = _MINDED.match(seen, at)
    if minded is not None:
        comma = seen.rfind(",", 0, at) if len(offsets) > 1 and seen[:at].rstrip().endswith(",") else -1
        if comma >= 0:
            replacements.append(Piece(comma, comma + 1, ()))
        replacements.append(
            Piece(minded.start(1), minded.end(1), ("notes",) if len(offsets) > 1 else ("They", "note"), "operative")
        )
        return (
            seen[: minded.start()]
            + " " * (minded.start(1) - minded.start())
            + "V" * (minded.end(1) - minded.start(1))
            + seen[minded.end(1) :]
        )
    found = _OPERATIVE.match(seen, at)
    if found is None:
        return seen
    word = found["verb"].lower()
    base = next((b for b in _bases_of(word) if b in word_lists("words")["operative"]), None)
    if base is None or not is_verb(base) or word == base:
        return seen
    start, end = found.span("verb")
    comma = seen.rfind(",", 0, at) if len(offsets) > 1 and seen[:at].rstrip().endswith(",") else -1
    if comma >= 0:
        replacements.append(Piece(comma, comma + 1, ()))  # "The General Assembly, Requests …"
        seen = seen[:comma] + " " + seen[comma + 1 :]
    if found["adverbs"]:
        a, b = found.span("adverbs")
        replacements.append(Piece(a, b, ()))
        seen = seen[:a] + " " * (b - a) + seen[b:]
    subject = ("They",) if len(offsets) == 1 else ()
    frame = next((f for f in frames() if f.id.startswith("directive") and f.pattern.match(seen, start)), None)
    if frame is not None:
        if subject:
            replacements.append(Piece(start, start, subject, "expletive"))
        return seen
    if word.endswith("ing") and not re.match(
        r"\s+(?:that|with\s+\w+\s+(?:\w+\s+)?that|in\s+mind\s+that|the|its|their|also|further|on|all|with|in\s+mind|note)\b",
        seen[end:],
    ):
        return seen
    replacements.append(
        Piece(start, end, (*subject, base if subject or word.endswith("ing") else base + "s"), "operative")
    )
    return seen[:start] + "V" * (end - start) + seen[end:]


def _bases_of(word: str) -> tuple[str, ...]:
    """What base form a word in -s or -ing may have."""
    if word.endswith("ing"):
        stem = word[:-3]
        return (
            stem,
            stem + "e",
            stem[:-1] if stem[-2:-1] == stem[-1:] else stem,
            stem[:-1] + "ie" if stem.endswith("y") else stem,
        )
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],) if word.endswith("s") else (word,)


def _mask_frames(seen: str, replacements: list[Piece], is_verb: Callable[[str], bool]) -> None:
    taken: list[tuple[int, int]] = []
    folded = fold(seen)
    for frame in frames():
        if not may_match(frame.needs, folded):
            continue
        for found in frame.pattern.finditer(seen):
            start, end = found.span()
            if any(a < end and start < b for a, b in taken):
                continue
            if (
                frame.context == "saying"
                and not _SAYING.search(seen[:start])
                or frame.context == "we"
                and not _WE.search(seen[:start])
            ):
                continue
            following = _NEXT_WORD.match(seen, end)
            form = _verb_form(frame.verb, following, is_verb)
            if form is None:
                continue
            taken.append((start, end))
            if "who" in found.groupdict():
                who_start, who_end = found.span("who")
                spoiled = _SPOILED_WHO.search(seen, who_start, who_end)
                if spoiled and not re.search(r"\b(?:that|who|which)\b", seen[who_start : spoiled.start()]):
                    taken.pop()
                    continue
                replacements.append(
                    Piece(
                        start,
                        who_start,
                        _tensed(frame.before, seen[start:who_start]),
                        "expletive" if not frame.id.startswith("directive") else "saying",
                    )
                )
                replacements.append(
                    Piece(
                        who_end,
                        end,
                        frame.after,
                        frame.id,
                        place=(start, who_start - len(seen[start:who_start]) + len(seen[start:who_start].rstrip())),
                    )
                )
            else:
                reads = tuple(
                    w.capitalize() if i == 0 and seen[start].isupper() else w for i, w in enumerate(frame.after)
                )
                replacements.append(Piece(start, end, reads, frame.id))
            stop = next((m.start() for m in re.finditer(r"[;.]\s", seen[end:])), len(seen) - end) + end
            if form == "gerund":
                _ungerund(seen, end, stop, replacements, is_verb)
            else:
                _drop_repeated_to(seen, end, stop, replacements, is_verb)


def _tensed(reads: tuple[str, ...], words_: str) -> tuple[str, ...]:
    """ "said that" in the tense of the verb that it stands for, so that verbs coordinated with it match."""
    if reads[:1] != ("said",):
        return reads
    verb = next((w for w in re.findall(r"[A-Za-z]+", words_) if w.lower() not in ("and", "also", "further")), "")
    return (
        "says" if verb.endswith("s") and not verb.endswith("ss") else "said" if verb.endswith("ed") else "say",
        *reads[1:],
    )


# After a "to" that may be a preposition ("our commitment to sound policies") these are no verbs.
_ADJECTIVES = frozenset("sound clean open free secure complete equal correct further better direct present well peace trade human".split())
_SPOILED_WHO = re.compile(
    r"\b(?:shall|must|should|may|will|is|are|was|were|has|have|had|and\s+(?:requests?|urges?|calls?|invites?|asks?|decides?))\b"
)
_REPEATED_TO = re.compile(
    r"(?:,\s+(?:and|or|but)|,|;|\band|\bor|\bbut)\s+(?:also\s+|further\s+|not\s+|to\s+that\s+end\s+|in\s+particular\s+)?(?:\w+ly\s+)?(to)\s+(?:\w+ly\s+)?([a-z-]+)"
)
_GERUND = re.compile(
    r"(?:,\s+(?:and|or)|,|\band|\bor)\s+(?:also\s+|further\s+|to\s+)?(?:\w+ly\s+)?(to\s+)?([a-z-]+ing)\s+(?!of\b|and\b|or\b|,)"
)


def _verb_form(wanted: str, following: re.Match[str] | None, is_verb: Callable[[str], bool]) -> str | None:
    """Which form of verb follows a frame, where it is one that the frame takes."""
    if following is None:
        return None
    word = following[1].lower()
    if wanted in ("base", "either") and is_verb(word) and not (wanted == "either" and word in _ADJECTIVES):
        return "base"
    if wanted in ("gerund", "either") and word.endswith("ing") and any(is_verb(b) for b in _bases_of(word)):
        return "gerund"
    return None


def _drop_repeated_to(
    seen: str, start: int, stop: int, replacements: list[Piece], is_verb: Callable[[str], bool]
) -> None:
    """ "to assess X and to submit Y" is read as "must assess X and submit Y"."""
    found = [m for m in _REPEATED_TO.finditer(seen, start, stop) if is_verb(m[2])]
    if not any(re.match(r",?\s*(?:and|or|but)", m[0]) for m in found):
        return
    for match in found:
        replacements.append(Piece(match.start(1), match.end(1), ()))


def _ungerund(seen: str, start: int, stop: int, replacements: list[Piece], is_verb: Callable[[str], bool]) -> None:
    """ "called for optimizing X and reducing Y" is read as "must optimize X and reduce Y"."""
    first = re.compile(r"\s*(?:\w+ly\s+)?()([a-z-]+ing)\b").match(seen, start)
    for match in [first, *_GERUND.finditer(seen, start, stop)]:
        if match is None:
            continue
        base = next((b for b in (_bases_of(match[2])[1], *_bases_of(match[2])) if is_verb(b)), None)
        if base is None:
            continue
        if match[1]:
            replacements.append(Piece(match.start(1), match.end(1), ()))
        replacements.append(Piece(match.start(2), match.end(2), (base,), "gerund"))
