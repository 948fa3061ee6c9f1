"""Matrix products whose rows do not depend on which other rows there are.

A matrix product may round a row differently when the number of rows changes. Rows are therefore always multiplied in
blocks of one size, so that a sentence's annotation never depends on which others share its batch.
"""

from __future__ import annotations

from typing import Any

BLOCK = 128  # rows of every product: few enough for a processor's cache, many enough for a BLAS library


def missing(rows: int) -> int:
    """How many rows to add for whole blocks."""
    return -rows % BLOCK


def multiply(rows: Any, weights: Any, out: Any) -> Any:
    """``out``, filled with the product; the rows come in whole blocks."""
    import numpy

    for first in range(0, len(rows), BLOCK):
        numpy.matmul(rows[first : first + BLOCK], weights, out=out[first : first + BLOCK])
    return out
