"""A naming good enough for the tests of the graph: one concept for each label, whatever its case and article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from kg.model import Concept, EntityType, Extraction, Merge, Names

SLOTS = ("actor", "action", "object", "recipient", "attribution")


def name(extractions: Iterable[Extraction]) -> Names:
    concepts: dict[str, Concept] = {}
    keys: dict[tuple[str, str], str] = {}
    for extraction in extractions:
        for provision in extraction.provisions:
            for slot in SLOTS:
                phrase = getattr(provision, slot)
                if phrase is None:
                    continue
                words = (provision.predicate or phrase.text) if slot == "action" else phrase.text
                label = re.sub(r"^(the|a|an) ", "", words, flags=re.IGNORECASE)
                key = f"{'action' if slot == 'action' else 'entity'}/{slug(label)}"
                merges = (Merge(words, "same words", provision.document),) if words != label else ()
                kind = None if slot == "action" else EntityType.CONCEPT
                concepts.setdefault(key, Concept(key, label, merges and (words,), kind, None, merges))
                keys[provision.id, slot] = key
    return Names(concepts, keys)


def slug(label: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")
    lossless = re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", label.lower())
    mark = hashlib.sha256(label.lower().encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return plain if lossless else f"{plain}-{mark}"
