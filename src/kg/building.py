"""From paths to a project: what changed is read and parsed, the rest is kept, and everything is named anew.

A build may be stopped at any moment. Documents go into the store a batch at a time, each with its entry in the
ledger, under provisional names; names are computed over all documents at the end, and documents whose names
changed are written again. The next build therefore goes on where this one was stopped, and ends with the same bytes.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.config import Settings
from kg.corpus import files
from kg.corpus.plan import Plan, plan
from kg.errors import ConfigError, CorrectionError, StoreMissing, UsageError
from kg.model import Corpus, Extraction, Names
from kg.pipeline import Extractor, Failure, Outcome, outcomes

if TYPE_CHECKING:
    from kg.entities import Aliases
    from kg.entities.corrections import Correction
    from kg.graph.ledger import Entry
    from kg.graph.writing import GraphStore
    from kg.reading import Source
    from kg.sharding import Cluster

STORE = "store"
SHARDS = ".shards"  # of a cluster's build that keeps them nowhere else; removed when it is done
PATIENCE = 2.0  # seconds of work that a kill may cost
Progress = Callable[[int, int, str], None]


class Extracting(Protocol):
    """What turns sources into outcomes: `Extractor`, or a stand-in for it in tests."""

    @property
    def fingerprint(self) -> str:
        """Changes when the same bytes might yield other provisions."""
        ...

    @property
    def made_with(self) -> str:
        """The versions of what reads the documents, for people."""
        ...

    def __call__(self, sources: Sequence[Source]) -> Sequence[Outcome]:
        """One outcome for each source."""
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, or with ``dry_run`` would do."""

    plan: Plan
    corpus: Corpus
    ledger: Mapping[str, Entry] = field(default_factory=dict)
    parsed: tuple[str, ...] = ()  # documents that were read and parsed this time
    removed: tuple[str, ...] = ()  # documents that left
    written: tuple[str, ...] = ()  # files of the output folder whose content changed
    unmet: tuple[str, ...] = ()  # corrections that nothing answers to any more, each as one line

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The documents at the paths that could not be read, with the reason."""
        gone = set(self.plan.gone)
        failed = (e for e in self.ledger.values() if e.status == "failed" and e.name not in gone)
        return tuple(Failure(e.name, e.reason or "failed") for e in failed)

    @property
    def copies(self) -> tuple[tuple[str, str], ...]:
        """Documents with the same text as another, which stands for them in the graph: (name, other name)."""
        return tuple((e.name, e.same_as) for e in self.ledger.values() if e.same_as)

    @property
    def fruitless(self) -> tuple[str, ...]:
        """Documents that were read but hold no provision."""
        return tuple(e.document.name for e in self.corpus.extractions if not e.provisions)


def build(
    paths: Sequence[str],
    output: Path | None,
    *,
    settings: Settings | None = None,
    jobs: int = 1,
    cluster: Cluster | None = None,
    prune: bool = False,
    dry_run: bool = False,
    address: str | None = None,
    extractor: Extracting | None = None,
    progress: Progress | None = None,
    keep: Callable[[GraphStore], None] | None = None,
) -> Report:
    """Builds the documents at the paths into the output folder, or in memory where there is none.

    ``address``: of a SPARQL server that holds the graph instead of the folder's store. ``cluster``: reads documents on
    a Dask cluster instead of in ``jobs`` processes. ``prune``: documents that are no longer at the paths leave the
    graph. ``keep`` is given the store of a build in memory before it is closed.
    Raises UsageError, ConfigError, ModelMissing and StoreError; a document that cannot be read is in the report.
    """
    settings = settings or Settings()
    if output is not None and output.is_dir():
        for path in paths:
            if Path(path).is_dir() and output.samefile(path):
                hint = "name another output folder with -o"
                raise UsageError("is the folder of the documents", place=str(output), hint=hint)
    work = extractor or Extractor(settings.model, settings.limits)
    found = sources(paths, settings)
    run = Run(jobs, cluster, prune, dry_run, progress)
    if output is None and cluster is not None and cluster.shards is None:
        raise UsageError("a cluster needs a place for its shards", hint="name an output folder, or give the shards one")
    if output is None and address is None:
        return _build(found, _Memory(settings.base, keep), work, settings, run)
    if dry_run and output is not None and not output.exists():
        return Report(plan({s.name: None for s in found}, {}), Corpus((), Names()))
    folder = files.folder(output) if output is not None and not dry_run else output
    place = _Place(folder / STORE if folder else None, address, settings.base)
    if folder is None or dry_run:
        return _build(found, place, work, settings, run)
    with files.locked(folder):
        passing = None
        if cluster is not None and cluster.shards is None:
            passing = str(folder.absolute() / SHARDS)
            run = replace(run, cluster=replace(cluster, shards=passing), passing=True)
        report = _build(found, place, work, settings, run)
        from kg.outputs import write_outputs

        report = replace(report, written=write_outputs(report.corpus, folder, base=settings.base))
        if passing is not None:
            from kg.corpus.shelf import Shelf

            Shelf(passing).remove()
        return report


@dataclass(frozen=True, slots=True)
class Run:
    """How a build is to go about it."""

    jobs: int = 1
    cluster: Cluster | None = None
    prune: bool = False
    dry_run: bool = False
    progress: Progress | None = None
    passing: bool = False  # the cluster's shards are removed in the end


def sources(paths: Sequence[str], settings: Settings) -> list[Source]:
    """The documents at the paths. Raises UsageError where there are none."""
    from kg.reading import discover

    found = list(discover(paths, include=settings.include, exclude=settings.exclude))
    if not found:
        where = ", ".join(paths) or "the command line"
        raise UsageError("no documents there", place=where, hint="name files or folders that hold some")
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the store is: in a folder or at an address."""

    path: Path | None
    address: str | None
    base: str | None

    @contextmanager
    def reading(self) -> Iterator[GraphStore | None]:
        """The store for reading, or None where there is none yet."""
        from kg.graph.store import open_store

        try:
            store = open_store(self.address or self.path, read_only=True, base=self.base)
        except StoreMissing:
            yield None
            return
        with store:
            yield store

    @contextmanager
    def writing(self) -> Iterator[GraphStore]:
        from kg.graph.store import open_store

        with open_store(self.address or self.path, base=self.base) as store:
            yield store


