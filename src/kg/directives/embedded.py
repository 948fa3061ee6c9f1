"""Clauses inside another that say something of their own: relative clauses, participles, contents of duties.

Each kind is one function of the reading, the verb, the token inside it and the context, which is true where it has
dealt with the token. They are tried in the order of ``_KINDS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.clauses import Tree, groups
from kg.clauses.forms import is_bare, is_infinitive, subject_of
from kg.directives import adjuncts
from kg.directives.actors import NOBODY, phrases, somebody
from kg.directives.draft import Context
from kg.directives.forces import Force, is_body, own_force
from kg.model import Modality, Phrase, Polarity
from kg.rules import lexicon

if TYPE_CHECKING:
    from kg.directives.interpretation import Interpretation


_LABELS = frozenset({"relcl", "acl", "advcl", "xcomp", "conj", "ccomp"})


def read_embedded(reading: Interpretation, verb: int, here: Context) -> None:
    """Reads the clauses inside the verb's own, but for its conditions and the verbs coordinated with it."""
    tree = reading.tree
    coordinated = [c for c in tree.kids(verb, "conj") if tree.is_verb(c)]
    conditions = [c for c in tree.kids(verb, "advcl") if _is_condition(tree, c) and not _adds(tree, c)]
    for token in tree.subtree(verb, [*coordinated, *conditions]):
        if tree.deps[token] not in _LABELS or token in reading.visited:
            continue
        if tree.is_verb(token) or tree.deps[token] == "relcl":
            any(kind(reading, verb, token, here) for kind in _KINDS)


def _is_condition(tree: Tree, clause: int) -> bool:
    if tree.kid(clause, "mark") is not None:
        return True
    return any(tree.lower[t] in lexicon("subordinators") for t in tree.kids(clause, "advmod"))


def _adds(tree: Tree, clause: int) -> bool:
    """ "while stressing that X V"."""
    return (
        tree.tags[clause] == "VBG"
        and tree.lemmas[clause] in lexicon("reporting")
        and tree.kid(clause, "ccomp") is not None
        and tree.kid(clause, "nsubj", "nsubjpass") is None
    )


def _apart(here: Context) -> Context:
    """What an embedded clause keeps of the one around it: who speaks."""
    return Context(attribution=here.attribution, actors=NOBODY)


# -- relative clauses ---------------------------------------------------------------------------------------------


def _relative_clause(reading: Interpretation, verb: int, token: int, here: Context) -> bool:
    """ "the board, which shall meet monthly", "the plan, which cuts costs", "a forum in which cities trade permits"."""
    tree = reading.tree
    if tree.deps[token] != "relcl":
        return False
    subject = subject_of(tree, token)
    if subject is None:
        return True
    if _is_saying(tree, token, here):
        reading.visited.add(token)
        _read_said(reading, token, _noun(tree, token), here)
        return True
    if tree.lower[subject] not in lexicon("relativizers"):
        if _counts(tree, subject):
            reading.visit(token, _apart(here))
            return True
        if _is_setting(tree, token) or (not here.force.binds and _is_occasion(tree, token)):
            reading.visit(token, _setting(tree, token, here))
        return True
    own = own_force(tree, token, subject)
    left = min(tree.subtree(token))
    if own is not None and own.binds:
        # "the members who are to serve", "costs that may arise": which ones, no duty and no permission
        which = own.rule in ("frame/is-to", "frame/is-not-to") or (
            own.rule == "modal/may" and tree.lower[left - 1] != "," and not is_body(tree, _nearest(tree, token))
        )
        if not which:
            reading.visit(token, _apart(here))
    elif tree.lower[left - 1] == "," and left > 0 and not here.force.binds:
        reading.visit(token, replace(_apart(here), rule="embedded"))
    return True


def _counts(tree: Tree, subject: int) -> bool:
    """ "16 members, 8 of whom shall be appointed by the mayor"."""
    of = subject + 1
    return tree.lower[of : of + 2] in (["of", "whom"], ["of", "which"]) and tree.tags[subject] in ("CD", "DT", "NN")


def _nearest(tree: Tree, clause: int) -> int:
    """The last noun before the relative clause of those that its noun is coordinated with."""
    head = tree.heads[clause]
    return max((c for c in tree.conjuncts(head) if c < clause), default=head)


def _setting(tree: Tree, token: int, here: Context) -> Context:
    """ "adhere to the mechanism in which A does B": A has to; elsewhere the clause only says so."""
    held = here.force.modality is Modality.OBLIGATION and here.force.polarity is Polarity.POSITIVE
    if held and tree.lower[tree.heads[token]] in lexicon("mechanisms"):
        return replace(_apart(here), force=replace(here.force, rule="complement/mechanism"), rule="complement")
    return replace(_apart(here), rule="embedded")


