"""Repairs of verbs that the tagger takes for something else."""

from __future__ import annotations

from kg.clauses.lists import SEPARATORS, join_listed_verb, names_kind
from kg.clauses.tree import Tree
from kg.rules import lexicon

_LEFT = ("compound", "nmod", "amod", "det", "poss")  # what stands before a noun of its group


def tag_subject_bearers_as_verbs(tree: Tree) -> None:
    """A noun with a subject is a verb ("the government coordinates planning")."""
    for token, tag in enumerate(tree.tags):
        if tag not in ("NNS", "NN", "RB") or tree.deps[token] not in ("ROOT", "relcl", "ccomp", "conj", "advcl"):
            continue
        subject, base = tree.kid(token, "nsubj"), verb_base(tree, token)
        if subject is not None and subject < token and base and not tree.kids(token, "cop", "det", "poss"):
            tree.tags[token] = "VBZ" if tag == "NNS" else "VBP"
            tree.lemmas[token] = base


def retag_listed_verbs(tree: Tree) -> None:
    """After a modal verb's clause, "…, guard and manage X": a noun between a comma and "and" + verb is a verb."""
    if "MD" not in tree.tags:
        return
    modal = tree.tags.index("MD")
    _retag_past_forms(tree, modal)
    for token in range(modal + 2, len(tree) - 2):
        if tree.tags[token] not in ("NN", "JJ", "NNP", "RB") or tree.words[token][0].isupper():
            continue  # "the Office of Management and Budget"
        before = tree.before(token)
        if before is None or tree.lower[before] not in SEPARATORS or not verb_base(tree, token) or tree.mark(token):
            continue
        if _gives_examples(tree, modal, token):
            continue
        if names_kind(tree, token):
            continue
        mate = _mate(tree, token, before)
        if mate is not None or _governs(tree, token, before):
            tree.tags[token], tree.lemmas[token] = "VB", tree.lower[token]
            if mate is not None and tree.heads[mate] != token:
                join_listed_verb(tree, token)
                tree.attach(mate, token, "conj")


def _retag_past_forms(tree: Tree, modal: int) -> None:
    """ "will ease access, shorten the list, and lift …": a base form that was tagged as a past one."""
    for token in range(modal + 2, len(tree) - 1):
        if tree.tags[token] != "VBD":
            continue
        before = tree.before(token)
        is_base = tree.lower[token] == tree.lemmas[token] and not tree.lower[token].endswith(("ed", "t"))
        if not is_base or before is None or tree.lower[before] not in SEPARATORS:
            continue
        if tree.kid(token, "nsubj", "nsubjpass", "aux", "auxpass", "mark") is None:
            tree.tags[token] = "VB"


def _gives_examples(tree: Tree, modal: int, token: int) -> bool:
    """ "including", "such as": examples are nouns."""
    return any(
        tree.lower[t] in ("including", "namely", "e.g.") or tree.lower[t : t + 2] == ["such", "as"]
        for t in range(modal, token)
    )


def _following(tree: Tree, token: int, before: int) -> int:
    """The next word, a comma passed over inside a list: "review, and rescind, regulations"."""
    comma = tree.lower[token + 1] == "," and token + 3 < len(tree) and tree.lower[before] in (",", ";")
    return token + 2 if comma else token + 1


def _mate(tree: Tree, token: int, before: int) -> int | None:
    """The verb behind "and" in "guard and manage"."""
    following = _following(tree, token, before)
    joined = tree.lower[following] in ("and", "or") and tree.tags[following + 1] in ("VB", "VBP")
    return following + 1 if joined else None


def _governs(tree: Tree, token: int, before: int) -> bool:
    """Whether an object follows that no noun has: "fund the dams", "…, plan towns, and V X", "comply with"."""
    after_comma = tree.lower[before] in (",", ";")
    has_determiner = tree.tags[_following(tree, token, before)] in ("DT", "PRP$")
    if has_determiner and (after_comma or tree.lower[before] in ("and", "or")):
        return True
    if tree.lower[token] in tree.sentence.unmistakable and tree.words[token].islower():
        return tree.tags[token + 1][:2] in ("NN", "JJ", "CD", "DT", "PR")  # "…, stabilize expectations"
    if tree.lower[before] == "and" and tree.deps[token] == "conj" and tree.is_verb(tree.heads[token]):
        return tree.lower[before - 1] == "," and tree.lower[token : token + 2] in (["partner", "with"], ["post", "on"])
    if not after_comma:
        return False
    if f"{tree.lower[token]} {tree.lower[token + 1]}" in lexicon("prepositional"):
        return True
    has_noun = tree.tags[token + 1] in ("NN", "NNS", "NNP", "JJ", "VBG")
    return has_noun and tree.tags[token] != "RB" and _ends_in_verb(tree, token)


