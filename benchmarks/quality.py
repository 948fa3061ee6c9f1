"""Quality against hand-coded gold: one table, or JSON with --json.

    python -m benchmarks.quality [--gold DIR] [--json] [--model NAME] [--errors]

Measured always: the seed document and the development sentences of tests/sentences. The rules were written while
looking at both, so these figures say how far the rules got. How they do on text that nobody looked at is nearer to
the figures of benchmarks/data/unseen.gold, which was coded before anything was run on it and is not worked on.

With --gold (or the environment variable KG_GOLD): a folder with the sets that others coded and their scorers, which
are run as they are: organic-program.ig.jsonl and food-councils.ig.jsonl (score_ig.py), benchie-dev.txt (score_oie.py).

--errors prints what was missed and what is wrong in each sentence, before the table.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import benchie, score, sets
from benchmarks.slots import slot_figures
from kg.directives import provisions
from kg.reading import from_text

# What is aimed at, and what the best other open extractor reaches, measured with the same scorers on spaCy 3.8.
TARGETS: dict[tuple[str, str], tuple[float | None, float | None, str]] = {
    ("seed", "strict F1"): (0.80, 0.159, "claucy"),
    ("seed", "lenient F1"): (0.92, 0.231, "claucy, md model"),
    ("seed", "modality"): (0.97, None, ""),
    ("seed", "attribution"): (0.97, None, ""),
    ("seed", "polarity"): (1.0, None, ""),
    ("organic-program", "actor"): (0.90, 0.568, "claucy"),
    ("organic-program", "deontic"): (0.98, 0.899, "textacy"),
    ("organic-program", "aim"): (0.85, 0.617, "claucy"),
    ("organic-program", "object"): (0.80, 0.370, "claucy"),
    ("organic-program", "triple"): (0.85, 0.482, "claucy"),
    ("food-councils", "actor"): (0.85, 0.584, "claucy"),
    ("food-councils", "deontic"): (0.95, 0.744, "textacy"),
    ("food-councils", "aim"): (0.80, 0.549, "claucy"),
    ("food-councils", "object"): (0.75, 0.423, "claucy"),
    ("food-councils", "condition"): (0.65, 0.57, "ig-tagger, as published"),
    ("food-councils", "triple"): (None, 0.426, "claucy"),
    ("benchie-dev", "F1"): (0.36, 0.353, "ClausIE"),
}
IG_SETS = ("organic-program", "food-councils")


def seed(model: str | None, show: bool = False) -> dict[str, Any]:
    """Figures of the seed document, read whole."""
    document = sets.seed_document()
    found = provisions(document, sets.parse(document, model))
    gold = score.read_gold(sets.SEED_GOLD)
    guesses, unplaced = score.place(gold, sets.rows(document, found))
    return score.score(gold, guesses, unplaced, show)


def development(model: str | None, show: bool = False) -> dict[str, Any]:
    """Figures of each file of development sentences, and of all together."""
    judged = {path.stem: sets.judgements(sets.read(path), model) for path in sets.development_files()}
    everything = [j for file in judged.values() for j in file]
    return {
        "files": {name: judged_figures(file, show) for name, file in judged.items()},
        "all": {**judged_figures(everything), "slots": slot_figures(everything)},
    }


def unseen(model: str | None) -> dict[str, Any]:
    """Figures of the sentences that the rules are not written by. Their errors are not shown."""
    return judged_figures(sets.judgements(sets.read(sets.UNSEEN), model))


def judged_figures(judged: Sequence[sets.Judgement], show: bool = False) -> dict[str, Any]:
    """The scorer's figures of sentences that were judged one by one."""
    gold = {str(i): {"text": j.sentence.text, "facts": j.sentence.facts} for i, j in enumerate(judged)}
    guesses = {str(i): list(j.guesses) for i, j in enumerate(judged)}
    figures = score.score(gold, guesses, 0, show)
    passed = sum(j.passes for j in judged)
    return {"sentences": len(judged), "passed": passed, **figures}


def institutional(name: str, folder: Path, model: str | None, show: bool = False) -> dict[str, Any]:
    """Figures of a set of statements in Institutional Grammar, by that set's own scorer."""
    command = [sys.executable, str(folder / "score_ig.py"), str(folder / f"{name}.ig.jsonl")]
    text = run([*command, "--text"])
    document = from_text(text, name=name)
    found = provisions(document, sets.parse(document, model))
    lines = "".join(json.dumps(row) + "\n" for row in sets.rows(document, found))
    output = run([*command, *(["--errors"] if show else [])], lines).splitlines()
    if show:
        print(*output[:-1], sep="\n")
    figures: dict[str, Any] = json.loads(output[-1])
    figures["actor"] = figures.pop("attribute")
    return figures


def open_extraction(folder: Path, model: str | None, show: bool = False) -> dict[str, Any]:
    """Figures of BenchIE's development sentences, by its scorer, through the adapter."""
    gold = folder / "benchie-dev.txt"
    with tempfile.TemporaryDirectory() as scratch:
        system = Path(scratch) / "system.jsonl"
        lines = benchie.lines(benchie.sentences(gold.read_text(encoding="utf-8")), model)
        system.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        command = [sys.executable, str(folder / "score_oie.py"), "--gold", str(gold), str(system)]
        if show:
            print(run([*command, "--errors", "100000"]))
        return dict(json.loads(run([*command, "--json"])))


