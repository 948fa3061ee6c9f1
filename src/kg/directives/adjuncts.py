"""Adjuncts by what they say: conditions, constraints, purposes, consequences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.directives.temporal import calendar_date, duration
from kg.model import Constraint, ConstraintKind, Phrase, Span
from kg.rules import Adjunct, adjuncts, lexicon


@dataclass(frozen=True, slots=True)
class Adjuncts:
    """What surrounds an action, by slot."""

    conditions: tuple[Phrase, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    purpose: Phrase | None = None
    consequence: Phrase | None = None

    def __add__(self, other: Adjuncts) -> Adjuncts:
        if other is NONE or self is NONE:
            return self if other is NONE else other
        return Adjuncts(_unique(self.conditions + other.conditions), _unique(self.constraints + other.constraints),
                        self.purpose or other.purpose, self.consequence or other.consequence)  # fmt: skip


NONE = Adjuncts()


def _unique(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


def kind_of(words: str) -> Adjunct | None:
    """The rule that the opening words fit, if any."""
    pattern, rules = _openings()
    found = pattern.match(words)
    return rules[found.lastindex] if found is not None and found.lastindex is not None else None


@cache
def _openings() -> tuple[re.Pattern[str], dict[int, Adjunct]]:
    """One pattern for all kinds of adjuncts, the first that matches wins, and the rule of each of its groups."""
    rules: dict[int, Adjunct] = {}
    parts, group = [], 1
    for rule in adjuncts():
        rules[group] = rule
        parts.append(f"({rule.opens.pattern})")
        group += rule.opens.groups + 1
    return re.compile("|".join(parts), re.IGNORECASE), rules


def read(phrase: Phrase, *, fallback: ConstraintKind | None = ConstraintKind.CIRCUMSTANCE) -> Adjuncts:
    """The slot that an adjunct fills, by the words that open it; ``fallback`` names the kind of any other."""
    rule = kind_of(phrase.text)
    if rule is None:
        opener = phrase.text.split(maxsplit=1)[0].lower() if phrase.text.strip() else ""
        kind = ConstraintKind.PLACE if opener in lexicon("place_prepositions") else fallback
        return Adjuncts(constraints=(Constraint(phrase, kind),)) if kind else NONE
    if rule.slot == "condition":
        return Adjuncts(conditions=(phrase,))
    if rule.slot == "purpose":
        return Adjuncts(purpose=phrase)
    if rule.slot == "consequence":
        return Adjuncts(consequence=phrase)
    assert rule.kind is not None
    return Adjuncts(constraints=(timed(Constraint(phrase, rule.kind)),))


_OTHERWISE = re.compile(
    r"[,;]\s*((?:and |or )?"
    r"(?:failing which|or else|otherwise|under (?:penalty|pain) of|on pain of|in default of which)\b[^;]*?)"
    r"(?=[.;]?\s*$|;|\.\s)",
    re.IGNORECASE,
)


def consequence(text: str, sentence: Span) -> Phrase | None:
    """The words of a sentence that say what follows otherwise (Institutional Grammar's or-else)."""
    found = _OTHERWISE.search(text, sentence.start, sentence.end)
    if found is not None and _ADVERB.match(found[1]):
        return None  # "sell, give away, or otherwise distribute"
    return Phrase(found[1], *found.span(1)) if found else None


_ADVERB = re.compile(r"(?:and|or) otherwise \w+(?! (?:shall|will|may|is|are|must))", re.IGNORECASE)


def with_anchors(adjuncts: Adjuncts, text: str) -> Adjuncts:
    """Deadlines joined with what they count from, where the parser left the two side by side:
    "no later than 30 days" + "after the final inspection"."""
    if not any(c.duration is not None and c.anchor is None for c in adjuncts.constraints):
        return adjuncts
    conditions, constraints = list(adjuncts.conditions), list(adjuncts.constraints)
    for constraint in adjuncts.constraints:
        if constraint not in constraints:
            continue  # joined with the one before it
        if constraint.duration is None or constraint.anchor is not None or constraint.phrase.implied:
            continue
        end = constraint.phrase.end
        condition = next((p for p in conditions if _anchors(p, end)), None)
        circumstance = None if condition else next((c for c in constraints if _anchors(c.phrase, end)), None)
        if condition is not None:
            conditions.remove(condition)
        if circumstance is not None:
            constraints.remove(circumstance)
        behind = condition or (circumstance.phrase if circumstance else None)
        if behind is not None:
            start, stop = constraint.phrase.start, behind.end
            at = constraints.index(constraint)
            constraints[at] = timed(replace(constraint, phrase=Phrase(text[start:stop], start, stop)))
    return replace(adjuncts, conditions=tuple(conditions), constraints=tuple(constraints))


def _anchors(phrase: Phrase, end: int) -> bool:
    """Whether the phrase stands right behind a deadline that ends there, and opens like what it counts from."""
    return phrase.start == end + 1 and not phrase.implied and phrase.text.split()[0].lower() in lexicon("anchors")


def timed(constraint: Constraint) -> Constraint:
    """The constraint with the date or length of time that its words name."""
    if constraint.kind not in (ConstraintKind.DEADLINE, ConstraintKind.FREQUENCY, ConstraintKind.TIME):
        return constraint
    day = calendar_date(constraint.phrase.text)
    length, anchor = (None, None) if day else duration(constraint.phrase.text)
    return Constraint(constraint.phrase, constraint.kind, day, length, anchor)
