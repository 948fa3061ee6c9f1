"""The word lists of the naming rules, read once from ``rules/names.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists by name, as ``rules/names.toml`` explains them."""

    articles: frozenset[str]
    quantifiers: frozenset[str]
    pointers: frozenset[str]
    pronouns: frozenset[str]
    plain_modifiers: frozenset[str]
    bodies: frozenset[str]
    organisations: frozenset[str]
    company_endings: frozenset[str]
    offices: frozenset[str]
    loose_bodies: frozenset[str]
    meetings: frozenset[str]
    documents: frozenset[str]
    loose_documents: frozenset[str]
    collectives: frozenset[str]
    places: frozenset[str]
    countries: frozenset[str]
    demonyms: frozenset[str]
    person_titles: frozenset[str]
    courtesy_titles: frozenset[str]
    family_names: frozenset[str]
    given_names: frozenset[str]
    prefixes: frozenset[str]
    honours: frozenset[str]
    turnable: frozenset[str]
    turnable_endings: frozenset[str]
    not_turnable: frozenset[str]
    confusable: frozenset[frozenset[str]]  # pairs
    keep: frozenset[str]
    singular: Mapping[str, str]
    spelling: Mapping[str, str]
    role_heads: tuple[str, ...]
    role_joins: tuple[str, ...]


@cache
def words() -> Words:
    """The lists of ``rules/names.toml``."""
    data = tomllib.loads((files("kg.rules") / "names.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(value) for name, value in data.items() if isinstance(value, list) and name != "confusable"}
    return Words(
        **lists,
        confusable=frozenset(frozenset(pair) for pair in data["confusable"]),
        keep=frozenset(data["keep"]["words"]),
        singular=data["singular"],
        spelling=data["spelling"],
        role_heads=tuple(sorted(data["roles"]["heads"], key=lambda w: (-len(w), w))),
        role_joins=tuple(data["roles"]["joins"]),
    )
