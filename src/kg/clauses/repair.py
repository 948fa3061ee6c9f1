"""What the parser gets wrong in directive sentences, mended before clauses are read off the tree.

Each repair is one function of the tree, named in REPAIRS, so that its effect can be measured alone.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.clauses.tree import Tree
from kg.rules import words

_LIST_DEPS = frozenset(
    {
        "conj",
        "dep",
        "advcl",
        "ccomp",
        "acl",
        "ROOT",
        "parataxis",
        "relcl",
        "appos",
        "xcomp",
        "nmod",
        "oprd",
        "dobj",
        "pobj",
        "attr",
        "npadvmod",
        "nsubj",
        "amod",
        "compound",
        "intj",
    }
)
_SEPARATORS = frozenset({",", ";", "and", "or", ":", "&", "but", "then"})


def tag_subject_bearers_as_verbs(tree: Tree) -> None:
    """A noun with a subject is a verb ("the government coordinates planning")."""
    for token in range(len(tree)):
        if tree.tags[token] in ("NNS", "NN") and tree.deps[token] in ("ROOT", "relcl", "ccomp", "conj", "advcl"):
            subject = tree.kid(token, "nsubj")
            if (
                subject is not None
                and subject < token
                and not tree.kids(token, "cop", "det", "poss")
                and _verb_base(tree, token)
            ):
                tree.tags[token] = "VBZ" if tree.tags[token] == "NNS" else "VBP"
                tree.lemmas[token] = _verb_base(tree, token)


def retag_listed_verbs(tree: Tree) -> None:
    """After a modal verb's clause, "…, guard and manage X": a noun between a comma and "and" + verb is a verb."""
    modal = next((i for i, t in enumerate(tree.tags) if t == "MD"), None)
    if modal is None:
        return
    for token in range(modal + 2, len(tree) - 2):
        if tree.tags[token] not in ("NN", "JJ", "NNP", "RB") or not _verb_base(tree, token) or tree.mark(token):
            continue
        before = tree.before(token)
        if before is None or tree.lower[before] not in _SEPARATORS:
            continue
        if any(
            tree.lower[t] in ("including", "namely", "e.g.") or tree.lower[t] == "such" and tree.lower[t + 1] == "as"
            for t in range(modal, token)
        ):
            continue  # examples are nouns
        following = token + 1
        if tree.lower[following] == "," and following + 2 < len(tree) and tree.lower[before] in (",", ";"):
            following += 1
        joined = tree.lower[following] in ("and", "or") and tree.tags[following + 1] in ("VB", "VBP")
        governs = tree.tags[following] in ("DT", "PRP$") and tree.lower[before] in (",", ";", "and", "or")
        listed = (
            tree.lower[before] in (",", ";")
            and tree.tags[token] != "RB"
            and tree.tags[token + 1] in ("NN", "NNS", "NNP", "JJ", "VBG")
            and _ends_in_verb(tree, token)
        )
        prepositional = (
            tree.lower[before] in (",", ";")
            and f"{tree.lower[token]} {tree.lower[token + 1]}" in words("words")["prepositional"]
        )
        if joined or governs or listed or prepositional:
            tree.tags[token], tree.lemmas[token] = "VB", tree.lower[token]
            if joined and tree.heads[following + 1] != token:
                _list_verb(tree, token)
                tree.attach(following + 1, token, "conj")


def _ends_in_verb(tree: Tree, token: int) -> bool:
    """Whether the list that the token stands in ends in "and" + a verb with an object of its own."""
    for at in range(token + 2, len(tree) - 1):
        if tree.tags[at] == "MD" or tree.lower[at] in (";", ".", "which", "that", "who", "if", "to"):
            return False
        if tree.lower[at] in ("and", "or"):
            verb = at + 1
            while verb < len(tree) - 1 and tree.tags[verb] in ("RB", "RBR"):
                verb += 1
            if tree.tags[verb] in ("VB", "VBP") and tree.lower[at - 1] != ",":
                return tree.kid(verb, "dobj", "prep", "prt") is not None and tree.kid(verb, "nsubj") is None
            if tree.tags[verb] in ("VB", "VBP") and tree.kid(verb, "nsubj") is None:
                return True
    return False


def join_listed_verbs(tree: Tree) -> None:
    """After "A must V …, V …, and V …" the later verbs belong to the first, whatever the parser hangs them on."""
    for token in range(len(tree)):
        if tree.tags[token] in ("VB", "VBP") and tree.deps[token] in _LIST_DEPS:
            _list_verb(tree, token)


