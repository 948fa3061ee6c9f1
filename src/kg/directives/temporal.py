"""Dates and lengths of time in words, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {name: number for number, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
     "september sept sep", "october oct", "november nov", "december dec"), 1) for name in names.split()}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
    ),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b(?P<month>{_MONTH})\.?,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:by|end of|before|until|in|of|than)\s+(?:the\s+(?:end\s+of\s+)?(?:year\s+)?)?(?P<year>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
)
_TO_TWENTY = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty
"""
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
_NUMBERS = (
    {word: number for number, word in enumerate(_TO_TWENTY.split())}
    | _TENS
    | {"forty-five": 45, "twenty-one": 21, "twenty-four": 24, "twenty-eight": 28}
    | {"a": 1, "an": 1, "each": 1, "every": 1, "per": 1}
)
_DURATION = re.compile(
    rf"\b(?P<number>\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s*-?\s*(?:\(\s*\d+\s*\)\s*)?"
    r"(?:(?:other|second)\s+)?(?:-?(?:calendar|business|working|consecutive|full|financial|fiscal)[\s-]+)*"
    r"(?P<unit>hour|day|week|month|quarter|year)s?\b",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"^\s*(?:of|after|from|following|before|prior\s+to|since|as\s+from|upon)\s+(?P<anchor>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_ADVERBS = {
    "annually": "P1Y",
    "yearly": "P1Y",
    "annual": "P1Y",
    "quarterly": "P3M",
    "monthly": "P1M",
    "weekly": "P1W",
    "daily": "P1D",
    "biennially": "P2Y",
    "biennial": "P2Y",
    "biannually": "P6M",
    "semiannually": "P6M",
    "semi-annually": "P6M",
    "bimonthly": "P2M",
}


def calendar_date(words: str) -> str | None:
    """The date that the words name: a day, or a month or year as "2024-07" or "2024"; None where there is none."""
    for pattern in _DATES:
        if found := pattern.search(words):
            parts = found.groupdict()
            month = parts.get("month")
            number = None if month is None else _MONTHS.get(month.lower().rstrip(".")) or int(month)
            try:
                if number and parts.get("day"):
                    return date(int(parts["year"]), number, int(parts["day"])).isoformat()
                return f"{parts['year']}-{number:02d}" if number else parts["year"]
            except ValueError:
                continue
    return None


def duration(words: str) -> tuple[str | None, str | None]:
    """(ISO 8601 duration, what it counts from): "within 90 days of the date of this order" → P90D, that date."""
    found = _DURATION.search(words)
    if found is None:
        adverb = next((iso for word, iso in _ADVERBS.items() if re.search(rf"\b{word}\b", words, re.IGNORECASE)), None)
        return adverb, None
    number = found["number"].lower()
    count = int(number) if number.isdigit() else _NUMBERS[number]
    if number in ("every", "each", "per") and re.search(r"\bother\b|\bsecond\b", words):
        count = 2
    unit = found["unit"].lower()
    iso = {"hour": f"PT{count}H", "day": f"P{count}D", "week": f"P{count}W", "month": f"P{count}M",
           "quarter": f"P{count * 3}M", "year": f"P{count}Y"}[unit]  # fmt: skip
    anchor = _ANCHOR.match(words[found.end() :])
    return iso, (re.sub(r"\s+", " ", anchor["anchor"]).strip(" ,;.") or None) if anchor else None
