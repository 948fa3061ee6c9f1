"""The same page as text, HTML, Markdown, Word and PDF gives the same blocks."""

from __future__ import annotations

import io

import docx
import pytest

from kg.model import Block, BlockKind, Document
from kg.reading import Source, read
from tests.reading.made_pdf import Line, pdf, typeset

TITLE = "Wells and Springs Act"
PARTS: list[tuple[str, str]] = [
    ("h1", "Article 1"),
    (
        "p",
        "This Act applies to every well in the province and to the springs that feed it, whoever may own the land around them.",
    ),
    ("h1", "Article 2 – Duties"),
    ("p", "1. The water board shall:"),
    ("p", "(a) measure the depth of every well at the end of each month;"),
    ("p", "(b) for each spring:"),
    ("p", "(i) name a keeper; and"),
    ("p", "(ii) publish the name of the keeper; and"),
    ("p", "(c) report to the assembly within 90 days of the end of the year."),
    ("p", "2. No person may foul a well. A keeper who finds that a well is fouled must tell the mayor at once."),
    ("h1", "Article 3"),
    (
        "p",
        "The mayor may, after hearing the water board, close a well for as long as the safety of the town requires it.",
    ),
]


def as_text() -> bytes:
    return "\n\n".join([TITLE, *(text for _, text in PARTS)]).encode()


def as_html() -> bytes:
    body = "".join(f"<{'h2' if tag == 'h1' else tag}>{text}</{'h2' if tag == 'h1' else tag}>" for tag, text in PARTS)
    return f"<!doctype html><html lang='en'><meta charset='utf-8'><body><h1>{TITLE}</h1>{body}</body></html>".encode()


def as_markdown() -> bytes:
    escaped = [
        ("## " if tag == "h1" else "") + text.replace("1. ", "1\\. ").replace("2. ", "2\\. ") for tag, text in PARTS
    ]
    return "\n\n".join([f"# {TITLE}", *escaped]).encode()


def as_docx() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for tag, text in PARTS:
        if tag == "h1":
            document.add_heading(text, 1)
        else:
            document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf() -> bytes:
    lines = typeset([text for _, text in PARTS], top=740)
    return pdf([[Line(TITLE, 790, size=18), *lines]])


FORMS = {"text": as_text, "html": as_html, "markdown": as_markdown, "docx": as_docx, "pdf": as_pdf}


def content(document: Document) -> list[tuple[object, ...]]:
    def words(block: Block) -> tuple[object, ...]:
        parts = [" ".join(s.of(document.text).split()) for s in (*block.lead_in, block.span, *block.closing)]
        return block.kind, block.label, block.path, *parts

    return [words(b) for b in document.blocks]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_blocks(form: str) -> None:
    expected = content(read(Source("act", data=as_text())))
    assert content(read(Source("act", data=FORMS[form]()))) == expected


def test_they_are_the_right_ones() -> None:
    document = read(Source("act", data=as_text()))
    items = [(b.path, len(b.lead_in)) for b in document.blocks if b.kind is BlockKind.ITEM]
    assert document.title == TITLE
    assert items == [
        (("Article 2", "1"), 0),
        (("Article 2", "1", "(a)"), 1),
        (("Article 2", "1", "(b)"), 1),
        (("Article 2", "1", "(b)", "(i)"), 2),
        (("Article 2", "1", "(b)", "(ii)"), 2),
        (("Article 2", "1", "(c)"), 1),
        (("Article 2", "2"), 0),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_file_name_does_not_matter(form: str) -> None:
    document = read(Source("act.bin", data=FORMS[form]()))
    assert document.media_type == read(Source("act", data=FORMS[form]())).media_type


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bytes_give_the_same_document(form: str) -> None:
    data = FORMS[form]()
    assert read(Source("act", data=data)) == read(Source("act", data=data))
