"""Objects and complements that the parser gave to another word than the one whose they are."""

from __future__ import annotations

from kg.clauses.tree import Tree
from kg.rules import lexicon

_COPULAS = frozenset(("is", "are", "was", "were", "be", "been"))


def free_second_subjects(tree: Tree) -> None:
    """ "A registrant who is no longer a manufacturer shall report": what stands behind the verb of a relative clause is
    that one's, no second subject."""
    for verb in sorted({h for t, h in enumerate(tree.heads) if tree.deps[t] == "nsubj"}):
        subjects = [s for s in tree.kids(verb, "nsubj", "nsubjpass") if s < verb]
        if len(subjects) != 2:
            continue
        first, second = subjects
        left = min(tree.subtree(second))
        if tree.lower[left - 1] == "than" and tree.heads[left - 1] == verb and tree.tags[left - 2] == "JJR":
            tree.attach(left - 1, left - 2, "prep")  # "a turnover higher than 10 million"
            tree.attach(second, left - 1, "pobj")
            continue
        inner = left - 1
        while inner > first and tree.tags[inner] in ("RB", "RBR", "RBS"):
            inner -= 1
        is_clause = tree.is_verb(inner) and tree.deps[inner] in ("relcl", "acl") and first in tree.ancestors(inner)
        if is_clause and tree.kid(inner, "dobj", "attr", "acomp") is None:
            tree.attach(second, inner, "attr" if tree.lower[inner] in _COPULAS else "dobj")


def hand_offered_things_over(tree: Tree) -> None:
    """ "make available to the user the data": what is made available is no second name of the user's."""
    for noun, dep in enumerate(tree.deps):
        to = tree.heads[tree.heads[noun]] if dep == "appos" else -1
        if to < 1 or tree.lower[to] != "to" or tree.kid(noun, "det") is None or tree.tags[noun][:2] != "NN":
            continue
        state = tree.heads[to]
        verb = tree.heads[state]
        if tree.lower[state] not in lexicon("offered_states") or tree.lemmas[verb] not in lexicon("rendering"):
            continue
        if tree.lower[min(tree.subtree(noun)) - 1] != "," and tree.kid(verb, "dobj") is None:
            tree.attach(noun, verb, "dobj")


def keep_adjectives_on_nouns(tree: Tree) -> None:
    """ "make the decisions necessary to promote trade": the adjective says which, not what they become."""
    for adjective in range(2, len(tree) - 2):
        if tree.lower[adjective] not in ("necessary", "sufficient", "needed", "required", "appropriate"):
            continue
        verb, noun = tree.heads[adjective], adjective - 1
        if tree.deps[adjective] != "ccomp" or tree.deps[noun] not in ("nsubj", "nsubjpass"):
            continue
        if tree.heads[noun] != adjective or tree.lower[adjective + 1] not in ("to", "for") or not verb < noun:
            continue
        if tree.kid(adjective, "aux", "mark", "cop") is None and tree.kid(verb, "dobj") is None:
            tree.root_at(noun)
            tree.attach(adjective, noun, "amod")
            tree.attach(noun, verb, "dobj")


def list_passives(tree: Tree) -> None:
    """ "shall be designed, built and run in a safe manner": a list of participles, not one with an adjunct."""
    for token in range(3, len(tree) - 2):
        verb = token - 2
        if tree.deps[token] != "advcl" or tree.heads[token] != verb or tree.lower[token - 1] != ",":
            continue
        if tree.tags[token] != "VBN" or tree.tags[verb] != "VBN" or tree.kid(verb, "auxpass") is None:
            continue
        later = tree.kid(token, "conj")
        if later is not None and tree.tags[later] == "VBN" and later - token <= 2:
            tree.deps[token] = "conj"


def hang_refrained_from(tree: Tree) -> None:
    """ "refrain in their relations from the use of force": the preposition that the verb asks for is the verb's."""
    for token, word in enumerate(tree.lower):
        if word != "from" or tree.deps[token] != "prep" or tree.deps[tree.heads[token]] != "pobj":
            continue
        outer = tree.heads[tree.heads[token]]
        verb = tree.heads[outer]
        if tree.deps[outer] == "prep" and f"{tree.lemmas[verb]} from" in lexicon("refraining"):
            tree.attach(token, verb, "prep")
