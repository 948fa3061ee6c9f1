"""What surrounds a verb on its left: adjuncts before its subject, and those that were taken out before parsing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.clauses import Tree
from kg.clauses.forms import is_infinitive
from kg.directives import adjuncts
from kg.directives.actors import cut_from_subject
from kg.directives.adjuncts import NONE, Adjuncts
from kg.model import Phrase
from kg.rules import lexicon
from kg.sentence import Insertion

if TYPE_CHECKING:
    from kg.directives.interpretation import Interpretation

_LEADING = ("prep", "advcl", "npadvmod", "advmod", "pcomp", "obl", "nmod")
_JOINT = re.compile(r"(?:,\s+(?:and\s+|but\s+)?|\s+and\s+)")
_END = re.compile(r"[\s,]+(?:and|but)?[\s,]*$")


def leading(reading: Interpretation, verb: int, subject: int | None) -> Adjuncts:
    """Adjuncts before the subject: they hold for every verb coordinated with this one."""
    tree, found = reading.tree, NONE
    edge = min(tree.subtree(subject)) if subject is not None else verb
    for preposition in cut_from_subject(tree, subject) if subject is not None else ():
        phrase = tree.phrase(tree.subtree(preposition))
        if phrase is not None and preposition not in reading.spent:
            reading.spent.add(preposition)
            found = found + adjuncts.read(phrase)
    for child in tree.children[verb]:
        if child < edge and tree.deps[child] in _LEADING and child not in reading.spent:
            phrase = tree.phrase(tree.subtree(child))
            if phrase is not None and tree.lower[child] != "according":
                reading.spent.add(child)
                found = found + _leading(tree, child, phrase)
    return found


def _leading(tree: Tree, child: int, phrase: Phrase) -> Adjuncts:
    if tree.deps[child] == "advmod" and adjuncts.kind_of(phrase.text) is None:
        return NONE
    if tree.deps[child] == "advcl" and is_infinitive(tree, child):
        return Adjuncts(purpose=phrase)
    if tree.tags[child] == "VBG" and tree.lemmas[child] in lexicon("turning") and adjuncts.kind_of(phrase.text) is None:
        return NONE
    return adjuncts.read(phrase)


def insertions(tree: Tree) -> list[tuple[int, Adjuncts]]:
    """(the token that it stood before, what it says) for every adjunct that was taken out."""
    found = []
    for insertion in tree.sentence.insertions:
        if insertion.kind not in ("adjunct", "trailing"):
            continue
        before = insertion.before
        if insertion.kind == "trailing":  # "recommendations, if any": it belongs to the verb before it
            before = max((t for t in range(min(before, len(tree))) if tree.is_verb(t)), default=before)
        found.append((before, _inserted(tree.text, insertion)))
    return found


def _inserted(text: str, insertion: Insertion) -> Adjuncts:
    """ "in consultation with the board and within 30 days": each piece that opens like an adjunct is one."""
    words, begin = insertion.span.of(text), insertion.span.start
    cuts = [m.end() for m in _JOINT.finditer(words) if m.start() and adjuncts.kind_of(words[m.end() :])]
    found = NONE
    for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True):
        piece = words[start:end]
        first = begin + start + len(piece) - len(piece.lstrip(" ,\n\t"))
        last = begin + start + len(_END.sub("", piece))
        if last > first:
            found = found + adjuncts.read(Phrase(text[first:last], first, last))
    return found


def inserted_before(reading: Interpretation, verb: int) -> Adjuncts:
    """What was taken out before the verb, since the last verb that is no conjunct of it."""
    tree = reading.tree
    first, found = tree.first_conjunct(verb), NONE
    for before, adjunct in reading.insertions:
        if before == verb or first < before <= verb:
            found = found + adjunct
        elif before <= first:
            drafts = (d for d in reading.drafts if before <= d.verb < first)
            if not any(tree.first_conjunct(d.verb) != first for d in drafts):
                found = found + adjunct
    return found


def recipient_behind(tree: Tree, verb: int) -> Phrase | None:
    """Whom "forward to the Commission a copy" names: taken out before parsing, with its "to "."""
    for insertion in tree.sentence.insertions:
        if insertion.kind == "recipient" and insertion.before == verb + 1:
            start = insertion.span.start + len("to ")
            words = tree.text[start : insertion.span.end].rstrip()
            return Phrase(words, start, start + len(words))
    return None
