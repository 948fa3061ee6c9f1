"""The gold sets, and what kg finds in their sentences.

A file of development sentences (tests/sentences/*.gold) is read as one document with a paragraph for every S line,
so that nothing is carried from one sentence to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import score
from kg.directives import provisions
from kg.language import Parser
from kg.model import Document, Provision
from kg.reading import from_text
from kg.rows import row
from kg.sentence import Sentence

ROOT = Path(__file__).resolve().parent.parent
SEED_TEXT = ROOT / "seeds" / "politburo-yangtze-2023-11-27.txt"
SEED_GOLD = ROOT / "tests" / "data" / "politburo-yangtze-2023-11-27.gold"
SENTENCES = ROOT / "tests" / "sentences"
PARTIAL = "# slots: partial"  # a line of a file whose + lines give only some slots
UNSEEN = ROOT / "benchmarks" / "data" / "unseen.gold"  # sentences that the rules are not written by


@dataclass(frozen=True, slots=True)
class Slot:
    """A ``+`` line: what a slot of the fact above it should hold."""

    name: str  # "condition", "constraint", "recipient", "purpose", "consequence", "deontic"
    kind: str | None  # of a constraint
    words: str
    value: str | None = None  # ISO 8601 date or duration
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """An S line with its facts (as benchmarks.score reads them) and the slots of each fact."""

    file: str
    text: str
    facts: tuple[dict[str, Any], ...]
    slots: tuple[tuple[Slot, ...], ...]  # one for each fact
    slots_complete: bool = True  # whether every condition, deadline, frequency, consultation and recipient is coded

    @property
    def name(self) -> str:
        """The file and the sentence's first twelve words: what a list of known failures calls it."""
        return f"{Path(self.file).stem}: {' '.join(self.text.split()[:12])}"


def development_files() -> list[Path]:
    """The files of development sentences, sorted."""
    return sorted(SENTENCES.glob("*.gold"))


