"""What each step of a build past one machine costs, for a document and for a provision, in one process.

    python benchmarks/shard_cost.py [--documents 60] [--words 1500] [--json]
    python benchmarks/shard_cost.py --store 20000    # the store alone, by its size, on a made-up corpus

CPU seconds of reading and parsing, of writing shards, of reading them back, of naming, of the store; bytes of each form
on disk; and what the process that puts everything together keeps in memory for a provision.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import Any

import graph_scale
import scaling

from kg.corpus.parquet import parquet
from kg.entities import name, topics
from kg.graph.ledger import Entry
from kg.graph.slices import from_nquads, to_nquads
from kg.graph.store import Store
from kg.model import Corpus, Extraction, Names
from kg.pipeline import Extractor
from kg.reading import discover
from kg.rows import row


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Clock:
    """CPU seconds by the name of a step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._began = time.process_time()

    def lap(self, step: str) -> None:
        now = time.process_time()
        self.seconds[step] = now - self._began
        self._began = time.process_time()


def measure(documents: int, words: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "texts").mkdir()
        scaling.write_documents(folder / "texts", documents, words)
        sources = list(discover([str(folder / "texts")]))
        extractor = Extractor()
        extractor(sources[:1])  # loads the model
        clock = Clock()
        found = [outcome.extraction for outcome in extractor(sources) if outcome.extraction]
        clock.lap("read and parse")
        packed = [gzip.compress(to_nquads(extraction), mtime=0) for extraction in found]
        clock.lap("write N-Quads")
        table = parquet(row(e.document, p) for e in found for p in e.provisions)
        clock.lap("write Parquet")
        tracemalloc.start()
        back: list[Extraction] = [from_nquads(gzip.decompress(data)) for data in packed]
        held = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert back == found
        clock = _again(clock, packed)
        with Store.open(folder / "store") as store:
            store.write([(e, Entry(e.document.name)) for e in back], Names())
            clock.lap("first write to the store")
            names = name(back)
            found_topics = topics(Corpus(tuple(back), names))
            clock.lap("name")
            store.rename(back, names, found_topics)
            clock.lap("write names to the store")
            quads = len(store)
        written = size(folder / "store")
        with Store.open(folder / "store") as store:
            store.inner.optimize()
        Store.open(folder / "store").close()  # RocksDB removes the files that it replaced when it is opened again
        provisions = sum(len(e.provisions) for e in found)
        return {
            "documents": len(found),
            "words": words,
            "provisions": provisions,
            "cpu_ms_per_document": {step: round(s / len(found) * 1000, 1) for step, s in clock.seconds.items()},
            "bytes_per_provision": {
                "text": round(size(folder / "texts") / provisions),
                "N-Quads, gzip": round(sum(map(len, packed)) / provisions),
                "Parquet": round(len(table) / provisions),
                "store as it is written": round(written / provisions),
                "store, compacted": round(size(folder / "store") / provisions),
                "memory of values": round(held / provisions),
            },
            "quads_per_provision": round(quads / provisions, 1),
        }


def _again(clock: Clock, packed: list[bytes]) -> Clock:
    """Reading back once more, without what tracing memory costs."""
    began = Clock()
    for data in packed:
        from_nquads(gzip.decompress(data))
    began.lap("read N-Quads back")
    clock.seconds |= began.seconds
    clock._began = time.process_time()
    return clock


def store(provisions: int) -> str:
    """Bytes on disk of a made-up corpus in the store."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "store"
        graph_scale.load_by_kg(graph_scale.corpus(provisions), folder)
        written = size(folder)
        with Store.open(folder) as opened:
            quads = len(opened)
            opened.inner.optimize()
        Store.open(folder).close()  # as above
        compacted = size(folder)
    each = (
        f"{written / provisions:,.0f} bytes for a provision as it is written, {compacted / provisions:,.0f} compacted"
    )
    return f"{provisions:,} provisions, {quads / provisions:.1f} quads each: {each}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=60)
    options.add_argument("--words", type=int, default=1_500)
    options.add_argument("--json", action="store_true")
    options.add_argument("--store", type=int, metavar="PROVISIONS")
    chosen = options.parse_args()
    if chosen.store:
        print(store(chosen.store))
        return
    found = measure(chosen.documents, chosen.words)
    if chosen.json:
        json.dump(found, sys.stdout, indent=1)
        return
    print(f"{found['documents']} documents of {found['words']} words, {found['provisions']} provisions")
    for step, milliseconds in found["cpu_ms_per_document"].items():
        print(f"{step:28}{milliseconds:10} ms CPU for a document")
    for form, count in found["bytes_per_provision"].items():
        print(f"{form:28}{count:10} bytes for a provision")
    print(f"{'quads':28}{found['quads_per_provision']:10} for a provision")


if __name__ == "__main__":
    main()