def _list_verb(tree: Tree, token: int) -> None:
    """Hangs a bare verb of a list on the verb that governs the list."""
    if any(
        tree.deps[c] in ("nsubj", "nsubjpass", "mark", "aux", "auxpass", "expl", "csubj") and c < token
        for c in tree.children[token]
    ):
        return
    before = tree.before(token)
    if before is None or tree.lower[before] not in _SEPARATORS:
        return
    governor = _governor(tree, token)
    if governor is None or governor == token:
        return
    first = tree.first_conjunct(token)
    if first == governor or governor in tree.conjuncts(first):
        if tree.tags[tree.heads[token]] in ("VBZ", "VBD") and tree.tags[token] == "VB" and first == governor:
            tree.attach(token, governor, "conj")
        return
    head = tree.heads[token]
    if tree.deps[token] == "conj" and first != token and tree.is_verb(first):
        comma = tree.lower[before] in (",", ";") or (
            tree.lower[before] in ("and", "or") and before > 0 and tree.lower[before - 1] in (",", ";")
        )
        own_subject = tree.kid(first, "nsubj", "nsubjpass")
        same_form = tree.tags[first] in ("VB", "VBP")
        if same_form and own_subject is not None and tree.lower[own_subject] in words("words")["relativizers"]:
            return  # "practices that maintain soil, improve water, and …"
        if same_form and tree.kid(first, "aux") is not None and tree.lower[tree.kid(first, "aux") or 0] == "to":
            return  # an infinitive's own list
        if same_form and not comma:
            return
    elif tree.deps[token] in ("relcl",) or head == token and tree.deps[token] != "ROOT":
        return
    tree.attach(token, governor, "conj")


def _governor(tree: Tree, token: int) -> int | None:
    """The nearest verb before the token that bears a modal verb and stands in no relative or adverbial clause."""
    for modal in range(token - 1, -1, -1):
        if tree.tags[modal] != "MD":
            continue
        verb = tree.heads[modal]
        if verb == modal or verb >= token:
            continue
        if tree.deps[verb] in ("relcl", "advcl", "acl") and not tree.mark(modal).startswith(("frame", "directive")):
            continue
        return verb
    return None


def hand_objects_to_listed_verbs(tree: Tree) -> None:
    """ "…, safeguard world peace": a noun group right behind a bare verb is its object, not a conjunct of what is before."""
    for verb in range(1, len(tree) - 1):
        if (
            tree.tags[verb] not in ("VB", "VBP")
            or tree.kid(verb, "dobj", "prep", "acomp", "attr", "xcomp", "ccomp", "prt", "auxpass") is not None
        ):
            continue
        noun = verb + 1
        before = tree.before(verb)
        if (
            tree.lower[noun] == ","
            and noun < len(tree) - 1
            and before is not None
            and tree.lower[before] in ("and", "or", ",")
        ):
            noun += 1  # "review, and rescind, regulations"
        while (
            noun < len(tree) - 1
            and tree.heads[noun] > noun
            and tree.heads[noun] - noun < 6
            and tree.tags[tree.heads[noun]][0] in "NJVC"
            and tree.tags[tree.heads[noun]][:2] != "VB"
        ):
            noun = tree.heads[noun]
        if (
            tree.tags[noun][:2] == "NN"
            and tree.heads[noun] < verb
            and tree.deps[noun] in ("conj", "appos", "dobj", "dep", "pobj", "npadvmod")
            and verb not in tree.subtree(noun)
        ):
            tree.attach(noun, verb, "dobj")


