"""What a build has to do: the documents there are against the ledger of the last build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


class Recorded(Protocol):
    """What the plan must know of an entry of the ledger."""

    @property
    def key(self) -> str:
        """Of everything that the result depended on."""

    @property
    def status(self) -> str:
        """``built`` or ``failed``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Names of documents, each in one list, each list sorted."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # their bytes, or the rules, the model or kg
    again: tuple[str, ...] = ()  # failed the last time: tried again
    unchanged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()  # in the ledger, but no longer among the paths

    @property
    def work(self) -> tuple[str, ...]:
        """The documents to read and parse."""
        return tuple(sorted((*self.new, *self.changed, *self.again)))


def plan(keys: Mapping[str, str | None], ledger: Mapping[str, Recorded]) -> Plan:
    """Compares the key of each document with the one in the ledger; None never equals it."""
    lists: dict[str, list[str]] = {"new": [], "changed": [], "again": [], "unchanged": []}
    for name, key in keys.items():
        entry = ledger.get(name)
        if entry is None:
            lists["new"].append(name)
        elif key is None or entry.key != key:
            lists["changed"].append(name)
        elif entry.status != "built":
            lists["again"].append(name)
        else:
            lists["unchanged"].append(name)
    gone = _sorted(name for name in ledger if name not in keys)
    return Plan(**{kind: _sorted(names) for kind, names in lists.items()}, gone=gone)


def shards(sizes: Mapping[str, int], *, jobs: int, characters: int = 50_000, documents: int = 64) -> list[list[str]]:
    """The names in groups that are worth a message to another process, in order.

    A group holds at most so many documents and bytes; a document larger than that is a group of its own. Nor does a
    group hold more than an eighth of each process's part of what is left: the last groups are small, so that all
    processes end at about the same time. With ``jobs`` 0 the number of processes is not looked at.
    """
    groups: list[list[str]] = []
    held, left = 0, sum(sizes.values())
    most = 0
    for name, size in sizes.items():
        if not groups or held + size > most or len(groups[-1]) >= documents:
            groups.append([])
            held = 0
            most = min(characters, left // (8 * jobs)) if jobs else characters
        groups[-1].append(name)
        held += size
        left -= size
    return groups


def stable_shards(sizes: Mapping[str, int]) -> list[list[str]]:
    """The names in groups that follow from the names and sizes alone, however many machines there are.

    About 256 groups, of 64 KB to 4 MB: seconds to a minute of work, so that little is lost with a worker and a
    corpus of 100 GB is 25,000 groups.
    """
    most = min(4_000_000, max(64_000, sum(sizes.values()) // 256))
    return shards(sizes, jobs=0, characters=most, documents=256)


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
