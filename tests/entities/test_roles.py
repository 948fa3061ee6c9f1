import pytest

from kg.entities import name, roles
from kg.entities.roles import post
from kg.model import Phrase
from tests.sample import seed_extraction


def test_the_general_secretary_is_a_member_of_the_committee():
    extraction = seed_extraction()
    found = roles([extraction], name([extraction]))
    assert [(r.person, r.title, r.organisation) for r in found] == [
        ("entity/xi-jinping", "General Secretary", "entity/cpc-central-committee")
    ]


def test_names_hold_the_posts_by_the_provision_that_tells_them():
    names = name([seed_extraction()])
    ((provision, role),) = names.roles.items()
    assert (role.provision, role.title) == (provision, "General Secretary")
    assert role.organisation in names.concepts


@pytest.mark.parametrize(
    ("words", "title", "organisation"),
    [
        ("General Secretary of the CPC Central Committee", "General Secretary", "CPC Central Committee"),
        ("a member of the Harbour Board", "member", "Harbour Board"),
        ("Administrator of the EPA", "Administrator", "EPA"),
        ("Prime Minister of Norway", "Prime Minister", "Norway"),
        ("Minister of Finance", "Minister of Finance", None),
        ("Chinese Vice Premier", "Chinese Vice Premier", None),
    ],
)
def test_a_post_and_where_it_is(words: str, title: str, organisation: str | None):
    found = post(Phrase(words, 0, len(words)))
    assert found is not None
    assert (found.title, found.organisation.text if found.organisation else None) == (title, organisation)


@pytest.mark.parametrize("words", ["a major strategic decision", "head of state affairs", "necessary"])
def test_no_post(words: str):
    assert post(Phrase(words, 0, len(words))) is None
