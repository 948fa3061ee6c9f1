import pytest

from kg.entities.definitions import definitions


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        (
            "The Department of Citywide Administrative Services (“DCAS”) acts.",
            "DCAS",
            "Department of Citywide Administrative Services",
        ),
        ("the Financial Stability Board (the “Board”) acts", "Board", "Financial Stability Board"),
        ("The National River Bureau (hereinafter referred to as the NRB) acts.", "NRB", "National River Bureau"),
        ("The Joint Committee on Trade, hereinafter “the Committee”, acts.", "Committee", "Joint Committee on Trade"),
        ("“Secretary” means the Secretary of Agriculture.", "Secretary", "Secretary of Agriculture"),
        ("In 2020 the European Central Bank (ECB) acted.", "ECB", "European Central Bank"),
        ('The Central Statistics Office ("CSO") counts.', "CSO", "Central Statistics Office"),
    ],
)
def test_definition(text: str, short: str, name: str):
    assert [(d.short, d.name) for d in definitions(text)] == [(short, name)]


def test_two_short_names_at_once():
    found = definitions("The Inland Revenue Authority (“IRA” or the “Authority”) acts.")
    assert {(d.short, d.name) for d in found} == {
        ("IRA", "Inland Revenue Authority"),
        ("Authority", "Inland Revenue Authority"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "At noon (CET) it met.",
        "each agency (as defined) acts",
        "an advisory committee (the “Committee”) acts",
        "The River Bureau (see Annex) acts.",
        "Norland (“the Commission”) acts.",
    ],
)
def test_no_definition(text: str):
    assert definitions(text) == ()


def test_a_definition_says_where_it_stands():
    text = "Now the National River Bureau (“NRB”) acts."
    found = definitions(text)[0]
    assert text[found.start : found.end] == "National River Bureau (“NRB”)"


def test_a_name_stops_at_the_end_of_a_sentence():
    assert definitions("It sits in Norland. National River Bureau (“NRB”) acts.")[0].name == "National River Bureau"


def test_hostile_brackets_are_read_in_time():
    assert definitions("(" * 20_000 + "“" * 20_000) == ()
