import pytest

from kg.entities.forms import form
from kg.entities.kinds import entity_type, is_person_name, is_scoped
from kg.model import EntityType


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Xi Jinping", "person"),
        ("Ms. Anna Berg", "person"),
        ("the Secretary of Agriculture", "person"),
        ("the Ministry of Finance", "government body"),
        ("the central government", "government body"),
        ("Google LLC", "organisation"),
        ("Communist Party of Norland", "organisation"),
        ("provinces", "collective"),
        ("Member States", "collective"),
        ("Party committees", "collective"),
        ("each agency", "collective"),
        ("we", "collective"),
        ("“Regulations on Foreign Affairs Work”", "document"),
        ("this Regulation", "document"),
        ("the annual report", "document"),
        ("the Yangtze River Economic Belt", "place"),
        ("Norway", "place"),
        ("the meeting", "meeting"),
        ("Central Economic Work Conference", "meeting"),
        ("the 20th National Congress", "meeting"),
        ("implementation", "concept"),
        ("Xi Jinping Thought on Diplomacy", "concept"),
        ("the centralized and unified leadership", "concept"),
    ],
)
def test_type(words: str, kind: str):
    assert entity_type(form(words)) is EntityType(kind)


@pytest.mark.parametrize(
    "words",
    [
        "we",
        "They",
        "the Commission",
        "the meeting",
        "a meeting",
        "such plans",
        "their duties",
        "this Regulation",
        "the President",
        "the Executive Board",
        "the central government",
        "the report",
        "the Board of Directors",
        "the working group",
    ],
)
def test_holds_only_in_its_document(words: str):
    assert is_scoped(form(words), entity_type(form(words)))


@pytest.mark.parametrize(
    "words",
    [
        "provinces",
        "the European Commission",
        "implementation",
        "US",
        "each agency",
        "the Committee on Trade",
        "Member States",
        "the Ministry of Finance",
        "the rule of law",
        "Central Economic Work Conference",
    ],
)
def test_holds_everywhere(words: str):
    assert not is_scoped(form(words), entity_type(form(words)))


@pytest.mark.parametrize(
    "words",
    ["Secretary General", "Foreign Minister", "Harbour Safety Board", "Norland", "New York City", "the meeting"],
)
def test_is_no_persons_name(words: str):
    assert not is_person_name(words)
