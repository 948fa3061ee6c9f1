"""Repairs of what hangs on the wrong head: prepositions, topics, second arguments."""

from __future__ import annotations

from kg.clauses.tree import Tree
from kg.rules import lexicon


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
        if first is not None and (another or not any(tree.is_verb(a) for a in tree.between(first, above))):
            tree.attach(token, first, "conj")


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