def find_missing_verb(tree: Tree) -> None:
    """ "Demolition waste accounts for a third": a sentence without a finite verb has one that looks like a plural noun."""
    for token in range(1, len(tree)):
        if (
            tree.tags[token] in ("VBZ", "VBD")
            and tree.kid(token, "nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass") is None
            and tree.heads[token] == token
        ):
            left = [
                c
                for c in tree.children[token]
                if c < token and tree.deps[c] in ("compound", "nmod") and tree.tags[c][:2] == "NN"
            ]
            if (
                left and left[-1] == token - 1
            ):  # "Demolition waste accounts": the verb was read as the head of a noun group
                for child in [
                    c
                    for c in tree.children[token]
                    if c < left[-1] and tree.deps[c] in ("compound", "nmod", "amod", "det", "poss")
                ]:
                    tree.attach(child, left[-1], tree.deps[child])
                tree.deps[left[-1]] = "nsubj"
    if (
        any(tag in ("VBZ", "VBP", "VBD", "MD") for tag in tree.tags)
        or not tree.text[tree.sentence.span.end - 1 : tree.sentence.span.end] == "."
    ):
        return
    for token in range(1, len(tree) - 2):
        base = _verb_base(tree, token)
        if (
            tree.tags[token] != "NNS"
            or not base
            or base == tree.lower[token]
            or tree.tags[token - 1][:2] not in ("NN", "PR")
        ):
            continue
        if f"{base} {tree.lower[token + 1]}" in words("words")["prepositional"] or tree.tags[token + 1] in (
            "DT",
            "PRP$",
        ):
            left = [
                c
                for c in tree.children[token]
                if c < token and tree.deps[c] in ("compound", "nmod", "amod", "det", "poss")
            ]
            subject = next((c for c in reversed(left) if tree.tags[c][:2] == "NN"), None)
            if subject is None:
                continue
            tree.tags[token], tree.lemmas[token] = "VBZ", base
            tree.root_at(token)
            for child in left:
                if child != subject:
                    tree.attach(child, subject, tree.deps[child])
            tree.deps[subject] = "nsubj"
            noun = next((t for t in range(token + 1, len(tree)) if tree.heads[t] < token or tree.heads[t] == t), None)
            if noun is not None and tree.tags[token + 1] in ("DT", "PRP$"):
                tree.attach(noun, token, "dobj")
            return


def join_modal_mates(tree: Tree) -> None:
    """ "lay down rules adopted pursuant to X and shall take measures": a verb with a modal verb is no participle's mate."""
    for token in range(len(tree)):
        modal = next((c for c in tree.kids(token, "aux") if tree.tags[c] == "MD"), None)
        if modal is None or tree.deps[token] != "conj" or tree.kid(token, "nsubj", "nsubjpass") is not None:
            continue
        first = tree.first_conjunct(token)
        if (
            first == token
            or tree.deps[first] not in ("acl", "advcl", "relcl")
            or any(tree.tags[c] == "MD" for c in tree.kids(first, "aux"))
            or tree.tags[first] not in ("VBN", "VBG", "VB", "VBD")
        ):
            continue
        governor = _governor(tree, modal)
        if governor is not None and governor not in tree.subtree(token):
            tree.attach(token, governor, "conj")


def lift_from_auxiliaries(tree: Tree) -> None:
    """What hangs on an auxiliary belongs to its verb ("the order, …, is hereby revoked")."""
    for token in range(len(tree)):
        head = tree.heads[token]
        if (
            tree.deps[head] in ("aux", "auxpass")
            and tree.heads[head] != token
            and tree.deps[token] in ("nsubj", "nsubjpass", "prep", "advmod", "neg", "advcl", "punct")
        ):
            tree.attach(token, tree.heads[head], tree.deps[token])


_GOVERN_GERUNDS = frozenset(
    "prohibit refrain abstain bar ban preclude prevent forbid exempt responsible charge task insist persist focus entrust aim commit desist exempt".split()
)


def free_gerunds(tree: Tree) -> None:
    """ "prohibited from withholding records": behind such verbs a form in -ing governs the noun, it does not modify it."""
    for preposition in range(len(tree) - 2):
        gerund = preposition + 1
        head = tree.heads[preposition]
        if (
            tree.deps[preposition] != "prep"
            or (tree.lemmas[head] or tree.lower[head]) not in _GOVERN_GERUNDS
            or not tree.lower[gerund].endswith("ing")
        ):
            continue
        noun = tree.heads[gerund]
        if tree.deps[gerund] == "pobj" and noun == preposition and tree.kid(gerund, "det", "amod", "compound", "poss") is None:
            tree.tags[gerund], tree.lemmas[gerund] = "VBG", tree.lemmas[gerund] or _gerund_base(tree, gerund)
            tree.deps[gerund] = "pcomp"
            continue
        if tree.deps[gerund] in ("compound", "amod") and noun > gerund and tree.heads[noun] == preposition:
            tree.tags[gerund], tree.lemmas[gerund] = "VBG", tree.lemmas[gerund] or _gerund_base(tree, gerund)
            tree.root_at(gerund)
            tree.attach(noun, gerund, "dobj")
            tree.attach(gerund, preposition, "pcomp")


def list_gerunds(tree: Tree) -> None:
    """ "responsible for assigning berths, collecting dues and keeping X": a list, not a circumstance."""
    for token in range(1, len(tree)):
        head = tree.heads[token]
        if (
            tree.deps[token] == "advcl"
            and tree.tags[token] == "VBG"
            and tree.deps[head] == "pcomp"
            and tree.tags[head] == "VBG"
            and token > head
        ):
            if tree.lower[token - 1] in (",", "and", "or") and tree.kid(token, "mark", "nsubj") is None:
                tree.deps[token] = "conj"


