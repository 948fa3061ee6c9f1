"""Repairs of noun groups: lists of nouns, two objects, names, appositions."""

from __future__ import annotations

from itertools import pairwise

from kg.clauses.tree import Tree
from kg.rules import lexicon


def split_double_objects(tree: Tree) -> None:
    """ "give the owners written notice", "allow inspectors access to the books": whom stands before what."""
    for verb in range(len(tree) - 2):
        if not tree.is_verb(verb) or tree.lemmas[verb] not in lexicon("ditransitive"):
            continue
        things = [c for c in tree.kids(verb, "dobj") if c > verb]
        receivers = [c for c in tree.kids(verb, "dative") if tree.lower[c] != "for"]
        if receivers and not things and tree.tags[receivers[0]][:2] == "NN":
            _free_participle_of_second(tree, verb, receivers[0])
        if not things or receivers:
            continue
        if len(things) > 1:
            _make_dative(tree, things[0], things[1])
            continue
        _free_participle_of_second(tree, verb, things[0])
        _split_compound(tree, verb, things[0])
        _split_off_access(tree, verb, things[0])


def _make_dative(tree: Tree, whom: int, what: int) -> None:
    """The first of two objects receives, unless words between them say that both are objects."""
    if not any(tree.lower[t] in (",", "and", "or") for t in (what - 1, min(tree.subtree(what)) - 1)):
        tree.deps[whom] = "dative"


def _free_participle_of_second(tree: Tree, verb: int, whom: int) -> None:
    """ "give the owners written notice": the participle was read as the verb of a clause."""
    for clause in tree.kids(verb, "ccomp", "xcomp", "advcl"):
        what = tree.kid(clause, "dobj")
        if clause < whom or what != clause + 1 or tree.tags[clause] not in ("VBN", "VBD"):
            continue
        if tree.kid(clause, "nsubj", "nsubjpass", "aux", "auxpass", "mark") is None:
            tree.root_at(what)
            tree.attach(what, verb, "dobj")
            tree.attach(clause, what, "amod")
            tree.tags[clause], tree.deps[whom] = "VBN", "dative"
            return


def _split_compound(tree: Tree, verb: int, what: int) -> None:
    """ "give new contributors credit", "grant the Mission unhindered access": a plural is no part of a compound, and no
    adjective stands behind one."""
    inside = [t for t in tree.subtree(what) if verb < t < what]
    for whom in inside:
        plural = whom == what - 1 and tree.tags[whom] in ("NNS", "NNPS")
        apart = tree.tags[whom][:2] == "NN" and tree.tags[whom + 1] in ("JJ", "JJR", "VBN", "DT", "PRP$", "CD")
        if not plural and not (apart and whom + 1 < what):
            continue
        if tree.deps[whom] not in ("compound", "nmod", "npadvmod", "nsubj") or (tree.heads[whom] != what and not apart):
            continue
        for child in [c for c in tree.children[what] if c < whom]:
            tree.attach(child, whom, tree.deps[child])
        tree.attach(whom, verb, "dative")
        for late in [c for c in tree.kids(verb, "dative") if c > what]:
            tree.deps[late] = "prep"  # "credit for their work"
        return


def _split_off_access(tree: Tree, verb: int, thing: int) -> None:
    """ "allow inspectors of the State access": the last noun of the phrase is what is given."""
    for what in tree.subtree(thing):
        if tree.lower[what] != "access" or tree.heads[what] == verb or what < thing:
            continue
        left = [c for c in tree.children[what] if c < what]
        above, dep = tree.heads[what], tree.deps[what]
        if not left or tree.deps[left[-1]] not in ("compound", "nmod") or any(tree.is_verb(a) for a in (above, what)):
            continue
        whom = left[-1]
        tree.attach(what, verb, "dobj")
        tree.root_at(whom)
        tree.attach(whom, above, dep)
        for child in left[:-1]:
            tree.attach(child, whom, tree.deps[child])
        tree.deps[thing] = "dative"
        return


def mend_noun_lists(tree: Tree) -> None:
    """ "submit a plan and any changes", "seeds, and planting stock": members of a list of nouns that were hung on
    the verb."""
    for token, dep in enumerate(tree.deps):
        verb = tree.heads[token]
        if dep not in ("conj", "xcomp") or token < 2 or verb > token or not tree.is_verb(verb):
            continue
        things = [c for c in tree.kids(verb, "dobj", "attr", "nsubjpass") if c < token]
        if not things:
            continue
        before = min(tree.subtree(token)) - 1
        if tree.lower[before] not in ("and", "or"):
            continue
        last = tree.conjuncts(things[-1])[-1]
        is_noun = tree.tags[token][:2] == "NN" and tree.kid(token, "det", "poss", "amod", "nummod") is not None
        if tree.deps[token] == "conj" and is_noun and things[-1] > verb:
            between = [p for p in tree.kids(verb, "prep") if things[-1] < p < token]
            dated = bool(between) and any(w[0].isdigit() for w in tree.words[between[-1] + 1 : before])
            noun = tree.kid(between[-1], "pobj") if between and not dated else last
            noun = _bare_mate(tree, token, before) or noun
            if noun is not None and (tree.lower[before - 1] != "," or last != things[-1]):
                tree.attach(token, noun, "conj")  # "under the Act and the regulations"
        elif tree.deps[token] == "xcomp" and tree.tags[token] == "VBG" and before + 1 == token and last != things[-1]:
            noun = tree.kid(token, "dobj")
            if noun == token + 1:
                tree.root_at(noun)
                tree.attach(noun, last, "conj")
                tree.attach(token, noun, "amod")