def _is_setting(tree: Tree, token: int) -> bool:
    """ "a mechanism in which A does B": the clause has a subject of its own and says what goes on there."""
    if tree.lower[tree.heads[token]] in lexicon("circumstantial"):
        return False  # "the conditions under which firms are to share data"
    return any(
        tree.lower[t] in lexicon("relativizers") and tree.lower[tree.heads[t]] in ("in", "under", "by", "through")
        for t in tree.subtree(token)
    )


def _is_occasion(tree: Tree, token: int) -> bool:
    """ "a symposium, at which nine experts spoke"."""
    left = min(tree.subtree(token))
    return left > 0 and tree.lower[left - 1] == "," and tree.lower[left : left + 2] == ["at", "which"]


# -- saying -------------------------------------------------------------------------------------------------------


def _is_saying(tree: Tree, token: int, here: Context) -> bool:
    """Whether a frame stands here as a verb of saying: "an order directing agencies to V"."""
    return tree.mark(token) == "saying" and not here.force.binds and tree.kid(token, "ccomp") is not None


def _noun(tree: Tree, clause: int) -> Phrase | None:
    """The noun that the clause hangs on, without the clause."""
    return somebody(phrases(tree, groups(tree, tree.heads[clause], cuts=[clause])[:1]))


def _read_said(reading: Interpretation, token: int, speaker: Phrase | None, here: Context) -> None:
    clause = reading.tree.kid(token, "ccomp") or 0
    reading.visit(clause, Context(actors=NOBODY, attribution=here.attribution or speaker))


def _saying_participle(reading: Interpretation, verb: int, token: int, here: Context) -> bool:
    """ "issued an order directing agencies to V", "spoke, urging cities to V"."""
    tree = reading.tree
    if tree.deps[token] not in ("acl", "advcl") or not _is_saying(tree, token, here):
        return False
    speaker = somebody(here.actors) if tree.is_verb(tree.heads[token]) else _noun(tree, token)
    reading.visited.add(token)
    _read_said(reading, token, speaker, here)
    return True


def _reporting_participle(reading: Interpretation, verb: int, token: int, here: Context) -> bool:
    """ "The minister opened the session, stressing that X V": the actor speaks, or who speaks already."""
    tree = reading.tree
    if not _is_gerund_of(tree, verb, token) or tree.lemmas[token] not in lexicon("reporting"):
        return False
    if here.force.binds and here.attribution is None:
        return False
    clause = tree.kid(token, "ccomp")
    if clause is None:
        return False
    reading.visited.add(token)
    reading.visit(clause, Context(actors=NOBODY, attribution=here.attribution or somebody(here.actors)))
    return True


# -- participles and infinitives ----------------------------------------------------------------------------------


def _that_clause_of_noun(reading: Interpretation, verb: int, token: int, here: Context) -> bool:
    """ "reaffirms the principle that States have a duty to V"."""
    tree = reading.tree
    marked = any(tree.lower[c] == "that" for c in tree.kids(token, "mark"))
    if tree.deps[token] != "acl" or here.force.binds or not marked or subject_of(tree, token) is None:
        return False
    context, noun = _apart(here), tree.heads[token]
    if tree.lower[noun] in lexicon("demands") and is_bare(tree, token):
        force = Force(Modality.OBLIGATION, Polarity.POSITIVE, tree.phrase([noun]), f"directive/{tree.lower[noun]}")
        context = replace(context, force=force, rule="complement")
        if context.attribution is None:
            context = replace(context, attribution=somebody(here.actors))
    reading.visit(token, context)
    return True


def _agent_participle(reading: Interpretation, verb: int, token: int, here: Context) -> bool:
    """ "the report issued by the commission": the commission issued it."""
    tree = reading.tree
    if tree.deps[token] != "acl" or tree.tags[token] != "VBN" or tree.kid(token, "agent") is None or here.force.binds:
        return False
    if tree.lemmas[token] in lexicon("formulaic") or tree.lower[tree.heads[token]] == "extent":
        return True
    by = tree.kid(token, "agent")
    if by is not None and all(tree.tags[n] in ("CD", "$") for n in tree.kids(by, "pobj")):
        return True  # "multiplied by $268"
    reading.visit(token, of_participle(tree, token, _apart(here)))
    return True


def of_participle(tree: Tree, token: int, context: Context) -> Context:
    """The context of "issued by the commission" in "the report issued by the commission": it was done to the report."""
    if tree.deps[token] != "acl" or tree.tags[token] != "VBN":
        return context
    noun = phrases(tree, groups(tree, tree.heads[token], cuts=[token])[:1])
    return replace(context, actors=noun, rule="participle", passive=True)


