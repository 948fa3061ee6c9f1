"""A project's alias list as SKOS: concepts with a preferred label and alternative ones, in Turtle."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from kg.errors import ConfigError
from kg.graph.vocab import POLICY, RDF, SKOS

_LABELS = {SKOS + "prefLabel": "preferred", SKOS + "altLabel": "alternative"}


class AliasPairs(NamedTuple):
    """(preferred, alternative) label pairs, sorted: of actors and objects, and of actions."""

    names: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...]


def read_aliases(data: bytes, *, place: str) -> AliasPairs:
    """The labels of the concepts in a Turtle file. Labels in other languages than English are passed over.

    A concept of type kg:Action names an action; any other an actor or object. Raises ConfigError, whose place is
    ``place:line`` where the file is no Turtle, and for alternative labels without one preferred label.
    """
    import pyoxigraph

    labels: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"preferred": set(), "alternative": set()})
    actions = set()
    try:
        for quad in pyoxigraph.parse(data, pyoxigraph.RdfFormat.TURTLE):
            thing, kind = quad.object, _LABELS.get(quad.predicate.value)
            if kind is not None and isinstance(thing, pyoxigraph.Literal):
                if (thing.language or "en").split("-")[0].lower() == "en":
                    labels[str(quad.subject)][kind].add(" ".join(thing.value.split()))
            elif quad.predicate.value == RDF + "type" and thing == pyoxigraph.NamedNode(POLICY + "Action"):
                actions.add(str(quad.subject))
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise ConfigError(f"is not Turtle ({error.msg})", place=f"{place}{line}", hint="see the README") from error
    except ValueError as error:
        raise ConfigError(f"is not Turtle ({error})", place=place, hint="it must be UTF-8 text") from error
    found: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
    for subject, its in labels.items():
        if its["alternative"] and len(its["preferred"]) != 1:
            count = len(its["preferred"]) or "no"
            hint = "give it one, in English or without a language"
            raise ConfigError(f"{subject} has {count} skos:prefLabel", place=place, hint=hint)
        for preferred in its["preferred"]:
            found[subject in actions].update((preferred, other) for other in its["alternative"] - {preferred})
    return AliasPairs(tuple(sorted(found[False])), tuple(sorted(found[True])))
