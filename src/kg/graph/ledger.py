"""What a store remembers of its builds: for each document when, with what and how it went.

The ledger is a named graph of its own that no export holds: it has the only clock time in the project.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.graph.terms import Triple, digest, integer, iri, literal, unescape
from kg.graph.vocab import LEDGER, POLICY, RDF

if TYPE_CHECKING:
    import pyoxigraph

FORMAT: Final = 1  # of the store; a newer kg that writes something else counts up
MARK: Final = LEDGER + "#store"
BUILT, FAILED = "built", "failed"
_TEXTS = ("name", "document", "content", "key", "status", "reason", "time", "names", "made_with")


@dataclass(frozen=True, slots=True)
class Entry:
    """One document in the ledger."""

    name: str  # Document.name, or the name that could not be read
    status: str = BUILT  # or "failed"
    document: str | None = None  # Document.id, where it was read
    content: str = ""  # hash of the bytes that were read
    key: str = ""  # of everything the result depends on: content, rules, model, version of kg
    provisions: int = 0
    sentences: int = 0
    reason: str | None = None  # why it failed, in one line
    time: str = ""  # ISO 8601, UTC; the caller's clock
    made_with: str = ""  # versions of kg, its rules and the model
    names: str = ""  # digest of the concepts that the slots name, kept by the store; "": it was written without
    same_as: str | None = None  # the document that stands for this one in the graph, where the texts are the same

    @property
    def address(self) -> str:
        """The IRI of the entry."""
        return f"{LEDGER}#{digest(self.name)}"


def entry_triples(entry: Entry) -> Iterator[Triple]:
    """The entry in the ledger's graph. ``same_as`` is left out: it follows from the other entries."""
    node = iri(entry.address)
    yield node, iri(RDF + "type"), iri(POLICY + "LedgerEntry")
    for name in _TEXTS:
        value = getattr(entry, name)
        if value:
            yield node, iri(f"{LEDGER}#{name}"), literal(value)
    yield node, iri(f"{LEDGER}#provisions"), integer(entry.provisions)
    yield node, iri(f"{LEDGER}#sentences"), integer(entry.sentences)


def names_triple(entry: Entry) -> Triple:
    """What naming adds to the entry of a document that was written without names."""
    return iri(entry.address), iri(f"{LEDGER}#names"), literal(entry.names)


def mark_triples(base: str) -> Iterator[Triple]:
    """What tells a store of kg from any other: the format it is written in, and the base IRI of its data."""
    yield iri(MARK), iri(f"{LEDGER}#format"), integer(FORMAT)
    yield iri(MARK), iri(f"{LEDGER}#base"), literal(base)


def read_ledger(triples: Iterable[pyoxigraph.Quad | pyoxigraph.Triple]) -> tuple[dict[str, Entry], int | None, str]:
    """The entries by name, sorted; the store's format (None: not a store of kg) and its base IRI."""
    rows: dict[str, dict[str, str]] = {}
    for triple in triples:
        predicate = triple.predicate.value
        if predicate.startswith(LEDGER + "#"):
            thing = triple.object
            value = unescape(thing.value, thing.datatype.value)  # type: ignore[union-attr]
            rows.setdefault(triple.subject.value, {})[predicate.removeprefix(LEDGER + "#")] = value  # type: ignore[union-attr]
    mark = rows.pop(MARK, {})
    entries = {}
    for row in rows.values():
        if "name" in row:
            numbers = {name: int(row.pop(name, 0)) for name in ("provisions", "sentences")}
            entry = Entry(
                **{name: value for name, value in row.items() if name in _TEXTS},  # type: ignore[arg-type]
                **numbers,  # type: ignore[arg-type]
            )
            entries[entry.name] = entry
    written_in = int(mark["format"]) if "format" in mark else None
    return with_owners(entries), written_in, mark.get("base", "")


def with_owners(entries: dict[str, Entry]) -> dict[str, Entry]:
    """The entries sorted by name, each that shares its text with an earlier one marked so."""
    from dataclasses import replace

    owners: dict[str, str] = {}
    found = {}
    for name in sorted(entries):
        entry = entries[name]
        owner = owners.setdefault(entry.document, name) if entry.document and entry.status == BUILT else name
        found[name] = replace(entry, same_as=owner if owner != name else None)
    return found
