"""Bytes to a draft, by what they are. The formats that foreign libraries parse are read in a process of their own."""

from __future__ import annotations

from collections.abc import Callable

from kg.errors import EmptyDocument, TooLarge
from kg.reading import decoding, sandbox, sniffing, text
from kg.reading.limits import Limits
from kg.reading.pieces import Draft


def draft(data: bytes, *, limits: Limits, charset: str | None = None) -> Draft:
    """The draft of a document. Raises ReadError and what is below it."""
    if len(data) > limits.bytes:
        raise TooLarge(f"is larger than {size(limits.bytes)}", hint="split it or raise the limit bytes")
    if not data.strip():
        raise EmptyDocument("holds no text")
    media_type = sniffing.binary_type(data)
    notes: tuple[str, ...] = ()
    if media_type is None:
        decoded, notes = decoding.decode(data, charset)
        media_type = sniffing.text_type(decoded)
        if len(decoded) > limits.characters:
            raise too_long(limits)
        if media_type == sniffing.PLAIN:
            return text.draft(decoded, notes)
        data = decoded.encode("utf-8", "surrogatepass")
    made = sandbox.draft(media_type, data, limits)
    return Draft(made.text, made.pieces, made.media_type, made.meta, (*notes, *made.notes))


def too_long(limits: Limits) -> TooLarge:
    """The error for a text over the limit."""
    return TooLarge(f"holds more than {limits.characters} characters", hint="split it or raise the limit characters")


def size(number: int) -> str:
    """Bytes for people: "64 MB"."""
    return f"{number / 1048576:.4g} MB"


def parser(media_type: str) -> Callable[[bytes, Limits], Draft]:
    """The function that parses a format, its library loaded. Called in the child process."""
    if media_type == sniffing.PDF:
        from kg.reading import pdf

        return pdf.draft
    if media_type == sniffing.DOCX:
        from kg.reading import docx

        return docx.draft
    if media_type == sniffing.MARKDOWN:
        from kg.reading import markdown

        return lambda data, limits: markdown.draft(data.decode("utf-8", "replace"), limits=limits)
    from kg.reading import html

    return lambda data, limits: html.draft(data.decode("utf-8", "replace"), limits=limits)
