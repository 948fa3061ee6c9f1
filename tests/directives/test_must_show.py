"""What the seed document must show: the sentences that people try first."""

from __future__ import annotations

import pytest

from kg.model import BlockKind, Modality, Polarity
from tests.directives.conftest import Reading

pytestmark = pytest.mark.model


def test_implementation_is_shared_from_the_coordinated_clause_and_says_so(seed: Reading) -> None:
    found = next(p for p in seed.provisions if p.predicate == "take overall responsibility")
    assert found.actor is not None
    assert found.actor.text == "provinces"
    assert found.object is not None
    assert (found.object.text, found.object.implied) == ("implementation", True)
    assert [part.of(seed.document.text) for part in found.object.parts] == ["implementation"]


def test_what_provinces_do_is_asserted(seed: Reading) -> None:
    found = next(p for p in seed.provisions if p.predicate == "take overall responsibility")
    assert found.asserts_doing
    assert found.modality in (Modality.STATEMENT, Modality.OBLIGATION)  # of a mechanism that is to be improved
    assert found.attribution is not None
    assert found.attribution.text == "The meeting"


def test_large_scale_development_is_prohibited(seed: Reading) -> None:
    found = next(p for p in seed.provisions if p.object and "large-scale development" in p.object.text)
    assert (found.modality, found.polarity) == (Modality.PROHIBITION, Polarity.NEGATIVE)
    assert found.action.text.split()[0] == "engaging"


def test_a_prohibition_asserts_no_doing(seed: Reading) -> None:
    prohibited = [p for p in seed.provisions if p.modality is Modality.PROHIBITION]
    assert prohibited
    assert not any(p.asserts_doing for p in prohibited)


def test_it_is_never_an_actor(seed: Reading) -> None:
    assert not {actor.lower() for actor in seed.actors if actor} & {"it", "there"}


@pytest.mark.parametrize(
    "title",
    [
        "Opinions on Several Policies and Measures to Further Promote the High-Quality Development of the Yangtze River"
        " Economic Belt",
        "Regulations on Foreign Affairs Work Under the Leadership of the Communist Party of China",
    ],
)
def test_a_quoted_title_is_one_object(seed: Reading, title: str) -> None:
    reviewed = [p.object.text for p in seed.provisions if p.object and p.predicate == "review"]
    assert title in [words.removeprefix("the ").strip("“”.") for words in reviewed]


def test_nothing_inside_a_quoted_title_is_a_provision(seed: Reading) -> None:
    assert not any("Further Promote" in p.action.text for p in seed.provisions)


def test_headings_and_furniture_make_no_provision(seed: Reading) -> None:
    unread = [b for b in seed.document.blocks if b.kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.FURNITURE)]
    assert unread
    for block in unread:
        assert not [p for p in seed.provisions if block.span.start <= p.sentence.start < block.span.end]


def test_the_dateline_is_no_actor(seed: Reading) -> None:
    assert not any(actor and ("Xinhua" in actor or "Agency" in actor) for actor in seed.actors)


def test_a_role_is_a_statement_about_the_person(seed: Reading) -> None:
    found = next(p for p in seed.provisions if p.rule == "role/apposition")
    assert found.actor is not None
    assert found.object is not None
    assert (found.actor.text, found.predicate) == ("Xi Jinping", "be")
    assert found.object.text == "General Secretary of the CPC Central Committee"
    assert found.modality is Modality.STATEMENT


def test_every_slot_of_the_seed_slices_back(seed: Reading) -> None:
    text = seed.document.text
    for provision in seed.provisions:
        for phrase in (provision.actor, provision.action, provision.object, provision.attribution, provision.deontic):
            if phrase is not None and not phrase.implied:
                assert phrase.span.of(text) == phrase.text


def test_everybody_in_the_mechanism_has_to_do_their_part(seed: Reading) -> None:
    parts = [p for p in seed.provisions if p.predicate in ("take overall responsibility", "take charge of")]
    assert {p.actor.text for p in parts if p.actor} == {"provinces", "cities", "counties"}
    assert {p.modality for p in parts} == {Modality.OBLIGATION}
