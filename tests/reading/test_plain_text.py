"""Where the paragraphs of plain text are."""

from __future__ import annotations

import pytest

from kg.errors import EmptyDocument
from kg.model import BlockKind
from kg.reading import from_text
from tests.reading.reading_of import blocks, of_kind


def paragraphs(text: str) -> list[str]:
    return [words for _, words in blocks(text)]


WRAPPED = """\
The Minister shall prepare an annual statement on the condition of every
river in the province, after hearing the water boards, and shall lay the
statement before the assembly.
The assembly may ask the Minister to explain any part of the statement.
   A member may put questions in writing. The Minister shall answer them
within three weeks.
"""


def test_a_blank_line_parts_paragraphs() -> None:
    assert paragraphs("The mayor must act.\n\nThe council may wait.\n") == [
        "The mayor must act.",
        "The council may wait.",
    ]


def test_unwrapped_lines_are_paragraphs_of_their_own() -> None:
    text = "The mayor must act.\nThe council may wait.\nThe clerk shall take notes of everything that is said.\n"
    assert len(paragraphs(text)) == 3


def test_wrapped_lines_flow_together_and_a_short_last_line_ends_them() -> None:
    assert [p.split()[:2] for p in paragraphs(WRAPPED)] == [["The", "Minister"], ["The", "assembly"], ["A", "member"]]


def test_a_wrapped_paragraph_keeps_its_line_ends_in_the_text() -> None:
    document = from_text(WRAPPED)
    assert document.text == WRAPPED
    assert "every\nriver" in document.blocks[0].span.of(document.text)


def test_carriage_returns_become_line_feeds() -> None:
    assert from_text("One shall go.\r\n\r\nTwo may stay.\r\n").text == "One shall go.\n\nTwo may stay.\n"


def test_one_wrapped_pair_of_lines_is_one_paragraph() -> None:
    assert len(paragraphs("The inspectors shall, in every second year, visit\nthe works and the reservoirs.\n")) == 1


def test_tokenised_lines_in_small_letters_are_not_run_together() -> None:
    text = "the board shall consist of five voting members\nthe city council shall select the members of the board\n"
    assert [k for k, _ in blocks(text)] == ["paragraph", "paragraph"]


def test_a_word_cut_at_a_line_end_is_made_whole() -> None:
    text = (
        "The authority shall publish, before the end of each year, the regu-\nlation of every canal and every lock, and the names of\n"
        "those who keep them, so that all who use the waterways know to\nwhom they may turn when a lock is closed.\n"
    )
    document = from_text(text)
    assert "the regulation\nof every canal" in document.text
    assert document.notes == ("words joined at line ends: 1",)


def test_a_cut_word_that_the_text_writes_with_a_hyphen_keeps_it() -> None:
    text = (
        "The rules on cross-border trade bind every port. Each port which takes part in cross-\nborder trade shall keep a list of the ships"
        " that call and of\nthe goods that they carry, in the form that the office of trade\nlays down.\n"
    ).replace("port. Each", "port.\n\nEach")
    assert "in cross-border\ntrade" in from_text(text).text


def test_no_text_is_an_error() -> None:
    with pytest.raises(EmptyDocument, match=r"^letter: holds no text$"):
        from_text(" \n\n ", name="letter")


def test_one_line_without_stop_is_a_sentence_and_no_title() -> None:
    assert blocks("The provinces take overall responsibility") == [
        ("paragraph", "The provinces take overall responsibility")
    ]


def test_statements_a_paragraph_each_stay_apart() -> None:
    text = "\n\n".join(
        [
            "(d) A producer may use compost by applying:.",
            "(a) The producer must keep the animals outdoors, including:.",
            "and the operations must open their books to the inspector.",
            "b) Persons who object may appeal.",
            "... and two such members shall be named by the mayor",
        ]
    )
    document = from_text(text)
    assert [b.label for b in document.blocks] == ["(d)", "(a)", None, "b)", None]
    assert not any(b.lead_in or b.closing for b in document.blocks)


def test_numbers_of_blocks_count_from_one() -> None:
    assert [b.number for b in from_text(WRAPPED).blocks] == [1, 2, 3]


def test_a_citation_at_the_start_of_a_wrapped_line_is_no_label() -> None:
    text = (
        "The operator shall keep the records that are described in paragraph\n(3) of this section and in the second schedule for at"
        " least four\nyears, and shall show them to an inspector who asks to see them.\n"
    )
    assert of_kind(text, BlockKind.ITEM) == []
