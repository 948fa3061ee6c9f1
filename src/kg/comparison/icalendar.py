"""The timeline as iCalendar (RFC 5545), for anybody's calendar. The same timeline gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

from kg.comparison.durations import day_of, parse
from kg.comparison.meaning import one_line
from kg.comparison.timeline import Due, When
from kg.comparison.wording import said

_UNKNOWN = "19700101T000000Z"  # the stamp of what stands in a document without a date
_FOLD = 75  # octets a line, section 3.1


def as_calendar(given: tuple[Due, ...], *, name: str = "Deadlines") -> str:
    """A calendar with an event for each duty that has a day; lines end with CR LF.

    Recurring duties without a first day start on the day of their document. What cannot be dated is left out.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//policy-kg//timeline//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for number, due in enumerate(given):
        lines += _event(due, number)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(due: Due, number: int) -> Iterator[str]:
    document, provision = due.placed.document, due.placed.provision
    stamped = day_of(document.date)
    start = day_of(due.date) or (stamped if due.when is When.RECURRING else None)
    if start is None:
        return
    constraint = due.constraint.phrase
    yield "BEGIN:VEVENT"
    yield f"UID:{provision.id}-{constraint.start}-{constraint.end}@policy-kg"
    yield f"DTSTAMP:{stamped:%Y%m%d}T000000Z" if stamped else f"DTSTAMP:{_UNKNOWN}"
    yield f"DTSTART;VALUE=DATE:{start.year:04}{start:%m%d}"
    rule = _rule(due)
    if rule:
        yield rule
    yield f"SUMMARY:{_text(said(due.placed, times=False))}"
    parts = [due.words, due.counted, due.placed.sentence, due.placed.place]
    if due.when is When.RECURRING and not due.date:
        parts.insert(1, "first day not said: counted from the document’s date")
    yield f"DESCRIPTION:{_text(chr(10).join(p for p in parts if p))}"
    yield f"CATEGORIES:{_text(provision.modality.value)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _rule(due: Due) -> str | None:
    """The recurrence rule (section 3.3.10) of a duty that comes again."""
    length = parse(due.every) if due.when is When.RECURRING and due.every else None
    if length is None:
        return None
    if length.months and not length.days:
        unit, count = ("YEARLY", length.months // 12) if length.months % 12 == 0 else ("MONTHLY", length.months)
    elif length.days and not length.months:
        unit, count = ("WEEKLY", length.days // 7) if length.days % 7 == 0 else ("DAILY", length.days)
    else:
        return None
    return f"RRULE:FREQ={unit}" + (f";INTERVAL={count}" if count != 1 else "")


def _text(words: str) -> str:
    """A value of type TEXT (section 3.3.11), its special characters escaped and control characters taken out."""
    kept = "\n".join(one_line("".join(c for c in line if c.isprintable() or c == " ")) for line in words.split("\n"))
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each but the first after a space; no character is cut in two."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > _FOLD:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
