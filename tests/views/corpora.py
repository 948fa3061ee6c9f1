"""Corpora for the tests of the views: the seed, hostile ones, large ones."""

from __future__ import annotations

import random
import re

from kg.model import (
    Block,
    BlockKind,
    Concept,
    Corpus,
    Document,
    EntityType,
    Extraction,
    Modality,
    Names,
    Phrase,
    Polarity,
    Provision,
    Span,
)
from tests.sample import seed_extraction

TOPICS = {
    "Foreign affairs": (
        "foreign",
        "diplomacy",
        "world",
        "mankind",
        "ideas",
        "concepts",
        "systems",
        "mechanisms",
        "practices",
    ),
    "Ecology": ("protection", "ecolog", "carbon", "pollution", "green", "large-scale"),
    "Markets": ("market", "cycle", "resources", "industries", "attraction"),
    "Regional coordination": ("region", "provincial", "co-construction", "sharing", "transport"),
    "Security": ("safety", "stability", "security", "disaster"),
    "Innovation": ("innovation", "technolog", "modernization", "tracks", "new areas"),
    "Implementation": (
        "planning",
        "coordination",
        "supervision",
        "inspection",
        "support",
        "reforms",
        "implementation",
        "responsib",
        "progress",
        "achievements",
        "mechanism",
    ),
}
TYPES = {
    "xi jinping": EntityType.PERSON,
    "provinces": EntityType.COLLECTIVE,
    "central government": EntityType.GOVERNMENT_BODY,
}


def corpus(*extractions: Extraction, topics: dict[str, tuple[str, ...]] | None = None) -> Corpus:
    """A corpus named by the phrases' own words, without articles."""
    concepts: dict[str, Concept] = {}
    keys = {}
    for extraction in extractions:
        for provision in extraction.provisions:
            for slot in ("actor", "object", "recipient", "attribution"):
                phrase = getattr(provision, slot)
                if phrase is None:
                    continue
                label = re.sub(r"^(the|an?|its|their) ", "", re.sub(r"\s+", " ", phrase.text), flags=re.IGNORECASE)
                key = "entity/" + (re.sub(r"[^\w]+", "-", label.casefold()).strip("-") or "x")
                shown = label[:1].upper() + label[1:]
                concepts.setdefault(key, Concept(key, shown, type=TYPES.get(label.casefold(), _type(label))))
                keys[provision.id, slot] = key
    named = {}
    for key, concept in concepts.items():
        for topic, words in (topics or {}).items():
            if any(word in concept.label.casefold() for word in words):
                named[key] = topic
                break
    return Corpus(extractions, Names(concepts, keys), named)


def _type(label: str) -> EntityType | None:
    if label.startswith(("Regulations", "Opinions", "“")):
        return EntityType.DOCUMENT
    return None


def seed_corpus(*, topics: bool = True) -> Corpus:
    return corpus(seed_extraction(), topics=TOPICS if topics else None)


def written(*rows: tuple[str, str, str, Modality], name: str = "made.txt", title: str | None = None) -> Extraction:
    """A document of one sentence per (actor, action, object, modality); an empty string leaves a slot out."""
    pieces, at, found = [], 0, []
    for actor, action, thing, modality in rows:
        start, cells = at, []
        for cell in (actor, action, thing):
            cells.append(Phrase(cell, at, at + len(cell)) if cell else None)
            if cell:
                pieces.append(cell + " ")
                at += len(cell) + 1
        pieces[-1] = pieces[-1][:-1] + ".\n\n"
        at += 2
        found.append((Span(start, at - 2), cells, modality))
    text = "".join(pieces)
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, Span(m.start(), m.end()), number)
        for number, m in enumerate(re.finditer(r"\S[^\n]*", text), 1)
    )
    document = Document(name, text, blocks, title=title)
    provisions = []
    identity = document.id
    for sentence, (actor_, action_, thing_), modality in found:
        assert action_ is not None
        negative = modality in (Modality.PROHIBITION, Modality.EXEMPTION)
        provisions.append(
            Provision(
                identity,
                sentence,
                action_,
                actor_,
                thing_,
                modality=modality,
                predicate=action_.text,
                polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
                rule="test",
                confidence=0.8,
            )
        )
    return Extraction(document, tuple({p.id: p for p in provisions}.values()), len(rows))


def large_corpus(edges: int, seed: int = 1) -> Corpus:
    """A graph of this many links with some hubs and many rarely named objects, as real corpora have."""
    dice = random.Random(seed)
    fields = [
        "water",
        "energy",
        "transport",
        "health",
        "schools",
        "data",
        "forests",
        "fisheries",
        "housing",
        "trade",
        "ports",
        "steel",
        "banks",
        "farms",
        "courts",
        "taxes",
    ]
    kinds = ["plans", "permits", "reports", "standards", "inspections", "budgets", "registers", "limits", "reviews"]
    verbs = ["publish", "review", "approve", "submit", "maintain", "enforce", "amend", "coordinate", "monitor"]
    modalities = list(Modality)
    rows = set()
    while len(rows) < edges:
        field = fields[min(int(dice.expovariate(0.25)), len(fields) - 1)]
        body = f"{field} authority {int(dice.paretovariate(0.9)) % max(edges // 60, 3)}"
        thing = f"{dice.choice(kinds)} on {field} {int(dice.paretovariate(0.5)) % max(edges, 10)}"
        rows.add((body, dice.choice(verbs), thing, dice.choice(modalities[:4] + [modalities[6]] * 3)))
    ordered = sorted(rows)
    dice.shuffle(ordered)
    return corpus(
        *(
            written(*ordered[at : at + 1000], name=f"large-{at:06d}.txt", title=f"Act {at // 1000 + 1}")
            for at in range(0, len(ordered), 1000)
        )
    )


HOSTILE = "<script>window.hacked=1</script>"


def hostile_corpus() -> Corpus:
    nasty = [
        (HOSTILE, "publish", "</script><script>window.hacked=2</script>", Modality.OBLIGATION),
        (
            "<img src=x onerror=window.hacked=3>",
            "read",
            "href=\"javascript:window.hacked=4\" <a href='x'>click</a>",
            Modality.PROHIBITION,
        ),
        (
            "\"quotes\" 'and' `ticks` {{ 7*7 }} ${8*8}",
            "hold",
            "<!-- comment --> <style>*{display:none}</style>",
            Modality.PERMISSION,
        ),
        ("\u202egnol\u202c bidi \u2067body\u2069", "turn", "w" * 10_000, Modality.RECOMMENDATION),
        ('=HYPERLINK("http://x")', "sum", "+1+cmd|' /C calc'!A0", Modality.OBLIGATION),
        ("line\u2028separator\u2029body", "break", "\U0001f409 dragons & <b>bold</b>", Modality.STATEMENT),
    ]
    made = written(*nasty, name="../../etc/<b>passwd</b>.txt", title="</title><script>window.hacked=5</script>")
    return corpus(made)
