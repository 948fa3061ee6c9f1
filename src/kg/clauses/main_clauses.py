"""Repairs of clauses: which verb is the main one, whose subject and negation belong to it."""

from __future__ import annotations

from kg.clauses.forms import subject_of
from kg.clauses.tree import Tree
from kg.rules import lexicon

_LIFTED = ("nsubj", "nsubjpass", "prep", "advmod", "neg", "advcl", "punct")


def lift_from_auxiliaries(tree: Tree) -> None:
    """What hangs on an auxiliary belongs to its verb ("the order, …, is hereby revoked")."""
    deps = tree.deps
    for token, head in enumerate(tree.heads):
        is_auxiliary = deps[head] in ("aux", "auxpass") and tree.heads[head] != token
        if is_auxiliary and deps[token] in _LIFTED:
            tree.attach(token, tree.heads[head], tree.deps[token])


def unseat_adverbial_subjects(tree: Tree) -> None:
    """ "step by step" is no subject."""
    for token, word in enumerate(tree.lower[1:-1]):
        if word in ("by", "to") and tree.deps[token] == "nsubj" and tree.lower[token] == tree.lower[token + 2]:
            tree.deps[token] = "npadvmod"


def mend_contact_clauses(tree: Tree) -> None:
    """ "any activity the chair determines is necessary": the second verb goes on with the clause."""
    for token in range(3, len(tree)):
        clause = token - 1
        if tree.tags[token] in ("VBZ", "VBP", "VBD", "MD") and tree.deps[clause] == "relcl" and tree.is_verb(clause):
            governor = token if tree.deps[token] != "aux" else tree.heads[token]
            if tree.deps[governor] in ("conj", "ccomp", "ROOT", "advcl") and tree.kid(governor, "nsubj") is None:
                tree.attach(governor, clause, "ccomp")


def free_listed_participles(tree: Tree) -> None:
    """ "shall work with the campaign, begun by the mayor": a participle is no mate of a bare verb."""
    for token in range(3, len(tree)):
        verb = tree.heads[token]
        if tree.tags[token] != "VBN" or tree.deps[token] != "conj" or tree.tags[verb] not in ("VB", "VBP"):
            continue
        if tree.lower[token - 1] != "," or tree.kid(token, "aux", "auxpass", "nsubj", "nsubjpass", "dobj") is not None:
            continue
        if tree.kid(verb, "auxpass") is not None or tree.kid(token, "agent") is None:
            continue
        noun = next((t for t in range(token - 2, verb, -1) if tree.deps[t] in ("dobj", "pobj")), None)
        if noun is not None:
            tree.attach(token, noun, "acl")


def hang_adverbs_on_verb(tree: Tree) -> None:
    """ "release immediately all persons": an adverb between a verb and the article of its object is the verb's."""
    for adverb in range(1, len(tree) - 1):
        verb, noun = adverb - 1, tree.heads[adverb]
        if tree.tags[adverb] != "RB" or not tree.lower[adverb].endswith("ly") or not tree.is_verb(verb):
            continue
        if noun > adverb and tree.heads[noun] == verb and tree.tags[adverb + 1] in ("DT", "PRP$", "PDT"):
            tree.attach(adverb, verb, "advmod")


def join_verbs_to_copulas(tree: Tree) -> None:
    """ "We are concerned by X and call for Y": a verb is coordinated with the verb, not with its adjective."""
    for token, tag in enumerate(tree.tags):
        adjective = tree.heads[token]
        if tag not in ("VB", "VBP", "VBZ", "VBD") or tree.deps[token] != "conj" or tree.deps[adjective] != "acomp":
            continue
        if tree.kid(token, "nsubj", "nsubjpass", "aux", "mark") is None and tree.kid(token, "dobj", "prep", "xcomp"):
            copula = tree.heads[adjective]
            tree.attach(token, copula, "conj")
            if tag == "VB" and tree.tags[copula] == "VBP":
                tree.tags[token] = "VBP"


