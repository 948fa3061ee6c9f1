"""The path to a provision: headings, divisions and labels above it."""

from __future__ import annotations

from kg.model import BlockKind
from kg.reading import from_text
from tests.reading.reading_of import blocks, of_kind, paths

ACT = """\
PORTS ACT

CHAPTER I
General provisions

Article 1
Scope

This Act applies to every port.

Article 4
Duties of harbour masters

1. Harbour masters keep order.
2. A harbour master may delegate tasks.
3. A harbour master shall:
(a) light the quays;
(b) for each ship:
(i) note its name; and
(ii) ask for its papers.

CHAPTER II

Article 5 – Fees

1. Ships pay fees.
"""


def test_article_paragraph_and_point() -> None:
    found = paths(ACT)
    assert found["light the"] == ("Chapter I", "Article 4", "3", "(a)")
    assert found["ask for"] == ("Chapter I", "Article 4", "3", "(b)", "(ii)")
    assert found["Ships pay"] == ("Chapter II", "Article 5", "1")


def test_the_title_of_an_article_is_no_step_of_the_path() -> None:
    assert paths(ACT)["This Act"] == ("Chapter I", "Article 1")
    assert "Duties of harbour masters" in of_kind(ACT, BlockKind.HEADING)


def test_labels_written_in_one() -> None:
    found = paths("Sec. 3(a)(i). The keeper shall lock the gate.\n\nSec. 4. (b) The guest may stay.\n")
    assert found == {"The keeper": ("Sec. 3", "(a)", "(i)"), "The guest": ("Sec. 4", "(b)")}


def test_compound_labels_of_an_item() -> None:
    found = paths(
        "§ 12 Locks.\n\n(a)(1) The keeper shall lock the gate.\n(2) A keeper may open it.\n(b) Guests wait.\n"
    )
    assert list(found.values()) == [("§ 12", "(a)", "(1)"), ("§ 12", "(a)", "(2)"), ("§ 12", "(b)")]


def test_a_section_sign_with_its_heading() -> None:
    text = "§ 205.203 Care of soils and of the plants on them.\n\n(a) The producer must till with care.\n"
    assert blocks(text) == [
        ("heading", "Care of soils and of the plants on them."),
        ("item", "The producer must till with care."),
    ]


def test_an_article_with_its_words_on_the_same_line() -> None:
    document = from_text("Article 7. The board shall meet in May.\n")
    block = document.blocks[0]
    assert (block.kind, block.label, block.path) == (BlockKind.PARAGRAPH, "Article 7.", ("Article 7",))
    assert block.span.of(document.text) == "The board shall meet in May."


def test_a_sentence_about_an_article_opens_none() -> None:
    for text in (
        "Article 4(3) of the Ports Act applies.",
        "Section 3 shall apply to ferries.",
        "Part of the fee is paid back.",
    ):
        assert blocks(text) == [("paragraph", text)]
        assert from_text(text).blocks[0].path == ()


def test_what_follows_a_numbered_paragraph_belongs_to_it() -> None:
    text = "Article 2\n\n1. The board shall meet in May.\n\nIt may also meet in June.\n\n2. The chair shall preside.\n"
    assert paths(text)["It may"] == ("Article 2", "1")


def test_headings_of_one_look_replace_each_other() -> None:
    text = "Ports Policy\n\nLIGHTS\n\nLamps are lit.\n\nNight rules\n\nAll quays glow.\n\nFEES\n\nShips pay.\n"
    assert paths(text) == {"Lamps are": ("LIGHTS",), "All quays": ("LIGHTS", "Night rules"), "Ships pay.": ("FEES",)}


def test_numbered_headings_nest_by_their_numbers() -> None:
    text = "1. Ports\n\nLamps are lit.\n\n1.1 Night rules\n\nAll quays glow.\n\n2. Fees\n\nShips pay.\n"
    found = paths(text)
    assert found["All quays"][-1] == "1.1 Night rules"
    assert found["Ships pay."] == ("2. Fees",)
