"""Readings that came of looking at whole documents: each a sentence with what it provides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Modality
from tests.directives.conftest import Reading

pytestmark = pytest.mark.model

Read = Callable[[str], Reading]


def test_what_follows_otherwise_is_the_consequence(reading: Read) -> None:
    read = reading("The vendor shall replace the meters by June, failing which the city may end the contract.")
    replaced = read.of("replace")
    assert replaced.consequence is not None
    assert replaced.consequence.text == "failing which the city may end the contract"
    assert read.of("end").modality is Modality.PERMISSION


def test_verbs_that_share_an_object_share_what_surrounds_it(reading: Read) -> None:
    read = reading("Inspectors may copy or seize documents during a search if a judge agrees.")
    assert [c.text for c in read.of("copy").conditions] == ["if a judge agrees"]
    assert [p.object.text for p in read.provisions if p.object] == ["documents", "documents"]


def test_whom_and_of_what_are_two_slots(reading: Read) -> None:
    informed = reading("The operator shall inform the authority of any leak.").of("inform")
    assert informed.object is not None
    assert informed.object.text == "the authority"


def test_a_heading_that_runs_into_a_lead_in_is_no_part_of_the_actor(reading: Read) -> None:
    read = reading("§ 2. Duties. The Director shall:\na. publish a map; and\nb. advise the Mayor.\n")
    assert read.actors == {"The Director"}


def test_a_circumstance_behind_the_subject_is_no_part_of_the_actor(reading: Read) -> None:
    read = reading("The city in its contracts with builders shall require local hiring.")
    assert read.actors == {"The city"}


def test_who_a_relative_clause_picks_out_has_no_duty_by_it(reading: Read) -> None:
    read = reading("The board shall consist of residents who are to serve without pay.")
    assert [p.predicate for p in read.provisions] == ["consist of"]


def test_a_condition_inside_a_participle_is_a_condition(reading: Read) -> None:
    read = reading("Firms need not file the plan referred to in Article 3 where their turnover is low.")
    assert [c.text for c in read.of("file").conditions] == ["where their turnover is low"]


def test_what_goes_on_in_a_mechanism_to_be_kept_is_to_be_done(reading: Read) -> None:
    read = reading("Agencies must adhere to the mechanism in which the ministry approves plans.")
    assert read.of("approve").modality is Modality.OBLIGATION


@pytest.mark.parametrize("sentence", ["No resident is required to serve.", "No resident has to serve."])
def test_a_duty_that_nobody_has_is_no_prohibition(reading: Read, sentence: str) -> None:
    assert reading(sentence).of("serve").modality is Modality.EXEMPTION


def test_what_nobody_is_allowed_to_do_is_prohibited(reading: Read) -> None:
    assert reading("No resident is allowed to park.").of("park").modality is Modality.PROHIBITION


def test_the_items_of_a_list_take_the_place_of_what_announces_them(reading: Read) -> None:
    text = "Article 3\n1. The survey shall comprise the following parts:\n(a) a count of the boats;\n(b) a map.\n"
    assert reading(text).facts == [
        ("The survey", "comprise", "a count of the boats"),
        ("The survey", "comprise", "a map"),
    ]


def test_a_list_of_what_is_prohibited_is_one_of_patients(reading: Read) -> None:
    text = "Article 3\n1. The following practices shall be prohibited:\n(a) the sale of eels;\n(b) the use of nets.\n"
    assert reading(text).facts == [(None, "prohibited", "the sale of eels"), (None, "prohibited", "the use of nets")]
    assert {p.modality for p in reading(text).provisions} == {Modality.PROHIBITION}


def test_what_announces_a_list_that_is_missing_still_says_something(reading: Read) -> None:
    assert reading("The survey shall comprise the following parts:").facts == [
        ("The survey", "comprise", "the following parts")
    ]


def test_etc_is_no_object(reading: Read) -> None:
    assert reading("The council shall repair dams, roads, etc. before winter.").facts == [
        ("The council", "repair", "dams"),
        ("The council", "repair", "roads"),
    ]


def test_it_in_a_resolution_is_the_body_that_resolves(reading: Read) -> None:
    read = reading("The River Council,\n1. Affirms that it shall keep the dams under review;\n2. Adjourns.\n")
    kept = read.of("keep")
    assert kept.actor is not None
    assert (kept.actor.text, kept.actor.implied) == ("The River Council", True)


def test_each_case_of_a_list_is_the_condition(reading: Read) -> None:
    read = reading(
        "Paragraph 2 shall not apply if one of the following applies:\n"
        "(a) the owner has agreed to the transfer;\n(b) the transfer is necessary to protect public health.\n"
    )
    assert [c.text for p in read.provisions for c in p.conditions] == [
        "the owner has agreed to the transfer",
        "the transfer is necessary to protect public health",
    ]
    assert {p.modality for p in read.provisions} == {Modality.EXEMPTION}


def test_each_case_of_an_open_clause_is_the_condition(reading: Read) -> None:
    read = reading(
        "Paragraph 3 shall not apply where:\n(a) the owner already has the information;\n"
        "(b) the cost is out of proportion.\n"
    )
    assert [c.text for p in read.provisions for c in p.conditions] == [
        "where the owner already has the information",
        "where the cost is out of proportion",
    ]
    assert all(p.object is None for p in read.provisions)


def test_an_item_may_have_its_adjunct_before_its_object(reading: Read) -> None:
    read = reading(
        "Mills shall not do any of the following:\n(a) process, for the purpose of selling advertisements, personal data"
        " of their customers;\n(b) combine their lists.\n"
    )
    processed = read.of("process").object
    assert processed is not None
    assert processed.text == "personal data of their customers"


def test_the_letter_of_an_annex_ends_a_sentence(reading: Read) -> None:
    read = reading("Mills shall record the goods listed in Annex X. Member States shall not restrict their sale.")
    assert read.actors == {"Mills", "Member States"}


@pytest.mark.parametrize("text", ["The members shall take note", "The members shall take charge of"])
def test_a_sentence_may_end_without_a_stop(reading: Read, text: str) -> None:
    assert reading(text).actors == {"The members"}
