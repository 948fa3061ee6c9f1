"""The development sentences that fail now: tests/sentences/known-failures.txt.

    python -m benchmarks.known_failures            what has changed since the list was written; exit 1 if anything has
    python -m benchmarks.known_failures --write    writes the list anew

A line is: file: the sentence's first twelve words | reason | what is amiss. Reasons:

parser         a verb of a missed fact is tagged or hung so that no clause can be read off it
rule missing   the tree is good enough, but no rule reads it, or a rule reads it wrongly
debatable      the coding could be otherwise; only people say so, and what they said is kept

The first two are told apart by a look at the tree of the missed facts' verbs: a hint, not a verdict. Where somebody
has corrected a reason, end the line with "(checked)" and it is kept.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks import score, sets
from kg.clauses import Tree, repair
from kg.directives import provisions
from kg.model import Document
from kg.sentence import Sentence

LIST = sets.SENTENCES / "known-failures.txt"
HEADER = """\
# Development sentences that fail now, and are expected to (xfail, strict): file: first twelve words | reason | amiss.
# Written by: python -m benchmarks.known_failures --write
"""


@dataclass(frozen=True, slots=True)
class KnownFailure:
    """A sentence that is expected to fail, and why."""

    name: str  # GoldSentence.name
    reason: str
    symptoms: str

    @property
    def checked(self) -> bool:
        """Whether somebody, not the program, gave the reason."""
        return self.reason == "debatable" or self.symptoms.endswith("(checked)")

    def __str__(self) -> str:
        return f"{self.name} | {self.reason} | {self.symptoms}"


def read() -> dict[str, KnownFailure]:
    """The list as it stands, by name; empty where there is none."""
    if not LIST.is_file():
        return {}
    found = {}
    for number, line in enumerate(LIST.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            cells = [c.strip() for c in line.rsplit(" | ", 2)]
            if len(cells) != 3:
                raise SystemExit(f"{LIST}:{number}: three cells expected, found {len(cells)}")
            found[cells[0]] = KnownFailure(*cells)
    return found


def failures(known: dict[str, KnownFailure], model: str | None = None) -> list[KnownFailure]:
    """The sentences that fail now, in the order of their files; reasons that somebody gave are kept."""
    found = []
    for path in sets.development_files():
        for judgement, parsed, document in _parsed(sets.read(path), model):
            if judgement.passes:
                continue
            name = judgement.sentence.name
            before = known.get(name)
            reason = before.reason if before and before.checked else _reason(judgement, parsed, document)
            mark = " (checked)" if before and before.symptoms.endswith("(checked)") else ""
            found.append(KnownFailure(name, reason, judgement.symptoms + mark))
    return found


def _parsed(
    sentences: Sequence[sets.GoldSentence], model: str | None
) -> Iterable[tuple[sets.Judgement, list[Sentence], Document]]:
    texts = [s.text for s in sentences]
    document = sets.document_of(texts, sentences[0].file)
    parsed = sets.parse(document, model)
    bags = sets.shared_out(document, texts, provisions(document, parsed))
    for sentence, bag, (start, end) in zip(sentences, bags, sets.places(document, texts), strict=True):
        inside = [p for p in parsed if p.span.start < end and p.span.end > start]
        yield sets.judge(sentence, document, bag), inside, document


def _reason(judgement: sets.Judgement, parsed: Sequence[Sentence], document: Document) -> str:
    trees = []
    for sentence in parsed:
        tree = Tree(sentence, document.text)
        repair(tree)
        trees.append(tree)
    for f in judgement.missed:
        actions = {form[0] for form in judgement.sentence.facts[f]["action"] if form}
        if not any(_readable(tree, actions) for tree in trees):
            return "parser"
    return "rule missing"


def _readable(tree: Tree, stems: set[str]) -> bool:
    """Whether one of the words is a verb in the tree."""
    return any(tree.is_verb(t) and stems & set(score.tokens(tree.words[t], action=True)) for t in range(len(tree)))


def write(found: Sequence[KnownFailure]) -> None:
    """Writes the list."""
    LIST.write_text(HEADER + "".join(f"{one}\n" for one in found), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Says what has changed, or writes the list; prints the counts by file and reason."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.known_failures")
    options.add_argument("--write", action="store_true", help="write the list anew")
    options.add_argument("--model", help="spaCy pipeline to parse with")
    given = options.parse_args(arguments)
    known = read()
    found = failures(known, given.model)
    names = {one.name for one in found}
    mended = [name for name in known if name not in names]
    broken = [one for one in found if one.name not in known]
    for name in mended:
        print(f"passes now  {name}")
    for one in broken:
        print(f"fails now   {one}")
    counts = Counter((one.name.partition(":")[0], one.reason) for one in found)
    for (file, reason), count in sorted(counts.items()):
        print(f"{file:20} {reason:13} {count:4}", file=sys.stderr)
    if given.write:
        write(found)
        return 0
    return 1 if mended or broken else 0


if __name__ == "__main__":
    sys.exit(main())
