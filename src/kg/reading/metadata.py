"""What a document is called, who issued it and when: said by a person, found in the file, or guessed from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypedDict

from kg.model import Block, BlockKind
from kg.reading.catalogue import Entry
from kg.reading.furniture import DATE
from kg.reading.pieces import Draft

FIELDS = ("title", "issuer", "date", "number", "language")
_FRONT = 2500  # characters at the start in which dates and numbers are looked for
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(rf"(?<![\w-]){DATE}(?!\w)")
_KINDS = (
    r"(?:Executive Order|Proclamation|Public Law|Pub\. L\.|Decree|Order|Act|Law|Circular|Notice|Resolution|Ordinance"
    r"|Bill|Directive)"
)
_NUMBERS = (  # numbers of documents, those that say most about their kind first
    re.compile(r"\b(?:A|S|E|ST)/(?:[A-Z0-9.]+/){1,3}[0-9]+(?:/[A-Z0-9.]+)*\b"),
    re.compile(
        r"\b(?:Regulation|Directive|Decision)\s+(?:\((?:EU|EC|EEC|Euratom)\)\s+)?(?:No\.?\s+)?"
        r"[0-9]{1,4}/[0-9]{1,4}(?:/E[CU]|/EEC)?",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_KINDS}\s+(?:No\.?\s*)?[0-9]+(?:[-/–][0-9]+)*(?:\s*\([0-9]{{4}}\))?", re.IGNORECASE),
    re.compile(r"\b(?:COM|SWD|JOIN)\s?\([0-9]{4}\)\s?[0-9]+\b"),
    re.compile(
        r"\b(?:No\.|Document No\.?|Ref\.?:?|Reference:?)\s*[A-Z0-9][A-Z0-9./-]*[0-9][A-Z0-9./-]*", re.IGNORECASE
    ),
)
_NAME_WORD = r"(?:[A-Z][\w’'.-]*|of|the|and|for|on|&|in)"
_BODIES = (
    r"(?:Ministry|Department|Commission|Council|Parliament|Assembly|Agency|Authority|Bureau|Office|Committee|Congress|Senate"
    r"|Board|Government|Cabinet|Secretariat|Bank|Administration|Court|Union|Directorate)"
)
_ISSUERS = re.compile(rf"^(?:the\s+)?(?:{_NAME_WORD}\s+){{0,9}}?{_BODIES}(?:\s+{_NAME_WORD}){{0,12}}$")


_CALLED = re.compile(
    rf"^(?:{_KINDS}|Regulation|Decision|Rules|Guidelines|Opinions|Measures|Declaration|Recommendation|Statute|Code)\b",
    re.IGNORECASE,
)


def names_issuer(words: str) -> bool:
    """Whether a heading names a public body and nothing else."""
    return len(words.split()) <= 14 and not says_kind(words) and bool(_ISSUERS.match(_named(words)))


def says_kind(words: str) -> bool:
    """Whether a heading opens with the kind of document: "Regulation No. 12 on …"."""
    return bool(_CALLED.match(words))


class Fields(TypedDict):
    """The fields of a Document that metadata fill."""

    title: str | None
    issuer: str | None
    date: str | None
    number: str | None
    language: str | None


def metadata(name: str, draft: Draft, blocks: Sequence[Block], given: Entry | None) -> tuple[Fields, tuple[str, ...]]:
    """The fields, and the names of those that nobody gave: found in the file or its text."""
    told = {field: getattr(given, field) for field in FIELDS} if given else dict.fromkeys(FIELDS)
    found = {**_guessed(name, draft.text, blocks), **_in_file(draft, blocks)}
    values = {field: told[field] or found.get(field) for field in FIELDS}
    guessed = tuple(sorted(field for field in FIELDS if values[field] and not told[field]))
    return Fields(**values), guessed  # type: ignore[typeddict-item]


def _in_file(draft: Draft, blocks: Sequence[Block]) -> dict[str, str]:
    """What the file's own properties say, but for titles that only say which program wrote it.

    Nor is "Article 1" a title: what reads a page's metadata takes the first heading for one, whatever it says.
    """
    said = {
        field: " ".join(str(value).split())[:500] for field, value in draft.meta.items() if field in FIELDS and value
    }
    title = said.get("title", "")
    if re.search(
        r"^(?:microsoft word\b|untitled|document\s?\d*$|slide 1)|\.(?:docx?|pdf|html?|indd|qxd)$", title, re.IGNORECASE
    ) or title in _numbered(draft.text, blocks):
        del said["title"]
    if "date" in said and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", said["date"]):
        del said["date"]
    return said


def _numbered(text: str, blocks: Sequence[Block]) -> set[str]:
    """The headings of numbered divisions, with and without their numbers."""
    found = set()
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.label:
            words = " ".join(block.span.of(text).split())
            found |= {words, f"{block.label} {words}"}
    return found


def _guessed(name: str, text: str, blocks: Sequence[Block]) -> dict[str, str]:
    found: dict[str, str] = {}
    title = next((b for b in blocks if b.kind is BlockKind.TITLE), None)
    if title is not None:
        found["title"] = " ".join(title.span.of(text).split())
    front = text[: _body(blocks, text)]
    if date := _date(front, name):
        found["date"] = date
    if number := _number(front):
        found["number"] = number
    if issuer := _issuer(text, blocks):
        found["issuer"] = issuer
    return found


def _body(blocks: Sequence[Block], text: str) -> int:
    """Where the prose starts: dates and numbers in it are of other things."""
    for block in blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.RECITAL) and len(block.span.of(text)) > 60:
            return min(block.span.start, _FRONT)
    return min(len(text), _FRONT)


def _date(front: str, name: str) -> str | None:
    for match in _WRITTEN.finditer(front):
        if iso := iso_date(match[0]):
            return iso
    named = re.search(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)", name)
    return "-".join(named.groups()) if named else None


def iso_date(words: str) -> str | None:
    """A date as it is written ("3 May 2024", "November 27th, 2023"), in ISO 8601; None without a year."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return words
    year, day = re.search(r"\b(?:1[89]|20)\d\d\b", words), re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", words)
    month = next((number for number, m in enumerate(_MONTHS, 1) if re.search(rf"\b{m}", words.lower())), None)
    if not (year and day and month and 1 <= int(day[1]) <= 31):
        return None
    return f"{year[0]}-{month:02}-{int(day[1]):02}"


def _number(front: str) -> str | None:
    for pattern in _NUMBERS:
        if match := pattern.search(front):
            return " ".join(match[0].split())
    return None


def _issuer(text: str, blocks: Sequence[Block]) -> str | None:
    """Who enacts ("The General Assembly,"), or a public body named on a line of its own at the top."""
    for block in blocks[:12]:
        words = " ".join(block.span.of(text).split())
        if block.kind is BlockKind.RECITAL and words.endswith(",") and words.lower().startswith("the "):
            return _named(words[4:-1])
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            return None
        if block.kind is BlockKind.HEADING and len(words.split()) <= 14 and _ISSUERS.match(_named(words)):
            return _named(words)
    return None


def _named(words: str) -> str:
    small = {"of", "the", "and", "for", "on", "in"}
    if not words.isupper():
        return words
    return " ".join(w.lower() if w.lower() in small and at else w.capitalize() for at, w in enumerate(words.split()))
