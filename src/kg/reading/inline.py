"""Lists inside one paragraph: "The Commission shall: (a) assess …; (b) submit …; and (c) report …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.reading import labels
from kg.reading.boundaries import announces, first_sentence

_CANDIDATE = re.compile(
    r"(?:(?<=\s)|(?<=[:;—–]))\((?:[a-z]{1,5}|[0-9]{1,2}|[A-Z]{1,4})\)(?=\s)|(?<=[:;]\s)(?:[a-z]|[0-9]{1,2}|[ivx]{1,4})[.)](?=\s)"
)
_CONTEXT = 1500  # characters before a label that tell what it is
_SEPARATED = re.compile(r"(?:;|,|\.)\s*(?:and|or|and/or|but|nor)?\s*$|\b(?:and|or)\s*$")
_SEMICOLON = re.compile(r";\s*(?:and|or|and/or|but)?\s*$")
_CONDITIONAL = re.compile(r"^\W*(?:if|where|when|unless|whenever|provided|in case|to the extent)\b", re.IGNORECASE)
_FRAME = re.compile(r"\b(?:shall|must|may|will|should|is|are|to|can|means?|includes?|consists?|covers?|requires?)\b")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paragraph: the words before a list, an item, or the words after it. ``depth`` 0 is no item."""

    start: int
    end: int
    label: labels.Label | None
    depth: int


def split(text: str) -> tuple[Part, ...]:
    """The parts of a paragraph that holds lists; one part where it holds none. Offsets are into the text."""
    members = _members(text)
    if not members:
        return (Part(0, len(text), None, 0),)
    parts = [Part(0, members[0].at, None, 0)]
    for number, member in enumerate(members):
        end = members[number + 1].at if number + 1 < len(members) else len(text)
        parts.append(Part(member.body, end, member.label, member.depth))
    last = parts[-1]
    tail = text[last.start : last.end]
    rest = first_sentence(tail)
    if rest < len(tail) and not re.search(r"\.\s*$", text[parts[-2].start : parts[-2].end]):
        parts[-1] = Part(last.start, last.start + rest, last.label, last.depth)
        parts.append(Part(last.start + rest, last.end, None, 0))
    return tuple(trimmed for p in parts if (trimmed := _trim(text, p)) is not None)


@dataclass(frozen=True, slots=True)
class _Member:
    at: int
    body: int
    label: labels.Label
    depth: int


@dataclass(slots=True)
class _Run:
    """A run of labels in order, while it is being found."""

    style: str
    value: int
    depth: int
    announced: bool
    members: list[_Member]
    semicolons: int = 0


def _members(text: str) -> list[_Member]:
    """The labels that count, in text order: those of runs with two members at least."""
    stack: list[_Run] = []
    runs: list[_Run] = []
    ended = 0
    for match in _CANDIDATE.finditer(text):
        before = text[max(ended, match.start() - _CONTEXT) : match.start()]
        label = labels.label(match[0])
        if label is None or labels.cited(before):
            continue
        body = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
        run = _continued(stack, label, before)
        if run is None:
            run = _opened(stack, label, before)
            if run is None:
                continue
            stack.append(run)
            runs.append(run)
        else:
            del stack[stack.index(run) + 1 :]
            run.semicolons += bool(_SEMICOLON.search(before))
        run.members.append(_Member(match.start(), body, label, run.depth))
        ended = body
    kept = [r for r in runs if len(r.members) > 1 and (r.announced or r.semicolons == len(r.members) - 1)]
    return sorted((m for r in kept for m in r.members), key=lambda m: m.at)


def _continued(stack: list[_Run], label: labels.Label, before: str) -> _Run | None:
    if not _SEPARATED.search(before):
        return None
    for run in reversed(stack):
        if (run.style, run.value + 1) in label.readings:
            run.value += 1
            return run
    return None


def _opened(stack: list[_Run], label: labels.Label, before: str) -> _Run | None:
    style = next((s for s, value in label.readings if value == 1), None)
    announced = announces(before)
    sentence = before[_last_stop(before) :]
    if style is None or any(r.style == style for r in stack) or not before.strip():
        return None
    if not announced and (_CONDITIONAL.match(sentence) or not _FRAME.search(sentence) or stack):
        return None
    return _Run(style, 1, len(stack) + 1, announced, [])


def _last_stop(text: str) -> int:
    found = [m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", text)]
    return found[-1] if found else 0


def _trim(text: str, part: Part) -> Part | None:
    words = text[part.start : part.end]
    start = part.start + len(words) - len(words.lstrip())
    end = part.end - (len(words) - len(words.rstrip()))
    return Part(start, end, part.label, part.depth) if start < end else None
