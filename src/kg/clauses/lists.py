"""Repairs of lists of verbs, which the parser hangs on whatever stands before them."""

from __future__ import annotations

from kg.clauses.forms import subject_of
from kg.clauses.tree import Tree
from kg.rules import lexicon

SEPARATORS = frozenset({",", ";", "and", "or", ":", "&", "but", "then"})
_LISTED = frozenset(
    {
        *("conj", "dep", "advcl", "ccomp", "acl", "ROOT", "parataxis", "relcl", "appos", "xcomp", "nmod", "oprd"),
        *("dobj", "pobj", "attr", "advmod", "npadvmod", "nsubj", "amod", "compound", "intj"),
    }
)  # labels that a verb of a list may have
_OWN = ("nsubj", "nsubjpass", "mark", "aux", "auxpass", "expl", "csubj")  # what makes a clause of its own


def join_listed_verbs(tree: Tree) -> None:
    """After "A must V …, V …, and V …" the later verbs belong to the first, whatever the parser hangs them on."""
    for token, tag in enumerate(tree.tags):
        if tree.mark(token) == "listed":
            _join_infinitive(tree, token)
        elif tag in ("VB", "VBP") and tree.deps[token] in _LISTED:
            join_listed_verb(tree, token)


def _join_infinitive(tree: Tree, token: int) -> None:
    """ "to help States that ask for it and to report": the second "to" was taken out, the verb is the frame's."""
    if tree.tags[token][0] != "V":
        tree.tags[token] = "VB"
    tree.lemmas[token] = tree.lemmas[token] or tree.lower[token]
    if any(c < token for c in tree.kids(token, "aux", "nsubj", "mark")):
        return
    frames = (t for t in range(token - 1, -1, -1) if tree.mark(t).startswith(("frame", "directive")))
    verb = next((tree.heads[t] for t in frames if tree.heads[t] != t and tree.deps[t] == "aux"), None)
    if verb is not None and verb < token and verb != tree.first_conjunct(token):
        tree.attach(token, verb, "conj")


def join_listed_verb(tree: Tree, token: int) -> None:
    """Hangs a bare verb of a list on the verb that governs the list."""
    before = tree.before(token)
    if before is None or tree.lower[before] not in SEPARATORS:
        return
    if any(c < token for c in tree.kids(token, *_OWN)) or names_kind(tree, token) or _is_third_person(tree, token):
        return
    noun = tree.heads[token]
    if noun == before - 1 and tree.tags[noun] == "NN" and tree.lower[noun] in lexicon("rarely_verbs"):
        return  # "service or benefit eligibility"
    governor = governing_verb(tree, token)
    if governor is None or governor == token:
        return
    first = tree.first_conjunct(token)
    if first == governor or governor in tree.conjuncts(first):
        if tree.tags[tree.heads[token]] in ("VBZ", "VBD") and tree.tags[token] == "VB" and first == governor:
            tree.attach(token, governor, "conj")
    elif tree.deps[token] == "conj" and first != token and tree.is_verb(first):
        if not _is_own_list(tree, first, before) and not _is_ensured(tree, first, governor):
            tree.attach(token, governor, "conj")
    elif tree.deps[token] != "relcl" and (tree.heads[token] != token or tree.deps[token] == "ROOT"):
        tree.attach(token, governor, "conj")


def _is_third_person(tree: Tree, token: int) -> bool:
    """ "in a way that distorts or impairs the ability": a finite verb beside another, tagged as a bare one."""
    word, head = tree.lower[token], tree.heads[token]
    first = tree.tags[token - 2 : token - 1] == ["VBZ"] or tree.tags[head] == "VBZ"
    return first and word.endswith("s") and word not in tree.sentence.verbal


def names_kind(tree: Tree, token: int) -> bool:
    """ "cloud services": a word that hardly ever is a verb, in front of a noun."""
    following = tree.tags[min(token + 1, len(tree) - 1)]
    return tree.lower[token] in lexicon("rarely_verbs") and following[:2] in ("NN", "VB", "JJ", "CC")


