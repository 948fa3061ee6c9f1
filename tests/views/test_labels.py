"""Labels: short, clean, whole words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.views.labels import LINES, LONGEST_WORD, capital, clean, shorten, width, wrap


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("Provinces", 34, ["Provinces"]),
        ("Layout of industries along the river", 34, ["Layout of industries", "along the river"]),
        ("Party committees and governments", 18, ["Party committees", "and governments"]),
        ("one two three four five six", 9, ["one two", "three", "four…"]),
        ("institutionalisation of affairs", 18, ["institutionalisation", "of affairs"]),
        ("", 34, [""]),
    ],
)
def test_a_label_breaks_between_words(text, columns, lines):
    assert wrap(text, columns) == lines


def test_an_endless_word_ends_in_an_ellipsis():
    (line,) = wrap("w" * 10_000)
    assert line.endswith("…")
    assert width(line) <= LONGEST_WORD + 1


def test_wide_characters_count_twice():
    assert width("长江经济带") == 10


def test_marks_that_turn_the_reading_direction_are_gone():
    assert clean("\u202egnol\u202c \u2067body\u2069") == "gnol body"


@pytest.mark.parametrize(("text", "shown"), [("provinces", "Provinces"), ("eIDAS wallet", "eIDAS wallet"), ("", "")])
def test_a_box_begins_with_a_capital(text, shown):
    assert capital(text) == shown


@given(st.text(max_size=300), st.integers(5, 40))
def test_a_label_never_has_more_than_three_lines(text, columns):
    assert 1 <= len(wrap(text, columns)) <= LINES


@given(st.text(alphabet="ab-é \n\t", max_size=200), st.integers(5, 40))
def test_every_word_of_a_label_is_a_whole_word_of_the_text(text, columns):
    words = set(clean(text).split())
    shown = " ".join(wrap(text, columns)).split()
    trimmed = {word.rstrip(",;:–-") for word in words}
    for word in shown:
        bare = word.removesuffix("…")
        assert bare in words or bare in trimmed or any(w.startswith(bare) and width(w) > LONGEST_WORD for w in words)


@given(st.text(max_size=200))
def test_a_cleaned_text_is_one_printable_line(text):
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in clean(text))
    assert clean(clean(text)) == clean(text)


def test_shortening_keeps_one_line():
    assert shorten("take as the main driving force of it", 20) == "take as the main…"
