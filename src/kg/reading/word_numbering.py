"""The labels that Word shows before list items, which stand nowhere in the text (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.reading.labels import BULLETS
from kg.reading.numbering import written

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class _Form:
    """How a level of a list is numbered."""

    style: str  # "decimal", "lowerLetter", "bullet" …
    text: str  # "%1.%2)": the levels' numbers with what stands around them
    start: int
    legal: bool  # all numbers in figures


class Numbering:
    """Counts through a document's lists as Word does. Call ``label`` once for every paragraph, in order."""

    def __init__(self, document: Any) -> None:
        self._styles = {s.get(f"{W}styleId"): s for s in document.styles.element.iter(f"{W}style")}
        self._lists: dict[str, str] = {}
        self._forms: dict[tuple[str, int], _Form] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[str] = set()
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._load(relation.target_part.element)

    def _load(self, root: _Element) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            for level in abstract.iter(f"{W}lvl"):
                self._forms[_id(abstract, "abstractNumId"), _integer(level.get(f"{W}ilvl"))] = _form(level)
        for instance in root.iter(f"{W}num"):
            number, abstract = _id(instance, "numId"), instance.find(f"{W}abstractNumId")
            if abstract is not None:
                self._lists[number] = abstract.get(f"{W}val") or ""
            for override in instance.iter(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None:
                    self._overrides[number, _integer(override.get(f"{W}ilvl"))] = _integer(start.get(f"{W}val"), 1)

    def label(self, paragraph: _Element) -> tuple[str, int] | None:
        """(label, depth from 1) of a list item; None for a paragraph that is none."""
        placed = self._placed(paragraph)
        if placed is None:
            return None
        number, level = placed
        abstract = self._lists.get(number)
        form = self._forms.get((abstract, level)) if abstract is not None else None
        if abstract is None or form is None or form.style == "none":
            return None
        self._count(number, abstract, level, form)
        return self._shown(abstract, level, form), level + 1

    def _placed(self, paragraph: _Element) -> tuple[str, int] | None:
        """The list and level that the paragraph, or else its style, or the style's base, names."""
        level: int | None = None
        places = [paragraph.find(f"{W}pPr")]
        mark = paragraph.find(f"{W}pPr/{W}pStyle")
        style: str | None = mark.get(f"{W}val") if mark is not None else None
        seen: set[str] = set()
        while style is not None and style in self._styles and style not in seen:
            seen.add(style)
            places.append(self._styles[style].find(f"{W}pPr"))
            base = self._styles[style].find(f"{W}basedOn")
            style = base.get(f"{W}val") if base is not None else None
        for place in places:
            properties = place.find(f"{W}numPr") if place is not None else None
            if properties is None:
                continue
            depth, number = properties.find(f"{W}ilvl"), properties.find(f"{W}numId")
            if depth is not None and level is None:
                level = _integer(depth.get(f"{W}val"))
            if number is not None:
                value = number.get(f"{W}val") or "0"
                return None if value == "0" else (value, level or 0)
        return None

    def _count(self, number: str, abstract: str, level: int, form: _Form) -> None:
        start = form.start
        if number not in self._begun:
            self._begun.add(number)
            for (instance, depth), value in self._overrides.items():
                if instance == number:
                    self._counts[abstract, depth] = value - 1
        self._counts[abstract, level] = self._counts.get((abstract, level), start - 1) + 1
        for deeper in [key for key in self._counts if key[0] == abstract and key[1] > level]:
            del self._counts[deeper]

    def _shown(self, abstract: str, level: int, form: _Form) -> str:
        if form.style == "bullet":
            sign = form.text.strip()
            return sign if sign and sign in BULLETS else "•"

        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            at = self._forms.get((abstract, depth), form)
            value = self._counts.get((abstract, depth), at.start)
            return written(value, "decimal" if form.legal and depth < level else at.style)

        return re.sub(r"%([1-9])", number, form.text).strip() or "•"


def _form(level: _Element) -> _Form:
    def value(name: str, default: str) -> str:
        found = level.find(f"{W}{name}")
        return (found.get(f"{W}val") or default) if found is not None else default

    return _Form(
        value("numFmt", "decimal"),
        value("lvlText", ""),
        _integer(value("start", "1"), 1),
        level.find(f"{W}isLgl") is not None,
    )


def _id(element: _Element, name: str) -> str:
    return element.get(f"{W}{name}") or ""


def _integer(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else default
