"""Markdown."""

from __future__ import annotations

from kg.model import BlockKind, Document
from kg.reading import Source, read
from tests.reading.reading_of import full, words


def document(text: str) -> Document:
    return read(Source("note", data=text.encode()))


def test_headings_lists_and_notes() -> None:
    found = document(
        "# Wells Act\n\n## Duties\n\nThe agency[^1] *shall*:\n\n1. for each well:\n   - dig; and\n   - fill;\n2. report.\n\n[^1]: Of water.\n"
    )
    assert found.media_type == "text/markdown"
    assert [full(found, b) for b in found.blocks if b.kind is BlockKind.ITEM][1:] == [
        "The agency shall: | for each well: | dig",
        "The agency shall: | for each well: | fill",
        "The agency shall: | report.",
    ]
    assert (found.title, found.blocks[-1].kind, words(found, found.blocks[-1])) == (
        "Wells Act",
        BlockKind.FOOTNOTE,
        "Of water.",
    )
    assert found.blocks[3].path == ("Duties", "1")


def test_front_matter_describes() -> None:
    found = document(
        "---\ntitle: Ports Act\nissuer: 'Port Office'\ndate: 2024-05-03\n---\n# Ports\n\nThe board shall meet.\n"
    )
    assert (found.title, found.issuer, found.date) == ("Ports Act", "Port Office", "2024-05-03")


def test_wrapped_lines_and_labels_of_law() -> None:
    found = document("# Act\n\nThe agency\nshall:\n(a) dig\nwells;\n(b) fill them.\n")
    assert [full(found, b) for b in found.blocks][1:] == [
        "The agency shall:",
        "The agency shall: | dig wells",
        "The agency shall: | fill them.",
    ]


def test_plain_text_with_dashes_and_stars_is_plain() -> None:
    assert document("The agency must:\n- dig;\n- fill.\n\n* Except in May.\n").media_type == "text/plain"


def test_markup_in_markdown_is_no_script() -> None:
    found = document("# Act\n\nThe board shall meet. <script>alert(1)</script>\n")
    assert "alert" not in found.text
