"""The same store on real servers, started here on a loopback port."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from kg.errors import QueryError, StoreError, UsageError
from kg.graph.remote import RemoteStore, endpoints
from kg.graph.store import Store, open_store
from kg.graph.writing import Change
from kg.model import Corpus, Document, Extraction, Names, Phrase, Provision, Span
from tests import servers
from tests.graph.naming import name
from tests.graph.test_store import entry, extraction


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "virtuoso":  # what a fresh server knows
        monkeypatch.setenv("KG_STORE_USER", "dba")
        monkeypatch.setenv("KG_STORE_PASSWORD", "dba")
    address: str = request.getfixturevalue(request.param)
    empty(address)
    return address


def corpus() -> Corpus:
    text = 'States "ban"\\ imports\n\t at \U0001f600 once.'
    document = Document("odd \\u0041.txt", text, (), title='A "title"', date="2021-05-01")
    one = Provision(
        document.id, Span(0, len(text)), Phrase('"ban"\\', 7, 13), Phrase("States", 0, 6), Phrase("imports", 14, 21)
    )
    found = (extraction("a.txt"), Extraction(document, (one,), 1))
    return Corpus(found, name(found))


def fill(store: RemoteStore, of: Corpus) -> None:
    store.write([(e, entry(e)) for e in of.extractions], of.names)
    store.rename(of.extractions, of.names, of.topics)


def empty(address: str) -> None:
    with RemoteStore.open(address) as store:
        for name_ in list(store.ledger()):
            store.forget(name_)
        store.rename([], Names())


@pytest.mark.server
class TestServer:
    def test_reading_before_anything_was_built(self) -> None:
        port = servers.free_port()
        with pytest.raises(StoreError, match="cannot be reached"):
            RemoteStore.open(f"http://127.0.0.1:{port}", read_only=True, sleep=lambda _: None)

    def test_what_is_written_is_read_back(self, server: str) -> None:
        with RemoteStore.open(server) as store:
            fill(store, corpus())
            assert store.corpus() == corpus()

    def test_a_document_is_replaced(self, server: str) -> None:
        with RemoteStore.open(server) as store:
            fill(store, corpus())
            new = extraction("a.txt", "States ban imports now.")
            store.replace(new, name([new]), entry(new))
            assert store.ledger()["a.txt"].document == new.document.id
            assert new.document.id in store.document_ids()
            assert len(store.document_ids()) == 2

    def test_it_holds_what_a_local_store_holds(self, server: str) -> None:
        from kg.graph.export import export

        with RemoteStore.open(server) as far, Store.open(None) as near:
            fill(far, corpus())
            near.write([(e, entry(e)) for e in corpus().extractions], corpus().names)
            near.rename(corpus().extractions, corpus().names)
            assert "".join(export(far, "nq")) == "".join(export(near, "nq"))
            assert far.ledger() == near.ledger()

    def test_a_query_sees_all_documents(self, server: str) -> None:
        with open_store(server) as store:
            fill(store, corpus())  # type: ignore[arg-type]
            answer = store.query("SELECT ?n { ?d a kg:Document ; dcterms:identifier ?n } ORDER BY ?n")
            assert answer.rows == (("a.txt",), ("odd \\u0041.txt",))
            assert store.query("ASK { ?d a kg:Document }").truth
            assert store.query("CONSTRUCT { ?d a kg:Document } WHERE { ?d a kg:Document }").triples

    def test_every_named_query_runs(self, server: str) -> None:
        from kg.graph import queries

        with RemoteStore.open(server) as store:
            fill(store, corpus())
            for query in queries.named():
                assert store.query(query.sparql()).columns

    def test_bad_sparql_is_an_error_of_the_query(self, server: str) -> None:
        with RemoteStore.open(server) as store, pytest.raises(QueryError):
            store.query("SELECT ?x WHERE { ?x ?y }")

    def test_bad_sparql_is_placed_in_what_the_user_wrote(self, oxigraph: str) -> None:
        with RemoteStore.open(oxigraph) as store, pytest.raises(QueryError, match=r"^line 1, column 19:"):
            store.query("SELECT ?x WHERE { ?x ?y }")

    def test_a_query_over_its_limit_is_left(self, server: str) -> None:
        with RemoteStore.open(server) as store:
            fill(store, corpus())
            with pytest.raises(QueryError, match="longer than"):
                store.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", limit=0.3)

    def test_dropping_leaves_nothing(self, server: str) -> None:
        with RemoteStore.open(server) as store:
            fill(store, corpus())
            for document_id in store.document_ids():
                store.drop(document_id)
            assert store.document_ids() == []
            assert store.ledger() == {}

    def test_rdflib_reads_it(self, server: str) -> None:
        import rdflib

        with RemoteStore.open(server) as store:
            fill(store, corpus())
            dataset = store.to_rdflib()
            address = rdflib.URIRef(store.mint.document(store.document_ids()[0]))
            assert len(rdflib.Graph(dataset.store, address)) > 10


class Flaky(httpx.BaseTransport):
    """A server that is away for the first requests."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers = list(answers)
        self.seen = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.seen += 1
        answer = self.answers.pop(0) if self.answers else 204
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer, text="busy")


def flaky(*answers: int | Exception) -> tuple[RemoteStore, Flaky, list[float]]:
    from kg.graph.terms import Minting
    from kg.graph.vocab import BASE

    transport, pauses = Flaky(*answers), []  # type: ignore[var-annotated]
    client = httpx.Client(transport=transport)
    places = endpoints("http://server.test", signed_in=False)
    store = RemoteStore("http://server.test", client, places, mint=Minting(BASE), read_only=False, sleep=pauses.append)
    return store, transport, pauses


def test_a_busy_server_is_tried_again_with_growing_pauses() -> None:
    store, transport, pauses = flaky(503, httpx.ConnectError("refused"), 502)
    store._update("CLEAR ALL")
    assert transport.seen == 4
    assert pauses == sorted(pauses)
    assert len(pauses) == 3


def test_a_server_that_stays_away_is_named() -> None:
    store, transport, _ = flaky(*[503] * 20)
    with pytest.raises(StoreError, match=r"server\.test: the server answers 503"):
        store._update("CLEAR ALL")
    assert transport.seen == 6


def test_wrong_credentials_are_not_tried_again() -> None:
    store, transport, _ = flaky(401)
    with pytest.raises(StoreError, match="KG_STORE_USER"):
        store._update("CLEAR ALL")
    assert transport.seen == 1


def test_credentials_in_an_address_are_refused() -> None:
    with pytest.raises(UsageError, match="KG_STORE_PASSWORD"):
        endpoints("http://me:secret@server.test/", signed_in=False)


def test_virtuoso_is_known_by_its_address() -> None:
    places = endpoints("http://server.test:8890/sparql", signed_in=True)
    assert places.update == "http://server.test:8890/sparql-auth"
    assert places.graphs == "http://server.test:8890/sparql-graph-crud-auth"


def test_a_store_for_reading_does_not_write() -> None:
    store, transport, _ = flaky()
    store.read_only = True
    with pytest.raises(StoreError, match="reading only"):
        store.commit(Change(drop=["https://example.org/kg/document/0123456789abcdef"]))
    assert transport.seen == 0


def test_an_answer_that_is_no_rdf_is_the_servers_fault() -> None:
    store, _, _ = flaky(200)
    with pytest.raises(StoreError, match="makes no sense"):
        list(store.triples_of("https://example.org/kg/names"))
