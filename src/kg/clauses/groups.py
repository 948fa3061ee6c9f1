"""Noun groups: one for each member of a coordination, each with the words it shares with the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.clauses.tree import Tree
from kg.rules import words

_NEVER = frozenset({"cc", "conj", "preconj", "punct", "appos", "parataxis", "mark", "intj", "meta"})


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
    if (
        _is_shared_modifier(tree, members)
        or tree.tags[head] in ("JJ", "VBG")
        and len(members) == 2
        and tree.kid(members[-1], "det") is None
        and tree.tags[members[-1]][:2] == "NN"
    ):
        members = members[-1:]  # "a grave and growing danger": the adjective was read as a noun
    cut = set(cuts)
    found = []
    for member in members:
        skip = {c for c in _descend(tree, member) if c in cut or _is_cut(tree, member, c)}
        tokens = [t for t in tree.subtree(member, skip)]
        if member != head and len(members) == 1:
            tokens = [
                t for t in tree.subtree(head) if t <= member and (t <= head or t > head) and t not in cut or t in tokens
            ]
        elif member != head:
            tokens = [t for t in tokens if t > _separator_before(tree, member)]
        found.append(Group(member, tuple(tokens), tuple(sorted(skip & cut))))
    return _share_tails(tree, found) if len(found) > 1 else found


def _is_shared_modifier(tree: Tree, members: list[int]) -> bool:
    """ "plant and animal materials": the first noun modifies the last one's head, as the last one's own modifier does."""
    if len(members) != 2:
        return False
    first, last = members
    bare = not tree.children[first] or all(tree.deps[c] in ("cc", "conj") for c in tree.children[first])
    modified = tree.kid(last, "compound") is not None and tree.kid(last, "det", "poss", "amod") is None
    return (
        bare and modified and last - first == 3 and tree.tags[first] == "NN" and tree.lower[first + 1] in ("and", "or")
    )


def _descend(tree: Tree, head: int) -> list[int]:
    return [t for t in tree.subtree(head) if t != head]


def _is_cut(tree: Tree, head: int, token: int) -> bool:
    dep = tree.deps[token]
    if tree.heads[token] == head and dep in ("cc", "conj", "preconj", "appos", "parataxis", "meta"):
        # modifiers' own coordinations ("industrial and supply chains") hang lower and stay
        return True
    if tree.heads[token] == head and dep == "punct":
        return False
    if dep == "relcl" and token > head:
        left = min(tree.subtree(token))
        if left > 0 and tree.lower[left - 1] == ",":
            return True
    if dep in ("acl", "relcl") and tree.mark(token) == "saying":
        return True  # "an order directing agencies to V"
    if (
        dep == "acl"
        and tree.heads[token] == head
        and tree.kid(token, "nsubj", "nsubjpass") is not None
        and any(tree.lower[c] == "that" for c in tree.kids(token, "mark"))
    ):
        return True  # "the principle that States have a duty"
    if dep in ("relcl", "acl") and tree.heads[token] == head and token > head:
        left = min(tree.subtree(token))
        if left > 0 and tree.lower[left - 1] == "," and tree.tags[token] != "VBN":
            return True
    return False


def _is_nominal(tree: Tree, token: int) -> bool:
    tag = tree.tags[token]
    if tag in ("JJ", "JJR", "JJS") and tree.kid(token, "det") is None and tree.tags[tree.heads[token]][0] == "N":
        return False  # "any right, substantive or procedural"
    if tag[0] in "NPCW" or tag in ("DT", "JJ", "JJR", "JJS", "FW", "EX", "ADD", "$", "VBG"):
        return not (tag == "VBG" and tree.kids(token, "dobj", "nsubj"))
    return False


def _separator_before(tree: Tree, member: int) -> int:
    """The last comma or conjunction before the member's own words."""
    at = member - 1
    while at >= 0 and not (
        tree.lower[at] in (",", ";", "and", "or", "&", "nor")
        and tree.heads[at] != member
        and not _inside(tree, at, member)
    ):
        at -= 1
    return at


def _inside(tree: Tree, token: int, head: int) -> bool:
    return any(a == head for a in tree.ancestors(token))


def _share_tails(tree: Tree, found: list[Group]) -> list[Group]:
    """ "the layout and transfer of industries": a phrase behind the last member belongs to the bare ones before it, too.

    Only where the members look alike: both with or both without a determiner would leave "the state and the party of X"
    ambiguous, so that members with determiners of their own keep what they have.
    """
    last, first = found[-1], found[0]
    behind = [c for holder in (last, first) for c in tree.children[holder.head]
              if tree.deps[c] in ("prep", "relcl", "acl") and c > last.head and c not in holder.cut and c in holder.tokens]  # fmt: skip
    own_determiner = tree.kid(last.head, "det", "poss") is not None and tree.kid(first.head, "det", "poss") is not None
    if not behind or own_determiner:
        return found
    tail = [t for c in behind for t in tree.subtree(c, [*last.cut, *first.cut])]
    of_tail = any(tree.lower[c] == "of" for c in behind)
    shared = []
    for group in found:
        bare = all(t <= group.head or t in tail for t in group.tokens if tree.tags[t] not in (",", ":", "CC"))
        if (
            bare
            and tree.tags[group.head] not in ("NNP", "NNPS", "PRP")
            and (of_tail or group.head != first.head and first.head == tree.heads[behind[0]])
        ):
            shared.append(Group(group.head, tuple(sorted({*group.tokens, *tail})), group.cut))
        else:
            shared.append(group)
    return shared


def is_pronoun(tree: Tree, token: int) -> bool:
    """A word that stands for a name."""
    return tree.lower[token] in words("words")["pronouns"]