@dataclass(frozen=True, slots=True)
class _Memory:
    """A store that is gone with the process."""

    base: str | None
    keep: Callable[[GraphStore], None] | None

    @contextmanager
    def reading(self) -> Iterator[GraphStore | None]:
        yield None

    @contextmanager
    def writing(self) -> Iterator[GraphStore]:
        from kg.graph.store import open_store

        store = open_store(None, base=self.base)
        yield store
        if self.keep is not None:
            self.keep(store)


def _build(
    sources: Sequence[Source],
    place: _Place | _Memory,
    work: Extracting,
    settings: Settings,
    run: Run,
) -> Report:
    fingerprint = work.fingerprint
    contents = {source.name: content_hash(source) for source in sources}
    corrections = _corrections(settings)
    keys = {
        name: content and _key(content, fingerprint, repr(corrections.get(name, ())))
        for name, content in contents.items()
    }
    with place.reading() as store:
        ledger = dict(store.ledger()) if store else {}
        stored = store.corpus() if store else Corpus((), Names())
    todo = _with_copies(plan(keys, ledger), ledger, run.prune)
    leaving = todo.gone if run.prune else ()
    if run.dry_run:
        return Report(todo, stored, ledger, removed=leaving)
    names, topics = _named(stored.extractions, settings)
    sharding = run.cluster is not None and not run.passing  # shards that stay hold every document
    if (
        not sharding
        and not todo.work
        and not leaving
        and (names, topics) == (stored.names, dict(stored.topics))
        and ledger
    ):
        return Report(todo, stored, ledger, unmet=_unmet(stored.extractions, corrections))
    with place.writing() as store:
        for name in leaving:
            store.forget(name)
        work_names = set(todo.work)
        wanted = [source for source in sources if source.name in work_names]
        done = _done(work, sources if sharding else wanted, work_names, keys, run, store.mint.base)
        done = (_corrected(outcome, corrections) for outcome in done)
        found = _store(store, done, ledger, contents, keys, work.made_with, len(wanted), run.progress)
        ledger = dict(store.ledger())
        extractions = _all(stored, found, ledger)
        names, topics = _named(extractions, settings)
        store.rename(extractions, names, topics, before=stored.names)
        corpus = Corpus(extractions, names, topics)
        unmet = _unmet(extractions, corrections)
        return Report(todo, corpus, dict(store.ledger()), parsed=todo.work, removed=leaving, unmet=unmet)


def _done(
    work: Extracting,
    sources: Sequence[Source],
    wanted: set[str],
    keys: Mapping[str, str | None],
    run: Run,
    base: str,
) -> Iterator[Outcome]:
    """The outcomes of the wanted sources, from this process, several, or a cluster."""
    sizes = {source.name: size(source) for source in sources}
    if run.cluster is None:
        return outcomes(work, sources, sizes=sizes, jobs=run.jobs)
    from kg import sharding

    return sharding.outcomes(work, sources, wanted, keys=keys, sizes=sizes, cluster=run.cluster, base=base)


def _store(
    store: GraphStore,
    done: Iterable[Outcome],
    ledger: Mapping[str, Entry],
    contents: Mapping[str, str | None],
    keys: Mapping[str, str | None],
    made_with: str,
    total: int,
    progress: Progress | None,
) -> dict[str, Extraction]:
    """Writes outcomes as they come, in batches that grow with what writing one costs; returns the extractions."""
    from kg.graph.ledger import FAILED, Entry

    found: dict[str, Extraction] = {}
    batch: list[tuple[Extraction, Entry]] = []
    due = time.monotonic() + PATIENCE

    def flush() -> float:
        began = time.monotonic()
        store.write(batch, Names())
        batch.clear()
        ended = time.monotonic()
        return ended + max(PATIENCE, 10 * (ended - began))

    for count, outcome in enumerate(done, 1):
        name = outcome.name
        entry = Entry(
            name, content=contents[name] or "", key=keys[name] or "", time=_now(), made_with=made_with
        )  # fmt: skip
        if outcome.extraction is not None:
            found[outcome.name] = outcome.extraction
            entry = replace(
                entry, provisions=len(outcome.extraction.provisions), sentences=outcome.extraction.sentences
            )
            batch.append((outcome.extraction, entry))
        elif outcome.failure is not None:
            entry = replace(entry, status=FAILED, reason=outcome.failure.reason)
            if replace(ledger.get(outcome.name, entry), time=entry.time) != entry or outcome.name not in ledger:
                store.record(entry)
        if progress is not None:
            progress(count, total, outcome.name)
        if batch and time.monotonic() >= due:
            due = flush()
    if batch:
        flush()
    return found


