"""Repairs of lists of verbs inside infinitives, relative clauses and what is ensured."""

from __future__ import annotations

from kg.clauses.tagging import verb_base
from kg.clauses.tree import Tree
from kg.rules import lexicon

_OWN = ("nsubj", "nsubjpass", "mark", "aux", "auxpass", "expl")
_POSSIBLE = frozenset(("could", "may", "might", "would", "can"))
_FAR = 40  # words of a list


def list_inner_verbs(tree: Tree) -> None:
    """ "to detect, deter, protect against, and respond to X", "acts that may strain, harm, or close X": a verb right in
    front of a comma has its object at the end of its own list."""
    for verb in range(2, len(tree) - 4):
        if tree.lower[verb + 1] != "," or tree.tags[verb] not in ("VB", "VBP"):
            continue
        if _opens_inner(tree, verb):
            members = _members(tree, verb + 2)
            if members:
                _join(tree, verb, members)


def _opens_inner(tree: Tree, verb: int) -> bool:
    """An infinitive that is not the frame's, or the verb of "that may V"."""
    before = tree.lower[verb - 1]
    if before == "to" and not tree.mark(verb - 1) and tree.heads[verb - 1] == verb:
        return tree.deps[verb] in ("acl", "advcl", "xcomp", "relcl")
    return before in _POSSIBLE and tree.lower[verb - 2] in lexicon("relativizers")


def _members(tree: Tree, start: int) -> list[int]:
    """The verbs of the list from the start on; none where "and" or "or" and a verb do not end it."""
    found, edge = [], True
    for token in range(start, min(start + _FAR, len(tree) - 1)):
        word = tree.lower[token]
        if tree.tags[token] in ("MD", "TO", "WDT", "WP") and word != "to":
            return []
        if word in (";", ":", "to") and tree.tags[token] != "IN":
            return []
        if edge and tree.tags[token] in ("RB", "RBR") and not verb_base(tree, token):
            continue
        joins = edge and tree.lower[token - 1] in ("and", "or")
        if edge and _may_be_verb(tree, token):
            found.append(token)
            if joins and len(found) > 1:
                return found
        elif edge and (token == start or joins):
            return []
        edge = word == "," or (word in ("and", "or") and (tree.lower[token - 1] == "," or token - 1 in found))
    return []


def _may_be_verb(tree: Tree, token: int) -> bool:
    if tree.tags[token] in ("VB", "VBP"):
        return True
    if tree.tags[token] not in ("NN", "JJ", "VBD") or tree.words[token][0].isupper():
        return False
    return bool(verb_base(tree, token)) and tree.lower[token - 1] in (",", "and", "or")


def _join(tree: Tree, first: int, members: list[int]) -> None:
    for verb in members:
        if tree.kid(verb, "det", "poss", "nsubj") is not None:
            return
    for verb in members:
        above = tree.heads[verb]
        if first in tree.subtree(verb):
            return
        tree.tags[verb], tree.lemmas[verb] = "VB", tree.lower[verb]
        if above != first or tree.deps[verb] != "conj":
            tree.attach(verb, first, "conj")
    last = members[-1]
    joint = last - 1
    while tree.lower[joint] not in ("and", "or"):
        joint -= 1
    tree.attach(joint, first, "cc")


def keep_relative_lists(tree: Tree) -> None:
    """ "acts that could delay the talks, harm crews, or break the truce": a list that "or" ends, behind "that could",
    is the relative clause's."""
    if "or" not in tree.lower:
        return
    for modal in range(2, len(tree) - 4):
        verb = tree.heads[modal]
        if tree.lower[modal] not in _POSSIBLE or tree.deps[verb] != "relcl" or tree.lower[verb + 1 : verb + 2] == [","]:
            continue
        listed = [c for c in tree.kids(tree.heads[tree.heads[verb]], "conj") if c > verb]
        for token in range(verb + 2, len(tree) - 2):
            if tree.lower[token - 1] == "," and tree.tags[token] in ("VB", "VBP") and tree.kid(token, *_OWN) is None:
                later = next((c for c in tree.kids(token, "conj") if tree.tags[c] in ("VB", "VBP")), None)
                joint = tree.kid(token, "cc")
                if later is None or joint is None or tree.lower[joint] != "or" or token in tree.subtree(verb):
                    break
                if not listed and tree.deps[token] != "conj":
                    break
                tree.attach(token, verb, "conj")
                break
            if tree.tags[token] in ("MD", "TO", "WDT"):
                break


