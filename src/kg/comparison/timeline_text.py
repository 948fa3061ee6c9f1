"""The timeline for the terminal, for spreadsheets, for programs, and as a page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from kg.cells import inert
from kg.comparison.durations import parse
from kg.comparison.meaning import times_each
from kg.comparison.timeline import Due, When
from kg.comparison.wording import force, plain, said


def as_text(given: tuple[Due, ...]) -> str:
    """A table for the terminal."""
    if not given:
        return "no deadlines\n"
    lines = []
    for due in given:
        lines.append(f"{_day(due):<24} {plain(said(due.placed, times=False))}")
        lines.append(f"{'':<24}   {plain(due.words)}{_how(due)} [{plain(due.placed.place)}]")
    return "\n".join(lines) + "\n"


def _day(due: Due) -> str:
    if due.when is When.RECURRING:
        start = f" from {due.date}" if due.date else ""
        times = times_each(due.words)
        return f"{'' if times == 1 else 'twice ' if times == 2 else f'{times} times '}{_each(due.every)}{start}"
    return due.date or "not dated"


def _each(every: str | None) -> str:
    length = parse(every) if every else None
    if length is None:
        return "again and again"
    unit, count = ("month", length.months) if length.months else ("day", length.days)
    if unit == "month" and count % 12 == 0:
        unit, count = "year", count // 12
    if unit == "day" and count and count % 7 == 0:
        unit, count = "week", count // 7
    if not count:
        return f"every {length.hours} hours" if length.hours else "again and again"
    return f"every {unit}" if count == 1 else f"every {count} {unit}s"


def _how(due: Due) -> str:
    return f" ({plain(due.counted)})" if due.counted else ""


COLUMNS = (
    "date",
    "when",
    "every",
    "actor",
    "must",
    "action",
    "object",
    "words",
    "counted",
    "document",
    "place",
    "sentence",
    "id",
)


def rows(given: tuple[Due, ...]) -> Iterator[dict[str, Any]]:
    """A row for each, with the keys of ``COLUMNS``."""
    for due in given:
        placed = due.placed
        yield {
            "date": due.date,
            "when": due.when.value,
            "every": due.every,
            "actor": placed.label("actor") or None,
            "must": force(placed.provision),
            "action": placed.verb,
            "object": placed.label("object") or None,
            "words": due.words,
            "counted": due.counted or None,
            "document": placed.document.name,
            "place": placed.place,
            "sentence": placed.sentence,
            "id": placed.provision.id,
        }


def as_csv(given: tuple[Due, ...]) -> str:
    """The table as CSV, no cell of which a spreadsheet executes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(given):
        writer.writerow(["" if row[c] is None else inert(str(row[c])) for c in COLUMNS])
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in out.getvalue())


def as_html(given: tuple[Due, ...], *, home: tuple[str, str] | None = None) -> str:
    """The table as a page of its own. ``home``: title and address of the page that it belongs to."""
    from kg.comparison import sheet

    t = sheet.text
    heads = "".join(f'<th scope="col">{h}</th>' for h in ("When", "Modality", "What", "Words", "Sentence"))
    lines = [sheet.home(home) + "<h1>Deadlines and recurring duties</h1>"]
    if not given:
        lines.append('<p class="lead">No provision names a date, a time limit or how often.</p>')
        return sheet.page("Deadlines and recurring duties", "\n".join(lines))
    lines.append(f'<div class="wide"><table class="stack"><thead><tr>{heads}</tr></thead><tbody>')
    for due in given:
        lines.append(
            f'<tr><th scope="row">{t(_day(due))}</th><td>{sheet.tag(force(due.placed.provision))}</td>'
            f"<td>{t(said(due.placed, times=False))}</td><td>{t(due.words)}{t(_how(due))}</td>"
            f"<td>{t(due.placed.sentence)} <small>({t(due.placed.place)})</small></td></tr>"
        )
    lines.append("</tbody></table></div>")
    return sheet.page("Deadlines and recurring duties", "\n".join(lines))
