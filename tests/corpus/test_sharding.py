"""Shards in this process: what a worker writes, what is read again, what comes back."""

import gzip
import io
from dataclasses import dataclass, replace

import pytest

from kg import sharding
from kg.building import build
from kg.corpus.shelf import Shelf
from kg.errors import UsageError
from kg.graph.vocab import BASE
from kg.pipeline import Outcome
from kg.reading import Source, discover
from kg.sharding import Cluster, Shard, outcomes, process_shard
from tests.sample import seed_extraction
from tests.stub import StubExtractor


def run_here(work, tasks, *, scheduler, jobs, split, lost):
    """What a cluster does, one task after the other; "KILL" in a document's name kills its worker."""
    for task in tasks:
        if not any("KILL" in source.name for source in task.sources):
            yield work(task)
            continue
        for piece in split(task):
            yield lost(piece) if "KILL" in piece.sources[0].name else work(piece)


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setattr("kg.corpus.cluster.run", run_here)


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(8):
        text = f"The Agency must submit report {number} at once.\n\n" + "Nothing else is said here. " * 1200
        (folder / f"{number}.txt").write_text(text)
    return folder


@pytest.fixture
def read(documents, tmp_path):
    """Reads the folder by shards; gives the names of the documents that were parsed this time."""
    log = tmp_path / "log"

    def call(wanted=None, address=str(tmp_path / "shards"), rules="1"):
        log.write_text("")
        sources = list(discover([str(documents)]))
        keys = {s.name: f"{rules} {s.path.read_text()}" for s in sources}
        extractor = StubExtractor(rules=rules, log=str(log))
        call.found = list(
            outcomes(
                extractor,
                sources,
                keys if wanted is None else wanted,
                keys=keys,
                sizes={s.name: s.path.stat().st_size for s in sources},
                cluster=Cluster(shards=address),
                base=BASE,
            )
        )
        return sorted(log.read_text().split())

    return call


