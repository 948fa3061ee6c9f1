"""What the bytes are, whatever the file is called."""

from __future__ import annotations

import re

from kg.errors import BinaryDocument, EncryptedDocument

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"

_FOREIGN = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"{\\rtf", "a Rich Text file"),
    (b"%!PS", "a PostScript file"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HINT = "convert it to text, HTML, PDF or DOCX"
_MARKUP = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h[1-6]|table|ul|ol)\b",
    re.IGNORECASE | re.DOTALL,
)


def binary_type(data: bytes) -> str | None:
    """PDF or DOCX, None for what may be text. Raises BinaryDocument or EncryptedDocument, saying what it is instead."""
    if b"%PDF-" in data[:1024] and data.lstrip()[:1] != b"<":
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedDocument("needs a password", hint="save a copy without one")
        raise BinaryDocument("is an old Word or Excel file", hint="save it as DOCX")
    for magic, name in _FOREIGN:
        if data.startswith(magic):
            raise BinaryDocument(f"is {name}", hint=_HINT)
    return None


def _archive(data: bytes) -> str:
    for name, kind in ((b"word/", DOCX), (b"xl/", "an Excel file"), (b"ppt/", "a PowerPoint file")):
        if name in data:
            if kind == DOCX:
                return DOCX
            raise BinaryDocument(f"is {kind}", hint=_HINT)
    kind = "an OpenDocument file" if b"mimetypeapplication/vnd.oasis" in data[:200] else "a zip archive"
    raise BinaryDocument(f"is {kind}", hint=_HINT)


def text_type(text: str) -> str:
    """HTML, Markdown or plain text."""
    from kg.reading.markdown import is_markdown

    if _MARKUP.match(text[:20_000]):
        return HTML
    return MARKDOWN if is_markdown(text) else PLAIN
