"""Who holds which post, and what a person has confirmed: in ORG and PROV, for programs that know no term of kg."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import RdfFormat

from kg.graph.check import findings
from kg.graph.export import export_corpus
from kg.graph.ledger import Entry
from kg.graph.store import Store
from kg.model import Corpus, Extraction, Names, Role
from tests.graph.naming import name
from tests.sample import ROOT, seed_extraction

ORG = rdflib.Namespace("http://www.w3.org/ns/org#")
PROV = rdflib.PROV
DATA = rdflib.Namespace("https://example.org/kg/")
KG = rdflib.Namespace("https://w3id.org/policy-kg/ns#")


def with_post(organisation: str | None = "entity/meeting") -> Corpus:
    """The seed, in which the first provision is said to give its actor a post."""
    extraction = seed_extraction()
    names = name([extraction])
    ident = next(p.id for p in extraction.provisions if (p.id, "actor") in names.keys)
    role = Role(names.keys[ident, "actor"], "General Secretary", organisation, ident)
    return Corpus((extraction,), replace(names, roles={ident: role}))


def graph_of(corpus: Corpus) -> rdflib.Graph:
    return rdflib.Graph().parse(data="".join(export_corpus(corpus, "ttl")), format="turtle")


def stored(corpus: Corpus) -> Store:
    store = Store.open(None)
    for extraction in corpus.extractions:
        entry = Entry(extraction.document.name, provisions=len(extraction.provisions))
        store.replace(extraction, corpus.names, entry)
    store.rename(corpus.extractions, corpus.names, corpus.topics)
    return store


def test_a_post_is_a_membership_of_a_person_in_a_body_with_a_role() -> None:
    corpus = with_post()
    (role,) = corpus.names.roles.values()
    graph = graph_of(corpus)
    (membership,) = graph.subjects(rdflib.RDF.type, ORG.Membership)
    assert graph.value(membership, ORG.member) == DATA[role.person]
    assert graph.value(membership, ORG.organization) == DATA["entity/meeting"]
    assert graph.value(membership, PROV.wasDerivedFrom) == DATA[f"provision/{role.provision}"]
    title = graph.value(membership, ORG.role)
    assert (title, rdflib.RDF.type, ORG.Role) in graph
    assert graph.value(title, rdflib.SKOS.prefLabel) == rdflib.Literal("General Secretary")


def test_a_post_of_nobody_known_has_no_organisation() -> None:
    graph = graph_of(with_post(None))
    assert (None, ORG.role, None) in graph
    assert (None, ORG.organization, None) not in graph


def test_a_store_with_posts_is_read_back_and_has_no_findings() -> None:
    corpus = with_post()
    with stored(corpus) as store:
        assert store.corpus() == corpus
        assert findings(store) == []


def test_a_document_is_written_again_when_a_post_in_it_is_of_another_body() -> None:
    corpus = with_post()
    (role,) = corpus.names.roles.values()
    changed = replace(corpus.names, roles={role.provision: replace(role, organisation=None)})
    with stored(corpus) as store:
        assert store.rename(corpus.extractions, corpus.names) == 0
        assert store.rename(corpus.extractions, changed) == 1
        assert store.corpus().names == changed


@pytest.mark.parametrize(
    ("update", "says"),
    [
        ("DELETE WHERE { GRAPH ?g { ?m org:member ?p } }", "one member"),
        ("DELETE WHERE { GRAPH ?g { ?r a org:Role } }", "one role"),
        ("DELETE WHERE { GRAPH ?g { ?m a org:Membership ; prov:wasDerivedFrom ?p } }", ""),
    ],
)
def test_a_broken_membership_is_reported(update: str, says: str) -> None:
    prefixes = "PREFIX org: <http://www.w3.org/ns/org#> PREFIX prov: <http://www.w3.org/ns/prov#> "
    with stored(with_post()) as store:
        store.inner.update(prefixes + update)
        assert [f for f in findings(store) if says in f.message]


def test_a_membership_in_a_body_that_is_not_described_is_reported() -> None:
    with stored(with_post("entity/nowhere")) as store:
        assert [f.message for f in findings(store) if f.check == "name"] == [
            "it names <https://example.org/kg/entity/nowhere>, which is not described"
        ]


def confirmed() -> Corpus:
    extraction = seed_extraction()
    first, *others = extraction.provisions
    return Corpus((Extraction(extraction.document, (replace(first, confirmed=True), *others)),), Names())


@pytest.mark.parametrize(
    ("kind", "format"),
    [
        ("ttl", RdfFormat.TURTLE),
        ("trig", RdfFormat.TRIG),
        ("nq", RdfFormat.N_QUADS),
        ("jsonld", RdfFormat.JSON_LD),
    ],
)
def test_every_export_says_in_prov_what_a_person_has_confirmed(kind: str, format: RdfFormat) -> None:
    corpus = confirmed()
    text = "".join(export_corpus(corpus, kind)).encode()
    told = [q.subject.value for q in pyoxigraph.parse(text, format) if q.predicate.value == str(PROV.wasInfluencedBy)]
    assert told == [str(DATA[f"provision/{corpus.provisions[0].id}"])]
    ontology = rdflib.Graph().parse(ROOT / "ontology/policy.ttl")
    assert (KG.review, rdflib.RDF.type, PROV.Activity) in ontology


def test_a_provision_that_is_confirmed_without_a_review_is_reported() -> None:
    corpus = confirmed()
    with stored(corpus) as store:
        assert findings(store) == []
        store.inner.update(
            "PREFIX prov: <http://www.w3.org/ns/prov#> DELETE WHERE { GRAPH ?g { ?p prov:wasInfluencedBy ?r } }"
        )
        assert [f.message for f in findings(store)] == ["a provision that is confirmed was influenced by a review"]