def _ends_in_verb(tree: Tree, token: int) -> bool:
    """Whether the list that the token stands in goes on or ends with a verb that has an object of its own."""
    for at in range(token + 2, len(tree) - 1):
        if tree.tags[at] == "MD" or tree.lower[at] in (";", ".", "which", "that", "who", "if", "to"):
            return False
        if tree.lower[at] not in ("and", "or", ","):
            continue
        verb = at + 1
        while verb < len(tree) - 1 and tree.tags[verb] in ("RB", "RBR"):
            verb += 1
        if tree.tags[verb] not in ("VB", "VBP"):
            continue
        is_bare = tree.kid(verb, "nsubj") is None
        if tree.lower[at] == ",":
            if is_bare and _takes_object(tree, verb):
                return True
        elif tree.lower[at - 1] != ",":
            return is_bare and _takes_object(tree, verb)
        elif is_bare:
            return True
    return False


def _takes_object(tree: Tree, verb: int) -> bool:
    """Whether the verb has an object, or a noun group right behind it that the parser gave to something else."""
    if tree.kid(verb, "dobj", "prep", "prt") is not None:
        return True
    return tree.tags[min(verb + 1, len(tree) - 1)] in ("NN", "NNS", "JJ", "DT", "PRP$", "CD")


_NOMINAL = ("ment", "tion", "sion", "ance", "ence", "ship", "ness")


def tag_nouns_behind_to(tree: Tree) -> None:
    """ "are entitled to reimbursement": what no dictionary knows as a verb is none."""
    for token in range(2, len(tree)):
        to, head = token - 1, tree.heads[token]
        if tree.tags[token] != "VB" or tree.lower[to] != "to" or tree.heads[to] != token or head in (token, to):
            continue
        if not tree.lower[token].endswith(_NOMINAL) or verb_base(tree, token) or tree.kid(token, "dobj") is not None:
            continue
        tree.tags[token], tree.tags[to] = "NN", "IN"
        tree.attach(to, head, "prep")
        tree.attach(token, to, "pobj")


_FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))


def find_missing_verb(tree: Tree) -> None:
    """ "Demolition waste accounts for a third": a sentence without a finite verb has one that looks like a plural
    noun, or that was read as the head of a noun group."""
    for token, head in enumerate(tree.heads):
        if head == token and token and tree.tags[token] in ("VBZ", "VBD"):
            _free_subject(tree, token)
    if not _FINITE.isdisjoint(tree.tags) or tree.text[tree.sentence.span.end - 1 : tree.sentence.span.end] != ".":
        return
    for token in range(1, len(tree) - 2):
        base = verb_base(tree, token)
        is_plural = tree.tags[token] == "NNS" and base and base != tree.lower[token]
        if not is_plural or tree.tags[token - 1][:2] not in ("NN", "PR"):
            continue
        has_determiner = tree.tags[token + 1] in ("DT", "PRP$")
        if has_determiner or f"{base} {tree.lower[token + 1]}" in lexicon("prepositional"):
            left = [c for c in tree.kids(token, *_LEFT) if c < token]
            subject = next((c for c in reversed(left) if tree.tags[c][:2] == "NN"), None)
            if subject is not None:
                _make_root(tree, token, base, subject, left, has_object=has_determiner)
                return


def _free_subject(tree: Tree, verb: int) -> None:
    """ "Demolition waste accounts": the verb was read as the head of a noun group."""
    if tree.kid(verb, "nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass") is not None:
        return
    left = [c for c in tree.kids(verb, "compound", "nmod") if c < verb and tree.tags[c][:2] == "NN"]
    if left and left[-1] == verb - 1:
        for child in [c for c in tree.kids(verb, *_LEFT) if c < left[-1]]:
            tree.attach(child, left[-1], tree.deps[child])
        tree.deps[left[-1]] = "nsubj"


def _make_root(tree: Tree, verb: int, base: str, subject: int, left: list[int], *, has_object: bool) -> None:
    tree.tags[verb], tree.lemmas[verb] = "VBZ", base
    tree.root_at(verb)
    for child in left:
        if child != subject:
            tree.attach(child, subject, tree.deps[child])
    tree.deps[subject] = "nsubj"
    noun = next((t for t in range(verb + 1, len(tree)) if tree.heads[t] < verb or tree.heads[t] == t), None)
    if noun is not None and has_object:
        tree.attach(noun, verb, "dobj")


def bind_performatives(tree: Tree) -> None:
    """ "the order, …, is hereby revoked": a participle behind "hereby" is a verb in the passive, no adjective."""
    for adverb in range(1, len(tree) - 1):
        verb = adverb + 1
        if tree.lower[adverb] != "hereby" or tree.tags[verb] != "VBN" or tree.deps[verb] not in ("acomp", "attr"):
            continue
        be = tree.heads[verb]
        subject = tree.kid(be, "nsubj")
        if tree.lemmas[be] != "be" or subject is None:
            continue
        above, dep = tree.heads[be], tree.deps[be]
        tree.root_at(verb)
        for child in list(tree.children[be]):
            tree.attach(child, verb, "nsubjpass" if child == subject else tree.deps[child])
        tree.attach(be, verb, "auxpass")
        if above != be:
            tree.attach(verb, above, dep)