def _is_ensured(tree: Tree, first: int, governor: int) -> bool:
    """ "Member States shall ensure that the boards approve the plan, oversee its execution and …": all of it is
    ensured. Only behind "shall": speeches go on with the first verb."""
    modal = _modal(tree, governor)
    is_inside = tree.heads[first] == governor and tree.deps[first] == "ccomp" and tree.kid(first, "mark") is not None
    return is_inside and modal is not None and tree.lower[modal] == "shall" and not tree.mark(modal)


def _is_own_list(tree: Tree, first: int, before: int) -> bool:
    """Whether the list that the verb is in is rightly that of another verb than the one with the modal verb."""
    if tree.tags[first] == "VBN" and tree.lower[before] == "and" and tree.lower[before - 1] != ",":
        finite = tree.kid(first, "auxpass")  # "ensure that pumps are repaired and take effect"
        return finite is not None and tree.tags[finite] == "VBP" and tree.deps[first] == "ccomp"
    if tree.tags[first] not in ("VB", "VBP"):
        return False
    subject, auxiliary = tree.kid(first, "nsubj", "nsubjpass"), tree.kid(first, "aux")
    if subject is not None and tree.lower[subject] in lexicon("relativizers"):
        return True  # "practices that maintain soil, improve water, and …"
    if auxiliary is not None and tree.lower[auxiliary] == "to" and _is_closed(tree, first):
        return True  # an infinitive's own list
    joins = tree.lower[before] in ("and", "or") and before > 0
    return tree.lower[before] not in (",", ";") and not (joins and tree.lower[before - 1] in (",", ";"))


def _is_closed(tree: Tree, first: int) -> bool:
    """Whether a list says where it ends: "dare to act, not shift blame" is none, for no "and" joins the two."""
    return any(tree.kid(verb, "cc") is not None for verb in tree.conjuncts(first))


def governing_verb(tree: Tree, token: int) -> int | None:
    """The nearest verb before the token that bears a modal verb and stands in no relative or adverbial clause."""
    for modal in range(token - 1, -1, -1):
        verb = tree.heads[modal]
        if tree.tags[modal] != "MD" or verb == modal or verb >= token:
            continue
        is_frame = tree.mark(modal).startswith(("frame", "directive"))
        if is_frame or tree.deps[verb] not in ("relcl", "advcl", "acl") or _is_aside(tree, verb):
            return verb
    return None


def _is_aside(tree: Tree, verb: int) -> bool:
    """ "a team, which shall visit the provinces": a clause that goes on, it does not say which team."""
    subject = tree.kid(verb, "nsubj", "nsubjpass")
    if tree.deps[verb] != "relcl" or subject is None or tree.lower[subject] not in ("which", "who"):
        return False
    return subject > 0 and tree.lower[subject - 1] == ","


def join_speech_acts(tree: Tree) -> None:
    """ "urges States to V, calls upon parties to W, and decides to X": who urges calls and decides."""
    _free_reports(tree)
    first = next((t for t in range(len(tree)) if tree.mark(t) == "saying" and tree.heads[t] == t), None)
    if first is None or subject_of(tree, first) is None:
        return
    for token in range(first + 1, len(tree)):
        before = tree.before(token)
        if before is None or tree.lower[before] not in SEPARATORS or token in tree.children[first]:
            continue
        if tree.mark(token) == "saying" and subject_of(tree, token) is None:
            tree.attach(token, first, "conj")
        elif tree.mark(token) in _COMMITTING and tree.deps[token] == "aux":
            verb = tree.heads[token]
            if subject_of(tree, verb) is None and tree.kid(verb, "mark") is None:
                tree.attach(verb, first, "conj")


