from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.graph.ledger import Entry
from kg.graph.store import Store
from kg.model import Corpus
from tests.graph.naming import name
from tests.sample import seed_extraction


@pytest.fixture(scope="session")
def seed_corpus() -> Corpus:
    extraction = seed_extraction()
    return Corpus((extraction,), name([extraction]), {"entity/provinces": "Government"})


@pytest.fixture
def seed(seed_corpus: Corpus) -> Iterator[Store]:
    """The hand-coded seed, in memory."""
    with Store.open(None) as store:
        for extraction in seed_corpus.extractions:
            entry = Entry(extraction.document.name, provisions=len(extraction.provisions), time="2024-01-01T00:00:00Z")
            store.replace(extraction, seed_corpus.names, entry)
        store.rename(seed_corpus.extractions, seed_corpus.names, seed_corpus.topics)
        yield store
