"""The force of a verb: its modality, the words that say so, and whether it is denied."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.clauses import Tree
from kg.model import Modality, Phrase, Polarity
from kg.rules import frames, lexicon

_MODALS = {
    "must": Modality.OBLIGATION, "shall": Modality.OBLIGATION, "should": Modality.RECOMMENDATION,
    "ought": Modality.RECOMMENDATION, "may": Modality.PERMISSION, "can": Modality.PERMISSION,
    "will": Modality.COMMITMENT, "'ll": Modality.COMMITMENT, "’ll": Modality.COMMITMENT, "wo": Modality.COMMITMENT,
    "need": Modality.OBLIGATION, "sha": Modality.OBLIGATION, "ca": Modality.PERMISSION, "cannot": Modality.PERMISSION,
    "would": Modality.STATEMENT, "could": Modality.STATEMENT, "might": Modality.STATEMENT,
}  # fmt: skip
_DENIED = {
    Modality.OBLIGATION: Modality.PROHIBITION, Modality.PERMISSION: Modality.PROHIBITION,
    Modality.PROHIBITION: Modality.OBLIGATION, Modality.EXEMPTION: Modality.OBLIGATION,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Force:
    """Modality and polarity of a verb, the deontic's words, and the rule that found it."""

    modality: Modality = Modality.STATEMENT
    polarity: Polarity = Polarity.POSITIVE
    deontic: Phrase | None = None
    rule: str = "statement"

    @property
    def binds(self) -> bool:
        """Whether it is more than a statement."""
        return self.modality is not Modality.STATEMENT

    def denied(self, rule: str | None = None) -> Force:
        """The same force of not doing it: what must not be done is prohibited, what should not stays advice."""
        modality = _DENIED.get(self.modality, self.modality)
        if self.modality in (Modality.PROHIBITION, Modality.EXEMPTION):
            return replace(self, modality=modality, polarity=Polarity.POSITIVE, rule=rule or self.rule)
        return replace(self, modality=modality, polarity=Polarity.NEGATIVE, rule=rule or self.rule)


STATEMENT = Force()


def own_force(tree: Tree, verb: int, subject: int | None, inherited: int | None = None) -> Force | None:
    """The force that the verb's own auxiliaries give it; None where it has no modal verb and no negation.

    ``inherited``: the subject of a coordinated verb before it, where this one has none of its own.
    """
    modal = next((c for c in tree.kids(verb, "aux") if tree.tags[c] == "MD" or _stands_for_frame(tree, c)), None)
    negation = _negation(tree, verb, modal)
    nobody = subject is not None and _negative_subject(tree, subject)
    subject = subject if subject is not None else inherited
    if modal is None:
        if negation is None and not nobody:
            return None
        return Force(polarity=Polarity.NEGATIVE, rule="statement/negative")
    rule, word = tree.mark(modal), tree.lower[modal]
    if _stands_for_frame(tree, modal):
        modality = next(f.modality for f in frames() if f.id == rule)
        at = tree.sentence.marks[modal].span
        deontic = Phrase(at.of(tree.text), at.start, at.end)
        polarity = Polarity.NEGATIVE if modality in (Modality.PROHIBITION, Modality.EXEMPTION) else Polarity.POSITIVE
        force = Force(modality, polarity, deontic, rule)
        if nobody and negation is None and rule in _RELEASING:
            return replace(force, modality=Modality.EXEMPTION, polarity=Polarity.NEGATIVE)
        return force.denied() if negation is not None or nobody else force
    modality = _MODALS.get(word, Modality.STATEMENT)
    tokens = [modal, negation] if negation is not None and abs(negation - modal) == 1 else [modal]
    if word == "need" and negation is not None:
        return Force(Modality.EXEMPTION, Polarity.NEGATIVE, tree.phrase(tokens), "modal/need-not")
    if word == "would" and tree.deps[verb] in ("ccomp", "conj") and is_body(tree, subject) and subject is not None:
        modality = Modality.COMMITMENT  # "said that they would support": a promise, reported
    if word in ("can", "ca", "cannot", "will", "’ll", "'ll", "wo") and not is_body(tree, subject):
        modality = Modality.STATEMENT
    force = Force(modality, Polarity.POSITIVE, tree.phrase(tokens), f"modal/{_NAMES.get(word, word)}")
    if negation is not None or nobody or word == "cannot":
        return force.denied(f"modal/{_NAMES.get(word, word)}-not")
    return force


# "Nobody is required to serve": the duty is denied, not the doing, as it is in "nobody shall serve".
_RELEASING = frozenset(("frame/required-to", "frame/have-to", "frame/under-obligation"))


def _stands_for_frame(tree: Tree, token: int) -> bool:
    return tree.mark(token).startswith(("frame", "directive"))


def _negation(tree: Tree, verb: int, modal: int | None) -> int | None:
    """The token that denies the verb: "not", "never", "nor may they V", "under no circumstances"."""
    for child in tree.children[verb]:
        if tree.deps[child] == "neg" or tree.lower[child] in lexicon("negations"):
            return child
    if modal is not None:  # "shall no longer process"
        longer = next((c for c in tree.kids(verb, "advmod") if tree.lower[c] == "longer"), None)
        if longer is not None and modal < longer < verb and tree.lower[longer - 1] == "no":
            return longer - 1
    if modal is not None and modal > 0 and tree.lower[modal - 1] in ("nor", "neither"):
        return modal - 1
    for child in tree.kids(verb, "prep"):
        followed = tree.lower[child] in lexicon("occasion_prepositions") and tree.lower[child + 1 : child + 2] == ["no"]
        if followed and any(tree.lower[t] in lexicon("occasions") for t in tree.kids(child, "pobj")):
            return child
    return None


_NAMES = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "cannot": "can", "sha": "shall"}


def _negative_subject(tree: Tree, subject: int) -> bool:
    if tree.lower[subject] in lexicon("negative_determiners"):
        return True
    return any(
        tree.lower[c] in ("no", "neither", "none")
        and tree.lower[c + 1] not in lexicon("comparatives")
        and tree.deps[c] in ("det", "preconj", "cc", "predet", "neg", "amod")
        for c in tree.children[subject]
    )


def is_body(tree: Tree, subject: int | None) -> bool:
    """Whether the subject is somebody: only somebody commits himself or is granted something."""
    if subject is None:
        return True
    return any(
        tree.tags[s] in ("NNP", "NNPS") or not lexicon("bodies").isdisjoint(_singulars(tree.lower[s]))
        for s in tree.conjuncts(subject)
    )


def _singulars(word: str) -> set[str]:
    return {word, word.removesuffix("s"), f"{word[:-3]}y" if word.endswith("ies") else word}
