"""The form that a verb stands in: finite, infinitive, subjunctive, reduced to a participle."""

from __future__ import annotations

from kg.clauses.tree import Tree


def subject_of(tree: Tree, verb: int) -> int | None:
    """The verb's own subject; an expletive only where there is no other."""
    found = tree.kids(verb, "nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
    return next((s for s in found if tree.deps[s] != "expl"), found[0] if found else None)


def is_infinitive(tree: Tree, verb: int) -> bool:
    """ "to V"."""
    return any(tree.lower[c] == "to" for c in tree.kids(verb, "aux"))


def is_finite(tree: Tree, verb: int) -> bool:
    """Whether the verb makes a clause of its own: by its tense, or by a subject, an auxiliary or a conjunction."""
    if tree.tags[verb] in ("VBD", "VBZ", "VBP", "MD"):
        return True
    if is_infinitive(tree, verb):
        return False
    return tree.kid(verb, "nsubj", "nsubjpass", "aux", "auxpass", "csubj", "mark") is not None


def is_subjunctive(tree: Tree, clause: int) -> bool:
    """ "that the area be kept", "that X cooperate": bare, with a subject and no modal verb."""
    if any(tree.tags[c] == "MD" for c in tree.kids(clause, "aux")):
        return False
    return any(tree.lower[c] == "be" for c in tree.kids(clause, "auxpass", "aux")) or tree.tags[clause] == "VB"


def is_bare(tree: Tree, clause: int) -> bool:
    """A subjunctive, or what looks like one behind a plural subject: "that growers test the soil"."""
    looks_bare = tree.tags[clause] == "VBP" or (
        tree.tags[clause] == "VBD" and tree.lower[clause] == tree.lemmas[clause]  # "that all groups lay down arms"
    )
    return is_subjunctive(tree, clause) or (looks_bare and tree.kid(clause, "aux", "auxpass") is None)


def is_reduced(tree: Tree, verb: int, subject: int | None) -> bool:
    """A participle that the parser took for a finite verb: "the number of requests received"."""
    return (
        tree.tags[verb] == "VBN"
        and subject is not None
        and tree.deps[subject] == "nsubj"
        and tree.kid(verb, "aux", "auxpass") is None
    )


def text_from(tree: Tree, token: int) -> str:
    """The document's next 120 characters from the token on: enough to know an adjunct by its opening words."""
    start = tree.sentence.starts[token]
    return tree.text[start : start + 120]


def is_passive(tree: Tree, verb: int, subject: int | None, *, continues_passive: bool = False) -> bool:
    """By auxiliary or subject, as a bare participle, or as one that goes on with a passive verb before it.

    ``continues_passive``: whether the verb that this one is coordinated with is passive.
    """
    if tree.kid(verb, "auxpass") is not None:
        return True
    if subject is not None and tree.deps[subject] in ("nsubjpass", "csubjpass"):
        return True
    if tree.tags[verb] in ("VBN", "VBD") and tree.deps[verb] == "conj" and continues_passive and subject is None:
        return tree.kid(verb, "dobj") is None
    return (
        tree.tags[verb] == "VBN"
        and tree.deps[verb] in ("acl", "advcl", "relcl", "ROOT")
        and tree.kid(verb, "aux", "dobj") is None
    )
