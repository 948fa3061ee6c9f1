"""Provisions written beside their sentences, for tests that need no extractor.

    title: Harbour Regulation
    date: 2021-03-01
    # Article 4
    The operator should submit the report to the Agency within 30 days of the inspection.
      The operator | submit | the report | recommendation: should | to: the Agency | deadline: within 30 days of the inspection = P30D @ the inspection

Lines at the margin are sentences; indented ones are provisions of the sentence above: actor, action (its base form after
"="), object, modality with the deontic words, then whatever else there is. "-" is an empty slot; "~" before words says
that the sentence does not hold them. A heading begins with "#".
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.entities import name, topics
from kg.model import (
    Block,
    BlockKind,
    Constraint,
    ConstraintKind,
    Corpus,
    Document,
    Extraction,
    Modality,
    Phrase,
    Polarity,
    Provision,
    Span,
)

TEXTS = Path(__file__).parent / "texts"


def read(text: str, *, title: str = "document") -> Extraction:
    """The document and its provisions."""
    facts: dict[str, str] = {}
    blocks: list[Block] = []
    pieces: list[str] = []
    coded: list[tuple[Span, str]] = []
    path: tuple[str, ...] = ()
    at = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        if found := re.fullmatch(r"(title|date|issuer): (.*)", line):
            facts[found[1]] = found[2]
        elif line.startswith("  "):
            coded.append((blocks[-1].span, line.strip()))
        else:
            kind = BlockKind.HEADING if line.startswith("#") else BlockKind.PARAGRAPH
            words = line.lstrip("# ")
            path = (words,) if kind is BlockKind.HEADING else path
            blocks.append(
                Block(kind, Span(at, at + len(words)), len(blocks) + 1, () if kind is BlockKind.HEADING else path)
            )
            pieces.append(words)
            at += len(words) + 1
    document = Document(
        facts.get("title", title),
        "\n".join(pieces),
        tuple(blocks),
        title=facts.get("title"),
        date=facts.get("date"),
        issuer=facts.get("issuer"),
    )
    return Extraction(document, tuple(_provision(document, span, row) for span, row in coded), len(coded))


def corpus(*extractions: Extraction) -> Corpus:
    """The documents, named and sorted into topics."""
    names = name(extractions)
    made = Corpus(extractions, names)
    return Corpus(extractions, names, topics(made))


def sample(title: str) -> Corpus:
    """The corpus of one of the texts beside this file."""
    return corpus(read((TEXTS / f"{title}.txt").read_text(encoding="utf-8"), title=title))


def _provision(document: Document, sentence: Span, row: str) -> Provision:
    actor, action, thing, modality, *rest = (cell.strip() for cell in row.split(" | "))
    words, _, predicate = action.partition(" = ")
    kind, _, deontic = modality.partition(": ")
    verb = _phrase(document, sentence, words)
    assert verb is not None
    extras: dict[str, list[str]] = {}
    for cell in rest:
        key, _, value = cell.partition(": ")
        extras.setdefault(key, []).append(value)
    return Provision(
        document.id,
        sentence,
        verb,
        actor=_phrase(document, sentence, actor),
        object=_phrase(document, sentence, thing),
        recipient=_one(document, sentence, extras, "to"),
        modality=Modality(kind),
        deontic=_phrase(document, sentence, deontic or "-"),
        polarity=Polarity.NEGATIVE if kind == "prohibition" or "not" in extras else Polarity.POSITIVE,
        attribution=_one(document, sentence, extras, "by"),
        conditions=tuple(p for w in extras.get("if", ()) if (p := _phrase(document, sentence, w))),
        constraints=tuple(
            _constraint(document, sentence, key, value) for key in ConstraintKind for value in extras.get(key, ())
        ),
        predicate=predicate or words,
        rule="coded",
        confidence=1.0,
    )


def _one(document: Document, sentence: Span, extras: dict[str, list[str]], key: str) -> Phrase | None:
    return _phrase(document, sentence, extras[key][0]) if key in extras else None


def _phrase(document: Document, sentence: Span, words: str) -> Phrase | None:
    if words == "-":
        return None
    if words.startswith("~"):
        return Phrase(words[1:], sentence.start, sentence.end, implied=True, parts=(sentence,))
    at = document.text.find(words, sentence.start, sentence.end)
    assert at >= 0, f"{words!r} is not in {sentence.of(document.text)!r}"
    return Phrase(words, at, at + len(words))


def _constraint(document: Document, sentence: Span, kind: str, value: str) -> Constraint:
    words, _, rest = value.partition(" = ")
    time, _, anchor = rest.partition(" @ ")
    phrase = _phrase(document, sentence, words)
    assert phrase is not None
    return Constraint(
        phrase,
        ConstraintKind(kind),
        date=time if re.fullmatch(r"\d{4}.*", time) else None,
        duration=time if time.startswith("P") else None,
        anchor=anchor or None,
    )
