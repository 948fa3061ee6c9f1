"""What the layers give, called one by one, is what the whole pipeline gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.language import Parser, annotation
from kg.language.annotation import Annotation, Annotator, Words

pytestmark = pytest.mark.model


def words_of(annotator: Annotator, text: str) -> Words:
    found = Words()
    annotator.tokenize(text, 0, found)
    return found


def stock_annotation(stock: Any, words: Words) -> Annotation:
    from spacy.tokens import Doc

    starts = [i == 0 for i in range(len(words.words))]
    doc = Doc(stock.vocab, words=words.words, spaces=words.spaces, sent_starts=starts)
    for i, key in enumerate(words.keys):
        if "\0" in key:
            doc[i].norm_ = key.partition("\0")[2]
    doc = stock(doc)
    return Annotation(tuple(t.tag_ for t in doc), tuple(t.dep_ for t in doc), tuple(t.head.i for t in doc))


@pytest.fixture(scope="module")
def annotator(parser: Parser) -> Annotator:
    return parser.annotator


def test_tags_labels_and_heads_are_those_of_the_stock_pipeline(
    annotator: Annotator, stock: Any, sentences: list[str]
) -> None:
    with annotator.batch():
        read = [words_of(annotator, text) for text in sentences]
        found = annotator.annotate(read)
    assert len(found) > 150
    assert [a == stock_annotation(stock, w) for a, w in zip(found, read, strict=True)] == [True] * len(found)


def test_the_layers_are_used_for_the_default_pipeline(annotator: Annotator) -> None:
    assert annotator._layers is not None


def test_components_of_other_pipelines_give_the_same(annotator: Annotator, sentences: list[str]) -> None:
    with annotator.batch():
        read = [words_of(annotator, text) for text in sentences[:40]]
        assert annotator._by_components(read) == annotator.annotate(read)


def test_an_annotation_does_not_depend_on_its_batch(annotator: Annotator, sentences: list[str]) -> None:
    with annotator.batch():
        read = [words_of(annotator, text) for text in sentences[:60]]
        together = annotator.annotate(read)
        assert [annotator.annotate([words])[0] for words in read] == together
        assert annotator.annotate(read[::-1])[::-1] == together


def test_vectors_do_not_depend_on_their_batch_by_a_single_bit(annotator: Annotator, sentences: list[str]) -> None:
    layers = annotator._layers
    assert layers is not None
    with annotator.batch():
        read = [words_of(annotator, text) for text in sentences[:60]]
        together, firsts = annotator._vectors(read, layers)
        for words, first in zip(read, firsts, strict=True):
            alone, (start,) = annotator._vectors([words], layers)
            length = len(words.words)
            assert (alone[start : start + length] == together[first : first + length]).all()


def test_forgetting_embeddings_changes_nothing(
    annotator: Annotator, sentences: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with annotator.batch():
        read = [words_of(annotator, text) for text in sentences[:30]]
        expected = annotator.annotate(read)
        monkeypatch.setattr(annotation, "ROWS", 10)
        assert [annotator.annotate([words])[0] for words in read] == expected
        assert len(annotator._spaced) + len(annotator._tight) < 200


def test_forgetting_stretches_changes_nothing(annotator: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The U.S. can't, and won't, sell non-public data (e.g. tax returns)."
    expected = words_of(annotator, text)
    monkeypatch.setattr(annotation, "STRETCHES", 3)
    assert words_of(annotator, text) == expected
    words_of(annotator, "A stretch-never-seen-before ends it.")
    assert len(annotator._stretches) <= 3


def test_another_vocabulary_changes_nothing(
    annotator: Annotator, sentences: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> tuple[list[Words], list[Annotation]]:
        annotator._stretches.clear()
        annotator._forget()
        with annotator.batch():
            words = [words_of(annotator, text) for text in sentences[:60]]
            return words, annotator.annotate(words)

    expected = read()
    monkeypatch.setattr(annotation, "NEW_WORDS", 1)
    before = annotator._vocab
    assert read() == expected
    assert annotator._vocab is not before


def test_new_words_do_not_stay(annotator: Annotator, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(number: int) -> None:
        with annotator.batch():
            annotator.annotate([words_of(annotator, f"The zorgon{number} shall blarfle{number} every quixel{number}.")])

    read(0)
    monkeypatch.setattr(annotation, "NEW_WORDS", 20)
    sizes = []
    for number in range(1, 60):
        read(number)
        sizes.append(len(annotator._vocab))
    assert max(sizes[30:]) <= max(sizes[10:30])


def test_a_plain_word_is_left_whole_where_the_tokenizer_leaves_it_whole(
    annotator: Annotator, stock: Any, sentences: list[str]
) -> None:
    listed = list(stock.tokenizer.rules)
    words = {word.strip(".,;:") for text in sentences for word in text.split()}
    plain = 0
    for word in sorted({*listed, *words, "a", "X", "xY", "XY", "1", "1990", "km", "10km", "ADD", "Sec"}):
        for stretch in (word, *(word + stop for stop in ".,;:"), word.upper() + ".", word.capitalize()):
            undivided = annotator._undivided(stretch)
            assert undivided in (None, annotator._divided(stretch))
            plain += undivided is not None
    assert plain > 5_000
    assert annotator._undivided("cannot") is None
    assert annotator._undivided("co.") is None
    assert annotator._undivided("Council;") == (("Council", ";"), ("Council", ";"), (0, 7), (7, 8))


def test_a_compound_with_hyphens_is_one_word(annotator: Annotator) -> None:
    assert words_of(annotator, "co-governance and state-of-the-art, non-").words == [
        "co-governance",
        "and",
        "state-of-the-art",
        ",",
        "non-",
    ]


def test_a_dash_between_words_is_a_word(annotator: Annotator) -> None:
    assert words_of(annotator, "goals — and - means").words == ["goals", "—", "and", "-", "means"]


def test_offsets_count_from_the_beginning_given(annotator: Annotator) -> None:
    found = Words()
    annotator.tokenize("They don't.", 100, found)
    assert (found.words, found.starts, found.ends) == (
        ["They", "do", "n't", "."],
        [100, 105, 107, 110],
        [104, 107, 110, 111],
    )


def test_a_contraction_keeps_the_norm_that_the_tokenizer_gave_it(annotator: Annotator) -> None:
    assert [k for k in words_of(annotator, "It can't").keys if "\0" in k]


def test_tokens_are_those_of_the_stock_tokenizer(annotator: Annotator, stock: Any, sentences: list[str]) -> None:
    for text in sentences:
        if "-" not in text:
            same_tokens(annotator, stock, text)


@given(st.text(st.sampled_from("abcDE fg. ,;:'’\"“”()[]/&%$1290 sdn't U.S.e.g.\u00a0\u3000\n…—!?"), max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_tokens_of_any_text_are_those_of_the_stock_tokenizer(annotator: Annotator, stock: Any, text: str) -> None:
    same_tokens(annotator, stock, text)


def same_tokens(annotator: Annotator, stock: Any, text: str) -> None:
    expected = [t for t in stock.tokenizer(text) if not t.is_space]
    found = words_of(annotator, text)
    assert found.words == [t.text for t in expected]
    assert found.starts == [t.idx for t in expected]
    assert found.ends == [t.idx + len(t) for t in expected]
    assert found.spaces == [bool(t.whitespace_) for t in expected]