def _is_gerund_of(tree: Tree, verb: int, token: int) -> bool:
    return tree.deps[token] == "advcl" and tree.heads[token] == verb and tree.tags[token] == "VBG"


def _leading_participle(reading: Interpretation, verb: int, token: int, here: Context) -> bool:
    """ "Closing the valley to lorries, the council planted limes": the subject does both."""
    tree = reading.tree
    if (
        not _is_gerund_of(tree, verb, token)
        or token > verb
        or here.force.binds
        or tree.lemmas[token] in lexicon("operative") | lexicon("turning")
        or min(tree.subtree(token)) != token
        or tree.kid(token, "dobj", "prep") is None
        or adjuncts.kind_of(tree.lower[token] + " x") is not None
    ):
        return False
    reading.visit(token, replace(_apart(here), actors=here.actors, subject=here.subject, rule="participle"))
    return True


def _trailing_participle(reading: Interpretation, verb: int, token: int, here: Context) -> bool:
    """ "The council planted limes, closing the valley to lorries"."""
    tree = reading.tree
    if not _is_gerund_of(tree, verb, token) or token < verb or here.force.binds:
        return False
    left = min(tree.subtree(token))
    if tree.kid(token, "mark", "prep") is None and left > 0 and tree.lower[left - 1] == ",":
        reading.visit(token, replace(_apart(here), actors=here.actors, subject=here.subject, rule="participle"))
    return True


def _purpose_of_meeting(reading: Interpretation, verb: int, token: int, here: Context) -> bool:
    """ "held a meeting to review the plan": they reviewed it."""
    tree = reading.tree
    head = tree.heads[token]
    if (
        tree.deps[token] not in ("advcl", "acl", "xcomp")
        or not is_infinitive(tree, token)
        or here.force.binds
        or tree.lemmas[verb] not in lexicon("convening")
        or (head != verb and not _is_argument(tree, verb, head))
        or _is_no_meeting(tree, verb)
    ):
        return False
    who = NOBODY if here.passive else here.actors
    reading.visit(token, replace(_apart(here), actors=who, subject=here.subject, rule="purpose"))
    return True


def _is_no_meeting(tree: Tree, verb: int) -> bool:
    """ "confers authority to V", "calls for steps to V": nobody meets."""
    if tree.lemmas[verb] == "confer":
        return tree.kid(verb, "dobj") is not None
    return tree.lemmas[verb] == "call" and any(tree.lower[p] in ("for", "on", "upon") for p in tree.kids(verb, "prep"))


def _is_argument(tree: Tree, verb: int, noun: int) -> bool:
    """Whether the noun is the verb's object, or stands behind its preposition or its object's."""
    if tree.deps[noun] not in ("dobj", "pobj"):
        return False
    inside = [a for a in tree.ancestors(noun) if tree.is_verb(a)]
    return bool(inside) and inside[0] == verb


# -- clauses with subjects of their own ---------------------------------------------------------------------------


def _clause_among_nouns(reading: Interpretation, verb: int, token: int, here: Context) -> bool:
    """A finite clause that the parser coordinated with a noun."""
    tree = reading.tree
    if tree.deps[token] != "conj" or tree.is_verb(tree.heads[token]) or tree.tags[token] not in ("VBZ", "VBP", "VBD"):
        return False
    if tree.kid(token, "nsubj", "nsubjpass") is None:
        return False
    reading.visit(token, _apart(here))
    return True


def _ensured(reading: Interpretation, verb: int, token: int, here: Context) -> bool:
    """ "shall ensure that records are kept": that they are kept is part of the duty."""
    tree = reading.tree
    if tree.deps[token] != "ccomp" or tree.heads[token] != verb or not here.force.binds:
        return False
    if tree.lemmas[verb] not in lexicon("ensuring") or subject_of(tree, token) is None:
        return False
    if tree.lemmas[verb] in lexicon("directing") and here.force.modality is not Modality.OBLIGATION:
        return False  # "may require that records are kept"
    if any(tree.lower[c] == "as" for c in tree.kids(token, "mark")):
        return False  # "ensure the child such care as is necessary"
    force = replace(here.force, rule="complement/ensure")
    reading.visit(token, replace(_apart(here), force=force, rule="complement"))
    return True


_KINDS: tuple[Callable[[Interpretation, int, int, Context], bool], ...] = (
    _relative_clause,
    _saying_participle,
    _that_clause_of_noun,
    _agent_participle,
    _reporting_participle,
    _leading_participle,
    _trailing_participle,
    _purpose_of_meeting,
    _clause_among_nouns,
    _ensured,
)
