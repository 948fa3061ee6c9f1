"""Memory over many sentences with ever new words: the resident set after every so many sentences.

    python benchmarks/memory.py [--sentences 1000000] [--every 50000] [--new 0.3] [--json]

The sentences go through the whole extraction, document by document. ``--new`` is the share of longer lower-case words
that are replaced by words that never occurred before. Prints one row for each step, then how much memory was added
in the second half, when caches are full, counted for a million sentences.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent))

import speed_text

from kg.language import Parser
from kg.model import Document
from kg.pipeline import extract
from kg.reading import from_text


def texts(new: float) -> Iterator[Document]:
    """Documents without end."""
    for seed in count(1):
        for text in speed_text.documents(50_000, seed=seed, new=new):
            yield from_text(text)


def resident() -> float:
    """Megabytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure(sentences: int, every: int, new: float) -> Iterator[dict[str, float]]:
    """A row after every so many sentences: sentences, provisions, megabytes, CPU seconds."""
    seen = provisions = 0
    due = every
    for extraction in extract(texts(new), Parser()):
        seen += extraction.sentences
        provisions += len(extraction.provisions)
        if seen >= due or seen >= sentences:
            yield {
                "sentences": seen,
                "provisions": provisions,
                "megabytes": round(resident(), 1),
                "seconds": round(time.process_time(), 1),
            }
            due += every
        if seen >= sentences:
            return


def slope(rows: list[dict[str, float]]) -> float:
    """Megabytes added for each million sentences, by least squares over the second half, when caches are full."""
    kept = [(r["sentences"] / 1e6, r["megabytes"]) for r in rows if r["sentences"] >= rows[-1]["sentences"] / 2]
    if len(kept) < 2:
        return 0.0
    x0, y0 = (sum(c) / len(kept) for c in zip(*kept, strict=True))
    return sum((x - x0) * (y - y0) for x, y in kept) / sum((x - x0) ** 2 for x, _ in kept)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sentences", type=int, default=1_000_000)
    options.add_argument("--every", type=int, default=50_000)
    options.add_argument("--new", type=float, default=0.3)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    rows = []
    for row in measure(chosen.sentences, chosen.every, chosen.new):
        rows.append(row)
        if not chosen.json:
            print(
                f"{row['sentences']:>9.0f} sentences {row['provisions']:>9.0f} provisions {row['megabytes']:>7} MB {row['seconds']:>8} s",
                flush=True,
            )
    added = round(slope(rows), 1)
    print(
        json.dumps({"rows": rows, "megabytes_per_million": added})
        if chosen.json
        else f"{added:+} MB per million sentences"
    )


if __name__ == "__main__":
    main()
