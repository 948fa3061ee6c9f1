"""The transitions give the trees of spaCy's own parser, also where the words make no sentence."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

import numpy
import pytest

from kg.language.annotation import Annotator, Words
from kg.language.encoder import convolutions, encode
from kg.language.products import BLOCK
from kg.language.transitions import Transitions, _State


def torn(annotator: Annotator, sentences: list[str], count: int) -> list[Words]:
    """Sentences whose words were thrown together anew, of one to eighty words."""
    choose = random.Random(11)
    words = [word for text in sentences for word in text.split()]
    found = []
    for _ in range(count):
        read = Words()
        annotator.tokenize(" ".join(choose.choices(words, k=choose.randint(1, 80))), 0, read)
        found.append(read)
    return found


@pytest.mark.model
def test_trees_are_those_of_spacys_parser_whatever_the_words(parser: Any, sentences: list[str]) -> None:
    annotator = parser.annotator
    with annotator.batch():
        read = torn(annotator, sentences, 150)
        found = annotator.annotate(read)
        assert found == annotator._by_components(read)
    labels = annotator._layers.transitions.lifted
    assert labels  # arcs that cross are among the moves, and none of their labels is left over
    assert not any("||" in label for tree in found for label in tree.deps)


@pytest.mark.model
def test_convolutions_give_the_vectors_of_thincs_layers(parser: Any) -> None:
    encoder = parser._nlp.get_pipe("tok2vec").model.get_ref("encode").layers[0]
    layers = convolutions(encoder)
    assert layers is not None
    rows = numpy.random.default_rng(5).normal(size=(2 * BLOCK, parser.annotator._layers.width)).astype("float32")
    assert numpy.allclose(encode(layers, rows), encoder.predict(rows), atol=1e-4)


@pytest.mark.model
def test_a_parser_of_another_build_is_left_to_spacy(parser: Any) -> None:
    own = parser._nlp.get_pipe("parser")
    assert Transitions.of(own) is not None
    beams = SimpleNamespace(model=own.model, move_names=own.move_names, cfg={**own.cfg, "beam_width": 4})
    assert Transitions.of(beams) is None
    pieces = SimpleNamespace(model=own.model, move_names=own.move_names, cfg={**own.cfg, "learn_tokens": True})
    assert Transitions.of(pieces) is None


def test_moves_that_leave_no_choice_are_made() -> None:
    state = _State([1, 3])
    assert state.advance() == [3, 4, 2, 0, 0, 0, 0, 0]  # the sentence of one word is done
    assert state.trees([1, 3])[0] == (("ROOT",), (0,))


def test_a_token_without_a_head_goes_back_to_the_buffer_once() -> None:
    state = _State([3])
    state.advance()
    state.move(0, "S", "")
    state.move(0, "D", "")
    assert state.advance() == [2, 3, 1, 0, 0, 0, 0, 0]
    assert not state.allows(0, "S")
    assert not state.allows(0, "D")
    state.move(0, "R", "dobj")
    assert state.allows(0, "D")


def test_a_token_can_lose_its_head_to_a_later_one() -> None:
    state = _State([3])
    state.advance()
    state.move(0, "R", "dobj")
    assert state.advance() == [3, 0, 2, 1, 0, 0, 0, 0]
    state.move(0, "L", "nsubj")
    assert state.advance() == [3, 0, 1, 0, 0, 2, 0, 0]  # the first token has lost its child
    state.move(0, "R", "ccomp")
    assert state.advance() == []
    assert state.trees([3]) == [(("ROOT", "nsubj", "ccomp"), (0, 2, 0))]