def free_verbs_behind_prepositions(tree: Tree) -> None:
    """ "respond to and repair damage": a verb between "and" and a noun, behind a preposition that has lost its own."""
    for preposition in range(1, len(tree) - 3):
        verb, later = preposition - 1, preposition + 2
        if tree.tags[preposition] != "IN" or tree.tags[verb] not in ("VB", "VBP") or not tree.is_verb(verb):
            continue
        if tree.lower[preposition + 1] not in ("and", "or") or not verb_base(tree, later):
            continue
        noun = tree.heads[later]
        is_modifier = tree.deps[later] in ("compound", "amod", "nmod") and noun > later
        if not is_modifier or tree.heads[noun] != preposition or tree.deps[noun] not in ("pobj", "conj"):
            continue
        tree.tags[later], tree.lemmas[later] = "VB", tree.lower[later]
        tree.root_at(later)
        tree.attach(noun, later, "dobj")
        tree.attach(later, verb, "conj")
        tree.attach(preposition + 1, verb, "cc")


def free_gerunds(tree: Tree) -> None:
    """ "prohibited from withholding records": behind such verbs a form in -ing governs the noun, it does not modify
    it."""
    for gerund in [t for t, word in enumerate(tree.lower) if word.endswith("ing")]:
        preposition = gerund - 1
        if tree.tags[preposition] == "RB":  # "from knowingly withholding records"
            preposition -= 1
        if preposition < 0 or gerund > len(tree) - 2 or tree.deps[preposition] != "prep":
            continue
        head = tree.heads[preposition]
        if (tree.lemmas[head] or tree.lower[head]) not in lexicon("gerund_governors"):
            continue
        noun = tree.heads[gerund]
        is_bare = tree.kid(gerund, "det", "amod", "compound", "poss") is None
        if tree.deps[gerund] == "pobj" and noun == preposition and is_bare:
            _tag_gerund(tree, gerund)
            tree.deps[gerund] = "pcomp"
        elif tree.deps[gerund] in ("compound", "amod") and noun > gerund and tree.heads[noun] == preposition:
            _tag_gerund(tree, gerund)
            tree.root_at(gerund)
            tree.attach(noun, gerund, "dobj")
            tree.attach(gerund, preposition, "pcomp")


def _tag_gerund(tree: Tree, token: int) -> None:
    stem = tree.lower[token][:-3]
    base = next((w for w in (stem, stem + "e", stem[:-1]) if w in tree.sentence.verbal), stem)
    tree.tags[token], tree.lemmas[token] = "VBG", tree.lemmas[token] or base


def hang_modal_on_verb(tree: Tree) -> None:
    """ "shall guard copies" with "guard" as a noun: a modal verb hangs on the next bare verb, unless the parser found
    a better one."""
    for modal, tag in enumerate(tree.tags):
        if tag != "MD" or modal == len(tree) - 1:
            continue
        head = tree.heads[modal]
        if head != modal and tree.deps[modal] == "aux" and (tree.is_verb(head) or tree.tags[head] == "VB"):
            continue
        verb = _verb_behind(tree, modal)
        if verb is None or not (verb_base(tree, verb) or tree.tags[verb][0] == "V"):
            continue
        below = ("ccomp", "xcomp", "conj", "dobj", "attr", "advcl", "dep")
        if tree.heads[verb] == modal and (tree.tags[verb][0] == "V" or tree.deps[verb] in below):
            _swap(tree, modal, verb)
            continue
        _tag_verb(tree, verb)
        if verb not in tree.subtree(modal) and modal not in tree.subtree(verb):
            tree.attach(modal, verb, "aux")


def _verb_behind(tree: Tree, modal: int) -> int | None:
    """The first of the next five words that is no adverb, comma or auxiliary."""
    for at in range(modal + 1, min(modal + 6, len(tree))):
        if tree.lower[at] in ("be", "have") and tree.tags[at] not in ("RB", "RBR", ","):
            if tree.tags[at + 1 : at + 2] not in (["VBN"], ["VBD"], ["RB"]):
                return None  # the verb itself
        elif tree.tags[at] not in ("RB", "RBR", ",") and tree.lower[at] not in ("not", "also"):
            return at
    return None


def _tag_verb(tree: Tree, token: int) -> None:
    if tree.tags[token][0] != "V":
        tree.tags[token], tree.lemmas[token] = "VB", tree.lower[token]


def _swap(tree: Tree, modal: int, verb: int) -> None:
    """A modal verb above its verb changes places with it."""
    above, dep = tree.heads[modal], tree.deps[modal]
    _tag_verb(tree, verb)
    tree.root_at(verb)
    for child in list(tree.children[modal]):
        tree.attach(child, verb, tree.deps[child])
    tree.root_at(modal)
    tree.attach(modal, verb, "aux")
    if above != modal:
        tree.attach(verb, above, dep)


def verb_base(tree: Tree, token: int) -> str:
    """The base form if the word can be a verb, else an empty string."""
    word, verbal = tree.lower[token], tree.sentence.verbal
    forms = (word, word[:-1] if word.endswith("s") else "", word[:-2] if word.endswith("es") else "")
    return next((form for form in forms if form in verbal), "")