def _bare_mate(tree: Tree, token: int, before: int) -> int | None:
    """ "a register of sand pits and gravel pits": what has no article goes with what has none, behind "of"."""
    mate = before - 1
    if tree.deps[mate] != "pobj" or tree.lower[tree.heads[mate]] != "of" or tree.tags[mate] != tree.tags[token]:
        return None
    holder = tree.heads[tree.heads[mate]]
    is_bare = tree.kid(token, "det", "poss") is None and tree.kid(mate, "det", "poss") is None
    return mate if is_bare and tree.kid(holder, "det", "poss") is not None else None


def mend_shared_gerunds(tree: Tree) -> None:
    """ "inspect certified production and handling operations": two modifiers of one noun, not an object and a verb."""
    for gerund, dep in enumerate(tree.deps):
        if dep != "conj" or tree.tags[gerund] != "VBG" or not 1 < gerund < len(tree) - 1:
            continue
        noun, first = tree.kid(gerund, "dobj"), tree.heads[gerund]
        if noun != gerund + 1 or first != gerund - 2:
            continue
        if tree.tags[first] != "NN" or tree.tags[noun] != "NNS" or tree.kid(first, "det", "poss") is not None:
            continue
        above, dep = tree.heads[first], tree.deps[first]
        if above == first:
            continue
        tree.root_at(noun)
        tree.attach(noun, above, dep)
        for child in list(tree.children[first]):
            if child != gerund and not (tree.deps[child] == "cc" and child < gerund):
                tree.attach(child, noun, tree.deps[child])
        tree.attach(first, noun, "compound")


def join_names(tree: Tree) -> None:
    """ "President A and Prime Minister B": the name belongs to the title before it."""
    for name, dep in enumerate(tree.deps):
        if dep != "appos" or name < 2 or tree.tags[name] != "NNP":
            continue
        head, title = tree.heads[name], min(tree.subtree(name)) - 1
        if title < 0:
            continue
        if title == head and tree.tags[title] == "NNP" and tree.lower[title] in lexicon("offices"):
            _swap_title(tree, title, name)
        elif tree.tags[title] == "NNP" and tree.deps[title] == "conj" and tree.heads[title] == head:
            tree.attach(name, head, "conj")
            for child in list(tree.children[title]):
                tree.attach(child, name, tree.deps[child])
            tree.attach(title, name, "compound")


def _goes_on_behind(tree: Tree, head: int, apposition: int) -> bool:
    """Whether ", and the C" goes on from the head of "the A, the B": all three with an article."""
    if tree.kid(apposition, "det") is None:
        return False
    for member in tree.kids(head, "conj"):
        first = min(tree.subtree(member))
        listed = member > apposition and tree.lower[first - 1] in ("and", "or") and tree.lower[first - 2] == ","
        if listed and tree.kid(member, "det") is not None:
            return True
    return False


def list_objects(tree: Tree) -> None:
    """ "cover the costs of A, the costs of B and the costs of C": one list, not several objects."""
    for verb in [v for v, tag in enumerate(tree.tags) if tag[0] == "V"]:
        things = [c for c in tree.kids(verb, "dobj") if c > verb]
        for first, later in pairwise(things):
            if tree.lower[min(tree.subtree(later)) - 1] == "," and tree.tags[first][0] == tree.tags[later][0] == "N":
                tree.attach(later, things[0], "conj")


def list_appositions(tree: Tree) -> None:
    """ "The Attorney General, the Secretary of Labor, and the Secretary of State": a list, not appositions."""
    for token, dep in enumerate(tree.deps):
        if dep != "appos" or token == 0:
            continue
        head = tree.heads[token]
        coordinated = tree.kid(token, "conj") is not None and tree.kid(token, "cc") is not None
        coordinated = coordinated or _goes_on_behind(tree, head, token)
        alike = tree.kid(head, "det") is not None or tree.tags[head] in ("NN", "NNS")
        alike = alike or (tree.lower[head].endswith("s") and tree.tags[token] == "NNS")  # "Member States, the agencies"
        if coordinated and alike and tree.lower[min(tree.subtree(token)) - 1] == ",":
            tree.deps[token] = "conj"


def _swap_title(tree: Tree, title: int, name: int) -> None:
    """ "President Ana Bo" with "Ana Bo" below "President"."""
    above, dep = tree.heads[title], tree.deps[title]
    tree.root_at(name)
    if above != title:
        tree.attach(name, above, dep)
    for child in list(tree.children[title]):
        tree.attach(child, name, tree.deps[child])
    tree.attach(title, name, "compound")
