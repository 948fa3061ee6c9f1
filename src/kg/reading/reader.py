"""One source to one document."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from kg.errors import EmptyDocument, KgError, ReadError
from kg.model import Document
from kg.reading import fetching, formats, languages, metadata, structure, text
from kg.reading.catalogue import Entry
from kg.reading.limits import Limits
from kg.reading.pieces import Draft
from kg.reading.sources import Source

DEFAULTS = Limits()


def read(source: Source, *, limits: Limits = DEFAULTS) -> Document:
    """The document at the source. Raises ReadError, or what is below it, whose place is the source's name."""
    try:
        if source.problem:
            raise source.problem
        data, charset, address = _bytes(source, limits)
        document = _document(source.name, formats.draft(data, limits=limits, charset=charset), source.given)
        language, notes = languages.checked(document.text, document.language, given=_says_language(source.given))
    except ReadError as error:
        raise type(error)(error.reason, place=source.name, hint=error.hint) from error
    except KgError:
        raise
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror or error})", place=source.name) from error
    guessed = {*document.guessed, "language"} - ({"language"} if _says_language(source.given) else set())
    return replace(
        document,
        source=document.source or address,
        language=language,
        guessed=tuple(sorted(guessed if language else guessed - {"language"})),
        notes=(*document.notes, *_mismatch(source.given, data), *notes),
    )


def from_text(content: str, *, name: str = "text") -> Document:
    """The document of a string that is already decoded. Raises EmptyDocument. Its language is not looked at."""
    return _document(name, text.draft(content), None)


def _bytes(source: Source, limits: Limits) -> tuple[bytes, str | None, str | None]:
    """The bytes, the charset that a server told, and the address that they came from."""
    if source.data is not None:
        return source.data, None, None
    if source.path is not None:
        with source.path.open("rb") as file:
            return file.read(limits.bytes + 1), None, None
    if source.url is not None:
        fetched = fetching.fetch(source.url, limits=limits)
        return fetched.data, fetched.charset, fetched.address
    raise ReadError("has neither path, address nor bytes")


def _document(name: str, draft: Draft, given: Entry | None) -> Document:
    blocks = structure.blocks(draft)
    if not blocks:
        raise EmptyDocument("holds no text", place=name)
    found, guessed = metadata.metadata(name, draft, blocks, given)
    return Document(
        name,
        draft.text,
        blocks,
        draft.media_type,
        **found,
        source=given.url if given else None,
        guessed=guessed,
        notes=draft.notes,
    )


def _says_language(given: Entry | None) -> bool:
    return given is not None and given.language is not None


def _mismatch(given: Entry | None, data: bytes) -> tuple[str, ...]:
    if given is None or given.sha256 is None or hashlib.sha256(data).hexdigest() == given.sha256.lower():
        return ()
    return ("the file has changed since sources.toml was written: its sha256 differs",)
