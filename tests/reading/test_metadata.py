"""Titles, dates, numbers and issuers that are found in a text."""

from __future__ import annotations

import pytest

from kg.reading import Source, from_text, read
from kg.reading.metadata import iso_date


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("3 May 2024", "2024-05-03"),
        ("November 27th, 2023", "2023-11-27"),
        ("Sept. 1, 1999", "1999-09-01"),
        ("2024-02-29", "2024-02-29"),
        ("May 3", None),
    ],
)
def test_dates(words: str, iso: str | None) -> None:
    assert iso_date(words) == iso


def test_a_resolution_names_itself() -> None:
    text = "Resolution 77/99\n\n3 May 2024\n\nThe General Assembly,\n\nRecalling the floods,\n\n1. Decides to act.\n"
    document = from_text(text)
    assert (document.title, document.issuer, document.date, document.number) == (
        "Resolution 77/99",
        "General Assembly",
        "2024-05-03",
        "Resolution 77/99",
    )
    assert document.guessed == ("date", "issuer", "number", "title")


def test_who_issued_it_is_not_its_title() -> None:
    text = "River Board\nRegulation No. 12 of 15 March 2023 on River Banks\n\nArticle 1\n\nThe Board shall publish a map.\n"
    document = from_text(text)
    assert (document.title, document.issuer, document.date) == (
        "Regulation No. 12 of 15 March 2023 on River Banks",
        "River Board",
        "2023-03-15",
    )


def test_a_body_alone_at_the_head_is_the_title() -> None:
    assert from_text("River Board\n\nThe Board shall publish a map.\n").title == "River Board"


def test_a_ministry_at_the_head_of_a_page() -> None:
    text = "Notice on Wells\n\nMINISTRY OF WATER AND LAND\n\nNo. 12/2024\n\nEvery owner shall cover the well.\n"
    document = from_text(text)
    assert (document.issuer, document.number) == ("Ministry of Water and Land", "No. 12/2024")


def test_dates_in_the_prose_are_of_other_things() -> None:
    text = (
        "Wells Act\n\n"
        + "Every owner shall cover the well, as the decree of 3 May 1888 had it, before the winter sets in.\n"
    )
    assert from_text(text).date is None


def test_a_date_in_the_name_of_the_file_is_the_last_resort() -> None:
    assert read(Source("minutes-2023-11-27.txt", data=b"The board shall meet.")).date == "2023-11-27"


def test_nothing_is_invented() -> None:
    document = from_text("The board shall meet.")
    assert (document.title, document.issuer, document.date, document.number, document.guessed) == (
        None,
        None,
        None,
        None,
        (),
    )


@pytest.mark.parametrize("heading", ["Article 1", "Section 3. Reports", "2. Fees"])
def test_a_numbered_heading_is_no_title(heading: str) -> None:
    text = f"# {heading}\n\nThe operator shall report.\n\n# Article 9\n\nThe operator shall pay.\n\n# 3. End\n"
    assert read(Source("act.md", data=text.encode())).title is None


def test_a_heading_above_numbered_ones_is_the_title() -> None:
    text = "# Port Act\n\n## Article 1\n\nThe operator shall report.\n"
    assert read(Source("act.md", data=text.encode())).title == "Port Act"