def _free_reports(tree: Tree) -> None:
    """ "We welcome efforts to curb waste and call on towns to act": who calls is who welcomes."""
    for token in tree.sentence.marks:
        if tree.mark(token) != "saying" or tree.deps[token] != "conj":
            continue
        effort = tree.first_conjunct(token)
        noun = tree.heads[effort]
        if tree.deps[effort] != "acl" or tree.tags[effort] != "VB" or tree.deps[noun] != "dobj":
            continue
        verb = tree.heads[noun]
        if tree.is_verb(verb) and tree.kid(verb, "nsubj") is not None and tree.tags[verb] in ("VBP", "VBZ", "VBD"):
            tree.attach(token, verb, "conj")


def join_declarations(tree: Tree) -> None:
    """ "We support the work of the Bank to evolve its model and look forward to its report": we do."""
    root = next((t for t, head in enumerate(tree.heads) if t == head and tree.is_verb(t)), None)
    subject = subject_of(tree, root) if root is not None else None
    if root is None or subject is None or tree.lower[subject] != "we":
        return
    for token in range(root + 1, len(tree)):
        if tree.tags[token] == "NN" and _demands(tree, token):
            tree.tags[token], tree.lemmas[token] = "VBP", tree.lower[token]
        if tree.tags[token] not in ("VB", "VBP") or tree.deps[token] != "conj" or tree.lower[token - 1] != "and":
            continue
        first = tree.first_conjunct(token)
        is_aim = any(tree.lower[c] == "to" for c in tree.kids(first, "aux"))
        declares = tree.lower[token] in lexicon("declaring") or tree.lower[token : token + 2] == ["look", "forward"]
        if is_aim and declares and tree.kid(token, *_OWN) is None:
            tree.attach(token, root, "conj")


def _demands(tree: Tree, noun: int) -> bool:
    """ "We condemn X and demand that Y be V-ed"."""
    if tree.lower[noun] not in ("demand", "request", "stress", "note") or tree.lower[noun - 1] not in ("and", ","):
        return False
    clause = tree.kid(noun, "ccomp", "acl")
    return clause is not None and any(tree.lower[c] == "that" for c in tree.kids(clause, "mark"))


def join_that_clauses(tree: Tree) -> None:
    """ "demand that A be V-ed, that B be W-ed and that C …": the later clauses go with the first."""
    first = None
    for token in range(len(tree)):
        is_clause = tree.is_verb(token) and any(tree.lower[c] == "that" for c in tree.kids(token, "mark"))
        if not is_clause:
            continue
        if first is None or tree.deps[token] == "ccomp":
            first = token if tree.deps[token] == "ccomp" else first
            continue
        that = next(c for c in tree.kids(token, "mark") if tree.lower[c] == "that")
        head = tree.heads[token]
        marked = any(tree.lower[c] == "that" for c in tree.kids(head, "mark"))
        is_torn = tree.deps[token] == "advcl" and head == tree.heads[first] and that > first
        if (tree.deps[token] == "conj" or is_torn) and not marked and tree.lower[that - 1] in (",", "and", ";"):
            tree.attach(token, first, "conj")


_COMMITTING = frozenset({"frame/commit-to", "frame/stand-ready-to", "frame/commitment-to"})


def hand_objects_to_listed_verbs(tree: Tree) -> None:
    """ "…, safeguard world peace": a noun group right behind a bare verb is its object, not a conjunct of what is
    before."""
    last = len(tree) - 1
    for verb, tag in enumerate(tree.tags):
        if tag not in ("VB", "VBP") or not 0 < verb < last:
            continue
        if tree.kid(verb, "dobj", "prep", "acomp", "attr", "xcomp", "ccomp", "prt", "auxpass") is not None:
            continue
        noun = _noun_behind(tree, verb)
        if (
            tree.tags[noun][:2] == "NN"
            and tree.heads[noun] < verb
            and tree.deps[noun] in ("conj", "appos", "dobj", "dep", "pobj", "npadvmod")
            and verb not in tree.subtree(noun)
        ):
            tree.attach(noun, verb, "dobj")


