"""Calibration, ablation, the table of quality, and the adapter for BenchIE."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as everything
from benchmarks import ablation, benchie, calibration, quality
from kg.clauses import REPAIRS
from tests.clauses.notation import tree


def cases(shares: dict[str, float], each: int = 400) -> list[calibration.Case]:
    """So many cases with each feature, of which that share is right."""
    found = []
    for feature, share in shares.items():
        found += [calibration.Case(frozenset({feature}), at < share * each, len(found) + at) for at in range(each)]
    random.Random(7).shuffle(found)
    return found


def test_a_fit_gives_each_feature_its_share() -> None:
    fitted = calibration.fit(cases({"good": 0.95, "poor": 0.4}))
    assert fitted(frozenset({"good"})) == pytest.approx(0.95, abs=0.02)
    assert fitted(frozenset({"poor"})) == pytest.approx(0.4, abs=0.02)


def test_what_is_always_right_is_not_certain() -> None:
    assert 0.9 < calibration.fit(cases({"good": 1.0, "poor": 0.5}))(frozenset({"good"})) < 1.0


def test_a_rare_feature_is_left_out() -> None:
    few = [calibration.Case(frozenset({"rare"}), False, 1)] * (calibration.RARE - 1)
    assert "rare" not in calibration.fit([*cases({"good": 0.9, "poor": 0.5}), *few]).coefficients


def test_a_judgement_is_made_by_a_fit_that_has_not_seen_the_sentence() -> None:
    # one sentence of its own feature, wrong throughout: seen, it would be judged badly; unseen, as the rest
    odd = [calibration.Case(frozenset({"odd"}), False, 5)] * 40
    rest = cases({"good": 0.9})
    said = calibration.cross_validated([*odd, *rest])
    assert said[0] > 0.8
    assert calibration.fit([*odd, *rest])(frozenset({"odd"})) < 0.2


def test_the_shift_meets_the_share_that_is_right_elsewhere() -> None:
    fitted = calibration.fit(cases({"good": 0.95, "poor": 0.5}))
    unseen = cases({"good": 0.8, "poor": 0.3}, each=50)
    moved = calibration.shifted(fitted, unseen)
    assert moved.coefficients == fitted.coefficients
    assert sum(moved(case.features) for case in unseen) / len(unseen) == pytest.approx(0.55, abs=0.005)


def test_the_table_of_reliability_counts_what_is_right() -> None:
    found = [calibration.Case(frozenset(), at < 3, at) for at in range(4)]
    measured = calibration.figures(found, [0.92, 0.92, 0.92, 0.1])
    assert measured["bins"] == [
        {"from": 0.0, "to": 0.3, "n": 1, "confidence": 0.1, "right": 0.0},
        {"from": 0.9, "to": 0.95, "n": 3, "confidence": 0.92, "right": 1.0},
    ]
    assert measured["auc"] == 1.0


def test_every_switch_names_what_is_there() -> None:
    for switch in ablation.switches():
        with ablation.switched_off(switch):
            pass


def test_every_repair_has_a_switch() -> None:
    assert {f"repair: {name}" for name in REPAIRS} <= {switch.name for switch in ablation.switches()}


def test_a_switch_that_names_nothing_is_refused() -> None:
    switch = ablation.Switch("gone", (("kg.clauses.repair:gone", None),))
    with pytest.raises(SystemExit, match=r"'gone'.*kg.clauses.repair:gone"), ablation.switched_off(switch):
        pass


def test_the_table_of_quality_shows_target_and_peer_beside_the_figure() -> None:
    whole = {"strict": {"f1": 0.5}, "lenient": {"f1": 0.6, "precision": 0.6, "recall": 0.6}, "facts": 3}
    whole |= {"modality": 1.0, "attribution": 1.0, "polarity": 1.0, "passed": 1, "sentences": 2, "slots": {}}
    lines = quality.table(
        {"seed": whole, "unseen": whole, "development": {"all": whole, "files": {"one": whole}}}
    ).splitlines()
    assert lines[1].split() == ["seed", "strict", "F1", "0.500", "0.800", "0.159", "claucy", "3", "facts"]
    assert lines[-1].endswith("1 of 2 sentences without error")


def test_a_missing_folder_of_gold_is_said_plainly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("KG_GOLD", raising=False)
    assert quality.gold_folder(None) is None
    assert "left out" in capsys.readouterr().err


def test_a_folder_of_gold_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="is no folder"):
        quality.gold_folder(str(tmp_path / "nowhere"))


def test_what_a_folder_of_gold_lacks_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert quality.gold_folder(str(tmp_path)) == tmp_path
    assert "benchie-dev.txt" in capsys.readouterr().err


def test_a_scorer_that_fails_says_why(tmp_path: Path) -> None:
    scorer = tmp_path / "scorer.py"
    scorer.write_text("raise SystemExit('no such set')", encoding="utf-8")
    with pytest.raises(SystemExit, match="no such set"):
        quality.run([sys.executable, str(scorer)])


# -- BenchIE ------------------------------------------------------------------------------------------------------


def said(line: str) -> list[tuple[str, str, str]]:
    """The triples of a hand-made tree."""
    found = tree(line)
    return [
        (benchie.said(found, [t.subject]), benchie.said(found, t.relation), benchie.said(found, [t.object]))
        for t in benchie.triples(found)
    ]


def test_auxiliaries_stand_in_the_relation() -> None:
    line = "Dams/NNS/nsubjpass/4 have/VBP/aux/4 been/VBN/auxpass/4 built/VBN/ROOT/0 by/IN/agent/4 Tor/NNP/pobj/5"
    assert said(line) == [("Dams", "have been built by", "Tor")]


def test_an_adjunct_is_a_fact_of_its_own_behind_the_object() -> None:
    line = "Ann/NNP/nsubj/2 left/VBD/ROOT/0 him/PRP/dobj/2 for/IN/prep/2 hours/NNS/pobj/4"
    assert said(line) == [("Ann", "left", "him"), ("Ann", "left him for", "hours")]


def test_verbs_that_are_coordinated_share_their_subject() -> None:
    line = "Ann/NNP/nsubj/2 wrote/VBD/ROOT/0 laws/NNS/dobj/2 and/CC/cc/2 read/VBD/conj/2 them/PRP/dobj/5"
    assert said(line) == [("Ann", "wrote", "laws"), ("Ann", "read", "them")]


def test_who_stands_for_the_noun_before_it() -> None:
    line = "Ann/NNP/nsubj/5 who/WP/nsubj/3 wrote/VBD/relcl/1 laws/NNS/dobj/3 died/VBD/ROOT/0"
    assert said(line) == [("Ann", "wrote", "laws")]


def test_words_are_said_as_they_stand_between_blanks() -> None:
    found = tree("a/DT/det/4 half/NN/compound/4 -/HYPH/punct/4 truth/NN/ROOT/0")
    assert benchie.said(found, [(0, 1, 2, 3)]) == "a half - truth"


@pytest.mark.model
def test_the_adapter_writes_a_line_for_each_triple(tmp_path: Path) -> None:
    source = tmp_path / "sentences.txt"
    source.write_text("sent_id:7\tAnn served as the mayor of Tor .\n7--> Cluster 1:\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.benchie", str(source)], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    rows: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"sentence_id": "7", "subject": "Ann", "relation": "served as", "object": "the mayor"} in rows


@pytest.mark.model
@pytest.mark.slow
def test_everything_is_one_json_object(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_GOLD", raising=False)
    everything.main(["--json", "--quick"])
    figures = json.loads(capsys.readouterr().out)
    assert set(figures) == {"quality", "reliability"}
    assert figures["quality"]["seed"]["facts"] == 88
    assert figures["quality"]["unseen"]["sentences"] == 55
    assert sum(one["n"] for one in figures["reliability"]["bins"]) == figures["reliability"]["provisions"]
