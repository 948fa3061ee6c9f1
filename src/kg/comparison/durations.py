"""Calendar arithmetic on ISO 8601 dates and durations."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_DURATION = re.compile(
    r"P(?=\d|T\d)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:\d+S)?)?\Z"
)
_LONGEST = 9_999


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar units."""

    months: int
    days: int
    hours: int = 0


def parse(text: str) -> Duration | None:
    """An ISO 8601 duration ("P90D", "P1Y6M", "P2W", "PT24H"); None for anything else."""
    found = _DURATION.match(text)
    if not found:
        return None
    n = {k: int(v or 0) for k, v in found.groupdict().items()}
    if max(n.values()) > _LONGEST:
        return None
    return Duration(12 * n["years"] + n["months"], 7 * n["weeks"] + n["days"], n["hours"])


def days(text: str) -> float | None:
    """About how many days a duration is; None if it is none."""
    found = parse(text)
    return found.months * 30.44 + found.days + found.hours / 24 if found else None


def in_words(text: str) -> str:
    """A duration as people say it: "90 days", "1 year and 6 months"; the text itself if it is none."""
    found = parse(text)
    if found is None:
        return text
    weeks = found.days // 7 if found.days % 7 == 0 and "W" in text else 0
    parts = (
        (found.months // 12, "year"), (found.months % 12, "month"), (weeks, "week"),
        (0 if weeks else found.days, "day"), (found.hours, "hour"),
    )  # fmt: skip
    return " and ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n) or text


def later(start: str, duration: str) -> str | None:
    """The ISO date that lies a duration after an ISO date; a month that is too short gives its last day.

    None where either is no date or duration, or the result lies past the year 9999. Hours are rounded up to days.
    """
    day, length = day_of(start), parse(duration)
    if day is None or length is None:
        return None
    month = day.month - 1 + length.months
    year, month = day.year + month // 12, month % 12 + 1
    if year > date.max.year:
        return None
    moved = day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
    try:
        return (moved + timedelta(days=length.days + -(-length.hours // 24))).isoformat()
    except OverflowError:
        return None


def day_of(text: str | None) -> date | None:
    """The day that an ISO date names; None for a month, a year or anything else."""
    if text is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
