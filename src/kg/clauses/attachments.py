"""Repairs of words that hang on the wrong head: subjects, topics, second arguments, appositions."""

from __future__ import annotations

from itertools import pairwise, takewhile

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


def mend_contact_clauses(tree: Tree) -> None:
    """ "any activity the chair determines is necessary": the second verb goes on with the clause."""
    for token in range(3, len(tree)):
        clause = token - 1
        if tree.tags[token] in ("VBZ", "VBP", "VBD", "MD") and tree.deps[clause] == "relcl" and tree.is_verb(clause):
            governor = token if tree.deps[token] != "aux" else tree.heads[token]
            if tree.deps[governor] in ("conj", "ccomp", "ROOT", "advcl") and tree.kid(governor, "nsubj") is None:
                tree.attach(governor, clause, "ccomp")


def hang_such_as_clauses(tree: Tree) -> None:
    """ "use such funds as may be available": the clause says which."""
    for as_ in range(2, len(tree)):
        clause, noun = tree.heads[as_], as_ - 1
        if tree.lower[as_] != "as" or tree.deps[clause] != "advcl" or tree.tags[noun][:2] != "NN":
            continue
        if tree.heads[noun] != tree.heads[clause] or tree.deps[as_] not in ("mark", "advmod", "prep"):
            continue
        if any(tree.lower[c] == "such" for c in tree.kids(noun, "amod", "det", "predet")):
            verb = tree.heads[clause]
            tree.attach(clause, noun, "acl")
            for aim in [c for c in tree.kids(clause, "advcl", "xcomp") if c > clause]:
                if any(tree.lower[t] == "to" for t in tree.kids(aim, "aux")):
                    tree.attach(aim, verb, "advcl")


def hang_including_on_noun(tree: Tree) -> None:
    """ "submit a report, including any proposals": an example belongs to what it is an example of."""
    for token in range(2, len(tree)):
        verb = tree.heads[token]
        if tree.lower[token] != "including" or not tree.is_verb(verb) or tree.deps[token] != "prep" or token < verb:
            continue
        things = [c for c in tree.kids(verb, "dobj", "attr", "nsubjpass", "pobj") if c < token]
        if not things:
            continue
        last = tree.conjuncts(things[-1])[-1]
        follows = last == token - 1 or (last == token - 2 and tree.lower[token - 1] == ",")
        if follows and tree.kid(token, "pobj") is not None:
            tree.attach(token, last, "prep")


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


def hang_pursuant_on_noun(tree: Tree) -> None:
    """ "deny certification pursuant to paragraph 2": what was read as the head of a noun group."""
    for token in range(1, len(tree) - 1):
        noun = token - 1
        if tree.lower[token] != "pursuant" or tree.lower[token + 1] != "to" or tree.heads[noun] != token:
            continue
        if tree.deps[noun] not in ("compound", "amod", "nmod", "npadvmod") or tree.deps[token] in ("amod", "prep"):
            continue
        above, dep = tree.heads[token], tree.deps[token]
        if above == token:
            continue
        tree.root_at(noun)
        tree.attach(noun, above, dep)
        for child in [c for c in tree.children[token] if c < noun]:
            tree.attach(child, noun, tree.deps[child])
        tree.attach(token, noun, "prep")


def hang_topic_on_noun(tree: Tree) -> None:
    """ "collect data on hunger", "complaints concerning X": a topic right behind a noun belongs to it, not to the
    verb."""
    for token, dep in enumerate(tree.deps):
        verb, noun = tree.heads[token], token - 1
        if dep != "prep" or token < max(verb, 1) or not tree.is_verb(verb):
            continue
        if tree.tags[noun] not in ("NN", "NNS", "NNP", "NNPS"):
            continue
        thing = tree.kid(verb, "dobj")
        if thing is not None and tree.lower[token] in _TOPICS and _is_recipient_between(tree, verb, thing, token):
            if tree.lower[thing] in lexicon("about_nouns"):
                tree.attach(token, thing, "prep")
            continue
        above = list(tree.ancestors(noun))
        if verb not in above or any(tree.is_verb(a) and a != verb and a in tree.subtree(verb) for a in above):
            continue
        if _is_topic(tree, token, noun, verb):
            tree.attach(token, noun, "prep")


