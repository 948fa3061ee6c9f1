"""Builds past one machine: documents in shards, each read by one call wherever a worker is free.

All that a worker does is ``process_shard``: the same extractor as in a build on one machine, and what it found written
as Parquet (for people) and N-Quads (for the build, which reads documents back from it) before the manifest says so.
A document whose quads a finished shard holds, under the same key, is never read again.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from kg.corpus.plan import stable_shards
from kg.corpus.shelf import MANIFEST, Manifest, Record, Shelf, Slice
from kg.errors import StoreError, UsageError
from kg.model import Extraction
from kg.pipeline import Failure, Outcome, killed

if TYPE_CHECKING:
    from kg.reading import Source

QUADS, TABLE = ".nq.gz", ".parquet"


class Extracting(Protocol):
    """What turns sources into outcomes."""

    @property
    def fingerprint(self) -> str:
        """Changes when the same bytes might yield other provisions."""

    def __call__(self, sources: Sequence[Source]) -> Sequence[Outcome]:
        """One outcome for each source."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a build reads its documents, if not in processes of its own."""

    scheduler: str | None = None  # address of a Dask scheduler; None: a cluster of ``jobs`` processes here
    shards: str | None = None  # fsspec address that shards are kept at; None: in the output folder, until it is built
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Shard:
    """A group of documents, and all that a worker must know to read them."""

    sources: tuple[Source, ...]
    keys: Mapping[str, str | None]  # by name of document; None: only reading can tell
    extractor: Extracting
    fingerprint: str  # of the extractor where the build runs: a worker with other rules must not mix in
    address: str
    base: str
    held: Mapping[str, Slice] = field(default_factory=dict)  # documents that were read before, by name
    given_up: frozenset[str] = frozenset()  # names of documents that killed each worker that took them

    @property
    def id(self) -> str:
        """16 hexadecimal digits minted from the documents, their keys and the base of their IRIs."""
        content = [self.base, *([source.name, self.keys[source.name]] for source in self.sources)]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def process_shard(shard: Shard) -> Manifest:
    """Reads the documents of a shard and writes what was found; the manifest last.

    Doing it again writes the same bytes over the old ones. Raises ModelMissing, and UsageError on a machine whose
    kg, rules or model differ from those of the build.
    """
    from kg.corpus.parquet import parquet
    from kg.rows import row

    if shard.extractor.fingerprint != shard.fingerprint:
        raise UsageError(
            "a worker has another version of kg, of its rules or of the model than this machine",
            hint="install the same on both",
        )
    shelf = Shelf(shard.address)
    rows: list[dict[str, object]] = []
    records: list[Record] = []
    quads = bytearray()
    for outcome, packed in _outcomes(shard, shelf):
        record = Record(outcome.name, shard.keys[outcome.name], len(quads))
        if outcome.extraction is None:
            records.append(replace(record, reason=outcome.failure.reason if outcome.failure else "failed"))
            continue
        document, provisions = outcome.extraction.document, outcome.extraction.provisions
        about = {name: getattr(document, name) for name in ("title", "issuer", "date", "language")}
        rows.extend({**row(document, provision), **about} for provision in provisions)
        quads += packed
        records.append(replace(record, length=len(packed), provisions=len(provisions)))
    files = {shard.id + QUADS: bytes(quads), shard.id + TABLE: parquet(rows)}
    for name, data in files.items():
        shelf.write(name, data)
    made = Manifest(shard.id, shard.base, tuple(records), {name: len(data) for name, data in files.items()})
    shelf.write(shard.id + MANIFEST, made.as_json().encode())
    return made


def _outcomes(shard: Shard, shelf: Shelf) -> Iterator[tuple[Outcome, bytes]]:
    """Each document of the shard, in order, with its quads: read back where they are held, else read now."""
    from kg.graph.slices import to_nquads

    for source in shard.sources:
        if source.name in shard.given_up:
            yield killed(source.name), b""
        elif source.name in shard.held:
            place = shard.held[source.name]
            packed = shelf.read(place.shard + QUADS, place.start, place.length)
            yield Outcome(source.name, _unpacked(packed, shard.base)), packed
        else:
            (outcome,) = shard.extractor([source])
            found = outcome.extraction
            # One gzip member for each document: it can be read alone, and all together are a gzip file too.
            yield outcome, gzip.compress(to_nquads(found, base=shard.base), mtime=0) if found else b""


def _unpacked(packed: bytes, base: str) -> Extraction:
    from kg.graph.slices import from_nquads

    return from_nquads(gzip.decompress(packed), base=base)


