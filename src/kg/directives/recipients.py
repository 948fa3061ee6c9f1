"""To whom or for whom it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.clauses import Tree, groups
from kg.clauses.forms import text_from
from kg.directives.adjuncts import kind_of
from kg.directives.circumstances import recipient_behind
from kg.directives.complements import behind, repeated
from kg.rules import lexicon

if TYPE_CHECKING:
    from kg.directives.arguments import Arguments


def gift(found: Arguments, thing: int) -> int | None:
    """ "provide them with gloves": the preposition in front of what is given. Where a noun stands for whom, that is the
    direct object, and "with gloves" says how: "provide workers with gloves", as in "workers are provided with gloves";
    but "provide the board with such maps as it may request".
    """
    tree = found.tree
    if found.here.passive or found.lemma not in lexicon("giving_with") or tree.deps[thing] != "dobj":
        return None
    with_ = (p for p in tree.kids(found.verb, "prep") if tree.lower[p] == "with" and p > thing)
    gifts = ((p, n) for p in with_ for n in tree.kids(p, "pobj"))
    is_pronoun = tree.tags[thing] == "PRP"
    return next((p for p, n in gifts if is_pronoun or _is_asked_for(tree, n)), None)


def _is_asked_for(tree: Tree, noun: int) -> bool:
    """ "such information as it may request"."""
    return any(tree.lower[c] == "such" for c in tree.kids(noun, "amod", "predet", "det"))


def read_recipient(found: Arguments) -> None:
    """ "give the council notice", "submit the report to the council"."""
    if found.recipient is None and _read_dative(found):
        return
    found.recipient = found.recipient or recipient_behind(found.tree, found.verb)
    if found.recipient is None and found.lemma in lexicon("transferring"):
        _read_behind(found, "to")
    if found.recipient is None and found.lemma in lexicon("lodging"):
        _read_behind(found, "with")


def _read_dative(found: Arguments) -> bool:
    tree = found.tree
    given = (c for c in tree.kids(found.verb, "dative") if c not in found.used)
    child = next((c for c in given if kind_of(text_from(tree, c)) is None), None)  # not "to the extent possible"
    if child is None:
        return False
    inner = tree.kid(child, "pobj")
    noun = child if inner is None else inner
    is_alone = len(tree.conjuncts(noun)) == 1
    words = groups(tree, noun, cuts=found.cuts(noun))[0].tokens if is_alone else tree.subtree(noun)
    found.recipient = tree.phrase(words)
    found.used.add(child)
    return True


def _read_behind(found: Arguments, word: str) -> None:
    tree = found.tree
    for preposition in tree.kids(found.verb, "prep"):
        noun = tree.kid(preposition, "pobj")
        if tree.lower[preposition] != word or noun is None or preposition in found.used or preposition < found.verb:
            continue
        if kind_of(text_from(tree, preposition)) is not None:
            continue
        if found.lemma in lexicon("moving") and not _is_somebody(tree, noun):
            continue  # "return the fish to the water"
        found.recipient = tree.phrase(behind(tree, preposition, found.cuts(noun)))
        found.used |= {preposition, *repeated(tree, preposition)}
        return


def _is_somebody(tree: Tree, noun: int) -> bool:
    word = tree.lower[noun]
    named = tree.tags[noun] in ("NNP", "NNPS", "PRP")
    return named or any(form in lexicon("bodies") for form in (word, word.removesuffix("s")))
