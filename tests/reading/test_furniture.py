"""What is no part of the prose is kept apart, and kept."""

from __future__ import annotations

import pytest

from kg.model import BlockKind
from kg.reading import from_text
from kg.reading.furniture import dateline, is_furniture
from tests.reading.reading_of import blocks, of_kind


@pytest.mark.parametrize(
    "line",
    [
        "Xinhua, Beijing, Nov 27",
        "BEIJING, Nov. 27 (Xinhua) --",
        "Brussels, 13 June 2024",
        "November 27, 2023",
        "2023-11-27 20:13",
        "Published: 2023-11-27",
        "Updated on 3 May 2024",
        "of 3 May 2024",
        "By Jane Doe",
        "By Jane Doe and John Roe",
        "Source: Xinhua",
        "Editor: Li Xia",
        "Page 3 of 12",
        "- 3 -",
        "12",
        "xiv",
        "2. Fees .......... 12",
        "_______________",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "By May 2024 the board must report",
        "By law the mayor presides over the board",
        "Beijing is the capital.",
        "On 3 May 2024 the board met in Beijing",
        "The plan runs to 2030",
        "Article 12",
        "mix",
        "Civil defence",
        "May the board meet?",
    ],
)
def test_prose(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Xinhua News Agency, Beijing, November 27 – The bureau held a meeting.",
            "Xinhua News Agency, Beijing, November 27 – ",
        ),
        ("GENEVA (Reuters) - Ministers met.", "GENEVA (Reuters) - "),
        ("Geneva, 3 May 2024 — The council decided.", "Geneva, 3 May 2024 — "),
        ("The members – Ana and Li – shall vote.", ""),
        ("The deadline, May 3 – a Friday – stands.", ""),
    ],
)
def test_datelines_before_a_sentence(text: str, line: str) -> None:
    assert text[: dateline(text)] == line


def test_a_dateline_is_no_part_of_the_sentence_and_stays_in_the_text() -> None:
    assert blocks("Geneva, 3 May 2024 – The council shall meet.") == [
        ("furniture", "Geneva, 3 May 2024 –"),
        ("paragraph", "The council shall meet."),
    ]


def test_a_table_of_contents() -> None:
    text = (
        "Ports Plan\n\nContents\n\n1. Lights ..... 3\n2. Fees ..... 9\nAnnex 12\n\nThe board shall light the quays.\n"
    )
    assert of_kind(text, BlockKind.FURNITURE) == ["Contents", "1. Lights ..... 3", "2. Fees ..... 9", "Annex 12"]


def test_notes_are_kept_apart_with_their_marks() -> None:
    text = "The board shall light the quays[1] every night.\n\n[1] As it did before the war.\n"
    document = from_text(text)
    note = document.blocks[1]
    assert (note.kind, note.label, note.span.of(document.text)) == (
        BlockKind.FOOTNOTE,
        "[1]",
        "As it did before the war.",
    )
