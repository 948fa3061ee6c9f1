"""A project's aliases as SKOS."""

from __future__ import annotations

import pytest

from kg.errors import ConfigError
from kg.graph.alias_list import read_aliases

HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix kg: <https://w3id.org/policy-kg/ns#> .\n"


def names(turtle: str) -> tuple[tuple[str, str], ...]:
    return read_aliases((HEAD + turtle).encode(), place="aliases.ttl").names


def test_every_alternative_label_is_an_alias_of_the_preferred_one() -> None:
    assert names('<x:a> skos:prefLabel "River Office" ; skos:altLabel "the Office", "RO" .') == (
        ("River Office", "RO"),
        ("River Office", "the Office"),
    )


def test_labels_in_other_languages_are_passed_over() -> None:
    turtle = '<x:a> skos:prefLabel "River Office"@en, "Flussamt"@de ; skos:altLabel "RO"@en-GB, "FA"@de .'
    assert names(turtle) == (("River Office", "RO"),)


def test_aliases_of_actions_are_apart() -> None:
    turtle = '<x:a> a kg:Action ; skos:prefLabel "report" ; skos:altLabel "submit a report" .'
    found = read_aliases((HEAD + turtle).encode(), place="aliases.ttl")
    assert (found.names, found.actions) == ((), (("report", "submit a report"),))


def test_what_kg_exports_can_be_read_again(seed_corpus) -> None:
    from kg.graph.export import export_corpus

    text = "".join(export_corpus(seed_corpus, "ttl"))
    found = read_aliases(text.encode(), place="graph.ttl")
    merged = {(c.label, a) for c in seed_corpus.names.concepts.values() for a in c.aliases}
    assert {*found.names, *found.actions} == merged != set()


@pytest.mark.parametrize(
    ("turtle", "error"),
    [
        ("<x:a> skos:prefLabel", "aliases.ttl:2: is not Turtle ("),
        ('<x:a> skos:altLabel "RO" .', "aliases.ttl: <x:a> has no skos:prefLabel; give it one"),
        ('<x:a> skos:altLabel "RO" ; skos:prefLabel "A", "B" .', "aliases.ttl: <x:a> has 2 skos:prefLabel"),
    ],
)
def test_a_mistake_has_a_place(turtle: str, error: str) -> None:
    with pytest.raises(ConfigError) as caught:
        names(turtle)
    assert str(caught.value).startswith(error)


def test_bytes_that_are_no_text_are_no_turtle() -> None:
    with pytest.raises(ConfigError, match=r"^aliases\.ttl(:1)?: is not Turtle"):
        read_aliases(b"\xff\xfe\x00", place="aliases.ttl")
