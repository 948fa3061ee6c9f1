"""What is said again: the same provision in several documents, as one issuer repeats it over time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.comparison.meaning import Placed, Profile, forbids, nearness, profile
from kg.comparison.wording import force, said
from kg.model import Corpus

SAME = 0.8  # provisions above this nearness say the same
_RAREST = 3  # words that propose what a provision may repeat


@dataclass(frozen=True, slots=True)
class Repeat:
    """One provision, said in several documents, the earliest first."""

    members: tuple[Placed, ...]

    @property
    def documents(self) -> int:
        """How many documents say it."""
        return len({m.document.id for m in self.members})

    @property
    def text(self) -> str:
        """It in plain words, as it was said last."""
        return said(self.members[-1])

    @property
    def forces(self) -> tuple[str, ...]:
        """The modality each time: "should", "should", "must"."""
        return tuple(force(m.provision) for m in self.members)


def repeats(corpus: Corpus, *, issuer: str | None = None, at_least: int = 2) -> tuple[Repeat, ...]:
    """What at least so many documents say, most often said first; only of one issuer, where one is given.

    Two provisions say the same if actor, action and object are near in meaning and both or neither forbid.
    """
    placed = [
        Placed(e.document, p, corpus.names)
        for e in sorted(corpus.extractions, key=lambda e: (e.document.date or "", e.document.name, e.document.id))
        if issuer is None or (e.document.issuer or "").casefold() == issuer.casefold()
        for p in sorted(e.provisions, key=lambda p: (p.sentence.start, p.action.start, p.id))
    ]
    groups: list[list[Placed]] = []
    heads: list[Profile] = []
    index: dict[str, set[int]] = defaultdict(set)
    for one in placed:
        made, negative = profile(one), forbids(one.provision)
        words = sorted(_index_words(made), key=lambda w: (len(index[w]), w))
        near = sorted({g for w in words[:_RAREST] for g in index[w]})
        scored = [(-nearness(heads[g], made), g) for g in near if forbids(groups[g][0].provision) == negative]
        best = min(scored, default=(0.0, -1))
        if -best[0] >= SAME:
            groups[best[1]].append(one)
            continue
        groups.append([one])
        heads.append(made)
        for word in words:
            index[word].add(len(groups) - 1)
    found = [Repeat(tuple(g)) for g in groups if len({m.document.id for m in g}) >= at_least]
    return tuple(sorted(found, key=lambda r: (-r.documents, -len(r.members), r.text, r.members[0].provision.id)))


def _index_words(given: Profile) -> set[str]:
    return {word[:5] for word in given.whole_thing}
