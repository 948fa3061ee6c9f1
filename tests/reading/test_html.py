"""HTML pages."""

from __future__ import annotations

import pytest

from kg.model import BlockKind, Document
from kg.reading import Source, read
from tests.reading.reading_of import full, words


def page(body: str, head: str = "") -> Document:
    return read(
        Source("page", data=f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>".encode())
    )


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, words(document, b)) for b in document.blocks]


def test_headings_paragraphs_and_nested_lists() -> None:
    document = page(
        "<h1>Wells Act</h1><h2>Article 1</h2><p>The agency shall:</p>"
        "<ol type=a><li>for each well:<ol type=i start=3><li>dig;</li><li>fill;</li></ol></li><li value=7>report.</li></ol>"
    )
    items = [b for b in document.blocks if b.kind is BlockKind.ITEM]
    assert [(b.label, b.path[-1]) for b in items] == [("a.", "a"), ("iii.", "iii"), ("iv.", "iv"), ("g.", "g")]
    assert [full(document, b) for b in items][1:] == [
        "The agency shall: | for each well: | dig",
        "The agency shall: | for each well: | fill",
        "The agency shall: | report.",
    ]


def test_scripts_styles_menus_and_hidden_text_are_dropped() -> None:
    document = page(
        "<nav><a href=/>Home</a></nav><script>var must='The mayor shall go.'</script><style>p{}</style>"
        "<div class='cookie-banner'>We shall use cookies.</div><p hidden>The clerk must hide.</p>"
        "<p style='display: none'>No one shall see.</p><p>The board shall meet.</p><noscript>You must.</noscript>"
        "<ul><li><a href=1>One</a></li><li><a href=2>Two</a></li><li><a href=3>Three</a></li></ul>"
    )
    assert kinds(document) == [("paragraph", "The board shall meet.")]


def test_the_foot_of_the_page_is_kept_apart() -> None:
    document = page("<p>The board shall meet.</p><footer>You must not copy this page.</footer>")
    assert kinds(document)[1] == ("furniture", "You must not copy this page.")


def test_deleted_words_are_no_law() -> None:
    assert kinds(page("<p>The board shall <del>not</del> meet.</p>")) == [("paragraph", "The board shall meet.")]


def test_marks_of_notes_leave_the_sentence_and_the_notes_stay() -> None:
    document = page(
        "<p>The board<sup><a href='#fn1'>1</a></sup> shall buy 3 m<sup>2</sup>.</p>"
        "<section class=footnotes><ol><li id=fn1>Of wells. <a href='#r1'>↩</a></li></ol></section>"
    )
    assert kinds(document) == [("paragraph", "The board shall buy 3 m2."), ("footnote", "Of wells.")]
    assert document.blocks[1].label == "1"


def test_tables_are_kept_by_row() -> None:
    document = page("<p>Fees are due.</p><table><tr><th>Ship<th>Fee</tr><tr><td>Boat<td>3</tr></table>")
    assert kinds(document)[1:] == [("table", "Ship | Fee"), ("table", "Boat | 3")]


def test_tables_that_set_labels_beside_their_words_are_lists() -> None:
    document = page(
        "<p>The agency shall:</p><table><tr><td>(a)</td><td><p>dig;</p></td></tr></table>"
        "<table><tr><td>(b)</td><td><p>fill.</p></td></tr></table>"
    )
    assert [full(document, b) for b in document.blocks[1:]] == ["The agency shall: | dig", "The agency shall: | fill."]


def test_line_breaks_before_labels_part_paragraphs() -> None:
    document = page("<p>The agency shall:<br>(a) dig;<br>(b) fill<br>and close.</p>")
    assert kinds(document) == [("paragraph", "The agency shall:"), ("item", "dig"), ("item", "fill and close.")]


def test_labels_in_the_words_of_an_item_win_over_bullets() -> None:
    document = page("<p>The agency shall:</p><ul><li>(a) dig;</li><li>(b) fill.</li></ul>")
    assert [b.label for b in document.blocks] == [None, "(a)", "(b)"]


def test_words_after_a_list_close_it() -> None:
    document = page("<p>The agency shall</p><ul><li>dig; or</li><li>fill,</li></ul><p>within a year.</p>")
    assert full(document, document.blocks[2]) == "The agency shall | fill | within a year."


def test_items_of_two_paragraphs() -> None:
    document = page("<p>The agency shall:</p><ul><li><p>dig;</p><p>Digging starts in May.</p></li><li>fill.</li></ul>")
    assert [full(document, b) for b in document.blocks[1:]] == [
        "The agency shall: | dig",
        "Digging starts in May.",
        "The agency shall: | fill.",
    ]


def test_what_the_page_says_of_itself() -> None:
    document = page(
        "<p>The board shall meet.</p>",
        "<title>x</title><meta name='DC.title' content='Wells Act'><meta name='dcterms.publisher' content='Ministry of Water'>"
        "<meta name='DC.date.issued' content='2024-05-03T10:00'>",
    )
    assert (document.title, document.issuer, document.date) == ("Wells Act", "Ministry of Water", "2024-05-03")
    assert document.guessed == ("date", "issuer", "language", "title")
    assert document.media_type == "text/html"


def test_the_main_element_is_the_document() -> None:
    document = page("<div>Log in to comment.</div><main><p>The board shall meet in the hall of the town.</p></main>")
    assert kinds(document) == [("paragraph", "The board shall meet in the hall of the town.")]


@pytest.mark.parametrize(
    "data",
    [
        b"<p>The board shall meet.",
        b"<html><body>The board <b>shall</b> meet.",
        b"\xef\xbb\xbf<!-- x --><div>The board shall meet.</div>",
    ],
)
def test_sloppy_pages(data: bytes) -> None:
    document = read(Source("page", data=data))
    assert (document.media_type, document.text.strip()) == ("text/html", "The board shall meet.")


def test_characters_that_could_harm_come_out_as_text() -> None:
    document = page("<p>The board shall &lt;script&gt;alert(1)&lt;/script&gt; meet.</p>")
    assert document.text == "The board shall <script>alert(1)</script> meet."
