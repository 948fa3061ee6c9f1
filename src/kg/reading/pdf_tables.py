"""Ruled tables of PDF pages, with pdfplumber where it is installed (`pip install policy-kg[pdf]`)."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

_DRAWN = re.compile(rb"\s(?:re|l)\s")
_FEWEST_STROKES = 6  # a table of two cells takes no fewer


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its box in points from the lower left corner of the page, and its rows."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[str, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in its box."""
        return self.left - 2 <= x <= self.right + 2 and self.bottom - 2 <= y <= self.top + 2


def available() -> bool:
    """Whether pdfplumber is installed."""
    return find_spec("pdfplumber") is not None


def is_ruled(page: Any) -> bool:
    """Whether so many lines and boxes are drawn on a page of pypdf that there may be a table. Cheap."""
    try:
        contents = page.get_contents()
        return contents is not None and len(_DRAWN.findall(contents.get_data())) >= _FEWEST_STROKES
    except Exception:  # a page that pypdf cannot take apart has no table that could be found
        return False


def tables(data: bytes, pages: Sequence[int]) -> Mapping[int, tuple[Table, ...]]:
    """The tables of two rows and columns at least on these pages (from 1), by page."""
    import pdfplumber

    found: dict[int, tuple[Table, ...]] = {}
    with pdfplumber.open(io.BytesIO(data), pages=list(pages)) as document:
        for page in document.pages:
            height = float(page.height)
            made = []
            for table in page.find_tables():
                rows = [[" ".join((cell or "").split()) for cell in row] for row in table.extract()]
                if len(rows) > 1 and max(map(len, rows)) > 1:
                    left, top, right, bottom = table.bbox
                    told = tuple(" | ".join(row) for row in rows if any(row))
                    made.append(Table(left, height - bottom, right, height - top, told))
            if made:
                found[page.page_number] = tuple(made)
            page.close()
    return found
