"""The store: one graph for each document, the ledger beside them, and what goes wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import ConfigError, StoreError, StoreLocked, StoreMissing, StoreTooNew
from kg.graph.ledger import FORMAT, Entry
from kg.graph.store import Store
from kg.model import Concept, Corpus, Document, Extraction, Names, Phrase, Provision, Span
from tests.graph.naming import name


def extraction(file: str, text: str = "States ban imports.") -> Extraction:
    document = Document(file, text, ())
    provision = Provision(
        document.id, Span(0, 19), Phrase("ban", 7, 10), Phrase("States", 0, 6), Phrase("imports", 11, 18)
    )
    return Extraction(document, (provision,), 1)


def entry(of: Extraction, **facts: str) -> Entry:
    return Entry(of.document.name, provisions=len(of.provisions), sentences=of.sentences, **facts)  # type: ignore[arg-type]


def put(store: Store, *found: Extraction) -> None:
    for one in found:
        store.replace(one, name(found), entry(one))


def test_a_store_on_disk_keeps_what_was_written(tmp_path: Path) -> None:
    one = extraction("a.txt")
    with Store.open(tmp_path / "store") as store:
        put(store, one)
    with Store.open(tmp_path / "store", read_only=True) as store:
        assert store.corpus() == Corpus((one,), name([one]))


def test_replacing_a_document_with_another_text_leaves_nothing_of_the_old(tmp_path: Path) -> None:
    old, new = extraction("a.txt"), extraction("a.txt", "States ban imports now.")
    with Store.open(None) as store:
        put(store, old)
        put(store, new)
        assert store.document_ids() == [new.document.id]
        assert store.ledger()["a.txt"].document == new.document.id


def test_the_ledger_remembers_how_a_document_was_built() -> None:
    one = extraction("a.txt")
    with Store.open(None) as store:
        store.replace(one, name([one]), entry(one, content="c1", key="k1", time="2024-05-01T10:00:00Z"))
        found = store.ledger()["a.txt"]
    assert (found.status, found.document, found.content, found.key) == ("built", one.document.id, "c1", "k1")
    assert (found.provisions, found.sentences, found.time) == (1, 1, "2024-05-01T10:00:00Z")


def test_a_failed_document_is_in_the_ledger_with_its_reason() -> None:
    with Store.open(None) as store:
        store.record(Entry("bad.pdf", status="failed", reason="needs a password"))
        assert store.ledger()["bad.pdf"].reason == "needs a password"
        assert store.document_ids() == []


def test_a_document_that_fails_now_leaves_the_graph() -> None:
    with Store.open(None) as store:
        put(store, extraction("a.txt"))
        store.record(Entry("a.txt", status="failed", reason="no text in it"))
        assert store.document_ids() == []


def test_dropping_a_document_takes_its_entry_along() -> None:
    one, other = extraction("a.txt"), extraction("b.txt", "States ban imports, all.")
    with Store.open(None) as store:
        put(store, one, other)
        store.drop(one.document.id)
        assert store.document_ids() == [other.document.id]
        assert list(store.ledger()) == ["b.txt"]


def test_of_two_names_for_one_text_the_first_stands_in_the_graph() -> None:
    with Store.open(None) as store:
        put(store, extraction("b.txt"), extraction("a.txt"))
        assert [d.name for d in store.corpus().documents] == ["a.txt"]
        assert store.ledger()["b.txt"].same_as == "a.txt"


def test_a_text_stays_when_one_of_its_names_is_forgotten() -> None:
    with Store.open(None) as store:
        put(store, extraction("a.txt"), extraction("b.txt"))
        store.forget("a.txt")
        assert [d.name for d in store.corpus().documents] == ["b.txt"]
        store.forget("b.txt")
        assert store.document_ids() == []


def test_many_documents_are_the_same_written_in_bulk_or_one_by_one() -> None:
    found = [extraction(f"{n:02}.txt", f"States ban imports {n}.") for n in range(12)]
    names = name(found)
    with Store.open(None) as one_by_one, Store.open(None) as bulk:
        for one in found:
            one_by_one.replace(one, names, entry(one))
        one_by_one.rename(found, names)
        assert bulk.write([(one, entry(one)) for one in found], names) == 12
        bulk.rename(found, names)
        assert set(map(str, bulk.inner)) == set(map(str, one_by_one.inner))


def test_a_second_bulk_write_replaces_what_is_there() -> None:
    found = [extraction("a.txt"), extraction("b.txt", "States ban imports too.")]
    with Store.open(None) as store:
        store.write([(found[0], entry(found[0]))], name(found))
        changed = extraction("a.txt", "States ban imports no more.")
        store.write([(changed, entry(changed)), (found[1], entry(found[1]))], name([changed, found[1]]))
        assert [d.text for d in store.corpus().documents] == [changed.document.text, found[1].document.text]


def test_only_documents_whose_names_changed_are_written_again() -> None:
    found = [extraction("a.txt"), extraction("b.txt", "States ban imports too.")]
    names = name(found)
    with Store.open(None) as store:
        store.write([(one, entry(one)) for one in found], names)
        assert store.rename(found, names) == 0
        keys = dict(names.keys)
        keys[found[1].provisions[0].id, "actor"] = "entity/all-states"
        other = Names({**names.concepts, "entity/all-states": Concept("entity/all-states", "all states")}, keys)
        assert store.rename(found, other) == 1
        assert store.corpus() == Corpus(tuple(found), other)


@pytest.mark.parametrize("known", [True, False], ids=["what it said is known", "what it said is not known"])
def test_of_a_document_that_names_something_else_nothing_old_stays(known: bool) -> None:
    one = extraction("a.txt")
    names, other = (
        name([one]),
        Names({"entity/e": Concept("entity/e", "e")}, {(one.provisions[0].id, "actor"): "entity/e"}),
    )
    with Store.open(None) as renamed, Store.open(None) as anew:
        put(renamed, one)
        renamed.rename([one], other, before=names if known else Names())
        anew.write([(one, entry(one))], other)
        anew.rename([one], other)
        assert set(map(str, renamed.inner)) == set(map(str, anew.inner))


def test_documents_written_without_names_get_them_in_one_load(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [extraction(f"{n}.txt", f"States ban imports {n}.") for n in range(5)]
    names = name(found)
    with Store.open(None) as twice, Store.open(None) as once:
        twice.write([(one, entry(one)) for one in found], Names())
        assert {e.names for e in twice.ledger().values()} == {""}
        monkeypatch.setattr(Store, "commit", None)  # no transaction of a document's own
        assert twice.rename(found, names) == 5
        once.write([(one, entry(one)) for one in found], names)
        once.rename(found, names)
        assert set(map(str, twice.inner)) == set(map(str, once.inner))


def test_a_new_label_rewrites_no_document() -> None:
    one = extraction("a.txt")
    names = name([one])
    with Store.open(None) as store:
        store.write([(one, entry(one))], names)
        store.rename([one], names)
        states = replace(names.concepts["entity/states"], aliases=("the States",))
        other = Names({**names.concepts, states.key: states}, names.keys)
        assert store.rename([one], other) == 0
        assert store.corpus().names == other


def test_a_concept_that_nothing_names_leaves() -> None:
    one = extraction("a.txt")
    with Store.open(None) as store:
        put(store, one)
        store.rename([one], Names())
        assert store.corpus().names == Names()


def test_the_ledger_is_in_no_export(seed: Store) -> None:
    from kg.graph.export import export

    for kind in ("ttl", "trig", "nq", "jsonld"):
        assert "2024-01-01T00:00:00Z" not in "".join(export(seed, kind))
    assert "2024-01-01T00:00:00Z" in str(seed.inner)


def test_a_second_writer_is_told_that_the_store_is_locked(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store"), pytest.raises(StoreLocked, match="another process"):
        Store.open(tmp_path / "store")


def test_a_second_writing_process_is_told_that_the_store_is_locked(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store"):
        code = f"from kg.graph.store import Store\nStore.open({str(tmp_path / 'store')!r})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "StoreLocked" in done.stderr


def test_a_reader_works_beside_a_writer(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        put(store, extraction("a.txt"))
        with Store.open(tmp_path / "store", read_only=True) as reader:
            assert [d.name for d in reader.corpus().documents] == ["a.txt"]


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    Store.open(tmp_path / "store").close()
    with Store.open(tmp_path / "store", read_only=True) as store, pytest.raises(StoreError, match="reading only"):
        put(store, extraction("a.txt"))


def test_reading_where_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="kg build"):
        Store.open(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


def test_a_store_of_a_newer_kg_is_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.inner.update(
            "DELETE { GRAPH ?g { ?s <https://w3id.org/policy-kg/ledger#format> ?o } } "
            f"INSERT {{ GRAPH ?g {{ ?s <https://w3id.org/policy-kg/ledger#format> {FORMAT + 1} }} }} "
            "WHERE { GRAPH ?g { ?s <https://w3id.org/policy-kg/ledger#format> ?o } }"
        )
    with pytest.raises(StoreTooNew, match=f"format {FORMAT + 1}"):
        Store.open(tmp_path / "store")


def test_an_oxigraph_store_of_somebody_else_is_refused(tmp_path: Path) -> None:
    import pyoxigraph

    inner = pyoxigraph.Store(str(tmp_path / "store"))
    node = pyoxigraph.NamedNode("http://example.org/x")
    inner.add(pyoxigraph.Quad(node, node, node))
    inner.flush()
    del inner
    with pytest.raises(StoreError, match="none of kg's"):
        Store.open(tmp_path / "store")


def test_a_folder_of_other_files_is_not_made_a_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="other files"):
        Store.open(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")
    with pytest.raises(StoreError, match="a file"):
        Store.open(tmp_path / "store")


def test_a_folder_that_cannot_be_made_is_named() -> None:
    with pytest.raises(StoreError, match="the folder cannot be made"):
        Store.open("/dev/null/store")


def test_a_store_keeps_the_base_that_it_was_made_with(tmp_path: Path) -> None:
    Store.open(tmp_path / "store", base="https://data.example/").close()
    assert Store.open(tmp_path / "store", read_only=True).mint.base == "https://data.example/"
    with pytest.raises(StoreError, match="its base IRI is"):
        Store.open(tmp_path / "store", base="https://other.example/")


@pytest.mark.parametrize(
    "base", ["", "data", "https://x", "https://x/a", "https://x/ /", "javascript:x/", "http://x/#a/"]
)
def test_a_base_under_which_no_data_can_live_is_refused(base: str) -> None:
    with pytest.raises(ConfigError):
        Store.open(None, base=base or "relative/")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store")
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.ledger()


def test_rdflib_sees_the_store_itself(seed: Store) -> None:
    dataset = seed.to_rdflib()
    rows = list(dataset.query("SELECT ?l WHERE { ?p kg:modality kg:prohibition ; kg:object/skos:prefLabel ?l }"))
    assert [str(row[0]) for row in rows] == ["large-scale development"]


WRITER = """
import sys
from kg.graph.ledger import Entry
from kg.graph.store import Store
from tests.graph.test_store import entry, extraction
from tests.graph.naming import name
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    for n in range(100_000):
        found = [extraction(f"{n % 40:02}-{k}.txt", f"States ban imports {n} {k}." + " x" * 2000) for k in range(3)]
        if n % 2:
            store.write([(one, entry(one)) for one in found], name(found))
        else:
            for one in found:
                store.replace(one, name(found), entry(one))
        print(n, flush=True)
"""


@pytest.mark.parametrize("writes", [1, 4, 9, 17])
def test_a_store_whose_writer_is_killed_holds_whole_documents_only(tmp_path: Path, writes: int) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(tmp_path / "store")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, env={**os.environ, "PYTHONPATH": str(root)})
    assert process.stdout is not None
    for _ in range(writes + 1):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with Store.open(tmp_path / "store") as store:
        ledger, corpus = store.ledger(), store.corpus()
        assert len(ledger) >= 3 * writes
        assert {e.document for e in ledger.values()} == {d.id for d in corpus.documents}
        assert all(len(e.provisions) == 1 for e in corpus.extractions)
