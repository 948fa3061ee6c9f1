"""The rules that are lists of words and patterns, kept as TOML beside this file and loaded typed."""

from __future__ import annotations

import functools
import operator
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.model import ConstraintKind, Modality
from kg.rules.literals import needed


def load(name: str) -> dict[str, Any]:
    """The content of ``rules/<name>.toml``."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def compiled(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A rule's pattern: a blank in it stands for any white space, ``[ ]`` for one blank."""
    return re.compile(re.sub(r"(?<![\\\[]) (?![*+?{])", r"\\s+", pattern), flags)


@dataclass(frozen=True, slots=True)
class Frame:
    """A form of words that amounts to a modal verb: see frames.toml."""

    id: str
    pattern: re.Pattern[str]
    verb: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    modality: Modality
    context: str  # what must stand before it: "saying", "we", or nothing in particular
    needs: tuple[tuple[str, ...], ...]  # without a word of each of these groups the pattern cannot match


@cache
def frames() -> tuple[Frame, ...]:
    """Every frame, in the order of the file."""
    found = []
    for row in load("frames")["frame"]:
        before, _, after = row["reads"].rpartition("{who}")
        pattern = compiled(row["pattern"])
        reads = (tuple(before.split()), tuple(after.split()))
        modality, context = Modality(row["modality"]), row.get("after", "")
        found.append(Frame(row["id"], pattern, row["verb"], *reads, modality, context, needed(pattern)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Adjunct:
    """A kind of adjunct, known by the words that open it: see adjuncts.toml."""

    id: str
    opens: re.Pattern[str]
    slot: str
    kind: ConstraintKind | None


@cache
def adjuncts() -> tuple[Adjunct, ...]:
    """Every kind of adjunct, in the order in which they are tried."""
    return tuple(
        Adjunct(row["id"], compiled(row["opens"]), row["slot"], ConstraintKind(row["kind"]) if "kind" in row else None)
        for row in load("adjuncts")["adjunct"]
    )


@cache
def adjunct_openings() -> re.Pattern[str]:
    """Matches what opens an adjunct of any kind."""
    return re.compile("|".join(f"(?:{rule.opens.pattern})" for rule in adjuncts()), re.IGNORECASE)


@cache
def words(name: str) -> dict[str, frozenset[str]]:
    """The word lists of ``rules/words.toml``: list name → words."""
    rows = load(name).items()
    return {key: frozenset(row.split() if isinstance(row, str) else row) for key, row in rows}


@cache
def lexicon(name: str) -> frozenset[str]:
    """One list of ``rules/words.toml``. Raises KeyError for a name that it does not have."""
    return words("words")[name]


@cache
def masking() -> dict[str, re.Pattern[str]]:
    """The patterns of ``rules/masking.toml``, by name, their parts put in."""
    rows = load("masking")
    parts = {name: _joined(part) for name, part in rows.pop("part").items()}

    def whole(pattern: str) -> str:
        return re.sub(r"\{\{(\w+)\}\}", lambda part: whole(parts[part[1]]), pattern)

    found = {}
    for name, row in rows.items():
        pattern = whole(_joined(row["pattern"]))
        flags = (_FLAGS[letter] for letter in row.get("flags", ""))
        found[name] = re.compile(pattern, functools.reduce(operator.or_, flags, re.NOFLAG))
    return found


_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL}


def _joined(pattern: str) -> str:
    """A pattern without its line breaks and the blanks around them."""
    return "".join(line.strip() for line in pattern.splitlines())
