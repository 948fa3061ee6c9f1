"""What completes a verb that is no plain object: adjectives, clauses, prepositions with their nouns."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.clauses import Tree
from kg.clauses.forms import is_infinitive, text_from
from kg.directives import adjuncts
from kg.directives.adjuncts import kind_of
from kg.rules import lexicon

if TYPE_CHECKING:
    from kg.directives.arguments import Arguments


def read_state(found: Arguments) -> None:
    """ "remain seized of the matter": the participle and its preposition belong to the action."""
    tree, verb = found.tree, found.verb
    if found.lemma not in lexicon("becoming"):
        return
    states = tree.kids(verb, "xcomp", "advcl", "acomp", "oprd", "dep", "ccomp")
    state = next((c for c in states if verb < c <= verb + 2 and tree.tags[c] in ("VBN", "JJ")), None)
    if state is not None and tree.deps[state] != "acomp":
        found.action.append(state)
        found.used.add(state)
        found.reading.visited.add(state)
        read_prepositional(found, f"{found.lemma} {tree.lower[state]}", state)


def read_object_complement(found: Arguments, thing: int) -> None:
    """ "make the register public", "designate the area as a reserve": what the object becomes."""
    tree, verb = found.tree, found.verb
    complement = tree.kid(verb, "oprd", "acomp")
    if complement is not None and complement != thing and kind_of(text_from(tree, complement)) is None:
        found.action += tree.subtree(complement, tree.kids(complement, "prep", "advcl", "xcomp", "ccomp"))
        found.used.add(complement)
        _read_receiver(found, complement)
    if found.lemma in lexicon("regarding"):
        as_ = next((p for p in tree.kids(verb, "prep") if tree.lower[p] == "as"), None)
        phrase = tree.phrase(tree.subtree(as_)) if as_ is not None else None
        if as_ is not None and kind_of(phrase.text if phrase else "") is None:
            found.action += tree.subtree(as_)
            found.used.add(as_)


def read_passive_complement(found: Arguments) -> None:
    """ "shall be made public": the adjective belongs to the action."""
    complement = found.tree.kid(found.verb, "acomp", "oprd")
    if complement is None or complement in found.used:
        return
    if kind_of(text_from(found.tree, complement)) is None:
        take_state(found, complement)


def take_state(found: Arguments, state: int) -> None:
    """ "be held accountable for it", "be sold raw at the farm": the adjective belongs to the action, what is behind it
    does not."""
    tree = found.tree
    found.action += [t for t in tree.subtree(state) if t == state or _is_inner(tree, state, t)]
    found.used.add(state)
    _read_receiver(found, state)
    for preposition in tree.kids(state, "prep"):
        phrase = tree.phrase(tree.subtree(preposition))
        if phrase is not None and preposition not in found.used:
            found.used.add(preposition)
            found.adjuncts = found.adjuncts + adjuncts.read(phrase)


def read_adjective(found: Arguments, adjective: int) -> None:
    """ "is important for X", "must be reasonable": the adjective belongs to the action."""
    tree = found.tree
    torn = {
        t
        for c in tree.conjuncts(adjective)
        if c != adjective and tree.kid(c, "nsubj", "nsubjpass") is not None
        for t in tree.subtree(c)
    }
    inner = [t for t in tree.subtree(adjective) if t not in torn and _is_inner(tree, adjective, t)]
    found.used.add(adjective)
    listed = [c for c in tree.conjuncts(adjective) if c in inner and tree.tags[c] in ("JJ", "VBN", "VBG", "RB")]
    if len(listed) < 2 or listed[0] != adjective:
        last = max([adjective, *(t for t in inner if tree.tags[t] not in ("CC", ","))])
        found.action += [t for t in inner if t <= last]
        _take_of_adjective(found, adjective)
        return
    verb = list(found.action)  # "be effective, proportionate and dissuasive": each of them is required
    for each in reversed(listed):
        own = [t for t in tree.subtree(each, tree.kids(each, "conj", "cc", "punct")) if t in inner]
        found.action, found.objects = [*verb, *own], []
        _take_of_adjective(found, each)
        if each != adjective:
            found.others.append((found.action, found.objects))


def _take_of_adjective(found: Arguments, adjective: int) -> None:
    """ "is important for X", "are concerned by Y": the preposition and its noun."""
    tree = found.tree
    for preposition in tree.kids(adjective, "prep", "agent"):
        noun = tree.kid(preposition, "pobj")
        if noun is not None and kind_of(text_from(tree, preposition)) is None:
            found.action.append(preposition)
            found.take(noun)
            return


def _is_inner(tree: Tree, adjective: int, token: int) -> bool:
    """Whether no preposition or clause stands between the adjective and the token."""
    if token == adjective:
        return True
    path = (token, *takewhile(lambda a: a != adjective, tree.ancestors(token)))
    return all(tree.deps[t] not in ("prep", "ccomp", "xcomp", "advcl") for t in path)


def read_clause(found: Arguments) -> None:
    """ "ensure that records are kept", "make it available": a clause as the object, or an adjective with its own."""
    tree, reading = found.tree, found.reading
    for clause in (*tree.kids(found.verb, "ccomp", "xcomp"), *_gerund_items(tree, found.verb)):
        if clause in reading.visited or clause in reading.spent or clause < found.verb:
            continue
        if _read_rendered(found, clause):
            return
        if _is_case(tree, clause):
            phrase = tree.phrase(tree.subtree(clause))
            found.used.add(clause)
            reading.visited.add(clause)
            if phrase is not None:
                found.adjuncts = found.adjuncts + adjuncts.read(phrase)
            continue
        behind = any(found.verb < p < clause for p in tree.kids(found.verb, "prep"))
        if is_infinitive(tree, clause) and tree.deps[clause] == "xcomp" and (found.here.passive or behind):
            found.take_purpose(clause)
            continue
        if found.take_clause(clause):
            found.used.add(clause)
            if not found.here.force.binds or tree.lemmas[found.verb] not in lexicon("ensuring"):
                reading.visited.add(clause)
        return


def _is_case(tree: Tree, clause: int) -> bool:
    """ "shall not apply where: (a) the owner knows it": a condition, not what the rule is applied to."""
    opening = min(tree.subtree(clause))
    return 0 <= opening == tree.sentence.inherited - 1 and tree.lower[opening] in ("where", "if", "when", "unless")


def _gerund_items(tree: Tree, verb: int) -> list[int]:
    """ "Such measures may include: (a) adapting the design": the item is what the verb above it takes."""
    first = tree.sentence.inherited
    if not verb < first:
        return []
    return [c for c in tree.kids(verb, "advcl") if tree.tags[c] == "VBG" and min(tree.subtree(c)) == first]


def _read_rendered(found: Arguments, clause: int) -> bool:
    """ "make it available": the parser takes "it available" for a clause."""
    tree = found.tree
    if tree.tags[clause] not in ("JJ", "VBN", "RB") or tree.lemmas[found.verb] not in lexicon("rendering"):
        return False
    thing = tree.kid(clause, "nsubj", "nsubjpass")
    if thing is None or tree.kid(clause, "aux", "mark") is not None:
        return False
    found.action += [t for t in tree.subtree(clause, [thing, *tree.kids(clause, "prep")]) if tree.tags[t] != ","]
    found.reading.visited.add(clause)
    found.used.add(clause)
    found.take(thing)
    _read_receiver(found, clause)
    return True


def _read_receiver(found: Arguments, state: int) -> None:
    """ "make it available to the public": who receives hangs on the adjective."""
    tree = found.tree
    if tree.lower[state] not in lexicon("offered_states") or found.recipient is not None:
        return
    for preposition in tree.kids(state, "prep"):
        if tree.lower[preposition] == "to" and tree.kid(preposition, "pobj") is not None:
            found.recipient = tree.phrase(behind(tree, preposition, ()))
            found.used |= {preposition, *repeated(tree, preposition)}
            return


def read_prepositional(found: Arguments, lemma: str, holder: int) -> bool:
    """ "comply with the rules": the object behind a preposition, where the verb has no other.

    ``lemma``: the words of the action; ``holder``: the token that the preposition hangs on.
    """
    tree = found.tree
    if found.objects:
        return False
    for preposition in tree.kids(holder, "prep", "dative"):
        if preposition < holder or preposition in found.used or preposition in found.reading.spent:
            continue
        noun = tree.kid(preposition, "pobj")
        if noun is None:
            if _read_gerund(found, lemma, preposition):
                return True
        elif tree.lower[noun] in lexicon("relativizers"):
            continue
        elif f"{lemma} {tree.lower[preposition]} {tree.lower[noun]}" in lexicon("whole_actions"):
            _take_whole(found, preposition, noun)
            return True
        elif _says_what_it_is(found, lemma, preposition):
            _take_behind(found, preposition, noun)
            found.keeps_subject = not found.agents
            return True
        elif lemma in ("enter", "come") and tree.lower[noun] in lexicon("closed_states") and not tree.children[noun]:
            found.action += [preposition, noun]  # "enters into force"
            found.used.add(preposition)
            return True
        elif lemma == "offer" and tree.lower[noun] == "sale":
            found.action += [preposition, noun]  # "sell, offer for sale, or display masks"
            found.used.add(preposition)
            return True
        elif _is_of_action(found, lemma, holder, preposition):
            _take_behind(found, preposition, noun)
            for later in repeated(tree, preposition):
                found.used.add(later)
                found.take(tree.kid(later, "pobj") or noun)
            return True
    return False


def _take_whole(found: Arguments, preposition: int, noun: int) -> None:
    """ "enters into force on 1 June": there is no object, and what hangs on the noun is the verb's."""
    tree = found.tree
    found.action += [preposition, noun]
    found.used.add(preposition)
    for later in tree.kids(noun, "prep", "advcl"):
        phrase = tree.phrase(tree.subtree(later))
        if phrase is not None:
            found.adjuncts = found.adjuncts + adjuncts.read(phrase)


