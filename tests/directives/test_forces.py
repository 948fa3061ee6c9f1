"""The force of a verb: what its modal verb and its negation make of it."""

from __future__ import annotations

import pytest

from kg.directives.forces import STATEMENT, Force, own_force
from kg.model import Modality, Polarity
from tests.clauses.notation import tree


def force(rest: str, *, verb: int, subject: int = 0, subject_words: str = "Councils/NNS/nsubj/{at} ") -> Force | None:
    found = tree(subject_words.format(at=verb + 1) + rest)
    return own_force(found, verb, subject)


@pytest.mark.parametrize(
    ("modal", "modality"),
    [
        ("must", Modality.OBLIGATION),
        ("shall", Modality.OBLIGATION),
        ("should", Modality.RECOMMENDATION),
        ("may", Modality.PERMISSION),
        ("can", Modality.PERMISSION),
        ("will", Modality.COMMITMENT),
        ("would", Modality.STATEMENT),
        ("might", Modality.STATEMENT),
    ],
)
def test_a_modal_verb_gives_its_modality(modal: str, modality: Modality) -> None:
    found = force(f"{modal}/MD/aux/3 inspect/VB/ROOT/0 dams/NNS/dobj/3", verb=2)
    assert found is not None
    assert (found.modality, found.polarity) == (modality, Polarity.POSITIVE)
    assert found.deontic is not None
    assert found.deontic.text == modal


@pytest.mark.parametrize(
    ("modal", "modality"),
    [
        ("must", Modality.PROHIBITION),
        ("shall", Modality.PROHIBITION),
        ("may", Modality.PROHIBITION),
        ("should", Modality.RECOMMENDATION),
        ("will", Modality.COMMITMENT),
    ],
)
def test_not_turns_duty_and_permission_into_prohibition(modal: str, modality: Modality) -> None:
    found = force(f"{modal}/MD/aux/4 not/RB/neg/4 drain/VB/ROOT/0 fens/NNS/dobj/4", verb=3)
    assert found is not None
    assert (found.modality, found.polarity) == (modality, Polarity.NEGATIVE)
    assert found.deontic is not None
    assert found.deontic.text == f"{modal} not"


def test_what_need_not_be_done_is_exempt() -> None:
    found = force("need/MD/aux/4 not/RB/neg/4 file/VB/ROOT/0 reports/NNS/dobj/4", verb=3)
    assert found is not None
    assert (found.modality, found.polarity) == (Modality.EXEMPTION, Polarity.NEGATIVE)


def test_no_agency_may_is_a_prohibition() -> None:
    found = force(
        "may/MD/aux/4 buy/VB/ROOT/0 cameras/NNS/dobj/4",
        verb=3, subject=1, subject_words="No/DT/det/2 agency/NN/nsubj/4 ",
    )  # fmt: skip
    assert found is not None
    assert (found.modality, found.polarity) == (Modality.PROHIBITION, Polarity.NEGATIVE)


def test_agencies_are_permitted_what_they_can_do() -> None:
    found = force("can/MD/aux/3 borrow/VB/ROOT/0", verb=2, subject_words="Agencies/NNS/nsubj/3 ")
    assert found is not None
    assert found.modality is Modality.PERMISSION


def test_things_are_not_permitted_what_they_can_do() -> None:
    found = force("can/MD/aux/3 leak/VB/ROOT/0", verb=2, subject_words="Pipes/NNS/nsubj/3 ")
    assert found is not None
    assert found.modality is Modality.STATEMENT


def test_without_modal_and_negation_there_is_no_force() -> None:
    assert force("inspect/VBP/ROOT/0 dams/NNS/dobj/2", verb=1) is None


def test_what_is_not_done_is_a_negative_statement() -> None:
    found = force("do/VBP/aux/4 not/RB/neg/4 leak/VB/ROOT/0", verb=3)
    assert found is not None
    assert (found.modality, found.polarity) == (Modality.STATEMENT, Polarity.NEGATIVE)


def test_a_frame_has_its_own_modality_and_words() -> None:
    found = tree("they/PRP/nsubj/3 must/MD/aux/3 rest/VB/ROOT/0", marks={2: "frame/not-required-to"})
    read = own_force(found, 2, 0)
    assert read is not None
    assert (read.modality, read.polarity, read.rule) == (Modality.EXEMPTION, Polarity.NEGATIVE, "frame/not-required-to")


@pytest.mark.parametrize("modality", [Modality.OBLIGATION, Modality.PERMISSION])
def test_the_denial_of_a_prohibition_is_an_obligation(modality: Modality) -> None:
    prohibited = Force(modality).denied()
    assert prohibited.modality is Modality.PROHIBITION
    assert prohibited.denied().modality is Modality.OBLIGATION
    assert prohibited.denied().polarity is Polarity.POSITIVE


def test_only_a_statement_binds_nobody() -> None:
    assert not STATEMENT.binds
    assert all(Force(modality).binds for modality in Modality if modality is not Modality.STATEMENT)
