"""How the graph scales: loading against Oxigraph's own bulk loader, and the CPU time of each named query.

    python benchmarks/graph_scale.py [--provisions 100000] [--json]

Everything is measured in one run on one made-up corpus: documents of 20 provisions each, actors and objects from lists
whose use falls off as names do in real texts. Ratios are to pyoxigraph's ``bulk_load`` of the same quads as one file.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.graph import queries
from kg.graph.build import quads
from kg.graph.ledger import Entry
from kg.graph.store import Store
from kg.model import (
    Block,
    BlockKind,
    Concept,
    Constraint,
    ConstraintKind,
    Corpus,
    Document,
    EntityType,
    Extraction,
    Modality,
    Names,
    Phrase,
    Provision,
    Span,
)

PER_DOCUMENT = 20
VERBS = ("review", "submit", "publish", "establish", "fund", "inspect", "approve", "notify", "maintain", "adopt")
DEONTICS = {
    Modality.OBLIGATION: "shall", Modality.RECOMMENDATION: "should", Modality.PERMISSION: "may",
    Modality.PROHIBITION: "must not", Modality.COMMITMENT: "will", Modality.EXEMPTION: "need not",
}  # fmt: skip


def corpus(provisions: int) -> Corpus:
    """A made-up corpus; the same for the same size."""
    chance = random.Random(7)
    actors = [f"agency {n}" for n in range(max(20, provisions // 100))] + ["provinces"]
    things = [f"plan {n}" for n in range(max(50, provisions // 20))]
    concepts: dict[str, Concept] = {}
    keys: dict[tuple[str, str], str] = {}
    found = [
        extraction(number, chance, actors, things, concepts, keys) for number in range(-(-provisions // PER_DOCUMENT))
    ]
    return Corpus(tuple(found), Names(concepts, keys))


def skewed(chance: random.Random, names: list[str]) -> str:
    return names[int(len(names) * chance.random() ** 3)]


def extraction(
    number: int,
    chance: random.Random,
    actors: list[str],
    things: list[str],
    concepts: dict[str, Concept],
    keys: dict[tuple[str, str], str],
) -> Extraction:
    pieces, plans, at = [], [], 0
    for _ in range(PER_DOCUMENT):
        modality = chance.choice(list(DEONTICS))
        words = {
            "actor": skewed(chance, actors), "deontic": DEONTICS[modality], "action": chance.choice(VERBS),
            # Most objects are phrases that occur once: 8 in 10 in the hand-coded seed, 7 in 10 here.
            "object": f"matter {number} {len(plans)}" if chance.random() < 0.7 else skewed(chance, things), "to": "to", "recipient": skewed(chance, actors),
            "deadline": f"by {chance.randint(1, 28)} July {chance.randint(2021, 2035)}", "condition": "if it so decides",
        }  # fmt: skip
        places, start = {}, at
        for slot, text in words.items():
            places[slot] = Phrase(text, at, at + len(text))
            at += len(text) + 1
        pieces.append(" ".join(words.values()) + ".")
        at += 1
        plans.append((modality, words, places, Span(start, at - 1)))
    text = " ".join(pieces)
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)), 1, ("Article 1",))
    document = Document(
        f"{number:06}.txt", text, (block,), title=f"Document {number}", issuer=f"Issuer {number % 50}",
        date=f"{2000 + number % 25}-01-01",
    )  # fmt: skip
    document_id = document.id
    provisions = []
    for count, (modality, words, places, span) in enumerate(plans):
        due = Constraint(
            places["deadline"], ConstraintKind.DEADLINE,
            date=f"{words['deadline'][-4:]}-07-{int(words['deadline'].split()[1]):02}",
        )  # fmt: skip
        provision = Provision(
            document_id, span, places["action"], places["actor"], places["object"],
            places["recipient"] if count % 4 == 0 else None, modality, places["deontic"],
            conditions=(places["condition"],) if count % 5 == 0 else (), constraints=(due,) if count % 3 == 0 else (),
            attribution=places["actor"] if count % 7 == 0 else None, predicate=words["action"], rule="modal/shall",
            confidence=0.9,
        )  # fmt: skip
        provisions.append(provision)
        provision_id = provision.id
        for slot in ("actor", "action", "object", "recipient", "attribution"):
            if (phrase := getattr(provision, slot)) is not None:
                key = f"{'action' if slot == 'action' else 'entity'}/{phrase.text.replace(' ', '-')}"
                kind = None if slot == "action" else EntityType.ORGANISATION
                concepts.setdefault(key, Concept(key, phrase.text, type=kind))
                keys[provision_id, slot] = key
    return Extraction(document, tuple(provisions), PER_DOCUMENT)


def load_by_oxigraph(file: Path, folder: Path) -> None:
    import pyoxigraph

    store = pyoxigraph.Store(str(folder))
    store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()


def load_by_kg(made: Corpus, folder: Path) -> None:
    with Store.open(folder) as store:
        store.write(((e, Entry(e.document.name, provisions=len(e.provisions))) for e in made.extractions), made.names)
        store.rename(made.extractions, made.names)


def cpu_of_queries(folder: Path) -> Iterator[tuple[str, float, int]]:
    """Each named query with its CPU seconds (best of three, in this process) and its rows."""
    with Store.open(folder, read_only=True) as store:
        for query in queries.named():
            # Names that the made-up corpus uses much, so that the queries have work to do.
            values = {
                "directives-of-actor": {"name": "agency 3"},
                "actor-network": {"name": "agency 700"},
                "shared-responsibility": {"name": "plan 3"},
                "repeated": {"issuer": "Issuer 7"},
            }.get(query.name, {})
            sparql = query.sparql(values)
            best, rows = float("inf"), 0
            for _ in range(3):
                began = time.process_time()
                rows = len(store.query(sparql, limit=None).rows)
                best = min(best, time.process_time() - began)
            yield query.name, best, rows


def timed(work: str, *cells: object) -> tuple[float, float, float, float]:
    """Wall and CPU seconds of one function of this file in a process of its own; its peak memory, and that before."""
    code = (
        f"import sys, json, time, resource; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        f"from pathlib import Path; import graph_scale as g\n{work}\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *map(str, cells)], capture_output=True, text=True, check=True)
    wall, cpu, memory, before = json.loads(done.stdout.splitlines()[-1])
    return wall, cpu, memory, before


MEASURE = """
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
began, cpu = time.perf_counter(), time.process_time()
{call}
print(json.dumps([time.perf_counter() - began, time.process_time() - cpu,
                  resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, before]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--provisions", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        made = corpus(options.provisions)
        file = folder / "all.nq"
        count = 0
        with open(file, "w", encoding="utf-8") as output:
            for s, p, o, g in quads(made):
                output.write(f"{s} {p} {o} {g} .\n")
                count += 1
        del made
        theirs = timed(
            MEASURE.format(call="g.load_by_oxigraph(Path(sys.argv[1]), Path(sys.argv[2]))"), file, folder / "theirs"
        )
        ours = timed(
            f"made = g.corpus({options.provisions})\n" + MEASURE.format(call="g.load_by_kg(made, Path(sys.argv[1]))"),
            folder / "ours",
        )
        found = list(cpu_of_queries(folder / "ours"))
    report = {
        "provisions": options.provisions,
        "quads": count,
        "bulk_load": dict(zip(("wall_s", "cpu_s", "peak_mb", "mb_before"), theirs, strict=True)),
        "kg": dict(zip(("wall_s", "cpu_s", "peak_mb", "mb_before"), ours, strict=True)),
        "wall_ratio": ours[0] / theirs[0],
        "cpu_ratio": ours[1] / theirs[1],
        "queries_cpu_ms": {name: round(cpu * 1000, 1) for name, cpu, _ in found},
    }
    if options.json:
        print(json.dumps(report, indent=1))
        return
    print(f"{options.provisions:,} provisions, {count:,} quads")
    for label, (wall, cpu, memory, before) in (("pyoxigraph bulk_load", theirs), ("kg: build, load, name", ours)):
        print(
            f"{label:24} {wall:7.1f} s  {cpu:7.1f} s CPU  {memory:6.0f} MB ({before:.0f} before)  {count / wall:9,.0f} quads/s"
        )
    print(f"{'ratio':24} {ours[0] / theirs[0]:7.2f}    {ours[1] / theirs[1]:7.2f}")
    for name, cpu, rows in found:
        print(f"{name:24} {cpu * 1000:7.1f} ms CPU  {rows:6} rows{'' if cpu < 0.2 else '   over 200 ms'}")


if __name__ == "__main__":
    main()
