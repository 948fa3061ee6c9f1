"""A store on a SPARQL 1.1 server: documents by the Graph Store Protocol, the ledger and the names by SPARQL Update.

No server has a transaction over several requests, so a document is written in three steps that survive a stop between
any two: its entry leaves the ledger, its graph is put, its entry comes back. What has no entry is written again by
the next build.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit, urlunsplit

from kg.errors import QueryError, StoreError, StoreMissing, StoreTooNew, UsageError
from kg.graph.ledger import FORMAT, Entry, mark_triples, read_ledger
from kg.graph.queries import LIMIT, Answer, check_allowed, prefixes, query_form, read_answer, syntax_error, too_slow
from kg.graph.terms import Minting, Triple, check_base, literal
from kg.graph.vocab import BASE, LEDGER
from kg.graph.writing import Change, GraphStore, statements

if TYPE_CHECKING:
    import httpx
    import pyoxigraph
    import rdflib

USER, PASSWORD = "KG_STORE_USER", "KG_STORE_PASSWORD"
BATCH: Final = 5_000  # triples in one request to add or take away
ATTEMPTS: Final = 6
RETRIED: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
#: What servers of other makes call their places: (query, update, graph store), relative to the address given.
PLACES: Final = {
    "oxigraph": ("query", "update", "store"),
    "virtuoso": ("sparql", "sparql", "sparql-graph-crud"),
    "virtuoso-auth": ("sparql-auth", "sparql-auth", "sparql-graph-crud-auth"),
    "fuseki": ("query", "update", "data"),
}


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a server answers."""

    query: str
    update: str
    graphs: str


def endpoints(address: str, *, signed_in: bool) -> Endpoints:
    """Where to send what, from the address a user gives.

    ``…/sparql`` is taken for Virtuoso (with its ``-auth`` twins where there are credentials), any other address is the
    root that ``query``, ``update`` and ``store`` lie under, as with ``oxigraph serve``. A fragment says otherwise:
    ``http://host/dataset#fuseki``. Raises UsageError for an address with a password in it or an unknown fragment.
    """
    parts = urlsplit(address)
    if parts.username or parts.password:
        raise UsageError(
            "an address must not hold credentials: it ends up in logs", hint=f"set {USER} and {PASSWORD} instead"
        )
    if not parts.hostname:
        raise UsageError("the store's address names no host", place=address)
    path, kind = parts.path.rstrip("/"), parts.fragment
    if path.endswith(("/sparql", "/sparql-auth")) and not kind:
        kind, path = "virtuoso", path.rpartition("/")[0]
    kind = kind or "oxigraph"
    if kind == "virtuoso" and signed_in:
        kind = "virtuoso-auth"
    if kind not in PLACES:
        raise UsageError(f"no kind of server is called {kind!r}", place=address, hint=f"there are: {', '.join(PLACES)}")
    query, update, graphs = (
        urlunsplit((parts.scheme, parts.netloc, f"{path}/{place}", "", "")) for place in PLACES[kind]
    )
    return Endpoints(query, update, graphs)


