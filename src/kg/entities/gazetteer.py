"""Well-known public bodies, from ``rules/gazetteer.toml``: which names are theirs, and in what company."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.entities.forms import form
from kg.model import EntityType


@dataclass(frozen=True, slots=True)
class Body:
    """A public body. ``names[0]`` is the one that is shown."""

    names: tuple[str, ...]
    type: EntityType
    in_context: tuple[str, ...] = ()  # names that it shares with others
    context: tuple[str, ...] = ()  # words that tell that a document means this one
    wikidata: str | None = None

    @property
    def name(self) -> str:
        """The name that is shown."""
        return self.names[0]

    @property
    def link(self) -> str | None:
        """The Wikidata IRI, where the list has one."""
        return f"http://www.wikidata.org/entity/{self.wikidata}" if self.wikidata else None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The bodies by the normal form of their names."""

    bodies: tuple[Body, ...]
    anywhere: Mapping[str, Body]
    shared: Mapping[str, tuple[Body, ...]]

    def find(self, normal: str, speaks_of: Callable[[tuple[str, ...]], bool]) -> Body | None:
        """The body that a normal form names; None where none or several could be meant.

        ``speaks_of`` tells whether the document holds one of the words that a body's shared names need beside them.
        """
        if normal in self.anywhere:
            return self.anywhere[normal]
        meant = [b for b in self.shared.get(normal, ()) if speaks_of(b.context)]
        return meant[0] if len(meant) == 1 else None


def speaks_of(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text, as a whole."""
    return any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text) for w in words)


@cache
def gazetteer() -> Gazetteer:
    """The list of ``rules/gazetteer.toml``. Raises ValueError where two bodies claim one name."""
    data = tomllib.loads((files("kg.rules") / "gazetteer.toml").read_text(encoding="utf-8"))
    bodies = tuple(
        Body(
            tuple(entry["names"]),
            EntityType(entry["type"]),
            tuple(entry.get("in_context", ())),
            tuple(entry.get("context", ())),
            entry.get("wikidata"),
        )
        for entry in data["body"]
    )
    anywhere: dict[str, Body] = {}
    shared: dict[str, tuple[Body, ...]] = {}
    for body in bodies:
        for name in body.names:
            if anywhere.setdefault(form(name).normal, body) is not body:
                raise ValueError(f"gazetteer.toml: {name!r} names two bodies")
        for normal in sorted({form(name).normal for name in body.in_context}):
            shared[normal] = (*shared.get(normal, ()), body)
    both = sorted(anywhere.keys() & shared.keys())
    if both:
        raise ValueError(f"gazetteer.toml: {both[0]!r} is both certain and shared")
    return Gazetteer(bodies, anywhere, shared)
