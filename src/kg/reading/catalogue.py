"""sources.toml: what a person says about the files beside it. It wins over what is found in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from kg.errors import ConfigError

CATALOGUE = "sources.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[source]]`` of sources.toml. All but ``file`` may be missing."""

    file: str
    id: str | None = None
    title: str | None = None
    issuer: str | None = None
    date: str | None = None
    number: str | None = None
    language: str | None = None
    sha256: str | None = None
    url: str | None = None


_KEYS = tuple(f.name for f in fields(Entry))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The entries of one sources.toml, by file."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    @classmethod
    def beside(cls, folder: Path) -> Catalogue:
        """The catalogue of a folder; empty where there is none."""
        path = folder / CATALOGUE
        try:
            text = path.read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return cls()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"cannot be read ({error})", place=str(path)) from error
        return cls(parse(text, place=str(path)))

    def entry(self, name: str) -> Entry | None:
        """What is said about the file; ``name`` is its path inside the catalogue's folder."""
        return self.entries.get(name)


def parse(text: str, *, place: str = CATALOGUE) -> dict[str, Entry]:
    """The entries by file. Raises ConfigError, whose place is ``path:line``."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{place}:{line[1]}" if line else f"{place}:{text.count(chr(10)) + 1}"
        reason = re.sub(r"\s*\(at [^)]*\)$", "", str(error))
        raise ConfigError(f"is not TOML: {reason}", place=where) from error
    for key in content:
        if key != "source":
            raise ConfigError(f'unknown key "{key}"', place=_line(text, key, place), hint="write [[source]] tables")
    tables = content.get("source", [])
    if not isinstance(tables, list):
        raise ConfigError('"source" must be a list', place=_line(text, "source", place), hint="write [[source]]")
    found: dict[str, Entry] = {}
    for number, table in enumerate(tables):
        entry = _entry(table, text, place, number)
        if entry.file in found:
            raise ConfigError(f'"{entry.file}" is described twice', place=_line(text, "file", place, number))
        found[entry.file] = entry
    return found


def _entry(table: object, text: str, place: str, number: int) -> Entry:
    if not isinstance(table, dict):
        raise ConfigError('"source" must be a list of tables', place=_line(text, "source", place))
    for key, value in table.items():
        if key not in _KEYS:
            hint = f"the keys are {', '.join(_KEYS)}"
            raise ConfigError(f'unknown key "{key}"', place=_line(text, key, place, number), hint=hint)
        if key != "date" and not isinstance(value, str):
            raise ConfigError(f'"{key}" must be text', place=_line(text, key, place, number), hint="put it in quotes")
        if key == "date" and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", str(value)):
            hint = "write it as 2023-11-27"
            raise ConfigError(f'"{value}" is no date', place=_line(text, key, place, number), hint=hint)
        if key == "sha256" and not re.fullmatch(r"[0-9a-fA-F]{64}", value):
            raise ConfigError('"sha256" must be 64 hexadecimal digits', place=_line(text, key, place, number))
    if not table.get("file"):
        raise ConfigError('a [[source]] needs "file"', place=_line(text, "[[source]]", place, number))
    return Entry(**{key: str(value) for key, value in table.items()})


def _line(text: str, key: str, place: str, number: int | None = None) -> str:
    """``path:line`` of the key, inside the table of that number."""
    current = -1
    for count, line in enumerate(text.splitlines(), 1):
        head = line.strip()
        current += head.replace(" ", "").startswith("[[source]]")
        if number is not None and current != number:
            continue
        bare = re.match(r"""["']?([^"'=\s]+)["']?\s*=""", head)
        if head.startswith(key) or (bare and bare[1] == key) or head.strip("[] ").split(".")[0] == key:
            return f"{place}:{count}"
    return place