_TOPICS = ("on", "about", "concerning", "regarding")


def _is_recipient_between(tree: Tree, verb: int, thing: int, token: int) -> bool:
    """ "information to the mayor on the policy": nothing but who receives stands between a noun and its topic."""
    to = next((p for p in tree.kids(verb, "prep", "dative") if tree.lower[p] == "to" and thing < p < token), None)
    if to is None or tree.lemmas[verb] not in lexicon("transferring"):
        return False
    return to == max(tree.subtree(thing)) + 1 and max(tree.subtree(to)) == token - 1


def _is_topic(tree: Tree, preposition: int, noun: int, verb: int) -> bool:
    word = tree.lower[preposition]
    if word in ("concerning", "regarding"):
        return True
    if word == "of":
        return tree.lemmas[verb] not in lexicon("informing")
    if word in ("on", "about", "for", "in"):
        return tree.lower[noun] in lexicon("about_nouns")
    if _transfers(tree, verb, preposition) and _is_to_body(tree, preposition):
        return False
    return word == "to" and _owner(tree, noun, verb) in lexicon("to_nouns")


def _owner(tree: Tree, noun: int, verb: int) -> str:
    """The noun that "of" phrases in front of the preposition belong to: "vulnerability of the network" + "to"."""
    while tree.heads[noun] != verb and tree.deps[noun] in ("pobj", "prep", "conj"):
        noun = tree.heads[noun]
    return tree.lower[noun]


def hang_second_argument_on_verb(tree: Tree) -> None:
    """ "align their thinking with the decisions": a verb's second argument is no part of its object."""
    for token, dep in enumerate(tree.deps):
        noun = tree.heads[token]
        if dep != "prep" or token < 2 or tree.tags[noun][:2] != "NN":
            continue
        top = _top_noun(tree, noun)
        verb = tree.heads[top]
        if tree.deps[top] not in ("dobj", "nsubjpass") or not tree.is_verb(verb) or token < verb:
            continue
        if tree.lower[token] == "to" and tree.lower[noun] in lexicon("to_nouns") and not _is_to_body(tree, token):
            continue  # "provide access to water", but "recommend changes to the board"
        if tree.lower[token] == "of" and tree.lemmas[verb] in lexicon("informing") and _are_told(tree, top, token):
            continue
        if f"{tree.lemmas[verb]} {tree.lower[token]}" in lexicon("object_and") or _transfers(tree, verb, token):
            tree.attach(token, verb, "prep")
    _list_topics(tree)


def _list_topics(tree: Tree) -> None:
    """ "notify the Commission of the rules and the measures": what is coordinated stands behind "of", both times."""
    for token, word in enumerate(tree.lower):
        if word != "of" or token < 2:
            continue
        noun, topic = tree.heads[token], tree.kid(token, "pobj")
        verb = noun if tree.is_verb(noun) else tree.heads[noun]
        if topic is None or tree.lemmas[verb] not in lexicon("informing"):
            continue
        told = tree.kid(verb, "dobj", "nsubjpass")
        if told is not None and noun == told and _are_told(tree, told, token):
            continue
        later = [c for c in tree.kids(told, "conj") if c > topic] if told is not None else []
        if told is not None and told < token and later and tree.deps[token] == "prep":
            for child in (*tree.kids(told, "cc"), *later):
                if child > topic:
                    tree.attach(child, topic, tree.deps[child])


def _are_told(tree: Tree, told: int, of: int) -> bool:
    """ "inform the owner of the ship, the port and the Board": bodies are told, not what they are told of."""
    topic, later = tree.kid(of, "pobj"), [c for c in tree.conjuncts(told) if c > of]
    return topic is not None and bool(later) and not _names_body(tree, topic) and _names_body(tree, later[-1])


def _names_body(tree: Tree, noun: int) -> bool:
    word = tree.lower[noun]
    return (
        word in lexicon("bodies") or word.removesuffix("s") in lexicon("bodies") or f"{word[:-3]}y" in lexicon("bodies")
    )


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