def outcomes(
    extractor: Extracting,
    sources: Sequence[Source],
    wanted: Iterable[str],
    *,
    keys: Mapping[str, str | None],
    sizes: Mapping[str, int],
    cluster: Cluster,
    base: str,
) -> Iterator[Outcome]:
    """One outcome for every source whose name is ``wanted``, as their shards are done.

    With an address of their own the shards hold every source in the end, and nothing else; without one they hold what
    is wanted, until they are removed. ``cluster.shards`` must be set. Raises UsageError and StoreError.
    """
    assert cluster.shards is not None
    from kg.corpus.cluster import run

    asked = set(wanted)
    shelf = Shelf(cluster.shards)
    finished = {i: made for i, made in shelf.manifests().items() if made.base == base}
    planned = _planned(extractor, sources, keys, sizes, shelf.address, base)
    done: list[Shard] = []
    todo: list[Shard] = []
    for shard in planned:
        made = finished.get(shard.id)
        again = made is None or any(r.reason is not None and r.name in asked for r in made.documents)
        (todo if again else done).append(shard)
    held = dict(pair for made in finished.values() for pair in made.slices())
    for shard in done:
        yield from _read(shelf, finished[shard.id], asked)
    if todo:
        ids = {shard.id for shard in todo}
        pieces: list[Manifest] = []
        results = run(
            process_shard,
            [_holding(shard, held) for shard in todo],
            scheduler=cluster.scheduler,
            jobs=cluster.jobs,
            split=_split,
            lost=_lost,
        )
        for made in results:
            if made.shard not in ids:
                pieces.append(made)
                continue
            ids.remove(made.shard)
            yield from _read(shelf, made, asked)
        # What kept killing workers was read piece by piece; from the pieces its shard is put together here.
        held |= dict(pair for made in pieces for pair in made.slices())
        given_up = frozenset(r.name for made in pieces for r in made.documents if not made.files)
        for shard in todo:
            if shard.id in ids:
                whole = replace(_holding(shard, held), given_up=given_up)
                yield from _read(shelf, process_shard(whole), asked)
    shelf.keep_only({shard.id for shard in planned})


def _planned(
    extractor: Extracting,
    sources: Sequence[Source],
    keys: Mapping[str, str | None],
    sizes: Mapping[str, int],
    address: str,
    base: str,
) -> list[Shard]:
    named = {source.name: source for source in sources}
    fingerprint = extractor.fingerprint
    return [
        Shard(
            tuple(_absolute(named[name]) for name in names),
            {name: keys[name] for name in names},
            extractor,
            fingerprint,
            address,
            base,
        )
        for names in stable_shards({name: sizes[name] for name in sorted(named)})
    ]


def _absolute(source: Source) -> Source:
    """The source for a worker that was started in another folder."""
    return replace(source, path=source.path.absolute()) if source.path is not None else source


def _holding(shard: Shard, held: Mapping[tuple[str, str], Slice]) -> Shard:
    places = {name: held[name, key] for name, key in shard.keys.items() if key is not None and (name, key) in held}
    return replace(shard, held=places)


def _split(shard: Shard) -> Iterator[Shard]:
    if len(shard.sources) == 1:
        # Its own shard would have the same id; what kills workers is known only when it was tried alone.
        yield shard
        return
    for source in shard.sources:
        name = source.name
        held = {name: shard.held[name]} if name in shard.held else {}
        yield replace(shard, sources=(source,), keys={name: shard.keys[name]}, held=held)


def _lost(shard: Shard) -> Manifest:
    """The manifest, never written, of a document that killed its workers."""
    (source,) = shard.sources
    failure = killed(source.name).failure
    return Manifest("", shard.base, (Record(source.name, None, reason=failure.reason if failure else "killed"),))


def _read(shelf: Shelf, made: Manifest, asked: set[str]) -> Iterator[Outcome]:
    """The outcomes of a finished shard that were asked for."""
    if not asked.isdisjoint(record.name for record in made.documents) and shelf.manifest(made.shard) is None:
        raise StoreError(
            "the workers' shards are not to be seen from here",
            place=shelf.address,
            hint="name a place that every machine reaches: --shards ADDRESS",
        )
    for record in made.documents:
        if record.name not in asked:
            continue
        if record.reason is not None:
            yield Outcome(record.name, failure=Failure(record.name, record.reason))
        else:
            packed = shelf.read(made.shard + QUADS, record.start, record.length)
            yield Outcome(record.name, _unpacked(packed, made.base))
