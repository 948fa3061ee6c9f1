"""Fits the confidence of provisions, and shows how far it can be relied on.

    python -m benchmarks.calibration            the table of reliability, cross-validated
    python -m benchmarks.calibration --write    also writes src/kg/rules/confidence.toml anew
    python -m benchmarks.calibration --gold DIR     also what confidence is worth on the sets that others coded

Fitted on the provisions that kg finds in the development sentences and the seed document. One is *right* if it fits a
fact (one that must be found, or one that may be) leniently, with its modality and polarity.

The rules were written while looking at the same sentences, so on other text fewer provisions are right. Therefore the
intercept is shifted until the mean confidence is the share that is right among the provisions of
benchmarks/data/unseen.gold, by which no rule is written.

Cross-validated: the sentences are dealt into ten parts, the provisions of each judged by a fit on the other nine,
before the shift. The reliability on the unseen sentences is that of the fit as it is written.

On the sets in Institutional Grammar no provision is right or wrong by itself. There the statements are dealt into
three by the mean confidence of their directives, and each third is scored by that set's own scorer: the share of its
statements of which actor, aim and object are all found.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import json
import math
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks import quality, score, sets
from kg.clauses import Tree
from kg.directives import confidence as confidence_
from kg.directives import provisions
from kg.model import Document, Modality, Provision
from kg.reading import from_text
from kg.rows import row

TOML = sets.ROOT / "src" / "kg" / "rules" / "confidence.toml"
PARTS = 10
RARE = 12  # a feature that fewer provisions have is left out
PENALTY = 2.0  # of the squares of the coefficients: shrinks what few provisions speak for
BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Case:
    """A provision that gold speaks of."""

    features: frozenset[str]
    right: bool
    sentence: int  # number over all sets: a sentence's provisions stay in one part


def cases(model: str | None = None) -> tuple[list[Case], list[Case]]:
    """The provisions found in the development sentences and the seed, and in the unseen sentences: right or not."""
    found: list[Case] = []
    recorded: dict[str, list[str]] = {}

    def record(provision: Provision, tree: Tree, verb: int) -> float:
        recorded.setdefault(provision.id, confidence_.features(provision, tree, verb))
        return 0.5

    with patch("kg.directives.reading.confidence", record):
        number = 0
        for path in (*sets.development_files(), sets.UNSEEN):
            if path == sets.UNSEEN:
                seen = len(found)
            sentences = sets.read(path)
            texts = [s.text for s in sentences]
            document = sets.document_of(texts, path.name)
            bags = sets.shared_out(document, texts, provisions(document, sets.parse(document, model)))
            for sentence, bag in zip(sentences, bags, strict=True):
                judged = sets.judge(sentence, document, bag)
                found += [_case(judged, g, recorded, number) for g in range(len(judged.guesses))]
                number += 1
        return found[:seen] + _seed_cases(model, recorded, number), found[seen:]


def _case(judged: sets.Judgement, guess: int, recorded: dict[str, list[str]], number: int) -> Case:
    fact = judged.sentence.facts[judged.matched[guess]] if guess in judged.matched else None
    return Case(frozenset(recorded[judged.provisions[guess].id]), _right(judged.guesses[guess], fact), number)


def _right(guess: dict[str, Any], fact: dict[str, Any] | None) -> bool:
    return fact is not None and guess["kind"] in fact["kind"] and guess["negative"] == fact["negative"]


def _seed_cases(model: str | None, recorded: dict[str, list[str]], number: int) -> list[Case]:
    document: Document = sets.seed_document()
    gold = score.read_gold(sets.SEED_GOLD)
    rows = []
    for provision in provisions(document, sets.parse(document, model)):
        rows.append(row(document, provision))
    guesses, _ = score.place(gold, rows)
    found = []
    for at, (key, bag) in enumerate(guesses.items()):
        facts = gold[key]["facts"]
        matched = score.match(facts, bag, False)
        for g, guess in enumerate(bag):
            fact = facts[matched[g]] if g in matched else None
            found.append(Case(frozenset(recorded[guess["row"]["id"]]), _right(guess, fact), number + at))
    return found


# -- the fit ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fit:
    """A logistic: intercept and the coefficient of each feature."""

    intercept: float
    coefficients: dict[str, float]

    def __call__(self, features: frozenset[str]) -> float:
        # fsum: the sum over a set must not depend on the order of its members
        total = self.intercept + math.fsum(self.coefficients.get(name, 0.0) for name in features)
        return 1 / (1 + math.exp(-total))


def fit(found: Sequence[Case]) -> Fit:
    """The likeliest coefficients under the penalty, by Newton's method."""
    counts = Counter(name for case in found for name in case.features)
    names = sorted(name for name, count in counts.items() if RARE <= count <= len(found) - RARE)
    table = np.array([[1.0, *(name in case.features for name in names)] for case in found])
    right = np.array([float(case.right) for case in found])
    penalty = PENALTY * np.eye(table.shape[1])
    penalty[0, 0] = 0.0
    weights = np.zeros(table.shape[1])
    for _ in range(50):
        said = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (right - said) - penalty @ weights
        curve = (table * (said * (1 - said))[:, None]).T @ table + penalty + 1e-9 * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-8:
            break
    return Fit(round(float(weights[0]), 3), {n: round(float(w), 3) for n, w in zip(names, weights[1:], strict=True)})