def _is_to_body(tree: Tree, preposition: int) -> bool:
    noun = tree.kid(preposition, "pobj")
    return noun is not None and tree.lower[noun] in lexicon("bodies")


def _transfers(tree: Tree, verb: int, preposition: int) -> bool:
    """ "transmit the file to the Board": who receives, not what the noun is "to"."""
    return tree.lower[preposition] == "to" and tree.lemmas[verb] in lexicon("transferring")


def hang_early_complement_on_verb(tree: Tree) -> None:
    """ "make publicly available information on X": "publicly available" is of the action, not of the noun."""
    for verb in range(len(tree) - 2):
        if not tree.is_verb(verb) or tree.lemmas[verb] not in lexicon("rendering"):
            continue
        at = verb + 1
        while at < len(tree) - 1 and tree.tags[at] in ("RB", "RBR"):
            at += 1
        noun = tree.heads[at]
        if tree.lower[at] not in lexicon("rendered") or tree.deps[at] != "amod" or tree.heads[noun] != verb:
            continue
        if tree.deps[noun] == "dobj":
            for token in range(verb + 1, at + 1):
                tree.attach(token, verb, "prt")


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


def join_repeated_prepositions(tree: Tree) -> None:
    """ "inform the Commission of the decision and of the reasons", "a report on the law to the Board and to the
    Council": a preposition said again goes with the first, not with the verb or with another."""
    for token in range(2, len(tree)):
        above = tree.heads[token]
        if tree.deps[token] != "conj" or tree.tags[token] not in ("IN", "TO") or token < above:
            continue
        another = tree.deps[above] == "prep" and tree.lower[above] != tree.lower[token]
        if not another and not tree.is_verb(above):
            continue
        if tree.lower[token - 1] not in ("and", "or") or tree.kid(token, "pobj", "pcomp") is None:
            continue
        earlier = (t for t in range(token - 1, above, -1) if tree.lower[t] == tree.lower[token])
        first = next((t for t in earlier if tree.deps[t] == "prep" and (another or above in tree.ancestors(t))), None)
        if first is not None and (another or not any(tree.is_verb(a) for a in _between(tree, first, above))):
            tree.attach(token, first, "conj")


def _between(tree: Tree, token: int, above: int) -> list[int]:
    """The tokens above one, up to another."""
    return list(takewhile(lambda a: a != above, tree.ancestors(token)))


_BELONGING = ("of", "on", "for", "about", "concerning", "regarding", "including")


def _top_noun(tree: Tree, noun: int) -> int:
    """The noun that the noun is coordinated with or belongs to: "a report" in "a report on the findings"."""
    top = tree.first_conjunct(noun)
    while tree.deps[top] == "pobj" and tree.lower[tree.heads[top]] in _BELONGING:
        above = tree.heads[tree.heads[top]]
        if tree.tags[above][:2] != "NN":
            break
        top = tree.first_conjunct(above)
    return top


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
        if not any(tree.deps[a] in ("relcl", "advcl") for a in _between(tree, verb, participle)):
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


def _swap_title(tree: Tree, title: int, name: int) -> None:
    """ "President Ana Bo" with "Ana Bo" below "President"."""
    above, dep = tree.heads[title], tree.deps[title]
    tree.root_at(name)
    if above != title:
        tree.attach(name, above, dep)
    for child in list(tree.children[title]):
        tree.attach(child, name, tree.deps[child])
    tree.attach(title, name, "compound")


_DECIDING = ("decide", "choose", "elect")


def keep_decisions_whole(tree: Tree) -> None:
    """ "may decide not to apply the rule": what may be decided is denied, not that it may."""
    for token in range(1, len(tree)):
        verb, clause = token - 1, tree.heads[token]
        if tree.lower[token] != "not" or tree.deps[token] != "neg" or tree.lemmas[verb] not in _DECIDING:
            continue
        if clause > token and tree.heads[clause] == verb and any(tree.tags[a] == "MD" for a in tree.kids(verb, "aux")):
            tree.attach(token, verb, "advmod")
