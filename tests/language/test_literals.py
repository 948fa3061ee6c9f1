"""A frame is looked for only where its words stand: no match may be lost by that."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rules import frames, literals
from kg.rules.literals import Vocabulary, fold, may_match, needed


def needs(pattern: str) -> tuple[tuple[str, ...], ...]:
    return needed(re.compile(pattern, re.IGNORECASE))


def test_a_word_is_needed() -> None:
    assert needs(r"\bought\s+to\b") == (("ought",), ("to",))


def test_one_of_several_words_is_needed() -> None:
    assert needs(r"(?:is|are)\s+(?:required|obliged)") == (("obliged", "required"), ("are", "is"))


def test_what_may_be_missing_is_not_needed() -> None:
    assert needs(r"(?:hereby\s+)?ordered(?: to)?") == (("ordered",),)


def test_a_branch_without_words_needs_nothing() -> None:
    assert needs(r"(?:required|\w+)") == ()


def test_repeated_words_are_needed_once() -> None:
    assert needs(r"(?:very\s+)+") == (("very",),)


def test_words_after_a_look_ahead_are_needed() -> None:
    assert needs(r"(?=x)(?<!no )shall") == (("shall",),)


def test_a_text_without_the_words_is_passed_over() -> None:
    assert not may_match((("ought",), ("to",)), fold("They must do it"))
    assert may_match((("ought",), ("to",)), fold("They OUGHT To do it"))


@pytest.mark.parametrize("text", ["ıt ıs", "İT İS", "IT IS"])
def test_letters_that_patterns_take_for_an_i_are_folded(text: str) -> None:
    assert re.search("it is", text, re.IGNORECASE)
    assert may_match(needs("it is"), fold(text))


def test_most_frames_need_words() -> None:
    assert sum(bool(frame.needs) for frame in frames()) > len(frames()) - 3


def test_no_frame_is_lost_in_the_development_sentences(sentences: list[str]) -> None:
    found = [(frame, s) for frame in frames() for s in sentences if frame.pattern.search(s)]
    assert len(found) > 40
    assert [(f.id, s) for f, s in found if not may_match(f.needs, fold(s))] == []


@pytest.mark.parametrize("number", range(len(frames())))
def test_no_frame_is_lost_in_texts_made_from_its_pattern(number: int) -> None:
    frame = frames()[number]

    @given(st.from_regex(frame.pattern))
    def holds(text: str) -> None:
        assert may_match(frame.needs, fold(text))

    holds()


def test_a_vocabulary_knows_what_a_text_holds() -> None:
    words = Vocabulary()
    ought, either = (words.needs(re.compile(p, re.IGNORECASE)) for p in (r"ought\s+to", r"\b(?:may|can)\b"))
    anything = words.needs(re.compile(r"\w+"))
    held = words.held("They OUGHT\nto do it")
    assert all(group & held for group in ought)
    assert not all(group & held for group in either)
    assert all(group & words.held("") for group in anything)


@pytest.mark.parametrize("text", ["İT ıs so", "It\u00a0is\u2028so", "it is", "ITİ is"])
def test_a_vocabulary_misses_nothing_that_a_search_finds(text: str) -> None:
    words = Vocabulary()
    pattern = re.compile("it", re.IGNORECASE)
    needed_bits = words.needs(pattern)
    assert may_match(needed(pattern), fold(text))
    assert all(group & words.held(text) for group in needed_bits)
    assert all(group & words.held(text) for group in needed_bits)  # remembered


def test_a_vocabulary_that_learns_a_pattern_forgets_what_it_knew(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Vocabulary()
    words.held("calls")
    call = words.needs(re.compile("call"))
    assert all(group & words.held("calls") for group in call)
    monkeypatch.setattr(literals, "_KEPT", 2)
    for number in range(9):
        assert all(group & words.held(f"call{number}") for group in call)
    assert len(words._stretches) <= 2
