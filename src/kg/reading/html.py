"""HTML: the paragraphs, headings, lists, tables and notes of a page, without what only serves its frame.

The tree is walked with lxml, for trafilatura's own extraction flattens nested lists and drops the numbers that
browsers give to items. trafilatura finds the metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import EmptyDocument, TooLarge
from kg.model import BlockKind
from kg.reading import labels
from kg.reading.limits import Limits
from kg.reading.numbering import written
from kg.reading.pieces import Draft, Pen

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "button",
        "select",
        "input",
        "textarea",
        "nav",
        "menu",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "del",
        "s",
        "strike",
        "datalist",
        "progress",
        "meter",
        "dialog",
    ]
)
_FRAME_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "menu",
        "menubar",
        "toolbar",
        "dialog",
        "alertdialog",
        "complementary",
    ]
)
_FRAME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|consent|share|sharing|social|sidebar|pagination|pager|skip|skiplink"
    r"|toolbar|related|advert|ads|newsletter|masthead|site-header|site-footer|footer-links|language-switcher|print)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOTE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:footnotes?|endnotes?|oj-note|note-text|fn\d*|sdfootnote\d*)(?:$|[\s_-])", re.IGNORECASE
)
_NOTE_ROLES = frozenset(["doc-footnote", "doc-endnote", "doc-endnotes"])
_NOTE_MARK = re.compile(r"^\W{0,2}(?:[0-9]{1,3}|[*†‡§]{1,3}|[a-z])\W{0,2}$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STYLES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_BULLETS = "•◦▪"
_LAYOUT = frozenset(["table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section"])


def draft(text: str, *, limits: Limits, media_type: str = "text/html", notes: tuple[str, ...] = ()) -> Draft:
    """The page's text and pieces. Raises EmptyDocument and TooLarge."""
    root = parse(text, limits=limits)
    page = _Page(_weight(root))
    page.walk(_content(root), 0)
    page.flush()
    from kg.reading.html_metadata import metadata

    return page.pen.draft(media_type, metadata(root), notes)


