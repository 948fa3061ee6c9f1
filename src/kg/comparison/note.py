"""A diff as an analyst would write it down: for the terminal, as Markdown, JSON and HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.comparison import sheet
from kg.comparison.diff import Change, Detail, Diff, Kind
from kg.comparison.meaning import Placed
from kg.comparison.wording import force, plain, said

HEADINGS = {
    Kind.REVERSED: "Turned around",
    Kind.STRENGTHENED: "Strengthened",
    Kind.WEAKENED: "Weakened",
    Kind.ACTOR: "Another actor",
    Kind.DEADLINE: "Another deadline",
    Kind.CONDITION: "Another condition",
    Kind.SCOPE: "Another scope",
    Kind.ACTION: "Another action",
    Kind.ADDED: "New",
    Kind.REMOVED: "Gone",
    Kind.REWORDED: "In other words",
}
_IN_LEAD = {
    Kind.REVERSED: "turned around",
    Kind.STRENGTHENED: "strengthened",
    Kind.WEAKENED: "weakened",
    Kind.ACTOR: "given to another actor",
    Kind.DEADLINE: "with another deadline",
    Kind.CONDITION: "with another condition",
    Kind.SCOPE: "with another scope",
    Kind.ACTION: "with another action",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Provisions of one sentence to which the same thing happened, said once."""

    kinds: tuple[Kind, ...]
    clauses: tuple[str, ...]
    details: tuple[Detail, ...]
    before: Placed | None
    after: Placed | None


def _places(diff: Diff) -> Callable[[Placed], str]:
    """How to cite: without the document's title where each side is one document, which the heading names."""
    sides = [{side.document.id for c in diff.changes if (side := getattr(c, end))} for end in ("before", "after")]
    return _spot if all(len(documents) <= 1 for documents in sides) else _place


def _spot(placed: Placed) -> str:
    return placed.spot


def _place(placed: Placed) -> str:
    return placed.place


def entries(diff: Diff, kind: Kind) -> tuple[Entry, ...]:
    """The changes of one kind, those of one pair of sentences with the same details put together."""
    groups: dict[tuple[Any, ...], list[Change]] = {}
    for change in diff.of(kind):
        ends = [p and (p.document.id, p.provision.sentence) for p in (change.before, change.after)]
        groups.setdefault((*ends, change.kinds, change.details), []).append(change)
    return tuple(
        Entry(
            kinds=group[0].kinds,
            clauses=tuple(dict.fromkeys(said(c.now) for c in group)),
            details=group[0].details,
            before=group[0].before,
            after=group[0].after,
        )
        for group in groups.values()
    )


def lead(diff: Diff) -> str:
    """The first paragraph: how much there was and is, and what happened to it."""
    counts = diff.counts
    before = sum(c.before is not None for c in diff.changes)
    after = sum(c.after is not None for c in diff.changes)
    same, other = counts.get(Kind.UNCHANGED, 0), counts.get(Kind.REWORDED, 0)
    parts = [f"{before} {'provision' if before == 1 else 'provisions'} before, {after} now."]
    changed = [f"{counts[k]} {words}" for k, words in _IN_LEAD.items() if k in counts]
    if changed:
        parts.append(f"Changed: {', '.join(changed)}.")
    parts += [f"{HEADINGS[k]}: {counts[k]}." for k in (Kind.ADDED, Kind.REMOVED) if k in counts]
    if not changed and before == after == same + other:
        parts.append("Nothing changed in substance.")
    parts.append(f"Unchanged: {same}" + (f", and {other} said in other words." if other else "."))
    return " ".join(parts)


def _remark(detail: Detail) -> str:
    return f" ({detail.note})" if detail.note and detail.note not in ("new", "gone") else ""


def _detail(detail: Detail) -> str:
    """One line: what differs."""
    if detail.slot == "modality":
        return f"{detail.before} → {detail.after}"
    if not detail.before:
        return f"{detail.slot}, new: {detail.after}{_remark(detail)}"
    if not detail.after:
        return f"{detail.slot}, gone: {detail.before}{_remark(detail)}"
    return f"{detail.slot}: {detail.before} → {detail.after}{_remark(detail)}"


def _sides(entry: Entry) -> Iterator[tuple[str, Placed]]:
    if entry.before is not None:
        yield "before", entry.before
    if entry.after is not None:
        yield "now", entry.after


