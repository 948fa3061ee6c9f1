"""Renders clauses as open extractors do, (subject, whole verb group, object), for BenchIE's gold.

    python -m benchmarks.benchie SENTENCES.txt > system.jsonl

BenchIE (Gashteovski et al., ACL 2022) asks for every fact of a sentence, directive or not, word for word: auxiliaries
stand in the relation, and an adjunct is a fact of its own whose relation ends in the preposition ("served as", "left
him for"). So this reads the repaired tree (kg.clauses) rather than provisions: what is measured is the grammar that
provisions are read from.

Every clause gives a triple for each object or complement and one for each prepositional argument, each conjunct its
own; prepositions behind a noun of such an argument go on from there ("served as Prime Minister of" – "Australia").
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import sets
from kg.clauses import Tree, repair
from kg.model import Block, BlockKind, Document, Span

_RELATIVIZERS = frozenset({"which", "who", "that", "whom"})
_APART = frozenset(
    {"cc", "conj", "preconj", "appos", "relcl", "acl", "punct", "parataxis", "mark", "advcl", "cop", "nsubj", "aux"}
)
# nouns that measure out what the "of" behind them names: both together are the argument
_PARTS = frozenset(
    {"all", "both", "combination", "each", "group", "lot", "majority", "most", "number", "one", "pair", "part", "portion",
     "range", "series", "set", "some", "two", "variety"}
)  # fmt: skip
_DEPTH = 4  # prepositions behind one another that are followed

Tokens = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with who does it and the words that lead to it."""

    verb: int
    subjects: tuple[Tokens, ...]
    group: Tokens  # auxiliaries, linking verbs, the verb, its particle


@dataclass(frozen=True, slots=True)
class Triple:
    """Tokens in the order in which they are to be said."""

    subject: Tokens
    relation: tuple[Tokens, ...]  # in pieces, each in the order of the text
    object: Tokens


def sentences(gold: str) -> list[tuple[str, str]]:
    """(id, text) of the sentences in a file of BenchIE's format."""
    return [(m[1], m[2].strip()) for m in re.finditer(r"^sent_id:(\S+)\t(.*)$", gold, re.MULTILINE)]


def lines(numbered: Sequence[tuple[str, str]], model: str | None = None) -> Iterator[dict[str, str]]:
    """A row for each triple, without doubles: ``sentence_id``, ``subject``, ``relation``, ``object``."""
    text, blocks = "", []
    for number, (_, words) in enumerate(numbered, 1):
        blocks.append(Block(BlockKind.PARAGRAPH, Span(len(text), len(text) + len(words)), number))
        text += words + "\n\n"
    document = Document("benchie", text, tuple(blocks), language="en")
    seen = set()
    for sentence in sets.parse(document, model):
        tree = Tree(sentence, text)
        repair(tree)
        identity = numbered[sentence.block.number - 1][0]
        for triple in triples(tree):
            cells = (said(tree, [triple.subject]), said(tree, triple.relation), said(tree, [triple.object]))
            if all(cells) and (identity, cells) not in seen:
                seen.add((identity, cells))
                yield {"sentence_id": identity, "subject": cells[0], "relation": cells[1], "object": cells[2]}


