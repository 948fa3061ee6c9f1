"""Light verbs: "take charge of implementation" is an action of three words with one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.clauses import Tree
from kg.clauses.forms import is_infinitive, text_from
from kg.directives import adjuncts, complements
from kg.directives.adjuncts import kind_of
from kg.rules import lexicon

if TYPE_CHECKING:
    from kg.directives.arguments import Arguments


def is_light(found: Arguments, noun: int) -> bool:
    """Whether the noun belongs to the action."""
    tree = found.tree
    is_known = found.lemma in lexicon("light_verbs") and tree.lower[noun] in lexicon("light_nouns")
    if found.lemma == "carry" and tree.lower[noun].startswith("decision"):
        return False  # "carry out the decisions of the council"
    if found.lemma == "bring" and tree.lower[noun] == "action":
        return False  # before a court
    others = (c for c in tree.conjuncts(noun) if c != noun and tree.tags[c][:2] == "NN")
    if any(tree.lower[c] not in lexicon("light_nouns") for c in others):
        return False  # "give notice of the hearing and a copy of the plan"
    return is_known and tree.mark(noun) != "quote"


def read_light(found: Arguments, noun: int) -> None:
    """ "take charge of implementation": the noun and its preposition belong to the action."""
    tree = found.tree
    if tree.lower[noun] in lexicon("closed_light_nouns") and not any(
        tree.lower[p] in ("in", "over") for h in (noun, found.verb) for p in tree.kids(h, "prep")
    ):
        found.action += [t for t in tree.subtree(noun) if t <= noun]
        _read_around(found, noun)
        return
    stranded = noun + 1
    if stranded in tree.kids(noun, "prep") and is_stranded(tree, stranded):
        found.action += [*(t for t in tree.subtree(noun) if t <= noun), stranded]
        return
    preposition = _preposition(found, noun)
    infinitive = _infinitive(found, noun)
    if preposition is not None:
        _read_behind(found, noun, preposition)
    elif infinitive is not None and tree.lower[noun] in lexicon("nouns_of_effort") and infinitive - noun <= 3:
        # "make efforts to V": the infinitive is read as a verb of its own
        found.action += [t for t in tree.subtree(noun, [infinitive]) if t <= noun]
        found.action += [c for c in tree.kids(infinitive, "aux") if tree.lower[c] == "to"]
        found.clauses.append(infinitive)
        found.reading.spent.add(infinitive)
    elif tree.lower[noun] in lexicon("bare_light_nouns"):
        found.action += [t for t in tree.subtree(noun) if t <= noun]
        _read_around(found, noun)
        complements.read_prepositional(found, f"{tree.lemmas[found.verb]} {tree.lower[noun]}", found.verb)
    else:
        found.take(noun)


def is_stranded(tree: Tree, preposition: int) -> bool:
    """ "take charge of, but not overstep, their duties": a preposition whose noun stands behind a later verb."""
    behind = tree.lower[preposition + 1 : preposition + 2]
    return tree.kid(preposition, "pobj", "pcomp") is None and behind in ([","], ["and"], ["or"])


def _read_around(found: Arguments, noun: int) -> None:
    """ "may take place where X has so decided": a clause that was hung on the noun is the verb's."""
    tree = found.tree
    for clause in tree.kids(noun, "relcl", "advcl", "acl"):
        words = text_from(tree, min(tree.subtree(clause)))
        phrase = tree.phrase(tree.subtree(clause))
        if clause > noun and phrase is not None and kind_of(words) is not None:
            found.adjuncts = found.adjuncts + adjuncts.read(phrase)
            found.reading.spent.add(clause)


def _preposition(found: Arguments, noun: int) -> int | None:
    """The first behind the noun that leads on to an object or a form in -ing, wherever it hangs."""
    tree = found.tree

    def leads_on(preposition: int) -> bool:
        if tree.lower[preposition] == "including":  # "take measures to V, including X" names no object
            return False
        behind = tree.kid(preposition, "pobj", "pcomp")  # "for as long as …" leads on to nothing
        return behind is not None and (tree.deps[behind] == "pobj" or tree.is_verb(behind))

    leading = [p for p in tree.kids(noun, "prep") if p > noun and leads_on(p)]
    beside = (p for p in tree.kids(found.verb, "prep", "dative") if p == noun + 1 and leads_on(p))
    return leading[0] if leading else next((p for p in beside if kind_of(text_from(tree, p)) is None), None)


def _infinitive(found: Arguments, noun: int) -> int | None:
    tree = found.tree
    clauses = (c for holder in (noun, found.verb) for c in tree.kids(holder, "acl", "xcomp", "advcl", "relcl"))
    return next((c for c in clauses if c > noun and is_infinitive(tree, c)), None)


def _read_behind(found: Arguments, noun: int, preposition: int) -> None:
    tree = found.tree
    found.action += [*(t for t in tree.subtree(noun, [preposition]) if t <= noun), preposition]
    found.used.add(preposition)
    target, gerund = tree.kid(preposition, "pobj"), tree.kid(preposition, "pcomp")
    if target is not None:
        found.take(target)
    elif gerund is not None and tree.is_verb(gerund):
        found.objects.append(tree.phrase(tree.subtree(gerund)))
        found.reading.visited.add(gerund)