def _noun_behind(tree: Tree, verb: int) -> int:
    """The head of the noun group right behind the verb, a comma passed over: "review, and rescind, regulations"."""
    noun, last, before = verb + 1, len(tree) - 1, tree.before(verb)
    if tree.lower[noun] == "," and noun < last and before is not None and tree.lower[before] in ("and", "or", ","):
        noun += 1
    while noun < last and 0 < tree.heads[noun] - noun < 6:
        tag = tree.tags[tree.heads[noun]]
        if tag[0] not in "NJVC" or tag[:2] == "VB":
            break
        noun = tree.heads[noun]
    return noun


def join_modal_mates(tree: Tree) -> None:
    """ "lay down rules adopted pursuant to X and shall take measures": a verb with a modal verb is no participle's
    mate."""
    if "MD" not in tree.tags:
        return
    for token in range(len(tree)):
        if tree.deps[token] == "ccomp":
            _join_modal_sibling(tree, token)
        modal = _modal(tree, token) if tree.deps[token] == "conj" else None
        if modal is None or tree.kid(token, "nsubj", "nsubjpass") is not None:
            continue
        first = tree.first_conjunct(token)
        if first == token or not _is_embedded(tree, first) or _modal(tree, first) is not None:
            continue
        governor = governing_verb(tree, modal)
        if governor is None or governor in tree.subtree(token) or not _binds_alike(tree, first, governor, modal):
            continue
        tree.attach(token, governor, "conj")


def _binds_alike(tree: Tree, first: int, governor: int, modal: int) -> bool:
    """ "shall ensure that X V and can W": "can" is said of X, "shall" would be of who ensures."""
    above = _modal(tree, governor)
    return tree.deps[first] != "ccomp" or above is None or tree.lower[above] == tree.lower[modal]


def _is_embedded(tree: Tree, clause: int) -> bool:
    """A participle or infinitive, a relative clause, what somebody is to ensure."""
    if tree.tags[clause] in ("VBN", "VBG", "VB", "VBD") and tree.deps[clause] in ("acl", "advcl", "relcl", "pcomp"):
        return True
    above = tree.heads[clause]
    ensured = tree.deps[clause] == "ccomp" and above < clause
    return ensured or (tree.deps[clause] == "relcl" and tree.tags[clause] in ("VBZ", "VBP"))


def _join_modal_sibling(tree: Tree, token: int) -> None:
    """ "shall require that carriers display the fares, shall check them": the second clause is no complement."""
    head, modal = tree.heads[token], _modal(tree, token)
    if tree.deps[token] != "ccomp" or modal is None or token < head or _modal(tree, head) is None:
        return
    subject = tree.kid(token, "nsubj", "nsubjpass")
    if subject is not None and tree.kid(head, "dobj") is not None and tree.lemmas[head] not in lexicon("reporting"):
        # "A should bear X, B should W, and C should …": a list of clauses
        edge = min(tree.subtree(subject)) - 1
        if tree.lower[edge] == "," and edge > head and tree.kid(token, "mark") is None:
            tree.deps[token] = "conj"
            return
    others = [c for c in tree.kids(head, "ccomp") if head < c < modal]
    if others and tree.lower[modal - 1] in (",", "and") and tree.kid(token, "nsubj", "nsubjpass", "mark") is None:
        tree.deps[token] = "conj"


def _modal(tree: Tree, verb: int) -> int | None:
    return next((c for c in tree.kids(verb, "aux") if tree.tags[c] == "MD"), None)


def join_finite_mates(tree: Tree) -> None:
    """ "adopts the Principles annexed hereto and recommends that …": finite verbs of one tense are coordinated, not
    a finite verb with a participle."""
    _join_past_tenses(tree)
    _join_reporting_mates(tree)
    for token, dep in enumerate(tree.deps):
        if dep != "conj" or tree.tags[token] not in ("VBZ", "VBD", "VBP"):
            continue
        if tree.kid(token, "nsubj", "nsubjpass", "aux", "auxpass") is None and _is_mismatched(tree, token):
            _join_finite_mate(tree, token)


