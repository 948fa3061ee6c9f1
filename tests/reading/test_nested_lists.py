"""The lists of the nested-list benchmark, read: every item has its lead-in, whoever extracts from it later."""

from __future__ import annotations

import pytest
from benchmarks.nested_lists import FEWEST_LISTS, Item, lists

from kg.reading import from_text

LISTS = lists()


def test_there_are_enough_lists() -> None:
    assert len(LISTS) >= FEWEST_LISTS


@pytest.mark.parametrize(("text", "items"), LISTS, ids=[text.split("\n")[0][:40] for text, _ in LISTS])
def test_items_have_their_actor_in_their_lead_in(text: str, items: tuple[Item, ...]) -> None:
    document = from_text(text)
    assert document.text == text
    for item in items:
        block = document.block_at(item.start)
        assert block is not None
        assert block.span.start == item.start
        lead = " ".join(span.of(text) for span in block.lead_in)
        assert any(word in lead for word in (item.actor, "It may")), item.words
