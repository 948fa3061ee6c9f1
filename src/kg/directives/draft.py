"""What one verb says, before speakers and antecedents are known."""

from __future__ import annotations

from dataclasses import dataclass

from kg.directives.adjuncts import NONE, Adjuncts
from kg.directives.forces import STATEMENT, Force
from kg.model import Phrase


@dataclass(frozen=True, slots=True)
class Context:
    """What a verb takes over from the clause that it stands in."""

    actors: tuple[Phrase | None, ...] = ()
    subject: int | None = None  # the token that the actors were read from
    force: Force = STATEMENT
    attribution: Phrase | None = None
    adjuncts: Adjuncts = NONE
    prefix: tuple[int, ...] = ()  # the verbs that it continues: "continue to"
    passive: bool = False
    rule: str = ""  # of what led here, where it is not the force


@dataclass(frozen=True, slots=True)
class Draft:
    """A provision in the making."""

    verb: int
    action: Phrase
    predicate: str
    actor: Phrase | None
    object: Phrase | None
    recipient: Phrase | None
    force: Force
    attribution: Phrase | None
    adjuncts: Adjuncts
    rule: str
