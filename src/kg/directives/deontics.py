"""The force of a verb that has no modal verb: inherited, imperative, or lying in the verb itself."""

from __future__ import annotations

from dataclasses import replace

from kg.clauses import Tree
from kg.clauses.forms import is_infinitive, is_subjunctive, subject_of
from kg.directives.draft import Context
from kg.directives.forces import Force, own_force
from kg.model import Modality, Polarity
from kg.rules import lexicon

_DIRECTING = (
    ("directing", Modality.OBLIGATION),
    ("recommending", Modality.RECOMMENDATION),
    ("permitting", Modality.PERMISSION),
    ("prohibiting", Modality.PROHIBITION),
)
_STATES = (
    ("states_of_duty", Modality.OBLIGATION),
    ("states_of_right", Modality.PERMISSION),
    ("states_of_exemption", Modality.EXEMPTION),
)
_EVALUATIONS = (
    ("necessary", Modality.OBLIGATION),
    ("advisable", Modality.RECOMMENDATION),
    ("permissible", Modality.PERMISSION),
)


def _listed(said: str, lists: tuple[tuple[str, Modality], ...]) -> Modality | None:
    return next((modality for name, modality in lists if said in lexicon(name)), None)


def directive(lemma: str) -> Modality | None:
    """What a verb of directing makes of its complement: "requires X to V" is an obligation of X."""
    return _listed(lemma, _DIRECTING)


def evaluation(word: str) -> Modality | None:
    """What "it is … that X V" makes of its clause: "essential" an obligation, "advisable" a recommendation."""
    return _listed(word, _EVALUATIONS)


def inherits(tree: Tree, verb: int, subject: int | None, context: Context) -> bool:
    """Whether a verb without a modal verb of its own takes the force of the clause that it stands in."""
    tag = tree.tags[verb]
    if context.rule == "complement" or (tree.deps[verb] != "conj" and context.rule != "shared"):
        return True
    if subject is not None and context.passive and tag == "VBN" and tree.kid(verb, "auxpass", "aux") is None:
        return tree.deps[subject] == "nsubjpass"  # "X should be improved, Y strengthened"
    if subject is not None:  # "the board shall meet and its members attend": only what looks bare goes on
        if context.force.rule == "complement/mechanism":
            return True
        subjunctive_frames = ("frame/necessary-that", "directive", "passive")
        return context.force.binds and (
            is_subjunctive(tree, verb) or (tag == "VBP" and context.force.rule.startswith(subjunctive_frames))
        )
    if any(tree.tags[c] in ("VBZ", "VBP", "VBD") for c in tree.kids(verb, "aux", "auxpass")):
        return not context.force.binds  # "remain committed to V-ing and are monitoring": finite by itself
    if tag in ("VB", "VBP", "VBN", "VBG"):
        return True
    if tag == "VBD" and (context.passive or tree.lower[verb] == tree.lemmas[verb]):
        return True
    return not context.force.binds


def held_by_mechanism(tree: Tree, verb: int, subject: int | None) -> Force | None:
    """ "must adhere to the mechanism in which A plans, B takes charge": B, too, has to.

    The parser makes the clause of B the main one and that of "adhere" its complement.
    """
    if subject is None:
        return None
    for clause in tree.kids(verb, "ccomp"):
        force = own_force(tree, clause, subject_of(tree, clause)) if clause < subject else None
        if force is None or force.modality is not Modality.OBLIGATION or force.polarity is not Polarity.POSITIVE:
            continue
        heads = (tree.heads[t] for t in tree.subtree(clause) if tree.deps[t] == "relcl")
        if any(tree.lower[head] in lexicon("mechanisms") for head in heads):
            return replace(force, rule="complement/mechanism")
    return None


def imperative(tree: Tree, verb: int, context: Context, own: Force | None) -> Force | None:
    """The obligation of "Submit the form" and "Do not enter"; None where the verb is no imperative.

    ``own``: what the verb's auxiliaries give it. The verb has no subject.
    """
    if own is not None and own.binds:
        return None
    denied = own is not None and own.polarity is Polarity.NEGATIVE
    force = Force(Modality.OBLIGATION, rule="imperative")
    if _opens_sentence(tree, verb, context):
        return force.denied() if denied else force
    does = any(tree.lower[c] == "do" for c in tree.kids(verb, "aux"))
    if denied and does and tree.tags[verb] == "VB" and not context.force.binds:
        return force.denied()
    return None


def _opens_sentence(tree: Tree, verb: int, context: Context) -> bool:
    """Whether a bare verb stands at the head of the sentence, with nothing but adverbs, verbs and labels before it."""
    return (
        tree.tags[verb] == "VB"
        and context.actors == ()
        and not context.rule
        and tree.deps[verb] in ("ROOT", "ccomp", "advcl")
        and not is_infinitive(tree, verb)
        and all(tree.tags[t] in ("RB", "VB", "VBP", "UH", ":", "LS", "``") for t in range(verb) if tree.has_words(t))
        and not tree.words[verb].isupper()
        and tree.kid(verb, "dobj", "prep", "xcomp", "ccomp", "prt") is not None
    )


