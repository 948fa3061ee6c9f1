"""Markdown, by way of the HTML that it stands for."""

from __future__ import annotations

import re

from kg.reading import html
from kg.reading.limits import Limits
from kg.reading.pieces import Draft

_SURE = re.compile(r"^ {0,3}#{1,6}[ \t]+\S|^ {0,3}(?:```|~~~)|^\S[^\n]*\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_HINTS = (
    re.compile(r"\[[^\]\n]+\]\([^)\s]+\)"),
    re.compile(r"(?<!\*)\*\*[^*\n]+\*\*"),
    re.compile(r"^ {0,3}> \S", re.MULTILINE),
    re.compile(r"^\|?(?:\s*:?-{3,}:?\s*\|)+", re.MULTILINE),
    re.compile(r"^\[\^[^\]]+\]:", re.MULTILINE),
)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def is_markdown(text: str) -> bool:
    """Whether the marks of Markdown are in the text: a heading or code fence, or two other kinds of mark."""
    sample = text[:100_000].replace("\r\n", "\n")
    return _SURE.search(sample) is not None or sum(bool(hint.search(sample)) for hint in _HINTS) >= 2


def draft(text: str, *, limits: Limits, notes: tuple[str, ...] = ()) -> Draft:
    """The rendered text and its pieces."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    given: dict[str, str] = {}
    if front:
        for key, value in re.findall(
            r"^(title|issuer|author|date|number|lang(?:uage)?):\s*(.+?)\s*$", front[1], re.MULTILINE
        ):
            name = {"author": "issuer", "lang": "language"}.get(key, key)
            given.setdefault(name, value.strip("\"'"))
        text = text[front.end() :]
    renderer = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table")
    rendered = renderer.render(_without_note_marks(text))
    made = html.draft(f"<html><body>{rendered}</body></html>", limits=limits, media_type="text/markdown", notes=notes)
    return Draft(made.text, made.pieces, "text/markdown", {**made.meta, **given}, notes)


def _without_note_marks(text: str) -> str:
    """Marks of notes are taken out of the sentences; the notes themselves become paragraphs of notes."""
    text = re.sub(
        r"^\[\^([^\]]+)\]:[ \t]*(.+(?:\n[ \t]+\S.*)*)", r'<div class="footnote">\1 \2</div>\n', text, flags=re.MULTILINE
    )
    return re.sub(r"\[\^[^\]\n]+\]", "", text)
