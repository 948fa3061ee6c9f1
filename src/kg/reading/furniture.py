"""Lines that are no part of the prose: page numbers, datelines, bylines, tables of contents."""

from __future__ import annotations

import re

from kg.reading.headings import WORDS, finite

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+[0-9]{4})?"
DATE = rf"(?:{_MONTH}\s+{_DAY}{_YEAR}|{_DAY}\s+{_MONTH}{_YEAR}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
_PLACES = r"(?:[A-Z][\w.'’\-]*(?:\s+(?:[A-Z(][\w.'’\-)]*|of|de|and))*\s*,\s*){0,4}"
_PAGE = re.compile(
    r"^(?:[-–—]\s*)?(?:(?:page|p\.)\s*)?[0-9]{1,4}(?:\s*(?:/|of)\s*[0-9]{1,4})?(?:\s*[-–—])?$", re.IGNORECASE
)
_ROMAN_PAGE = re.compile(r"^(?=[ivxl])x{0,3}(?:ix|iv|v?i{0,3})$")
_DATELINE = re.compile(
    r"^(?:(?:Published|Updated|Posted|Adopted|Issued|Date|Last updated|Last modified|Effective|Done at|of)\s*"
    r"(?:on|:)?\s*)?"
    rf"{_PLACES}{DATE}(?:\s*,?\s*\(?[A-Z][\w. ]{{1,30}}\)?)?"
    r"(?:,?\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\s*(?:[–—]|--)?$"
)
_BYLINE = re.compile(
    r"^(?:By\s+[A-Z][\w.'’\-]+(?:\s+[A-Z][\w.'’\-]+){0,4}(?:\s*(?:,|and|&)\s*[A-Z][\w.'’ \-]+)?"
    r"|(?:Source|Editor|Editors|Author|Authors|Reporter|Photo|Contact|Translated by|Translation)\s*:\s*.{1,80})$"
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*[0-9ivxl]{1,5}$|\s…+\s*[0-9]{1,4}$|\t\s*[0-9]{1,4}$")
_RULE = re.compile(r"^[\W_]+$")
_AGENCY = r"\s*\([A-Z][\w. ]{1,30}\)"
_INLINE_DATELINE = re.compile(
    rf"^(?:{_PLACES}{DATE}(?:{_AGENCY})?|[A-Z][A-Z .,\-]{{2,40}}{_AGENCY})\s*(?:–|—|--?)\s+(?=[\"“‘]?[A-Z])"
)


def is_furniture(text: str) -> bool:
    """Whether a paragraph is a page number, a dateline, a byline, a line of a table of contents or a drawn line."""
    words = " ".join(text.split())
    if _PAGE.match(words) or _ROMAN_PAGE.match(words) or _LEADERS.search(text.rstrip()) or _RULE.match(words):
        return True
    if len(words) > 120 or finite(WORDS.findall(words)):
        return False
    return bool(_DATELINE.match(words) or (_BYLINE.match(words) and not words.endswith((".", ";"))))


def dateline(text: str) -> int:
    """The length of the dateline that a paragraph starts with ("Geneva, 3 May 2024 – "), 0 where there is none."""
    match = _INLINE_DATELINE.match(text)
    return match.end() if match else 0
