"""What people decided about provisions and names: a plain file that survives the next build.

    [[correction]]
    decision = "change"
    document = "order.txt"
    provision = "46fe3372dfb6b38f"
    sentence = "The Board shall publish the report."
    actor = "The Board"
    action = "publish"
    object = "the report"
    modality = "obligation"
    change = { object = "the annual report" }

A provision is found again by its id, or, in a document that has changed, by its sentence and slots. A correction
that nothing answers to any more is reported, never dropped.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from kg.entities.aliases import Alias, Aliases
from kg.errors import CorrectionError
from kg.model import Document, Extraction, Modality, Phrase, Polarity, Provision

#: Slots that hold one phrase and that a person can change.
PHRASES = ("actor", "action", "object", "recipient", "deontic", "attribution", "purpose", "consequence")
CHANGEABLE = (*PHRASES, "modality", "polarity", "predicate")
_SLOTS = ("actor", "action", "object", "recipient", "modality", "polarity")  # what a provision is known by
_LIKE = 75.0  # percent: sentences that a reader takes for two versions of one


class Decision(StrEnum):
    """What a person can say of a provision, or of names."""

    ACCEPT = "accept"
    REJECT = "reject"
    CHANGE = "change"
    MERGE = "merge"  # several words name one thing
    SPLIT = "split"  # a name does not belong where it was put


class Status(StrEnum):
    """What became of a correction."""

    APPLIED = "applied"
    STALE = "stale"  # the sentence, or what was found in it, has changed
    MISSING = "missing"  # its document is not there


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision. ``slots`` is what had been found in ``sentence``; ``change`` is what stands there instead."""

    decision: Decision
    document: str = ""  # its name; empty for names that hold in every document
    provision: str = ""  # its id when the decision was made
    sentence: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    change: Mapping[str, str] = field(default_factory=dict)  # slot → words; empty words empty the slot
    names: tuple[str, ...] = ()  # merge: the first is the label; split: the concept's label, then what to part from it
    by: str = ""
    note: str = ""

    @property
    def target(self) -> tuple[object, ...]:
        """What it is about: a second decision about the same replaces the first."""
        if self.decision in (Decision.MERGE, Decision.SPLIT):
            return (self.decision, self.document, self.names)
        return (self.document, self.sentence, tuple(sorted(self.slots.items())))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction, in one line."""

    correction: Correction
    status: Status
    message: str


def about(provision: Provision, document: Document, decision: Decision, **given: Any) -> Correction:
    """A decision about a provision; ``given``: change, by, note."""
    return Correction(
        decision, document.name, provision.id, provision.sentence.of(document.text), _described(provision), **given
    )


def _described(provision: Provision) -> dict[str, str]:
    found = {s: p.text for s in _SLOTS[:4] if (p := getattr(provision, s)) is not None}
    return {**found, "modality": provision.modality.value, "polarity": provision.polarity.value}


def add(corrections: Sequence[Correction], new: Correction) -> tuple[Correction, ...]:
    """The corrections with a new one; it takes the place of an earlier one about the same provision or names.

    A decision about what an earlier change made of a provision becomes one with that change.
    """
    for earlier in corrections:
        if earlier.decision is Decision.CHANGE and _is_result(new, earlier):
            folded = (
                earlier
                if new.decision is Decision.ACCEPT
                else replace(
                    new,
                    provision=earlier.provision,
                    slots=earlier.slots,
                    change={**earlier.change, **new.change} if new.decision is Decision.CHANGE else {},
                )
            )
            return tuple(folded if c is earlier else c for c in corrections)
    if any(c.target == new.target for c in corrections):
        return tuple(new if c.target == new.target else c for c in corrections)
    return (*corrections, new)


def _is_result(new: Correction, earlier: Correction) -> bool:
    """Whether a decision is about what an earlier change left behind."""
    changed = {s: w for s, w in {**earlier.slots, **earlier.change}.items() if s in _SLOTS and w}
    return (new.document, new.sentence, dict(new.slots)) == (earlier.document, earlier.sentence, changed)


def apply(
    extractions: Sequence[Extraction], corrections: Sequence[Correction]
) -> tuple[tuple[Extraction, ...], tuple[Outcome, ...]]:
    """The extractions as people decided, and what became of each correction, in the order of the file.

    Applying twice is the same as applying once. Decisions about names are for ``decided_names``.
    """
    by_name: dict[str, list[int]] = {}
    result = list(extractions)
    for index, extraction in enumerate(result):
        by_name.setdefault(extraction.document.name, []).append(index)
    outcomes = []
    for correction in corrections:
        if correction.decision in (Decision.MERGE, Decision.SPLIT):
            outcomes.append(_name_outcome(correction, by_name))
            continue
        places = by_name.get(correction.document, [])
        if not places:
            outcomes.append(Outcome(correction, Status.MISSING, f"{correction.document}: no such document"))
            continue
        for index in places:
            result[index], outcome = _corrected(result[index], correction)
            outcomes.append(outcome)
    return tuple(result), tuple(outcomes)


def _name_outcome(correction: Correction, by_name: Mapping[str, Sequence[int]]) -> Outcome:
    if correction.document and correction.document not in by_name:
        return Outcome(correction, Status.MISSING, f"{correction.document}: no such document")
    joined = " = " if correction.decision is Decision.MERGE else " ≠ "
    return Outcome(correction, Status.APPLIED, joined.join(f"“{n}”" for n in correction.names))


def _corrected(extraction: Extraction, correction: Correction) -> tuple[Extraction, Outcome]:
    text = extraction.document.text
    place = f"{correction.document}: {correction.decision} {correction.provision}"
    found = [p for p in extraction.provisions if p.sentence.of(text) == correction.sentence]
    meant = next((p for p in found if p.id == correction.provision), None) or next(
        (p for p in found if _described(p) == dict(correction.slots)), None
    )
    if meant is None:
        return extraction, _unmet(extraction, correction, place, found)
    if correction.decision is Decision.REJECT:
        kept = tuple(p for p in extraction.provisions if p is not meant)
        return replace(extraction, provisions=kept), Outcome(correction, Status.APPLIED, f"{place}: taken out")
    changed = meant
    if correction.decision is Decision.CHANGE:
        changed = _changed(meant, correction.change, text)
    changed = replace(changed, confirmed=True)
    # What a change makes equal to another provision is said once.
    kept = tuple(changed if p is meant else p for p in extraction.provisions if p is meant or p.id != changed.id)
    said = "confirmed" if correction.decision is Decision.ACCEPT else f"{', '.join(sorted(correction.change))} changed"
    return replace(extraction, provisions=kept), Outcome(correction, Status.APPLIED, f"{place}: {said}")


def _unmet(extraction: Extraction, correction: Correction, place: str, found: Sequence[Provision]) -> Outcome:
    """Why no provision answers to the correction: it was applied before, or its sentence has changed."""
    text = extraction.document.text
    if correction.sentence in text:
        if correction.decision is Decision.REJECT:
            return Outcome(correction, Status.APPLIED, f"{place}: not there")
        wanted = dict(correction.slots) | {k: v for k, v in correction.change.items() if k in _SLOTS}
        wanted = {k: v for k, v in wanted.items() if v}
        if correction.decision is Decision.CHANGE and any(p.confirmed and _described(p) == wanted for p in found):
            return Outcome(correction, Status.APPLIED, f"{place}: as decided")
        return Outcome(correction, Status.STALE, f"{place}: the sentence is read differently now; decide again")
    closest = _closest(correction.sentence, {p.sentence.of(text) for p in extraction.provisions})
    now = f"; it may be this one now: “{closest}”" if closest else ""
    return Outcome(correction, Status.STALE, f"{place}: the sentence is not in the document any more{now}")


def _closest(sentence: str, others: Iterable[str]) -> str | None:
    from rapidfuzz import fuzz

    scored = sorted((-fuzz.ratio(sentence, other), other) for other in others)
    return scored[0][1] if scored and -scored[0][0] >= _LIKE else None


def _changed(provision: Provision, change: Mapping[str, str], text: str) -> Provision:
    values: dict[str, Any] = {}
    for slot, words in change.items():
        if slot == "modality":
            values[slot] = Modality(words)
        elif slot == "polarity":
            values[slot] = Polarity(words)
        elif slot == "predicate":
            values[slot] = words
        else:
            values[slot] = _phrase(provision, words, text) if words else None
    if "action" in values and "predicate" not in values:
        values["predicate"] = change["action"]
    return replace(provision, **values)


def _phrase(provision: Provision, words: str, text: str) -> Phrase:
    """The words where the sentence holds them; else implied by the whole sentence."""
    span = provision.sentence
    start = text.find(words, span.start, span.end)
    if start < 0:
        return Phrase(words, span.start, span.end, implied=True, parts=(span,))
    return Phrase(words, start, start + len(words))


def decided_names(corrections: Sequence[Correction], extractions: Sequence[Extraction]) -> Aliases:
    """What people decided about names, for ``name(extractions, aliases=…)``."""
    ids = {e.document.name: e.document.id for e in extractions}
    names, apart = [], []
    for correction in corrections:
        if correction.document and correction.document not in ids:
            continue
        where = ids[correction.document] if correction.document else None
        first, *others = correction.names or ("",)
        pairs = [Alias(first, other, where, "corrections") for other in others]
        if correction.decision is Decision.MERGE:
            names += pairs
        elif correction.decision is Decision.SPLIT:
            apart += pairs
    return Aliases(names=tuple(names), apart=tuple(apart))


def dump(corrections: Iterable[Correction]) -> str:
    """The text of a corrections file: TOML, one table a decision, one line a fact."""
    tables = ["# What people decided about the provisions and names of this project. `kg build` applies it.\n"]
    for c in corrections:
        lines = ["[[correction]]", f"decision = {_text(c.decision)}"]
        lines += [
            f"{key} = {_text(value)}" for key in ("document", "provision", "sentence") if (value := getattr(c, key))
        ]
        lines += [f"{slot} = {_text(c.slots[slot])}" for slot in _SLOTS if slot in c.slots]
        if c.change:
            pairs = ", ".join(f"{slot} = {_text(c.change[slot])}" for slot in CHANGEABLE if slot in c.change)
            lines.append(f"change = {{ {pairs} }}")
        if c.names:
            lines.append(f"names = [{', '.join(_text(n) for n in c.names)}]")
        lines += [f"{key} = {_text(value)}" for key in ("by", "note") if (value := getattr(c, key))]
        tables.append("\n".join(lines) + "\n")
    return "\n".join(tables)


def _text(value: str) -> str:
    """A TOML string on one line (https://toml.io/en/v1.0.0#string); JSON's escapes are TOML's, but for DEL."""
    clean = "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in str(value))
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")


def load(text: str, *, place: str = "corrections.toml") -> tuple[Correction, ...]:
    """The corrections in the text of a file. Raises CorrectionError, which names the place, for what it cannot read."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorrectionError(f"is no TOML: {error}", place=place, hint="mend the line, or take it out") from error
    unknown = sorted(content.keys() - {"correction"})
    if unknown:
        raise CorrectionError(f'unknown key "{unknown[0]}"', place=place, hint="every table is a [[correction]]")
    tables = content.get("correction", [])
    if not isinstance(tables, list):
        raise CorrectionError("[correction] must be a list of tables", place=place, hint="write [[correction]]")
    return tuple(_read(table, f"{place}, correction {number}") for number, table in enumerate(tables, 1))


def _read(table: Any, place: str) -> Correction:
    known = {"decision", "document", "provision", "sentence", *_SLOTS, "change", "names", "by", "note"}
    if not isinstance(table, dict):
        raise CorrectionError("must be a table", place=place, hint="write [[correction]] above it")
    unknown = sorted(table.keys() - known)
    if unknown:
        raise CorrectionError(
            f'unknown key "{unknown[0]}"', place=place, hint=f"the keys are {', '.join(sorted(known))}"
        )
    try:
        decision = Decision(table.get("decision", ""))
    except ValueError:
        hint = f"it is one of {', '.join(Decision)}"
        raise CorrectionError(f"unknown decision {table.get('decision')!r}", place=place, hint=hint) from None
    change, names = table.get("change", {}), table.get("names", [])
    texts = [table.get(k, "") for k in known - {"change", "names"}]
    if not all(isinstance(t, str) for t in texts) or not _is_text_table(change) or not _is_text_list(names):
        raise CorrectionError("every value is text", place=place, hint='write key = "…"')
    _check(decision, table, change, names, place)
    return Correction(
        decision,
        table.get("document", ""),
        table.get("provision", ""),
        table.get("sentence", ""),
        slots={s: table[s] for s in _SLOTS if s in table},
        change=change,
        names=tuple(names),
        by=table.get("by", ""),
        note=table.get("note", ""),
    )


def _is_text_table(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())


def _is_text_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)


def _check(
    decision: Decision, table: Mapping[str, Any], change: Mapping[str, str], names: Sequence[str], place: str
) -> None:
    if decision in (Decision.MERGE, Decision.SPLIT):
        if len(names) < 2:
            raise CorrectionError(f"{decision} needs two names", place=place, hint='write names = ["…", "…"]')
        return
    if not table.get("sentence") or not table.get("document"):
        raise CorrectionError(f"{decision} needs document and sentence", place=place, hint="decide again: kg review")
    if decision is Decision.CHANGE and not change:
        raise CorrectionError("change says nothing", place=place, hint='write change = { actor = "…" }')
    check_change(change, place)


def check_change(change: Mapping[str, str], place: str | None = None) -> None:
    """Raises CorrectionError for a slot that cannot be changed, or that cannot hold what is given."""
    for slot, words in change.items():
        if slot not in CHANGEABLE:
            hint = f"the slots are {', '.join(CHANGEABLE)}"
            raise CorrectionError(f'unknown slot "{slot}"', place=place, hint=hint)
        if slot == "action" and not words.strip():
            raise CorrectionError("a provision needs an action", place=place, hint="reject it instead")
        allowed: Sequence[str] = {"modality": tuple(Modality), "polarity": tuple(Polarity)}.get(slot, ())
        if allowed and words not in allowed:
            raise CorrectionError(f'unknown {slot} "{words}"', place=place, hint=f"it is one of {', '.join(allowed)}")
