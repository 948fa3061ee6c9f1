"""The matrix for the terminal, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from kg.cells import inert
from kg.comparison.matrix import Matrix
from kg.comparison.wording import plain

_BAR = " | "


def as_text(matrix: Matrix, *, width: int = 16, total: int | None = None) -> str:
    """The matrix for a terminal: rows wrap at ``width`` characters a column.

    Where the terminal is ``total`` characters wide, the columns that do not fit follow below, under the same actors.
    """
    if not matrix.rows:
        return "no provisions\n"
    wide = max(width, min(28, max(len(plain(row)) for row in matrix.rows)))
    at_once = max(1, (total - wide) // (width + len(_BAR))) if total else len(matrix.columns)
    lines: list[str] = []
    for start in range(0, max(len(matrix.columns), 1), at_once):
        lines += [""] if lines else []
        lines += _part(matrix, matrix.columns[start : start + at_once], wide, width, all_rows=start == 0)
    if matrix.left_out:
        lines += ["", f"{matrix.left_out} more provisions are in rows and columns that are not shown"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _part(matrix: Matrix, columns: Sequence[str], wide: int, width: int, *, all_rows: bool) -> Iterator[str]:
    """Some of the columns; without ``all_rows`` only the rows that have something in them."""
    yield from _row(["actor", *columns], wide, width)
    yield "-+-".join(["-" * wide] + ["-" * width] * len(columns))
    for row in matrix.rows:
        cells = [matrix.cells[row, c].words if (row, c) in matrix.cells else "" for c in columns]
        if all_rows or any(cells):
            yield from _row([row, *cells], wide, width)


def _row(cells: list[str], first: int, width: int) -> Iterator[str]:
    import textwrap

    columns = [textwrap.wrap(plain(c), first if i == 0 else width) or [""] for i, c in enumerate(cells)]
    for line in range(max(map(len, columns))):
        yield _BAR.join(
            (column[line] if line < len(column) else "").ljust(first if i == 0 else width)
            for i, column in enumerate(columns)
        )


def as_csv(matrix: Matrix) -> str:
    """The matrix as CSV; a cell holds the counts and the ids of its provisions, and no spreadsheet executes it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["actor", *(inert(c) for c in matrix.columns)])
    for row in matrix.rows:
        cells = []
        for column in matrix.columns:
            cell = matrix.cells.get((row, column))
            ids = " ".join(p.provision.id for p in cell.provisions) if cell else ""
            cells.append(inert(f"{cell.words} [{ids}]") if cell else "")
        writer.writerow([inert(row), *cells])
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in out.getvalue())


def as_dict(matrix: Matrix) -> dict[str, object]:
    """The matrix for programs."""
    return {
        "by": matrix.by.value,
        "rows": list(matrix.rows),
        "columns": list(matrix.columns),
        "left_out": matrix.left_out,
        "cells": [
            {
                "actor": row,
                "column": column,
                "counts": cell.counts,
                "provisions": [
                    {"id": p.provision.id, "document": p.document.name, "sentence": p.sentence} for p in cell.provisions
                ],
            }
            for (row, column), cell in sorted(
                matrix.cells.items(), key=lambda item: (matrix.rows.index(item[0][0]), matrix.columns.index(item[0][1]))
            )
        ],
    }