def _take_behind(found: Arguments, preposition: int, noun: int) -> None:
    found.action.append(preposition)
    found.used.add(preposition)
    found.take(noun)


def _read_gerund(found: Arguments, lemma: str, preposition: int) -> bool:
    """ "contribute to cutting waste"."""
    clause = found.tree.kid(preposition, "pcomp")
    if clause is None or f"{lemma} {found.tree.lower[preposition]}" not in lexicon("prepositional"):
        return False
    if not found.take_clause(clause):
        return False
    found.action.append(preposition)
    found.used.add(preposition)
    return True


def _says_what_it_is(found: Arguments, lemma: str, preposition: int) -> bool:
    """ "is composed of five members": a passive whose subject stays its subject."""
    takes = ("of", "from") if lemma == "make" else ("of", "in", "on", "to", "with", "from", "at")
    is_stative = found.here.passive and not found.agents and lemma in lexicon("stative_passives")
    return is_stative and found.tree.lower[preposition] in takes


def _is_of_action(found: Arguments, lemma: str, holder: int, preposition: int) -> bool:
    """Whether the preposition is part of the action: as the lists know, or right behind a verb in the active."""
    tree, word = found.tree, found.tree.lower[preposition]
    is_gift = lemma in lexicon("transferring") and word == "to"
    if is_gift and (found.here.passive or lemma not in lexicon("addressing")):
        return False  # who receives
    if is_gift and _has_topic(tree, holder, preposition):
        return False  # "report to the President on progress"
    known = lexicon("prepositional")
    if found.here.passive and any(found.here.actors):
        return False  # "is met with a protest": what it is done to stands before the verb
    if word == "for" and (rule := kind_of(text_from(tree, preposition))) is not None and rule.kind is not None:
        return False  # "shall apply for a period of one year"
    if f"{lemma} {word}" in known or f"be {tree.lower[holder]} {word}" in known:
        return True
    adjacent = lemma == "take place" or all(tree.tags[t] in ("RB", "RP") for t in range(holder + 1, preposition))
    return (
        not found.here.passive
        and adjacent
        and (word in lexicon("object_prepositions") or lemma in lexicon("locating"))
        and word not in lexicon("adjunct_prepositions")
        and kind_of(text_from(tree, preposition)) is None
    )


