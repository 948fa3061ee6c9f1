"""A graph as it should be has no findings; each way of breaking it has its own."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pytest
import rdflib

from kg.graph.check import Finding, findings
from kg.graph.store import Store
from kg.model import ConstraintKind, EntityType, Modality, Polarity

ROOT = Path(__file__).parents[2]
KG = "PREFIX kg: <https://w3id.org/policy-kg/ns#> PREFIX oa: <http://www.w3.org/ns/oa#> "
PROV = "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX dcterms: <http://purl.org/dc/terms/> "
SKOS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
LEDGER = "PREFIX ledger: <https://w3id.org/policy-kg/ledger#> "


def broken(store: Store, update: str, check: str) -> list[Finding]:
    before = set(map(str, store.inner))
    store.inner.update(KG + PROV + SKOS + LEDGER + update)
    assert set(map(str, store.inner)) != before, "the update broke nothing"
    return [finding for finding in findings(store) if finding.check == check]


def change(pattern: str, old: str, new: str) -> str:
    return f"DELETE {{ GRAPH ?g {{ {old} }} }} INSERT {{ GRAPH ?g {{ {new} }} }} WHERE {{ GRAPH ?g {{ {pattern} }} }}"


def test_the_seed_has_no_findings(seed: Store) -> None:
    assert findings(seed) == []


@pytest.mark.parametrize(
    ("update", "says"),
    [
        ("DELETE WHERE { GRAPH ?g { ?p kg:modality kg:prohibition } }", "one modality"),
        (change("?p kg:polarity ?x", "?p kg:polarity ?x", "?p kg:polarity 'perhaps'"), "positive or negative"),
        (change("?p kg:confidence ?x", "?p kg:confidence ?x", "?p kg:confidence 7e0"), "between 0 and 1"),
        (change("?p kg:number 3", "?p kg:number 3", "?p kg:number 0"), "from 1"),
        ("DELETE { GRAPH ?g { ?c skos:prefLabel ?l } } WHERE { GRAPH ?g { ?c skos:prefLabel ?l } }", "one label"),
        (change("?s a kg:Statement", "?s a kg:Statement", "?s a kg:Directive"), "a directive is no statement"),
        ("DELETE { GRAPH ?g { ?p kg:actionPhrase ?x } } WHERE { GRAPH ?g { ?p kg:actionPhrase ?x } }", "one action"),
        (
            "DELETE { GRAPH ?g { ?d dcterms:identifier ?n } } WHERE { GRAPH ?g { ?d dcterms:identifier ?n } }",
            "one name",
        ),
    ],
)
def test_a_broken_shape_is_reported(update: str, says: str, seed: Store) -> None:
    assert any(says in finding.message for finding in broken(seed, update, "shape"))


def test_a_passage_whose_words_are_others_is_reported(seed: Store) -> None:
    update = change("?x oa:exact 'provinces'", "?x oa:exact 'provinces'", "?x oa:exact 'Provinces'")
    (finding,) = broken(seed, update, "passage")
    assert "is 'provinces', not 'Provinces'" in finding.message


def test_a_passage_outside_the_text_is_reported(seed: Store) -> None:
    update = change("?x oa:exact 'provinces' ; oa:end ?e", "?x oa:end ?e", "?x oa:end 999999")
    assert any("outside the text" in finding.message for finding in broken(seed, update, "passage"))


def test_a_passage_that_moved_is_reported(seed: Store) -> None:
    update = change("?x oa:exact 'provinces' ; oa:start ?e", "?x oa:start ?e", "?x oa:start 3")
    assert any("not those of its address" in finding.message for finding in broken(seed, update, "passage"))


def test_implied_words_without_a_source_are_reported(seed: Store) -> None:
    update = "DELETE { GRAPH ?g { ?x kg:understoodFrom ?y } } WHERE { GRAPH ?g { ?x kg:understoodFrom ?y } }"
    assert any("not said from what" in finding.message for finding in broken(seed, update, "passage"))


def test_a_text_that_was_changed_is_reported(seed: Store) -> None:
    update = change("?d prov:value ?t", "?d prov:value ?t", "?d prov:value 'another text'")
    assert broken(seed, update, "id")
    assert any(finding.check == "passage" for finding in findings(seed))


def test_a_shortcut_with_nothing_behind_it_is_reported(seed: Store) -> None:
    graph = seed.mint.document(seed.document_ids()[0])
    base = seed.mint.base
    update = (
        f"INSERT DATA {{ GRAPH <{graph}> {{ <{base}entity/provinces> <{base}action/build> <{base}entity/castles> }} }}"
    )
    (finding,) = broken(seed, update, "shortcut")
    assert "no provision behind it" in finding.message


def test_a_shortcut_for_a_prohibition_is_reported(seed: Store) -> None:
    update = (
        "INSERT { GRAPH ?g { ?a ?v ?o } } WHERE { GRAPH ?g { "
        "?p kg:modality kg:prohibition ; kg:actor ?a ; kg:action ?v ; kg:object ?o } }"
    )
    (finding,) = broken(seed, update, "shortcut")
    assert "prohibited" in finding.message


def test_a_missing_shortcut_is_reported(seed: Store) -> None:
    base = seed.mint.base
    update = f"DELETE {{ GRAPH ?g {{ <{base}entity/provinces> ?v ?o }} }} WHERE {{ GRAPH ?g {{ <{base}entity/provinces> ?v ?o . ?p kg:object ?o }} }}"
    assert any("is missing" in finding.message for finding in broken(seed, update, "shortcut"))


def test_a_provision_whose_slots_were_changed_is_reported(seed: Store) -> None:
    update = change("?p kg:modality kg:prohibition", "?p kg:modality kg:prohibition", "?p kg:modality kg:permission")
    assert any("slots mint the id" in finding.message for finding in broken(seed, update, "id"))


def test_a_name_that_is_not_described_is_reported(seed: Store) -> None:
    base = seed.mint.base
    update = f"DELETE WHERE {{ GRAPH ?g {{ <{base}entity/provinces> skos:prefLabel ?l }} }}"
    assert any("not described" in finding.message for finding in broken(seed, update, "name"))


def test_a_graph_that_the_ledger_does_not_know_is_reported(seed: Store) -> None:
    (finding,) = broken(seed, "DELETE WHERE { GRAPH ?g { ?e ledger:status 'built' ; ledger:name ?n } }", "ledger")
    assert "that the ledger has not" in finding.message


def test_an_entry_without_its_graph_is_reported(seed: Store) -> None:
    graph = seed.mint.document(seed.document_ids()[0])
    (finding,) = broken(seed, f"DROP GRAPH <{graph}>", "ledger")
    assert "that the graph has not" in finding.message


def test_a_provision_that_was_lost_is_reported(seed: Store) -> None:
    update = "DELETE { GRAPH ?g { ?p ?x ?y } } WHERE { GRAPH ?g { ?p kg:number 5 ; ?x ?y } }"
    assert any("the ledger has 88 provisions, the graph 87" in f.message for f in broken(seed, update, "ledger"))


def test_names_that_changed_behind_the_ledger_are_reported(seed: Store) -> None:
    base = seed.mint.base
    update = change(
        f"?p kg:actor <{base}entity/provinces>",
        f"?p kg:actor <{base}entity/provinces>",
        f"?p kg:actor <{base}entity/cities>",
    )
    assert any("other concepts" in finding.message for finding in broken(seed, update, "ledger"))


def test_a_blank_node_is_reported(seed: Store) -> None:
    graph = seed.mint.document(seed.document_ids()[0])
    update = f"INSERT DATA {{ GRAPH <{graph}> {{ [] kg:rule 'x' }} }}"
    assert any("blank nodes" in finding.message for finding in broken(seed, update, "graph"))


@pytest.mark.parametrize("values", [Modality, Polarity, ConstraintKind, EntityType])
def test_the_shapes_allow_every_value_of_the_model(values: type[StrEnum]) -> None:
    text = (ROOT / "ontology/shapes.ttl").read_text(encoding="utf-8")
    mark = "kg:{}" if values is Modality else '"{}"'
    assert [v for v in values if mark.format(v.value) not in text] == []


def test_every_term_that_is_written_is_in_the_ontology(seed: Store) -> None:
    ontology = rdflib.Graph().parse(ROOT / "ontology/policy.ttl")
    known = {str(s) for s in ontology.subjects()}
    written = {
        node.value
        for quad in seed.inner
        for node in (quad.predicate, quad.object)
        if str(node).startswith("<https://w3id.org/policy-kg/ns#")
    }
    assert written - known == {"https://w3id.org/policy-kg/ns#LedgerEntry"}


def test_every_term_of_the_ontology_has_a_label_and_a_comment() -> None:
    ontology = rdflib.Graph().parse(ROOT / "ontology/policy.ttl")
    terms = {s for s in ontology.subjects() if str(s).startswith("https://w3id.org/policy-kg/ns#")}
    assert len(terms) > 30
    for term in terms:
        assert ontology.value(term, rdflib.RDFS.label), term
        assert ontology.value(term, rdflib.RDFS.comment), term