def as_text(diff: Diff) -> str:
    """The note for a terminal."""
    place = _places(diff)
    lines = [plain(f"{diff.old} → {diff.new}"), plain(lead(diff))]
    for kind, heading in HEADINGS.items():
        found = entries(diff, kind)
        if found:
            lines += ["", f"{heading.upper()} ({sum(len(e.clauses) for e in found)})"]
        for entry in found:
            lines += [f"  {plain(clause)}" for clause in entry.clauses]
            lines += [f"    · {plain(_detail(d))}" for d in entry.details]
            lines += [f"    {side + ':':<8}{plain(p.quoted)} [{plain(place(p))}]" for side, p in _sides(entry)]
    return "\n".join(lines) + "\n"


def as_markdown(diff: Diff) -> str:
    """The note as Markdown (CommonMark); markup in the documents is escaped."""
    place = _places(diff)
    lines = [f"# {_md(diff.old)} → {_md(diff.new)}", "", _md(lead(diff))]
    for kind, heading in HEADINGS.items():
        found = entries(diff, kind)
        if found:
            lines += ["", f"## {heading}"]
        for entry in found:
            lines += ["", *(f"**{_md(clause)}**  " for clause in entry.clauses)]
            lines += ["", *(f"- {_md(_detail(d))}" for d in entry.details)] if entry.details else []
            for side, placed in _sides(entry):
                lines += ["", f"> {side}: {_md(placed.quoted)} ({_md(place(placed))})"]
    return "\n".join(lines) + "\n"


def _md(words: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", plain(words))


def as_dict(diff: Diff) -> dict[str, Any]:
    """The diff for programs: counts, and every change but the unchanged with both provisions."""
    return {
        "old": diff.old,
        "new": diff.new,
        "summary": lead(diff),
        "counts": {kind.value: count for kind, count in diff.counts.items()},
        "changes": [
            {
                "kinds": [k.value for k in change.kinds],
                "details": [
                    {"slot": d.slot, "before": d.before or None, "after": d.after or None, "note": d.note or None}
                    for d in change.details
                ],
                "before": change.before and _end(change.before),
                "after": change.after and _end(change.after),
            }
            for change in diff.changes
            if change.kind is not Kind.UNCHANGED
        ],
    }


def _end(placed: Placed) -> dict[str, Any]:
    p = placed.provision
    return {
        "provision": p.id,
        "document": placed.document.name,
        "place": placed.place,
        "start": p.sentence.start,
        "end": p.sentence.end,
        "sentence": placed.sentence,
        "actor": placed.label("actor") or None,
        "action": placed.verb,
        "object": placed.label("object") or None,
        "modality": p.modality.value,
        "polarity": p.polarity.value,
    }


def as_html(diff: Diff) -> str:
    """The note as a page of its own."""
    return sheet.page(f"{diff.old} → {diff.new}", _body(diff))


def fragment(diff: Diff) -> str:
    """The note for a notebook."""
    return sheet.fragment(_body(diff))


def _body(diff: Diff) -> str:
    t, place = sheet.text, _places(diff)
    lines = [f"<h1>{t(diff.old)} → {t(diff.new)}</h1>", f'<p class="lead">{t(lead(diff))}</p>']
    for kind, heading in HEADINGS.items():
        found = entries(diff, kind)
        if found:
            lines.append(f"<h2>{heading} ({sum(len(e.clauses) for e in found)})</h2>")
        for entry in found:
            lines.append('<div class="entry">')
            now = entry.after or entry.before
            badge = sheet.tag(force(now.provision)) + " " if now else ""
            lines += [f'<p class="what">{badge}{t(clause)}</p>' for clause in entry.clauses]
            if entry.details:
                lines.append("<ul>" + "".join(f"<li>{_html_detail(d)}</li>" for d in entry.details) + "</ul>")
            lines += [
                f"<blockquote><b>{side}</b> {t(p.quoted)} <small>({t(place(p))})</small></blockquote>"
                for side, p in _sides(entry)
            ]
            lines.append("</div>")
    return "\n".join(lines)


def _html_detail(detail: Detail) -> str:
    t = sheet.text
    before = f"<del>{t(detail.before)}</del>" if detail.before else ""
    after = f"<ins>{t(detail.after)}</ins>" if detail.after else ""
    arrow = " → " if before and after else ""
    slot = "" if detail.slot == "modality" else f"{t(detail.slot)}: "
    return f"{slot}{before}{arrow}{after}{t(_remark(detail))}"
