"""The names of a project as a list: what was put together, by which rule, on what evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.model import Concept, Corpus


@dataclass(frozen=True, slots=True)
class Cluster:
    """A concept with its other names, and how many slots it fills."""

    concept: Concept
    uses: int

    @property
    def lines(self) -> tuple[str, ...]:
        """The label with type and uses, then each other name with the reason why it stands here."""
        kind = self.concept.type.value if self.concept.type else "action"
        scope = f", only in document {self.concept.scope}" if self.concept.scope else ""
        link = f", {self.concept.link}" if self.concept.link else ""
        uses = f"{self.uses} use" if self.uses == 1 else f"{self.uses} uses"
        head = f"{self.concept.label}  ({kind}, {uses}{scope}{link})  {self.concept.key}"
        return (head, *(f"  = {m.alias}  [{m.rule}: {m.evidence}]" for m in self.concept.merges))


def clusters(corpus: Corpus, *, merged: bool = False, text: str = "") -> tuple[Cluster, ...]:
    """The concepts of a corpus, most used first.

    ``merged``: only those with more than one name. ``text``: only those with this text in a name or key.
    """
    uses = Counter(corpus.names.keys.values())
    wanted = text.casefold()
    found = [
        Cluster(concept, uses[key])
        for key, concept in corpus.names.concepts.items()
        if (concept.aliases or not merged)
        and any(wanted in name.casefold() for name in (concept.label, concept.key, *concept.aliases))
    ]
    return tuple(sorted(found, key=lambda c: (-c.uses, c.concept.key)))
