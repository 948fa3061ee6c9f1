"""Lists behind "the following members:" or "as follows:", where nouns or aims are listed, not actions."""

from __future__ import annotations

from kg.clauses import Tree
from kg.model import Phrase

_FAR = 24  # characters between an object and the list that it announces


def enumeration(tree: Tree) -> range:
    """The tokens of the list; empty where there is none or its items open with verbs."""
    if ":" not in tree.words:
        return range(0)
    for colon in range(2, len(tree) - 2):
        if tree.words[colon] != ":" or not {"following", "follows"}.intersection(tree.lower[max(0, colon - 6) : colon]):
            continue
        first = colon + 1
        while first < len(tree) - 1 and (not tree.words[first][0].isalpha() or tree.tags[first] in ("LS", "RB")):
            first += 1
        is_base_form = tree.lower[first] in tree.sentence.verbal and tree.tags[first][:2] != "NN"
        if tree.tags[first] in ("VB", "VBP") or is_base_form:
            return range(0)
        return range(first, len(tree))
    return range(0)


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
