"""A corpus made without a model: the hand-coded gold of the seed document, as provisions.

For the tests of every stage behind extraction.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.model import Block, BlockKind, Document, Extraction, Modality, Phrase, Polarity, Provision, Span

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "politburo-yangtze-2023-11-27.txt"
GOLD = Path(__file__).parent / "data" / "politburo-yangtze-2023-11-27.gold"


def seed_document() -> Document:
    text = SEED.read_text(encoding="utf-8")
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, Span(m.start(), m.end()), number)
        for number, m in enumerate(re.finditer(r"\S[^\n]*", text), 1)
    )
    return Document(
        "politburo-yangtze-2023-11-27.txt",
        text,
        blocks,
        title="Politburo meeting on Yangtze economic belt",
        issuer="CPC Central Committee Political Bureau",
        date="2023-11-27",
        language="en",
    )


def seed_extraction() -> Extraction:
    """The facts that the gold file says must be found, each slot in its first form."""
    document = seed_document()
    provisions, sentences, sentence = [], 0, Span(0, 0)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        tag, _, rest = line.partition(" ")
        if tag == "S":
            pattern = r"\s+".join(re.escape(w) for w in rest.rstrip(".").split())
            found = re.search(pattern, document.text)
            assert found, rest
            sentence, sentences = Span(found.start(), found.end() + rest.endswith(".")), sentences + 1
        elif tag == "F":
            actor, action, thing, kind, says = (cell.strip() for cell in rest.split("|"))
            verb = _phrase(document, sentence, action)
            assert verb
            modality = Modality(kind.split(";")[0].strip())
            provisions.append(
                Provision(
                    document=document.id,
                    sentence=sentence,
                    action=verb,
                    actor=_phrase(document, sentence, actor),
                    object=_phrase(document, sentence, thing),
                    modality=modality,
                    polarity=Polarity.NEGATIVE if "not)" in action else Polarity.POSITIVE,
                    attribution=_phrase(document, sentence, says),
                    predicate=verb.text,
                    rule="gold",
                    confidence=1.0,
                )
            )
    unique = {p.id: p for p in provisions}
    return Extraction(document, tuple(unique.values()), sentences)


def _phrase(document: Document, sentence: Span, slot: str) -> Phrase | None:
    text = re.sub(r"\s+", " ", re.sub(r"\([^)]*\)", " ", slot.split(";")[0])).strip()
    if text in ("-", ""):
        return None
    at = document.text.replace("’", "'").find(text, sentence.start, sentence.end)
    if at < 0:
        return Phrase(text, sentence.start, sentence.end, implied=True, parts=(sentence,))
    return Phrase(document.text[at : at + len(text)], at, at + len(text))
