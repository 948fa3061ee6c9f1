"""The errors of kg, one family.

KgError
├── UsageError              wrong use: an option, a path, a configuration key
│   ├── ConfigError         kg.toml or sources.toml, names file and line
│   └── ModelMissing        a spaCy pipeline that is not installed
├── ReadError               a document that cannot be read; the others go on
│   ├── EmptyDocument
│   ├── BinaryDocument
│   ├── EncryptedDocument
│   ├── TooLarge
│   └── WrongLanguage
├── StoreError              the graph store
│   ├── StoreLocked         another process writes to it
│   ├── StoreMissing
│   └── StoreTooNew         written by a newer version of kg
├── QueryError              SPARQL that does not parse, or takes too long
└── CorrectionError         a corrections file that cannot be read

Every message is one line: where, why, and what to do next.
"""

from __future__ import annotations


class KgError(Exception):
    """An error with the place it happened at, the reason, and what to do next.

    ``str(error)`` is one line: ``place: reason; next step``.
    """

    def __init__(self, reason: str, *, place: str | None = None, hint: str | None = None) -> None:
        self.reason = one_line(reason)
        self.place = one_line(place) if place else None
        self.hint = one_line(hint) if hint else None
        super().__init__(self.reason)

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{place}{self.reason}{hint}"

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword arguments do not survive pickling between worker processes otherwise.
        return (_rebuild, (type(self), self.reason, self.place, self.hint))


def _rebuild(kind: type[KgError], reason: str, place: str | None, hint: str | None) -> KgError:
    return kind(reason, place=place, hint=hint)


def one_line(text: str) -> str:
    """The text with control characters shown as escapes, so that a file name cannot forge a second line."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii") for c in text
    )


class UsageError(KgError):
    """Wrong use: an option, a path, a configuration key."""


class ConfigError(UsageError):
    """kg.toml or sources.toml says something that kg does not understand."""


class ModelMissing(UsageError):
    """The spaCy pipeline asked for is not installed."""


class ReadError(KgError):
    """A document that cannot be read."""


class EmptyDocument(ReadError):
    """No text in it."""


class BinaryDocument(ReadError):
    """Bytes that are no text and no format that kg reads."""


class EncryptedDocument(ReadError):
    """Needs a password."""


class TooLarge(ReadError):
    """Over a limit of size, pages or time."""


class WrongLanguage(ReadError):
    """Not in English, the language of the rules."""


class StoreError(KgError):
    """The graph store cannot do what was asked."""


class StoreLocked(StoreError):
    """Another process writes to the store."""


class StoreMissing(StoreError):
    """There is no store where one was expected."""


class StoreTooNew(StoreError):
    """Written by a newer version of kg."""


class QueryError(KgError):
    """SPARQL that does not parse, is not allowed, or takes too long."""


class CorrectionError(KgError):
    """A corrections file that cannot be read."""
