"""One source to one document."""

from __future__ import annotations

from kg.errors import EmptyDocument, KgError, ReadError, TooLarge
from kg.model import Document
from kg.reading import decoding, structure, text
from kg.reading.limits import Limits
from kg.reading.pieces import Draft
from kg.reading.sources import Source


def read(source: Source, *, limits: Limits | None = None) -> Document:
    """The document at the source. Raises ReadError, whose place is the source's name."""
    limits = limits or Limits()
    try:
        if source.problem:
            raise source.problem
        data = _fetch(source, limits)
        decoded, notes = decoding.decode(data)
        return _document(source.name, text.draft(decoded, notes))
    except ReadError as error:
        raise type(error)(error.reason, place=source.name, hint=error.hint) from error
    except KgError:
        raise
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", place=source.name) from error


def from_text(content: str, *, name: str = "text") -> Document:
    """The document of a string that is already decoded."""
    return _document(name, text.draft(content))


def _fetch(source: Source, limits: Limits) -> bytes:
    if source.data is not None:
        data = source.data
    elif source.path is not None:
        with source.path.open("rb") as file:
            data = file.read(limits.bytes + 1)
    else:
        raise ReadError("has neither path, address nor bytes")
    if len(data) > limits.bytes:
        raise TooLarge(f"is larger than {limits.bytes} bytes", hint="split it, or raise the limit")
    return data


def _document(name: str, draft: Draft) -> Document:
    found = structure.blocks(draft)
    if not found:
        raise EmptyDocument("holds no text", place=name)
    return Document(name, draft.text, found, draft.media_type, notes=draft.notes)