def _gerund_base(tree: Tree, token: int) -> str:
    stem = tree.lower[token][:-3]
    return next((w for w in (stem, stem + "e", stem[:-1]) if w in tree.sentence.verbal), stem)


def unseat_adverbial_subjects(tree: Tree) -> None:
    """ "step by step" is no subject."""
    for token in range(len(tree) - 2):
        if (
            tree.deps[token] == "nsubj"
            and tree.lower[token + 1] in ("by", "to")
            and tree.lower[token] == tree.lower[token + 2]
        ):
            tree.deps[token] = "npadvmod"


def join_finite_mates(tree: Tree) -> None:
    """ "adopts the Principles annexed hereto and recommends that …": finite verbs of one tense are coordinated, not
    a finite verb with a participle."""
    for token in range(len(tree)):
        if (
            tree.tags[token] not in ("VBZ", "VBD", "VBP")
            or tree.deps[token] != "conj"
            or tree.kid(token, "nsubj", "nsubjpass", "aux", "auxpass") is not None
        ):
            continue
        first = tree.first_conjunct(token)
        own = tree.kid(first, "nsubj", "nsubjpass")
        if (
            tree.tags[first] == tree.tags[token]
            and own is not None
            and tree.deps[first] not in ("relcl", "acl")
            or not tree.is_verb(first)
        ):
            continue
        if tree.tags[token] == "VBP" and (tree.tags[first] != "VBN" or tree.deps[first] not in ("acl", "relcl")):
            continue
        relative = tree.deps[first] in ("relcl", "acl") and own is not None and tree.tags[first] == tree.tags[token]
        before = tree.before(token)
        if relative and not (
            before is not None and tree.lower[before] in ("and", "or", "but") and tree.lower[before - 1] == ","
        ):
            continue
        if (
            tree.tags[token] == "VBD"
            and tree.tags[first] == "VBN"
            and any(tree.lower[a] in ("have", "has", "had") for a in tree.kids(first, "aux"))
        ):
            continue  # "have withstood the test, explored new paths": the participle is tagged as a past tense
        for mate in range(token - 1, -1, -1):
            if (
                tree.tags[mate] == tree.tags[token]
                and tree.is_verb(mate)
                and tree.deps[mate] not in ("relcl", "acl")
                and tree.kid(mate, "nsubj", "nsubjpass") is not None
                and mate not in tree.subtree(token)
            ):
                tree.attach(token, mate, "conj")
                break


def listed_appositions(tree: Tree) -> None:
    """ "The Attorney General, the Secretary of Labor, and the Secretary of State": a list, not appositions."""
    for token in range(len(tree)):
        if tree.deps[token] != "appos":
            continue
        head = tree.heads[token]
        coordinated = tree.kid(token, "conj") is not None and tree.kid(token, "cc") is not None
        alike = tree.kid(head, "det") is not None or tree.tags[head] in ("NN", "NNS")
        if coordinated and alike and token > 0:
            left = min(tree.subtree(token))
            if tree.lower[left - 1] == ",":
                tree.deps[token] = "conj"


def hang_topic_on_noun(tree: Tree) -> None:
    """ "collect data on hunger", "complaints concerning X": a topic right behind a noun belongs to it, not to the verb."""
    about = words("words")["about_nouns"]
    for token in range(1, len(tree)):
        if tree.deps[token] != "prep" or not tree.is_verb(tree.heads[token]) or token < tree.heads[token]:
            continue
        noun, verb = token - 1, tree.heads[token]
        if tree.tags[noun] not in ("NN", "NNS", "NNP", "NNPS") or not any(a == verb for a in tree.ancestors(noun)):
            continue
        if any(tree.is_verb(a) for a in tree.ancestors(noun) if a in tree.subtree(verb) and a != verb):
            continue
        word = tree.lower[token]
        if (
            word in ("concerning", "regarding")
            or word == "of"
            and tree.lemmas[verb] not in words("words")["informing"]
            or word in ("on", "about", "for", "in")
            and tree.lower[noun] in about
            or word == "to"
            and _owner(tree, noun, verb) in words("words")["to_nouns"]
        ):
            tree.attach(token, noun, "prep")


def _owner(tree: Tree, noun: int, verb: int) -> str:
    """The noun that "of" phrases in front of the preposition belong to: "vulnerability of the network" + "to"."""
    while tree.heads[noun] != verb and tree.deps[noun] in ("pobj", "prep", "conj"):
        noun = tree.heads[noun]
    return tree.lower[noun]


