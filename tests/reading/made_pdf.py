"""Writes small PDF files by hand, so that the tests know what is on every line of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

A4 = (595, 842)


@dataclass(frozen=True)
class Line:
    """One line of text on a page: points from the lower left corner, and the size of its letters."""

    text: str
    y: float
    x: float = 72
    size: float = 11


@dataclass(frozen=True)
class Rule:
    """A drawn line from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float


def pdf(pages: Sequence[Sequence[Line | Rule]], *, info: dict[str, str] | None = None) -> bytes:
    """A PDF with these lines on its pages, in Helvetica, windows-1252."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        content = b"".join(_drawn(line) for line in lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % (*A4, len(objects))
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % k for k in kids), len(kids))
    trailer = b""
    if info:
        objects.append(b"<< %s >>" % b" ".join(b"/%s (%s)" % (k.encode(), _escaped(v)) for k, v in info.items()))
        trailer = b" /Info %d 0 R" % len(objects)
    return _file(objects, trailer)


def image_pdf() -> bytes:
    """A page with nothing on it but a picture."""
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>"
    )
    content = b"q 500 0 0 700 40 40 cm /I Do Q"
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
            picture + b"\nstream\n\x80\nendstream",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 3 0 R >> >> >>",
        ],
        b"",
    )


def typeset(paragraphs: Sequence[str], *, width: int = 90, leading: float = 14, top: float = 770) -> list[Line]:
    """The paragraphs as wrapped lines of one page, with a blank line between them."""
    import textwrap

    lines, y = [], top
    for paragraph in paragraphs:
        for text in textwrap.wrap(paragraph, width, break_on_hyphens=False):
            lines.append(Line(text, y))
            y -= leading
        y -= leading * 0.8
    return lines


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    written = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(written)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    )


def _drawn(line: Line | Rule) -> bytes:
    if isinstance(line, Rule):
        return b"%s %s m %s %s l S\n" % tuple(_number(v) for v in (line.x0, line.y0, line.x1, line.y1))
    text = _escaped(line.text)
    return b"BT /F1 %s Tf 1 0 0 1 %s %s Tm (%s) Tj ET\n" % (_number(line.size), _number(line.x), _number(line.y), text)


def _number(value: float) -> bytes:
    return f"{value:g}".encode()


def _escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
