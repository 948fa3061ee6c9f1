"""A provision as one flat row: the keys of JSON lines, and the columns of provisions.csv."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kg.cells import inert
from kg.model import Constraint, Corpus, Document, Names, Phrase, Provision

#: The slots of one phrase each: a string, and ``<slot>_start``, ``<slot>_end``, ``<slot>_implied`` beside it.
PHRASES: Final = ("actor", "action", "object", "recipient", "deontic", "attribution", "purpose", "consequence")
#: The slots whose words name a concept: its label as ``<slot>_name``, its key as ``<slot>_key``.
NAMED: Final = ("actor", "action", "object", "recipient", "attribution")

COLUMNS: Final = (
    "id", "document", "title", "issuer", "date", "path", "page", "paragraph", "start", "end", "sentence",
    "modality", "polarity", "deontic", "actor", "actor_name", "actor_implied", "action", "predicate", "action_name",
    "object", "object_name", "object_implied", "recipient", "recipient_name", "attribution", "attribution_name",
    "conditions", "constraints", "deadline_date", "deadline_duration", "deadline_anchor", "purpose", "consequence",
    "confidence", "rule", "document_id",
)  # fmt: skip


def row(document: Document, provision: Provision, names: Names | None = None) -> dict[str, Any]:
    """The provision with all its slots. Offsets are code points into ``document.text``; an empty slot is None."""
    span = provision.sentence
    block = document.block_at(span.start)
    found: dict[str, Any] = {
        "id": provision.id,
        "document": document.name,
        "document_id": provision.document,
        "sentence": span.of(document.text),
        "start": span.start,
        "end": span.end,
        "path": list(block.path) if block else [],
        "page": block.page if block else None,
        "paragraph": block.number if block else None,
        "modality": provision.modality.value,
        "polarity": provision.polarity.value,
    }
    for slot in PHRASES:
        phrase: Phrase | None = getattr(provision, slot)
        found[slot] = phrase.text if phrase else None
        found[f"{slot}_start"] = phrase.start if phrase else None
        found[f"{slot}_end"] = phrase.end if phrase else None
        found[f"{slot}_implied"] = phrase.implied if phrase else None
        if phrase and phrase.parts:
            found[f"{slot}_parts"] = [[part.start, part.end] for part in phrase.parts]
    found["predicate"] = provision.predicate
    found["conditions"] = [condition.text for condition in provision.conditions]
    found["condition_spans"] = [_span(condition) for condition in provision.conditions]
    found["constraints"] = [constraint.phrase.text for constraint in provision.constraints]
    found["constraint_spans"] = [_constraint(constraint) for constraint in provision.constraints]
    found["rule"] = provision.rule
    found["confidence"] = provision.confidence
    if names is not None:
        for slot in NAMED:
            concept = names.of(provision, slot)
            found[f"{slot}_name"] = concept.label if concept else None
            found[f"{slot}_key"] = concept.key if concept else None
    return found


def _span(phrase: Phrase) -> dict[str, Any]:
    return {
        "text": phrase.text,
        "start": phrase.start,
        "end": phrase.end,
        "implied": phrase.implied,
        "parts": [[part.start, part.end] for part in phrase.parts],
    }


def _constraint(constraint: Constraint) -> dict[str, Any]:
    return {
        **_span(constraint.phrase),
        "kind": constraint.kind.value,
        "date": constraint.date,
        "duration": constraint.duration,
        "anchor": constraint.anchor,
    }


def rows(corpus: Corpus) -> Iterator[dict[str, Any]]:
    """A row for each provision, documents and provisions in their order."""
    for extraction in corpus.extractions:
        for provision in extraction.provisions:
            yield row(extraction.document, provision, corpus.names)


def json_lines(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Rows as JSON, one object a line. A lone surrogate is written as an escape: the result is always valid UTF-8."""
    for one in found:
        line = json.dumps(one, ensure_ascii=False, separators=(", ", ": "))
        if any(0xD800 <= ord(c) < 0xE000 for c in line) if not line.isascii() else False:
            line = json.dumps(one, separators=(", ", ": "))
        # Readers that split lines as str.splitlines does would break at these.
        for mark in ("\x85", "\u2028", "\u2029"):
            line = line.replace(mark, f"\\u{ord(mark):04x}")
        yield line + "\n"


def csv_text(corpus: Corpus) -> str:
    """provisions.csv: a header and a row for each provision, no cell of which a spreadsheet executes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for extraction in corpus.extractions:
        document = extraction.document
        about = {"title": document.title, "issuer": document.issuer, "date": document.date}
        for provision in extraction.provisions:
            found = {**row(document, provision, corpus.names), **about, **_deadline(provision)}
            writer.writerow([_cell(found[column]) for column in COLUMNS])
    # A lone surrogate has no UTF-8: the replacement character shows that something was there.
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in text.getvalue())


def _deadline(provision: Provision) -> dict[str, Any]:
    first = next((c for c in provision.constraints if c.kind == "deadline"), None)
    return {
        "deadline_date": first.date if first else None,
        "deadline_duration": first.duration if first else None,
        "deadline_anchor": first.anchor if first else None,
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return inert(
            " › ".join(value) if value and all(isinstance(v, str) for v in value) else "; ".join(map(str, value))
        )
    return inert(value) if isinstance(value, str) else str(value)
