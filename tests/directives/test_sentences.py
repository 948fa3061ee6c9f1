"""Every development sentence with the provisions coded beside it (tests/sentences/*.gold)."""

from __future__ import annotations

import pytest

from benchmarks import known_failures, sets

KNOWN = known_failures.read()
SENTENCES = [sentence for path in sets.development_files() for sentence in sets.read(path)]


def _parameter(sentence: sets.GoldSentence):
    known = KNOWN.get(sentence.name)
    marks = [pytest.mark.xfail(strict=True, reason=f"{known.reason}: {known.symptoms}")] if known else []
    return pytest.param(sentence.name, marks=marks, id=sentence.name)


@pytest.mark.model
@pytest.mark.parametrize("name", [_parameter(sentence) for sentence in SENTENCES])
def test_a_sentence_says_what_is_coded_beside_it_and_nothing_else(
    name: str, judgements: dict[str, sets.Judgement]
) -> None:
    judgement = judgements[name]
    facts = judgement.sentence.facts
    assert [facts[f]["line"] for f in judgement.missed] == [], "not found"
    assert [_cells(judgement, g) for g in judgement.wrong] == [], "found, but no fact allows it"
    assert [_cells(judgement, g) for g in judgement.misjudged] == [], "found with another modality or polarity"


def _cells(judgement: sets.Judgement, guess: int) -> str:
    row = judgement.guesses[guess]["row"]
    return " | ".join(str(row[cell]) for cell in ("actor", "action", "object", "modality", "polarity"))


def test_every_known_failure_names_a_sentence() -> None:
    assert set(KNOWN) <= {sentence.name for sentence in SENTENCES}


def test_names_tell_sentences_apart() -> None:
    assert len({sentence.name for sentence in SENTENCES}) == len(SENTENCES)


def test_a_known_failure_has_one_of_three_reasons() -> None:
    assert {failure.reason for failure in KNOWN.values()} <= {"parser", "rule missing", "debatable"}


def test_there_are_at_least_200_sentences_of_every_genre() -> None:
    genres = {sentence.file.split("_", 1)[1].removesuffix(".gold") for sentence in SENTENCES}
    assert len(SENTENCES) >= 200
    assert genres >= {
        "city_order",
        "eu_regulation",
        "executive_order",
        "us_rule",
        "g20",
        "readout",
        "un_resolution",
        "noise",
    }
