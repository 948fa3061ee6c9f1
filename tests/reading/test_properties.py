"""What holds of every document, whatever its text."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import EmptyDocument
from kg.model import Document
from kg.reading import from_text
from kg.reading.html import draft as html_draft
from kg.reading.limits import Limits
from kg.reading.structure import blocks

LINES = st.sampled_from(
    [
        "Article 4", "Article 4 – Duties", "Sec. 2. Purpose. It is the policy of the town to dig.", "The board shall:", "(a) dig;",
        "(b) fill; and", "(i) report.", "(ii) rest", "1. The mayor may look.", "2. Guests wait", "- map", "  - wells;", "• springs",
        "and shall publish it.", "WHEREAS, wells run dry;", "The Council,", "Recalling the floods,", "Decides to act.", "Page 3",
        "Geneva, 3 May 2024 – The council met.", "[1] A note.", "(a)", "CHAPTER II", "The board shall (a) dig; (b) fill; and (c) go.",
        "Fees ..... 12", "Contents", "regu-", "lation of wells", "", "", "“Quoted” words (of a kind) are here.", "\t(iv)\tnested",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(LINES, max_size=25).map("\n".join), st.text(max_size=300))
_LABEL_OR_TAIL = re.compile(r"[\s\W\d_]*(?:[A-Za-z]{1,10}\.?[\s\W\d_]*){0,4}")


def read(text: str) -> Document | None:
    try:
        return from_text(text)
    except EmptyDocument:
        return None


@settings(max_examples=400)
@given(TEXTS)
def test_blocks_stand_in_order_and_do_not_overlap(text: str) -> None:
    document = read(text)
    if document is None:
        assert not text.strip()
        return
    end = 0
    for number, block in enumerate(document.blocks, 1):
        words = block.span.of(document.text)
        assert block.number == number
        assert end <= block.span.start < block.span.end <= len(document.text)
        assert words == words.strip()
        end = block.span.end


@settings(max_examples=400)
@given(TEXTS)
def test_nothing_is_lost(text: str) -> None:
    """Between the blocks there are only labels and the "; and" of lists."""
    document = read(text)
    if document is None:
        return
    at = 0
    for block in document.blocks:
        assert _LABEL_OR_TAIL.fullmatch(document.text[at : block.span.start]), document.text[at : block.span.start]
        at = block.span.end
    assert _LABEL_OR_TAIL.fullmatch(document.text[at:])


@settings(max_examples=300)
@given(TEXTS)
def test_lead_ins_stand_before_and_closings_behind(text: str) -> None:
    document = read(text)
    for block in document.blocks if document else ():
        ends = [s.end for s in block.lead_in]
        assert ends == sorted(ends)
        assert all(s.start < s.end <= block.span.start for s in block.lead_in)
        assert all(s.start >= block.span.end for s in block.closing)


@settings(max_examples=100)
@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.sampled_from(["p", "li", "td", "h2", "div", "pre"])
)
def test_text_in_a_page_is_text(words: str, tag: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    draft = html_draft(f"<body><p>One shall go.</p><{tag}>{escaped}</{tag}></body>", limits=Limits())
    assert all(b.span.of(draft.text).strip() for b in blocks(draft))
