"""Who somebody is: offices in appositions."""

from __future__ import annotations

from kg.clauses import Tree, groups
from kg.directives.adjuncts import NONE
from kg.directives.draft import Draft
from kg.directives.forces import Force
from kg.model import Phrase, Span
from kg.rules import lexicon

_RULE = "role/apposition"
_LONGEST = 6  # words of a name


def roles(tree: Tree) -> list[Draft]:
    """ "X, General Secretary of Y, …": X is that."""
    found = []
    for token, dep in enumerate(tree.deps):
        if dep != "appos" or not _is_office(tree, token):
            continue
        who, role = tree.phrase(groups(tree, tree.heads[token])[0].tokens), tree.phrase(tree.subtree(token))
        if who is None or role is None or len(who.text.split()) > _LONGEST:
            continue
        is_ = Phrase("is", who.end, role.start, implied=True, parts=(Span(who.end, role.start),))
        found.append(Draft(token, is_, "be", who, role, None, Force(rule=_RULE), None, NONE, _RULE))
    return found


def _is_office(tree: Tree, token: int) -> bool:
    name = tree.heads[token]
    return (
        tree.tags[token] in ("NNP", "NN")
        and tree.deps[name] in ("nsubj", "nsubjpass", "dobj", "ROOT")
        and tree.tags[name] == "NNP"
        and token > name
        and any(tree.lower[t] in lexicon("offices") for t in tree.subtree(token))
    )
