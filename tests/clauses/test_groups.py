"""Noun groups: each conjunct with its own words and those that it shares."""

from __future__ import annotations

from kg.clauses import Tree, groups
from tests.clauses.notation import tree


def said(found: Tree, head: int, **options: list[int]) -> list[str]:
    """The groups' words."""
    phrases = [found.phrase(group.tokens) for group in groups(found, head, **options)]
    return [phrase.text for phrase in phrases if phrase]


def test_a_noun_keeps_its_modifiers() -> None:
    found = tree("the/DT/det/3 annual/JJ/amod/3 report/NN/ROOT/0 on/IN/prep/3 dams/NNS/pobj/4")
    assert said(found, 2) == ["the annual report on dams"]


def test_each_conjunct_is_a_group_without_the_commas() -> None:
    found = tree("dams/NNS/ROOT/0 ,/,/punct/1 locks/NNS/conj/1 and/CC/cc/3 weirs/NNS/conj/3")
    assert said(found, 0) == ["dams", "locks", "weirs"]


def test_layout_and_transfer_share_their_industries() -> None:
    found = tree("layout/NN/ROOT/0 and/CC/cc/1 transfer/NN/conj/1 of/IN/prep/3 industries/NNS/pobj/4")
    assert said(found, 0) == ["layout of industries", "transfer of industries"]


def test_a_noun_with_its_own_article_shares_nothing() -> None:
    found = tree("the/DT/det/2 council/NN/ROOT/0 and/CC/cc/2 the/DT/det/5 mayor/NN/conj/2 of/IN/prep/5 Tor/NNP/pobj/6")
    assert said(found, 1) == ["the council", "the mayor of Tor"]


def test_a_name_shares_nothing() -> None:
    found = tree("Norway/NNP/ROOT/0 and/CC/cc/1 members/NNS/conj/1 of/IN/prep/3 the/DT/det/6 league/NN/pobj/4")
    assert said(found, 0) == ["Norway", "members of the league"]


def test_what_belongs_to_the_verb_is_cut_wherever_it_hangs() -> None:
    found = tree("a/DT/det/2 report/NN/ROOT/0 by/IN/prep/2 May/NNP/pobj/3 2030/CD/nummod/4")
    assert said(found, 1, cuts=[2]) == ["a report"]
    assert groups(found, 1, cuts=[2])[0].cut == (2,)


def test_an_apposition_is_no_part_of_the_name() -> None:
    found = tree("Lin/NNP/ROOT/0 ,/,/punct/1 mayor/NN/appos/1 of/IN/prep/3 Tor/NNP/pobj/4")
    assert said(found, 0) == ["Lin"]


def test_a_clause_after_a_comma_is_no_part_of_the_noun() -> None:
    found = tree("boats/NNS/ROOT/0 ,/,/punct/1 which/WDT/nsubj/4 leak/VBP/relcl/1")
    assert said(found, 0) == ["boats"]


def test_a_clause_without_a_comma_is_part_of_the_noun() -> None:
    found = tree("boats/NNS/ROOT/0 that/WDT/nsubj/3 leak/VBP/relcl/1")
    assert said(found, 0) == ["boats that leak"]


def test_a_verb_in_a_coordination_of_nouns_is_no_group() -> None:
    found = tree("dams/NNS/ROOT/0 and/CC/cc/1 closing/VBG/conj/1 mines/NNS/dobj/3")
    assert said(found, 0) == ["dams"]
