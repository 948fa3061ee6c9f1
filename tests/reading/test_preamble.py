"""Recitals and preambles are told apart from what is enacted."""

from __future__ import annotations

from kg.model import BlockKind
from kg.reading import from_text
from tests.reading.reading_of import full, of_kind, paths, sentences

RESOLUTION = """\
Resolution 12/7

The General Assembly,

Recalling its resolution 3/4 of 9 June 1999,

Deeply concerned that wells run dry,

Taking note with appreciation of the report of the Secretary-General, and

Bearing in mind the needs of islands,

1. Calls upon all States to protect their wells;

2. Requests the Secretary-General:

(a) To name an envoy for wells;

(b) To report on progress;

3. Decides to return to the matter next year.
"""

REGULATION = """\
REGULATION ON WELLS

THE COUNCIL OF THE LEAGUE,

Having regard to the Treaty of Rivers, and in particular Article 9 thereof,

Whereas:

(1) Wells run dry.

(2) The League should act. Member States must help.

HAS ADOPTED THIS REGULATION:

Article 1

Every owner shall cover the well.
"""


def test_the_clauses_of_a_preamble_are_recitals() -> None:
    assert [w.split()[0] for w in of_kind(RESOLUTION, BlockKind.RECITAL)] == [
        "The",
        "Recalling",
        "Deeply",
        "Taking",
        "Bearing",
    ]


def test_operative_paragraphs_continue_the_name_of_the_body() -> None:
    assert sentences(RESOLUTION) == [
        "The General Assembly | Calls upon all States to protect their wells",
        "The General Assembly | Requests the Secretary-General:",
        "The General Assembly | Requests the Secretary-General: | To name an envoy for wells",
        "The General Assembly | Requests the Secretary-General: | To report on progress",
        "The General Assembly | Decides to return to the matter next year.",
    ]


def test_operative_paragraphs_have_paths() -> None:
    found = paths(RESOLUTION)
    assert (found["Calls upon"], found["To report"]) == (("1",), ("2", "(b)"))


def test_operative_paragraphs_without_numbers() -> None:
    text = "The Council,\n\nAlarmed by the floods,\n\nDecides to send boats;\n\nUrges all towns to help.\n"
    document = from_text(text)
    assert [full(document, b) for b in document.blocks if b.kind is BlockKind.ITEM] == [
        "The Council | Decides to send boats",
        "The Council | Urges all towns to help.",
    ]


def test_everything_before_the_enacting_words_is_recital() -> None:
    recitals = of_kind(REGULATION, BlockKind.RECITAL)
    assert recitals[0] == "THE COUNCIL OF THE LEAGUE,"
    assert "The League should act. Member States must help." in recitals
    assert recitals[-1] == "HAS ADOPTED THIS REGULATION:"
    assert of_kind(REGULATION, BlockKind.PARAGRAPH) == ["Every owner shall cover the well."]


def test_recitals_keep_their_numbers() -> None:
    found = {b.label: b.path for b in from_text(REGULATION).blocks if b.kind is BlockKind.RECITAL and b.label}
    assert found == {"(1)": ("(1)",), "(2)": ("(2)",)}


def test_whereas_clauses_in_the_manner_of_cities() -> None:
    text = "WHEREAS, the wells run dry; and\n\nWHEREAS, the city must act;\n\nNOW, THEREFORE, BE IT RESOLVED, that the mayor shall dig.\n"
    assert len(of_kind(text, BlockKind.RECITAL)) == 2
    assert len(of_kind(text, BlockKind.PARAGRAPH)) == 1


def test_a_sentence_that_begins_like_a_recital_is_none() -> None:
    text = "The board met.\n\nRecalling the promise of May, the mayor shall dig a well.\n"
    assert of_kind(text, BlockKind.RECITAL) == []


def test_a_body_named_before_a_plain_paragraph_is_no_enactor() -> None:
    assert of_kind("The Council,\n\nas the highest body, may meet in May.\n", BlockKind.RECITAL) == []
