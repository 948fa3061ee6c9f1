"""What a verb takes: the words of its action, its objects, who receives, and its adjuncts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.clauses import Tree, groups
from kg.clauses.forms import is_infinitive, text_from
from kg.directives import adjuncts, complements, light
from kg.directives.actors import phrases
from kg.directives.adjuncts import NONE, Adjuncts
from kg.directives.cuts import cuts
from kg.directives.draft import Context
from kg.directives.recipients import gift, read_recipient
from kg.model import Phrase
from kg.rules import lexicon

if TYPE_CHECKING:
    from kg.directives.interpretation import Interpretation

_RULES = {"participle": "participle", "purpose": "purpose/convening", "embedded": "statement/embedded"}
_ADJUNCTS = ("prep", "advcl", "npadvmod", "advmod", "xcomp", "agent", "oprd", "dep", "acl", "relcl")


class Arguments:
    """The arguments of one verb, filled in by ``read_arguments``."""

    def __init__(self, reading: Interpretation, verb: int, here: Context) -> None:
        self.tree, self.reading, self.verb, self.here = reading.tree, reading, verb, here
        self.lemma = self.tree.lemmas[verb] or self.tree.lower[verb]
        self.action: list[int] = [
            verb,
            *self.tree.kids(verb, "prt"),
            *_forward(self.tree, verb),
            *_stranded(self.tree, verb),
        ]
        self.objects: list[Phrase | None] = []
        self.others: list[tuple[list[int], list[Phrase | None]]] = []  # (action, objects) of further adjectives
        self.agents: tuple[Phrase | None, ...] = ()  # of a passive
        self.recipient: Phrase | None = None
        self.adjuncts = NONE
        self.clauses: list[int] = []  # infinitives that the action goes on with: "make efforts to V"
        self.keeps_subject = False  # a passive that says what its subject is
        self.rule = _RULES.get(here.rule, "")
        self.used: set[int] = set(_stranded(self.tree, verb))  # tokens that fill a slot already

    def take(self, noun: int) -> None:
        """Makes objects of the noun and what is coordinated with it."""
        found = groups(self.tree, noun, cuts=self.cuts(noun))
        said = [replace(group, tokens=_without_announcement(self.tree, group.tokens)) for group in found]
        self.objects += [phrase for phrase in phrases(self.tree, said) if phrase is not None]
        for group in found:
            self.used.update(group.tokens)

    def take_clause(self, clause: int) -> bool:
        """Makes an object of the whole clause; false where it has no words."""
        phrase = self.tree.phrase(self.tree.subtree(clause))
        if phrase is not None:
            self.objects.append(phrase)
        return phrase is not None

    def cuts(self, noun: int) -> list[int]:
        """What hangs below the noun and belongs to the verb; it becomes an adjunct of the verb."""
        found = cuts(self.tree, self.verb, noun)
        for token in found:
            if token in self.reading.spent:
                continue
            self.reading.spent.add(token)
            phrase = self.tree.phrase(self.tree.subtree(token))
            if phrase is None:
                continue
            if is_infinitive(self.tree, token) and adjuncts.kind_of(phrase.text) is None:
                self.adjuncts = self.adjuncts + Adjuncts(purpose=phrase)
            else:
                self.adjuncts = self.adjuncts + adjuncts.read(phrase)
        return found

    def take_purpose(self, clause: int) -> None:
        """Makes the clause what the action is for."""
        self.reading.spent.add(clause)
        phrase = self.tree.phrase(self.tree.subtree(clause))
        if phrase is not None:
            self.adjuncts = self.adjuncts + Adjuncts(purpose=phrase)


def _stranded(tree: Tree, verb: int) -> list[int]:
    """The preposition of "respond to and repair damage", whose noun is the later verb's object."""
    following = verb + 1
    if following + 1 >= len(tree) or tree.heads[following] != verb or tree.deps[following] != "prep":
        return []
    is_stranded = tree.kid(following, "pobj", "pcomp") is None and tree.lower[following + 1] in ("and", "or", ",")
    return [following] if is_stranded else []


