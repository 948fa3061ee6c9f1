"""Who does it: the names that a verb's subject gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.clauses import Group, Tree, groups
from kg.directives.draft import Context
from kg.model import Phrase
from kg.rules import lexicon

NOBODY: tuple[Phrase | None, ...] = (None,)


def actors(tree: Tree, verb: int, subject: int | None, context: Context) -> tuple[Phrase | None, ...]:
    """One name for each member of the subject; those of the context where the verb has no subject."""
    if subject is None:
        return context.actors
    if tree.mark(subject) == "expletive" or tree.deps[subject] == "expl":
        return NOBODY
    if tree.deps[subject] in ("csubj", "csubjpass"):
        phrase = tree.phrase(tree.subtree(subject))
        return (phrase,) if phrase else NOBODY
    if tree.lower[subject] in lexicon("relativizers") and tree.deps[verb] in ("relcl", "conj", "ccomp"):
        return _antecedents(tree, verb)
    owner = _owner_of_mission(tree, verb, subject)
    if owner is not None:
        owners = groups(tree, owner)
        return phrases(tree, [replace(g, tokens=tuple(t for t in g.tokens if tree.tags[t] != "POS")) for g in owners])
    return phrases(tree, groups(tree, subject, cuts=cut_from_subject(tree, subject)), drop_negative=True)


def _antecedents(tree: Tree, verb: int) -> tuple[Phrase | None, ...]:
    """Whom a relative clause speaks of."""
    clause = next((a for a in (verb, *tree.ancestors(verb)) if tree.deps[a] == "relcl"), None)
    if clause is None:
        return NOBODY
    noun = tree.heads[clause]
    while tree.deps[noun] == "pobj" and tree.lower[tree.heads[noun]] in ("on", "of", "for"):
        above = tree.heads[tree.heads[noun]]
        if tree.tags[above][:3] != "NNP" and tree.lower[above] not in lexicon("gatherings"):
            break
        noun = above  # "a Commission on Safety, which shall …"
    if tree.lower[noun] in lexicon("times"):  # "an executive meeting on Friday, which discussed …"
        above_it = (a for a in tree.ancestors(clause) if tree.is_verb(a))
        noun = next((t for a in above_it for t in tree.kids(a, "dobj", "nsubjpass")), noun)
    return phrases(tree, groups(tree, noun, cuts=[clause]))


def _owner_of_mission(tree: Tree, verb: int, subject: int) -> int | None:
    """Whose role it is in "the council's role is to V", "the role of the council is to V"."""
    is_to = any(tree.mark(c) == "frame/is-to" for c in tree.kids(verb, "aux"))
    if tree.lower[subject] not in lexicon("missions"):
        return None
    if not is_to and (tree.lemmas[verb] != "be" or tree.kid(verb, "xcomp") is None):
        return None
    of = (p for p in tree.kids(subject, "prep") if tree.lower[p] == "of")
    return tree.kid(subject, "poss") or next((t for p in of for t in tree.kids(p, "pobj")), None)


def cut_from_subject(tree: Tree, subject: int) -> list[int]:
    """ "the city in administering its affairs shall …": the circumstance is no part of the name."""
    cuts: list[int] = []
    for preposition in (p for t in tree.conjuncts(subject) for p in tree.kids(t, "prep")):
        if cuts and tree.heads[preposition] == tree.heads[cuts[0]]:
            cuts.append(preposition)  # what goes on behind the circumstance
            continue
        if tree.lower[preposition] != "in":
            continue
        noun = tree.kid(preposition, "pobj")
        owned = noun is not None and any(tree.lower[c] in lexicon("possessives") for c in tree.kids(noun, "poss"))
        if tree.kid(preposition, "pcomp") is not None or owned:
            cuts.append(preposition)
    return cuts


def phrases(tree: Tree, found: Iterable[Group], *, drop_negative: bool = False) -> tuple[Phrase | None, ...]:
    """The words of each group; ``(None,)`` where none has any. ``drop_negative``: "no agency" names the agency."""

    def is_negative(token: int) -> bool:
        following = tree.lower[min(token + 1, len(tree) - 1)]
        return tree.lower[token] in ("no", "neither", "nor") and following not in ("more", "less", "fewer")

    read = (
        tree.phrase(t for t in group.tokens if not (drop_negative and t <= group.head and is_negative(t)))
        for group in found
    )
    return tuple(phrase for phrase in read if phrase is not None) or NOBODY


def somebody(names: Iterable[Phrase | None]) -> Phrase | None:
    """The first that is named."""
    return next((name for name in names if name is not None), None)
