"""A project's own say about names: which words name one thing, and which do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Alias:
    """``variant`` names ``canonical``; inside one document only, where ``document`` (its id) is given."""

    canonical: str
    variant: str
    document: str | None = None
    source: str = "kg.toml"  # where a person said so: shown as the evidence of the merge


@dataclass(frozen=True, slots=True)
class Aliases:
    """What a person has decided about names; it outranks every rule.

    ``names``: words that name the same actor or object. ``actions``: verb phrases that name the same action.
    ``apart``: ``variant`` must not stand under ``canonical``, whatever a rule says.
    """

    names: tuple[Alias, ...] = ()
    actions: tuple[Alias, ...] = ()
    apart: tuple[Alias, ...] = ()

    def __or__(self, other: Aliases) -> Aliases:
        return Aliases(self.names + other.names, self.actions + other.actions, self.apart + other.apart)


def aliases(
    names: Mapping[str, Iterable[str]] | Iterable[tuple[str, str]] = (),
    *,
    actions: Mapping[str, Iterable[str]] | Iterable[tuple[str, str]] = (),
    source: str = "kg.toml",
) -> Aliases:
    """An alias list from canonical name → variants, or from (preferred label, alternative label) pairs.

    The pairs are what skos:prefLabel and skos:altLabel of one concept give; ``source`` names the file.
    Raises ConfigError where a variant is given two canonical names.
    """
    return Aliases(_pairs(names, source), _pairs(actions, source))


def _pairs(given: Mapping[str, Iterable[str]] | Iterable[tuple[str, str]], source: str) -> tuple[Alias, ...]:
    pairs = [(c, v) for c, vs in given.items() for v in vs] if isinstance(given, Mapping) else list(given)
    found: dict[str, str] = {}
    for canonical, variant in pairs:
        if not canonical.strip() or not variant.strip():
            raise ConfigError("an alias is empty", place=source, hint="write the name as the documents have it")
        if found.setdefault(variant, canonical) != canonical:
            raise ConfigError(
                f"{variant!r} is an alias of {found[variant]!r} and of {canonical!r}",
                place=source,
                hint="keep one of them",
            )
    return tuple(Alias(canonical, variant, source=source) for canonical, variant in sorted(set(pairs)))