def files(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_every_document_comes_back_as_the_extractor_found_it(read, documents):
    assert len(read()) == 8
    whole = StubExtractor()(list(discover([str(documents)])))
    assert sorted(read.found, key=lambda o: o.name) == list(whole)


def test_a_finished_shard_is_not_read_again(read):
    read()
    assert read() == []
    assert len(read.found) == 8


def test_other_rules_read_everything_again(read):
    read()
    assert len(read(rules="2")) == 8


def test_a_lost_manifest_costs_its_documents_nothing_that_another_shard_holds(read, tmp_path):
    read()
    whole = files(tmp_path / "shards")
    lost = sorted((tmp_path / "shards").glob("*.json"))[0]
    lost.unlink()
    assert 0 < len(read()) < 8
    assert files(tmp_path / "shards") == whole


def test_a_half_written_shard_is_written_over(read, tmp_path):
    read()
    whole = files(tmp_path / "shards")
    for path in (tmp_path / "shards").glob("*.parquet"):
        path.write_bytes(path.read_bytes()[:40])
    assert len(read()) == 8
    assert files(tmp_path / "shards") == whole


def test_shards_follow_from_the_documents_however_they_came_about(read, documents, tmp_path):
    read()
    (documents / "3.txt").write_text("The Court must sit.")
    (documents / "9.txt").write_text("The Court must rise.")
    assert read() == ["3.txt", "9.txt"]
    read(address=str(tmp_path / "anew"))
    assert files(tmp_path / "shards") == files(tmp_path / "anew")


def test_only_what_is_wanted_is_given(read):
    read(wanted=["2.txt"])
    assert [o.name for o in read.found] == ["2.txt"]


def test_a_document_that_cannot_be_read_is_tried_again_where_it_is_wanted(read, documents, monkeypatch):
    (documents / "4.txt").write_bytes(b"")
    read()
    assert [o.name for o in read.found if o.failure] == ["4.txt"]
    monkeypatch.setattr(StubExtractor, "_one", lambda self, source: Outcome(source.name, seed_extraction()))
    read(wanted=["4.txt"])
    assert [o.extraction for o in read.found] == [seed_extraction()]


def test_a_document_that_kills_workers_is_named_and_its_shard_is_put_together(read, documents, tmp_path):
    (documents / "4 KILL.txt").write_text("The Court must sit.")
    read()
    assert {o.name: o.failure.reason for o in read.found if o.failure} == {
        "4 KILL.txt": "4 KILL.txt: the process that read it was killed each time; it may need more memory than there "
        "is; split it, or raise the memory limit of this machine"
    }
    assert len(read.found) == 9
    held = Shelf(str(tmp_path / "shards")).manifests()
    assert sorted(r.name for made in held.values() for r in made.documents) == sorted(o.name for o in read.found)


def shard_of(extractor, *sources, address):
    names = {source.name: source.name for source in sources}
    return Shard(sources, names, extractor, extractor.fingerprint, address, BASE)


@dataclass(frozen=True)
class Seed:
    fingerprint: str = "seed"
    made_with: str = "rules of a test"

    def __call__(self, sources):
        return tuple(Outcome(source.name, seed_extraction()) for source in sources)


def test_the_table_holds_a_row_for_each_provision(tmp_path):
    from pyarrow import parquet

    made = process_shard(shard_of(Seed(), Source("seed", data=b"x"), address=str(tmp_path)))
    rows = parquet.read_table(tmp_path / f"{made.shard}.parquet").to_pylist()
    extraction = seed_extraction()
    assert [row["id"] for row in rows] == [p.id for p in extraction.provisions]
    for row, provision in zip(rows, extraction.provisions, strict=True):
        assert row["action"] == provision.action.text
        assert row["sentence"] == extraction.document.text[row["start"] : row["end"]]
        assert row["title"] == extraction.document.title


def test_the_quads_are_those_that_a_store_holds_before_names(tmp_path):
    import pyoxigraph

    from kg.graph.ledger import Entry
    from kg.graph.store import Store
    from kg.graph.vocab import LEDGER
    from kg.model import Names

    made = process_shard(shard_of(Seed(), Source("seed", data=b"x"), address=str(tmp_path)))
    data = gzip.decompress((tmp_path / f"{made.shard}.nq.gz").read_bytes())
    with Store.open(None) as store:
        store.write([(seed_extraction(), Entry("seed"))], Names())
        stored = {str(q) for q in store.inner if q.graph_name.value != LEDGER}
    assert {str(q) for q in pyoxigraph.parse(io.BytesIO(data), pyoxigraph.RdfFormat.N_QUADS)} == stored


def test_the_same_shard_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        process_shard(shard_of(Seed(), Source("seed", data=b"x"), address=str(tmp_path / name)))
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_worker_with_other_rules_is_refused(tmp_path):
    shard = replace(shard_of(Seed(), Source("seed", data=b"x"), address=str(tmp_path)), fingerprint="other")
    with pytest.raises(UsageError, match="another version of kg"):
        process_shard(shard)
    assert files(tmp_path) == {}


def test_shards_may_be_anywhere_that_fsspec_reaches(documents, tmp_path):
    address = f"memory://{tmp_path.name}"
    cluster = Cluster(shards=address)
    report = build([str(documents)], tmp_path / "output", extractor=StubExtractor(), cluster=cluster)
    assert len(report.corpus.documents) == 8
    assert sum(len(made.documents) for made in Shelf(address).manifests().values()) == 8


def test_shards_of_a_corpus_that_was_built_before_are_written_when_they_are_asked_for(documents, tmp_path):
    build([str(documents)], tmp_path / "output", extractor=StubExtractor())
    cluster = Cluster(shards=str(tmp_path / "shards"))
    report = build([str(documents)], tmp_path / "output", extractor=StubExtractor(), cluster=cluster)
    assert report.parsed == ()
    assert sum(len(m.documents) for m in Shelf(str(tmp_path / "shards")).manifests().values()) == 8


def test_a_build_in_memory_needs_a_place_for_its_shards(documents):
    with pytest.raises(UsageError, match="a cluster needs a place"):
        build([str(documents)], None, extractor=StubExtractor(), cluster=Cluster())


def test_shards_that_are_not_to_be_seen_from_here_are_an_error(read, monkeypatch):
    monkeypatch.setattr(sharding, "process_shard", lambda shard: invisible(shard))
    with pytest.raises(Exception, match="the workers' shards are not to be seen from here"):
        read()


def invisible(shard):
    made = process_shard(shard)
    Shelf(shard.address).remove()
    return made
