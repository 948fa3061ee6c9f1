"""PDF: lines with their places from pypdf, put together to paragraphs; running heads and notes set apart."""

from __future__ import annotations

import io
import itertools
import logging
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.errors import EmptyDocument, EncryptedDocument, ReadError, TooLarge
from kg.model import BlockKind, Span
from kg.reading import hyphens, pdf_tables
from kg.reading.limits import Limits
from kg.reading.pieces import Draft, Pen
from kg.reading.text import ENDED, Line, Wrapping

MEDIA_TYPE = "application/pdf"
_EDGE = 3  # lines at the top and the bottom of a page among which running heads are looked for
_SMALL = 0.92  # of the body's letters: from there on down, lines at the foot of a page are notes
_LARGE = 1.12  # of the body's letters: from there on up, lines are headings
_NOTE = re.compile(r"^(?:\[\d{1,3}\]|\d{1,3}|[*†‡]{1,3})[.)]?\s*(?=[^\W\d]|[“\"(])")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s*)?(?:\d{1,4}|[ivxl]+)(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:\[?\d{1,3}\]?|[*†‡]{1,3})\s*$")


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page: points from the lower left corner, ``size`` of most of its letters."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of letters as the page's program draws them."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


def draft(data: bytes, limits: Limits) -> Draft:
    """The document's text and pieces. Raises ReadError, EncryptedDocument, EmptyDocument and TooLarge."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _opened(data)
    count = len(reader.pages)
    if count > limits.pages:
        raise TooLarge(f"has {count} pages, more than {limits.pages}", hint="split it or raise the limit pages")
    pages: list[list[PageLine]] = []
    ruled: list[int] = []
    pictures = False
    for number, page in enumerate(reader.pages, 1):
        found = list(_lines(_fragments(page), number))
        pictures = pictures or (not found and "/XObject" in (page.get("/Resources") or {}))
        pages.append(found)
        if pdf_tables.is_ruled(page):
            ruled.append(number)
    if not any(pages):
        if pictures:
            raise EmptyDocument(
                "holds pictures of pages and no text", hint="run it through text recognition (OCR) first"
            )
        raise EmptyDocument("holds no text")
    blank = [str(number) for number, page in enumerate(pages, 1) if not page]
    notes = (f"no text on {len(blank)} of {count} pages: {', '.join(blank[:10])}",) if blank else ()
    tables = pdf_tables.tables(data, ruled) if ruled and pdf_tables.available() else {}
    return _Composer(pages, tables).draft(_metadata(reader), notes)


def _opened(data: bytes) -> Any:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PdfReadError

    if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
        raise ReadError("is cut off: the end of the PDF is missing", hint="fetch it again")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedDocument("needs a password", hint="save a copy without one")
        len(reader.pages)
    except DependencyError as error:
        raise EncryptedDocument("is encrypted", hint="save a copy that is not") from error
    except (PdfReadError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ReadError(f"is damaged and cannot be parsed ({str(error)[:120]})") from error
    return reader


def _fragments(page: Any) -> list[Fragment]:
    found: list[Fragment] = []

    def visit(text: str, ctm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        x = tm[4] * ctm[0] + tm[5] * ctm[2] + ctm[4] if any(ctm[:4]) else tm[4]
        y = tm[4] * ctm[1] + tm[5] * ctm[3] + ctm[5] if any(ctm[:4]) else tm[5]
        scale = max(abs(tm[3]), abs(tm[1])) * (max(abs(ctm[3]), abs(ctm[1])) if any(ctm[:4]) else 1.0)
        bold = bool(font) and "bold" in str((font or {}).get("/BaseFont", "")).lower()
        if text:
            found.append(Fragment(text, x, y, abs(size * scale) or abs(size), bold))

    page.extract_text(visitor_text=visit)
    return found


def _lines(fragments: Sequence[Fragment], page: int) -> Iterator[PageLine]:
    """The lines, in the order in which the page draws them. A raised mark of a note is left out of its line."""
    gathered: list[Fragment] = []
    for fragment in fragments:
        for number, text in enumerate(fragment.text.split("\n")):
            if number and gathered:
                gathered.append(replace(gathered[-1], text="\n"))
            if text.strip():
                if gathered and not _same_line(gathered, replace(fragment, text=text)):
                    yield from _line(gathered, page)
                    gathered = []
                gathered.append(replace(fragment, text=text))
            elif text and gathered:
                gathered.append(replace(gathered[-1], text=" "))
    yield from _line(gathered, page)


def _same_line(gathered: Sequence[Fragment], fragment: Fragment) -> bool:
    if all(f.text != "\n" for f in gathered):
        return True
    main = max(gathered, key=lambda f: (f.size, len(f.text)))
    near = 0.55 * max(main.size, fragment.size)
    raised = fragment.size < 0.8 * main.size or main.size < 0.8 * fragment.size or fragment.y == main.y
    return raised and abs(fragment.y - main.y) < near and fragment.x >= gathered[0].x


def _line(gathered: Sequence[Fragment], page: int) -> Iterator[PageLine]:
    letters = [f for f in gathered if f.text.strip()]
    if not letters:
        return
    sizes: Counter[float] = Counter()
    for fragment in letters:
        sizes[round(fragment.size, 1)] += len(fragment.text)
    size = sizes.most_common(1)[0][0]
    base = next(f for f in letters if round(f.size, 1) == size)
    words = "".join(
        "" if f.text == "\n" or (f.size < 0.8 * size and f.y > base.y + 0.5 and _MARK.match(f.text)) else f.text
        for f in gathered
    )
    words = " ".join(words.replace("\0", "").split())
    if words:
        bold = all(f.bold for f in letters)
        yield PageLine(words, page, min(f.x for f in letters), base.y, size, bold)


class _Composer:
    """Puts the lines of all pages together."""

    def __init__(self, pages: Sequence[Sequence[PageLine]], tables: Mapping[int, Sequence[pdf_tables.Table]]) -> None:
        self._pages = [
            [line for line in page if not any(t.holds(line.x, line.y) for t in tables.get(line.page, ()))]
            for page in pages
        ]
        self._tables = tables
        sizes: Counter[float] = Counter()
        for line in (line for page in self._pages for line in page):
            sizes[line.size] += len(line.text)
        self._body = sizes.most_common(1)[0][0] if sizes else 10.0
        self._heads = sorted((s for s in sizes if s > _LARGE * self._body), reverse=True)
        self._aside: list[tuple[int, BlockKind, str, str | None]] = []
        self._pen = Pen()

    def draft(self, meta: dict[str, str], notes: tuple[str, ...]) -> Draft:
        running = _running(self._pages) | {line for page in self._pages for line in self._small_head(page)}
        body: list[PageLine] = []
        for number, tables in self._tables.items():
            self._aside.extend((number, BlockKind.TABLE, row, None) for table in tables for row in table.rows)
        for lines in self._pages:
            kept = [line for line in lines if line not in running]
            for line in lines:
                if line in running:
                    self._aside.append((line.page, BlockKind.FURNITURE, line.text, None))
            foot = self._foot(kept)
            self._notes(kept[foot:])
            body.extend(kept[:foot])
        known = hyphens.vocabulary("\n".join(line.text for line in body))
        for paragraph in _paragraphs(body, self._body):
            self._put_aside_before(paragraph[0].page)
            self._write(paragraph, known)
        self._put_aside_before(len(self._pages) + 1)
        return self._pen.draft(MEDIA_TYPE, meta, notes)

    def _small_head(self, page: Sequence[PageLine]) -> list[PageLine]:
        """A line in small letters at the top of a page, with space below: a running head even on a single page."""
        by_height = sorted(page, key=lambda line: -line.y)
        if len(by_height) < 4 or by_height[0].size > _SMALL * self._body:
            return []
        return by_height[:1] if by_height[0].y - by_height[1].y > 1.8 * self._body else []

    def _foot(self, lines: Sequence[PageLine]) -> int:
        """Where the notes at the foot of the page start: lines in small letters, down to the last one."""
        at = len(lines)
        while at > 0 and lines[at - 1].size <= _SMALL * self._body:
            at -= 1
        return at if at > 0 else len(lines)  # a page of nothing else is no page of notes

    def _notes(self, lines: Sequence[PageLine]) -> None:
        for line in lines:
            mark = _NOTE.match(line.text)
            if mark or not self._aside or self._aside[-1][:2] != (line.page, BlockKind.FOOTNOTE):
                label = mark[0].strip() if mark else None
                words = line.text[mark.end() :] if mark else line.text
                self._aside.append((line.page, BlockKind.FOOTNOTE, words, label))
            else:
                page, kind, words, label = self._aside[-1]
                self._aside[-1] = (page, kind, hyphens.in_one((words, line.text), frozenset()), label)

    def _put_aside_before(self, page: int) -> None:
        """Writes the notes and running heads of the pages that are done, behind the paragraph that ends there."""
        for number, kind, words, label in sorted((a for a in self._aside if a[0] < page), key=lambda a: a[0]):
            self._pen.write(words, kind, label=label, page=number)
        self._aside = [a for a in self._aside if a[0] >= page]

    def _write(self, paragraph: Sequence[PageLine], known: frozenset[str]) -> None:
        words = hyphens.in_one([line.text for line in paragraph], known)
        first = paragraph[0]
        short = len(words.split()) <= 30 and not words.endswith((";", ","))
        if first.size in self._heads and short:
            self._pen.write(words, BlockKind.HEADING, level=self._heads.index(first.size) + 1, page=first.page)
        elif all(line.bold for line in paragraph) and short and len(words.split()) <= 20 and words[-1] not in ".:":
            self._pen.write(words, BlockKind.HEADING, page=first.page)
        else:
            self._pen.write(words, page=first.page)


def _running(pages: Sequence[Sequence[PageLine]]) -> set[PageLine]:
    """Running heads and feet: the same words, but for numbers, at the same height at an edge of several pages.

    Only what has nothing but running heads between itself and the edge is one.
    """
    edges = [edge for page in pages for edge in _edges(page)]
    count: Counter[tuple[str, int]] = Counter()
    for edge in edges:
        count.update({key for line in edge for key in _keys(line)})
    least = max(2, round(0.3 * len(pages)))
    offset = _numbering(edges)
    found = set()
    for edge in edges:
        outer = edge[0] if edge else None
        for line in edge:
            numbered = _PAGE_NUMBER.fullmatch(line.text) is not None or (
                offset is not None and offset in _offsets(line)
            )
            repeated = numbered or max(count[key] for key in _keys(line)) >= least
            if not repeated or outer is None or abs(line.y - outer.y) > 3 * line.size:
                break
            found.add(line)
            outer = line
    return found


def _numbering(edges: Sequence[Sequence[PageLine]]) -> int | None:
    """What the printed page numbers are ahead of the counted ones, where three pages at least agree."""
    seen = Counter(offset for edge in edges for line in edge[:1] for offset in _offsets(line))
    offset, count = seen.most_common(1)[0] if seen else (0, 0)
    return offset if count >= 3 else None


def _offsets(line: PageLine) -> set[int]:
    """The first and last number of a short line, less the page it is on: "Chapter 2: Wells 17" on page 19 gives -2."""
    if len(line.text) > 100:
        return set()
    numbers = re.findall(r"^\d{1,4}(?=\s|$)|(?<=\s)\d{1,4}$|^\d{1,4}$", line.text)
    return {int(number) - line.page for number in numbers}


def _edges(page: Sequence[PageLine]) -> tuple[list[PageLine], list[PageLine]]:
    """The outermost lines at the top and at the bottom, from outside in."""
    by_height = sorted(page, key=lambda line: -line.y)
    most = min(_EDGE, max(1, len(by_height) // 2))
    return by_height[:most], by_height[::-1][:most]


def _keys(line: PageLine) -> tuple[tuple[str, int], ...]:
    """Words without their numbers, and height in steps of four points, rounded up and down."""
    words = re.sub(r"\d+", "#", line.text.lower())
    return (words, int(line.y // 4)), (words, int((line.y + 2) // 4) + 10_000)


def _paragraphs(lines: Sequence[PageLine], body: float) -> Iterator[list[PageLine]]:
    if not lines:
        return
    leading = _leading(lines)
    left = min(line.x for line in lines)
    as_text: list[Line] = []
    for at, line in enumerate(lines):
        indent = round((line.x - left) / (0.5 * body))
        gap = at == 0 or _parted(lines[at - 1], line, leading)
        as_text.append(Line(Span(0, 0), indent, line.text, gap))
    lengths = sorted(line.indent + len(line.words) for line in as_text)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    wrapping = Wrapping(width, slack=max(8, width // 6), small=False)
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or not wrapping.continues(as_text[at - 1], as_text[at], as_text[start]):
            yield list(lines[start:at])
            start = at


def _leading(lines: Sequence[PageLine]) -> float:
    steps = [a.y - b.y for a, b in itertools.pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 4 * a.size]
    return statistics.median_low(steps) if steps else 1.2 * lines[0].size


def _parted(above: PageLine, below: PageLine, leading: float) -> bool:
    """Whether white space, letters of another size, or a finished page stands between two lines."""
    if abs(above.size - below.size) > 0.08 * max(above.size, below.size) or above.bold != below.bold:
        return True
    if above.page != below.page:
        return ENDED.search(above.text) is not None or (
            not below.text[0].islower() and _NOTE.match(below.text) is not None
        )
    step = above.y - below.y
    return (step < 0 and ENDED.search(above.text) is not None) or step > 1.3 * leading


def _metadata(reader: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        said = reader.metadata
        if said:
            found = {"title": str(said.title or ""), "issuer": str(said.author or "")}
            if said.creation_date:
                found["date"] = said.creation_date.date().isoformat()
        found["language"] = str(reader.trailer["/Root"].get("/Lang", "") or "")
    except Exception:  # broken properties are no reason to lose the document
        return {key: value for key, value in found.items() if value}
    return {key: value for key, value in found.items() if value}