def tag_repeated_verbs(tree: Tree) -> None:
    """ "appoint or reappoint members": the second verb is the first one with "re-"."""
    for token in range(2, len(tree) - 1):
        verb = token - 2
        if tree.lower[token] != f"re{tree.lower[verb]}" or tree.lower[token - 1] not in ("and", "or"):
            continue
        noun = tree.heads[token]
        if not tree.is_verb(verb) or noun <= token or tree.deps[noun] not in ("conj", "dobj"):
            continue
        tree.tags[token], tree.lemmas[token] = "VB", tree.lower[token]
        tree.attach(token, verb, "conj")
        tree.attach(noun, token, "dobj")
        for child in [c for c in tree.children[verb] if c > noun]:
            tree.attach(child, token, tree.deps[child])


def hang_demands_on_noun(tree: Tree) -> None:
    """ "repeated the town's demand that the mill comply": what is demanded belongs to the demand."""
    for that in range(2, len(tree) - 2):
        noun, clause = that - 1, tree.heads[that]
        if tree.lower[that] != "that" or tree.lower[noun] not in lexicon("demands") or tree.deps[noun] != "dobj":
            continue
        if tree.deps[that] == "mark" and tree.deps[clause] == "ccomp" and tree.heads[clause] == tree.heads[noun]:
            tree.attach(clause, noun, "acl")


def tag_denied_verbs(tree: Tree) -> None:
    """ "take charge of, but not overstep, their duties": behind "but not" stands a verb, and its object behind it."""
    for token in range(3, len(tree) - 2):
        if tree.lower[token - 1] != "not" or tree.lower[token - 2] != "but" or tree.tags[token] == "VB":
            continue
        if (
            tree.tags[token] not in ("JJ", "NN", "VBP", "RB")
            or tree.deps[token] != "conj"
            or not tree.kids(token, "neg")
        ):
            continue
        tree.tags[token], tree.lemmas[token] = "VB", tree.lower[token]
        noun = tree.kid(token, "appos", "npadvmod")
        if noun is not None and noun > token:
            tree.deps[noun] = "dobj"


def modify_with_participles(tree: Tree) -> None:
    """ "dump dredged sand on the banks": the participle right behind the verb says which sand."""
    for token in range(1, len(tree) - 1):
        verb = token - 1
        if tree.tags[token] not in ("VBN", "VBD") or tree.heads[token] != verb or not tree.is_verb(verb):
            continue
        if tree.deps[token] not in ("xcomp", "ccomp") or tree.lemmas[verb] in ("get", "have", "be", "need", "keep"):
            continue
        noun = tree.kid(token, "dobj")
        if noun is None or noun > token + 2 or tree.kid(token, *_OWN) is not None or tree.kid(noun, "det", "poss"):
            continue
        tree.attach(noun, verb, "dobj")
        for child in [c for c in tree.children[token] if c > noun]:
            tree.attach(child, verb, tree.deps[child])
        tree.attach(token, noun, "amod")
        tree.tags[token] = "VBN"


def modify_with_listed_adjectives(tree: Tree) -> None:
    """ "needs resilient, diverse, and secure supply chains": adjectives of one noun, the last taken for a verb."""
    for first in range(1, len(tree) - 3):
        verb = tree.heads[first]
        if tree.tags[first] != "JJ" or tree.deps[first] not in ("oprd", "acomp", "dobj") or verb != first - 1:
            continue
        last = tree.conjuncts(first)[-1]
        noun = tree.kid(last, "dobj")
        if last == first or noun is None or noun - last > 2 or not tree.is_verb(verb) or tree.kid(noun, "det", "poss"):
            continue
        if tree.tags[last] not in ("VB", "VBP") or tree.lower[last - 1] not in ("and", "or"):
            continue
        tree.attach(noun, verb, "dobj")
        for child in [c for c in tree.children[last] if c > noun]:
            tree.attach(child, verb, tree.deps[child])
        tree.tags[last], tree.deps[last] = "JJ", "conj"
        tree.attach(first, noun, "amod")


