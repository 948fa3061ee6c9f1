from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from kg.corpus.plan import Plan, plan, shards


@dataclass(frozen=True)
class Entry:
    key: str
    status: str = "built"


def test_without_a_ledger_everything_is_new():
    assert plan({"b": "1", "a": "2"}, {}) == Plan(new=("a", "b"))


def test_the_same_key_is_not_built_again():
    assert plan({"a": "1"}, {"a": Entry("1")}) == Plan(unchanged=("a",))


def test_another_key_is_built_again():
    assert plan({"a": "2"}, {"a": Entry("1")}) == Plan(changed=("a",))


def test_a_document_without_a_key_is_built_every_time():
    assert plan({"a": None}, {"a": Entry("1")}) == Plan(changed=("a",))


def test_what_failed_is_tried_again():
    assert plan({"a": "1"}, {"a": Entry("1", "failed")}) == Plan(again=("a",))


def test_what_is_no_longer_there_is_gone():
    assert plan({}, {"a": Entry("1")}) == Plan(gone=("a",))


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 10**6), max_size=50), st.integers(1, 8))
def test_shards_hold_every_document_once_in_order(sizes, jobs):
    groups = shards(sizes, jobs=jobs)
    assert [name for group in groups for name in group] == list(sizes)
    assert all(groups)


def test_a_large_document_travels_alone():
    assert shards({"a": 1, "b": 10**7, "c": 1}, jobs=1) == [["a"], ["b"], ["c"]]


def test_the_last_shards_are_small_so_that_all_processes_end_together():
    groups = shards({str(n): 1_000 for n in range(200)}, jobs=2)
    assert [len(group) for group in groups[:3]] == [12, 11, 11]
    assert {len(group) for group in groups[-8:]} == {1}