def run(command: Sequence[str], text: str = "") -> str:
    """What a scorer prints. Raises SystemExit with its complaint where it fails."""
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{command[1]}: {done.stderr.strip()}")
    return done.stdout


def measure(folder: Path | None, model: str | None, show: bool = False) -> dict[str, Any]:
    """Every figure that can be measured here."""
    figures: dict[str, Any] = {
        "seed": seed(model, show),
        "unseen": unseen(model),
        "development": development(model, show),
    }
    for name in IG_SETS:
        if folder and (folder / f"{name}.ig.jsonl").is_file():
            figures[name] = institutional(name, folder, model, show)
    if folder and (folder / "benchie-dev.txt").is_file():
        figures["benchie-dev"] = open_extraction(folder, model, show)
    return figures


def lines_of(figures: dict[str, Any]) -> Iterable[tuple[str, str, float | None, str]]:
    """(set, measure, figure, remark), in the order of the table."""
    one = figures["seed"]
    remark = f"{one['facts']} facts"
    for measure_, value in (
        ("strict F1", one["strict"]["f1"]), ("lenient F1", one["lenient"]["f1"]), ("modality", one["modality"]),
        ("attribution", one["attribution"]), ("polarity", one["polarity"]),
    ):  # fmt: skip
        yield "seed", measure_, value, remark
    for name in IG_SETS:
        if name in figures:
            for component in ("actor", "deontic", "aim", "object", "condition"):
                if component in figures[name]:
                    yield name, component, figures[name][component]["f1"], f"{figures[name]['statements']} statements"
            yield name, "triple", figures[name]["triple"], f"{figures[name]['triples']} statements"
    if "benchie-dev" in figures:
        found = figures["benchie-dev"]
        for measure_ in ("precision", "recall", "f1"):
            yield "benchie-dev", measure_.replace("f1", "F1"), found[measure_], f"{found['synsets']} facts"
    whole = figures["development"]["all"]
    for name, found in (("unseen", figures["unseen"]), ("development", whole)):
        remark = f"{found['facts']} facts"
        yield name, "strict F1", found["strict"]["f1"], remark
        for measure_ in ("precision", "recall", "f1"):
            yield name, f"lenient {measure_.replace('f1', 'F1')}", found["lenient"][measure_], remark
        for measure_ in ("modality", "attribution", "polarity"):
            yield name, measure_, found[measure_], remark
        yield name, "sentences without error", found["passed"] / found["sentences"], f"{found['sentences']} sentences"
    for slot, found in whole["slots"].items():
        for measure_, value in found.items():
            if measure_ not in ("lines", "found"):
                yield "development", f"{slot}: {measure_}", value, f"{found['lines']} lines"
    for name, found in figures["development"]["files"].items():
        remark = f"{found['passed']} of {found['sentences']} sentences without error"
        yield name, "lenient F1", found["lenient"]["f1"], remark


def table(figures: dict[str, Any]) -> str:
    """The figures beside targets and peers, as text."""
    rows = [("set", "measure", "kg", "target", "best other", "", "of")]
    for name, measure_, value, remark in lines_of(figures):
        target, peer, who = TARGETS.get((name, measure_), (None, None, ""))
        rows.append((name, measure_, _number(value), _number(target), _number(peer), who, remark))
    widths = [max(len(row[i]) for row in rows) for i in range(7)]
    numeric = {2, 3, 4}
    return "\n".join(
        "  ".join(
            c.rjust(w) if i in numeric else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def gold_folder(given: str | None) -> Path | None:
    """The folder of the sets that others coded; says on standard error what is left out without it."""
    name = given or os.environ.get("KG_GOLD")
    if not name:
        print("no --gold folder (or KG_GOLD): the sets coded by others are left out", file=sys.stderr)
        return None
    folder = Path(name)
    if not folder.is_dir():
        raise SystemExit(f"{name}: is no folder; give the folder that holds the gold sets and their scorers")
    for wanted in (*(f"{n}.ig.jsonl" for n in IG_SETS), "score_ig.py", "benchie-dev.txt", "score_oie.py"):
        if not (folder / wanted).is_file():
            print(f"{name}: holds no {wanted}: what needs it is left out", file=sys.stderr)
    return folder


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    description, _, epilog = (__doc__ or "").partition("\n\n")
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description=description, epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    options.add_argument("--gold", help="folder of the sets that others coded")
    options.add_argument("--json", action="store_true", help="print JSON instead of the table")
    options.add_argument("--model", help="spaCy pipeline to parse with")
    options.add_argument("--errors", action="store_true", help="print every error first")
    given = options.parse_args(arguments)
    figures = measure(gold_folder(given.gold), given.model, given.errors)
    print(json.dumps(figures, indent=1) if given.json else table(figures))


if __name__ == "__main__":
    main()
