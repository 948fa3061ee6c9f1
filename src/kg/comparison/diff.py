"""What changed from one version of a text to another: provisions aligned by meaning, and what differs in each pair."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kg.comparison.durations import days
from kg.comparison.meaning import (
    SAME_WORDS,
    Placed,
    Profile,
    best_overlap,
    forbids,
    nearness,
    one_line,
    overlap,
    profile,
    same_words,
    softened,
    stems,
    times_each,
    turning,
    verb_nearness,
)
from kg.comparison.wording import force
from kg.model import Constraint, ConstraintKind, Corpus, Modality, Phrase, Provision

T = TypeVar("T", Constraint, Phrase)

ALIGNED = 0.5  # two provisions below this nearness are two provisions
_COMMON = 400  # a word in more provisions than this does not propose pairs: it would propose nearly all


class Kind(StrEnum):
    """What happened to a provision, in the order of a reader's interest."""

    REVERSED = "reversed"  # "may" → "must not"
    STRENGTHENED = "strengthened"  # "should" → "must"
    WEAKENED = "weakened"
    ACTOR = "actor changed"
    DEADLINE = "deadline changed"
    CONDITION = "condition changed"
    SCOPE = "scope changed"
    ACTION = "action changed"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Detail:
    """One slot that differs: what it held before and what it holds now ("" for nothing), and a reading of it."""

    slot: str
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A provision before and after; one of the two is None where it was added or removed."""

    before: Placed | None
    after: Placed | None
    kinds: tuple[Kind, ...]
    details: tuple[Detail, ...] = ()

    @property
    def kind(self) -> Kind:
        """The weightiest of its kinds."""
        return self.kinds[0]

    @property
    def now(self) -> Placed:
        """The provision as it stands, or last stood."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that changed, and what did not."""

    old: str  # titles of the two sides
    new: str
    changes: tuple[Change, ...]  # by kind, then as the new text has them

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of which this is the weightiest kind."""
        return tuple(c for c in self.changes if c.kind is kind)

    @property
    def counts(self) -> dict[Kind, int]:
        """How many provisions there are of each kind."""
        found = Counter(c.kind for c in self.changes)
        return {kind: found[kind] for kind in Kind if found[kind]}

    def _repr_html_(self) -> str:
        from kg.comparison.note import fragment

        return fragment(self)


def diff(old: Corpus, new: Corpus) -> Diff:
    """Compare two corpora: two documents, two folders or two builds.

    Documents of the same name are compared with each other first; what is left over is then compared across documents.
    """
    before, after = list(_placed(old)), list(_placed(new))
    pairs = _aligned(before, after)
    changes = [_compared(before[i], after[j]) for i, j in pairs]
    gone, come = {i for i, _ in pairs}, {j for _, j in pairs}
    changes += [Change(b, None, (Kind.REMOVED,)) for i, b in enumerate(before) if i not in gone]
    changes += [Change(None, a, (Kind.ADDED,)) for j, a in enumerate(after) if j not in come]
    order = list(Kind)
    changes.sort(key=lambda c: (order.index(c.kind), _position(c.now)))
    return Diff(_title(old), _title(new), tuple(changes))


def _placed(corpus: Corpus) -> Iterator[Placed]:
    for extraction in sorted(corpus.extractions, key=lambda e: (e.document.name, e.document.id)):
        for provision in sorted(extraction.provisions, key=_order):
            yield Placed(extraction.document, provision, corpus.names)


def _order(provision: Provision) -> tuple[int, int, int, str]:
    thing = provision.object
    return provision.sentence.start, provision.action.start, thing.start if thing else -1, provision.id


def _position(placed: Placed) -> tuple[object, ...]:
    return placed.document.name, *_order(placed.provision)


def _title(corpus: Corpus) -> str:
    titles = [one_line(d.title or d.name) + (f" ({d.date})" if d.date else "") for d in corpus.documents]
    return titles[0] if len(titles) == 1 else f"{len(titles)} documents"


def _aligned(before: Sequence[Placed], after: Sequence[Placed]) -> list[tuple[int, int]]:
    """The pairs of provisions that say the same thing: the nearest first, each provision once.

    Provisions are only compared if they share a word of action or object, or a sentence; of two equally near pairs
    the one whose places in the texts are more alike wins.
    """
    if not before or not after:
        return []
    left, right = [profile(p) for p in before], [profile(p) for p in after]
    index: dict[str, list[int]] = defaultdict(list)
    for j, other in enumerate(right):
        for word in _index_words(other):
            index[word].append(j)
    lone = before[0].document is before[-1].document and after[0].document is after[-1].document
    scored = []
    for i, one in enumerate(left):
        for j in sorted(_proposed(one, index)):
            score = nearness(one, right[j])
            if score >= ALIGNED:
                # Where each side is one document, its name says nothing.
                elsewhere = not lone and before[i].document.name != after[j].document.name
                shift = abs(i / len(before) - j / len(after))
                scored.append((elsewhere, -round(score, 6), round(shift, 6), i, j))
    pairs, used_before, used_after = [], set(), set()
    for _, _, _, i, j in sorted(scored):
        if i not in used_before and j not in used_after:
            pairs.append((i, j))
            used_before.add(i)
            used_after.add(j)
    return sorted(pairs)


def _index_words(given: Profile) -> set[str]:
    """The beginnings of the words by which another provision may be found."""
    return {word[:5] for word in (*given.whole_thing, *given.sentence)}


def _proposed(given: Profile, index: Mapping[str, Sequence[int]]) -> set[int]:
    """The provisions worth a comparison: those that share the rarer words of what is acted on, or of the sentence."""

    def rarest(words: Iterable[str], most: int) -> list[str]:
        known = {w[:5] for w in words} & index.keys()
        return sorted(known, key=lambda w: (len(index[w]), w))[:most]

    chosen = {*rarest(given.whole_thing, 4), *rarest(given.sentence, 3)}
    return {j for word in chosen if len(index[word]) <= _COMMON for j in index[word]}


def _compared(one: Placed, other: Placed) -> Change:
    details = [d for part in (_force, _actor, _times, _conditions, _scope, _action) for d in part(one, other)]
    kinds = {kind for kind, _ in details}
    if not kinds:
        same = stems(one.sentence) == stems(other.sentence) or _slot_words(one) == _slot_words(other)
        kinds = {Kind.UNCHANGED if same else Kind.REWORDED}
    order = list(Kind)
    return Change(one, other, tuple(sorted(kinds, key=order.index)), tuple(d for _, d in details))


def _slot_words(placed: Placed) -> tuple[tuple[str, ...], ...]:
    texts = (placed.label("actor"), placed.verb, placed.label("object"), placed.label("recipient"))
    return tuple(stems(t) if t else () for t in texts)


# How much a modality binds, in one direction: doing or not doing.
_FORCE = {
    Modality.OBLIGATION: 5, Modality.PROHIBITION: 5, Modality.COMMITMENT: 4, Modality.RECOMMENDATION: 3,
    Modality.PERMISSION: 2, Modality.STATEMENT: 1, Modality.EXEMPTION: 0,
}  # fmt: skip


def _force(one: Placed, other: Placed) -> Iterator[tuple[Kind, Detail]]:
    p, q = one.provision, other.provision
    if (p.modality, p.polarity) == (q.modality, q.polarity):
        return
    detail = Detail("modality", force(p), force(q))
    negated = forbids(p), forbids(q)
    if negated[0] != negated[1] and Modality.EXEMPTION not in (p.modality, q.modality):
        yield Kind.REVERSED, detail
    elif _FORCE[p.modality] != _FORCE[q.modality]:
        yield Kind.STRENGTHENED if _FORCE[q.modality] > _FORCE[p.modality] else Kind.WEAKENED, detail


def _actor(one: Placed, other: Placed) -> Iterator[tuple[Kind, Detail]]:
    left, right = one.called("actor"), other.called("actor")
    if left & right or (not left and not right):
        return
    if left and right and best_overlap(left, right) >= SAME_WORDS:
        return
    yield Kind.ACTOR, Detail("actor", one.label("actor") if left else "", other.label("actor") if right else "")


_TIMES = (ConstraintKind.DEADLINE, ConstraintKind.FREQUENCY)


def _times(one: Placed, other: Placed) -> Iterator[tuple[Kind, Detail]]:
    def times(placed: Placed) -> list[Constraint]:
        return [c for c in placed.provision.constraints if c.kind in _TIMES]

    for left, right in _paired(times(one), times(other), _same_time):
        given = right if right is not None else left
        slot = given.kind.value if given is not None else "deadline"
        yield Kind.DEADLINE, Detail(slot, _words(left), _words(right), _sooner(left, right))


def _same_time(a: Constraint, b: Constraint) -> bool:
    if (a.date or a.duration) and (b.date or b.duration):
        same = (a.date, a.duration) == (b.date, b.duration) and _times_each(a) == _times_each(b)
        return same and overlap(stems(a.anchor or ""), stems(b.anchor or "")) > 0.5
    return same_words(a.phrase.text, b.phrase.text)


def _times_each(given: Constraint) -> int:
    return times_each(given.phrase.text) if given.kind is ConstraintKind.FREQUENCY else 1


def _sooner(a: Constraint | None, b: Constraint | None) -> str:
    if a is None or b is None:
        return "new" if a is None else "gone"
    if a.date and b.date:
        return "earlier" if b.date < a.date else "later" if b.date > a.date else ""
    if a.duration and b.duration:
        left, right = days(a.duration), days(b.duration)
        often = a.kind is ConstraintKind.FREQUENCY
        if often and left is not None and right is not None:
            left, right = left / _times_each(a), right / _times_each(b)
        if left is not None and right is not None and left != right:
            return ("more often" if often else "shorter") if right < left else ("less often" if often else "longer")
    return ""


def _conditions(one: Placed, other: Placed) -> Iterator[tuple[Kind, Detail]]:
    p, q = one.provision.conditions, other.provision.conditions
    for left, right in _paired(p, q, lambda a, b: same_words(a.text, b.text)):
        soft = left is not None and softened(left), right is not None and softened(right)
        if soft[0] != soft[1]:
            yield _room(soft[1], left, right)
            continue
        note = "new" if left is None else "gone" if right is None else ""
        yield Kind.CONDITION, Detail("condition", _words(left), _words(right), note)


def _scope(one: Placed, other: Placed) -> Iterator[tuple[Kind, Detail]]:
    for slot in ("object", "recipient"):
        left, right = one.called(slot), other.called(slot)
        if left & right or not (left or right):
            continue
        if (
            left
            and right
            and best_overlap(left, right) >= SAME_WORDS
            and not _differ(one.label(slot), other.label(slot))
        ):
            continue
        if not (left and right) and slot == "object" and verb_nearness(_whole(one), _whole(other)) > SAME_WORDS * 0.7:
            continue  # the thing stands in the verb on one side
        yield Kind.SCOPE, Detail(slot, one.label(slot), other.label(slot), _wider(one.label(slot), other.label(slot)))

    def others(placed: Placed) -> list[Constraint]:
        return [c for c in placed.provision.constraints if c.kind not in _TIMES]

    def same(a: Constraint, b: Constraint) -> bool:
        return same_words(a.phrase.text, b.phrase.text)

    for before, after in _paired(others(one), others(other), same):
        soft = before is not None and softened(before), after is not None and softened(after)
        if soft[0] != soft[1]:
            yield _room(soft[1], before, after)
        else:
            note = "new" if before is None else "gone" if after is None else ""
            kept = after if after is not None else before
            yield Kind.SCOPE, Detail(kept.kind.value if kept else "constraint", _words(before), _words(after), note)


def _differ(before: str, after: str) -> bool:
    """Whether two names of nearly the same words name different things: another figure, or one more of them."""
    return turning(before) != turning(after) or bool(_wider(before, after) and _listed(before) != _listed(after))


def _listed(words: str) -> int:
    """How many things are listed, but for the first: of "sand pits or gravel pits" 1."""
    return len(re.findall(r"\b(?:and|or)\b|,|;", words))


def _room(soft: bool, before: Constraint | Phrase | None, after: Constraint | Phrase | None) -> tuple[Kind, Detail]:
    """A duty that now leaves room ("as appropriate"), or leaves none any more."""
    kind, note = (Kind.WEAKENED, "leaves room") if soft else (Kind.STRENGTHENED, "leaves no more room")
    return kind, Detail("qualification", _words(before), _words(after), note)


def _whole(placed: Placed) -> str:
    return f"{placed.verb} {placed.label('object')}".strip()


def _wider(before: str, after: str) -> str:
    left, right = set(stems(before)) if before else set(), set(stems(after)) if after else set()
    if left and right and left != right:
        if (left < right or right < left) and _listed(before) != _listed(after):
            return "wider" if _listed(after) > _listed(before) else "narrower"  # one thing more, or one less
        return "narrower" if left < right else "wider" if right < left else ""
    return ""


def _action(one: Placed, other: Placed) -> Iterator[tuple[Kind, Detail]]:
    if verb_nearness(_whole(one), _whole(other)) >= 0.7 * SAME_WORDS and one.verb != other.verb:
        near = verb_nearness(one.verb, other.verb)
        if near >= 0.5 or not (one.called("object") and other.called("object")):
            return
    if verb_nearness(one.verb, other.verb) < 0.5:
        yield Kind.ACTION, Detail("action", one.verb, other.verb)


def _words(given: Constraint | Phrase | None) -> str:
    if given is None:
        return ""
    return one_line((given.phrase if isinstance(given, Constraint) else given).text)


def _paired(left: Sequence[T], right: Sequence[T], same: Callable[[T, T], bool]) -> Iterator[tuple[T | None, T | None]]:
    """What differs between two lists: unlike members in pairs of one kind, then what stands on one side only."""
    rest_left, rest_right = list(left), list(right)
    for item in left:
        match = next((other for other in rest_right if same(item, other)), None)
        if match is not None:
            rest_left.remove(item)
            rest_right.remove(match)
    for item in list(rest_left):
        match = next((other for other in rest_right if _sort(other) == _sort(item)), None)
        if match is not None:
            rest_left.remove(item)
            rest_right.remove(match)
            yield item, match
    yield from ((item, None) for item in rest_left)
    yield from ((None, other) for other in rest_right)


def _sort(given: Constraint | Phrase) -> str:
    """Only constraints of one kind replace each other."""
    return given.kind if isinstance(given, Constraint) else "condition"