def _all(stored: Corpus, found: Mapping[str, Extraction], ledger: Mapping[str, Entry]) -> tuple[Extraction, ...]:
    """Every document that is in the graph now, sorted by name."""
    kept = {extraction.document.name: extraction for extraction in stored.extractions}
    known = {**kept, **found}
    owners = [e.name for e in ledger.values() if e.status == "built" and e.same_as is None]
    return tuple(known[name] for name in sorted(owners))


def _with_copies(todo: Plan, ledger: Mapping[str, Entry], prune: bool) -> Plan:
    """Reads a copy again when the document that stood for it changes or leaves: it may have to stand for itself."""
    moving = {*todo.work, *(todo.gone if prune else ())}
    again = tuple(name for name in todo.unchanged if ledger[name].same_as in moving)
    if not again:
        return todo
    unchanged = tuple(name for name in todo.unchanged if name not in again)
    return replace(todo, again=tuple(sorted((*todo.again, *again))), unchanged=unchanged)


def _named(extractions: Sequence[Extraction], settings: Settings) -> tuple[Names, dict[str, str]]:
    if not extractions:
        return Names(), {}
    from kg.entities import name, topics
    from kg.entities.corrections import decided_names

    decided = [c for group in _corrections(settings).values() for c in group]
    names = name(extractions, aliases=listed_aliases(settings) | decided_names(decided, extractions))
    return names, dict(topics(Corpus(tuple(extractions), names), settings.topics))


def listed_aliases(settings: Settings) -> Aliases:
    """The aliases of kg.toml and of the alias list. Raises ConfigError for a list that cannot be understood."""
    from kg.entities import aliases

    found = aliases(settings.aliases)
    if settings.alias_list is None:
        return found
    from kg.graph.alias_list import read_aliases

    path = Path(settings.alias_list)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        raise ConfigError(reason, place=str(path), hint="kg.toml names it as alias_list") from error
    pairs = read_aliases(data, place=str(path))
    return found | aliases(pairs.names, actions=pairs.actions, source=path.name)


def _corrections(settings: Settings) -> dict[str, tuple[Correction, ...]]:
    """What people decided, by the name of the document that it is about."""
    if settings.corrections is None:
        return {}
    from kg.entities.corrections import load

    path = Path(settings.corrections)
    try:
        found = load(path.read_text(encoding="utf-8"), place=str(path))
    except (OSError, UnicodeDecodeError) as error:
        hint = "kg.toml names it; write one with kg review"
        raise CorrectionError(f"cannot be read ({error})", place=str(path), hint=hint) from error
    grouped: dict[str, tuple[Correction, ...]] = {}
    for correction in found:
        grouped[correction.document] = (*grouped.get(correction.document, ()), correction)
    return grouped


def _corrected(outcome: Outcome, corrections: Mapping[str, tuple[Correction, ...]]) -> Outcome:
    """The outcome as people decided. Their decisions are part of the document's key: without them it is read again."""
    if outcome.extraction is None or outcome.name not in corrections:
        return outcome
    from kg.entities.corrections import apply

    (extraction,), _ = apply([outcome.extraction], corrections[outcome.name])
    return replace(outcome, extraction=extraction)


def _unmet(extractions: Sequence[Extraction], corrections: Mapping[str, tuple[Correction, ...]]) -> tuple[str, ...]:
    """The corrections that have gone stale. Applying those that hold once more changes nothing."""
    if not corrections:
        return ()
    from kg.entities.corrections import Status, apply

    _, told = apply(extractions, [c for group in corrections.values() for c in group])
    return tuple(outcome.message for outcome in told if outcome.status is not Status.APPLIED)


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def content_hash(source: Source) -> str | None:
    """A hash of the document's bytes and of what sources.toml says about it; None where only reading can tell."""
    digest = hashlib.sha256(repr(source.given).encode("utf-8", "surrogatepass"))
    if source.problem is not None:
        return None
    if source.data is not None:
        digest.update(source.data)
    elif source.path is not None:
        try:
            with source.path.open("rb") as file:
                while part := file.read(1 << 20):
                    digest.update(part)
        except OSError:
            return None  # reading it will say why
    else:
        return None
    return digest.hexdigest()[:32]


def size(source: Source) -> int:
    """Bytes of the document, as far as that is known before it is read."""
    if source.data is not None:
        return len(source.data)
    try:
        return source.path.stat().st_size if source.path is not None else 0
    except OSError:
        return 0


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")
