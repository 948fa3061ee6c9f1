"""The forms of verbs: what is finite, bare, passive."""

from __future__ import annotations

import pytest

from kg.clauses.forms import (
    is_bare,
    is_finite,
    is_infinitive,
    is_passive,
    is_reduced,
    is_subjunctive,
    subject_of,
    text_from,
)
from tests.clauses.notation import tree

KEPT = "Records/NNS/nsubjpass/3 are/VBP/auxpass/3 kept/VBN/ROOT/0/keep"
TO_KEEP = "They/PRP/nsubj/2 agree/VBP/ROOT/0 to/TO/aux/4 keep/VB/xcomp/2 records/NNS/dobj/4"
THAT_BE_KEPT = "that/IN/mark/4 records/NNS/nsubjpass/4 be/VB/auxpass/4 kept/VBN/ROOT/0/keep"
THAT_SHALL_BE_KEPT = (
    "that/IN/mark/5 records/NNS/nsubjpass/5 shall/MD/aux/5 be/VB/auxpass/5 kept/VBN/ROOT/0/keep"  # a modal verb
)


def test_an_expletive_is_a_subject_only_where_there_is_no_other() -> None:
    found = tree("There/EX/expl/2 remain/VBP/ROOT/0 doubts/NNS/nsubj/2")
    assert subject_of(found, 1) == 2
    assert subject_of(tree("There/EX/expl/2 remain/VBP/ROOT/0"), 1) == 0


def test_a_verb_without_a_subject_has_none() -> None:
    assert subject_of(tree("Keep/VB/ROOT/0 records/NNS/dobj/1"), 0) is None


@pytest.mark.parametrize(("line", "verb", "finite"), [(KEPT, 2, True), (TO_KEEP, 1, True), (TO_KEEP, 3, False)])
def test_an_infinitive_is_not_finite(line: str, verb: int, finite: bool) -> None:
    assert is_finite(tree(line), verb) is finite
    assert is_infinitive(tree(line), verb) is not finite


def test_a_bare_verb_alone_is_not_finite() -> None:
    assert not is_finite(tree("Keep/VB/ROOT/0 records/NNS/dobj/1"), 0)


def test_that_records_be_kept_is_subjunctive() -> None:
    assert is_subjunctive(tree(THAT_BE_KEPT), 3)
    assert not is_subjunctive(tree(THAT_SHALL_BE_KEPT), 4)
    assert not is_subjunctive(tree(KEPT), 2)


def test_a_plural_subject_hides_a_subjunctive() -> None:
    found = tree("that/IN/mark/3 growers/NNS/nsubj/3 test/VBP/ROOT/0 soil/NN/dobj/3")
    assert is_bare(found, 2)
    assert not is_subjunctive(found, 2)


def test_an_auxiliary_or_a_passive_subject_makes_a_passive() -> None:
    assert is_passive(tree(KEPT), 2, 0)
    assert is_passive(tree("records/NNS/nsubjpass/2 kept/VBD/ROOT/0/keep"), 1, 0)
    assert not is_passive(tree("towns/NNS/nsubj/2 kept/VBD/ROOT/0/keep"), 1, 0)


def test_a_coordinated_participle_goes_on_with_a_passive() -> None:
    found = tree(KEPT + " and/CC/cc/3 sealed/VBD/conj/3/seal")
    assert is_passive(found, 4, None, continues_passive=True)
    assert not is_passive(found, 4, None)


def test_a_coordinated_verb_with_an_object_is_active() -> None:
    found = tree(KEPT + " and/CC/cc/3 sealed/VBD/conj/3/seal doors/NNS/dobj/5")
    assert not is_passive(found, 4, None, continues_passive=True)


def test_a_participle_with_a_subject_and_no_auxiliary_is_reduced() -> None:
    found = tree("requests/NNS/nsubj/2 received/VBN/ROOT/0/receive")
    assert is_reduced(found, 1, 0)
    assert not is_reduced(tree(KEPT), 2, 0)


def test_the_text_goes_on_from_the_token() -> None:
    assert text_from(tree(KEPT), 1) == "are kept"
