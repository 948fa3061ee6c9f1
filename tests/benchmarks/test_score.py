"""The scorer: what counts as found, strictly and leniently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import score, sets

SENTENCE = "Cities shall guard the old bridges."


def gold_of(tmp_path: Path, *lines: str) -> dict[str, Any]:
    path = tmp_path / "one.gold"
    path.write_text("\n".join([f"S {SENTENCE}", *lines]), encoding="utf-8")
    return score.read_gold(path)


def row(**cells: str | None) -> dict[str, Any]:
    found = {
        "sentence": SENTENCE,
        "actor": "Cities",
        "action": "guard",
        "object": "the old bridges",
        "modality": "obligation",
    }
    return {**found, **cells}


def figures(gold: dict[str, Any], *rows: dict[str, Any]) -> dict[str, Any]:
    return score.score(gold, *score.place(gold, rows))


FACT = "F cities | guard | the (old) bridges | obligation | -"


def perfect(sentences: list[sets.GoldSentence]) -> list[dict[str, Any]]:
    """What a system would say that found every fact in its first form."""
    rows = []
    for sentence in sentences:
        for fact in sentence.facts:
            if not fact["optional"]:
                cells = [c.strip().split(";")[0].strip() for c in fact["line"].split("|")]
                actor, action, thing, kind, says = (
                    None if c == "-" else c.replace("(", "").replace(")", "") for c in cells
                )
                negative = "not)" in fact["line"].split("|")[1] or kind == "prohibition"
                rows.append({"sentence": sentence.text, "actor": actor, "action": action, "object": thing, "modality": kind,
                             "attribution": says, "polarity": "negative" if negative else "positive"})  # fmt: skip
    return rows


@pytest.mark.parametrize("path", [sets.SEED_GOLD, sets.UNSEEN, *sets.development_files()], ids=lambda path: path.stem)
def test_a_perfect_system_scores_one(path: Path) -> None:
    gold = score.read_gold(path)
    found = figures(gold, *perfect(sets.read(path)))
    assert found["lenient"]["f1"] == 1.0
    assert found["strict"]["f1"] == 1.0
    assert (found["modality"], found["attribution"]) == (1.0, 1.0)


def test_nothing_found_scores_nothing(tmp_path: Path) -> None:
    assert figures(gold_of(tmp_path, FACT))["lenient"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_optional_words_may_be_there_or_not(tmp_path: Path) -> None:
    gold = gold_of(tmp_path, FACT)
    assert figures(gold, row(object="bridges"))["strict"]["f1"] == 1.0
    assert figures(gold, row())["strict"]["f1"] == 1.0


def test_half_the_words_are_enough_leniently_and_not_strictly(tmp_path: Path) -> None:
    found = figures(gold_of(tmp_path, FACT), row(object="old bridges of stone"))
    assert found["strict"]["f1"] == 0.0
    assert found["lenient"]["f1"] == 1.0


def test_every_slot_must_fit(tmp_path: Path) -> None:
    assert figures(gold_of(tmp_path, FACT), row(actor="towns"))["lenient"]["f1"] == 0.0


def test_facts_are_matched_one_to_one(tmp_path: Path) -> None:
    found = figures(gold_of(tmp_path, FACT), row(), row(object="bridges old"))
    assert found["lenient"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667}


def test_the_same_row_twice_counts_once(tmp_path: Path) -> None:
    assert figures(gold_of(tmp_path, FACT), row(), row())["lenient"]["precision"] == 1.0


def test_an_optional_fact_neither_helps_nor_hurts(tmp_path: Path) -> None:
    gold = gold_of(tmp_path, FACT, "O - | rest | - | statement | -")
    with_it = figures(gold, row(), row(actor=None, action="rest", object=None, modality="statement"))
    assert with_it["lenient"] == figures(gold, row())["lenient"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_another_modality_is_found_and_told(tmp_path: Path) -> None:
    found = figures(gold_of(tmp_path, FACT), row(modality="permission"))
    assert (found["lenient"]["f1"], found["modality"]) == (1.0, 0.0)


def test_another_polarity_is_found_and_told(tmp_path: Path) -> None:
    found = figures(gold_of(tmp_path, FACT), row(polarity="negative"))
    assert (found["lenient"]["f1"], found["polarity"]) == (1.0, 0.0)


def test_a_sentence_of_no_gold_is_left_out(tmp_path: Path) -> None:
    found = figures(gold_of(tmp_path, FACT), row(sentence="Something else altogether."))
    assert (found["extracted"], found["elsewhere"]) == (0, 1)


def test_a_line_of_four_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="five cells"):
        gold_of(tmp_path, "F cities | guard | bridges | obligation")


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("coordinates", "coordinated"),
        ("carries", "carry"),
        ("planning", "plan"),
        ("took", "take"),
        ("agencies", "agency"),
    ],
)
def test_inflection_is_taken_away(words: str, same: str) -> None:
    assert score.stem(words) == score.stem(same)
