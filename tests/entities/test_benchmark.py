import runpy
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parent.parent.parent / "benchmarks" / "names.py"


@pytest.fixture(scope="module")
def result():
    module = runpy.run_path(str(BENCHMARK))
    return module["score"](module["pairs"]())


def test_there_are_three_hundred_pairs_of_both_kinds(result):
    assert result["pairs"] >= 300
    assert min(result["same"], result["different"]) >= 100


def test_nothing_is_merged_that_is_not_the_same(result):
    assert result["false_merges"] == []


def test_most_of_what_is_the_same_is_found(result):
    assert result["recall"] >= 0.95
