"""Repairs of words that hang on the wrong head: subjects, topics, second arguments, appositions."""

from __future__ import annotations

from itertools import takewhile

from kg.clauses.tree import Tree
from kg.rules import lexicon

_LIFTED = ("nsubj", "nsubjpass", "prep", "advmod", "neg", "advcl", "punct")


def lift_from_auxiliaries(tree: Tree) -> None:
    """What hangs on an auxiliary belongs to its verb ("the order, …, is hereby revoked")."""
    deps = tree.deps
    for token, head in enumerate(tree.heads):
        is_auxiliary = deps[head] in ("aux", "auxpass") and tree.heads[head] != token
        if is_auxiliary and deps[token] in _LIFTED:
            tree.attach(token, tree.heads[head], tree.deps[token])


def unseat_adverbial_subjects(tree: Tree) -> None:
    """ "step by step" is no subject."""
    for token, word in enumerate(tree.lower[1:-1]):
        if word in ("by", "to") and tree.deps[token] == "nsubj" and tree.lower[token] == tree.lower[token + 2]:
            tree.deps[token] = "npadvmod"


def hang_topic_on_noun(tree: Tree) -> None:
    """ "collect data on hunger", "complaints concerning X": a topic right behind a noun belongs to it, not to the
    verb."""
    for token, dep in enumerate(tree.deps):
        verb, noun = tree.heads[token], token - 1
        if dep != "prep" or token < max(verb, 1) or not tree.is_verb(verb):
            continue
        if tree.tags[noun] not in ("NN", "NNS", "NNP", "NNPS"):
            continue
        above = list(tree.ancestors(noun))
        if verb not in above or any(tree.is_verb(a) and a != verb and a in tree.subtree(verb) for a in above):
            continue
        if _is_topic(tree, token, noun, verb):
            tree.attach(token, noun, "prep")


def _is_topic(tree: Tree, preposition: int, noun: int, verb: int) -> bool:
    word = tree.lower[preposition]
    if word in ("concerning", "regarding"):
        return True
    if word == "of":
        return tree.lemmas[verb] not in lexicon("informing")
    if word in ("on", "about", "for", "in"):
        return tree.lower[noun] in lexicon("about_nouns")
    return word == "to" and _owner(tree, noun, verb) in lexicon("to_nouns")


def _owner(tree: Tree, noun: int, verb: int) -> str:
    """The noun that "of" phrases in front of the preposition belong to: "vulnerability of the network" + "to"."""
    while tree.heads[noun] != verb and tree.deps[noun] in ("pobj", "prep", "conj"):
        noun = tree.heads[noun]
    return tree.lower[noun]


def hang_second_argument_on_verb(tree: Tree) -> None:
    """ "align their thinking with the decisions": a verb's second argument is no part of its object."""
    for token, dep in enumerate(tree.deps):
        noun = tree.heads[token]
        if dep != "prep" or token < 2 or tree.tags[noun][:2] != "NN":
            continue
        top = _top_noun(tree, noun)
        verb = tree.heads[top]
        if tree.deps[top] not in ("dobj", "nsubjpass") or not tree.is_verb(verb) or token < verb:
            continue
        if f"{tree.lemmas[verb]} {tree.lower[token]}" in lexicon("object_and") or _transfers(tree, verb, token, noun):
            tree.attach(token, verb, "prep")


def _transfers(tree: Tree, verb: int, preposition: int, noun: int) -> bool:
    """ "transmit the file to the Board": who receives, not what the noun is "to"."""
    is_to = tree.lower[preposition] == "to" and tree.lower[noun] not in lexicon("to_nouns")
    return is_to and tree.lemmas[verb] in lexicon("transferring")


def hang_early_complement_on_verb(tree: Tree) -> None:
    """ "make publicly available information on X": "publicly available" is of the action, not of the noun."""
    for verb in range(len(tree) - 2):
        if not tree.is_verb(verb) or tree.lemmas[verb] not in lexicon("rendering"):
            continue
        at = verb + 1
        while at < len(tree) - 1 and tree.tags[at] in ("RB", "RBR"):
            at += 1
        noun = tree.heads[at]
        if tree.lower[at] not in lexicon("rendered") or tree.deps[at] != "amod" or tree.heads[noun] != verb:
            continue
        if tree.deps[noun] == "dobj":
            for token in range(verb + 1, at + 1):
                tree.attach(token, verb, "prt")


def join_repeated_prepositions(tree: Tree) -> None:
    """ "inform the Commission of the decision and of the reasons": the second "of" goes with the first, not with the
    verb."""
    for token in range(2, len(tree)):
        verb = tree.heads[token]
        if tree.deps[token] != "conj" or tree.tags[token] not in ("IN", "TO") or not tree.is_verb(verb) or token < verb:
            continue
        if tree.lower[token - 1] not in ("and", "or") or tree.kid(token, "pobj", "pcomp") is None:
            continue
        earlier = (t for t in range(token - 1, verb, -1) if tree.lower[t] == tree.lower[token])
        first = next((t for t in earlier if tree.deps[t] == "prep" and verb in tree.ancestors(t)), None)
        if first is not None and not any(tree.is_verb(a) for a in _between(tree, first, verb)):
            tree.attach(token, first, "conj")


def _between(tree: Tree, token: int, above: int) -> list[int]:
    """The tokens above one, up to another."""
    return list(takewhile(lambda a: a != above, tree.ancestors(token)))


_BELONGING = ("of", "on", "for", "about", "concerning", "regarding")


def _top_noun(tree: Tree, noun: int) -> int:
    """The noun that the noun is coordinated with or belongs to: "a report" in "a report on the findings"."""
    top = tree.first_conjunct(noun)
    while tree.deps[top] == "pobj" and tree.lower[tree.heads[top]] in _BELONGING:
        above = tree.heads[tree.heads[top]]
        if tree.tags[above][:2] != "NN":
            break
        top = tree.first_conjunct(above)
    return top


def _goes_on_behind(tree: Tree, head: int, apposition: int) -> bool:
    """Whether ", and the C" goes on from the head of "the A, the B": all three with an article."""
    if tree.kid(apposition, "det") is None:
        return False
    for member in tree.kids(head, "conj"):
        first = min(tree.subtree(member))
        listed = member > apposition and tree.lower[first - 1] in ("and", "or") and tree.lower[first - 2] == ","
        if listed and tree.kid(member, "det") is not None:
            return True
    return False


def list_appositions(tree: Tree) -> None:
    """ "The Attorney General, the Secretary of Labor, and the Secretary of State": a list, not appositions."""
    for token, dep in enumerate(tree.deps):
        if dep != "appos" or token == 0:
            continue
        head = tree.heads[token]
        coordinated = tree.kid(token, "conj") is not None and tree.kid(token, "cc") is not None
        coordinated = coordinated or _goes_on_behind(tree, head, token)
        alike = tree.kid(head, "det") is not None or tree.tags[head] in ("NN", "NNS")
        if coordinated and alike and tree.lower[min(tree.subtree(token)) - 1] == ",":
            tree.deps[token] = "conj"