class RemoteStore(GraphStore):
    """Documents on a server. Other graphs on it are left alone, and are not read."""

    loads_whole = False

    def __init__(
        self,
        address: str,
        client: httpx.Client,
        places: Endpoints,
        *,
        mint: Minting,
        read_only: bool,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = address
        self.mint = mint
        self.read_only = read_only
        self._client = client
        self._places = places
        self._sleep = sleep

    @classmethod
    def open(
        cls,
        address: str,
        *,
        read_only: bool = False,
        base: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> RemoteStore:
        """Connects, and recognises or begins a store. Credentials come from KG_STORE_USER and KG_STORE_PASSWORD only.

        Raises StoreError where the server does not answer, StoreMissing where there is nothing to read.
        """
        import httpx

        user, password = os.environ.get(USER), os.environ.get(PASSWORD)
        places = endpoints(address, signed_in=bool(user))
        auth: Any = None
        if user:
            # Virtuoso asks for Digest, the others for Basic over https.
            digest = places.update.endswith("-auth")
            auth = httpx.DigestAuth(user, password or "") if digest else httpx.BasicAuth(user, password or "")
        client = httpx.Client(auth=auth, timeout=httpx.Timeout(60.0, connect=10.0), follow_redirects=False)
        store = cls(
            address.partition("#")[0], client, places, mint=Minting(base or BASE), read_only=read_only, sleep=sleep
        )
        try:
            store._recognise(base)
        except BaseException:
            client.close()
            raise
        return store

    def _recognise(self, base: str | None) -> None:
        _, written_in, there = read_ledger(self._construct(f"<{LEDGER}#store> ?p ?o", f"<{LEDGER}#store> ?p ?o"))
        if written_in is None:
            if self.read_only:
                raise StoreMissing("no store of kg's on this server", place=self.address, hint="run kg build first")
            there = check_base(base or BASE)
            self._send_data("INSERT", LEDGER, list(mark_triples(there)))
        elif written_in > FORMAT:
            raise StoreTooNew(
                f"written in format {written_in}, this kg knows {FORMAT}", place=self.address, hint="upgrade kg"
            )
        elif base is not None and base != there:
            raise StoreError(f"its base IRI is {there}, not {base}", place=self.address)
        self.mint = Minting(there)

    def __enter__(self) -> RemoteStore:
        return self

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def commit(self, change: Change) -> None:
        """Makes the change in an order that a stop in between does not harm."""
        for entry in change.unmark:
            self._update(f"DELETE WHERE {{ GRAPH <{LEDGER}> {{ <{entry}> ?p ?o }} }}")
        for graph in change.drop:
            self._update(f"DROP SILENT GRAPH <{graph}>")
        for graph, triples in change.put.items():
            self._put(graph, triples)
        for graph, triples in change.take.items():
            self._send_data("DELETE", graph, triples)
        for graph, triples in change.add.items():
            self._send_data("INSERT", graph, triples)
        for update in change.update:
            self._update(update)
        if change.mark:
            self._send_data("INSERT", LEDGER, change.mark)

    def load(self, graphs: Iterable[tuple[str, Iterable[Triple]]]) -> None:
        """Puts each document's graph, and adds to the others; entries of the ledger come last."""
        for graph, triples in graphs:
            if graph.startswith(self.mint.document("")):
                self._put(graph, list(triples))
            else:
                self._send_data("INSERT", graph, list(triples))

    def triples_of(self, graph: str) -> Iterable[pyoxigraph.Triple]:
        """The triples of one named graph."""
        response = self._send(
            "GET", self._places.graphs, params={_graph_key(self._places): graph},
            headers={"Accept": "application/n-triples"}, missing=True,
        )  # fmt: skip
        if response.status_code == 404:
            return ()
        return self._parsed(response)

    def entries_where(self, field: str, value: str) -> dict[str, Entry]:
        """The entries of the ledger with that name or document."""
        pattern = f"?e <{LEDGER}#{field}> {literal(value)} ; ?p ?o"
        return read_ledger(self._construct("?e ?p ?o", pattern))[0]

    def graph_names(self) -> list[str]:
        """The IRIs of the named graphs that are ours, sorted."""
        # Only graphs with a document in them: scanning every triple of a large server would take minutes.
        answer = self._select(
            f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?g a <https://w3id.org/policy-kg/ns#Document> }} "
            f'FILTER(STRSTARTS(STR(?g), "{self.mint.base}")) }}'
        )
        return sorted(str(row[0]) for row in answer.rows)

    def query(self, sparql: str, **options: Any) -> Answer:
        """Runs a query on the server. Options and errors as in ``queries.run``.

        The time limit ends our waiting; whether the server goes on is its own affair.
        """
        limit = options.pop("limit", LIMIT)
        check_allowed(sparql, allow_service=options.pop("allow_service", False))
        if options:
            raise UsageError(f"a query has no option {sorted(options)[0]!r}")
        if limit is not None and limit <= 0:
            raise UsageError(f"a time limit of {limit:g} seconds is none", hint="give more than 0")
        declared = " ".join(f"PREFIX {p}: <{iri}>" for p, iri in prefixes(self.mint).items())
        return self._select(f"{declared} {sparql}", limit=limit, shift=len(declared) + 1)

    def to_rdflib(self) -> rdflib.Dataset:
        """The server under rdflib's API, for reading. Use ``rdflib.Graph(dataset.store, IRI)`` for one document."""
        import rdflib
        from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

        user, password = os.environ.get(USER), os.environ.get(PASSWORD)
        # rdflib knows Basic authentication only, so of a server with Digest it reads what anybody may.
        digest = self._places.query.endswith("-auth")
        inner = SPARQLUpdateStore(
            self._places.query.removesuffix("-auth"),
            self._places.update,
            auth=(user, password or "") if user and not digest else None,
            autocommit=False,
            returnFormat="json",  # asked for XML, Virtuoso answers SELECT in RDF/XML
        )
        return rdflib.Dataset(store=inner, default_union=True)

    # The requests

    def _put(self, graph: str, triples: Sequence[Triple]) -> None:
        self._check_writable()
        # Large documents in pieces: the first replaces, the others add.
        for at in range(0, max(len(triples), 1), BATCH * 20):
            self._send(
                "PUT" if at == 0 else "POST",
                self._places.graphs,
                params={_graph_key(self._places): graph},
                content=statements(triples[at : at + BATCH * 20]).encode(),
                headers={"Content-Type": "application/n-triples"},
            )

    def _send_data(self, verb: str, graph: str, triples: Sequence[Triple]) -> None:
        self._check_writable()
        for at in range(0, len(triples), BATCH):
            self._update(f"{verb} DATA {{ GRAPH <{graph}> {{\n{statements(triples[at : at + BATCH])}}} }}")

    def _update(self, sparql: str) -> None:
        self._check_writable()
        self._send(
            "POST", self._places.update, content=sparql.encode(), headers={"Content-Type": "application/sparql-update"}
        )

    def _construct(self, template: str, pattern: str) -> Iterable[pyoxigraph.Triple]:
        sparql = f"CONSTRUCT {{ {template} }} WHERE {{ GRAPH <{LEDGER}> {{ {pattern} }} }}"
        response = self._ask(sparql, "application/n-triples", None, 0)
        return self._parsed(response)

    def _parsed(self, response: httpx.Response) -> list[pyoxigraph.Triple]:
        import pyoxigraph

        try:
            return list(pyoxigraph.parse(response.content, pyoxigraph.RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"the server's answer makes no sense ({error})", place=self.address) from error

    def _select(self, sparql: str, *, limit: float | None = None, shift: int = 0) -> Answer:
        # One type and not a choice: a server may prefer what we like less.
        rows = query_form(sparql) in ("SELECT", "ASK")
        accept = "application/sparql-results+json" if rows else "application/n-triples"
        response = self._ask(sparql, accept, limit, shift)
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        if "json" not in kind:
            return read_answer(b"T" + response.content)
        answer = read_answer(b"S" + response.content)
        if answer.columns == ("__ASK_RETVAL",):  # how Virtuoso says true or false
            return Answer("truth", truth=answer.rows[0][0] in (1, "1", True))
        return answer

    def _ask(self, sparql: str, accept: str, limit: float | None, shift: int) -> httpx.Response:
        return self._send(
            "POST",
            self._places.query,
            # As a form: Virtuoso never answers a query that comes as a bare body with credentials. The parameter is
            # Oxigraph's own for a default graph that is the union; others ignore it or do so anyway.
            data={"query": sparql, "union-default-graph": "true"},
            headers={"Accept": accept},
            limit=limit,
            query=(sparql, shift),
        )

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError("opened for reading only", place=self.address)

    def _send(
        self,
        method: str,
        address: str,
        *,
        limit: float | None = None,
        missing: bool = False,
        query: tuple[str, int] | None = None,
        **options: Any,
    ) -> httpx.Response:
        """One request, tried again with growing pauses while the server is busy or away."""
        import httpx

        reason = ""
        until = time.monotonic() + limit if limit is not None else None
        for pause in (*_pauses(), None):
            if until is not None:
                options["timeout"] = max(0.05, until - time.monotonic())
            try:
                response = self._client.request(method, address, **options)
            except httpx.TimeoutException as error:
                if limit is not None:
                    raise too_slow(limit) from error
                reason = "the server does not answer in time"
            except httpx.TransportError as error:
                reason = f"the server cannot be reached ({error})"
            except httpx.HTTPError as error:
                raise StoreError(f"the server's answer makes no sense ({error})", place=self.address) from error
            else:
                if response.status_code < 400 and response.status_code // 100 != 3:
                    return response
                if missing and response.status_code == 404:
                    return response
                if response.status_code not in RETRIED or (query is not None and response.status_code == 500):
                    raise self._refused(response, query)
                reason = f"the server answers {response.status_code}"
            if pause is None or (until is not None and time.monotonic() + pause > until):
                break
            self._sleep(pause)
        raise StoreError(reason, place=self.address, hint="is it running? kg tries again when you run it again")

    def _refused(self, response: httpx.Response, query: tuple[str, int] | None) -> Exception:
        code = response.status_code
        if code in (401, 403):
            return StoreError(
                f"the server wants other credentials ({code})", place=self.address, hint=f"set {USER} and {PASSWORD}"
            )
        if code == 404:
            return StoreError("no SPARQL server here (404)", place=self.address, hint="check the address")
        if code // 100 == 3:
            return StoreError(
                f"the server sends us to {response.headers.get('Location', 'nowhere')!r}", place=self.address,
                hint="give that address if you trust it",
            )  # fmt: skip
        said = response.text[:300]
        if query is not None:
            sparql, shift = query
            if said.startswith("error at "):
                return _shifted(sparql, shift, said)
            return QueryError(f"the server refuses the query ({code}): {said}")
        return StoreError(f"the server refuses ({code}): {said}", place=self.address)


def _shifted(sparql: str, shift: int, said: str) -> QueryError:
    """A syntax error's place in what the user wrote: without the prefixes that we put before it on its first line."""
    place, _, rest = said.removeprefix("error at ").partition(": ")
    line, _, column = place.partition(":")
    if line == "1" and column.isdigit():
        column = str(max(1, int(column) - shift))
    return syntax_error(sparql[shift:], f"error at {line}:{column}: {rest}")


def _graph_key(places: Endpoints) -> str:
    return "graph-uri" if "crud" in places.graphs else "graph"


def _pauses() -> Iterator[float]:
    """0.2, 0.4, 0.8 … seconds between attempts."""
    return (0.2 * 2**n for n in range(ATTEMPTS - 1))