def _without_announcement(tree: Tree, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """ "must hold the following: (a) a map": an item of a list without the words that announce the list."""
    inherited = tree.sentence.inherited
    item = tuple(t for t in tokens if t >= inherited)
    if not item or len(item) == len(tokens) or not any(tree.lower[t] == "following" for t in tokens if t < inherited):
        return tokens
    return item


def _forward(tree: Tree, verb: int) -> list[int]:
    """The adverb of "look forward to"."""
    return [c for c in tree.kids(verb, "advmod") if tree.lower[c] == "forward" and c == verb + 1]


def read_arguments(reading: Interpretation, verb: int, here: Context, object_: int | None = None) -> Arguments:
    """The arguments of the verb. ``object_``: the token to read as its object, where the labels say otherwise."""
    found = Arguments(reading, verb, here)
    tree = reading.tree
    _read_agents(found)
    complements.read_state(found)
    thing = object_ if object_ is not None else _thing(tree, verb)
    if thing is not None and tree.lower[thing] in lexicon("relativizers"):
        thing = None
    if thing is None:
        _read_without_object(found)
    else:
        _read_object(found, thing)
        if tree.deps[thing] == "dobj":
            complements.read_object_complement(found, thing)
    if here.passive and not found.objects:
        complements.read_passive_complement(found)
    read_recipient(found)
    _read_rest(found)
    return found


def _thing(tree: Tree, verb: int) -> int | None:
    """The token of the object; "implemented consistent with law" has none."""
    found = tree.kids(verb, "dobj", "attr", "oprd")
    said_how = (c for c in found if tree.deps[c] == "oprd" and adjuncts.kind_of(text_from(tree, min(tree.subtree(c)))))
    adverbial = set(said_how)
    if any(tree.deps[c] == "dobj" for c in found):  # "keep available the data": the adjective is of the action
        adverbial.update(c for c in found if tree.deps[c] == "oprd" and tree.tags[c] == "JJ")
    thing = next((c for c in found if c not in adverbial), None)
    if thing is None and not found:  # "ensure, by all means, a fair price": hung on the verb without a label
        labels = tree.kids(verb, "dep")
        thing = next((c for c in labels if c > verb and tree.tags[c][:2] == "NN" and tree.kid(c, "det")), None)
    return thing


def _read_object(found: Arguments, thing: int) -> None:
    tree = found.tree
    preposition = gift(found, thing)
    if preposition is not None:  # "provide them with gloves"
        found.recipient = tree.phrase(tree.subtree(thing, [preposition, *found.cuts(thing)]))
        found.used |= {thing, preposition}
        found.take(tree.kid(preposition, "pobj") or thing)
    elif light.is_light(found, thing):
        light.read_light(found, thing)
    elif tree.deps[thing] == "dobj" and _is_adverbial(text_from(tree, min(tree.subtree(thing)))):
        phrase = tree.phrase(tree.subtree(thing))
        if phrase is not None:
            found.adjuncts = found.adjuncts + adjuncts.read(phrase)
        found.used.add(thing)
        complements.read_prepositional(found, found.lemma, found.verb)
    elif found.here.passive and tree.tags[thing] in ("JJ", "RB", "VBN"):
        complements.take_state(found, thing)
    else:
        found.take(thing)


def _is_adverbial(words: str) -> bool:
    """A noun phrase that says when or how often: "twice a year", "not less than seven days in advance"."""
    rule = adjuncts.kind_of(words)
    if rule is None or rule.kind is None:
        return False
    return rule.kind.value in ("deadline", "frequency") or words.lower().startswith(
        ("case by case", "between", "only between")
    )


def _read_without_object(found: Arguments) -> None:
    adjective = found.tree.kid(found.verb, "acomp", "oprd")
    if adjective is not None and found.here.passive and adjuncts.kind_of(text_from(found.tree, adjective)):
        adjective = None  # "implemented consistent with law"
    if adjective is not None:
        complements.read_adjective(found, adjective)
    else:
        complements.read_clause(found)
        complements.read_prepositional(found, found.lemma, found.verb)


def _read_agents(found: Arguments) -> None:
    """ "issued by the office": who does what is said in the passive."""
    tree = found.tree
    for by in tree.kids(found.verb, "agent", "prep") if found.here.passive else ():
        noun = tree.kid(by, "pobj") or _shared_agent(tree, by)
        phrase = tree.phrase(tree.subtree(by)) if tree.lower[by] == "by" and by > found.verb else None
        if noun is None or phrase is None:
            continue
        if found.lemma in lexicon("sorting"):
            continue  # "disaggregated by age"
        rule = adjuncts.kind_of(phrase.text)
        if rule is not None and rule.kind and rule.kind.value in ("deadline", "manner", "extent"):
            continue
        if tree.kid(noun, "nummod") is not None and tree.lower[noun] in lexicon("measures"):
            continue  # "extended by two months"
        found.used.add(by)
        named = [noun]
        for later in complements.repeated(tree, by):  # "by the Parliament or by the Council"
            found.used.add(later)
            named += tree.kids(later, "pobj")
        found.agents = tuple(p for n in named for p in phrases(tree, groups(tree, n, cuts=found.cuts(n))))
        return


def _shared_agent(tree: Tree, by: int) -> int | None:
    """ "shall be appointed by and report to the council": the noun behind the later preposition."""
    if tree.kid(by, "pcomp") is not None or tree.lower[by + 1 : by + 2] not in (["and"], ["or"]):
        return None
    later = next((c for c in tree.kids(tree.heads[by], "conj") if by + 1 < c <= by + 3), None)
    return next((n for p in tree.kids(later, "prep", "agent") for n in tree.kids(p, "pobj")), None) if later else None


def _read_rest(found: Arguments) -> None:
    """Everything else that hangs on the verb and says when, how, with whom or what for."""
    tree, reading = found.tree, found.reading
    for child in tree.children[found.verb]:
        dep = tree.deps[child]
        if child in found.used or child in reading.spent or (child in reading.visited and dep != "advcl"):
            continue
        says_how = dep == "acomp" and adjuncts.kind_of(text_from(tree, child)) is not None  # "subject to Article 4"
        if (dep not in _ADJUNCTS and not says_how) or (dep == "dep" and tree.is_verb(child)):
            continue
        torn = [c for c in tree.kids(child, "conj") if tree.is_verb(c)] if dep == "prep" else []
        torn += _inner_cuts(found, child) if dep == "prep" else []
        phrase = tree.phrase(tree.subtree(child, torn))
        if phrase is None or any(tree.lower[t] in ("which", "whom", "whose") for t in tree.kids(child, "pobj")):
            continue
        is_known = adjuncts.kind_of(phrase.text) is not None
        if dep in ("advcl", "xcomp", "acl", "relcl") and is_infinitive(tree, child) and not is_known:
            found.take_purpose(child)
        elif dep == "xcomp" or (dep in ("advmod", "npadvmod", "dep") and not is_known):
            continue
        elif _is_free_participle(tree, child) and not is_known and not found.here.force.binds:
            continue  # read as a clause of its own
        else:
            found.adjuncts = found.adjuncts + adjuncts.read(phrase)


def _inner_cuts(found: Arguments, preposition: int) -> list[int]:
    """What belongs to the verb inside an adjunct of it: "notify of the refusal within 14 days"."""
    tree = found.tree
    noun = tree.kid(preposition, "pobj")
    rule = adjuncts.kind_of(text_from(tree, preposition))
    is_open = rule is None or (rule.kind is not None and rule.kind.value in ("manner", "accordance", "consultation"))
    return found.cuts(noun) if noun is not None and is_open else []


def _is_free_participle(tree: Tree, child: int) -> bool:
    return tree.deps[child] == "advcl" and tree.tags[child] in ("VBG", "VBN")
