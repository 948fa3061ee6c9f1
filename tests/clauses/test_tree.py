"""Trees: walking, changing, and the phrases read off them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.clauses import Tree, groups, repair
from kg.model import Block, BlockKind, Span
from kg.sentence import Sentence
from tests.clauses.notation import parsed, tree

PLAIN = "Cities/NNS/nsubj/3 must/MD/aux/3 guard/VB/ROOT/0 old/JJ/amod/5 bridges/NNS/dobj/3 ././punct/3"
CHAIN = "dams/NNS/ROOT/0 ,/,/punct/1 locks/NNS/conj/1 and/CC/cc/3 weirs/NNS/conj/3"


def test_kids_are_in_the_order_of_the_text() -> None:
    assert tree(PLAIN).kids(2, "dobj", "nsubj", "aux") == [0, 1, 4]


def test_a_chain_of_coordination_is_followed_to_its_end() -> None:
    assert tree(CHAIN).conjuncts(0) == [0, 2, 4]


def test_the_first_conjunct_of_the_last_is_the_head_of_the_chain() -> None:
    assert tree(CHAIN).first_conjunct(4) == 0


def test_ancestors_are_nearest_first() -> None:
    assert list(tree(PLAIN).ancestors(3)) == [4, 2]


def test_a_subtree_leaves_out_the_branches_to_skip() -> None:
    assert tree(PLAIN).subtree(2, skip=[4]) == [0, 1, 2, 5]


def test_attaching_moves_a_token_with_all_below_it() -> None:
    found = tree(PLAIN)
    found.attach(4, 0, "appos")
    assert found.heads[4] == 0
    assert found.subtree(0) == [0, 3, 4]
    assert 4 not in found.children[2]


def test_attaching_a_token_below_itself_is_refused() -> None:
    found = tree(PLAIN)
    found.attach(2, 3, "conj")
    assert found.heads[2] == 2


def test_a_token_can_become_a_root() -> None:
    found = tree(PLAIN)
    found.root_at(4)
    assert (found.heads[4], found.deps[4]) == (4, "ROOT")
    assert 4 not in found.children[2]


def test_the_token_before_passes_over_adverbs() -> None:
    found = tree("They/PRP/nsubj/3 must/MD/aux/3 act/VB/ROOT/0 ,/,/punct/3 not/RB/neg/6 wait/VB/conj/3")
    assert found.before(5) == 3
    assert found.before(5, skip_adverbs=False) == 4


def test_words_in_one_piece_are_verbatim() -> None:
    phrase = tree(PLAIN).phrase([3, 4])
    assert phrase is not None
    assert (phrase.text, phrase.start, phrase.end, phrase.implied) == ("old bridges", 18, 29, False)


def test_words_apart_are_implied_with_their_parts() -> None:
    phrase = tree(PLAIN).phrase([2, 4])
    assert phrase is not None
    assert (phrase.text, phrase.implied) == ("guard bridges", True)
    assert phrase.parts == (Span(12, 17), Span(22, 29))


def test_punctuation_at_the_edges_is_no_part_of_a_phrase() -> None:
    phrase = tree(PLAIN).phrase([4, 5])
    assert phrase is not None
    assert phrase.text == "bridges"


def test_punctuation_alone_is_no_phrase() -> None:
    assert tree(PLAIN).phrase([5]) is None


def test_a_token_without_words_of_its_own_is_no_phrase() -> None:
    sentence, text = parsed(PLAIN)
    hidden = replace(sentence, ends=sentence.starts)
    assert Tree(hidden, text).phrase([0]) is None


# -- whatever the parser says -------------------------------------------------------------------------------------

TAGS = ["NN", "NNS", "NNP", "VB", "VBZ", "VBN", "VBG", "MD", "IN", "TO", "DT", "JJ", "RB", "CC", ",", ".", "PRP", "WDT"]
DEPS = ["nsubj", "nsubjpass", "dobj", "pobj", "prep", "conj", "cc", "aux", "auxpass", "det", "amod", "advcl", "relcl",
        "acl", "xcomp", "ccomp", "punct", "dep", "appos", "attr", "agent", "mark", "neg"]  # fmt: skip
WORDS = ["cities", "must", "guard", "plans", "and", ",", "which", "of", "to", "not", "the", "river", "may", "or", "it"]


@st.composite
def sentences(draw: st.DrawFn) -> tuple[Sentence, str]:
    """Any tree over any words: what a parser might say at its worst."""
    size = draw(st.integers(1, 14))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size))
    order = draw(st.permutations(range(size)))
    heads = list(range(size))
    for place, token in enumerate(order[1:], 1):
        if draw(st.booleans()) or draw(st.booleans()):
            heads[token] = order[draw(st.integers(0, place - 1))]
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=size, max_size=size))
    deps = draw(st.lists(st.sampled_from(DEPS), min_size=size, max_size=size))
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(size)]
    text = " ".join(words)
    span = Span(0, len(text))
    sentence = Sentence(
        span=span, block=Block(BlockKind.PARAGRAPH, span, 1), words=tuple(words), starts=tuple(starts),
        ends=tuple(s + len(w) for s, w in zip(starts, words, strict=True)), tags=tuple(tags),
        deps=tuple("ROOT" if heads[i] == i else d for i, d in enumerate(deps)), heads=tuple(heads),
        lemmas=tuple(w if t[0] == "V" else "" for w, t in zip(words, tags, strict=True)),
        verbal=frozenset({"guard", "plan", "must"}),
    )  # fmt: skip
    return sentence, text


@given(sentences())
def test_repairs_leave_a_tree(given_: tuple[Sentence, str]) -> None:
    found = Tree(*given_)
    repair(found)
    for token in range(len(found)):
        roots = [a for a in (token, *found.ancestors(token)) if found.heads[a] == a]
        assert len(roots) == 1
        if found.heads[token] != token:
            assert token in found.children[found.heads[token]]
    assert sorted(c for kids in found.children for c in kids) == [i for i, h in enumerate(found.heads) if h != i]


@given(sentences())
def test_repairs_do_the_same_twice(given_: tuple[Sentence, str]) -> None:
    first, second = Tree(*given_), Tree(*given_)
    repair(first)
    repair(second)
    assert (first.heads, first.deps, first.tags) == (second.heads, second.deps, second.tags)


@given(sentences(), st.data())
def test_phrases_slice_back(given_: tuple[Sentence, str], data: st.DataObject) -> None:
    found = Tree(*given_)
    phrase = found.phrase(data.draw(st.sets(st.integers(0, len(found) - 1))))
    if phrase is not None and not phrase.implied:
        assert found.text[phrase.start : phrase.end] == phrase.text
    elif phrase is not None:
        assert " ".join(part.of(found.text) for part in phrase.parts) == phrase.text


@given(sentences())
def test_noun_groups_hold_their_heads(given_: tuple[Sentence, str]) -> None:
    found = Tree(*given_)
    repair(found)
    for head in range(len(found)):
        for group in groups(found, head):
            assert group.head in group.tokens
