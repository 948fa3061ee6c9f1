"""The words that a pattern cannot match without: a text that lacks them need not be searched.

Searching for a word is a hundred times faster than trying a pattern with many alternatives at every place; knowing a
stretch between blanks, and with it the words that it holds, is faster still.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

_MOST = 60  # alternatives of one group
_SHORTEST = 1
_KEPT = 20_000  # stretches between blanks that are remembered


def needed(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of case-folded strings: every text that the pattern matches holds at least one of each group.

    Groups that rule out most come first; empty where nothing can be said.
    """
    try:
        from re import _parser as grammar  # type: ignore[attr-defined]  # the standard library's own reading of the pattern
    except ImportError:  # then every text is searched
        return ()
    found: set[frozenset[str]] = set()
    _collect(grammar.parse(pattern.pattern, pattern.flags), found)
    groups = [_without_longer(group) for group in found if min(map(len, group)) >= _SHORTEST]
    return tuple(sorted(groups, key=lambda g: (-min(map(len, g)), len(g), g))[:3])


def fold(text: str) -> str:
    """The text as ``may_match`` wants it: patterns that ignore case take dotless and dotted i for an i."""
    return text.casefold().replace("ı", "i").replace("i\u0307", "i")


def may_match(groups: Sequence[Sequence[str]], folded: str) -> bool:
    """Whether a text, folded, holds what is needed."""
    for group in groups:
        for word in group:
            if word in folded:
                break
        else:
            return False
    return True


@dataclass(slots=True)
class Vocabulary:
    """The strings that some patterns need, a bit for each. What stretches hold is remembered, within bounds."""

    _bits: dict[str, int] = field(default_factory=lambda: {"": 1})  # what every text holds
    _opening: dict[str, list[tuple[str, int]]] = field(default_factory=dict)  # by their first one or two letters
    _stretches: dict[str, int] = field(default_factory=dict)

    def needs(self, pattern: re.Pattern[str]) -> tuple[int, ...]:
        """The groups of what the pattern needs as sets of bits: at least one."""
        found = []
        for group in needed(pattern):
            if any(c.isspace() for word in group for c in word):
                continue  # it does not stand in one stretch
            bits = 0
            for word in group:
                bits |= self._bit(word)
            found.append(bits)
        self._stretches.clear()
        return tuple(found or [1])

    def _bit(self, word: str) -> int:
        if word not in self._bits:
            self._bits[word] = 1 << len(self._bits)
            self._opening.setdefault(word[:2], []).append((word, self._bits[word]))
        return self._bits[word]

    def held(self, text: str) -> int:
        """The strings that stand in the text."""
        known, found = self._stretches, 1
        for stretch in text.split():
            bits = known.get(stretch)
            found |= self._learn(stretch) if bits is None else bits
        return found

    def _learn(self, stretch: str) -> int:
        if len(self._stretches) >= _KEPT:
            self._stretches.clear()
        folded, found = fold(stretch), 0
        letters_and_pairs = {*folded, *map(operator.add, folded, folded[1:])}
        for opening in self._opening.keys() & letters_and_pairs:
            for word, bit in self._opening[opening]:
                if word in folded:
                    found |= bit
        self._stretches[stretch] = found
        return found


def _without_longer(group: Iterable[str]) -> tuple[str, ...]:
    """The strings that hold no other of the group."""
    kept: list[str] = []
    for word in sorted(group, key=lambda w: (len(w), w)):
        if not any(shorter in word for shorter in kept):
            kept.append(word)
    return tuple(sorted(kept))


def _collect(sequence: Iterable[tuple[Any, Any]], found: set[frozenset[str]]) -> None:
    """Adds what every match of the sequence holds."""
    run: frozenset[str] = frozenset({""})
    for item in sequence:
        strings = _strings(item)
        longer = frozenset(a + b for a in run for b in strings) if strings is not None else None
        if longer is not None and len(longer) <= _MOST:
            run = longer
            continue
        found.add(run)
        run = frozenset({""})
        if strings is not None:
            run = strings
            continue
        kind, value = str(item[0]), item[1]
        if kind == "SUBPATTERN":
            _collect(value[-1], found)
        elif kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] >= 1:
            _collect(value[2], found)
        elif kind == "BRANCH":
            found.add(_of_branches(value[1]))
    found.add(run)


def _of_branches(branches: Iterable[Any]) -> frozenset[str]:
    """One string of each branch's best group; empty strings where a branch needs nothing."""
    together: set[str] = set()
    for branch in branches:
        groups: set[frozenset[str]] = set()
        _collect(branch, groups)
        together |= max(groups, key=lambda g: (min(map(len, g)), -len(g), sorted(g)))
    return frozenset(together) if len(together) <= _MOST else frozenset({""})


def _strings(item: tuple[Any, Any]) -> frozenset[str] | None:
    """Every case-folded string that the item matches, if they are few; what has no width counts as an empty one."""
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return frozenset({chr(value).casefold()})
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset({""})
    if kind == "IN" and all(str(k) == "LITERAL" for k, _ in value):
        return frozenset(chr(v).casefold() for _, v in value)
    if kind == "SUBPATTERN":
        return _product(value[-1])
    if kind == "BRANCH":
        parts = [_product(branch) for branch in value[1]]
        joined = frozenset[str]().union(*(p for p in parts if p is not None))
        return joined if None not in parts and len(joined) <= _MOST else None
    if kind == "MAX_REPEAT" and (value[0], value[1]) == (0, 1):
        inside = _product(value[2])
        return inside | {""} if inside is not None else None
    return None


def _product(sequence: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    run: frozenset[str] = frozenset({""})
    for item in sequence:
        strings = _strings(item)
        if strings is None or len(strings) * len(run) > _MOST:
            return None
        run = frozenset(a + b for a in run for b in strings)
    return run
