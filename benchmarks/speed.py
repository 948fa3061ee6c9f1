"""Speed and memory of extraction beside spaCy's stock pipeline: CPU seconds, as ratios within one run.

    python benchmarks/speed.py [--words 40000] [--json] [--peer-python PATH]

kg: a decoded text to provisions, end to end, without start-up. Stock: ``spacy.load(model)`` with nothing disabled,
``nlp.pipe`` over the same paragraphs, nothing extracted. Both take turns on the same chunks in one process with one
thread; the ratio is the median over the chunks. The rules' share is masking, clauses and directives against all the
rest of extraction (reading, tokens, tags, trees). Peak memory is that of a process that does nothing else.

``--peer-python`` names the python of an environment of its own with spaCy, the same model, and textacy or
triplet-extract: their time on the same text is given as a ratio to that of stock spaCy there and to ours here.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported, for both sides
sys.path.insert(0, str(Path(__file__).parent))

import speed_text

from kg.directives import provisions
from kg.language import DEFAULT_MODEL, Parser
from kg.language import parser as parsing
from kg.language.masking import mask
from kg.pipeline import extract
from kg.reading import from_text

PEER = Path(__file__).parent / "speed_peer.py"


def clock() -> float:
    """User CPU seconds of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def measure(words: int, model: str, chunks: int) -> dict[str, Any]:
    """The figures of one run."""
    import spacy

    texts = list(speed_text.documents(words, each=max(words // chunks, 200)))
    nlp = spacy.load(model)
    parser = Parser(model)
    warm = next(speed_text.documents(2_000, seed=1))
    for _ in range(2):  # caches of words fill as they would within the first pages of any corpus
        list(extract([from_text(warm)], parser))
        list(nlp.pipe(warm.split("\n\n")))
    rows = [_chunk(text, nlp, parser) for text in texts]
    total = {key: sum(row[key] for row in rows) for key in rows[0]}
    return {
        "model": model,
        "words": int(total["words"]),
        "provisions": int(total["provisions"]),
        "kg_seconds": round(total["kg"], 2),
        "stock_seconds": round(total["stock"], 2),
        "words_per_second": round(total["words"] / total["kg"]),
        "stock_words_per_second": round(total["words"] / total["stock"]),
        "provisions_per_second": round(total["provisions"] / total["kg"]),
        "ratio_to_stock": _spread([row["kg"] / row["stock"] for row in rows]),
        "rules_share_of_parse": _spread([row["rules"] / (row["kg"] - row["rules"]) for row in rows]),
        "parse_to_stock": _spread([(row["kg"] - row["rules"]) / row["stock"] for row in rows]),
    }


def _chunk(text: str, nlp: Any, parser: Parser) -> dict[str, float]:
    paragraphs = text.strip().split("\n\n")
    start = clock()
    for _ in nlp.pipe(paragraphs):
        pass
    stock = clock() - start
    start = clock()
    (extraction,) = extract([from_text(text)], parser)
    ours = clock() - start
    return {
        "words": len(text.split()),
        "provisions": len(extraction.provisions),
        "stock": stock,
        "kg": ours,
        "rules": _rules(text, parser),
    }


def _rules(text: str, parser: Parser) -> float:
    """Seconds of masking, clauses and directives alone."""
    document = from_text(text)
    sentences = parser.sentences(document)
    units = list(parsing.units(document))
    known = parser.verbs.known
    start = clock()
    for unit in units:
        mask(unit.text, unit.segments, known, unit.inherited)
    provisions(document, sentences)
    return clock() - start


def _spread(values: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), 3),
        "least": round(min(values), 3),
        "most": round(max(values), 3),
    }


def peak(side: str, words: int, model: str) -> float:
    """Peak megabytes of a process that loads the model and works through the text."""
    command = [sys.executable, __file__, "--only", side, "--words", str(words), "--model", model]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def only(side: str, words: int, model: str) -> float:
    """Works through the text in this process and returns its peak of memory in megabytes."""

    texts = speed_text.documents(words, each=2_000)
    if side == "kg":
        for _ in extract((from_text(text) for text in texts), Parser(model)):
            pass
    else:
        import spacy

        for _ in spacy.load(model).pipe(p for text in texts for p in text.strip().split("\n\n")):
            pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peers(python: str, words: int, model: str) -> list[dict[str, Any]]:
    """What the extractors of another environment take for the same text, beside kg in the same run."""
    text = "\n\n".join(speed_text.paragraphs(words))
    parser = Parser(model)
    list(extract([from_text(text)], parser))
    start = clock()
    (extraction,) = extract([from_text(text)], parser)
    ours = clock() - start
    done = subprocess.run([python, str(PEER), model], input=text, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    own = {"name": "kg", "seconds": round(ours, 2), "triples": len(extraction.provisions), "to_kg": 1.0}
    return [own, *({**row, "to_kg": round(row["seconds"] / ours, 2)} for row in found)]


def table(found: dict[str, Any]) -> str:
    """The figures as lines of text."""
    share = found["rules_share_of_parse"]
    lines = [
        f"{found['words']} words, {found['provisions']} provisions, {found['model']}",
        f"{'':24}{'kg':>10}{'stock spaCy':>14}",
        f"{'CPU seconds':24}{found['kg_seconds']:>10}{found['stock_seconds']:>14}",
        f"{'words per second':24}{found['words_per_second']:>10}{found['stock_words_per_second']:>14}",
        f"{'provisions per second':24}{found['provisions_per_second']:>10}{'–':>14}",
        f"{'peak memory (MB)':24}{found['kg_megabytes']:>10}{found['stock_megabytes']:>14}",
        "",
        _line("kg / stock", found["ratio_to_stock"], "target 0.25"),
        _line("without the rules", found["parse_to_stock"], ""),
        _line("rules / the rest", share, "target 0.25"),
    ]
    for row in found.get("peers", []):
        lines.append(f"{row['name']:24}{row['seconds']:>9} s{row['triples']:>9} triples   {row['to_kg']} × kg")
    return "\n".join(lines)


def _line(name: str, spread: dict[str, float], note: str) -> str:
    return f"{name:24}{spread['median']:>10}   {spread['least']} to {spread['most']}   {note}".rstrip()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--words", type=int, default=40_000)
    options.add_argument("--chunks", type=int, default=10)
    options.add_argument("--model", default=DEFAULT_MODEL)
    options.add_argument("--json", action="store_true")
    options.add_argument("--peer-python")
    options.add_argument("--peer-words", type=int, default=4_000)
    options.add_argument("--only", choices=("kg", "stock"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.only:
        print(only(chosen.only, chosen.words, chosen.model))
        return
    found = measure(chosen.words, chosen.model, chosen.chunks)
    for side in ("kg", "stock"):
        found[f"{side}_megabytes"] = round(peak(side, chosen.words, chosen.model))
    if chosen.peer_python:
        found["peers"] = peers(chosen.peer_python, chosen.peer_words, chosen.model)
    print(json.dumps(found, indent=2) if chosen.json else table(found))


if __name__ == "__main__":
    main()
