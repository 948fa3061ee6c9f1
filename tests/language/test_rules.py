"""The rule files that the extractor loads: every list and pattern is there and is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg
from kg.rules import adjunct_openings, adjuncts, lexicon, masking, words

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(kg.__file__).parent.rglob("*.py")))


@pytest.mark.parametrize("name", sorted(words("words")))
def test_a_word_list_is_used(name: str) -> None:
    assert f'"{name}"' in SOURCE


@pytest.mark.parametrize("name", sorted(set(re.findall(r'lexicon\("(\w+)"\)', SOURCE))))
def test_a_word_list_that_is_asked_for_is_there_and_lower_case(name: str) -> None:
    assert lexicon(name)
    assert all(word == word.lower() for word in lexicon(name))


def test_an_unknown_word_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        lexicon("no such list")


@pytest.mark.parametrize("name", sorted(masking()))
def test_a_masking_pattern_is_used(name: str) -> None:
    assert f'"{name}"' in SOURCE


@pytest.mark.parametrize("name", sorted(masking()))
def test_a_masking_pattern_holds_no_line_break_and_no_part_by_name(name: str) -> None:
    assert "\n" not in masking()[name].pattern
    assert "{{" not in masking()[name].pattern


def test_parts_are_put_into_patterns() -> None:
    assert masking()["bare_insertion"].search("shall without delay inform")
    assert not masking()["bare_insertion"].search("did without delay inform")


def test_a_pattern_that_ignores_case_does() -> None:
    assert masking()["no_later"].search("NO LATER THAN May")


def test_every_kind_of_adjunct_is_among_the_openings() -> None:
    for words_ in ("within 30 days", "in consultation with Z", "if it rains", "in order to save water"):
        known = any(rule.opens.match(words_) for rule in adjuncts())
        assert known
        assert adjunct_openings().match(words_)
    assert not adjunct_openings().match("the harbour master")
