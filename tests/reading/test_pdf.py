"""PDF files, made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.model import BlockKind, Document
from kg.reading import Source, read
from tests.reading.made_pdf import Line, Rule, pdf, typeset
from tests.reading.reading_of import words


def document(pages: Sequence[Sequence[Line | Rule]], **info: str) -> Document:
    return read(Source("act", data=pdf(pages, info=info)))


def kinds(found: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, words(found, b)) for b in found.blocks]


LONG = (
    "The water board shall measure the depth of every well in the district at the end of each month and shall enter the depth in"
    " the book of wells that is kept at the town hall, where all who wish to see it may do so."
)


def test_lines_are_put_together_to_paragraphs() -> None:
    found = document([typeset([LONG, "The mayor may look."])])
    assert kinds(found) == [("paragraph", LONG), ("paragraph", "The mayor may look.")]
    assert {b.page for b in found.blocks} == {1}


def test_large_letters_are_headings() -> None:
    page = [Line("Wells Act", 800, size=20), Line("Duties of the board", 775, size=14), *typeset([LONG], top=750)]
    found = document([page])
    assert kinds(found) == [("title", "Wells Act"), ("heading", "Duties of the board"), ("paragraph", LONG)]
    assert found.blocks[2].path == ("Duties of the board",)


def test_running_heads_and_page_numbers_are_kept_apart() -> None:
    bodies = [f"The {name} {LONG[4:]}" for name in ("eastern", "southern", "western", "old northern")]
    pages = [
        [Line("The Wells Act", 810, size=9), *typeset([body]), Line(f"Page {n} of 4", 30, size=9)]
        for n, body in enumerate(bodies, 1)
    ]
    found = document(pages)
    assert [k for k, _ in kinds(found)].count("furniture") == 8
    assert [w for k, w in kinds(found) if k == "paragraph"] == bodies
    assert [b.page for b in found.blocks if b.kind is BlockKind.PARAGRAPH] == [1, 2, 3, 4]


def test_a_paragraph_goes_on_over_the_page_and_its_note() -> None:
    lines = typeset([LONG])
    note = Line("1 As the war left them.", 60, size=8)
    pages = [
        [*lines[:2], note, Line("1", 30)],
        [*typeset([" ".join(line.text for line in lines[2:]), "The mayor may look."]), Line("2", 30)],
    ]
    found = document(pages)
    assert kinds(found) == [
        ("paragraph", LONG),
        ("furniture", "1"),
        ("footnote", "As the war left them."),
        ("paragraph", "The mayor may look."),
        ("furniture", "2"),
    ]
    assert (found.blocks[0].page, found.blocks[3].page) == (1, 2)


def test_words_cut_at_line_ends_are_whole_again() -> None:
    page = [
        Line("The water board shall measure the depth of every well in the district at the end of each mon-", 770),
        Line("th and tell the mayor, who shall take the cross-border measures that the law names, and cross-", 756),
        Line("border fees are due.", 742),
    ]
    text = document([page]).text
    assert "each month and" in text
    assert text.count("cross-border") == 2


def test_lists_with_their_labels() -> None:
    page = typeset(["The agency shall:", "(a) " + LONG[16:].replace("shall ", ""), "(b) report."])
    found = document([page])
    assert [b.label for b in found.blocks] == [None, "(a)", "(b)"]
    assert all(b.lead_in for b in found.blocks[1:])


def test_lists_without_space_between_their_items() -> None:
    texts = ["The agency shall:", "(a) dig wells;", "(b) fill wells; and", "(c) report."]
    found = document([[Line(t, 770 - 14 * n, x=72 + 18 * (n > 0)) for n, t in enumerate(texts)]])
    assert [w for k, w in kinds(found) if k == "item"] == ["dig wells", "fill wells", "report."]


def test_what_the_file_says_of_itself() -> None:
    found = document([typeset([LONG])], Title="Wells Act", Author="Ministry of Water", CreationDate="D:20240503100000Z")
    assert (found.title, found.issuer, found.date) == ("Wells Act", "Ministry of Water", "2024-05-03")


def test_the_name_of_a_program_is_no_title() -> None:
    assert document([typeset([LONG])], Title="Microsoft Word - act_v3.docx").title is None


def test_empty_pages_are_told() -> None:
    assert document([typeset([LONG]), []]).notes == ("no text on 1 of 2 pages: 2",)


def test_ruled_tables_are_kept_by_row() -> None:
    pytest.importorskip("pdfplumber")
    rules = [Rule(70, y, 270, y) for y in (700, 680, 660)] + [Rule(x, 660, x, 700) for x in (70, 170, 270)]
    cells = [("Ship", 75, 686), ("Fee", 175, 686), ("Boat", 75, 666), ("3", 175, 666)]
    found = document([[*typeset([LONG]), *rules, *(Line(t, y, x=x) for t, x, y in cells)]])
    assert kinds(found) == [("paragraph", LONG), ("table", "Ship | Fee"), ("table", "Boat | 3")]
