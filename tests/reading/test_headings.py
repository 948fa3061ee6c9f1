"""Heading or sentence: lines of many genres that stand alone without a full stop."""

from __future__ import annotations

import pytest

from kg.model import BlockKind
from kg.reading.headings import is_heading
from tests.reading.reading_of import blocks, of_kind

HEADINGS = [
    "Politburo meeting on Yangtze economic belt",
    "CPC Central Committee Political Bureau meeting",
    "Review of the “Opinions on Several Policies and Measures” and the “Regulations on Foreign Affairs Work”",
    "Purpose and scope",
    "General provisions",
    "GENERAL PROVISIONS",
    "DUTIES OF OPERATORS OF LARGE PLANTS AND OF THEIR INSURERS",
    "Measures adopted by the Council",
    "Amounts owed by member states",
    "Records to be kept by importers",
    "Recommendations:",
    "Background",
    "Next steps for the provinces",
    "Chair’s summary of the second ministerial round table",
    "Why Clean Water Is Important",
    "What is covered",
    "Who must apply?",
    "How we will measure progress",
    "Annual Report 2023",
    "3. Financial arrangements",
    "IV. Final provisions",
    "Report of the Secretary-General",
    "Minutes of the meeting held in May",
    "Payments due in the second year",
    "National strategy for the protection of soils, 2025–2035",
]
SENTENCES = [
    "Xi Jinping, General Secretary of the CPC Central Committee, presided over the meeting",
    "the board shall consist of five voting members",
    "The council consists of thirteen members",
    "No person may enter the site",
    "The minister told reporters about the plan",
    "Members met in Geneva",
    "The committee approved the budget",
    "All vessels must carry a log",
    "The General Assembly adopted the resolution by consensus",
    "This Regulation lays down rules for ports",
    "Provinces will report every quarter",
    "The Government has decided on new limits",
    "It requires permits",
    "Applications are due in June",
    "ALL PERSONS SHALL WASH THEIR HANDS",
    "NO DOGS MAY BE BROUGHT INTO THE PARK",
    "The Secretary-General, accompanied by two envoys, attended the opening",
    "We need clean water.",
    "including the following matters,",
    "The Commission shall:",
    "The plan includes:",
    "(a) a description of the works;",
]


@pytest.mark.parametrize("line", HEADINGS)
def test_headings(line: str) -> None:
    assert is_heading(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences(line: str) -> None:
    assert not is_heading(line)


def test_the_first_heading_is_the_title() -> None:
    text = "Water Act\n\nGeneral provisions\n\nThe operator shall pay.\n"
    assert [k for k, _ in blocks(text)] == ["title", "heading", "paragraph"]


def test_a_last_line_heads_nothing() -> None:
    assert of_kind("The operator shall pay.\n\nJane Smith, Minister\n", BlockKind.HEADING) == []


def test_short_items_under_an_announcement_are_no_headings() -> None:
    text = "The plan covers:\n1. Clean water\n2. Safe food\n\nIt shall be published.\n"
    assert of_kind(text, BlockKind.ITEM) == ["Clean water", "Safe food"]
    assert of_kind(text, BlockKind.HEADING) == []


def test_numbered_headings_between_paragraphs() -> None:
    text = "1. Introduction\n\nThe act shall apply.\n\n2. Methods\n\nThe clerk shall count.\n\n2.1 Counting\n\nThe count must be open.\n"
    assert [w for k, w in blocks(text) if k != "paragraph"] == ["Introduction", "Methods", "Counting"]


def test_a_heading_run_into_its_paragraph() -> None:
    text = "Section 1. Purpose. It is the policy of the state to save water.\n"
    assert blocks(text) == [("heading", "Purpose."), ("paragraph", "It is the policy of the state to save water.")]


def test_an_item_with_a_heading_of_its_own() -> None:
    text = "(a) Certification appeals. An applicant may appeal the notice of denial to the board.\n"
    assert blocks(text) == [
        ("heading", "Certification appeals."),
        ("paragraph", "An applicant may appeal the notice of denial to the board."),
    ]


def test_a_whole_sentence_is_not_run_in() -> None:
    text = "1. This act lays down rules. The board shall apply them to all ports.\n"
    assert of_kind(text, BlockKind.HEADING) == []
