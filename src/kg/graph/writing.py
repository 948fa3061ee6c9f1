"""What every store does with documents, names and the ledger, whatever it is kept in.

A store gives six primitives; replacing, renaming, dropping and the ledger are the same for all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.graph.build import concept_triples, document_triples, name_triples, names_digest, naming_triples
from kg.graph.ledger import BUILT, Entry, entry_triples, names_triple, read_ledger, with_owners
from kg.graph.read_back import extractions as read_extractions
from kg.graph.read_back import read_back, read_document
from kg.graph.terms import Minting, Triple, double, iri, literal
from kg.graph.vocab import CONCEPT_SLOTS, DCTERMS, LEDGER, PROV, XSD
from kg.model import Corpus, Extraction, Names

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from kg.graph.queries import Answer

IDENTIFIER = iri(DCTERMS + "identifier")


@dataclass(slots=True)
class Change:
    """What is to happen to a store, all of it or nothing (a remote server: in an order that survives a stop)."""

    unmark: list[str] = field(default_factory=list)  # entries of the ledger that no longer hold
    drop: list[str] = field(default_factory=list)  # graphs
    put: dict[str, list[Triple]] = field(default_factory=dict)  # graph → all that it then holds
    take: dict[str, list[Triple]] = field(default_factory=dict)  # graph → what leaves it
    add: dict[str, list[Triple]] = field(default_factory=dict)  # graph → what it holds besides
    update: list[str] = field(default_factory=list)  # SPARQL, on the graphs of names and links
    mark: list[Triple] = field(default_factory=list)  # new triples of the ledger

    def __bool__(self) -> bool:
        return bool(self.unmark or self.drop or self.put or self.take or self.add or self.update or self.mark)


def statements(triples: Iterable[Triple]) -> str:
    """The triples as N-Triples, which is also what INSERT DATA takes."""
    return "".join(f"{s} {p} {o} .\n" for s, p, o in triples)


class GraphStore(ABC):
    """Documents as named graphs, the names of all of them, and the ledger."""

    mint: Minting
    loads_whole: bool = True  # ``load`` adds everything or nothing

    @abstractmethod
    def commit(self, change: Change) -> None:
        """Makes the change."""

    @abstractmethod
    def load(self, graphs: Iterable[tuple[str, Iterable[Triple]]]) -> None:
        """Adds triples to graphs in bulk, all or nothing where the store can. Consumes the graphs as a stream."""

    @abstractmethod
    def triples_of(self, graph: str) -> Iterable[pyoxigraph.Quad | pyoxigraph.Triple]:
        """The triples of one named graph."""

    @abstractmethod
    def entries_where(self, field: str, value: str) -> dict[str, Entry]:
        """The entries of the ledger with that ``name`` or ``document``, by name."""

    @abstractmethod
    def graph_names(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""

    @abstractmethod
    def query(self, sparql: str, **options: Any) -> Answer:
        """Runs a query. Options and errors as in ``queries.run``."""

    @abstractmethod
    def to_rdflib(self) -> rdflib.Dataset:
        """The store under rdflib's API; its default graph is the union of all graphs."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of the store."""

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ledger(self) -> dict[str, Entry]:
        """What is known of each document, by its name, sorted."""
        return read_ledger(self.triples_of(LEDGER))[0]

    def document_ids(self) -> list[str]:
        """The ids of the documents that have a graph, sorted."""
        start = self.mint.document("")
        return sorted(self.mint.document_id(name) for name in self.graph_names() if name.startswith(start))

    def corpus(self) -> Corpus:
        """Everything in the store, documents sorted by name."""
        return read_back(self)

    def extractions(self) -> Iterator[Extraction]:
        """The documents one by one, sorted by id."""
        return read_extractions(self)

    def extraction(self, document_id: str) -> Extraction | None:
        """One document, or None if it is not there."""
        if self.mint.document(document_id) not in self.graph_names():
            return None
        return read_document(self, document_id)[0]

    def replace(self, extraction: Extraction, names: Names, entry: Entry) -> None:
        """Writes a document, what its slots name, and its entry: all of it or nothing.

        Of several documents with the same text the one whose name sorts first stands for all in the graph.
        """
        self.commit(self._replacement(extraction, names, entry, self._around(entry.name, extraction.document.id)))

    def record(self, entry: Entry) -> None:
        """Writes an entry alone: a document that could not be read. What was known of the document leaves."""
        change = self._forgetting(entry.name, self._around(entry.name))
        change.mark.extend(entry_triples(entry))
        self.commit(change)

    def write(self, pairs: Iterable[tuple[Extraction, Entry]], names: Names) -> int:
        """Writes many documents; those that are new go in by the bulk loader. Returns how many were written.

        A stop in between loses documents but never half a one: an entry is there if its document is.
        """
        ledger = self.ledger()
        known = {entry.document for entry in ledger.values()} | set(self.document_ids())
        later: list[tuple[Extraction, Entry]] = []
        entries: list[Entry] = []

        def graphs() -> Iterator[tuple[str, Iterable[Triple]]]:
            for extraction, entry in pairs:
                document_id = extraction.document.id
                if document_id in known or entry.name in ledger:
                    later.append((extraction, entry))
                    continue
                known.add(document_id)
                full = replace(entry, document=document_id, names=_mark(extraction, names))
                entries.append(full)
                yield self.mint.document(document_id), document_triples(extraction, names, self.mint, document_id)
            yield LEDGER, (triple for entry in entries for triple in entry_triples(entry))

        self.load(graphs())
        for extraction, entry in later:
            self.replace(extraction, names, entry)
        return len(entries) + len(later)

    def rename(
        self,
        extractions: Iterable[Extraction],
        names: Names,
        topics: Mapping[str, str] | None = None,
        *,
        before: Names | None = None,
    ) -> int:
        """Makes the store say what ``names`` says, changing only the documents whose slots name something else.

        Of a document only the triples that follow from its names are touched, where it is known which these were: the
        ledger says that it was written without names, or under those of ``before``. Returns how many documents were
        changed. Writes the graph of names to the last triple: concepts that nothing names any more leave.
        """
        ledger = self.ledger()
        owners = {e.document: e for e in ledger.values() if e.document and e.status == BUILT and e.same_as is None}
        new: list[tuple[Extraction, Entry]] = []
        count = 0
        for extraction in extractions:
            entry = owners.get(extraction.document.id)
            mark = names_digest(extraction, names)
            if entry is not None and entry.names == mark:
                continue
            if entry is not None and not entry.names and self.loads_whole:
                new.append((extraction, replace(entry, names=mark)))
            else:
                self.commit(self._renaming(extraction, names, before, entry, mark))
            count += 1
        if new:  # in one load: a transaction for each would cost more than parsing it did
            self.load(self._named_anew(new, names))
        wanted = set(name_triples(names, topics or {}, self.mint))
        there = {terms(triple) for triple in self.triples_of(self.mint.names)}
        if wanted != there:
            self._move(self.mint.names, there - wanted, wanted - there, bool(there))
        return count

    def drop(self, document_id: str) -> None:
        """Drops a document's graph and its entries in the ledger."""
        change = Change(drop=[self.mint.document(document_id)])
        change.unmark.extend(e.address for e in self.entries_where("document", document_id).values())
        self.commit(change)

    def forget(self, name: str) -> None:
        """Drops the entry of a document by its name, and its graph unless another document has the same text."""
        self.commit(self._forgetting(name, self._around(name)))

    def _around(self, name: str, document_id: str | None = None) -> dict[str, Entry]:
        """The entries that a change of one document concerns: reading the whole ledger each time would be quadratic."""
        found = self.entries_where("name", name)
        for text in {document_id, *(e.document for e in found.values())} - {None}:
            found |= self.entries_where("document", text or "")
        return with_owners(found)

    def _named_anew(
        self, pairs: Sequence[tuple[Extraction, Entry]], names: Names
    ) -> Iterator[tuple[str, Iterable[Triple]]]:
        """What is added to documents that were written without names, and to their entries."""
        for extraction, _ in pairs:
            yield self.mint.document(extraction.document.id), naming_triples(extraction, names, self.mint)
        yield LEDGER, (names_triple(entry) for _, entry in pairs)

    def _renaming(
        self, extraction: Extraction, names: Names, before: Names | None, entry: Entry | None, mark: str
    ) -> Change:
        """One document under other names."""
        graph = self.mint.document(extraction.document.id)
        if entry is None:
            return Change(put={graph: list(document_triples(extraction, names, self.mint))})
        change = Change(unmark=[entry.address], mark=list(entry_triples(replace(entry, names=mark))))
        before = Names() if before is None or not entry.names else before
        if entry.names and entry.names != names_digest(extraction, before):  # it is not known what the graph says
            change.put[graph] = list(document_triples(extraction, names, self.mint))
            return change
        old, new = (set(naming_triples(extraction, n, self.mint)) for n in (before, names))
        change.take[graph], change.add[graph] = sorted(old - new), sorted(new - old)
        return change

    def _move(self, graph: str, gone: set[Triple], new: set[Triple], existing: bool) -> None:
        if not existing:
            self.load([(graph, sorted(new))])
            return
        self.commit(Change(take={graph: sorted(gone)}, add={graph: sorted(new)}))

    def _replacement(self, extraction: Extraction, names: Names, entry: Entry, ledger: Mapping[str, Entry]) -> Change:
        document_id = extraction.document.id
        before = ledger.get(entry.name)
        if before is not None and before.document != document_id:
            change = self._forgetting(entry.name, ledger)
        else:
            change = Change(unmark=[entry.address] if before is not None else [])
        full = replace(entry, document=document_id, names=_mark(extraction, names))
        after = with_owners({**ledger, entry.name: full})
        change.mark.extend(entry_triples(full))
        if after[entry.name].same_as is None:
            graph = self.mint.document(document_id)
            change.put[graph] = list(document_triples(extraction, names, self.mint, document_id))
            change.update.extend(self._describing(extraction, names))
        return change

    def _describing(self, extraction: Extraction, names: Names) -> Sequence[str]:
        """SPARQL that describes the concepts of a document anew."""
        provisions = {p.id for p in extraction.provisions}
        keys = {names.keys[p, slot] for p in provisions for slot in CONCEPT_SLOTS if (p, slot) in names.keys}
        held = (names.roles[p] for p in provisions if p in names.roles)
        keys |= {role.organisation for role in held if role.organisation is not None}
        keys &= names.concepts.keys()
        if not keys:
            return ()
        uses: dict[str, set[str]] = {key: set() for key in keys}
        for (_, slot), key in names.keys.items():
            if key in uses:
                uses[key].add(slot)
        graph = self.mint.names
        values = " ".join(f"<{self.mint.concept(key)}>" for key in sorted(keys))
        triples = [t for key in sorted(keys) for t in concept_triples(names.concepts[key], uses[key], self.mint)]
        return (
            f"DELETE {{ GRAPH <{graph}> {{ ?m ?p ?o }} }} WHERE {{ GRAPH <{graph}> {{ VALUES ?c {{ {values} }} "
            f"?m <{PROV}entity> ?c . ?m ?p ?o }} }}",
            f"DELETE {{ GRAPH <{graph}> {{ ?c ?p ?o }} }} WHERE {{ GRAPH <{graph}> {{ VALUES ?c {{ {values} }} "
            f"?c ?p ?o FILTER(?p != <{DCTERMS}subject>) }} }}",
            f"INSERT DATA {{ GRAPH <{graph}> {{\n{statements(triples)}}} }}",
        )

    def _forgetting(self, name: str, ledger: Mapping[str, Entry]) -> Change:
        entry = ledger.get(name)
        if entry is None:
            return Change()
        change = Change(unmark=[entry.address])
        if entry.document is None or entry.same_as is not None:
            return change
        graph = self.mint.document(entry.document)
        others = sorted(e.name for e in ledger.values() if e.document == entry.document and e.name != name)
        if others:  # the text stays, under the next name that it is known by
            node = iri(graph)
            change.update.append(
                f"DELETE {{ GRAPH <{graph}> {{ {node} {IDENTIFIER} ?n }} }} "
                f"INSERT {{ GRAPH <{graph}> {{ {node} {IDENTIFIER} {literal(others[0])} }} }} "
                f"WHERE {{ GRAPH <{graph}> {{ {node} {IDENTIFIER} ?n }} }}"
            )
        else:
            change.drop.append(graph)
        return change


def _mark(extraction: Extraction, names: Names) -> str:
    """What an entry says of its document's names: nothing where the document was written without any."""
    return names_digest(extraction, names) if names.keys or names.roles else ""


def terms(triple: pyoxigraph.Quad | pyoxigraph.Triple) -> Triple:
    """A store's triple as N-Triples texts."""
    return (term(triple.subject), term(triple.predicate), term(triple.object))


def term(node: Any) -> str:
    """A store's term as N-Triples text, in the form that ``build`` writes."""
    import pyoxigraph

    if isinstance(node, pyoxigraph.Literal):
        kind = node.datatype.value
        if kind == XSD + "double":  # one spelling, whatever the server's
            return double(float(node.value.replace("INF", "inf")))
        if node.language:
            return literal(node.value) + f"@{node.language}"
        return literal(node.value, None if kind == XSD + "string" else kind)
    return str(node)
