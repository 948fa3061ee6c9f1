"""Clauses with "it" and "there": the force that they put on their complement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.directives import speech
from kg.directives.actors import NOBODY
from kg.directives.deontics import evaluation
from kg.directives.draft import Context
from kg.directives.forces import Force
from kg.model import Polarity

if TYPE_CHECKING:
    from kg.directives.interpretation import Interpretation


def is_impersonal(reading: Interpretation, verb: int, subject: int | None, here: Context) -> bool:
    """ "It is essential that X V": the force falls on the complement. Other "it is …" and "there is" say nothing."""
    tree = reading.tree
    if subject is None or (tree.lower[subject] not in ("it", "there") and tree.deps[subject] != "expl"):
        return False
    if tree.lemmas[verb] != "be" and tree.lower[subject] == "there":
        thing = tree.kid(verb, "dobj", "attr", "nsubjpass", "nsubj")
        if here.passive and thing is not None and thing > verb:  # "there is established a council"
            reading.act(verb, replace(here, actors=NOBODY), object_=thing)
        return True
    if tree.lemmas[verb] != "be":
        if tree.lower[subject] != "it" or not here.passive:
            return False
        if tree.kid(verb, "ccomp") is None:
            return True  # "it is hereby ordered as follows"
        return speech.reports_in_passive(reading, verb, here)
    complement = tree.kid(verb, "acomp", "attr")
    clause = tree.kid(verb, "ccomp", "xcomp")
    if clause is None:
        clause = next((c for c in tree.kids(verb, "advcl") if c > verb), None)
    if clause is None and complement is not None:
        clause = tree.kid(complement, "ccomp", "xcomp", "acl", "relcl")
    modality = evaluation(tree.lower[complement]) if complement is not None else None
    if complement is not None and clause is not None and modality is not None:
        words = tree.phrase(range(subject, complement + 1))
        force = Force(modality, Polarity.POSITIVE, words, "frame/necessary-that")
        reading.visit(clause, replace(here, actors=NOBODY, force=force, rule="complement", subject=None))
        return True
    if tree.lower[subject] == "there" or tree.deps[subject] == "expl":
        return not here.force.binds
    return clause is not None
