"""Verbs that make somebody do something: whom they tell is the actor of what they tell him."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.clauses import Tree, groups
from kg.clauses.forms import is_infinitive, text_from
from kg.directives import adjuncts
from kg.directives.actors import NOBODY, phrases, somebody
from kg.directives.adjuncts import NONE, Adjuncts
from kg.directives.deontics import directive
from kg.directives.draft import Context
from kg.directives.forces import Force
from kg.model import Modality, Phrase, Polarity
from kg.rules import lexicon

if TYPE_CHECKING:
    from kg.directives.interpretation import Interpretation


def calls_for(reading: Interpretation, verb: int, lemma: str, here: Context) -> bool:
    """ "called for stricter supervision", "demands its reopening": somebody is to do it; who asks is the speaker."""
    tree = reading.tree
    if lemma not in lexicon("calling") or not _is_plain(here) or tree.kid(verb, "ccomp", "xcomp") is not None:
        return False
    words = [verb]
    if lemma == "call":
        preposition = next((p for p in tree.kids(verb, "prep") if tree.lower[p] == "for"), None)
        if preposition is None:
            return False
        words.append(preposition)
    speaker = somebody(here.actors)
    reading.speaker = speaker or reading.speaker
    force = Force(Modality.OBLIGATION, Polarity.POSITIVE, tree.phrase(words), f"directive/{lemma}")
    reading.act(verb, replace(here, actors=NOBODY, force=force, attribution=speaker or here.attribution))
    return True


def directs(reading: Interpretation, verb: int, lemma: str, here: Context) -> bool:
    """ "urges X to V": X's obligation, by the subject's words; "shall require X to V": the subject's, and X's."""
    modality = directive(lemma)
    if here.passive or (modality is None and lemma not in lexicon("causing")):
        return False
    clause, told = _told(reading.tree, verb)
    if clause is None or told is None:
        return False
    actors = phrases(reading.tree, groups(reading.tree, told, cuts=[clause]))
    if here.force.binds or modality is None:
        _read_both(reading, verb, clause, told, modality, actors, here)
    else:
        _read_told(reading, verb, clause, told, modality, lemma, actors, here)
    return True


def _read_both(
    reading: Interpretation,
    verb: int,
    clause: int,
    told: int,
    modality: Modality | None,
    actors: tuple[Phrase | None, ...],
    here: Context,
) -> None:
    """ "shall require X to V", "guide officials to study": that it is required, and what X does."""
    tree = reading.tree
    reading.spent.add(clause)
    conditions = [c for c in tree.kids(clause, "advcl", "prep") if _is_condition(tree, c)]
    what = tree.phrase(tree.subtree(clause, [*conditions, *tree.kids(clause, "nsubj")]))
    extra = Adjuncts(purpose=what) if tree.deps[clause] != "pcomp" else NONE
    for condition in conditions:
        phrase = tree.phrase(tree.subtree(condition))
        extra = extra + (adjuncts.read(phrase) if phrase else NONE)
    reading.act(verb, replace(here, adjuncts=here.adjuncts + extra), object_=told)
    required = (
        here.force.modality is not Modality.PERMISSION
        and modality is not Modality.PROHIBITION
        and here.force.polarity is Polarity.POSITIVE
    )
    if modality is None or required:
        context = replace(here, actors=actors, rule="complement", subject=told, adjuncts=NONE, prefix=())
        reading.visit(clause, context)


def _is_condition(tree: Tree, token: int) -> bool:
    rule = adjuncts.kind_of(text_from(tree, min(tree.subtree(token))))
    return rule is not None and rule.slot == "condition"


def _read_told(
    reading: Interpretation,
    verb: int,
    clause: int,
    told: int,
    modality: Modality,
    lemma: str,
    actors: tuple[Phrase | None, ...],
    here: Context,
) -> None:
    """ "The council urges X to V": the council speaks, X is to V."""
    tree = reading.tree
    speaker = somebody(here.actors)
    if modality is not Modality.PERMISSION:  # "an agreement which will allow both to V" is no speaker
        reading.speaker = speaker or reading.speaker
    preposition = next((p for p in tree.kids(verb, "prep") if tree.lower[p] in ("on", "upon")), None)
    words = tree.phrase([verb] if preposition is None else [verb, preposition])
    polarity = Polarity.NEGATIVE if modality is Modality.PROHIBITION else Polarity.POSITIVE
    force = Force(modality, polarity, words, f"directive/{lemma}")
    if here.force.polarity is Polarity.NEGATIVE:
        force = force.denied()
    context = Context(
        actors=actors,
        subject=told,
        force=force,
        attribution=speaker or here.attribution,
        adjuncts=here.adjuncts,
        rule="complement",
    )
    reading.visit(clause, context)


def _told(tree: Tree, verb: int) -> tuple[int | None, int | None]:
    """(the infinitive, whom it is said to): "urges X to V", "calls on X to V", "prohibits X from V-ing".

    Likewise "tasks X with V-ing".
    """
    for clause in tree.kids(verb, "ccomp", "xcomp", "advcl", "dep"):
        subject = tree.kid(clause, "nsubj", "nsubjpass")
        if subject is not None and is_infinitive(tree, clause) and subject > verb:
            return clause, subject
    told = tree.kid(verb, "dobj", "dative")
    if told is None:
        preposition = next((p for p in tree.kids(verb, "prep") if tree.lower[p] in ("on", "upon", "for")), None)
        told = tree.kid(preposition, "pobj") if preposition is not None else None
    if told is None:
        return None, None
    holders = (verb, *tree.conjuncts(told))
    for holder in holders:
        for clause in tree.kids(holder, "xcomp", "advcl", "acl", "relcl", "ccomp"):
            if clause > told and is_infinitive(tree, clause):
                return clause, told
    for participle in tree.kids(holders[-1], "acl"):  # "direct any body named by the council to V"
        by = tree.kid(participle, "agent")
        for clause in tree.kids(participle, "xcomp", "advcl") if by is not None else ():
            if clause > participle and is_infinitive(tree, clause):
                return clause, told
    if tree.lemmas[verb] in lexicon("directing"):  # "require firms that own a pump to V"
        own = (v for r in tree.kids(holders[-1], "relcl") for v in tree.conjuncts(r) if tree.kid(v, "dobj") is not None)
        for owner in own:
            if tree.lemmas[owner] in lexicon("catenative"):
                continue
            for clause in tree.kids(owner, "xcomp", "advcl"):
                if clause > owner and is_infinitive(tree, clause) and tree.kid(clause, "mark") is None:
                    return clause, told
    word = "with" if tree.lemmas[verb] in lexicon("entrusting") else "from"
    for holder in holders:
        for preposition in tree.kids(holder, "prep"):
            gerund = tree.kid(preposition, "pcomp") if tree.lower[preposition] == word else None
            if gerund is not None and preposition > told:
                return gerund, told
    return None, told


def commits(reading: Interpretation, verb: int, lemma: str, here: Context) -> bool:
    """ "agreed to V", "decides to V": the complement is a commitment of the same actor."""
    tree = reading.tree
    if lemma not in lexicon("committing") or not _is_plain(here) or tree.kid(verb, "dobj") is not None:
        return False
    complements = tree.kids(verb, "xcomp", "ccomp", "advcl")
    clause = next((c for c in complements if is_infinitive(tree, c) and tree.kid(c, "nsubj") is None), None)
    if clause is None:
        return False
    force = Force(Modality.COMMITMENT, Polarity.POSITIVE, tree.phrase([verb, verb + 1]), f"directive/{lemma}")
    reading.visit(clause, replace(here, force=force, rule="complement"))
    return True


def _is_plain(here: Context) -> bool:
    """A statement in the active: nothing that binds, nothing denied."""
    return not here.force.binds and not here.passive and here.force.polarity is Polarity.POSITIVE
