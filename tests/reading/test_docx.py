"""Word files."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.oxml import parse_xml

from kg.model import BlockKind, Document
from kg.reading import Source, read
from tests.reading.reading_of import full, words

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(write: Callable[[Any], None]) -> Document:
    file = docx.Document()
    write(file)
    stream = io.BytesIO()
    file.save(stream)
    return read(Source("act", data=stream.getvalue()))


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, words(document, b)) for b in document.blocks]


def numbered(file: Any, levels: list[tuple[str, str]]) -> int:
    """Adds a list whose levels have these (format, text), and returns its number."""
    root = file.part.numbering_part.element
    number = 90 + len(root)
    forms = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{forms}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    return number


def item(file: Any, number: int, level: int, text: str) -> None:
    paragraph = file.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def test_styles_are_headings_and_the_title() -> None:
    def write(file: Any) -> None:
        file.add_heading("Wells Act", 0)
        file.add_heading("Duties", 1)
        file.add_paragraph("The board shall meet.")

    document = word(write)
    assert kinds(document) == [("title", "Wells Act"), ("heading", "Duties"), ("paragraph", "The board shall meet.")]
    assert document.blocks[2].path == ("Duties",)


def test_the_numbers_that_word_counts() -> None:
    def write(file: Any) -> None:
        number = numbered(file, [("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)")])
        file.add_paragraph("Article 1")
        item(file, number, 0, "Owners pay.")
        item(file, number, 0, "The agency shall:")
        item(file, number, 1, "dig;")
        item(file, number, 1, "for each well:")
        item(file, number, 2, "measure; and")
        item(file, number, 2, "mark;")
        item(file, number, 1, "report.")

    document = word(write)
    items = [b for b in document.blocks if b.kind is BlockKind.ITEM]
    assert [b.path for b in items][3:] == [
        ("Article 1", "2", "(b)"),
        ("Article 1", "2", "(b)", "(i)"),
        ("Article 1", "2", "(b)", "(ii)"),
        ("Article 1", "2", "(c)"),
    ]
    assert full(document, items[4]) == "The agency shall: | for each well: | measure"
    assert full(document, items[6]) == "The agency shall: | report."


def test_articles_that_word_numbers() -> None:
    def write(file: Any) -> None:
        number = numbered(file, [("decimal", "Article %1"), ("decimal", "%1.%2")])
        item(file, number, 0, "Scope")
        item(file, number, 1, "This act binds owners.")
        item(file, number, 0, "Duties")
        item(file, number, 1, "Owners pay.")

    document = word(write)
    assert [b.path[0] for b in document.blocks] == ["Article 1", "Article 1", "Article 2", "Article 2"]
    assert document.blocks[3].label == "2.1"


def test_tables_and_layout_tables() -> None:
    def write(file: Any) -> None:
        file.add_paragraph("The agency shall:")
        layout = file.add_table(2, 2)
        for row, cells in enumerate([("(a)", "dig;"), ("(b)", "fill.")]):
            for column, text in enumerate(cells):
                layout.cell(row, column).text = text
        data = file.add_table(2, 2)
        for row, cells in enumerate([("Ship", "Fee"), ("Boat", "3")]):
            for column, text in enumerate(cells):
                data.cell(row, column).text = text

    document = word(write)
    assert [full(document, b) for b in document.blocks] == [
        "The agency shall:",
        "The agency shall: | dig",
        "The agency shall: | fill.",
        "Ship | Fee",
        "Boat | 3",
    ]


def test_running_heads_are_kept_apart() -> None:
    def write(file: Any) -> None:
        file.sections[0].header.paragraphs[0].text = "Ministry of Water"
        file.add_paragraph("The board shall meet.")

    assert kinds(word(write)) == [("paragraph", "The board shall meet."), ("furniture", "Ministry of Water")]


def test_tracked_changes_count_as_accepted() -> None:
    def write(file: Any) -> None:
        paragraph = file.add_paragraph("The board shall")
        paragraph._p.append(parse_xml(f'<w:ins {W} w:id="1"><w:r><w:t xml:space="preserve"> not</w:t></w:r></w:ins>'))
        paragraph._p.append(parse_xml(f'<w:del {W} w:id="2"><w:r><w:delText> ever</w:delText></w:r></w:del>'))
        paragraph.add_run(" meet.")

    assert kinds(word(write)) == [("paragraph", "The board shall not meet.")]


def test_hidden_text_is_not_read() -> None:
    def write(file: Any) -> None:
        paragraph = file.add_paragraph("The board shall ")
        paragraph.add_run("not ").font.hidden = True
        paragraph.add_run("meet.")

    assert kinds(word(write)) == [("paragraph", "The board shall meet.")]


def test_properties_of_the_file() -> None:
    def write(file: Any) -> None:
        file.core_properties.title = "Wells Act"
        file.core_properties.author = "Ministry of Water"
        file.add_paragraph("The board shall meet.")

    document = word(write)
    assert (document.title, document.issuer) == ("Wells Act", "Ministry of Water")
    assert {"title", "issuer"} <= set(document.guessed)