def list_behind_prepositions(tree: Tree) -> None:
    """ "called for a truce, the return of the boats and a rise": what is listed goes on behind the preposition."""
    for token in range(4, len(tree)):
        verb = tree.heads[token]
        if tree.deps[token] != "conj" or tree.tags[token][:2] != "NN" or verb > token or not tree.is_verb(verb):
            continue
        edge = min(tree.subtree(token)) - 1
        if tree.lower[edge] != "," or tree.kid(token, "conj") is None or tree.kid(verb, "dobj", "attr") is not None:
            continue
        noun = next((n for p in tree.kids(verb, "prep") for n in tree.kids(p, "pobj")), None)
        if noun is not None and verb < noun < edge and edge - 1 in tree.subtree(noun):
            tree.attach(token, tree.conjuncts(noun)[-1], "conj")


def join_relative_mates(tree: Tree) -> None:
    """ "at a meeting of the council, which studied A, sent B, and decided C": listed past tenses go on with the
    clause."""
    for which in range(3, len(tree) - 3):
        clause = tree.heads[which]
        if tree.lower[which] not in ("which", "who") or tree.deps[clause] != "relcl" or tree.lower[which - 1] != ",":
            continue
        if tree.tags[clause] != "VBD" or tree.deps[which] != "nsubj":
            continue
        above = next((a for a in tree.ancestors(clause) if tree.tags[a] == "VBD"), None)
        if above is None or above > clause:
            continue
        mates = [c for c in tree.kids(above, "conj") if c > clause and tree.tags[c] in ("VBD", "VBN", "VB")]
        listed = bool(mates) and tree.lower[mates[0] - 1] == "," and tree.kid(mates[0], *_OWN) is None
        if not listed or not any(tree.lower[c - 1] == "and" for v in mates for c in tree.conjuncts(v)):
            continue
        for mate in mates:
            if tree.kid(mate, "nsubj", "nsubjpass") is None:
                tree.attach(mate, clause, "conj")


def free_reporting_participles(tree: Tree) -> None:
    """ "discussed the need to V, agreeing that X": who discussed agrees."""
    for token in range(3, len(tree) - 2):
        if tree.tags[token] != "VBG" or tree.lower[token - 1] != "," or tree.lemmas[token] not in lexicon("reporting"):
            continue
        if tree.kid(token, "ccomp") is None or tree.deps[token] not in ("acl", "advcl"):
            continue
        above = [a for a in tree.ancestors(token) if tree.tags[a] == "VBD" and tree.kid(a, "nsubj") is not None]
        if above and above[-1] != tree.heads[token] and above[-1] < token:
            tree.attach(token, above[-1], "advcl")


def list_offices(tree: Tree) -> None:
    """ "the Assistant to the Warden for Roads and the Assistant to the Warden for Canals": the same office twice."""
    for token in range(4, len(tree)):
        inner = tree.heads[token]
        if tree.deps[token] != "conj" or inner > token or tree.deps[inner] != "pobj" or tree.kid(token, "det") is None:
            continue
        holder = next((t for t in tree.ancestors(inner) if tree.lower[t] == tree.lower[token]), None)
        if holder is None or tree.lower[inner] == tree.lower[token] or tree.words[token].islower():
            continue
        if tree.kid(holder, "det") is not None and not any(tree.is_verb(a) for a in tree.between(inner, holder)):
            tree.attach(token, holder, "conj")


def join_quantified_clauses(tree: Tree) -> None:
    """ "8 of whom shall be appointed by A and 7 of whom shall be appointed by B": the number is what is appointed."""
    for whom in range(4, len(tree) - 2):
        of, verb = whom - 1, tree.heads[whom]
        number = tree.heads[of]
        if tree.lower[whom] not in ("whom", "which") or tree.lower[of] != "of" or number != of - 1 or verb < whom:
            continue
        above = tree.heads[number]
        if tree.tags[number] != "CD" or tree.heads[verb] != number or not tree.is_verb(above) or above > number:
            continue
        dep = tree.deps[whom]
        tree.attach(verb, above, "conj")
        tree.attach(number, verb, dep)
        tree.attach(whom, of, "pobj")
