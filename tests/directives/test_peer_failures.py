"""What other extractors get wrong on the language of policy, each as a whole sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import ConstraintKind, Modality, Polarity
from tests.directives.conftest import Reading

pytestmark = pytest.mark.model
Read = Callable[[str], Reading]


def test_whoever_is_consulted_does_not_submit(reading: Read) -> None:
    found = reading(
        "The Governor shall, in consultation with the Water Board, submit a drought plan to the Assembly."
    ).of("submit")
    assert found.actor is not None
    assert found.actor.text == "The Governor"
    assert found.object is not None
    assert found.object.text == "a drought plan"
    assert [(c.kind, c.phrase.text) for c in found.constraints] == [
        (ConstraintKind.CONSULTATION, "in consultation with the Water Board")
    ]


def test_a_condition_is_no_fact(reading: Read) -> None:
    read = reading("No ferry may carry cars unless the harbour master issues a permit.")
    assert [p.predicate for p in read.provisions] == ["carry"]
    (found,) = read.provisions
    assert [c.text for c in found.conditions] == ["unless the harbour master issues a permit"]


def test_the_agent_of_a_participle_is_kept(reading: Read) -> None:
    read = reading("The Council examined the budget submitted by the Treasury.")
    assert ("the Treasury", "submitted", "the budget") in read.facts


def test_no_agency_is_a_prohibition_of_agencies(reading: Read) -> None:
    found = reading("No agency may buy software that records private calls.").of("buy")
    assert found.actor is not None
    assert found.actor.text == "agency"
    assert (found.modality, found.polarity) == (Modality.PROHIBITION, Polarity.NEGATIVE)
    assert not found.asserts_doing


def test_no_later_than_is_a_deadline_and_no_denial(reading: Read) -> None:
    found = reading("The contractor shall remove the scaffolding no later than 30 days after the final inspection.").of(
        "remove"
    )
    (deadline,) = found.constraints
    assert deadline.kind is ConstraintKind.DEADLINE
    assert deadline.phrase.text == "no later than 30 days after the final inspection"
    assert (deadline.duration, deadline.anchor) == ("P30D", "the final inspection")
    assert found.polarity is Polarity.POSITIVE


@pytest.mark.parametrize(("verb", "thing"), [("inspect", "every bridge"), ("close", "any bridge found unsafe")])
def test_items_keep_the_actor_of_their_lead_in(reading: Read, verb: str, thing: str) -> None:
    read = reading(
        "The Roads Authority shall:\n\n(a) inspect every bridge once a year;\n\n(b) close any bridge found unsafe.\n"
    )
    found = read.of(verb)
    assert found.actor is not None
    assert (found.actor.text, found.actor.implied) == ("The Roads Authority", True)
    assert found.object is not None
    assert found.object.text == thing
    assert found.modality is Modality.OBLIGATION


def test_every_verb_after_a_frame_is_an_obligation(reading: Read) -> None:
    read = reading(
        "It is necessary to deepen the reform of water pricing, speed up the repair of old dykes, and strengthen the"
        " supervision of sewage plants."
    )
    assert read.facts == [
        (None, "deepen", "the reform of water pricing"),
        (None, "speed up", "the repair of old dykes"),
        (None, "strengthen", "the supervision of sewage plants"),
    ]
    assert {p.modality for p in read.provisions} == {Modality.OBLIGATION}


def test_a_chain_of_coordinated_objects_is_followed_to_its_end(reading: Read) -> None:
    read = reading("The ministry must register dams, locks, weirs, pumps and culverts.")
    assert [thing for _, _, thing in read.facts] == ["dams", "locks", "weirs", "pumps", "culverts"]


def test_verbs_that_look_like_nouns_are_verbs_in_a_list(reading: Read) -> None:
    read = reading("Coastal provinces must guard, restore and manage the mangroves.")
    assert read.facts == [
        ("Coastal provinces", "guard", "the mangroves"),
        ("Coastal provinces", "restore", "the mangroves"),
        ("Coastal provinces", "manage", "the mangroves"),
    ]


@pytest.mark.xfail(strict=True, reason="parser: takes coordinates for a noun, planning for a verb")
def test_a_clause_inside_a_list_keeps_its_own_actors(reading: Read) -> None:
    read = reading(
        "It is necessary to improve the mechanism in which the state coordinates planning, provinces assume"
        " responsibility, and counties carry out the projects."
    )
    assert {
        ("the state", "coordinates", "planning"),
        ("provinces", "assume", "responsibility"),
        ("counties", "carry out", "the projects"),
    } <= set(read.facts)


def test_a_dateline_is_no_subject(reading: Read) -> None:
    read = reading("Harbour News Agency, Port Alder, March 3 – The Cabinet approved the fisheries treaty.")
    assert read.facts == [("The Cabinet", "approved", "the fisheries treaty")]


def test_a_title_in_quotation_marks_is_one_object(reading: Read) -> None:
    read = reading("The Senate adopted the “Act to Restore Wetlands, Fund Dykes and Protect Eels”.")
    assert [(actor, action) for actor, action, _ in read.facts] == [("The Senate", "adopted")]
    thing = read.provisions[0].object
    assert thing is not None
    assert thing.text.removeprefix("the ").strip("“”") == "Act to Restore Wetlands, Fund Dykes and Protect Eels"


def test_when_is_no_object(reading: Read) -> None:
    assert reading("Ferries shall sail at dawn.").facts == [("Ferries", "sail", None)]


def test_a_hyphenated_noun_stays_whole(reading: Read) -> None:
    read = reading("Cities shall promote the co-governance of rivers and lakes.")
    assert read.facts == [("Cities", "promote", "the co-governance of rivers and lakes")]


def test_a_heading_without_a_stop_does_not_run_into_the_text(reading: Read) -> None:
    read = reading("PART TWO\n\nDuties of Carriers\n\nCarriers shall keep a log.\n")
    assert read.facts == [("Carriers", "keep", "a log")]


def test_a_fragment_of_a_bad_translation_breaks_nothing(reading: Read) -> None:
    read = reading("The community of to make river clean, of the the strive.\n\nCarriers shall keep a log.\n")
    assert ("Carriers", "keep", "a log") in read.facts


def test_may_only_if_is_a_permission_under_a_condition(reading: Read) -> None:
    found = reading("A clinic may dispense the vaccine only if a physician is present.").of("dispense")
    assert found.modality is Modality.PERMISSION
    assert [c.text for c in found.conditions] == ["only if a physician is present"]


def test_what_need_not_be_done_is_an_exemption(reading: Read) -> None:
    found = reading("Small bakeries need not file an annual energy report.").of("file")
    assert found.modality is Modality.EXEMPTION
    assert not found.asserts_doing


def test_a_speaker_holds_until_another_takes_over(reading: Read) -> None:
    read = reading(
        "The meeting stressed that dams must be inspected before the flood season. Villages must store sandbags."
        " The governor said that counties should train volunteers."
    )
    says = {p.predicate: p.attribution.text if p.attribution else None for p in read.provisions}
    assert says == {"inspect": "The meeting", "store": "The meeting", "train": "The governor"}


def test_the_next_paragraph_has_no_speaker_of_the_last(reading: Read) -> None:
    read = reading("The meeting stressed that dams must be inspected.\n\nVillages must store sandbags.\n")
    assert read.of("store").attribution is None