def _join_past_tenses(tree: Tree) -> None:
    """ "condemned X, called for Y, and agreed to Z": listed verbs in the past tense, none is an adverbial clause."""
    for token in range(1, len(tree)):
        head = tree.heads[token]
        if not (tree.tags[token] == tree.tags[head] == "VBD" and tree.deps[token] in ("advcl", "dep") and head < token):
            continue
        before = tree.before(token)
        listed = before is not None and tree.lower[before] in (",", "and")
        if listed and tree.kid(token, *_OWN) is None and tree.kid(head, "nsubj") is not None:
            tree.deps[token] = "conj"


def list_participles(tree: Tree) -> None:
    """ "may not be transferred, paid, or withdrawn": a list of passives; "rules issued pursuant to it": a participle
    right behind a noun belongs to it."""
    for token in range(1, len(tree)):
        head, before = tree.heads[token], tree.before(token)
        if tree.tags[token] not in ("VBN", "VBD") or head >= token or before is None:
            continue
        if tree.kid(token, *_OWN) is not None or not (tree.is_verb(head) or tree.deps[token] == "acl"):
            continue
        if tree.deps[token] == "acl" and tree.lower[before] == "," and _is_perfect(tree, tree.heads[head]):
            # "have favored the largest, driven up prices": with an object of its own
            if tree.deps[head] == "dobj" and tree.kid(token, "dobj") is not None:
                tree.attach(token, tree.heads[head], "conj")
        elif tree.deps[token] == "acl" and tree.lower[before] == ",":
            # "must be guided by planning, supported by science": the second has an agent of its own
            by = tree.heads[head]
            is_listed = tree.lower[by] == "by" and tree.kid(tree.heads[by], "auxpass") is not None
            if is_listed and tree.kid(token, "agent") is not None:
                tree.attach(token, tree.heads[by], "conj")
        elif tree.deps[token] == "dep" and tree.lower[before] in (",", "and", "or"):
            if tree.kid(tree.first_conjunct(head), "auxpass") is not None:
                tree.deps[token] = "conj"
        elif tree.deps[token] == "conj" and tree.tags[token] == "VBN":
            behind_noun = tree.tags[token - 1] in ("NN", "NNS") and head in tree.ancestors(token - 1)
            if behind_noun and tree.tags[head] in ("VB", "VBP", "VBZ"):
                tree.attach(token, token - 1, "acl")


def _is_perfect(tree: Tree, verb: int) -> bool:
    return tree.tags[verb] == "VBN" and any(tree.lower[a] in ("have", "has", "had") for a in tree.kids(verb, "aux"))


def _join_reporting_mates(tree: Tree) -> None:
    """ "stressed that X should not V and committed to W": a promise in the past tense goes on from "stressed"."""
    for token in range(1, len(tree)):
        modal = _modal(tree, token) if tree.deps[token] == "conj" else None
        if modal is None or not tree.mark(modal).startswith("frame/commit") or tree.kid(token, "nsubj") is not None:
            continue
        first = tree.first_conjunct(token)
        said = tree.heads[first]
        if tree.deps[first] != "ccomp" or tree.tags[said] != "VBD" or _modal(tree, first) is None:
            continue
        words = tree.sentence.marks[modal].span.of(tree.text).lower().split()
        if any(word.endswith("ed") or word == "undertook" for word in words):
            tree.attach(token, said, "conj")


