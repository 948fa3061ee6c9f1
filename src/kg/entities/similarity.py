"""Names that differ by a slip of the pen, guarded by type, head and numbers.

Two names are compared only if all their words but one are the same, in the same order; the head is never the one that
differs. A slip is one wrong, missing, extra or swapped letter inside a long word that hardly occurs, beside one that
occurs often: two words that both occur are two words ("contract", "contact"). A name that a line break or hyphen cut
in two ("Environ-mental") is the same name too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.entities.decisions import Decisions
from kg.entities.forms import form, spelled
from kg.entities.kinds import entity_type
from kg.entities.readings import SAME_WORDS, SIMILAR, Reading
from kg.entities.words import words
from kg.model import Document, EntityType

SHORTEST = 7  # letters of a word in which a slip can be told from another word
RARE, TIMES = 2, 3  # a slip occurs at most so often, and the right word so many times as often
_JOINED = 12  # letters of a name that may have been cut in two
_NEVER = frozenset([EntityType.PERSON, EntityType.CONCEPT, EntityType.COLLECTIVE])


@dataclass(frozen=True, slots=True)
class _Name:
    normal: str
    words: tuple[str, ...]
    head: str
    type: EntityType


def join(
    read: Mapping[tuple[str, str], Reading], documents: Mapping[str, Document], decisions: Decisions
) -> dict[tuple[str, str], Reading]:
    """The readings; those of misspelt names are replaced by the reading of the name they stand for."""
    result = dict(read)
    names: dict[str, _Name] = {}
    for (_, text), reading in sorted(read.items()):
        found = form(text)
        kind = entity_type(found)
        if reading.rule == SAME_WORDS and not reading.scope and found.proper and kind not in _NEVER:
            identity = reading.identity
            names.setdefault(identity, _Name(found.normal, tuple(found.normal.split()), found.head, kind))
    instead: dict[str, tuple[str, str]] = {}
    for cut, whole in sorted(set(_cuts(names))):
        instead[cut] = (whole, "a name cut in two")
    slips = sorted(set(_slips(names)))
    counts = _word_counts(documents.values()) if slips else Counter()
    for first, second in slips:
        wrong, right = _sides(names[first], names[second], counts)
        if wrong and right:
            instead[f"words {wrong.normal}"] = (f"words {right.normal}", "one letter differs")
    for (ident, text), reading in read.items():
        if reading.identity in instead and reading.rule == SAME_WORDS and not reading.scope:
            identity, reason = instead[reading.identity]
            if identity not in instead and not decisions.parted(ident, form(text), identity):
                result[ident, text] = Reading(identity, SIMILAR, f"{reason}: {identity.partition(' ')[2]}")
    return result


def _slips(names: Mapping[str, _Name]) -> Iterator[tuple[str, str]]:
    """Pairs that are equal but for one word, which has a slip."""
    from rapidfuzz.distance import DamerauLevenshtein

    blocks: dict[tuple[object, ...], list[tuple[str, str]]] = defaultdict(list)
    for identity, name in names.items():
        for index, word in enumerate(name.words):
            if len(word) >= SHORTEST and word != name.head and word.isalpha():
                rest = (*name.words[:index], "", *name.words[index + 1 :])
                blocks[name.type, name.head, word[0], rest].append((identity, word))
    lists = words()
    for block in blocks.values():
        for index, (identity, word) in enumerate(block):
            for other, other_word in block[index + 1 :]:
                if {word, other_word} & (lists.countries | lists.demonyms):
                    continue
                if frozenset((word, other_word)) in lists.confusable:
                    continue
                if DamerauLevenshtein.distance(word, other_word, score_cutoff=1) == 1:
                    yield min(identity, other), max(identity, other)


def _cuts(names: Mapping[str, _Name]) -> Iterator[tuple[str, str]]:
    """Names that are equal but for spaces, each with the one of fewest words."""
    blocks: dict[tuple[EntityType, str], list[str]] = defaultdict(list)
    for identity, name in names.items():
        joined = "".join(name.words)
        if len(joined) >= _JOINED and not any(c.isdigit() for c in joined):
            blocks[name.type, joined].append(identity)
    for block in blocks.values():
        whole = min(block, key=lambda i: (len(names[i].words), i))
        yield from ((identity, whole) for identity in block if identity != whole)


def _word_counts(documents: Iterable[Document]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(re.findall(r"[^\W\d_]+", document.text.casefold()))
    spelt: Counter[str] = Counter()
    for word, count in counts.items():
        spelt[spelled(word)] += count
    return spelt


def _sides(a: _Name, b: _Name, counts: Counter[str]) -> tuple[_Name | None, _Name | None]:
    """The misspelt and the right name, or nothing if the words do not tell which is which."""

    def rarest(name: _Name, other: _Name) -> int:
        return min((counts[w] + counts[w + "s"] for w in name.words if w not in other.words), default=0)

    seen_a, seen_b = rarest(a, b), rarest(b, a)
    (rare, wrong), (often, right) = sorted([(seen_a, a), (seen_b, b)], key=lambda s: (s[0], s[1].normal))
    return (wrong, right) if rare <= RARE and often >= TIMES * max(rare, 1) else (None, None)
