"""``nlp.add_pipe("kg_directives")`` in a stock pipeline."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

import pytest

from kg.errors import UsageError
from kg.model import Modality, Polarity

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nlp(stock: Any) -> Any:
    if "kg_directives" not in stock.pipe_names:
        stock.add_pipe("kg_directives")
    yield stock
    stock.remove_pipe("kg_directives")


def test_the_factory_is_found_by_its_entry_point() -> None:
    (found,) = entry_points(group="spacy_factories", name="kg_directives")
    assert found.value == "kg.language.component:make_component"


def test_provisions_are_set_on_the_document(nlp: Any) -> None:
    (found,) = nlp("The Secretary shall submit a report.")._.directives
    assert found.actor.text == "The Secretary"
    assert (found.action.text, found.object.text) == ("submit", "a report")
    assert (found.modality, found.polarity) == (Modality.OBLIGATION, Polarity.POSITIVE)


def test_offsets_are_those_of_the_document(nlp: Any) -> None:
    doc = nlp(
        "  Whereas,\n\n\tThe  agencies must not\ndisclose records, unless the Director agrees.\n\nProvinces may act."
    )
    assert len(doc._.directives) == 2
    for provision in doc._.directives:
        for phrase in (provision.actor, provision.action, provision.deontic, *provision.conditions):
            assert doc.text[phrase.start : phrase.end] == phrase.text


def test_a_prohibition_is_negative(nlp: Any) -> None:
    (found,) = nlp("The agencies must not disclose records.")._.directives
    assert (found.modality, found.polarity) == (Modality.PROHIBITION, Polarity.NEGATIVE)


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "1. – 2.", "–"])
def test_a_document_without_words_has_none(nlp: Any, text: str) -> None:
    assert nlp(text)._.directives == ()


def test_it_works_in_nlp_pipe(nlp: Any, sentences: list[str]) -> None:
    found = [doc._.directives for doc in nlp.pipe(sentences[:20])]
    assert sum(map(len, found)) > 15
    assert found == [nlp(text)._.directives for text in sentences[:20]]


def test_a_document_that_is_not_parsed_is_refused() -> None:
    import spacy

    blank = spacy.blank("en")
    blank.add_pipe("kg_directives")
    with pytest.raises(UsageError, match="behind a tagger and a parser"):
        blank("The Secretary shall submit a report.")