def cross_validated(found: Sequence[Case]) -> list[float]:
    """The probability of each case by a fit that has not seen its sentence."""
    said = [0.0] * len(found)
    for part in range(PARTS):
        rest = fit([case for case in found if case.sentence % PARTS != part])
        for at, case in enumerate(found):
            if case.sentence % PARTS == part:
                said[at] = rest(case.features)
    return said


def shifted(fitted: Fit, unseen: Sequence[Case]) -> Fit:
    """The fit with the intercept at which the mean confidence of the unseen cases is the share that is right."""
    right = sum(case.right for case in unseen)
    low, high = -8.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        moved = replace(fitted, intercept=fitted.intercept + middle)
        low, high = (middle, high) if math.fsum(moved(c.features) for c in unseen) < right else (low, middle)
    return replace(fitted, intercept=round(fitted.intercept + low, 3))


def reliability(folder: Path | None = None, model: str | None = None) -> dict[str, Any]:
    """The cross-validated figures, those of the unseen sentences, and those of the sets that others coded."""
    found, unseen = cases(model)
    written = shifted(fit(found), unseen)
    return {
        **figures(found, cross_validated(found)),
        "unseen": figures(unseen, [written(case.features) for case in unseen]),
        "elsewhere": others(folder, model),
    }


def others(folder: Path | None, model: str | None = None) -> dict[str, Any]:
    """What confidence is worth on each set that the folder holds."""
    if folder is None:
        return {}
    held = [name for name in quality.IG_SETS if (folder / f"{name}.ig.jsonl").is_file()]
    return {name: elsewhere(folder, name, model) for name in held}