def hang_second_argument_on_verb(tree: Tree) -> None:
    """ "align their thinking with the decisions": a verb's second argument is no part of its object."""
    pairs = words("words")["object_and"]
    for token in range(2, len(tree)):
        if tree.deps[token] != "prep" or tree.tags[tree.heads[token]][:2] != "NN":
            continue
        noun = tree.heads[token]
        top = tree.first_conjunct(noun)
        while (
            tree.deps[top] == "pobj"
            and tree.lower[tree.heads[top]] == "of"
            and tree.tags[tree.heads[tree.heads[top]]][:2] == "NN"
        ):
            top = tree.first_conjunct(tree.heads[tree.heads[top]])
        verb = tree.heads[top]
        if (
            tree.deps[top] in ("dobj", "nsubjpass")
            and tree.is_verb(verb)
            and token > verb
            and f"{tree.lemmas[verb]} {tree.lower[token]}" in pairs
        ):
            tree.attach(token, verb, "prep")


def hang_modal_on_verb(tree: Tree) -> None:
    """A modal verb hangs on the next bare verb, unless the parser found a better one."""
    for modal in range(len(tree) - 1):
        if tree.tags[modal] != "MD":
            continue
        head = tree.heads[modal]
        if head != modal and tree.deps[modal] == "aux" and (tree.is_verb(head) or tree.tags[head] == "VB"):
            continue
        for verb in range(modal + 1, min(modal + 6, len(tree))):
            if tree.tags[verb] in ("RB", "RBR", ",") or tree.lower[verb] in ("not", "be", "have", "also"):
                if tree.lower[verb] in ("be", "have") and not (
                    verb + 1 < len(tree) and tree.tags[verb + 1] in ("VBN", "VBD", "RB")
                ):
                    break
                continue
            if _verb_base(tree, verb) or tree.tags[verb][0] == "V":
                if tree.heads[verb] == modal and (
                    tree.tags[verb][0] == "V"
                    or tree.deps[verb] in ("ccomp", "xcomp", "conj", "dobj", "attr", "advcl", "dep")
                ):
                    _swap(tree, modal, verb)
                    break
                if tree.tags[verb][0] != "V":
                    tree.tags[verb], tree.lemmas[verb] = "VB", tree.lower[verb]
                if verb not in tree.subtree(modal) and modal not in tree.subtree(verb):
                    tree.attach(modal, verb, "aux")
            break


def _swap(tree: Tree, modal: int, verb: int) -> None:
    """A modal verb above its verb changes places with it."""
    above, dep = tree.heads[modal], tree.deps[modal]
    if tree.tags[verb][0] != "V":
        tree.tags[verb], tree.lemmas[verb] = "VB", tree.lower[verb]
    tree.root_at(verb)
    for child in list(tree.children[modal]):
        tree.attach(child, verb, tree.deps[child])
    tree.root_at(modal)
    tree.attach(modal, verb, "aux")
    if above != modal:
        tree.attach(verb, above, dep)


def _verb_base(tree: Tree, token: int) -> str:
    """The base form if the word can be a verb, else an empty string."""
    word = tree.lower[token]
    if word in tree.sentence.verbal:
        return word
    if word.endswith("s") and word[:-1] in tree.sentence.verbal:
        return word[:-1]
    if word.endswith("es") and word[:-2] in tree.sentence.verbal:
        return word[:-2]
    return ""


REPAIRS: dict[str, Callable[[Tree], None]] = {
    "hang-modal-on-verb": hang_modal_on_verb,
    "find-missing-verb": find_missing_verb,
    "join-modal-mates": join_modal_mates,
    "lift-from-auxiliaries": lift_from_auxiliaries,
    "tag-subject-bearers-as-verbs": tag_subject_bearers_as_verbs,
    "free-gerunds": free_gerunds,
    "list-gerunds": list_gerunds,
    "unseat-adverbial-subjects": unseat_adverbial_subjects,
    "retag-listed-verbs": retag_listed_verbs,
    "join-listed-verbs": join_listed_verbs,
    "hand-objects-to-listed-verbs": hand_objects_to_listed_verbs,
    "join-finite-mates": join_finite_mates,
    "listed-appositions": listed_appositions,
    "hang-second-argument-on-verb": hang_second_argument_on_verb,
    "hang-topic-on-noun": hang_topic_on_noun,
}


def repair(tree: Tree, without: frozenset[str] = frozenset()) -> None:
    """Applies every repair in order, but for those named (to measure what each contributes)."""
    for name, mend in REPAIRS.items():
        if name not in without:
            mend(tree)