def free_that_clauses(tree: Tree) -> None:
    """ "We reaffirm that sound finances are the basis of X": "that" opens a clause, it is no determiner."""
    for that in range(1, len(tree) - 1):
        noun = tree.heads[that]
        if tree.lower[that] == "that" and tree.deps[that] == "nsubj" and tree.deps[noun] == "amod":
            noun = tree.heads[noun]  # "that detained workers be released"
        elif tree.lower[that] != "that" or tree.deps[that] != "det":
            continue
        verb = tree.heads[noun]
        bare = tree.lower[noun + 1 : noun + 2] == ["be"] and verb > noun  # "that drainage be given a higher rank"
        if noun < that or not (tree.tags[noun] in _PLURALS or bare):
            continue
        if tree.deps[noun] in ("nsubj", "nsubjpass") and verb > noun:
            tree.attach(that, verb, "mark")
        elif tree.deps[noun] == "dobj" and verb == that - 1 and tree.lemmas[verb] in lexicon("reporting"):
            clauses = tree.kids(verb, "ccomp")
            clause = next((c for c in clauses if c > noun and subject_of(tree, c) is None), None)
            if clause is not None:
                tree.attach(noun, clause, "nsubjpass" if tree.kid(clause, "auxpass") is not None else "nsubj")
                tree.attach(that, clause, "mark")


_PLURALS = ("NNS", "NNPS")


def hang_negation_on_verb(tree: Tree) -> None:
    """ "take responsibility, not shift blame": "not" in front of a coordinated verb denies that one."""
    for token in range(1, len(tree) - 1):
        head, verb = tree.heads[token], token + 1
        if tree.deps[token] != "neg" or tree.lower[token] not in ("not", "never") or head > token:
            continue
        while verb < len(tree) - 1 and tree.tags[verb] in ("RB", "RBR"):
            verb += 1
        before = tree.before(token)
        if before is None or tree.lower[before] not in (",", "and", "but") or tree.deps[verb] != "conj":
            continue
        if tree.is_verb(verb) and verb in tree.conjuncts(tree.first_conjunct(head)):
            tree.attach(token, verb, "neg")


def reduce_participles(tree: Tree) -> None:
    """ "The emergency declared in May is terminated": the first verb says which one, the second what happens to it."""
    for token in range(1, len(tree)):
        if tree.tags[token] not in ("VBD", "VBN") or tree.kid(token, "aux", "auxpass", "dobj", "attr", "acomp"):
            continue
        subject = tree.kid(token, "nsubj", "nsubjpass")
        if any(tree.kid(c, "nsubj", "nsubjpass") is not None for c in tree.kids(token, "ccomp")):
            continue  # "the meeting stressed that …"
        if subject is None or subject > token or max(tree.subtree(subject)) != token - 1:
            continue
        main = _finite_without_subject(tree, token)
        if main is not None:
            _hand_over(tree, token, subject, main)


def free_main_clause(tree: Tree) -> None:
    """ "An owner who has filed a report which shows that the house exceeds its limit shall be liable": a noun that was
    read as the root is the subject of the modal verb behind its relative clauses."""
    noun = next((t for t, head in enumerate(tree.heads) if t == head), -1)
    if noun < 0 or tree.tags[noun][:2] != "NN" or tree.kid(noun, "relcl", "prep", "acl") is None:
        return
    for modal in range(noun + 4, len(tree) - 1):
        verb = tree.heads[modal]
        if tree.tags[modal] != "MD" or tree.deps[modal] != "aux" or tree.deps[verb] not in ("ccomp", "conj", "relcl"):
            continue
        if tree.kid(verb, "nsubj", "nsubjpass", "csubj", "expl", "mark") is not None or tree.tags[modal - 1][0] != "N":
            continue
        if noun in tree.ancestors(verb) and "relcl" in {tree.deps[a] for a in tree.ancestors(verb)}:
            tree.root_at(verb)
            tree.attach(noun, verb, "nsubjpass" if tree.kid(verb, "auxpass") is not None else "nsubj")
            return


