"""Embeddings to vectors that know their neighbours: the convolutions of a spaCy pipeline, in one go.

Each layer looks at a word and the one on either side, takes the largest of some linear functions of the three, puts
the result on one scale and adds it to the word's vector. thinc has these steps as layers of their own, which write
every intermediate result out to memory; here one block of rows goes through all steps while it is in cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.language.products import BLOCK

_STEPS = ("expand_window", "maxout", "layernorm", "dropout")
_TINY = 1e-08  # what thinc adds to a variance


@dataclass(frozen=True, slots=True)
class Convolution:
    """The parameters of one layer: ``weights`` is (three widths) × (pieces × width), the pieces side by side."""

    weights: Any
    bias: Any
    scale: Any
    shift: Any
    pieces: int

    def __call__(self, rows: Any) -> Any:
        """The rows with their neighbours mixed in; beyond the ends there are zeros. The rows come in whole blocks."""
        import numpy

        count, width = rows.shape
        padded = numpy.zeros((count + 2, width), dtype="float32")
        padded[1:-1] = rows
        found = numpy.empty_like(rows)
        window = numpy.empty((BLOCK, 3, width), dtype="float32")
        linear = numpy.empty((BLOCK, self.pieces, width), dtype="float32")
        square = numpy.empty((BLOCK, width), dtype="float32")
        for first in range(0, count, BLOCK):
            for place in range(3):
                window[:, place] = padded[first + place : first + place + BLOCK]
            numpy.matmul(window.reshape(BLOCK, -1), self.weights, out=linear.reshape(BLOCK, -1))
            linear += self.bias
            best = numpy.maximum(linear[:, 0], linear[:, 1], out=found[first : first + BLOCK])
            for piece in range(2, self.pieces):
                numpy.maximum(best, linear[:, piece], out=best)
            best -= numpy.add.reduce(best, axis=1, keepdims=True) / width
            numpy.multiply(best, best, out=square)
            best *= (numpy.add.reduce(square, axis=1, keepdims=True) / width + _TINY) ** -0.5
            best *= self.scale
            best += self.shift
        found += rows
        return found


def convolutions(encoder: Any) -> tuple[Convolution, ...] | None:
    """The layers of a thinc model that is built of nothing else; None for any other."""
    found = []
    for residual in encoder.layers if encoder.name.startswith("residual(") else ():
        steps = {layer.name: layer for layer in residual.walk() if not layer.layers}
        names = ">>".join(name for name in _STEPS if name in steps)
        if residual.name != f"residual({names})" or not {"expand_window", "maxout", "layernorm"} <= steps.keys():
            return None
        if steps["expand_window"].attrs["window_size"] != 1 or steps["maxout"].get_dim("nP") < 2:
            return None
        found.append(_convolution(steps["maxout"], steps["layernorm"]))
    return tuple(found) or None


def _convolution(maxout: Any, layernorm: Any) -> Convolution:
    import numpy

    weights, bias = maxout.get_param("W"), maxout.get_param("b")  # (width, pieces, three widths), (width, pieces)
    width, pieces, inputs = weights.shape
    beside = numpy.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, pieces * width), dtype="float32")
    return Convolution(
        beside, numpy.ascontiguousarray(bias.T), layernorm.get_param("G"), layernorm.get_param("b"), pieces
    )


def encode(layers: Sequence[Convolution], rows: Any) -> Any:
    """The rows after all layers."""
    for layer in layers:
        rows = layer(rows)
    return rows
