"""How wide the columns of a table are, so that no word is broken, and when cells stand one under the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

GAP: Final = 2  # blanks between columns
LONG: Final = (18, 14, 10)  # characters; a longer word may be broken: the first of these with which all columns fit
TALL: Final = 7  # lines of a row, on average, from which a table is hard to read


def widths(
    columns: Sequence[str], rows: Sequence[Sequence[str]], total: int, *, whole: Collection[int] = ()
) -> list[int] | None:
    """The width of each column, in characters of a terminal; None where the rows do not fit side by side.

    The columns counted in ``whole`` are as wide as their widest cell.
    """
    sides = list(zip(columns, *rows, strict=True))
    natural = [max(map(_width, side)) for side in sides]
    room = total - GAP * (len(columns) - 1)
    for long in LONG:
        least = [
            width if count in whole else min(width, long, max(map(_word, side)))
            for count, (width, side) in enumerate(zip(natural, sides, strict=True))
        ]
        if sum(least) <= room:
            found = _shared(least, natural, [sum(map(_width, side)) for side in sides], room)
            return None if _lines(rows, found) > TALL and len(columns) > 2 else found
    return None


def _shared(least: list[int], natural: list[int], text: list[int], room: int) -> list[int]:
    """The room dealt out, one character after the other to the column that it saves most lines of; ``text``: how much
    each has to show."""
    found = list(least)
    rest = room - sum(found)
    while rest > 0 and (narrow := [c for c in range(len(found)) if found[c] < natural[c]]):
        found[max(narrow, key=lambda c: text[c] / (found[c] * (found[c] + 1)))] += 1
        rest -= 1
    return found


def _lines(rows: Sequence[Sequence[str]], found: Sequence[int]) -> float:
    """How many lines a row takes, on average."""
    tallest = (max(-(-_width(cell) // max(width, 1)) for cell, width in zip(row, found, strict=True)) for row in rows)
    return sum(tallest) / max(len(rows), 1)


def _word(cell: str) -> int:
    return max(map(_width, cell.split()), default=0)


def _width(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