def _finite_without_subject(tree: Tree, participle: int) -> int | None:
    """A finite verb below the participle that has no subject, behind no conjunction."""
    for verb in tree.subtree(participle):
        auxiliaries = tree.kids(verb, "aux", "auxpass")
        first = min([verb, *auxiliaries])
        if first <= participle + 1 or not tree.is_verb(verb) or tree.tags[first] not in ("VBZ", "VBP", "VBD", "MD"):
            continue
        if tree.tags[first] == "VBP" and first == verb:
            continue  # one of a list of bare verbs
        if tree.kid(verb, "nsubj", "nsubjpass", "csubj", "expl", "mark") is not None or tree.deps[verb] == "relcl":
            continue
        before = tree.before(first)
        if before is None or tree.lower[before] in ("and", "or", "but", "nor", "that", "which", "who"):
            continue
        if tree.lower[before] == "," and tree.deps[verb] == "conj" and tree.tags[first] == "VBD" and first == verb:
            continue  # "presided over a meeting, which studied A, deployed B, and …": a list
        if not any(tree.deps[a] in ("relcl", "advcl") for a in tree.between(verb, participle)):
            return verb
    return None


def _hand_over(tree: Tree, participle: int, subject: int, main: int) -> None:
    above, dep = tree.heads[participle], tree.deps[participle]
    if above == participle:
        tree.root_at(main)
    else:
        tree.attach(main, above, dep)
    for child in list(tree.children[participle]):
        if child < subject or child > main:
            tree.attach(child, main, tree.deps[child])
    tree.attach(subject, main, "nsubjpass" if tree.kid(main, "auxpass") is not None else "nsubj")
    tree.tags[participle] = "VBN"
    tree.attach(participle, subject, "acl")


def free_subjects(tree: Tree) -> None:
    """ "must build dams, and towns must be warned": the noun behind ", and" is what the modal verb behind it is said
    of, not one more thing to build."""
    for verb in sorted({tree.heads[t] for t, tag in enumerate(tree.tags) if tag == "MD"}):
        auxiliaries = [a for a in tree.kids(verb, "aux", "auxpass") if a < verb]
        if (
            verb < 3
            or not auxiliaries
            or tree.tags[auxiliaries[0]] != "MD"
            or tree.kid(verb, "nsubj", "nsubjpass", "expl", "mark")
        ):
            continue
        edge = auxiliaries[0] - 1
        noun = next((t for t in (edge, *tree.ancestors(edge)) if tree.deps[t] == "conj" and tree.tags[t][0] == "N"), 0)
        below = tree.subtree(noun) if noun else []
        if not below or below[-1] != edge or verb in below or not _opens_clause(tree, below[0]):
            continue
        tree.attach(noun, verb, "nsubjpass" if tree.kid(verb, "auxpass") is not None else "nsubj")


def join_late_conjuncts(tree: Tree) -> None:
    """ "The board shall deal with the mayor, the council and the court": what stands behind the verb and a noun is no
    further subject."""
    for token, dep in enumerate(tree.deps):
        subject = tree.heads[token]
        if dep != "conj" or tree.deps[subject] not in ("nsubj", "nsubjpass") or tree.tags[token][:2] != "NN":
            continue
        verb = tree.heads[subject]
        if not subject < verb < token or not tree.is_verb(verb):
            continue
        left = min(tree.subtree(token))
        before = left - 2 if tree.lower[left - 1] in ("and", "or") and tree.tags[left - 2] == "," else left - 1
        noun = before - 1
        if tree.lower[before] in (",", "and", "or") and noun > verb and tree.tags[noun][:2] == "NN":
            while tree.heads[noun] > noun:
                noun = tree.heads[noun]
            if noun < left and tree.deps[noun] in ("pobj", "dobj", "conj", "appos"):
                tree.attach(token, noun, "conj")


def _opens_clause(tree: Tree, token: int) -> bool:
    """Whether ", and" stands before the token."""
    return token > 1 and tree.lower[token - 1] in ("and", "but", "or") and tree.lower[token - 2] in (",", ";")


_DECIDING = ("decide", "choose", "elect")


def keep_decisions_whole(tree: Tree) -> None:
    """ "may decide not to apply the rule": what may be decided is denied, not that it may."""
    for token in range(1, len(tree)):
        verb, clause = token - 1, tree.heads[token]
        if tree.lower[token] != "not" or tree.deps[token] != "neg" or tree.lemmas[verb] not in _DECIDING:
            continue
        if clause > token and tree.heads[clause] == verb and any(tree.tags[a] == "MD" for a in tree.kids(verb, "aux")):
            tree.attach(token, verb, "advmod")
