"""What is written is what is read: Corpus → RDF → Corpus is the identity."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from kg.errors import StoreError
from kg.graph.build import quads
from kg.graph.ledger import Entry
from kg.graph.store import Store
from kg.model import Constraint, ConstraintKind, Corpus, Document, Extraction, Names, Phrase, Provision, Span
from tests.graph.naming import name
from tests.graph.strategies import corpora
from tests.sample import seed_extraction


def written(corpus: Corpus) -> Store:
    store = Store.open(None)
    store.write([(e, Entry(e.document.name, provisions=len(e.provisions))) for e in corpus.extractions], corpus.names)
    store.rename(corpus.extractions, corpus.names, corpus.topics)
    return store


@given(corpora())
@settings(max_examples=150)
def test_any_corpus_is_read_back_as_it_was(corpus: Corpus) -> None:
    with written(corpus) as store:
        assert store.corpus() == corpus


@given(corpora())
@settings(max_examples=60)
def test_a_document_that_is_replaced_is_read_back_as_it_was(corpus: Corpus) -> None:
    with Store.open(None) as store:
        for _ in range(2):  # the second time over the first
            for extraction in corpus.extractions:
                store.replace(extraction, corpus.names, Entry(extraction.document.name))
        store.rename(corpus.extractions, corpus.names, corpus.topics)
        assert store.corpus() == corpus


def test_the_seed_is_read_back_as_it_was() -> None:
    extraction = seed_extraction()
    corpus = Corpus((extraction,), name([extraction]), {"entity/provinces": "Government"})
    with written(corpus) as store:
        assert store.corpus() == corpus


def test_provisions_that_differ_in_a_condition_only_are_both_kept() -> None:
    document = Document("a.txt", "If it rains or snows, close.", ())
    close = Phrase("close", 22, 27)
    one = Provision(document.id, Span(0, 28), close, conditions=(Phrase("it rains", 3, 11),))
    other = Provision(document.id, Span(0, 28), close, conditions=(Phrase("snows", 15, 20),))
    assert one.id == other.id
    corpus = Corpus((Extraction(document, (one, other)),), Names())
    with written(corpus) as store:
        assert store.corpus() == corpus


def test_conditions_keep_an_order_that_is_not_that_of_the_text() -> None:
    document = Document("a.txt", "close if A, if B", ())
    conditions = (Phrase("if B", 12, 16), Phrase("if A", 6, 10), Phrase("if B", 12, 16))
    provision = Provision(document.id, Span(0, 16), Phrase("close", 0, 5), conditions=conditions)
    with written(Corpus((Extraction(document, (provision,)),), Names())) as store:
        assert store.corpus().provisions[0].conditions == conditions


@pytest.mark.parametrize("ends", [(1, 10), (10, 1)])
def test_parts_keep_their_order_where_one_address_begins_another(ends: tuple[int, int]) -> None:
    document = Document("a.txt", "Owners report.", ())
    parts = tuple(Span(0, end) for end in ends)
    phrase = Phrase("Owners", 0, 10, implied=True, parts=parts)
    provision = Provision(document.id, Span(0, 14), phrase, conditions=(phrase,))
    with written(Corpus((Extraction(document, (provision,)),), Names())) as store:
        assert store.corpus().provisions == (provision,)


def test_a_duration_keeps_its_spelling() -> None:
    document = Document("a.txt", "within 12 months", ())
    deadline = Constraint(Phrase("within 12 months", 0, 16), ConstraintKind.DEADLINE, duration="P12M")
    provision = Provision(document.id, Span(0, 16), Phrase("within", 0, 6), constraints=(deadline,))
    with written(Corpus((Extraction(document, (provision,)),), Names())) as store:
        assert store.corpus().provisions[0].constraints[0].duration == "P12M"


def test_documents_come_back_sorted_by_name_however_they_were_written() -> None:
    found = [Extraction(Document(f"{n}.txt", f"text {n}", ()), ()) for n in "cab"]
    with written(Corpus(tuple(found), Names())) as store:
        assert [d.name for d in store.corpus().documents] == ["a.txt", "b.txt", "c.txt"]


def test_two_documents_with_one_text_are_refused_as_one_graph() -> None:
    found = tuple(Extraction(Document(name, "the same", ()), ()) for name in ("a", "b"))
    with pytest.raises(ValueError, match="'b' has the same text as 'a'"):
        list(quads(Corpus(found, Names())))


def test_a_damaged_graph_names_its_document() -> None:
    extraction = seed_extraction()
    with written(Corpus((extraction,), name([extraction]))) as store:
        store.inner.update(
            "PREFIX kg: <https://w3id.org/policy-kg/ns#> DELETE WHERE { GRAPH ?g { ?p kg:modality ?m } }"
        )
        with pytest.raises(StoreError, match=extraction.document.id):
            store.corpus()


def test_no_node_is_blank_and_no_triple_is_written_twice() -> None:
    extraction = seed_extraction()
    lines = list(quads(Corpus((extraction,), name([extraction]))))
    assert not [line for line in lines if "_:" in line[0] or line[2].startswith("_:")]
    assert len(lines) == len(set(lines))