def by_verb(tree: Tree, verb: int, passive: bool, subject: int | None, force: Force, own: Force | None) -> Force:
    """The force that lies in the verb itself, else the given one: "is prohibited", "shall not apply to",
    "is entitled to N"."""
    lemma = tree.lemmas[verb]
    if lemma == "apply" and force.polarity is Polarity.NEGATIVE and tree.kid(verb, "dobj") is None:
        return replace(force, modality=Modality.EXEMPTION, rule="frame/shall-not-apply")
    if force.binds:
        state = _state(tree, verb)
        if state is not None and state.modality is Modality.EXEMPTION and force.rule == "modal/shall":
            return replace(force, modality=Modality.EXEMPTION, rule=state.rule)  # "shall be exempt from"
        return _prohibited(lemma, passive, force)
    if passive and lemma in lexicon("entrusting") and _has_object_behind(tree, verb, "with"):
        words = tree.phrase([*tree.kids(verb, "auxpass"), verb])
        return Force(Modality.OBLIGATION, Polarity.POSITIVE, words, f"frame/{lemma}ed-with")
    reduced = tree.tags[verb] != "VBN" or tree.deps[verb] in ("acl", "relcl", "advcl") or tree.tags[verb - 1] == "VBG"
    if passive and subject is not None and not reduced:
        return _directed(tree, verb, own) or force
    return _state(tree, verb) or force


def _prohibited(lemma: str, passive: bool, force: Force) -> Force:
    """ "The sale of ivory shall be prohibited": what is bound to be prohibited is prohibited."""
    duty = force.modality is Modality.OBLIGATION and force.polarity is Polarity.POSITIVE
    if passive and duty and lemma == "exempt" and force.rule.startswith("modal"):
        return replace(force, modality=Modality.EXEMPTION, rule="passive/exempt")
    if passive and duty and lemma in lexicon("banning") and force.rule.startswith("modal"):
        return replace(force, modality=Modality.PROHIBITION, polarity=Polarity.NEGATIVE, rule=f"passive/{lemma}")
    return force


def _has_object_behind(tree: Tree, verb: int, preposition: str) -> bool:
    return any(tree.lower[p] == preposition and tree.kid(p, "pobj") is not None for p in tree.kids(verb, "prep"))


def _directed(tree: Tree, verb: int, own: Force | None) -> Force | None:
    """ "A permit is required", "smoking is not permitted"."""
    lemma, auxiliary = tree.lemmas[verb], tree.kid(verb, "auxpass")
    modality = directive(lemma)
    if modality is None or lemma in lexicon("passives_of_doing"):
        return None
    if auxiliary is None or tree.tags[auxiliary] not in ("VBZ", "VBP", "VB"):
        return None
    polarity = Polarity.NEGATIVE if modality is Modality.PROHIBITION else Polarity.POSITIVE
    found = Force(modality, polarity, tree.phrase([auxiliary, verb]), f"passive/{lemma}")
    if own is not None and own.polarity is Polarity.NEGATIVE:
        denied = Modality.EXEMPTION if modality is Modality.OBLIGATION else Modality.PROHIBITION
        return replace(found, modality=denied, polarity=Polarity.NEGATIVE)
    return found


def _state(tree: Tree, verb: int) -> Force | None:
    """ "is responsible for N", "is entitled to N"."""
    adjective, copula = tree.kid(verb, "acomp"), verb
    if tree.tags[verb] == "VBN" and tree.kid(verb, "auxpass") is not None:
        adjective, copula = verb, tree.kids(verb, "auxpass")[-1]  # "entitled" read as a verb
    elif tree.lemmas[verb] != "be" or adjective is None:
        return None
    for preposition in tree.kids(adjective, "prep"):
        said = f"{tree.lower[adjective]} {tree.lower[preposition]}"
        modality = _listed(said, _STATES)
        if modality is not None and tree.kid(preposition, "pobj") is not None:
            words = tree.phrase(range(copula, preposition + 1))
            return Force(modality, Polarity.POSITIVE, words, f"frame/{said.replace(' ', '-')}")
    return None


def affirmed(force: Force) -> Force:
    """The force of what is said behind "but": "shall not V, but W" prohibits V and requires W."""
    if force.rule.startswith("modal/may"):
        return replace(force, modality=Modality.PERMISSION, polarity=Polarity.POSITIVE)
    modality = Modality.OBLIGATION if force.modality is Modality.PROHIBITION else force.modality
    return replace(force, modality=modality, polarity=Polarity.POSITIVE)