def elsewhere(folder: Path, name: str, model: str | None = None) -> list[dict[str, Any]]:
    """[{confidence (mean), statements, triple}] of the thirds of a set that others coded, least sure first."""
    gold = folder / f"{name}.ig.jsonl"
    lines = [line for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    text = quality.run([sys.executable, str(folder / "score_ig.py"), str(gold), "--text"])
    document = from_text(text, name=name)
    sure: list[list[float]] = [[] for _ in lines]
    starts = [0, *(found.end() for found in re.finditer(r"\n\n", text))][: len(lines)]
    for provision in provisions(document, sets.parse(document, model)):
        if provision.modality is not Modality.STATEMENT:
            sure[bisect.bisect_right(starts, provision.sentence.start) - 1].append(provision.confidence)
    order = sorted((at for at in range(len(lines)) if sure[at]), key=lambda at: (_mean(sure[at]), at))
    thirds = []
    for part in range(3):
        chosen = order[part * len(order) // 3 : (part + 1) * len(order) // 3]
        with tempfile.TemporaryDirectory() as scratch:
            shutil.copy(folder / "score_ig.py", scratch)
            (Path(scratch) / gold.name).write_text("\n".join(lines[at] for at in sorted(chosen)), encoding="utf-8")
            found = quality.institutional(name, Path(scratch), model)
        confidence = _mean([_mean(sure[at]) for at in chosen])
        thirds.append({"confidence": round(confidence, 3), "statements": len(chosen), "triple": found["triple"]})
    return thirds


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def figures(found: Sequence[Case], said: Sequence[float]) -> dict[str, Any]:
    """Reliability by bins, and the whole: Brier score, expected calibration error, area under the ROC curve."""
    right = np.array([case.right for case in found], dtype=float)
    given = np.array(said)
    bins, error = [], 0.0
    for low, high in itertools.pairwise(BINS):
        inside = (given >= low) & ((given < high) | (high == BINS[-1]))
        count = int(inside.sum())
        if count:
            mean, share = float(given[inside].mean()), float(right[inside].mean())
            error += count * abs(mean - share)
            bins.append({"from": low, "to": high, "n": count, "confidence": round(mean, 3), "right": round(share, 3)})
    good, bad = given[right == 1], given[right == 0]
    wins = (good[:, None] > bad[None, :]).sum() + 0.5 * (good[:, None] == bad[None, :]).sum()
    return {
        "provisions": len(found),
        "sentences": len({case.sentence for case in found}),
        "right": round(float(right.mean()), 4),
        "brier": round(float(((given - right) ** 2).mean()), 4),
        "brier of one figure for all": round(float(right.mean() * (1 - right.mean())), 4),
        "calibration error": round(error / len(found), 4),
        "auc": round(float(wins / (len(good) * len(bad))), 4) if len(good) and len(bad) else None,
        "bins": bins,
    }


def toml(fitted: Fit, measured: dict[str, Any]) -> str:
    """The rule file."""
    lines = [
        "# How sure a provision is: a logistic over what is the case (kg.directives.confidence.features).",
        "# Written by: python -m benchmarks.calibration --write. Not to be edited by hand.",
        "#",
        "# Fitted on what kg found in the development sentences (tests/sentences) and the seed document, which the",
        "# rules were written by; right: fits a coded fact leniently, with its modality and polarity.",
        f"# {measured['provisions']} provisions of {measured['sentences']} sentences, {measured['right']:.3f} of them"
        f" right. Cross-validated: Brier score {measured['brier']:.3f} (one figure for",
        f"# all: {measured['brier of one figure for all']:.3f}), calibration error {measured['calibration error']:.3f},"
        f" area under the ROC curve {measured['auc']:.3f}.",
        f"# The intercept is shifted to what holds of {measured['unseen']['provisions']} provisions of"
        f" {measured['unseen']['sentences']} sentences that no rule is",
        f"# written by (benchmarks/data/unseen.gold), {measured['unseen']['right']:.3f} of them right.",
        "",
        f"intercept = {fitted.intercept}",
        "",
        "[coefficients]",
    ]
    lines += [f"{json.dumps(name)} = {value}" for name, value in sorted(fitted.coefficients.items())]
    return "\n".join(lines) + "\n"


def _bins(measured: dict[str, Any]) -> list[str]:
    lines = ["confidence      n   mean  right"]
    for one in measured["bins"]:
        lines.append(f"{one['from']:.2f}–{one['to']:.2f}  {one['n']:5}  {one['confidence']:.3f}  {one['right']:.3f}")
    return lines


def table(measured: dict[str, Any]) -> str:
    """The table of reliability, as text."""
    lines = _bins(measured)
    lines.append(
        f"{measured['provisions']} provisions of {measured['sentences']} sentences (development sentences and seed),"
        f" {measured['right']:.3f} right; cross-validated by sentence: calibration error"
        f" {measured['calibration error']:.3f}, Brier score {measured['brier']:.3f} (one figure for all:"
        f" {measured['brier of one figure for all']:.3f}), area under the ROC curve {measured['auc']:.3f}"
    )
    lines += ["", *_bins(measured["unseen"])]
    lines.append(
        f"{measured['unseen']['provisions']} provisions of {measured['unseen']['sentences']} unseen sentences,"
        f" {measured['unseen']['right']:.3f} right; area under the ROC curve {measured['unseen']['auc']:.3f}"
    )
    for name, thirds in measured.get("elsewhere", {}).items():
        said = "; ".join(f"{t['confidence']:.2f} → {t['triple']:.2f}" for t in thirds)
        lines.append(f"{name}: mean confidence → share of statements found whole, by thirds: {said}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table; writes the rule file where that is asked for."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.calibration")
    options.add_argument("--write", action="store_true", help=f"write {TOML.name} anew")
    options.add_argument("--gold", help="folder of the sets that others coded")
    options.add_argument("--json", action="store_true", help="print JSON instead of the table")
    options.add_argument("--model", help="spaCy pipeline to parse with")
    given = options.parse_args(arguments)
    measured = reliability(quality.gold_folder(given.gold), given.model)
    print(json.dumps(measured, indent=1) if given.json else table(measured))
    if given.write:
        found, unseen = cases(given.model)
        TOML.write_text(toml(shifted(fit(found), unseen), measured), encoding="utf-8")
        print(f"written: {TOML.relative_to(sets.ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
