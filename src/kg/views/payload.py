"""The data inside a page: plain lists and dictionaries, ready for JSON.

Offsets in a page count UTF-16 units, as JavaScript's strings do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from kg.model import Constraint, Document, Modality, Phrase, Provision
from kg.views.labels import ACTOR_WIDTH, OBJECT_WIDTH, capital, clean, wrap
from kg.views.places import Map, lay_out
from kg.views.scene import OTHER, Link, Node, Scene

COLUMNS_LIMIT = 120  # objects that the two-sided column layout still shows well
CLASSES = {
    Modality.OBLIGATION: "must",
    Modality.PROHIBITION: "mustnot",
    Modality.PERMISSION: "may",
    Modality.RECOMMENDATION: "should",
    Modality.COMMITMENT: "will",
    Modality.EXEMPTION: "neednot",
    Modality.STATEMENT: "statement",
}

Json = dict[str, Any]


def inline_json(value: object) -> str:
    """JSON that can stand inside a script element: no character of it ends the element or starts a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates have no UTF-8
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def vis_nodes(scene: Scene, layout: Map | None) -> list[Json]:
    """The nodes as vis-network takes them, with what the page needs beside."""
    topics = {name: i for i, name in enumerate(topic_names(scene))}
    return [_node(i, node, topics, layout) for i, node in enumerate(scene.nodes)]


def vis_edges(scene: Scene) -> list[Json]:
    """The links as vis-network takes edges."""
    index = {node.key: i for i, node in enumerate(scene.nodes)}
    return [
        {
            "id": i,
            "from": index[link.source],
            "to": index[link.target],
            "label": link.label,
            "m": modality_class(link),
        }
        for i, link in enumerate(scene.links)
    ]


def modality_class(link: Link | Provision) -> str:
    """The colour and line of a link: "must", "mustnot", "should", "may", "will", "neednot" or "statement"."""
    negative = link.negative if isinstance(link, Link) else link.polarity == "negative"
    return "mustnot" if negative and link.modality is Modality.OBLIGATION else CLASSES[link.modality]


def topic_names(scene: Scene) -> list[str]:
    """The topics of the scene's nodes, the most frequent first, "Other" last."""
    counts: dict[str, int] = {}
    for node in scene.nodes:
        counts[node.topic] = counts.get(node.topic, 0) + 1
    return sorted(counts, key=lambda t: (t == OTHER, -counts[t], t))


def layout_of(scene: Scene) -> Map | None:
    """Places for a scene that is too large for columns."""
    targets = {link.target for link in scene.links}
    return lay_out(scene.nodes, scene.links) if len(targets) > COLUMNS_LIMIT else None


def page_data(scene: Scene, layout: Map | None) -> Json:
    """Documents with their text, provisions with the offsets of their slots, topics, discs."""
    shift = {document.id: _utf16(document.text) for document in scene.documents}
    number = {document.id: i for i, document in enumerate(scene.documents)}
    found = [(i, p) for i, link in enumerate(scene.links) for p in link.provisions]
    found.sort(key=lambda one: (number[one[1].document], one[1].sentence, *_order(one[1])))
    rows = [_row(p, i, number[p.document], shift[p.document]) for i, p in found]
    return {
        "limits": {"columns": COLUMNS_LIMIT},
        "documents": [_document(d, shift[d.id]) for d in scene.documents],
        "topics": [capital(clean(name)) for name in topic_names(scene)],
        "provisions": rows,
        "discs": [[clean(d.name), d.x, d.y, d.radius] for d in layout.discs] if layout else [],
    }


def _node(i: int, node: Node, topics: dict[str, int], layout: Map | None) -> Json:
    found: Json = {
        "id": i,
        "key": node.key,
        "label": "\n".join(wrap(capital(node.label), OBJECT_WIDTH)),
        "full": clean(node.label),
        "kind": node.kind,
        "topic": topics[node.topic],
    }
    if node.type:
        found["type"] = node.type
    if node.kind in ("actor", "implied"):
        found["short"] = "\n".join(wrap(capital(node.label), ACTOR_WIDTH))
    aliases = sorted({clean(a) for a in node.aliases} - {clean(node.label)})
    if aliases:
        found["aliases"] = aliases
    if layout is not None:
        found["x"], found["y"] = layout.places[i]
        found["disc"] = layout.disc_of[i]
    return found


def _document(document: Document, shift: Callable[[int], int]) -> Json:
    return {
        "id": document.id,
        "name": clean(document.name),
        "title": clean(document.title or document.name),
        "issuer": clean(document.issuer or ""),
        "date": clean(document.date or ""),
        "source": document.source or "",
        "language": document.language or "en",
        "text": document.text,
        "blocks": [
            [b.kind.value, shift(b.span.start), shift(b.span.end), b.number, b.page or 0, [clean(p) for p in b.path]]
            for b in document.blocks
        ],
    }


def _row(p: Provision, link: int, document: int, shift: Callable[[int], int]) -> list[Any]:
    return [
        p.id,
        document,
        shift(p.sentence.start),
        shift(p.sentence.end),
        link,
        modality_class(p),
        round(100 * min(max(p.confidence, 0.0), 1.0)),
        clean(p.predicate or p.action.text),
        [[name, *_phrase(phrase, shift), *note] for name, phrase, note in _slots(p)],
        p.rule,
    ]


def _order(p: Provision) -> tuple[int, int, int, str]:
    """As a reader meets them: by the action, then who does it, then what is done to."""
    return p.action.start, p.actor.start if p.actor else -1, p.object.start if p.object else -1, p.id


def _slots(p: Provision) -> Iterator[tuple[str, Phrase, Sequence[str]]]:
    single = ("attribution", "actor", "deontic", "action", "object", "recipient")
    for name in single:
        phrase = getattr(p, name)
        if phrase is not None:
            yield name, phrase, ()
    for phrase in p.conditions:
        yield "condition", phrase, ()
    for constraint in p.constraints:
        yield constraint.kind.value, constraint.phrase, _when(constraint)
    if p.purpose is not None:
        yield "purpose", p.purpose, ()
    if p.consequence is not None:
        yield "consequence", p.consequence, ()


def _when(constraint: Constraint) -> Sequence[str]:
    after = f"{constraint.duration} after {constraint.anchor}" if constraint.anchor else constraint.duration
    return [clean(w) for w in (constraint.date, after) if w]


def _phrase(phrase: Phrase, shift: Callable[[int], int]) -> list[Any]:
    """Start, end, the words where the text does not hold them (else 0), and the stretches they come from."""
    if not phrase.implied:
        return [shift(phrase.start), shift(phrase.end), 0, []]
    parts = [[shift(part.start), shift(part.end)] for part in phrase.parts]
    return [shift(phrase.start), shift(phrase.end), clean(phrase.text), parts]


def _utf16(text: str) -> Callable[[int], int]:
    if not text or max(text) < "\U00010000":
        return lambda offset: offset
    before = [0, *accumulate(2 if c > "\uffff" else 1 for c in text)]
    return lambda offset: before[offset]
