"""Vectors to dependency trees: the transitions of spaCy's parser, many sentences at a time.

The moves and when they are allowed are those of spaCy's ``arc_eager.pyx`` (Honnibal & Johnson 2015), and so are the
weights that score them; a test holds that the trees are the same. What is saved: a move that leaves no choice is made
without scoring it, the scores of all sentences are one product of numpy's, and no ``Doc`` is built.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.language.products import BLOCK, missing, multiply

SHIFT, REDUCE, LEFT, RIGHT = "S", "D", "L", "R"
TOGETHER = BLOCK  # sentences that are parsed side by side
_FEATURES = 8  # the tokens of a state that its score depends on
_NEVER = float("-inf")

Tree = tuple[tuple[str, ...], tuple[int, ...]]  # (label, head) of each token; a root is its own head


@dataclass(frozen=True, slots=True)
class Transitions:
    """The network that scores moves, and the moves."""

    moves: tuple[tuple[str, str], ...]  # (kind, label), as they are scored
    lifted: frozenset[str]  # labels that hold where the token really belongs: "prep||pobj"
    reduce_weights: Any  # vector → what the parser sees of it
    reduce_bias: Any
    feature_weights: Any  # … → its share in the hidden layer, for each of the places that a token can have in a state
    padding: Any  # the share of a place where there is no token
    hidden_bias: Any
    score_weights: Any  # hidden layer → scores
    score_bias: Any

    @classmethod
    def of(cls, parser: Any) -> Transitions | None:
        """The network of a spaCy component; None for one that is built otherwise."""
        import numpy

        model = parser.model
        if not all(model.has_ref(name) for name in ("tok2vec", "lower", "upper")) or not model.attrs.get("has_upper"):
            return None
        reducing, lower, upper = model.get_ref("tok2vec").layers[-1], model.get_ref("lower"), model.get_ref("upper")
        moves = [name.partition("-") for name in parser.move_names]
        if (
            (reducing.name, lower.name, upper.name) != ("linear", "precomputable_affine", "linear")
            or (lower.get_dim("nF"), lower.get_dim("nP")) != (_FEATURES, 2)
            or model.attrs["unseen_classes"]
            or parser.cfg["beam_width"] != 1
            or parser.cfg["learn_tokens"]
            or [kind for kind, _, _ in moves[:2]] != [SHIFT, REDUCE]
            or {kind for kind, _, _ in moves[2:-1]} != {LEFT, RIGHT}
        ):
            return None
        # The last move breaks a sentence in two, which is never allowed here: it is not scored.
        weights = lower.get_param("W")  # (places, hidden, pieces, inputs)
        inputs = weights.shape[-1]
        labels = frozenset(label for _, _, label in moves)
        return cls(
            moves=tuple((kind, label) for kind, _, label in moves[:-1]),
            lifted=frozenset(label for label in labels if "||" in label),
            reduce_weights=numpy.ascontiguousarray(reducing.get_param("W").T),
            reduce_bias=reducing.get_param("b"),
            feature_weights=numpy.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(inputs, -1)),
            padding=lower.get_param("pad").transpose(0, 1, 3, 2).reshape(1, -1),
            hidden_bias=lower.get_param("b").T.reshape(-1),
            score_weights=numpy.ascontiguousarray(upper.get_param("W")[:-1].T),
            score_bias=upper.get_param("b")[:-1],
        )

    def trees(self, vectors: Any, firsts: Sequence[int], lengths: Sequence[int]) -> list[Tree]:
        """The tree of each sentence, whose vectors are ``length`` rows from ``first`` on."""
        found: list[Tree] = [((), ())] * len(firsts)
        ordered = sorted(range(len(firsts)), key=lengths.__getitem__)
        for at in range(0, len(ordered), TOGETHER):
            group = ordered[at : at + TOGETHER]
            rows = [row for i in group for row in range(firsts[i], firsts[i] + lengths[i])]
            parsed = self._parsed(self._features(vectors, rows), [lengths[i] for i in group])
            for i, tree in zip(group, parsed, strict=True):
                found[i] = tree
        return found

    def _features(self, vectors: Any, rows: list[int]) -> Any:
        """What each token adds to the hidden layer in each place of a state; token 0 stands for none."""
        import numpy

        rows = rows + [0] * missing(len(rows))
        width = self.feature_weights.shape[1]
        reduced = numpy.empty((len(rows), len(self.feature_weights)), dtype="float32")
        multiply(vectors[numpy.array(rows)], self.reduce_weights, reduced)
        reduced += self.reduce_bias
        features = numpy.empty((len(rows) + 1, width), dtype="float32")
        features[0] = self.padding
        multiply(reduced, self.feature_weights, features[1:])
        return features.reshape(-1, width // _FEATURES)

    def _parsed(self, features: Any, lengths: Sequence[int]) -> list[Tree]:
        """The trees of sentences whose tokens are numbered on from 1."""
        import numpy

        state, moves = _State(lengths), self.moves
        places, each_once = numpy.arange(_FEATURES, dtype="int32"), numpy.ones((1, _FEATURES), dtype="float32")
        half = len(self.hidden_bias) // 2
        hidden = numpy.zeros((BLOCK, half), dtype="float32")
        scores = numpy.empty((BLOCK, len(self.moves)), dtype="float32")
        while seen := state.advance():
            count = len(seen) // _FEATURES
            wanted = numpy.array(seen, dtype="int32").reshape(count, _FEATURES) * _FEATURES + places
            summed = numpy.matmul(each_once, features.take(wanted, axis=0)).reshape(count, -1)  # faster than a sum
            summed += self.hidden_bias
            numpy.maximum(summed[:, :half], summed[:, half:], out=hidden[:count])
            scored = numpy.matmul(hidden, self.score_weights, out=scores)[:count]
            scored += self.score_bias
            for at, best in enumerate(scored.argmax(axis=1).tolist()):
                kind, label = moves[best]
                if not state.allows(at, kind):
                    kind, label = moves[self._best_allowed(state, at, scored[at])]
                state.move(at, kind, label)
        return [self._lowered(*tree) for tree in state.trees(lengths)]

    def _best_allowed(self, state: _State, at: int, scores: Any) -> int:
        for number, (kind, _) in enumerate(self.moves[:2]):  # arcs are always allowed
            if not state.allows(at, kind):
                scores[number] = _NEVER
        return int(scores.argmax())

    def _lowered(self, labels: tuple[str, ...], heads: tuple[int, ...]) -> Tree:
        """The tree with those tokens where they belong that were hung higher to keep arcs from crossing."""
        if self.lifted.isdisjoint(labels):
            return labels, heads
        from spacy.pipeline._parser_internals.nonproj import deprojectivize
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        doc = deprojectivize(Doc(Vocab(), words=["x"] * len(heads), heads=list(heads), deps=list(labels)))
        return tuple(t.dep_ for t in doc), tuple(t.head.i for t in doc)


class _State:
    """The stacks and buffers of sentences that are parsed side by side, and the arcs between their tokens.

    Tokens are numbered from 1 through all sentences; 0 is none. The last of a stack or buffer is its first token.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        count = sum(lengths) + 1
        self.heads = [0] * count
        self.labels = ["ROOT"] * count
        self._left = [0] * count  # the child on the left that a token got last
        self._right = [0] * count
        self._elder = [0] * count  # the child on the right that a token's head had got before it
        self._returned: set[int] = set()  # tokens that went back to the buffer: to shift them again would be a circle
        self._open: list[tuple[list[int], list[int]]] = []  # (stack, buffer)
        first = 1
        for length in lengths:
            self._open.append(([], list(range(first + length - 1, first - 1, -1))))
            first += length

    def advance(self) -> list[int]:
        """Makes the moves that leave no choice; eight tokens of each sentence where there is one, in a row."""
        left, right = self._left, self._right
        waiting = []
        seen: list[int] = []
        for sentence in self._open:
            stack, buffer = sentence
            while stack or buffer:
                if not stack:
                    stack.append(buffer.pop())
                elif not buffer:
                    self._reduce(stack, buffer)
                else:
                    break
            else:
                continue
            waiting.append(sentence)
            top, next_, depth = stack[-1], buffer[-1], len(stack)
            seen += (
                next_,
                buffer[-2] if len(buffer) > 1 else 0,
                top,
                stack[-2] if depth > 1 else 0,
                stack[-3] if depth > 2 else 0,
                left[next_],
                left[top],
                right[top],
            )
        self._open = waiting
        return seen

    def allows(self, at: int, kind: str) -> bool:
        """Whether a move may be made in a sentence where there is a choice."""
        stack, buffer = self._open[at]
        if kind == SHIFT:
            return len(buffer) > 1 and buffer[-1] not in self._returned
        return kind != REDUCE or len(stack) > 1

    def move(self, at: int, kind: str, label: str) -> None:
        """Makes the move."""
        stack, buffer = self._open[at]
        if kind == SHIFT:
            stack.append(buffer.pop())
        elif kind == REDUCE:
            self._reduce(stack, buffer)
        elif kind == LEFT:
            self._hang_left(stack.pop(), buffer[-1], label)
        else:
            child, head = buffer.pop(), stack[-1]
            self.heads[child], self.labels[child] = head, label
            self._elder[child], self._right[head] = self._right[head], child
            stack.append(child)

    def _reduce(self, stack: list[int], buffer: list[int]) -> None:
        """Takes a token from the stack: for good, or back to the buffer if it has no head."""
        token = stack.pop()
        if stack and not self.heads[token]:
            self._returned.add(token)
            buffer.append(token)

    def _hang_left(self, child: int, head: int, label: str) -> None:
        before = self.heads[child]
        if before:  # only a head on its left, whose last child it is
            self._right[before] = self._elder[child]
        self.heads[child], self.labels[child] = head, label
        self._left[head] = child
        self._returned.discard(head)

    def trees(self, lengths: Sequence[int]) -> list[Tree]:
        """The sentences' labels and heads, each counted from its own first token."""
        found = []
        first = 1
        for length in lengths:
            heads = self.heads[first : first + length]
            labels = self.labels[first : first + length]
            found.append((tuple(labels), tuple([h - first if h else i for i, h in enumerate(heads)])))
            first += length
        return found
