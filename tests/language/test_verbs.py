from __future__ import annotations

from typing import Any

import pytest

from kg.language import Parser
from kg.language.verbs import Verbs

TABLES = Verbs(
    frozenset({"take", "stop", "carry", "be", "subsidize"}),
    {"took": "take"},
    (("ies", "y"), ("es", "e"), ("s", ""), ("ing", "e")),
)


def test_a_form_in_the_exceptions_has_their_base() -> None:
    assert TABLES.lemma("Took") == "take"


def test_what_states_lay_down_does_not_lie_down() -> None:
    assert Verbs(frozenset({"lay", "lie"}), {"lay": "lie", "laid": "lay"}).lemma("lay") == "lay"


def test_a_suffix_is_changed_where_a_known_verb_comes_out() -> None:
    assert [TABLES.lemma(w) for w in ("carries", "takes", "stops", "taking")] == ["carry", "take", "stop", "take"]


def test_an_unknown_word_stays_as_it_is() -> None:
    assert TABLES.lemma("Blarfles") == "blarfles"


def test_auxiliaries_have_one_base() -> None:
    assert [TABLES.lemma(w) for w in ("is", "’s", "had", "wo", "ca")] == ["be", "be", "have", "will", "can"]


def test_the_bases_of_a_word_are_verbs() -> None:
    assert TABLES.bases("Stops") == ("stop",)
    assert TABLES.bases("table") == ()


def test_british_spelling_is_known_by_the_american() -> None:
    assert TABLES.known("subsidise")


# Where the stock lemmatizer is wrong, or the word is no verb: form → (ours, the stock lemmatizer's).
OTHERWISE = {
    "having": ("have", "having"),
    "hoped": ("hope", "hop"),
    "households": ("households", "household"),  # taken for a verb
    "lay": ("lay", "lie"),
    "undercounted": ("undercount", "undercounte"),
}


@pytest.mark.model
def test_base_forms_of_verbs_are_those_of_the_stock_lemmatizer(
    parser: Parser, stock: Any, sentences: list[str]
) -> None:
    differing = {}
    count = 0
    for doc in stock.pipe(sentences):
        for token in doc:
            if token.tag_[0] == "V":
                count += 1
                if parser.verbs.lemma(token.text) != token.lemma_:
                    differing[token.lower_] = (parser.verbs.lemma(token.text), token.lemma_)
    assert count > 500
    assert differing.items() <= OTHERWISE.items()