def behind(tree: Tree, preposition: int, cuts: Iterable[int]) -> set[int]:
    """The words behind a preposition, and behind those that repeat it."""
    noun = tree.kid(preposition, "pobj")
    if noun is None:
        return set()
    later = repeated(tree, preposition)
    asides = [t for t in tree.subtree(noun) if tree.deps[t] == "relcl" and _is_aside(tree, t)]
    cuts = [*cuts, *asides]
    between = range(noun, later[-1]) if later else ()
    return {*tree.subtree(noun, cuts), *between, *(t for p in later for t in tree.subtree(p))}


def _is_aside(tree: Tree, clause: int) -> bool:
    """ "the Governor, who may return it": behind a comma."""
    left = min(tree.subtree(clause))
    return left > 0 and tree.lower[left - 1] == ","


def _has_topic(tree: Tree, holder: int, preposition: int) -> bool:
    """Whether what it is about is said behind the preposition's noun."""
    about = ("on", "about", "regarding", "concerning")
    return any(tree.lower[p] in about and tree.kid(p, "pobj") for p in tree.kids(holder, "prep") if p > preposition)


def repeated(tree: Tree, preposition: int) -> list[int]:
    """ "apply to vessels or to historic craft": the preposition said again."""
    chained = [p for p in tree.conjuncts(preposition) if p != preposition]
    siblings = tree.kids(tree.heads[preposition], "prep")
    beside = [p for p in siblings if p > preposition and tree.lower[p - 1] in ("and", "or")]
    word = tree.lower[preposition]
    return [p for p in (*chained, *beside) if tree.lower[p] == word and tree.kid(p, "pobj") is not None]