def share_auxiliaries(tree: Tree) -> None:
    """ "X should be improved, Y strengthened, and Z raised": what "should be" is said of all of them."""
    for token in range(3, len(tree)):
        subject = tree.kid(token, "nsubj")
        if tree.tags[token] not in ("VBD", "VBN") or subject is None or subject > token:
            continue
        if tree.kid(token, "aux", "auxpass", "dobj", "ccomp", "xcomp", "mark", "attr", "acomp") not in (
            None,
            *(c for c in tree.kids(token, "ccomp") if c < subject),
        ):
            continue
        edge = min(tree.subtree(subject)) - 1
        first = _passive_before(tree, token, edge)
        if first is None or tree.lemmas[token] in lexicon("reporting"):
            continue
        if tree.heads[first] == token:
            above, dep = tree.heads[token], tree.deps[token]
            if above == token:
                tree.root_at(first)
            else:
                tree.attach(first, above, dep)
            tree.attach(token, first, "conj")
        tree.tags[token], tree.deps[subject] = "VBN", "nsubjpass"


def _passive_before(tree: Tree, token: int, edge: int) -> int | None:
    """The passive verb with a modal verb that the list of gapped clauses begins with.

    ``edge``: what stands before the clause: a bare comma, or "and" with or without one behind a gapped clause.
    """
    listed = [c for c in tree.kids(token, "ccomp") if c < edge]
    above = tree.heads[token] if tree.deps[token] == "conj" else None
    for verb in (*listed, *([above] if above is not None else [])):
        auxiliary = tree.kid(verb, "auxpass")
        if tree.tags[verb] != "VBN" or verb > edge:
            continue
        if auxiliary is not None and _modal(tree, verb) is not None and tree.lower[edge] == ",":
            return verb
        if auxiliary is None and tree.kid(verb, "nsubjpass") is not None and tree.deps[verb] == "conj":
            return verb  # gapped itself
    return None


def _is_mismatched(tree: Tree, token: int) -> bool:
    """Whether the verb that a finite one is coordinated with is none that it goes with."""
    first, tag = tree.first_conjunct(token), tree.tags[token]
    has_subject = tree.kid(first, "nsubj", "nsubjpass") is not None
    is_relative = tree.deps[first] in ("relcl", "acl")
    is_alike = tree.tags[first] == tag and has_subject
    if not tree.is_verb(first) or (is_alike and not is_relative):
        return False
    if tag == "VBP" and not (tree.tags[first] == "VBN" and is_relative):
        return False
    before = tree.before(token)
    if is_relative and is_alike:  # "who reviews the plan, and approves": only behind a comma
        joins = before is not None and tree.lower[before] in ("and", "or", "but")
        if before is None or not joins or tree.lower[before - 1] != ",":
            return False
    # "have withstood the test, explored new paths": the participle is tagged as a past tense
    perfect = any(tree.lower[a] in ("have", "has", "had") for a in tree.kids(first, "aux"))
    return not (tag == "VBD" and tree.tags[first] == "VBN" and perfect)


def _join_finite_mate(tree: Tree, token: int) -> None:
    for mate in range(token - 1, -1, -1):
        if (
            tree.tags[mate] == tree.tags[token]
            and tree.is_verb(mate)
            and tree.deps[mate] not in ("relcl", "acl")
            and not (tree.deps[mate] == "advcl" and tree.kid(mate, "mark") is not None)
            and tree.kid(mate, "nsubj", "nsubjpass") is not None
            and mate not in tree.subtree(token)
        ):
            tree.attach(token, mate, "conj")
            return


def list_gerunds(tree: Tree) -> None:
    """ "responsible for assigning berths, collecting dues and keeping X": a list, not a circumstance."""
    for token, dep in enumerate(tree.deps):
        head = tree.heads[token]
        if dep != "advcl" or token < head or tree.deps[head] != "pcomp":
            continue
        if tree.tags[token] != "VBG" or tree.tags[head] != "VBG":
            continue
        if tree.lower[token - 1] in (",", "and", "or") and tree.kid(token, "mark", "nsubj") is None:
            tree.deps[token] = "conj"
