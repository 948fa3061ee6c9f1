"""Deadlines and recurring duties, on the calendar where they can be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.comparison.durations import day_of, in_words, later
from kg.comparison.meaning import Placed, one_line, stems
from kg.model import Constraint, ConstraintKind, Corpus, Document, Extraction, Provision

# What a document calls its own date. "Entry into force" is another day, which only the reader knows.
_OWN_DATE = re.compile(
    r"\b(?:date|adoption|issuance|issue|publication|signature|signing|promulgation|enactment)\b.*\b(?:of\s+)?(?:this|the\s+present)\b"
    r"|\b(?:this|the\s+present)\b.*\b(?:date|adoption|issuance|publication|signature|order|regulation|directive|decision|resolution)\b"
    r"|^(?:the\s+)?date\s+(?:hereof|of\s+(?:this|adoption|issuance|publication|signature))\b|^today$|^hereof$",
    re.IGNORECASE,
)
_OTHER_DAY = re.compile(
    r"entry\s+into\s+force|enters?\s+into\s+force|effective\s+date|commencement|application", re.IGNORECASE
)


_BEGINS = re.compile(
    r"(?:enter|come)s? into (?:force|effect)|takes? effect|becomes? (?:effective|applicable)", re.IGNORECASE
)
_THIS = re.compile(r"^(?:this|the present)\b", re.IGNORECASE)
_BEGINNING = ("entry into force", "effective date", "commencement", "coming into force", "taking effect")


class When(StrEnum):
    """How much is known of the day."""

    ABSOLUTE = "on a date"
    COMPUTED = "counted from a known date"
    RECURRING = "again and again"
    RELATIVE = "counted from an event"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done by a day, or again and again."""

    placed: Placed
    constraint: Constraint
    when: When
    date: str | None  # ISO 8601: the day, or the first of a recurring duty
    every: str | None = None  # ISO duration from one time to the next
    counted: str = ""  # how a computed date came about

    @property
    def words(self) -> str:
        """The constraint as it stands."""
        return one_line(self.constraint.phrase.text)


def timeline(corpus: Corpus, *, known: Mapping[str, str] | None = None) -> tuple[Due, ...]:
    """What is due, by date; what has no date comes last, in the order of the documents.

    ``known``: event → ISO date, such as ``{"entry into force": "2026-01-01"}``; durations counted from these events, or
    from the document's own date or from the day on which it says that it enters into force, get a date too. Raises
    ValueError for a date that is none.
    """
    events = dict(known or {})
    for event, day in events.items():
        if day_of(day) is None:
            raise ValueError(f"{event}: {day!r} is no ISO date")
    found = []
    for extraction in sorted(corpus.extractions, key=lambda e: (e.document.name, e.document.id)):
        in_force = _in_force(extraction)
        for provision in sorted(extraction.provisions, key=lambda p: (p.sentence.start, p.action.start, p.id)):
            for constraint in provision.constraints:
                if constraint.kind in (ConstraintKind.DEADLINE, ConstraintKind.FREQUENCY):
                    found.append(
                        _due(Placed(extraction.document, provision, corpus.names), constraint, events, in_force)
                    )
    order = {id(due): place for place, due in enumerate(found)}
    return tuple(sorted(found, key=lambda d: (d.date is None, _sortable(d.date), order[id(d)])))


def _sortable(date: str | None) -> str:
    """A month or year sorts by its last day: that is when it is due at the latest."""
    return "" if date is None else date if len(date) >= 10 else f"{date}-99"


def _in_force(extraction: Extraction) -> str | None:
    """The day on which the document says that it enters into force itself; None where it names none, or several."""
    days = {
        constraint.date
        for provision in extraction.provisions
        if provision.actor and _THIS.match(provision.actor.text) and _BEGINS.match(_deed(provision))
        for constraint in provision.constraints
        if day_of(constraint.date)
    }
    return days.pop() if len(days) == 1 else None


def _deed(provision: Provision) -> str:
    """The action with its object: "force" may stand in either."""
    return one_line(" ".join(phrase.text for phrase in (provision.action, provision.object) if phrase))


def _due(placed: Placed, constraint: Constraint, events: Mapping[str, str], in_force: str | None) -> Due:
    if constraint.kind is ConstraintKind.FREQUENCY:
        first = constraint.date
        return Due(placed, constraint, When.RECURRING, first, constraint.duration)
    if constraint.date:
        return Due(placed, constraint, When.ABSOLUTE, constraint.date)
    start, why = _start(placed.document, constraint, events, in_force)
    date = later(start, constraint.duration) if start and constraint.duration else None
    if date is None:
        return Due(placed, constraint, When.RELATIVE, None)
    return Due(
        placed, constraint, When.COMPUTED, date, counted=f"{in_words(constraint.duration or '')} after {why}, {start}"
    )


def _start(
    document: Document, constraint: Constraint, events: Mapping[str, str], in_force: str | None
) -> tuple[str | None, str]:
    """The day that a duration counts from, and its name."""
    anchor = one_line(constraint.anchor or "")
    wanted = set(stems(anchor)) if anchor else set()
    for event in sorted(events, key=lambda e: (-len(e), e)):
        if set(stems(event)) <= wanted:
            return events[event], event
    own = re.search(r"\b(?:this|the present)\b|\bhereof$", anchor) or not re.search(r"\bof\b", anchor)
    if in_force and own and any(set(stems(event)) <= wanted for event in _BEGINNING):
        return in_force, "it enters into force"
    if anchor and not _OTHER_DAY.search(anchor) and _OWN_DATE.search(anchor) and day_of(document.date):
        return document.date, "the document’s date"
    return None, ""
