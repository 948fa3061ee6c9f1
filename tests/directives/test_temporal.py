"""Dates and lengths of time in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.directives.temporal import calendar_date, duration


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("by 30 July 2022", "2022-07-30"),
        ("no later than March 1, 2027", "2027-03-01"),
        ("by the 3rd of May 2031", "2031-05-03"),
        ("on or before Sept. 9, 2028", "2028-09-09"),
        ("by 2029-02-28", "2029-02-28"),
        ("by the end of June 2030", "2030-06"),
        ("by 2035", "2035"),
        ("before the end of 2026", "2026"),
        ("from 1 January 2028", "2028-01-01"),
    ],
)
def test_a_date_is_read(words: str, iso: str) -> None:
    assert calendar_date(words) == iso


@pytest.mark.parametrize("words", ["within 90 days", "by 1 p.m.", "under Regulation 2019/4071", "by May", ""])
def test_what_names_no_day_of_the_calendar_is_no_date(words: str) -> None:
    assert calendar_date(words) is None


def test_an_impossible_day_is_no_day() -> None:
    assert calendar_date("by 31 February 2030") in (None, "2030-02", "2030")


@pytest.mark.parametrize(
    ("words", "iso", "anchor"),
    [
        ("within 90 days of the date of this order", "P90D", "the date of this order"),
        ("no later than 30 days after receipt", "P30D", "receipt"),
        ("within five working days of the request", "P5D", "the request"),
        ("within twenty-four hours", "PT24H", None),
        ("within 24 hours of receipt", "PT24H", "receipt"),
        ("for a period of two years", "P2Y", None),
        ("within a month", "P1M", None),
        ("every five years", "P5Y", None),
        ("every other year", "P2Y", None),
        ("once every two months", "P2M", None),
        ("quarterly", "P3M", None),
        ("annually thereafter", "P1Y", None),
        ("at least 60 days before the hearing", "P60D", "the hearing"),
        ("each year", "P1Y", None),
        ("within one quarter", "P3M", None),
    ],
)
def test_a_length_of_time_is_read_with_what_it_counts_from(words: str, iso: str, anchor: str | None) -> None:
    assert duration(words) == (iso, anchor)


@pytest.mark.parametrize("words", ["without delay", "as soon as practicable", "by 30 July 2022", ""])
def test_what_names_no_length_of_time_has_none(words: str) -> None:
    assert duration(words) == (None, None)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    month = months[day.month - 1]
    for written in (f"by {day.day} {month} {day.year}", f"by {month} {day.day}, {day.year}", f"by {day.isoformat()}"):
        assert calendar_date(written) == day.isoformat()


@given(st.integers(1, 999), st.sampled_from([("day", "P{}D"), ("week", "P{}W"), ("month", "P{}M"), ("year", "P{}Y")]))
def test_every_number_of_days_is_read(count: int, unit: tuple[str, str]) -> None:
    word, iso = unit
    assert duration(f"within {count} {word}s of the order") == (iso.format(count), "the order")


@given(st.text(max_size=200))
def test_no_words_break_the_reading_of_dates(words: str) -> None:
    calendar_date(words)
    iso, anchor = duration(words)
    assert anchor is None or (iso is not None and anchor.strip() == anchor)
