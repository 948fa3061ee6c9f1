"""Lists behind "the following members:" or "as follows:", where nouns or aims are listed, not actions."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.clauses import Tree
from kg.directives.adjuncts import Adjuncts
from kg.model import Phrase, Provision

_ANNOUNCED = "the following"
_CASES = re.compile(
    r"\bthe following(?: \w+){0,3}?(?: is| are| has been| have been)?"
    r" (?:appl(?:y|ies)|met|fulfilled|satisfied|occurs?|exists?)$",
    re.IGNORECASE,
)  # "if one of the following applies:"
_OPEN = ("where", "if", "when", "unless", "only if", "only where", "only when")
_FAR = 24  # characters between an object and the list that it announces


def enumeration(tree: Tree) -> range:
    """The tokens of the list, or of the item of a list that the lead-in announces; empty where there is none or its
    items open with verbs."""
    if ":" not in tree.words:
        return range(0)
    inherited = tree.sentence.inherited
    for colon in range(2, len(tree) - 2):
        if tree.words[colon] != ":":
            continue
        announces = 0 if colon == inherited - 1 else max(0, colon - 6)
        if not {"following", "follows"}.intersection(tree.lower[announces:colon]):
            continue
        first = colon + 1
        while first < len(tree) - 1 and (not tree.words[first][0].isalpha() or tree.tags[first] in ("LS", "RB")):
            first += 1
        if _is_sentence(tree, colon):
            return range(0)  # "is amended to read as follows: the Office shall publish its findings"
        is_base_form = tree.lower[first] in tree.sentence.verbal and tree.tags[first][:2] != "NN"
        if tree.tags[first] in ("VB", "VBP") or is_base_form:
            return range(0)
        return range(first, len(tree))
    return range(0)


def _is_sentence(tree: Tree, colon: int) -> bool:
    """Whether a clause with a modal verb stands behind the colon, not a list of nouns."""
    return any(
        tree.tags[t] == "MD"
        and tree.deps[tree.heads[t]] in ("ROOT", "ccomp", "conj", "parataxis")
        and any(
            s == colon + 1 or min(tree.subtree(s)) == colon + 1 for s in tree.kids(tree.heads[t], "nsubj", "nsubjpass")
        )
        for t in range(colon + 1, len(tree))
    )


def is_item(tree: Tree, listed: range) -> bool:
    """Whether the list is that of a lead-in, of which the sentence is one item."""
    return bool(listed) and 0 < tree.sentence.inherited <= listed[0]


def announces(provision: Provision) -> bool:
    """Whether an actor or object is "the following …", or a condition "if one of the following applies"."""
    if any(_CASES.search(c.text) for c in provision.conditions):
        return True
    return any(p is not None and p.text.lower().startswith(_ANNOUNCED) for p in (provision.actor, provision.object))


def with_item(
    tree: Tree, announced: tuple[Phrase | None, ...] | list[Phrase | None], item: range
) -> list[Phrase | None]:
    """ "the following steps: (a) a survey": the item is what the lead-in announces, as an actor or as an object."""
    words = tree.phrase(item)
    return [words if p is not None and p.text.lower().startswith(_ANNOUNCED) else p for p in announced]


def with_case(tree: Tree, around: Adjuncts, item: range) -> Adjuncts:
    """ "if one of the following applies: (a) the owner has agreed": the item is the condition."""
    case = tree.phrase(item) if any(_CASES.search(c.text) for c in around.conditions) else None
    if case is None:
        return around
    return replace(around, conditions=tuple(case if _CASES.search(c.text) else c for c in around.conditions))


def is_open(around: Adjuncts) -> bool:
    """ "shall not apply where:": the items say where."""
    return any(c.text.lower() in _OPEN for c in around.conditions)


def with_enumeration(
    tree: Tree, verb: int, objects: list[Phrase | None], listed: range, visited: set[int]
) -> list[Phrase | None]:
    """The objects, the last one with the list that it announces; "shall be as follows: …" takes the list itself.

    ``visited``: the verbs that were read; a list announced by one that was not belongs to that one.
    """
    between = range(verb + 1, listed[0])
    if any(tree.is_verb(t) and t not in visited and tree.lower[t] not in ("follows", "following") for t in between):
        return objects
    items = tree.phrase(listed)
    last = objects[-1] if objects else None
    if items is None or (last is not None and last.implied):
        return objects
    if last is None:
        return [items]
    if last.end > items.start or ":" not in tree.text[last.end : items.start] or items.start - last.end > _FAR:
        return objects
    return [*objects[:-1], Phrase(tree.text[last.start : items.end], last.start, items.end)]
