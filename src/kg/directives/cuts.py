"""Adjuncts of the verb that the parser hung on a noun: known by the words that open them."""

from __future__ import annotations

import re
from itertools import takewhile

from kg.clauses import Tree
from kg.clauses.forms import is_infinitive, text_from
from kg.directives.adjuncts import kind_of
from kg.rules import Adjunct, lexicon

_DEPENDENTS = ("prep", "advcl", "npadvmod", "advmod", "acl", "dep", "mark", "relcl", "pcomp", "amod", "xcomp")
_KINDS = ("deadline", "frequency", "consultation", "extent", "time")  # of constraints, that no noun takes
_DOING = re.compile(
    r"in (?:(?:the |their |its |his |her )?(?:performance|exercise|discharge|course|execution) of|\w+ing)\b",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"in an? (?:[\w-]+(?:,? and)? ){1,3}(?:manner|way|fashion)"
    r"|in (?:full |strict )?(?:accordance|compliance|conformity|line) with|pursuant to|consistent with"
    r"|subject to|without prejudice to"
    r"|within(?! the (?:meaning|scope))|upon"
    r"|by (?:(?:certified|registered|first-class|regular|ordinary|electronic) )*(?:mail|post|email)\b|in writing\b"
    r"|as (?:these|this|the|such) [\w-]+ (?:may )?(?:requires?|provides?|directs?|prescribes?|permits?|allows?)",
    re.IGNORECASE,
)


def cuts(tree: Tree, verb: int, noun: int) -> list[int]:
    """Dependents right of a noun, or of the nouns in its tail, that belong to the verb by the words that open them."""
    tail = [t for t in tree.subtree(noun) if t > noun and tree.deps[t] in _DEPENDENTS]
    found = [t for t in tail if _is_cut(tree, verb, noun, t)]
    if found:  # "adopt acts in accordance with Article 5 to amend the list": behind the verb's, all is the verb's
        found += [
            t for t in tail if t not in found and t > found[0] and tree.heads[t] == noun and is_infinitive(tree, t)
        ]
    return sorted(found)


def _is_cut(tree: Tree, verb: int, noun: int, token: int) -> bool:
    left = min(tree.subtree(token))
    words = text_from(tree, left)
    if tree.deps[token] == "acl" and tree.lower[left] == "as":
        return False  # "such funds as may be available"
    inside = [a for a in takewhile(lambda a: a != noun, tree.ancestors(token)) if tree.is_verb(a)]
    if inside:
        # inside a clause of the noun's: "the plan referred to in Article 3 where the turnover is low",
        # "keep records of the materials delivered for five years"
        if tree.kid(token, "pcomp") is not None and _is_doing(tree, token, words):
            return all(tree.deps[a] == "acl" for a in inside)  # "data provided by the mill in setting the price"
        rule = kind_of(words)
        if rule is None:
            return False
        if (
            (tree.deps[token] == "advcl" or _is_where(tree, token))
            and all(tree.deps[a] == "acl" for a in inside)
            and (rule.id == "adjunct/condition" or rule.slot == "purpose")
        ):
            return True
        return tree.lemmas[verb] in lexicon("keeping") and rule.kind is not None and rule.kind.value == "time"
    if left <= noun:
        return False
    if _is_purpose_in_tail(tree, noun, token):
        return True
    if _is_doing(tree, token, words):
        return True
    if _ALWAYS.match(words):
        return True
    rule = kind_of(words)
    return rule is not None and (
        (tree.lower[token] == "using" and tree.heads[token] == noun)
        or rule.slot in ("purpose", "consequence")
        or _is_condition(tree, token, left, rule)
        or (rule.kind is not None and rule.kind.value in _KINDS)
    )


def _is_where(tree: Tree, token: int) -> bool:
    """ "Article 3 where the turnover is low": a condition, for no one says where an article is."""
    return tree.deps[token] == "relcl" and tree.tags[tree.heads[token]] in ("NNP", "NNPS", "CD")


def _is_purpose_in_tail(tree: Tree, noun: int, token: int) -> bool:
    """ "an interview with the operator to confirm …": what it is done for."""
    return (
        tree.deps[token] in ("acl", "advcl", "xcomp", "relcl")
        and tree.heads[token] != noun
        and is_infinitive(tree, token)
        and tree.heads[token] not in tree.conjuncts(noun)
        and tree.lower[tree.heads[token]] not in lexicon("infinitive_nouns")
        and not _is_to_be(tree, token)
    )


def _is_to_be(tree: Tree, token: int) -> bool:
    """ "products to be sold": which ones, not what for."""
    if tree.lower[token] == "be":
        return True
    return tree.tags[token] == "VBN" and any(tree.lower[c] == "be" for c in tree.kids(token, "auxpass", "aux"))


def _is_doing(tree: Tree, token: int, words: str) -> bool:
    """ "use the data in setting the price", "in the performance of its duties": when the verb is done."""
    if tree.lower[token] != "in" or _DOING.match(words) is None:
        return False
    return tree.kid(token, "pcomp") is not None or (tree.kid(token, "pobj") is not None and " of" in words[:24])


def _is_condition(tree: Tree, token: int, left: int, rule: Adjunct) -> bool:
    is_clause = tree.deps[token] in ("advcl", "relcl", "dep")
    return rule.id == "adjunct/condition" and (is_clause or tree.lower[left] in ("except", "unless", "if", "provided"))
