"""How extraction scales with processes: the same documents with one, two … N of them.

    python benchmarks/scaling.py [--jobs 1 2] [--documents 120] [--words 1500] [--rounds 5] [--json]

Every run begins with a new Python that loads the model; runs of different N take turns, so that a busy machine is busy
for all of them, and medians are compared. Figures for each N:

- the wall ratio: time with one process over time with N, divided by N. On a machine with other work it shows what was
  left over;
- the machine's ceiling: the time that one process takes over that of N independent ones, each reading all of the
  documents, side by side. Where the cores share caches, memory or a clock, it is below 1 whatever a program does;
- the CPU ratio: CPU time with one process over that with N: what N free cores would give, as far as CPU time decides;
- the CPU ratio without what a run costs on one-line documents: what a corpus gets that is large enough.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import speed_text


def write_documents(folder: Path, count: int, words: int) -> None:
    texts = speed_text.documents(count * words, each=words)
    for number, text in zip(range(count), texts, strict=False):
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")


def only(folder: Path, jobs: int) -> dict[str, float]:
    """Extracts every document in the folder; wall and CPU seconds, the model's loading included."""
    from kg.pipeline import Extractor, outcomes
    from kg.reading import discover

    sources = list(discover([str(folder)]))
    sizes = {s.name: s.path.stat().st_size for s in sources if s.path}
    wall, documents, provisions = time.perf_counter(), 0, 0
    for outcome in outcomes(Extractor(), sources, sizes=sizes, jobs=jobs):
        assert outcome.extraction is not None, outcome.failure
        documents += 1
        provisions += len(outcome.extraction.provisions)
    wall = time.perf_counter() - wall
    own, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "wall": wall,
        "cpu": own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime,
        "parent_cpu": own.ru_utime + own.ru_stime,
        "documents": documents,
        "provisions": provisions,
    }


def run(folder: Path, jobs: int, beside: int = 1) -> dict[str, float]:
    """The figures of ``only`` in a process of its own, or their means over several at the same time."""
    command = [sys.executable, __file__, "--only", str(jobs), "--folder", str(folder)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(beside)]
    found = [json.loads(process.communicate()[0]) for process in processes]
    return {key: statistics.mean(one[key] for one in found) for key in found[0]}


def measure(jobs: list[int], documents: int, words: int, rounds: int) -> dict[str, Any]:
    runs: dict[int, list[dict[str, float]]] = {count: [] for count in jobs}
    with tempfile.TemporaryDirectory() as temporary:
        whole, lines = Path(temporary, "whole"), Path(temporary, "lines")
        whole.mkdir()
        write_documents(whole, documents, words)
        for _ in range(rounds):
            for count in jobs:
                folder = lines / str(count)
                folder.mkdir(parents=True, exist_ok=True)
                for number in range(count):
                    (folder / f"{number}.txt").write_text(f"The Agency shall submit report {number}.\n")
                alone = run(whole, 1, beside=count) if count > 1 else None
                found = run(whole, count)
                found["beside_wall"], found["beside_cpu"] = (alone or found)["wall"], (alone or found)["cpu"]
                runs[count].append({**found, "start_cpu": run(folder, count)["cpu"]})
    middle = {n: {key: statistics.median(run[key] for run in found) for key in found[0]} for n, found in runs.items()}
    one = middle[jobs[0]]
    return {
        "documents": int(one["documents"]),
        "words": words,
        "provisions": int(one["provisions"]),
        "rounds": rounds,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[2], 1),
        "jobs": {
            str(count): {
                "wall": round(found["wall"], 2),
                "cpu": round(found["cpu"], 2),
                "parent_cpu": round(found["parent_cpu"], 2),
                "cpu_ms_per_document": round(found["cpu"] / found["documents"] * 1000, 1),
                "wall_ratio": round(one["wall"] / found["wall"] / count, 3),
                "ceiling": round(one["wall"] / found["beside_wall"], 3),
                "cpu_ratio": round(one["cpu"] / found["cpu"], 3),
                "cpu_ceiling": round(one["cpu"] / found["beside_cpu"], 3),
                "start_cpu": round(found["start_cpu"], 2),
                "cpu_ratio_without_start": round(
                    (one["cpu"] - one["start_cpu"]) / (found["cpu"] - found["start_cpu"]), 3
                ),
            }
            for count, found in middle.items()
        },
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options.add_argument("--documents", type=int, default=120)
    options.add_argument("--words", type=int, default=1_500)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--json", action="store_true")
    options.add_argument("--only", type=int, help=argparse.SUPPRESS)
    options.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.only:
        print(json.dumps(only(chosen.folder, chosen.only)))
        return
    found = measure(chosen.jobs, chosen.documents, chosen.words, chosen.rounds)
    if chosen.json:
        print(json.dumps(found, indent=1))
        return
    print(
        f"{found['documents']} documents of {found['words']} words, {found['provisions']} provisions, "
        f"{found['cores']} cores, load {found['load']}"
    )
    print(
        f"{'jobs':>5}{'wall s':>9}{'CPU s':>9}{'ms CPU / document':>20}{'wall ratio':>12}{'ceiling':>9}{'CPU ratio':>11}{'ceiling':>9}{'start s':>9}{'without':>9}"
    )
    for count, row in found["jobs"].items():
        print(
            f"{count:>5}{row['wall']:>9}{row['cpu']:>9}{row['cpu_ms_per_document']:>20}"
            f"{row['wall_ratio']:>12}{row['ceiling']:>9}{row['cpu_ratio']:>11}{row['cpu_ceiling']:>9}"
            f"{row['start_cpu']:>9}{row['cpu_ratio_without_start']:>9}"
        )


if __name__ == "__main__":
    main()
