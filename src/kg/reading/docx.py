"""DOCX: paragraphs with their styles, the numbers that Word gives to list items, tables, notes, running heads."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.errors import BinaryDocument, ReadError, TooLarge
from kg.model import BlockKind
from kg.reading import labels
from kg.reading.limits import Limits
from kg.reading.pieces import Draft, Pen
from kg.reading.word_numbering import Numbering

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MOST_FILES = 10_000
_DELETED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{_MC}Fallback"})


def draft(data: bytes, limits: Limits) -> Draft:
    """The document's text and pieces. Raises ReadError, and TooLarge for an archive that unpacks out of proportion."""
    _weigh(data, limits)
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(io.BytesIO(data))
    except PackageNotFoundError as error:
        raise ReadError("is damaged: a Word file without its parts") from error
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ReadError(f"is damaged and cannot be parsed ({error})") from error
    writer = _Writer(document)
    writer.body(document.element.body)
    writer.running_heads()
    return writer.pen.draft(MEDIA_TYPE, _metadata(document))


def _weigh(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise ReadError("is cut off or damaged: the end of the archive is missing", hint="fetch it again") from error
    if any(member.flag_bits & 1 for member in members):
        raise BinaryDocument("is an encrypted zip archive", hint="save it as DOCX without a password")
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MOST_FILES:
        raise TooLarge(f"holds {len(members)} files")
    if unpacked > limits.expanded and unpacked > limits.expansion * len(data):
        ratio = unpacked // max(len(data), 1)
        raise TooLarge(
            f"unpacks to {ratio} times its size, {unpacked / 1048576:.4g} MB", hint="raise the limit expansion"
        )
    if unpacked > limits.memory // 4:
        raise TooLarge(f"unpacks to {unpacked / 1048576:.4g} MB", hint="raise the limit memory")


class _Writer:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._styles = {style.style_id: style for style in document.styles}
        self._notes = dict(_notes(document))
        self.pen = Pen()
        self._pending: list[str] = []  # ids of notes that the paragraph refers to

    def body(self, element: _Element) -> None:
        """Writes paragraphs and tables in the order in which they stand."""
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
                self._contents_or_body(child)

    def _contents_or_body(self, element: _Element) -> None:
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            for paragraph in element.iter(f"{W}p"):
                self.pen.write(self._words(paragraph), BlockKind.FURNITURE)
        else:
            self.body(element)

    def _paragraph(self, paragraph: _Element) -> None:
        words = self._words(paragraph)
        boxes = [p for box in paragraph.iter(f"{W}txbxContent") for p in box.iter(f"{W}p") if not _is_fallback(box)]
        label = self._numbering.label(paragraph) if words.strip() else None
        kind, level = self._kind(paragraph)
        if kind is BlockKind.FURNITURE:
            self.pen.write(words, kind)
        elif kind is not None:
            self._heading(words, kind, level, label[0] if label else None)
        elif label is not None:
            self._item(words, label[0], self._depth(paragraph, label[1]))
        else:
            for part in _broken(words):
                self.pen.write(part)
        for inner in boxes:
            self._paragraph(inner)
        pending, self._pending = self._pending, []
        for note in pending:
            number, text = self._notes.pop(note, ("", ""))
            self.pen.write(text, BlockKind.FOOTNOTE, label=number)

    def _heading(self, words: str, kind: BlockKind, level: int | None, label: str | None) -> None:
        self.pen.write(f"{label} {words}" if label and label[0] not in labels.BULLETS else words, kind, level=level)

    def _item(self, words: str, label: str, level: int) -> None:
        """An item of a list. A number that names a division ("Article 3.") is text like any other."""
        words = " ".join(words.split())
        if labels.division(f"{label} {words}"):
            self.pen.write(f"{label} {words}")
        else:
            self.pen.write(words, BlockKind.ITEM, level=level, label=label)

    def _kind(self, paragraph: _Element) -> tuple[BlockKind | None, int | None]:
        """What the style says: Title, Heading 2, a line of the table of contents, or nothing."""
        style = self._style(paragraph)
        outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and (outline.get(f"{W}val") or "9").isdigit() and int(outline.get(f"{W}val") or 9) < 9:
            return BlockKind.HEADING, int(outline.get(f"{W}val") or 0) + 1
        while style is not None:
            name = (style.name or "").lower()
            if name == "title":
                return BlockKind.TITLE, None
            if match := re.match(r"heading\s+([1-9])", name):
                return BlockKind.HEADING, int(match[1])
            if re.match(r"toc(?:\s|$)|table of (?:contents|figures)", name):
                return BlockKind.FURNITURE, None
            level = style.element.find(f"{W}pPr/{W}outlineLvl")
            if level is not None and (level.get(f"{W}val") or "9").isdigit() and int(level.get(f"{W}val") or 9) < 9:
                return BlockKind.HEADING, int(level.get(f"{W}val") or 0) + 1
            style = style.base_style
        return None, None

    def _depth(self, paragraph: _Element, level: int) -> int:
        """The depth of an item; Word's own styles name it where the list itself does not: "List Bullet 2"."""
        style = self._style(paragraph)
        named = (
            re.fullmatch(r"list (?:bullet|number|continue)? ?([2-5])", (style.name or "").lower())
            if style is not None
            else None
        )
        return int(named[1]) if named and level == 1 else level

    def _style(self, paragraph: _Element) -> Any:
        mark = paragraph.find(f"{W}pPr/{W}pStyle")
        return self._styles.get(mark.get(f"{W}val")) if mark is not None else None

    def _words(self, paragraph: _Element) -> str:
        return "".join(self._runs(paragraph))

    def _runs(self, element: _Element) -> Iterator[str]:
        """The words of a paragraph: inserted text counts, deleted and hidden text does not; "\\v" is a line break."""
        for child in element:
            tag = child.tag
            if tag in _DELETED or tag == f"{W}txbxContent" or not isinstance(tag, str):
                continue
            if tag == f"{W}r" and child.find(f"{W}rPr/{W}vanish") is not None:
                continue
            if tag == f"{W}t":
                yield child.text or ""
            elif tag == f"{W}tab":
                yield "\t"
            elif tag in (f"{W}br", f"{W}cr"):
                yield "\v"
            elif tag == f"{W}noBreakHyphen":
                yield "-"
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._pending.append(f"{tag.removeprefix(W)[:-9]} {child.get(f'{W}id')}")
            else:
                yield from self._runs(child)

    def _table(self, table: _Element) -> None:
        """A table of one column, or of labels and text, only lays out text; the others are kept by row."""
        rows = [list(row.iter(f"{W}tc")) for row in table.iter(f"{W}tr") if _table_of(row) is table]
        told = [
            [" ".join("".join(self._words(p) + " " for p in cell.iter(f"{W}p")).split()) for cell in row]
            for row in rows
        ]
        filled = [[cell for cell in row if cell] for row in told]
        if all(len(row) <= 1 or (len(row) == 2 and _is_label(row[0])) for row in filled):
            for row, cells in zip(told, rows, strict=True):
                if len([c for c in row if c]) == 2:
                    self.pen.write(" ".join(row))
                else:
                    for cell in cells:
                        self.body(cell)
            return
        for row in told:
            if any(row):
                self.pen.write(" | ".join(row), BlockKind.TABLE)

    def running_heads(self) -> None:
        """Heads and feet of the pages, and notes that nothing refers to, come last: kept, never read as sentences."""
        seen: set[str] = set()
        for section in self._document.sections:
            for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
                if part.is_linked_to_previous:
                    continue
                for paragraph in part._element.iter(f"{W}p"):
                    words = " ".join(self._words(paragraph).split())
                    if words and words not in seen:
                        seen.add(words)
                        self.pen.write(words, BlockKind.FURNITURE)
        for number, text in self._notes.values():
            self.pen.write(text, BlockKind.FOOTNOTE, label=number)


def _table_of(row: _Element) -> _Element | None:
    return next((a for a in row.iterancestors() if a.tag == f"{W}tbl"), None)


def _is_fallback(element: _Element) -> bool:
    return any(a.tag == f"{_MC}Fallback" for a in element.iterancestors())


def _is_label(text: str) -> bool:
    found, at = labels.items(text)
    return bool(found) and at == len(text)


def _broken(words: str) -> Iterator[str]:
    """The paragraphs between line breaks: a label or an empty line parts them."""
    gathered = ""
    for line in words.split("\v"):
        if gathered.strip() and (not line.strip() or labels.items(line.strip())[0] or labels.division(line.strip())):
            yield gathered
            gathered = ""
        gathered += " " + line
    if gathered.strip():
        yield gathered


def _notes(document: Any) -> Iterator[tuple[str, tuple[str, str]]]:
    """Foot- and endnotes: ("footnote 2", (number, words))."""
    from lxml import etree

    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind not in ("footnotes", "endnotes") or relation.is_external:
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        number = 0
        for note in root.iter(f"{W}{kind[:-1]}"):
            if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            number += 1
            words = " ".join(t.text or "" for t in note.iter(f"{W}t"))
            yield f"{kind[:-1]} {note.get(f'{W}id')}", (str(number), words)


def _metadata(document: Any) -> dict[str, str]:
    said = document.core_properties
    try:
        issued = said.created.date().isoformat() if said.created else ""
    except ValueError:
        issued = ""
    found = {
        "title": said.title,
        "issuer": said.author,
        "date": issued,
        "language": said.language,
        "number": said.identifier,
    }
    return {field: value for field, value in found.items() if value and value != "python-docx"}
