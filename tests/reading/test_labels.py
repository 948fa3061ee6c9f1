"""Labels and what they can mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading import labels
from kg.reading.numbering import letters, roman, written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(a) assess", ["(a)"]),
        ("(a)(1) assess", ["(a)", "(1)"]),
        ("(3) (b) assess", ["(3)", "(b)"]),
        ("1. assess", ["1."]),
        ("12) assess", ["12)"]),
        ("2.1.3 assess", ["2.1.3"]),
        ("– assess", ["–"]),
        ("• assess", ["•"]),
        ("iv. assess", ["iv."]),
        ("(EU) 2024/1", []),
        ("(FACA) meetings", []),
        ("3 May 2024", []),
        ("1.5 million", ["1.5"]),
        ("A. N. Other", []),
        ("No label", []),
        ("-40 degrees", []),
    ],
)
def test_labels_at_the_start(text: str, found: list[str]) -> None:
    assert [label.text for label in labels.items(text)[0]] == found


@pytest.mark.parametrize(
    ("mark", "readings"),
    [
        ("(a)", [("paren letter lower", 1)]),
        ("(i)", [("paren roman lower", 1), ("paren letter lower", 9)]),
        ("(v)", [("paren letter lower", 22), ("paren roman lower", 5)]),
        ("(ii)", [("paren roman lower", 2), ("paren letter lower", 35)]),
        ("(3)", [("paren arabic", 3)]),
        ("IV.", [("dot roman upper", 4)]),
    ],
)
def test_readings_of_a_label(mark: str, readings: list[tuple[str, int]]) -> None:
    label = labels.label(mark)
    assert label is not None
    assert set(label.readings) == set(readings)


@given(st.integers(1, 399))
def test_roman_numerals_come_back(number: int) -> None:
    assert labels.roman(roman(number)) == number


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (1, 26, 27, 28)] == ["a", "z", "aa", "ab"]


def test_numbers_are_written_in_words_own_styles_and_those_of_css() -> None:
    assert [written(4, s) for s in ("lowerLetter", "upper-roman", "decimal", "decimalZero", "chicago")] == [
        "d",
        "IV",
        "4",
        "04",
        "4",
    ]


@pytest.mark.parametrize(
    ("text", "name", "sub"),
    [
        ("Article 4", "Article 4", ()),
        ("ARTICLE IV – Duties", "Article IV", ()),
        ("Sec. 3(a)(i). The", "Sec. 3", ("(a)", "(i)")),
        ("§ 205.203 Soil", "§ 205.203", ()),
        ("CHAPTER II", "Chapter II", ()),
        ("Annex A: Forms", "Annex A", ()),
    ],
)
def test_divisions(text: str, name: str, sub: tuple[str, ...]) -> None:
    found = labels.division(text)
    assert found is not None
    assert (found[0].name, found[0].sub) == (name, sub)


@pytest.mark.parametrize("text", ["Articles of faith", "Parties shall", "Title of the act", "Particular care"])
def test_words_that_only_look_like_divisions(text: str) -> None:
    assert labels.division(text) is None
