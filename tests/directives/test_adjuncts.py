"""Adjuncts by the words that open them."""

from __future__ import annotations

import pytest

from kg.directives.adjuncts import NONE, kind_of, read
from kg.model import ConstraintKind, Phrase


def phrase(words: str) -> Phrase:
    return Phrase(words, 0, len(words))


@pytest.mark.parametrize(
    "words",
    [
        "if the dam leaks",
        "unless the minister agrees",
        "provided that the fee is paid",
        "where a plan is incomplete",
        "except in an emergency",
        "subject to the availability of funds",
        "without prejudice to Article 3",
        "notwithstanding section 9",
        "only if a physician is present",
        "when the river floods",
        "in the event of a fire",
        "upon request",
        "until the levy is paid",
    ],
)
def test_a_condition_is_a_condition(words: str) -> None:
    found = read(phrase(words))
    assert [p.text for p in found.conditions] == [words]
    assert not found.constraints


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("no later than 30 days after receipt", ConstraintKind.DEADLINE),
        ("by 30 July 2022", ConstraintKind.DEADLINE),
        ("within 90 days", ConstraintKind.DEADLINE),
        ("without undue delay", ConstraintKind.DEADLINE),
        ("every five years", ConstraintKind.FREQUENCY),
        ("at least once a year", ConstraintKind.FREQUENCY),
        ("in consultation with the Board", ConstraintKind.CONSULTATION),
        ("after consulting the Board", ConstraintKind.CONSULTATION),
        ("in accordance with Article 3", ConstraintKind.ACCORDANCE),
        ("pursuant to section 7", ConstraintKind.ACCORDANCE),
        ("to the extent practicable", ConstraintKind.EXTENT),
        ("as appropriate", ConstraintKind.EXTENT),
        ("by means of a register", ConstraintKind.MANNER),
        ("in the harbour", ConstraintKind.PLACE),
        ("within 50 metres of a dyke", ConstraintKind.PLACE),
        ("within the territory of the city", ConstraintKind.PLACE),
        ("within its jurisdiction", ConstraintKind.EXTENT),
        ("within a reasonable time", ConstraintKind.DEADLINE),
        ("despite the noise", ConstraintKind.CIRCUMSTANCE),
    ],
)
def test_a_constraint_has_its_kind(words: str, kind: ConstraintKind) -> None:
    found = read(phrase(words))
    assert [(c.phrase.text, c.kind) for c in found.constraints] == [(words, kind)]
    assert not found.conditions


@pytest.mark.parametrize(
    "words", ["in order to protect the dunes", "so as to save water", "with a view to reducing noise"]
)
def test_a_purpose_is_a_purpose(words: str) -> None:
    found = read(phrase(words))
    assert found.purpose is not None
    assert found.purpose.text == words


def test_a_consequence_is_a_consequence() -> None:
    found = read(phrase("failing which the permit lapses"))
    assert found.consequence is not None
    assert found.consequence.text == "failing which the permit lapses"


def test_a_deadline_has_its_date() -> None:
    (constraint,) = read(phrase("by 30 July 2022")).constraints
    assert (constraint.date, constraint.duration, constraint.anchor) == ("2022-07-30", None, None)


def test_a_deadline_counts_from_something() -> None:
    (constraint,) = read(phrase("within 90 days of the date of this order")).constraints
    assert (constraint.date, constraint.duration, constraint.anchor) == (None, "P90D", "the date of this order")


def test_a_place_has_no_date() -> None:
    (constraint,) = read(phrase("in the park of 1 May 2020")).constraints
    assert constraint.date is None or constraint.kind is ConstraintKind.TIME


def test_without_a_fallback_other_words_say_nothing() -> None:
    assert read(phrase("despite the noise"), fallback=None) == NONE


def test_by_a_person_is_no_deadline() -> None:
    assert kind_of("by the harbour master") is None


def test_adjuncts_add_up_without_doubles() -> None:
    one, other = read(phrase("if the dam leaks")), read(phrase("within 90 days"))
    assert one + one == one
    assert (one + other).conditions == one.conditions
    assert (one + other).constraints == other.constraints


def test_the_first_purpose_holds() -> None:
    first, second = read(phrase("in order to save water")), read(phrase("so as to save coal"))
    assert (first + second).purpose == first.purpose
