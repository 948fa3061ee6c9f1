"""Do the items of lists get the actor and the modality of their lead-in? `python -m benchmarks.nested_lists [--errors]`

Reads benchmarks/data/nested_lists.toml, extracts from each list, and counts the items whose provisions have the
actor and the modality that a reader gives them. Exits with 1 below the target.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "nested_lists.toml"
TARGET = 0.95
FEWEST_LISTS = 40
_ARTICLES = re.compile(r"^(?:the|a|an|no|each|every|any|all)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """What is expected of the words between two offsets of a list's text."""

    start: int
    end: int
    words: str
    actor: str
    modality: str


def lists() -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """(text, items) of each list."""
    with DATA.open("rb") as file:
        tables = tomllib.load(file)["list"]
    return tuple((table["text"].strip() + "\n", tuple(_items(table))) for table in tables)


def _items(table: dict[str, Any]) -> Iterator[Item]:
    text = table["text"].strip() + "\n"
    told = [e if isinstance(e, list) else [e, table["actor"], table["modality"]] for e in table["items"]]
    starts, at = [], 0
    for words, _, _ in told:
        at = text.index(words, at)
        starts.append(at)
        at += len(words)
    for number, (words, actor, modality) in enumerate(told):
        end = starts[number + 1] if number + 1 < len(told) else len(text)
        yield Item(starts[number], end, words, actor, modality)


def right(item: Item, provisions: Sequence[Any]) -> bool:
    """Whether the first provisions whose action stands in the item have the item's actor and modality."""
    inside = [p for p in provisions if item.start <= p.action.start < item.end]
    first = min((p.action.start for p in inside), default=None)
    leading = [p for p in inside if p.action.start == first]
    actors = {_bare(p.actor.text) if p.actor else "" for p in leading}
    told = (
        {_bare(item.actor)},
        {_bare(actor) for actor in item.actor.split(" and ")},
    )  # whole, or one provision for each
    return bool(leading) and actors in told and all(str(p.modality) == item.modality for p in leading)


def _bare(actor: str) -> str:
    return " ".join(_ARTICLES.sub("", actor.strip()).lower().split())


def main(arguments: Sequence[str]) -> int:
    """Prints the share of right items, with ``--errors`` the wrong ones, too."""
    import kg

    found = lists()
    count = correct = 0
    for text, items in found:
        provisions = kg.extract(text)
        for item in items:
            count += 1
            if right(item, provisions):
                correct += 1
            elif "--errors" in arguments:
                inside = [p for p in provisions if item.start <= p.action.start < item.end]
                got = "; ".join(f"{p.actor.text if p.actor else '-'} | {p.modality} | {p.action.text}" for p in inside)
                print(f"{item.words!r}: expected {item.actor} | {item.modality}, got {got or 'nothing'}")
    share = correct / count
    print(
        f"{len(found)} lists, {count} items, actor and modality carried into {correct} ({share:.1%}); target {TARGET:.0%}"
    )
    return 0 if share >= TARGET and len(found) >= FEWEST_LISTS else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
