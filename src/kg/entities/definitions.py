"""Short names that a document defines: "the Department of X (“DX”)", "hereinafter the Board", "“Agency” means …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.entities.forms import form, is_acronym_of

_OPEN, _CLOSE = "“\"‘'«", "”\"’'»"
_SHORT = rf"[{_OPEN}](?P<quoted>[^{_OPEN}{_CLOSE}()\n]{{2,60}})[{_CLOSE}]"
_LEAD = (
    r"(?:hereinafter|hereafter|henceforth)"
    r"(?:,?\s+(?:also\s+|collectively\s+)?(?:referred\s+to\s+as|called|known\s+as|abbreviated\s+as))?,?"
)
_IN_BRACKETS = re.compile(
    rf"\(\s*(?:(?:{_LEAD}|collectively,?|together,?|or|also\s+(?:called|known\s+as)"
    r"|abbreviated\s+(?:as|to))\s*)?"
    rf"(?:the\s+|an?\s+)?(?:{_SHORT}|(?P<bare>[A-Z][A-Za-z&.-]{{1,11}}))"
    rf"(?:\s+or\s+(?:the\s+)?[{_OPEN}](?P<second>[^{_OPEN}{_CLOSE}()\n]{{2,60}})[{_CLOSE}])?\s*\)"
)
_HEREINAFTER_BRACKETS = re.compile(rf"\(\s*{_LEAD}\s+(?:the\s+)?(?P<bare>[A-Z][\w&.’' -]{{1,60}}?)\s*\)")
_HEREINAFTER = re.compile(rf",\s*{_LEAD}\s+(?:the\s+)?(?:{_SHORT}|(?P<bare>[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*){{0,3}}))")
_MEANS = re.compile(
    rf"{_SHORT}\s+(?:means|refers\s+to|shall\s+mean|is)\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w&’'.-]*(?:[ \t]+(?:of|and|for|on|the|in|to|&|[A-Z][\w&’'-]*))*)"
    r"(?=\s*[.;,(\n]|\s+(?:established|or\s+(?:his|her|its|their)|and\s+(?:its|their)|acting)|$)"
)
_CONNECTORS = frozenset(
    ["of", "and", "for", "the", "on", "to", "in", "with", "at", "&", "de", "la", "du", "des", "von", "by", "against"]
)
_WORD = re.compile(r"\S+")
_REACH = 240  # code points that are looked back for a name


@dataclass(frozen=True, slots=True)
class Definition:
    """``short`` stands for ``name`` in this document; ``start``–``end`` is where it says so."""

    short: str
    name: str
    start: int
    end: int


def definitions(text: str) -> tuple[Definition, ...]:
    """The short names that the text defines for proper names, in reading order."""
    found = []
    for pattern in (_IN_BRACKETS, _HEREINAFTER_BRACKETS, _HEREINAFTER):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            for short in (groups.get("quoted") or groups.get("bare"), groups.get("second")):
                if short and (
                    name := _name_before(
                        text,
                        match.start(),
                        short.strip(" ,."),
                        quoted=groups.get("quoted") is not None or pattern is not _IN_BRACKETS,
                    )
                ):
                    start = text.rfind(name, 0, match.start())
                    found.append(Definition(_bare(short), name, start, match.end()))
    for match in _MEANS.finditer(text):
        name_text = match["name"].strip()
        if len(form(name_text).fold.split()) > 1 and form(name_text).proper:
            found.append(Definition(_bare(match["quoted"]), name_text, match.start(), match.end()))
    return tuple(sorted(set(found), key=lambda d: (d.start, d.end, d.short)))


def _bare(short: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", short.strip(" ,."), flags=re.IGNORECASE)


def _name_before(text: str, end: int, short: str, *, quoted: bool) -> str | None:
    """The proper name that ends at ``end``; None where there is none.

    An acronym's letters say where its name begins. Any other short name must be part of the name, and the
    name reaches back over capitalised words and the small words that join them.
    """
    short = _bare(short)
    before = text[max(0, end - _REACH) : end].rstrip(" ,")
    line = before.rpartition("\n\n")[2]
    found = list(_WORD.finditer(line))
    first = len(found)
    for index in range(len(found) - 1, -1, -1):
        word = found[index].group()
        if index < len(found) - 1 and re.search(r"[.;:!?)”\"]$", word) and not re.fullmatch(r"(?:[A-Z]\.)+", word):
            break
        if word[0].isupper() or word.isdigit():
            first = index
        elif word.lower().strip(",") not in _CONNECTORS:
            break
    if first == len(found):
        return None
    starts = [i for i in range(first, len(found)) if found[i].group()[0].isupper()]
    for index in sorted(starts, reverse=True):  # the shortest name that an acronym fits
        name = line[found[index].start() :]
        if is_acronym_of(short, name):
            return _stripped(name)
    if not quoted:
        return None
    name = line[found[first].start() :]
    if not short.isupper() and not _shares_word(short, name):
        return None
    return _stripped(name)


def _shares_word(short: str, name: str) -> bool:
    return bool(set(form(short).normal.split()) & set(form(name).normal.split()))


def _stripped(name: str) -> str | None:
    kept = re.sub(r"^(?:The|A|An|In|On|By|Under|For|And|To|At|With)\s+(?:the\s+)?(?=[A-Z])", "", name.strip())
    return kept if len(form(kept).fold.split()) > 1 else None
