"""Noun groups: one for each member of a coordination, each with the words it shares with the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.clauses.tree import Tree


@dataclass(frozen=True, slots=True)
class Group:
    """One noun group: its head, all its tokens, and the adjuncts cut off from its right edge."""

    head: int
    tokens: tuple[int, ...]
    cut: tuple[int, ...] = ()  # heads of dependents that are not part of it


def groups(tree: Tree, head: int, *, cuts: Iterable[int] = ()) -> list[Group]:
    """The coordinated noun groups below the head, each with its own words.

    ``cuts``: heads of dependents that belong to the verb (deadlines, conditions), wherever they hang.
    """
    members = [m for m in tree.conjuncts(head) if m == head or _is_nominal(tree, m)]
    # without "full-" in "full- or part-time clerk", and "etc." at the end of a list
    members = [m for m in members if m == head or not tree.words[m].endswith(("-", "etc", "etc."))]
    if _is_shared_modifier(tree, members) or _is_adjective(tree, head, members):
        members = members[-1:]
    cut = set(cuts)
    found = []
    for member in members:
        skip = {t for t in tree.subtree(member) if t != member and (t in cut or _is_cut(tree, member, t))}
        tokens = tree.subtree(member, skip)
        if member != head and len(members) == 1:  # with what modifies both: "a grave and growing danger"
            tokens = [t for t in tree.subtree(head) if (t <= member and t not in cut) or t in tokens]
        elif member != head:
            tokens = [t for t in tokens if t > _separator_before(tree, member)]
        found.append(Group(member, tuple(tokens), tuple(sorted(skip & cut))))
    return _share_tails(tree, found) if len(found) > 1 else found


def _is_adjective(tree: Tree, head: int, members: list[int]) -> bool:
    """ "a grave and growing danger": the head is an adjective that was read as a noun."""
    if len(members) != 2 or tree.tags[head] not in ("JJ", "VBG"):
        return False
    return tree.kid(members[1], "det") is None and tree.tags[members[1]][:2] == "NN"


def _is_shared_modifier(tree: Tree, members: list[int]) -> bool:
    """ "plant and animal materials": the first noun modifies the last one's head, as the last one's own modifier
    does."""
    if len(members) != 2:
        return False
    first, last = members
    bare = not tree.children[first] or all(tree.deps[c] in ("cc", "conj") for c in tree.children[first])
    modified = tree.kid(last, "compound") is not None and tree.kid(last, "det", "poss", "amod") is None
    return (
        bare and modified and last - first == 3 and tree.tags[first] == "NN" and tree.lower[first + 1] in ("and", "or")
    )


def _is_cut(tree: Tree, head: int, token: int) -> bool:
    """Whether a dependent below the head is no part of its group."""
    dep, is_own = tree.deps[token], tree.heads[token] == head
    if is_own and dep in ("cc", "conj", "preconj", "appos", "parataxis", "meta"):
        # modifiers' own coordinations ("industrial and supply chains") hang lower and stay
        return True
    if dep not in ("relcl", "acl"):
        return False
    if tree.mark(token) == "saying":
        return True  # "an order directing agencies to V"
    that = dep == "acl" and any(tree.lower[c] == "that" for c in tree.kids(token, "mark"))
    if is_own and that and tree.kid(token, "nsubj", "nsubjpass") is not None:
        return True  # "the principle that States have a duty"
    left = min(tree.subtree(token))
    behind_comma = token > head and left > 0 and tree.lower[left - 1] == ","
    return behind_comma and (dep == "relcl" or (is_own and tree.tags[token] != "VBN"))


def _is_nominal(tree: Tree, token: int) -> bool:
    tag = tree.tags[token]
    if tag in ("JJ", "JJR", "JJS") and tree.kid(token, "det") is None:
        above = tree.heads[token]
        while tree.tags[above] in ("JJ", "JJR", "JJS") and tree.deps[above] == "conj" and tree.heads[above] != above:
            above = tree.heads[above]
        if tree.tags[above][0] == "N":
            return False  # "any right, substantive or procedural"
    if tag[0] in "NPCW" or tag in ("DT", "JJ", "JJR", "JJS", "FW", "EX", "ADD", "$", "VBG"):
        return not (tag == "VBG" and tree.kids(token, "dobj", "nsubj"))
    return False


def _separator_before(tree: Tree, member: int) -> int:
    """The last comma or conjunction before the member's own words."""
    at = member - 1
    while at >= 0 and not (tree.lower[at] in _SEPARATORS and member not in tree.ancestors(at)):
        at -= 1
    return at


_SEPARATORS = (",", ";", "and", "or", "&", "nor")


def _share_tails(tree: Tree, found: list[Group]) -> list[Group]:
    """ "the layout and transfer of industries": a phrase behind the last member belongs to the bare ones before it,
    too.

    Only where the members look alike: both with or both without a determiner would leave "the state and the party of X"
    ambiguous, so that members with determiners of their own keep what they have.
    """
    last, first = found[-1], found[0]
    behind = [c for holder in (last, first) for c in _tails(tree, holder, last.head)]
    own_determiner = tree.kid(last.head, "det", "poss") is not None and behind and behind[0] in tree.children[last.head]
    if not behind or own_determiner:
        return found
    tail = [t for c in behind for t in tree.subtree(c, [*last.cut, *first.cut])]
    of_first = first.head == tree.heads[behind[0]]
    of_tail = any(tree.lower[c] == "of" for c in behind)
    shared = []
    for group in found:
        bare = all(t <= group.head or t in tail for t in group.tokens if tree.tags[t] not in (",", ":", "CC"))
        is_name = tree.tags[group.head] in ("NNP", "NNPS", "PRP")
        if bare and not is_name and (of_tail or (group.head != first.head and of_first)):
            shared.append(Group(group.head, tuple(sorted({*group.tokens, *tail})), group.cut))
        else:
            shared.append(group)
    return shared


def _tails(tree: Tree, group: Group, last: int) -> list[int]:
    """What hangs on the group's head and stands behind the last member."""
    below = tree.kids(group.head, "prep", "relcl", "acl")
    return [c for c in below if c > last and c not in group.cut and c in group.tokens]