def parse(text: str, *, limits: Limits) -> _Element:
    """The tree. Raises TooLarge where elements are nested deeper than the limit, as libxml2 drops what is too deep."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    data = text.replace("\0", "").encode("utf-8", "replace")
    if not data.strip():
        raise EmptyDocument("holds no text")
    try:
        root = html.document_fromstring(data, parser=parser)
    except Exception as error:  # lxml's ParserError is no single class over its versions
        raise EmptyDocument("holds no text") from error
    depth, level = 0, [root]
    while level:
        depth += 1
        if depth > limits.nesting:
            raise TooLarge(f"has elements nested more than {limits.nesting} deep", hint="raise the limit nesting")
        level = [child for element in level for child in element]
    return root


def _content(root: _Element) -> _Element:
    """The element that holds the document: <main> or the only <article>, where most of the text is in it."""
    body = root.find("body")
    whole = body if body is not None else root
    for candidates in (root.xpath("//main | //*[@role='main']"), root.xpath("//article")):
        if len(candidates) == 1 and _weight(candidates[0]) > 0.4 * _weight(whole):
            return candidates[0]
    return whole


def _weight(element: _Element) -> int:
    """How many letters of text it holds, scripts and styles not counted."""
    return sum(
        len(t.strip())
        for e in element.iter()
        if isinstance(e.tag, str)
        for t in ((e.text if e.tag not in _DROPPED else None), e.tail if e is not element else None)
        if t
    )


class _Page:
    """Writes down what it walks through. Text gathers until a block's border, then becomes a piece."""

    def __init__(self, weight: int) -> None:
        self.pen = Pen()
        self._whole = weight
        self._words: list[str] = []
        self._label: str | None = None  # of the item whose first words have not come yet
        self._depth = 0
        self._note = False

    def walk(self, element: _Element, depth: int) -> None:
        """Walks through the element's content at that depth of lists."""
        self._words.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._visit(child, depth)
            self._words.append(child.tail or "")

    def flush(self, kind: BlockKind | None = None, level: int | None = None) -> None:
        """Ends the paragraph that has gathered."""
        text, self._words = "".join(self._words), []
        if not text.strip():
            return
        paragraphs = list(_broken(text)) if kind is None else [text.replace("\v", " ")]
        for words in paragraphs:
            self._write(words, kind, level)

    def _write(self, words: str, kind: BlockKind | None, level: int | None) -> None:
        words = " ".join(words.split())
        if self._note and kind is None:
            label = (self._label or "").rstrip(".") or None
            self.pen.write(
                words.rstrip("↩ \ufe0e"), BlockKind.FOOTNOTE, label=label if label and label not in _BULLETS else None
            )
            self._label = None
        elif kind is not None:
            self.pen.write(words, kind, level=level)
        elif self._label is not None:
            found, at = labels.items(words)
            if found and not found[0].bullet and 0 < at < len(words):
                self._label, words = " ".join(label.text for label in found), words[at:]
            self.pen.write(words, BlockKind.ITEM, level=self._depth, label=self._label)
            self._label = None
        else:
            self.pen.write(words, None, level=self._depth or None)

    def _visit(self, element: _Element, depth: int) -> None:
        tag = element.tag
        if self._is_frame(element):
            if tag in ("aside", "footer", "header"):
                self.flush()
                self.pen.write(" ".join("".join(_visible(element)).split()), BlockKind.FURNITURE)
            return
        if tag == "br":
            self._words.append("\v")
        elif tag == "sup" and self._is_note_mark(element):
            return
        elif tag == "q":
            self._words.append("“")
            self.walk(element, depth)
            self._words.append("”")
        elif tag not in _BLOCKS:
            if not (element.get("role") == "doc-noteref" or (self._note and element.get("role") == "doc-backlink")):
                self.walk(element, depth)
        else:
            self._block(element, depth)

    def _block(self, element: _Element, depth: int) -> None:
        tag = element.tag
        self.flush()
        if self._is_note(element) and not self._note:
            self._note = True
            self.walk(element, depth)
            self.flush()
            self._note = False
        elif re.fullmatch("h[1-6]", tag):
            self.walk(element, depth)
            self.flush(BlockKind.HEADING, int(tag[1]))
        elif tag in ("ul", "ol"):
            self._list(element, depth + 1)
        elif tag == "table":
            self._table(element, depth)
        elif tag == "pre":
            self._words.append("".join(element.itertext()).replace("\n", "\v"))
            self.flush()
        else:
            self.walk(element, depth)
            self.flush()

    def _list(self, element: _Element, depth: int) -> None:
        above = self._depth
        self._depth = depth
        for item, label in _numbered(element, depth):
            self._label = label
            self.walk(item, depth)
            self.flush()
            self._label = None
            self._depth = depth
        self._depth = above

    def _table(self, element: _Element, depth: int) -> None:
        """A table of data is kept by row; one that only lays out text is walked through."""
        rows = element.xpath("./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr")
        if _lays_out(element, rows):
            for row in rows:
                cells = [c for c in row if c.tag in ("td", "th")]
                for cell in cells:
                    self.walk(cell, depth)
                    if not _is_label("".join(self._words)):
                        self.flush()
                    else:
                        self._words.append(" ")
                self.flush()
            return
        for caption in element.xpath("./caption"):
            self.pen.write("".join(caption.itertext()), BlockKind.TABLE)
        for row in rows:
            cells = [" ".join("".join(_visible(c)).split()) for c in row if c.tag in ("td", "th")]
            self.pen.write(" | ".join(cells), BlockKind.TABLE)

    def _is_frame(self, element: _Element) -> bool:
        """Whether the element belongs to the frame of the page: menus, banners, what is hidden."""
        tag = element.tag
        if tag in _DROPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        if _HIDDEN.search(element.get("style") or ""):
            return True
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        declared = element.get("role") in _FRAME_ROLES or tag in ("footer", "aside", "header")
        framing = declared or (
            (tag in ("div", "section", "ul", "ol", "p", "span", "table") and _FRAME_NAMES.search(names) is not None)
            or (tag in ("ul", "div", "p", "table") and _is_menu(element))
        )
        if not framing or self._is_note(element) or element.xpath(".//main | .//article | .//h1"):
            return False
        return _weight(element) < (0.7 if declared else 0.4) * self._whole

    def _is_note(self, element: _Element) -> bool:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        return element.get("role") in _NOTE_ROLES or _NOTE_NAMES.search(names) is not None

    def _is_note_mark(self, element: _Element) -> bool:
        """Whether a raised sign points at a note: such signs are no words of the sentence."""
        linked = element.find(".//a") is not None or any(a.tag == "a" for a in element.iterancestors())
        return linked and _NOTE_MARK.match("".join(element.itertext()).strip()) is not None