def read(path: Path) -> list[GoldSentence]:
    """The sentences of a gold file, in its order. Raises SystemExit with file and line where it is out of order."""
    coded = score.read_gold(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    complete = PARTIAL not in lines
    found: list[GoldSentence] = []
    texts: list[str] = []
    slots: dict[str, list[list[Slot]]] = {}
    for number, line in enumerate(lines, 1):
        tag, _, rest = line.strip().partition(" ")
        if tag == "S":
            if score.squash(rest) in slots:
                raise SystemExit(f"{path}:{number}: this sentence stands here twice")
            texts.append(rest)
            slots[score.squash(rest)] = []
        elif tag in ("F", "O"):
            slots[score.squash(texts[-1])].append([])
        elif tag == "+":
            if not texts or not slots[score.squash(texts[-1])]:
                raise SystemExit(f"{path}:{number}: a slot without a fact above it")
            slots[score.squash(texts[-1])][-1].append(_slot(rest, f"{path}:{number}"))
        elif tag and not tag.startswith("#"):
            raise SystemExit(f"{path}:{number}: {tag!r} is none of S, F, O, + and #")
    for text in texts:
        key = score.squash(text)
        by_fact = tuple(tuple(s) for s in slots[key])
        found.append(GoldSentence(path.name, text, tuple(coded[key]["facts"]), by_fact, complete))
    return found


def _slot(line: str, place: str) -> Slot:
    cells = [c.strip() for c in line.split("|")]
    name, _, kind = cells[0].partition(" ")
    if len(cells) < 2 or name not in ("condition", "constraint", "recipient", "purpose", "consequence", "deontic"):
        raise SystemExit(f"{place}: no slot of that name")
    value = cells[2] or None if len(cells) > 2 else None
    return Slot(name, kind or None, cells[1], value, cells[3] if len(cells) > 3 else None)


# -- what kg finds ------------------------------------------------------------------------------------------------


@cache
def parser(model: str | None = None) -> Parser:
    """One parser for all sets: it takes a second to load."""
    return Parser(model)


def seed_document() -> Document:
    """The seed document, read whole."""
    return from_text(SEED_TEXT.read_text(encoding="utf-8"), name=SEED_TEXT.name)


def document_of(texts: Sequence[str], name: str) -> Document:
    """One document with a paragraph for each text."""
    return from_text("\n\n".join(texts) + "\n", name=name)


def places(document: Document, texts: Sequence[str]) -> list[tuple[int, int]]:
    """Where each text stands in the document (half-open), although reading may have changed its white space."""
    letters = [i for i, c in enumerate(document.text) if c.isalnum()]
    found, at = [], 0
    for text in texts:
        count = sum(c.isalnum() for c in text)
        start, end = letters[at], letters[at + count - 1] + 1
        held = [c for c in document.text[start:end] if c.isalnum()]
        if held != [c for c in text if c.isalnum()]:
            raise SystemExit(f"{document.name}: reading changed the words of {text[:60]!r}")
        found.append((start, end))
        at += count
    return found


def parse(document: Document, model: str | None = None) -> tuple[Sentence, ...]:
    """The parsed sentences of one document."""
    return next(iter(parser(model).parse([document])))[1]


def shared_out(document: Document, texts: Sequence[str], found: Sequence[Provision]) -> list[list[Provision]]:
    """The provisions that stand in each text, in order."""
    bags: list[list[Provision]] = [[] for _ in texts]
    bounds = places(document, texts)
    for provision in found:
        at = provision.sentence
        home = next((i for i, (start, end) in enumerate(bounds) if at.start < end and at.end > start), None)
        if home is not None:
            bags[home].append(provision)
    return bags


def rows(document: Document, found: Sequence[Provision]) -> Iterator[dict[str, Any]]:
    """One row for each provision."""
    for provision in found:
        yield row(document, provision)


# -- how a sentence fared -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judgement:
    """The provisions of one sentence beside its facts."""

    sentence: GoldSentence
    provisions: tuple[Provision, ...]  # without doubles: one for each guess
    guesses: tuple[dict[str, Any], ...]
    matched: dict[int, int]  # guess → fact, lenient

    @property
    def missed(self) -> list[int]:
        """Facts that must be found and are not."""
        due = [f for f, fact in enumerate(self.sentence.facts) if not fact["optional"]]
        return [f for f in due if f not in self.matched.values()]

    @property
    def wrong(self) -> list[int]:
        """Guesses that no fact allows."""
        return [g for g in range(len(self.guesses)) if g not in self.matched]

    @property
    def misjudged(self) -> list[int]:
        """Guesses that fit a fact but for modality or polarity."""
        facts = self.sentence.facts
        return [
            g
            for g, f in self.matched.items()
            if not facts[f]["optional"]
            and (self.guesses[g]["kind"] not in facts[f]["kind"] or self.guesses[g]["negative"] != facts[f]["negative"])
        ]

    @property
    def passes(self) -> bool:
        """Whether every fact is found with its modality and polarity, and nothing else."""
        return not (self.missed or self.wrong or self.misjudged)

    @property
    def symptoms(self) -> str:
        """What is amiss, in a few words: "missed 2, wrong 1"."""
        counts = (("missed", self.missed), ("wrong", self.wrong), ("modality or polarity", self.misjudged))
        return ", ".join(f"{name} {len(found)}" for name, found in counts if found)


def judge(sentence: GoldSentence, document: Document, found: Sequence[Provision]) -> Judgement:
    """Matches the provisions of a sentence with its facts, one to one."""
    guesses: list[dict[str, Any]] = []
    kept: list[Provision] = []
    for provision in found:
        score.add(guesses, row(document, provision))
        if len(guesses) > len(kept):
            kept.append(provision)
    matched = score.match(list(sentence.facts), guesses, False)
    return Judgement(sentence, tuple(kept), tuple(guesses), matched)


def judgements(sentences: Sequence[GoldSentence], model: str | None = None) -> list[Judgement]:
    """How each sentence of one file fared."""
    texts = [s.text for s in sentences]
    document = document_of(texts, sentences[0].file)
    bags = shared_out(document, texts, provisions(document, parse(document, model)))
    return [judge(s, document, bag) for s, bag in zip(sentences, bags, strict=True)]
