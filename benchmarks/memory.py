"""Memory over many sentences with ever new words: the resident set after every so many sentences.

    python benchmarks/memory.py [--sentences 1000000] [--every 50000] [--new 0.3] [--json] [--picture FILE.svg]
    python benchmarks/memory.py --drawn-from OUTPUT --picture FILE.svg    # of a run whose rows were kept

The sentences go through the whole extraction, document by document. ``--new`` is the share of longer lower-case words
that are replaced by words that never occurred before. Prints one row for each step, then how much memory was added
in the second half, when caches are full, counted for a million sentences.
"""

from __future__ import annotations

import argparse
import json
import os
import re
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


def read(text: str) -> list[dict[str, float]]:
    """The rows of a run from what it printed."""
    line = re.compile(r"(\d+) sentences +(\d+) provisions +([\d.]+) MB +([\d.]+) s")
    names = ("sentences", "provisions", "megabytes", "seconds")
    return [dict(zip(names, map(float, m.groups()), strict=True)) for m in line.finditer(text)]


def picture(rows: list[dict[str, float]]) -> str:
    """The rows as an SVG: megabytes over sentences."""
    wide, high, left, top, foot = 640, 240, 52, 12, 40
    most = max(r["sentences"] for r in rows)
    tall = 100 * (int(max(r["megabytes"] for r in rows)) // 100 + 1)

    def place(sentences: float, megabytes: float) -> str:
        x = left + (wide - left - 12) * sentences / most
        return f"{x:.1f},{top + (high - top - foot) * (1 - megabytes / tall):.1f}"

    def text(at: str, words: str, anchor: str, down: int = 4) -> str:
        x, y = at.split(",")
        return f'<text x="{x}" y="{float(y) + down:.1f}" text-anchor="{anchor}">{words}</text>'

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12" '
        'fill="#555" role="img" aria-label="Resident memory over sentences read">',
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
    ]
    for megabytes in range(0, tall + 1, 100):
        start, x = place(0, megabytes), place(most, megabytes).split(",")[0]
        parts.append(f'<path d="M{start}H{x}" stroke="#ddd"/>')
        parts.append(text(f"{left - 6},{start.split(',')[1]}", f"{megabytes} MB", "end"))
    for fifth in range(6):
        parts.append(
            text(place(most * fifth / 5, 0), f"{most * fifth / 5:,.0f}", "end" if fifth == 5 else "middle", 18)
        )
    parts.append(text(f"{(wide + left) / 2},{high - 8}", "sentences", "middle"))
    line = " ".join(place(r["sentences"], r["megabytes"]) for r in rows)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#1f6f8b" stroke-width="2"/>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sentences", type=int, default=1_000_000)
    options.add_argument("--every", type=int, default=50_000)
    options.add_argument("--new", type=float, default=0.3)
    options.add_argument("--json", action="store_true")
    options.add_argument("--picture", type=Path, metavar="FILE.svg")
    options.add_argument("--drawn-from", type=Path, metavar="OUTPUT")
    chosen = options.parse_args()
    if chosen.drawn_from and chosen.picture:
        chosen.picture.write_text(picture(read(chosen.drawn_from.read_text())))
        return
    rows = []
    for row in measure(chosen.sentences, chosen.every, chosen.new):
        rows.append(row)
        if not chosen.json:
            print(
                f"{row['sentences']:>9.0f} sentences {row['provisions']:>9.0f} provisions {row['megabytes']:>7} MB {row['seconds']:>8} s",
                flush=True,
            )
    if chosen.picture:
        chosen.picture.write_text(picture(rows))
    added = round(slope(rows), 1)
    print(
        json.dumps({"rows": rows, "megabytes_per_million": added})
        if chosen.json
        else f"{added:+} MB per million sentences"
    )


if __name__ == "__main__":
    main()