def _broken(text: str) -> Iterator[str]:
    """The paragraphs between line breaks: an empty line parts them, and so does a label that opens a line."""
    gathered = ""
    for part in re.split(r"(\v(?:\s*\v)+)", text):
        for number, line in enumerate(part.split("\v")):
            if number and gathered.strip() and (not line.strip() or _opens_item(gathered, line)):
                yield gathered
                gathered = ""
            gathered += " " + line
    if gathered.strip():
        yield gathered


def _opens_item(above: str, line: str) -> bool:
    words = " ".join(line.split())
    return bool(labels.items(words)[0]) or labels.division(words) is not None


def _numbered(element: _Element, depth: int) -> Iterator[tuple[_Element, str]]:
    """The items of a list with the labels that a browser shows."""
    css = re.search(r"list-style(?:-type)?\s*:[^;]*?([a-z]+-?[a-z]*)\s*(?:;|$)", element.get("style") or "")
    style = css[1] if css else _STYLES.get(element.get("type") or "1", "decimal")
    items = [e for e in element if isinstance(e.tag, str) and e.tag not in _DROPPED]
    start = element.get("start") or ""
    down = element.get("reversed") is not None
    number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else len(items) if down else 1
    for item in items:
        if element.tag == "ul" or style in ("disc", "circle", "square", "none"):
            yield item, _BULLETS[min(depth, len(_BULLETS)) - 1]
            continue
        value = item.get("value") or ""
        number = int(value) if re.fullmatch(r"\d{1,6}", value) else number
        yield item, written(number, style) + "."
        number += -1 if down else 1


def _lays_out(element: _Element, rows: list[_Element]) -> bool:
    """Whether a table holds running text: legal pages set "(a)" and its words in two cells."""
    if element.get("role") == "presentation" or any(e.tag in _LAYOUT for e in element.iter() if e is not element):
        return True
    cells = [["".join(c.itertext()).strip() for c in row if c.tag in ("td", "th")] for row in rows]
    if element.find(".//th") is not None:
        return False
    filled = [[c for c in row if c] for row in cells]
    return all(len(row) <= 1 or (len(row) == 2 and _is_label(row[0])) for row in filled)


def _is_label(text: str) -> bool:
    words = text.strip()
    found, at = labels.items(words)
    return bool(words) and bool(found) and at == len(words)


def _is_menu(element: _Element) -> bool:
    """Whether nearly all of the words are links: three at least, none of them in a sentence."""
    links = element.xpath(".//a")
    if len(links) < 3:
        return False
    weight = _weight(element)
    text = "".join(element.itertext())
    return sum(_weight(a) for a in links) > 0.8 * weight and not re.search(r"[.;]\s", text)


def _visible(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _DROPPED:
            yield from _visible(child)
            yield " " if child.tag in _BLOCKS or child.tag == "br" else ""
        yield child.tail or ""
