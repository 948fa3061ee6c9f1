"""How well names are put together: precision, recall and F1 over hand-coded pairs, and every false merge.

    python benchmarks/names.py [--json] [--errors]

Each pair is put into one document or into two, with the sentences that the pair's row gives, and named. It is "same"
if both phrases come out as one concept. False merges matter most: a link that is missing can be added by an alias
list, one that is wrong makes somebody responsible who is not.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from kg.entities import name
from kg.model import Block, BlockKind, Document, Extraction, Phrase, Provision, Span

PAIRS = Path(__file__).parent / "data" / "name_pairs.tsv"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two phrases, whether they name the same thing, and what else their documents say."""

    same: bool
    left: str
    right: str
    together: bool  # in one document
    left_context: str
    right_context: str
    family: str


def pairs(path: Path = PAIRS) -> tuple[Pair, ...]:
    """The coded pairs, in the order of the file."""
    found, family = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            family = line[1:].strip()
        elif line.strip():
            same, left, right, where, *contexts = line.split("\t")
            if same not in ("yes", "no") or where not in ("one", "two"):
                raise ValueError(f"{path.name}: {line!r}")
            contexts += ["", ""]
            found.append(Pair(same == "yes", left, right, where == "one", contexts[0], contexts[1], family))
    return tuple(found)


def document(title: str, sentences: list[str], phrases: list[str]) -> Extraction:
    """A document of these sentences, with a provision for each phrase, which is the actor of its own sentence."""
    text = " ".join(sentences)
    provisions, at = [], len(text) + 1
    for phrase in phrases:
        sentence = f"{phrase} shall act."
        text = f"{text}\n{sentence}"
        provisions.append((phrase, Span(at, at + len(sentence))))
        at += len(sentence) + 1
    made = Document(title, text, (Block(BlockKind.PARAGRAPH, Span(0, len(text)), 1),))
    return Extraction(
        made,
        tuple(
            Provision(
                made.id,
                span,
                Phrase("act", span.end - 4, span.end - 1),
                actor=Phrase(phrase, span.start, span.start + len(phrase)),
                predicate="act",
            )
            for phrase, span in provisions
        ),
        len(phrases),
    )


def judged_same(pair: Pair) -> tuple[bool, str]:
    """Whether both phrases come out as one concept, and the rules that said so."""
    if pair.together:
        made = [document("left", [s for s in (pair.left_context, pair.right_context) if s], [pair.left, pair.right])]
        ends = made[0].provisions[0], made[0].provisions[1]
    else:
        made = [
            document("left", [f"Left. {pair.left_context}"], [pair.left]),
            document("right", [f"Right. {pair.right_context}"], [pair.right]),
        ]
        ends = made[0].provisions[0], made[1].provisions[0]
    names = name(made)
    first, second = names.of(ends[0], "actor"), names.of(ends[1], "actor")
    if first is None or second is None:
        raise ValueError(f"no concept for {pair}")
    return first.key == second.key, ", ".join(sorted({m.rule for m in first.merges})) or "same words"


def score(given: tuple[Pair, ...]) -> dict[str, object]:
    """Counts, precision, recall, F1 and the errors."""
    false_merges, missed, right = [], [], 0
    for pair in given:
        same, rule = judged_same(pair)
        if same and not pair.same:
            false_merges.append({"left": pair.left, "right": pair.right, "family": pair.family, "rule": rule})
        elif pair.same and not same:
            missed.append({"left": pair.left, "right": pair.right, "family": pair.family})
        elif same:
            right += 1
    precision = right / (right + len(false_merges)) if right else 0.0
    recall = right / (right + len(missed)) if right else 0.0
    return {
        "pairs": len(given),
        "same": sum(p.same for p in given),
        "different": sum(not p.same for p in given),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4) if right else 0.0,
        "false_merges": false_merges,
        "missed": missed,
    }


def main() -> int:
    """Print the figures; exit 1 if there is a false merge."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--json", action="store_true", help="print one JSON object")
    options.add_argument("--errors", action="store_true", help="list the missed pairs too")
    given = options.parse_args()
    result = score(pairs())
    if given.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        false_merges, missed = result["false_merges"], result["missed"]
        assert isinstance(false_merges, list)
        assert isinstance(missed, list)
        print(
            f"{'pairs':>7} {'same':>6} {'different':>10} {'precision':>10} {'recall':>8} {'F1':>8} {'false merges':>13}"
        )
        print(
            f"{result['pairs']:>7} {result['same']:>6} {result['different']:>10} {result['precision']:>10.3f} "
            f"{result['recall']:>8.3f} {result['f1']:>8.3f} {len(false_merges):>13}"
        )
        for error in false_merges:
            print(f"false merge: {error['left']!r} = {error['right']!r}  [{error['rule']}; {error['family']}]")
        for error in missed if given.errors else []:
            print(f"missed: {error['left']!r} = {error['right']!r}  [{error['family']}]")
    return 1 if result["false_merges"] else 0


if __name__ == "__main__":
    sys.exit(main())
