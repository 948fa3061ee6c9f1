"""Development sentences as gold: reading, matching, slots."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.slots import slot_figures

from benchmarks import known_failures, sets
from kg.model import Constraint, ConstraintKind, Document, Modality, Phrase, Provision

TEXT = "By 30 June 2030, cities shall guard bridges."
GOLD = f"""# a comment
S {TEXT}
F cities | guard | bridges | obligation | -
+ deontic | shall
+ constraint deadline | By 30 June 2030 | 2030-06-30
O - | rest | - | statement | -
S Nothing.
"""


def written(tmp_path: Path, text: str = GOLD) -> Path:
    path = tmp_path / "one.gold"
    path.write_text(text, encoding="utf-8")
    return path


def phrase(words: str) -> Phrase:
    at = TEXT.index(words)
    return Phrase(words, at, at + len(words))


def provision(document: Document, **slots: object) -> Provision:
    given = {
        "actor": phrase("cities"),
        "action": phrase("guard"),
        "object": phrase("bridges"),
        "modality": Modality.OBLIGATION,
    }
    return Provision(
        document=document.id, sentence=document.blocks[0].span, predicate="guard", rule="r", **{**given, **slots}
    )


def judged(tmp_path: Path, gold: str = GOLD, **slots: object) -> sets.Judgement:
    sentence = sets.read(written(tmp_path, gold))[0]
    document = sets.document_of([TEXT], "one")
    return sets.judge(sentence, document, [provision(document, **slots)])


def test_sentences_have_their_facts_and_slots(tmp_path: Path) -> None:
    first, second = sets.read(written(tmp_path))
    assert (len(first.facts), len(second.facts)) == (2, 0)
    assert first.slots == (
        (sets.Slot("deontic", None, "shall"), sets.Slot("constraint", "deadline", "By 30 June 2030", "2030-06-30")),
        (),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("S One.\nS One.\n", "twice"),
        ("+ deontic | shall\n", "without a fact"),
        ("S One.\nF a | b | c | obligation | -\n+ colour | red\n", "no slot of that name"),
        ("S One.\nX what\n", "none of S, F"),
    ],
)
def test_a_line_out_of_order_is_refused_with_its_place(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SystemExit, match=reason) as refused:
        sets.read(written(tmp_path, text))
    assert "one.gold:" in str(refused.value)


def test_texts_are_found_again_in_the_document() -> None:
    texts = [sentence.text for path in sets.development_files()[:3] for sentence in sets.read(path)]
    document = sets.document_of(texts, "three")
    for text, (start, end) in zip(texts, sets.places(document, texts), strict=True):
        assert [c for c in document.text[start:end] if c.isalnum()] == [c for c in text if c.isalnum()]


def test_what_is_found_as_coded_passes(tmp_path: Path) -> None:
    assert judged(tmp_path).passes


def test_another_modality_does_not_pass(tmp_path: Path) -> None:
    found = judged(tmp_path, modality=Modality.PERMISSION)
    assert not found.passes
    assert found.symptoms == "modality or polarity 1"


def test_another_actor_is_missed_and_wrong(tmp_path: Path) -> None:
    found = judged(tmp_path, actor=None)
    assert found.symptoms == "missed 1, wrong 1"


def test_a_constraint_is_found_with_kind_and_value(tmp_path: Path) -> None:
    deadline = Constraint(phrase("By 30 June 2030"), ConstraintKind.DEADLINE, date="2030-06-30")
    found = slot_figures([judged(tmp_path, constraints=(deadline,), deontic=phrase("shall"))])
    assert found["constraint"] == {
        "lines": 1, "found": 1, "recall": 1.0, "kind": 1.0, "value": 1.0, "anchor": None,
        "precision of deadline, frequency, consultation": 1.0,
    }  # fmt: skip
    assert found["deontic"]["recall"] == 1.0


def test_a_constraint_of_another_kind_is_found_and_told(tmp_path: Path) -> None:
    other = Constraint(phrase("By 30 June 2030"), ConstraintKind.MANNER)
    found = slot_figures([judged(tmp_path, constraints=(other,))])["constraint"]
    assert (found["recall"], found["kind"], found["value"]) == (1.0, 0.0, 0.0)


def test_a_slot_of_a_missed_fact_is_missed(tmp_path: Path) -> None:
    found = slot_figures([judged(tmp_path, actor=None, deontic=phrase("shall"))])
    assert (found["deontic"]["lines"], found["deontic"]["found"]) == (1, 0)


def test_a_condition_that_no_line_asks_for_costs_precision(tmp_path: Path) -> None:
    found = slot_figures([judged(tmp_path, conditions=(phrase("By 30 June 2030"),))])
    assert found["condition"]["precision"] == 0.0


def test_where_only_some_slots_are_coded_precision_cannot_be_told(tmp_path: Path) -> None:
    partial = f"# slots: partial\n{GOLD}"
    found = slot_figures([judged(tmp_path, partial, conditions=(phrase("By 30 June 2030"),))])
    assert found["condition"]["precision"] is None


def test_a_known_failure_is_written_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_failures, "LIST", tmp_path / "list.txt")
    one = known_failures.KnownFailure("b_g20: 1. We | they agree", "parser", "missed 2 (checked)")
    known_failures.write([one])
    assert known_failures.read() == {one.name: one}
    assert one.checked
