"""A person's decisions about names, looked up by normal form."""

from __future__ import annotations

from collections import defaultdict

from kg.entities.aliases import Alias, Aliases
from kg.entities.forms import Form, fold, form
from kg.entities.gazetteer import gazetteer
from kg.entities.kinds import person


class Decisions:
    """The project's alias list, ready to be asked."""

    def __init__(self, aliases: Aliases) -> None:
        self._names: dict[tuple[str | None, str], Alias] = {}
        for alias in aliases.names:
            for variant in (alias.variant, alias.canonical):
                self._names.setdefault((alias.document, form(variant).normal), alias)
        self._apart: dict[str, list[Alias]] = defaultdict(list)
        for alias in aliases.apart:
            self._apart[form(alias.variant).normal].append(alias)

    def alias(self, document: str, phrase: Form) -> Alias | None:
        """What the list says the phrase names in a document; the document's own entry outranks the general one."""
        return self._names.get((document, phrase.normal)) or self._names.get((None, phrase.normal))

    def parted(self, document: str, phrase: Form, identity: str) -> bool:
        """Whether a person said that the phrase does not name what has this identity."""
        return any(
            alias.document in (None, document) and identity in identities(alias.canonical)
            for alias in self._apart.get(phrase.normal, ())
        )


def identities(text: str) -> set[str]:
    """Every identity that words can have."""
    found = form(text)
    bodies = {b.name for b in gazetteer().shared.get(found.normal, ())}
    if found.normal in gazetteer().anywhere:
        bodies.add(gazetteer().anywhere[found.normal].name)
    return {f"words {found.normal}", f"person {fold(person(found.surface))}"} | {f"body {b}" for b in bodies}