def said(tree: Tree, pieces: Iterable[Tokens]) -> str:
    """The pieces' words as the text has them between blanks, in one line; punctuation at the edges left out."""
    found: list[Span] = []
    for piece in pieces:
        for token in piece:
            start, end = tree.sentence.starts[token], tree.sentence.ends[token]
            found += [Span(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", tree.text[start:end])]
    words: list[tuple[int, str]] = []
    for span in found:
        start, end = span.start, span.end
        while start > 0 and not tree.text[start - 1].isspace():
            start -= 1
        while end < len(tree.text) and not tree.text[end].isspace():
            end += 1
        if not any(start == at for at, _ in words):
            words.append((start, tree.text[start:end]))
    while words and not any(c.isalnum() or c in "$%" for c in words[0][1]):
        words.pop(0)
    while words and not any(c.isalnum() or c in "$%" for c in words[-1][1]):
        words.pop()
    return " ".join(word for _, word in words)


# -- clauses ------------------------------------------------------------------------------------------------------


def clauses(tree: Tree) -> Iterator[Clause]:
    """Every verb that has a subject, its own or one that it shares."""
    for verb in range(len(tree)):
        if tree.is_verb(verb) and tree.has_words(verb):
            subjects = _subjects(tree, verb, set())
            if subjects:
                yield Clause(verb, tuple(subjects), _group(tree, verb))


def _subjects(tree: Tree, verb: int, seen: set[int]) -> list[Tokens]:
    if verb in seen:
        return []
    seen.add(verb)
    own = tree.kid(verb, "nsubj", "nsubjpass")
    dep, head = tree.deps[verb], tree.heads[verb]
    if own is not None:
        if tree.lower[own] in _RELATIVIZERS:
            relative = next((t for t in (verb, *tree.ancestors(verb)) if tree.deps[t] == "relcl"), None)
            if relative is not None:
                return _nouns(tree, tree.heads[relative])[:1]
            return [] if tree.lower[own] != "that" else _nouns(tree, own)
        return _nouns(tree, own)
    if head == verb:
        return []
    if dep in ("relcl", "acl"):
        if any(tree.lower[c] == "to" for c in tree.kids(verb, "aux")):
            return []  # "a plan to save water": the plan saves nothing
        return _nouns(tree, head)[:1]
    if dep in ("conj", "advcl", "xcomp", "parataxis", "dep") and tree.is_verb(head):
        if (
            dep == "conj"
            and tree.tags[verb] == "VB"
            and tree.kid(verb, "aux") is None
            and not _shares(tree, head, verb)
        ):
            return []
        told = tree.kid(head, "dobj") if dep == "xcomp" else None
        return _nouns(tree, told) if told is not None else _subjects(tree, head, seen)
    if dep == "xcomp" and tree.deps[head] in ("acomp", "attr", "oprd"):
        return _subjects(tree, tree.heads[head], seen)
    return []


def _shares(tree: Tree, first: int, verb: int) -> bool:
    """Whether the auxiliaries of a verb hold for one coordinated with it."""
    if tree.tags[first] == tree.tags[verb]:
        return True
    # a participle that is tagged as a past tense, unless it takes an object
    return (tree.tags[first], tree.tags[verb]) == ("VBN", "VBD") and tree.kid(verb, "dobj", "xcomp", "ccomp") is None


def _group(tree: Tree, verb: int) -> Tokens:
    """The verb with its auxiliaries and particle, behind the verbs that it continues."""
    own = [c for c in tree.kids(verb, "aux", "auxpass", "neg") if c < verb]
    before: Tokens = ()
    dep, head = tree.deps[verb], tree.heads[verb]
    if dep == "xcomp" and tree.is_verb(head) and tree.kid(head, "dobj") is None:
        before = _group(tree, head)
    elif dep == "xcomp" and tree.deps[head] == "acomp" and tree.is_verb(tree.heads[head]):
        before = (*_group(tree, tree.heads[head]), head)
    elif dep == "conj" and not own and tree.is_verb(head) and _shares(tree, head, verb):
        shared = tree.kid(verb, "nsubj", "nsubjpass") is None
        before = tuple(t for t in _group(tree, head) if t < head) if shared else ()
    if dep in ("acl", "advcl", "relcl") and tree.kid(verb, "nsubj", "nsubjpass") is None:
        own = [c for c in own if tree.lower[c] != "to"]
    return (*before, *own, verb, *tree.kids(verb, "prt"))


# -- nouns --------------------------------------------------------------------------------------------------------


def _nouns(tree: Tree, head: int) -> list[Tokens]:
    """Each conjunct's own words, without what hangs on it from the right."""
    return [_bare(tree, member) for member in tree.conjuncts(head)]


def _bare(tree: Tree, head: int) -> Tokens:
    if tree.mark(head) == "quote":
        return (head,)
    skip = [
        c
        for c in tree.children[head]
        if tree.deps[c] in _APART or (c > head and tree.deps[c] in ("prep", "amod", "advmod", "npadvmod", "dep"))
    ]
    if tree.lower[head] in _PARTS or tree.tags[head] == "NNP":
        skip = [c for c in skip if tree.lower[c] != "of" or c != head + 1]  # "a group of boats", "the Act of 1916"
    kept = tree.subtree(head, skip)
    joints = {t for t in range(kept[0], kept[-1] + 1) if tree.deps[t] == "punct" and tree.lower[t] in "-–'’"}
    inner = sorted({*kept, *joints})
    return tuple(inner)


# -- triples ------------------------------------------------------------------------------------------------------


def triples(tree: Tree) -> Iterator[Triple]:
    """What the sentence says, as BenchIE cuts it."""
    for clause in clauses(tree):
        for subject in clause.subjects:
            for relation, thing in _arguments(tree, clause):
                if thing and subject != thing:
                    yield Triple(subject, relation, thing)


def _arguments(tree: Tree, clause: Clause) -> Iterator[tuple[tuple[Tokens, ...], Tokens]]:
    """(relation, object) of each object, complement and prepositional argument of a clause."""
    verb, group = clause.verb, clause.group
    objects = _objects(tree, verb)
    for head in objects:
        for noun, bare in zip(tree.conjuncts(head), _nouns(tree, head), strict=True):
            yield (group,), bare
            yield from _behind(tree, noun, (group, bare), _DEPTH - 1)
    for adjective in tree.kids(verb, "acomp"):
        yield from _adjective(tree, adjective, group)
    for time in tree.kids(verb, "npadvmod"):
        yield (group,), tuple(tree.subtree(time))
    main = (group, *([_bare(tree, objects[0])] if objects else []))
    for holder in (verb, *tree.kids(verb, "prt")):
        for preposition in tree.kids(holder, "prep", "agent", "dative"):
            yield from _prepositional(tree, preposition, main, _DEPTH)


def _objects(tree: Tree, verb: int) -> list[int]:
    found = [c for c in tree.kids(verb, "dobj", "attr", "oprd") if tree.lower[c] not in _RELATIVIZERS and c > verb]
    if not found and tree.deps[verb] == "relcl":
        subject = tree.kid(verb, "nsubj", "nsubjpass")
        relative = tree.kid(verb, "dobj")
        if subject is not None and tree.lower[subject] not in _RELATIVIZERS and relative is not None:
            return [tree.heads[verb]]
    return found


def _adjective(tree: Tree, adjective: int, group: Tokens) -> Iterator[tuple[tuple[Tokens, ...], Tokens]]:
    prepositions = tree.kids(adjective, "prep")
    if not prepositions and not tree.kids(adjective, "xcomp", "ccomp", "advcl"):
        for member in tree.conjuncts(adjective):
            yield (group,), _bare(tree, member)
    for preposition in prepositions:
        yield from _prepositional(tree, preposition, (group, _bare(tree, adjective)), _DEPTH)


def _prepositional(
    tree: Tree, preposition: int, before: tuple[Tokens, ...], depth: int
) -> Iterator[tuple[tuple[Tokens, ...], Tokens]]:
    """The argument behind a preposition, and what is behind its noun."""
    if depth == 0:
        return
    relation = (*before, (preposition,))
    for inner in tree.kids(preposition, "prep"):
        yield from _prepositional(tree, inner, relation, depth)
    for noun in tree.kids(preposition, "pobj"):
        if tree.lower[noun] in _RELATIVIZERS:
            continue
        for member, bare in zip(tree.conjuncts(noun), _nouns(tree, noun), strict=True):
            yield relation, bare
            yield from _behind(tree, member, (*relation, bare), depth - 1)
    for verb in tree.kids(preposition, "pcomp"):
        if tree.is_verb(verb):
            for thing in _objects(tree, verb):
                for bare in _nouns(tree, thing):
                    yield (*relation, (verb,)), bare


def _behind(
    tree: Tree, noun: int, before: tuple[Tokens, ...], depth: int
) -> Iterator[tuple[tuple[Tokens, ...], Tokens]]:
    for preposition in tree.kids(noun, "prep"):
        if preposition > noun:
            yield from _prepositional(tree, preposition, before, depth)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a JSON line for each triple."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="SENTENCES", help="the text that holds the sentences")
    path: Path = parser.parse_args(arguments).path
    for line in lines(sentences(path.read_text(encoding="utf-8"))):
        print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
