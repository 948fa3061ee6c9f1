"""Verbs and adjectives that link their subject to another verb, which is what is really done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.clauses import Tree, groups
from kg.clauses.forms import is_infinitive
from kg.directives.actors import NOBODY, phrases
from kg.directives.adjuncts import NONE
from kg.directives.draft import Context
from kg.directives.forces import Force
from kg.model import Modality, Polarity
from kg.rules import lexicon

if TYPE_CHECKING:
    from kg.directives.interpretation import Interpretation


def links(reading: Interpretation, verb: int, lemma: str, here: Context) -> bool:
    """ "continue to V", "insist on V-ing", "refrain from V-ing", "be responsible for V-ing": V is what is done."""
    return (
        _by_preposition(reading, verb, lemma, here)
        or _by_infinitive(reading, verb, lemma, here)
        or _by_adjective(reading, verb, here)
    )


def _by_preposition(reading: Interpretation, verb: int, lemma: str, here: Context) -> bool:
    tree = reading.tree
    of_adjectives = (p for a in tree.kids(verb, "acomp") for p in tree.kids(a, "prep"))
    for preposition in (*tree.kids(verb, "prep"), *of_adjectives):
        gerund = tree.kid(preposition, "pcomp")
        if gerund is None or not tree.is_verb(gerund):
            continue
        context = _linked(tree, verb, lemma, preposition, here)
        if context is not None:
            for each in (gerund, *_later_gerunds(tree, preposition)):
                reading.visit(each, context)
            return True
    return False


def _linked(tree: Tree, verb: int, lemma: str, preposition: int, here: Context) -> Context | None:
    """The context of the gerund behind the preposition, by what stands before it; None where that links nothing."""
    holder = tree.heads[preposition]  # the verb, or its adjective
    said = f"{tree.lower[holder] if holder != verb else lemma} {tree.lower[preposition]}"
    following = tree.lower[min(verb + 1, len(tree) - 1)]
    if holder == verb and following == "forward":
        said = f"{lemma} forward {tree.lower[preposition]}"
    force = here.force
    if said in lexicon("refraining"):
        denied = force.denied() if force.binds else replace(force, polarity=Polarity.NEGATIVE)
        return replace(here, force=denied, rule="complement")
    if said in lexicon("charged") or (here.passive and said in lexicon("charged_passives")):
        words = tree.phrase([holder, preposition])
        duty = Force(Modality.OBLIGATION, Polarity.POSITIVE, words, "frame/responsible-for")
        return replace(here, force=force if force.binds else duty, rule="complement", passive=False)
    if here.passive and said in lexicon("prohibited_from"):
        words = tree.phrase([*tree.kids(verb, "auxpass"), verb, preposition])
        barred = Force(Modality.PROHIBITION, Polarity.NEGATIVE, words, "frame/prohibited-from")
        return replace(here, force=barred, rule="complement", passive=False)
    if here.passive and said in lexicon("discouraged_from"):
        words = tree.phrase([*tree.kids(verb, "auxpass"), verb, preposition])
        advice = Force(Modality.RECOMMENDATION, Polarity.NEGATIVE, words, "frame/discouraged-from")
        return replace(here, force=advice, rule="complement", passive=False)
    if (here.passive or holder != verb) and said in lexicon("exempted_from"):
        words = tree.phrase([holder, preposition])
        exempt = Force(Modality.EXEMPTION, Polarity.POSITIVE, words, "frame/exempt-from")
        return replace(here, force=exempt, rule="complement", passive=False)
    adjective = preposition - 1
    if tree.deps[adjective] == "acomp" and f"{tree.lower[adjective]} {tree.lower[preposition]}" in lexicon(
        "gerund_states"
    ):
        holder = adjective
        return replace(here, prefix=(*here.prefix, verb, holder, preposition), rule="complement")
    if said in lexicon("gerund_on"):
        return replace(here, rule="complement")
    return None


def _later_gerunds(tree: Tree, preposition: int) -> list[int]:
    """ "responsible for V-ing and for W-ing": the gerunds behind the same preposition said again."""
    word = tree.lower[preposition]
    coordinated = [p for p in tree.children[preposition] if tree.deps[p] == "conj" and tree.lower[p] == word]
    beside = [p for p in tree.kids(tree.heads[preposition], "prep") if p > preposition and tree.lower[p] == word]
    return [c for p in (*coordinated, *beside) for c in tree.kids(p, "pcomp") if tree.is_verb(c)]


def _by_infinitive(reading: Interpretation, verb: int, lemma: str, here: Context) -> bool:
    tree = reading.tree
    if here.passive and lemma != "be":
        return False
    clause = tree.kid(verb, "xcomp")
    if clause is None and lemma == "work" and _has(tree, tree.kids(verb, "advmod"), "together"):
        clause = next((c for c in tree.kids(verb, "advcl") if is_infinitive(tree, c)), None)
    if clause is None or tree.kid(verb, "dobj") is not None or not tree.is_verb(clause):
        return False
    force = here.force
    if lemma in lexicon("avoiding") and tree.tags[clause] == "VBG":
        reading.visit(clause, replace(here, force=force.denied() if force.binds else force, rule="complement"))
        return True
    takes = is_infinitive(tree, clause) or (tree.tags[clause] == "VBG" and lemma != "help")
    is_link = lemma in lexicon("catenative") or (lemma == "decide" and force.binds)
    if not is_link or not takes:
        return False
    if lemma in lexicon("failing"):  # "shall not fail to record": must record
        failed = replace(force, polarity=Polarity.NEGATIVE, rule="statement/negative")
        reading.visit(clause, replace(here, force=force.denied() if force.binds else failed, rule="complement"))
        return True
    to = [c for c in tree.kids(clause, "aux") if tree.lower[c] == "to"]
    decided = [c for c in tree.kids(verb, "advmod") if tree.lower[c] == "not" and verb < c < clause]
    reading.visit(clause, replace(here, prefix=(*here.prefix, verb, *decided, *to), rule="complement"))
    return True


def _by_adjective(reading: Interpretation, verb: int, here: Context) -> bool:
    """ "should be ready to act"."""
    tree = reading.tree
    adjective = tree.kid(verb, "acomp")
    if adjective is None or tree.lower[adjective] not in lexicon("linking_adjectives"):
        return False
    clause = tree.kid(adjective, "xcomp")
    if clause is None or not tree.is_verb(clause) or not is_infinitive(tree, clause):
        return False
    to = [c for c in tree.kids(clause, "aux") if tree.lower[c] == "to"]
    reading.visit(clause, replace(here, prefix=(*here.prefix, verb, adjective, *to), rule="complement"))
    return True


def construes(reading: Interpretation, verb: int, lemma: str, here: Context) -> None:
    """ "Nothing in this order shall be construed to limit X": the order does not limit X, beside how it is read."""
    tree = reading.tree
    if not here.passive or lemma not in lexicon("construing") or here.force.polarity is Polarity.POSITIVE:
        return
    clauses = tree.kids(verb, "xcomp", "advcl", "ccomp")
    clause = next((c for c in clauses if c > verb and is_infinitive(tree, c)), None)
    if clause is None:
        as_ = (p for p in tree.kids(verb, "prep") if tree.lower[p] == "as")
        clause = next((c for p in as_ for c in tree.kids(p, "pcomp") if tree.is_verb(c)), None)
    if clause is None:
        return
    subject = here.subject
    inside = (p for p in tree.kids(subject, "prep") if tree.lower[p] == "in") if subject is not None else ()
    text = next((t for p in inside for t in tree.kids(p, "pobj")), None)  # "nothing in this order"
    who = phrases(tree, groups(tree, text)) if text is not None else here.actors
    if text is None and subject is not None and tree.lower[subject] == "nothing":
        who = NOBODY  # "nothing herein"
    reading.visit(clause, replace(here, actors=who, rule="complement", passive=False, adjuncts=NONE))


def _has(tree: Tree, tokens: Iterable[int], word: str) -> bool:
    return any(tree.lower[t] == word for t in tokens)


def is_mission(reading: Interpretation, verb: int, lemma: str, subject: int | None, here: Context) -> bool:
    """ "the council's role is to V": the council has to V."""
    tree = reading.tree
    clause = tree.kid(verb, "xcomp")
    if lemma != "be" or subject is None or clause is None:
        return False
    if tree.lower[subject] not in lexicon("missions") or not is_infinitive(tree, clause):
        return False
    words = tree.phrase([subject, verb, verb + 1])
    duty = Force(Modality.OBLIGATION, Polarity.POSITIVE, words, "frame/role-is-to")
    reading.visit(clause, replace(here, force=here.force if here.force.binds else duty, rule="complement"))
    return True
