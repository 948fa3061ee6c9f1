"""The store on disk (RocksDB through Oxigraph) or in memory, and how to open one, near or far."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError, StoreLocked, StoreMissing, StoreTooNew
from kg.graph.ledger import FORMAT, Entry, mark_triples, read_ledger
from kg.graph.terms import Minting, Triple, check_base
from kg.graph.vocab import BASE, LEDGER, PREFIXES
from kg.graph.writing import Change, GraphStore, statements

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from kg.graph.queries import Answer


def open_store(
    address: str | Path | None, *, read_only: bool = False, create: bool = True, base: str | None = None
) -> GraphStore:
    """The store at a path, at an http(s) address of a SPARQL server, or in memory (None)."""
    if isinstance(address, str) and address.startswith(("http://", "https://")):
        from kg.graph.remote import RemoteStore

        return RemoteStore.open(address, read_only=read_only, base=base)
    return Store.open(address, read_only=read_only, create=create, base=base)


class Store(GraphStore):
    """A store of this machine. One process writes at a time; readers beside it see the state they opened."""

    def __init__(self, inner: pyoxigraph.Store, *, path: Path | None, mint: Minting, read_only: bool) -> None:
        self._inner: pyoxigraph.Store | None = inner
        self.path = path
        self.mint = mint
        self.read_only = read_only

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        read_only: bool = False,
        create: bool = True,
        base: str | None = None,
    ) -> Store:
        """Opens the store in a folder, or a new one in memory.

        ``base`` is the base IRI of a new store; an existing store keeps the one that it was made with, and a different
        one is an error. Raises StoreMissing, StoreLocked, StoreTooNew, or StoreError with what the system said.
        """
        if path is None:
            import pyoxigraph

            return cls._begin(pyoxigraph.Store(), None, base, read_only=False)
        path = Path(path)
        _check_folder(path, create=create and not read_only)
        with _translated(path):
            import pyoxigraph

            from kg.graph.child import open_reader

            if read_only:
                inner = open_reader(os.fspath(path))
            else:
                if not path.exists():
                    _make(path)
                if not os.access(path, os.W_OK | os.X_OK):
                    raise PermissionError("Permission denied")
                inner = pyoxigraph.Store(os.fspath(path))
        return cls._begin(inner, path, base, read_only=read_only)

    @classmethod
    def _begin(cls, inner: pyoxigraph.Store, path: Path | None, base: str | None, *, read_only: bool) -> Store:
        import pyoxigraph

        graph = pyoxigraph.NamedNode(LEDGER)
        mark = inner.quads_for_pattern(pyoxigraph.NamedNode(LEDGER + "#store"), None, None, graph)
        _, written_in, there = read_ledger(mark)
        place = str(path) if path else None
        if written_in is None:
            if len(inner):
                hint = "name an empty folder, or build into another one"
                raise StoreError("an Oxigraph store, but none of kg's", place=place, hint=hint)
            there = check_base(base or BASE)
            if not read_only:
                lines = "".join(f"{s} {p} {o} <{LEDGER}> .\n" for s, p, o in mark_triples(there))
                inner.load(lines.encode(), pyoxigraph.RdfFormat.N_QUADS)
        elif written_in > FORMAT:
            hint = "upgrade kg, or build into another folder"
            raise StoreTooNew(f"written in format {written_in}, this kg knows {FORMAT}", place=place, hint=hint)
        elif base is not None and base != there:
            hint = "build into another folder to change it"
            raise StoreError(f"its base IRI is {there}, not {base}", place=place, hint=hint)
        return cls(inner, path=path, mint=Minting(there), read_only=read_only)

    def __enter__(self) -> Store:
        return self

    @property
    def inner(self) -> pyoxigraph.Store:
        """Oxigraph's own store. Raises StoreError when closed."""
        if self._inner is None:
            raise StoreError("the store is closed", place=str(self.path) if self.path else None)
        return self._inner

    def close(self) -> None:
        """Writes out what is in memory and lets go of the lock."""
        if self._inner is not None and self.path is not None and not self.read_only:
            with _translated(self.path):
                self._inner.flush()
        self._inner = None  # the lock is released with the last reference

    def commit(self, change: Change) -> None:
        """Makes the change in one transaction."""
        steps = [f"DROP SILENT GRAPH <{graph}>" for graph in (*change.drop, *change.put)]
        steps += [f"DELETE WHERE {{ GRAPH <{LEDGER}> {{ <{entry}> ?p ?o }} }}" for entry in change.unmark]
        steps += [
            f"DELETE DATA {{ GRAPH <{graph}> {{\n{statements(triples)}}} }}"
            for graph, triples in change.take.items()
            if triples
        ]
        steps += change.update
        data = "".join(
            f"GRAPH <{graph}> {{\n{statements(triples)}}}\n"
            for graph, triples in (*change.put.items(), *change.add.items())
        )
        if change.mark:
            data += f"GRAPH <{LEDGER}> {{\n{statements(change.mark)}}}\n"
        if data:
            steps.append(f"INSERT DATA {{\n{data}}}")
        if steps:
            self._check_writable()
            with _translated(self.path):
                self.inner.update(" ;\n".join(steps))

    def load(self, graphs: Iterable[tuple[str, Iterable[Triple]]]) -> None:
        """Adds the triples by Oxigraph's bulk loader: all of them or, if the process is killed, none."""
        import pyoxigraph

        self._check_writable()
        lines = (
            f"{s} {p} {o} <{graph}> .\n" for graph, triples in graphs for s, p, o in triples
        )  # fmt: skip
        with _translated(self.path):
            # A stream: the whole text of a large corpus need not fit in memory.
            self.inner.bulk_load(io.BufferedReader(_Lines(lines), 1 << 20), pyoxigraph.RdfFormat.N_QUADS)

    def triples_of(self, graph: str) -> Iterable[pyoxigraph.Quad]:
        """The triples of one named graph."""
        import pyoxigraph

        return self.inner.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(graph))

    def entries_where(self, field: str, value: str) -> dict[str, Entry]:
        """The entries of the ledger with that name or document."""
        import pyoxigraph

        from kg.graph.terms import ESCAPED, literal

        graph = pyoxigraph.NamedNode(LEDGER)
        wanted = literal(value)
        if wanted.endswith(f"^^<{ESCAPED}>"):
            return {n: e for n, e in self.ledger().items() if getattr(e, field) == value}
        predicate = pyoxigraph.NamedNode(f"{LEDGER}#{field}")
        found = [q.subject for q in self.inner.quads_for_pattern(None, predicate, pyoxigraph.Literal(value), graph)]
        return read_ledger(q for node in found for q in self.inner.quads_for_pattern(node, None, None, graph))[0]

    def graph_names(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return sorted(name.value for name in self.inner.named_graphs())

    def query(self, sparql: str, **options: Any) -> Answer:
        """Runs a query. Options and errors as in ``queries.run``."""
        from kg.graph.queries import run

        return run(self, sparql, **options)

    def to_rdflib(self) -> rdflib.Dataset:
        """The store itself under rdflib's API; its default graph is the union of all graphs, the ledger too."""
        import rdflib
        from oxrdflib import OxigraphStore

        dataset = rdflib.Dataset(store=OxigraphStore(store=self.inner), default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace, override=True, replace=True)
        return dataset

    def __len__(self) -> int:
        return len(self.inner)

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError("opened for reading only", place=str(self.path))


class _Lines(io.RawIOBase):
    """A stream of bytes over generated lines, for loaders that read files."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            part: list[str] = []
            size = 0
            for line in self._lines:
                part.append(line)
                size += len(line)
                if size >= 1 << 20:
                    break
            self._rest = "".join(part).encode("utf-8")
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _check_folder(path: Path, *, create: bool) -> None:
    """A store is a folder with RocksDB's CURRENT in it; any other folder with something in it is somebody else's."""
    place = str(path)
    if path.is_dir():
        if (path / "CURRENT").exists():
            return
        if any(path.iterdir()):
            raise StoreError("a folder of other files, no store", place=place, hint="name an empty or a new folder")
    elif path.exists():
        raise StoreError("a file, no store", place=place, hint="name a folder")
    if not create:
        raise StoreMissing("no store here", place=place, hint="run kg build first")


def _make(path: Path) -> None:
    try:
        path.mkdir(parents=True)
    except OSError as error:
        reason = f"the folder cannot be made ({error.strerror})"
        raise StoreError(reason, place=str(path), hint="name another output folder") from error


@contextmanager
def _translated(path: Path | None) -> Iterator[None]:
    """What the system says, as the errors of kg."""
    place = str(path) if path else None
    try:
        yield
    except (OSError, RuntimeError) as error:  # Oxigraph says RuntimeError where a file is damaged
        said = str(error)
        if "lock" in said.lower() and ("unavailable" in said or "No locks" in said):
            hint = "wait for it to end, or name another output folder"
            raise StoreLocked("another process is writing to the store", place=place, hint=hint) from error
        if "ermission denied" in said or "Read-only file system" in said:
            raise StoreError("cannot be written to", place=place, hint="check who owns the folder") from error
        if "No space left" in said:
            raise StoreError("the disk is full", place=place, hint="free some space and run it again") from error
        raise StoreError(f"the store failed: {said}", place=place, hint="build into a new folder") from error
    except SyntaxError as error:
        raise StoreError(f"the store refused what was written: {error}", place=place) from error


__all__ = ["Entry", "Store", "open_store"]
