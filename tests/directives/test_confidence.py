"""How sure a provision is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest

from benchmarks import calibration, sets
from kg.directives.confidence import confidence, features
from kg.directives.reading import provisions
from kg.model import Document, Provision
from kg.rules import load
from tests.clauses.notation import parsed, tree
from tests.directives.conftest import Reading

LINE = "Cities/NNS/nsubj/3 must/MD/aux/3 guard/VB/ROOT/0 bridges/NNS/dobj/3 ././punct/3"


def plain() -> Provision:
    """The provision of that line."""
    sentence, text = parsed(LINE)
    (found,) = provisions(Document("one", text, (sentence.block,)), [sentence])
    return found


def test_a_plain_duty_is_surer_than_not() -> None:
    assert plain().confidence > 0.8


def test_confidence_is_a_probability_to_two_decimals() -> None:
    found = confidence(plain(), tree(LINE), 2)
    assert 0.0 < found < 1.0
    assert found == round(found, 2)


def test_without_object_one_is_less_sure() -> None:
    assert confidence(replace(plain(), object=None), tree(LINE), 2) < confidence(plain(), tree(LINE), 2)


def test_what_is_the_case_is_named() -> None:
    found = features(plain(), tree(LINE), 2)
    assert {"rule modal", "label ROOT", "tag VB"} <= set(found)
    assert "without object" not in found
    assert "verb retagged" not in found


def test_a_verb_that_a_repair_tagged_says_so() -> None:
    mended = tree(LINE.replace("guard/VB", "guard/NN"), verbal="guard")
    mended.tags[2] = "VB"
    assert "verb retagged" in features(plain(), mended, 2)


def test_no_name_is_said_twice() -> None:
    found = features(plain(), tree(LINE), 2)
    assert len(found) == len(set(found))


def test_confidence_is_no_part_of_a_provisions_id() -> None:
    assert replace(plain(), confidence=0.1).id == plain().id


def test_the_rule_file_holds_finite_numbers() -> None:
    table = load("confidence")
    assert -10 < table["intercept"] < 10
    assert table["coefficients"]
    assert all(-10 < value < 10 for value in table["coefficients"].values())


@pytest.mark.model
def test_every_coefficient_is_of_a_feature_that_occurs() -> None:
    occurring = {name for case in calibration.cases()[0] for name in case.features}
    assert set(load("confidence")["coefficients"]) <= occurring


@pytest.mark.model
def test_of_the_surest_provisions_nine_in_ten_are_right_on_what_it_was_fitted_on(
    judgements: dict[str, sets.Judgement],
) -> None:
    bins = defaultdict(list)
    for judgement in judgements.values():
        for guess, provision in enumerate(judgement.provisions):
            right = guess in judgement.matched and guess not in judgement.misjudged
            bins[provision.confidence >= 0.9].append(right)
    surest, rest = bins[True], bins[False]
    assert len(surest) > 100
    assert sum(surest) / len(surest) > 0.87
    assert sum(rest) / len(rest) < sum(surest) / len(surest) - 0.1


@pytest.mark.model
def test_the_seeds_provisions_are_not_all_equally_sure(seed: Reading) -> None:
    assert len({p.confidence for p in seed.provisions}) > 5
