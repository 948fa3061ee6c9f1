"""What the seed's graph says: the n-ary provision, and the shortcut beside it."""

from __future__ import annotations

import pytest

from kg.graph.build import quads
from kg.graph.store import Store
from kg.graph.vocab import POLICY
from kg.model import Corpus, Document, Extraction, Modality, Names, Phrase, Polarity, Provision, Span
from tests.graph.naming import name

SHORTCUT = """
SELECT ?actor ?action ?object WHERE {
  ?a ?p ?o . ?p rdfs:subPropertyOf kg:actsOn .
  ?a skos:prefLabel ?actor . ?p skos:prefLabel ?action . ?o skos:prefLabel ?object .
}"""


def test_the_shortcut_reads_as_its_labels(seed: Store) -> None:
    assert ("provinces", "take overall responsibility", "implementation") in seed.query(SHORTCUT).rows


def test_the_provision_behind_a_shortcut_has_modality_evidence_and_attribution(seed: Store) -> None:
    (found,) = seed.query("""
        SELECT ?modality ?sentence ?start ?implied WHERE {
          ?actor skos:prefLabel "provinces" . ?action skos:prefLabel "take overall responsibility" .
          ?p kg:actor ?actor ; kg:action ?action ; kg:modality ?modality ;
            prov:wasQuotedFrom [ oa:exact ?sentence ; oa:start ?start ] ; kg:objectPhrase ?words .
          OPTIONAL { ?words kg:implied ?implied }
        }""").rows
    assert found[0] == POLICY + "obligation"
    assert "provinces take overall responsibility" in str(found[1])
    assert isinstance(found[2], int)


def test_a_prohibition_has_no_shortcut(seed: Store) -> None:
    assert seed.query(
        "ASK { ?p kg:modality kg:prohibition ; kg:object/skos:prefLabel 'large-scale development' }"
    ).truth
    assert not [row for row in seed.query(SHORTCUT).rows if row[2] == "large-scale development"]


def one_duty(modality: Modality, polarity: Polarity = Polarity.POSITIVE) -> Corpus:
    document = Document("a.txt", "States ban imports.", ())
    provision = Provision(
        document.id, Span(0, 19), Phrase("ban", 7, 10), Phrase("States", 0, 6), Phrase("imports", 11, 18),
        modality=modality, polarity=polarity,
    )  # fmt: skip
    extraction = Extraction(document, (provision,))
    return Corpus((extraction,), name([extraction]))


def shortcuts(corpus: Corpus) -> list[tuple[str, ...]]:
    return [q for q in quads(corpus) if "/entity/" in q[0] and "/entity/" in q[2]]


@pytest.mark.parametrize("modality", Modality)
def test_only_what_is_done_or_may_be_done_has_a_shortcut(modality: Modality) -> None:
    never = modality in (Modality.PROHIBITION, Modality.EXEMPTION)
    assert len(shortcuts(one_duty(modality))) == (0 if never else 1)


@pytest.mark.parametrize("modality", Modality)
def test_what_is_denied_has_no_shortcut(modality: Modality) -> None:
    assert shortcuts(one_duty(modality, Polarity.NEGATIVE)) == []


def test_a_duty_not_to_is_no_odrl_duty() -> None:
    types = {q[2] for q in quads(one_duty(Modality.OBLIGATION, Polarity.NEGATIVE))}
    assert "<http://www.w3.org/ns/odrl/2/Duty>" not in types


def test_a_rule_leaves_the_address_of_its_provision_alone() -> None:
    corpus = one_duty(Modality.OBLIGATION)
    addresses = {q[0] for q in quads(corpus) if "/provision/" in q[0]}
    assert addresses == {f"<https://example.org/kg/provision/{corpus.provisions[0].id}>"}


def test_the_same_corpus_gives_the_same_quads(seed_corpus: Corpus) -> None:
    assert list(quads(seed_corpus)) == list(quads(seed_corpus))


def test_the_base_is_where_data_lives_and_terms_do_not() -> None:
    found = list(quads(one_duty(Modality.OBLIGATION), base="https://data.example/policy/"))
    assert all(q[3].startswith("<https://data.example/policy/") for q in found)
    assert any(q[2] == f"<{POLICY}Provision>" for q in found)


def test_text_that_looks_like_rdf_stays_text() -> None:
    nasty = 'x" . <http://evil/> <http://evil/> "y'
    document = Document(nasty, f"States {nasty}", ())
    corpus = Corpus((Extraction(document, (Provision(document.id, Span(0, 6), Phrase("States", 0, 6)),)),), Names())
    with Store.open(None) as store:
        from kg.graph.ledger import Entry

        store.replace(corpus.extractions[0], corpus.names, Entry(nasty))
        assert not store.query("ASK { <http://evil/> ?p ?o }").truth
        assert store.corpus().documents[0].text == document.text


def test_a_sentence_knows_its_place() -> None:
    from kg.model import Block, BlockKind

    block = Block(BlockKind.ITEM, Span(0, 19), 7, ("Article 4", "(b)"), "(b)", page=3)
    document = Document("a.txt", "States ban imports.", (block,))
    corpus = Corpus((Extraction(document, (Provision(document.id, Span(0, 19), Phrase("ban", 7, 10)),)),), Names())
    objects = {(q[1], q[2]) for q in quads(corpus)}
    assert (f"<{POLICY}path>", '"Article 4 › (b)"') in objects
    assert (f"<{POLICY}page>", '"3"^^<http://www.w3.org/2001/XMLSchema#integer>') in objects
