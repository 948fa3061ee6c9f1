"""A parsed sentence in one line: ``word/TAG/label/head``, the head by its place (1, 2, 3 …), 0 for a root.

    tree("Cities/NNS/nsubj/3 must/MD/aux/3 act/VB/ROOT/0")

A fifth cell gives a verb's base form where it is not the word itself: ``held/VBD/ROOT/0/hold``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.clauses import Tree
from kg.model import Block, BlockKind, Span
from kg.sentence import Insertion, Mark, Sentence


def parsed(
    line: str, *, verbal: str = "", marks: Mapping[int, str] | None = None, insertions: Sequence[Insertion] = ()
) -> tuple[Sentence, str]:
    """(the sentence, its text: the words with blanks between). ``marks``: place (1, 2 …) → rule."""
    cells = [token.split("/") for token in line.split()]
    starts, at = [], 0
    for word, *_ in cells:
        starts.append(at)
        at += len(word) + 1
    text = " ".join(word for word, *_ in cells)
    ends = [start + len(word) for start, (word, *_) in zip(starts, cells, strict=True)]
    span = Span(0, len(text))
    sentence = Sentence(
        span=span,
        block=Block(BlockKind.PARAGRAPH, span, 1),
        words=tuple(word for word, *_ in cells),
        starts=tuple(starts),
        ends=tuple(ends),
        tags=tuple(cell[1] for cell in cells),
        deps=tuple(cell[2] for cell in cells),
        heads=tuple(int(cell[3]) - 1 if int(cell[3]) else i for i, cell in enumerate(cells)),
        lemmas=tuple(_lemma(cell) for cell in cells),
        marks={i - 1: Mark(rule, Span(starts[i - 1], ends[i - 1])) for i, rule in (marks or {}).items()},
        insertions=tuple(insertions),
        verbal=frozenset(verbal.split()),
    )
    return sentence, text


def _lemma(cell: Sequence[str]) -> str:
    if len(cell) > 4:
        return cell[4]
    return cell[0].lower() if cell[1][0] == "V" or cell[1] == "MD" else ""


def tree(line: str, *, verbal: str = "", marks: Mapping[int, str] | None = None) -> Tree:
    """The tree of such a line."""
    return Tree(*parsed(line, verbal=verbal, marks=marks))
