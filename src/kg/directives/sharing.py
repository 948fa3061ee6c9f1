"""Objects and agents that are said once for several verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.clauses import Tree
from kg.directives.draft import Draft
from kg.model import Phrase
from kg.rules import lexicon


def understood(phrase: Phrase) -> Phrase:
    """The phrase as implied by where it stands: said for another verb."""
    return replace(phrase, implied=True, parts=phrase.parts or (phrase.span,))


def share_objects(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """ "guard and manage red lines": a verb without an object takes that of the verb coordinated right behind it.

    Likewise the agent: "may be issued or withdrawn by the office".
    """
    found = list(drafts)
    verbs = sorted({d.verb for d in found}, reverse=True)
    for later, verb in pairwise(verbs):
        found = _with_agents(tree, found, verb, later)
        found = _with_objects(tree, found, verb, later)
    return found


def _with_agents(tree: Tree, drafts: list[Draft], verb: int, later: int) -> list[Draft]:
    own = [d for d in drafts if d.verb == verb]
    if any(d.actor is not None or d.object is None for d in own) or tree.tags[verb] not in ("VBN", "VBD"):
        return drafts
    if tree.tags[later] in ("VB", "VBP"):
        return drafts  # "are built and operate safely": whose actor was acted upon before
    adjacent = all(tree.tags[t] in ("RB", "CC", ",") for t in range(verb + 1, later))
    if not adjacent or tree.first_conjunct(later) != tree.first_conjunct(verb):
        return drafts
    agents = dict.fromkeys(d.actor for d in drafts if d.verb == later and d.actor is not None)
    if not agents:
        return drafts
    return _replaced(drafts, verb, [replace(d, actor=understood(agent)) for d in own for agent in agents])


def _with_objects(tree: Tree, drafts: list[Draft], verb: int, later: int) -> list[Draft]:
    own = [d for d in drafts if d.verb == verb]
    if (
        any(d.object is not None for d in own)
        or tree.tags[verb][:2] != "VB"
        or tree.lower[verb] in lexicon("intransitive")
    ):
        return drafts
    donor = later
    while tree.deps[later] == "xcomp" and verb < tree.heads[later] < later:
        later = tree.heads[later]  # "provide or continue to provide aid"
    coordinated = tree.first_conjunct(later) == tree.first_conjunct(verb) or later in tree.subtree(verb)
    coordinated = coordinated or (tree.heads[verb] == later and tree.deps[verb] in ("ccomp", "advcl"))
    if not coordinated or not _are_adjacent(tree, verb, later):
        return drafts
    donors = [d for d in drafts if d.verb == donor and d.object is not None]
    things = dict.fromkeys(d.object for d in donors if d.object is not None and not d.object.text.startswith("to "))
    if not things:
        return drafts
    recipient, behind, before = donors[0].recipient, donors[0].adjuncts, own[0].adjuncts
    shared = [
        replace(d, object=understood(t), recipient=d.recipient or recipient, adjuncts=d.adjuncts + behind)
        for d in own
        for t in things
    ]
    drafts = [replace(d, adjuncts=before + d.adjuncts) if d.verb == donor else d for d in drafts]
    return _replaced(drafts, verb, shared)


def _are_adjacent(tree: Tree, verb: int, later: int) -> bool:
    """Whether nothing but adverbs, conjunctions and the verb's own particles stands between the two."""
    own = [c for c in tree.kids(verb, "prt", "prep") if verb < c < later]
    own += [
        p for n in tree.kids(verb, "dobj") for p in tree.kids(n, "prep") if p < later and tree.kid(p, "pobj") is None
    ]
    own += [n for p in own for n in tree.kids(p, "pobj") if tree.lower[n] == "sale"]
    last = max([verb, *own])
    between = range(last + 1, later)
    return bool(between) and all(
        (tree.tags[t] in ("RB", "CC", ",", "MD", "IN") and tree.lower[t] not in ("if", "that"))
        or tree.lower[t] in ("nor", "and", "or", "not")
        or (tree.tags[t] == "TO" and tree.lower[t - 1] in ("and", "or"))
        for t in between
    )


def _replaced(drafts: Sequence[Draft], verb: int, shared: Sequence[Draft]) -> list[Draft]:
    """The drafts with those of one verb replaced, where the first of them stood."""
    at = next(i for i, d in enumerate(drafts) if d.verb == verb)
    rest = [d for d in drafts if d.verb != verb]
    rest[at:at] = shared
    return rest


def share_light_objects(drafts: list[Draft]) -> list[Draft]:
    """ "provinces take overall responsibility, and cities take charge of implementation": one object for both."""
    return [_with_light_object(draft, drafts) for draft in drafts]


def _with_light_object(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    noun = draft.object
    if noun is None or noun.implied or draft.predicate not in lexicon("light_verbs"):
        return draft
    if noun.text.split()[-1].lower() not in lexicon("light_nouns"):
        return draft
    donor = next((d for d in drafts if _gives_object(d, draft, noun)), None)
    if donor is None or donor.object is None:
        return draft
    action = Phrase(f"{draft.action.text} {noun.text}", draft.action.start, noun.end)
    if noun.start - draft.action.end > 1:
        action = replace(action, implied=True, parts=(draft.action.span, noun.span))
    predicate = f"{draft.predicate} {noun.text.lower()}"
    return replace(draft, action=action, object=understood(donor.object), predicate=predicate)


def _gives_object(donor: Draft, draft: Draft, noun: Phrase) -> bool:
    """Whether a later draft says "take charge of" where this one says "take responsibility", of another actor."""
    verb, *rest = donor.predicate.split()
    return (
        donor.verb > draft.verb
        and donor.object is not None
        and len(rest) > 1
        and verb == draft.predicate
        and rest[-2] in lexicon("light_nouns")
        and donor.actor is not None
        and draft.actor is not None
        and donor.actor.start > noun.end
    )
