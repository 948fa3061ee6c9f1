"""The matrix for the terminal, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.cells import inert
from kg.comparison.matrix import Matrix
from kg.comparison.wording import plain


def as_text(matrix: Matrix, *, width: int = 16) -> str:
    """The matrix for a terminal: rows wrap at ``width`` characters a column."""
    if not matrix.rows:
        return "no provisions\n"
    heads = ["actor", *matrix.columns]
    table = [heads] + [
        [row, *(matrix.cells[row, c].words if (row, c) in matrix.cells else "" for c in matrix.columns)]
        for row in matrix.rows
    ]
    wide = max(width, min(28, max(len(plain(r[0])) for r in table)))
    lines: list[str] = []
    for number, cells in enumerate(table):
        lines += _row(cells, wide, width)
        if number == 0:
            lines.append("-+-".join(["-" * wide] + ["-" * width] * len(matrix.columns)))
    if matrix.left_out:
        lines += ["", f"{matrix.left_out} more provisions are in rows and columns that are not shown"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _row(cells: list[str], first: int, width: int) -> Iterator[str]:
    import textwrap

    columns = [textwrap.wrap(plain(c), first if i == 0 else width) or [""] for i, c in enumerate(cells)]
    for line in range(max(map(len, columns))):
        yield " | ".join(
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
