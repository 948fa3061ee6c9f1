"""Scores what the ``+`` lines of development sentences ask for: conditions, constraints, recipients and so on.

A ``+`` line is found if a slot of that name of the provision that fits its fact shares its words (token F1 of at
least 0.5). A line of a fact that was not found counts as missed. The kind, the ISO 8601 value and the anchor of a
constraint are accuracies over the lines whose words are found.

Precision: the share of the conditions, deadlines, frequencies, consultations and recipients of such provisions that
a line asks for. The files give those in full, but for those that say "slots: partial"; the other slots only where
they matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from benchmarks import score
from benchmarks.sets import Judgement, Slot
from kg.model import Constraint, Phrase, Provision

COMPLETE = frozenset({"condition", "recipient", "deadline", "frequency", "consultation"})
NAMES = ("condition", "constraint", "recipient", "purpose", "consequence", "deontic")


def slot_figures(judged: Iterable[Judgement]) -> dict[str, Any]:
    """{slot: {lines, found, recall}} with precision where it can be told, and the accuracies over constraints."""
    lines, found, given, asked = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    kinds, values, anchors = Counter[bool](), Counter[bool](), Counter[bool]()
    for one in judged:
        by_fact = {f: one.provisions[g] for g, f in one.matched.items()}
        for f, slots in enumerate(one.sentence.slots):
            if one.sentence.facts[f]["optional"]:
                continue
            provision = by_fact.get(f)
            for slot in slots:
                lines[slot.name] += 1
                held = _find(slot, provision) if provision else None
                if held is None:
                    continue
                found[slot.name] += 1
                if slot.name == "constraint":
                    kinds[isinstance(held, Constraint) and str(held.kind) == slot.kind] += 1
                    if slot.value:
                        values[isinstance(held, Constraint) and slot.value in (held.date, held.duration)] += 1
                    if slot.anchor:
                        anchors[isinstance(held, Constraint) and _alike(slot.anchor, held.anchor)] += 1
            if provision and one.sentence.slots_complete:
                for name, words in _complete(provision):
                    given[name] += 1
                    slot_name = name if name in NAMES else "constraint"
                    asked[name] += any(s.name == slot_name and _alike(s.words, words) for s in slots)
    figures: dict[str, Any] = {}
    for name in NAMES:
        figures[name] = {"lines": lines[name], "found": found[name], "recall": _share(found[name], lines[name])}
    for name in ("condition", "recipient"):
        figures[name]["precision"] = _share(asked[name], given[name])
    dated = ("deadline", "frequency", "consultation")
    figures["constraint"]["precision of " + ", ".join(dated)] = _share(
        sum(asked[n] for n in dated), sum(given[n] for n in dated)
    )
    for name, counts in (("kind", kinds), ("value", values), ("anchor", anchors)):
        figures["constraint"][name] = _share(counts[True], counts.total())
    return figures


def _find(slot: Slot, provision: Provision) -> Phrase | Constraint | None:
    """What the provision holds for the line: for a constraint the one of the right kind first."""
    if slot.name == "constraint":
        fitting = [c for c in provision.constraints if _alike(slot.words, c.phrase.text)]
        return next((c for c in fitting if str(c.kind) == slot.kind), fitting[0] if fitting else None)
    if slot.name == "condition":
        return next((p for p in provision.conditions if _alike(slot.words, p.text)), None)
    phrase: Phrase | None = getattr(provision, slot.name)
    return phrase if phrase is not None and _alike(slot.words, phrase.text) else None


def _complete(provision: Provision) -> list[tuple[str, str]]:
    found = [("condition", p.text) for p in provision.conditions]
    found += [(str(c.kind), c.phrase.text) for c in provision.constraints if str(c.kind) in COMPLETE]
    if provision.recipient is not None:
        found.append(("recipient", provision.recipient.text))
    return found


def _alike(wanted: str, words: str | None) -> bool:
    return bool(words) and score.overlap(score.tokens(wanted), score.tokens(words)) >= 0.5


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
