"""What a page shows: nodes, the links between them, and the provisions behind each link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Concept, Corpus, Document, EntityType, Modality, Phrase, Polarity, Provision
from kg.views.labels import clean, shorten

VERB_WIDTH = 28
OTHER = "Other"
WE = ("we", "us", "our")

WORDS = {
    Modality.OBLIGATION: ("must", "must not"),
    Modality.PROHIBITION: ("must not", "must not"),
    Modality.PERMISSION: ("may", "may not"),
    Modality.RECOMMENDATION: ("should", "should not"),
    Modality.COMMITMENT: ("will", "will not"),
    Modality.EXEMPTION: ("need not", "need not"),
    Modality.STATEMENT: ("statement", "not"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A box: who acts, what is acted on, or the end of a line that has no object."""

    key: str
    label: str
    kind: str  # "actor", "implied" (nobody is named, or "we"), "object", "end"
    type: str = ""  # EntityType's value
    topic: str = OTHER
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """All provisions of one actor on one object with one modality: one line."""

    source: str
    target: str
    modality: Modality
    negative: bool
    label: str
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything on a page, in a fixed order."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    documents: tuple[Document, ...]


def word(modality: Modality, negative: bool) -> str:
    """The modality in the reader's words: "must", "must not", "may" …"""
    return WORDS[modality][negative]


def is_negative(provision: Provision) -> bool:
    """Whether the words say "not"."""
    return provision.polarity is Polarity.NEGATIVE or provision.modality in (
        Modality.PROHIBITION,
        Modality.EXEMPTION,
    )


def scene(corpus: Corpus, *, actor: str | None = None, document: str | None = None) -> Scene:
    """The scene of a corpus, or of the provisions of one actor (key or label) or document (id or name) in it.

    Concepts that ``corpus.names`` does not know are named by their own words.
    """
    builder = _Builder(corpus)
    for extraction in corpus.extractions:
        if document is None or document in (extraction.document.id, extraction.document.name):
            builder.documents.append(extraction.document)
            for provision in extraction.provisions:
                builder.add(provision, extraction.document)
    return builder.finish(actor)


class _Builder:
    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.documents: list[Document] = []
        self.nodes: dict[str, Node] = {}
        self.groups: dict[tuple[str, str, Modality, bool], list[Provision]] = {}
        self.speakers = {self._speaker(p, "") for p in corpus.provisions if p.actor is None}

    def add(self, provision: Provision, document: Document) -> None:
        source = self._actor(provision, document)
        target = self._target(provision, source)
        group = (source, target, provision.modality, is_negative(provision))
        self.groups.setdefault(group, []).append(provision)

    def finish(self, actor: str | None) -> Scene:
        wanted = None if actor is None else clean(actor).casefold()
        links = []
        for (source, target, modality, negative), found in self.groups.items():
            node = self.nodes[source]
            names = (node.key, node.label, *node.aliases)
            if wanted is None or any(wanted == clean(name).casefold() for name in names):
                links.append(Link(source, target, modality, negative, _verb(modality, negative, found), tuple(found)))
        used = {key for link in links for key in (link.source, link.target)}
        nodes = tuple(node for key, node in self.nodes.items() if key in used)
        return Scene(nodes, tuple(links), tuple(self.documents))

    def _actor(self, provision: Provision, document: Document) -> str:
        if provision.actor is None:
            return self._nobody(provision, document)
        concept = _concept(self.corpus, provision, "actor", provision.actor)
        kind, label = "actor", concept.label
        if clean(concept.label).casefold() in WE or provision.actor.text.casefold() in WE:
            kind = "implied"
            label = f"We — {self._speaker(provision, document.title or document.name)}"
            if clean(concept.label).casefold() not in WE:
                label = f"We — {clean(concept.label)}"
        return self._node(concept, kind, label)

    def _nobody(self, provision: Provision, document: Document) -> str:
        speaker = self._speaker(provision, document.title or document.name)
        told = "told" if provision.modality is not Modality.STATEMENT else "doer"
        label = "All concerned (not named)" if told == "told" else "Somebody (not named)"
        several = len(self.corpus.extractions) > 1 or (len(self.speakers) > 1 and provision.attribution is not None)
        if several:
            label = f"{label} — {speaker}"
        key = f"implied/{told}/{provision.document}"  # Document.id hashes the whole text each time
        if provision.attribution is not None:
            key += "/" + slug(speaker)
        self.nodes.setdefault(key, Node(key, label, "implied", topic=OTHER))
        return key

    def _speaker(self, provision: Provision, otherwise: str) -> str:
        if provision.attribution is None:
            return clean(otherwise)
        return clean(_concept(self.corpus, provision, "attribution", provision.attribution).label)

    def _target(self, provision: Provision, source: str) -> str:
        for slot, phrase in (("object", provision.object), ("recipient", provision.recipient)):
            if phrase is not None:
                return self._node(_concept(self.corpus, provision, slot, phrase), "object")
        key = f"end/{source}/{slug(provision.predicate or provision.action.text)}"
        self.nodes.setdefault(key, Node(key, "", "end", topic=self.nodes[source].topic))
        return key

    def _node(self, concept: Concept, kind: str, label: str | None = None) -> str:
        before = self.nodes.get(concept.key)
        if before is None or (before.kind == "object" and kind != "object"):
            # A concept that acts anywhere is drawn as an actor; a box of its own shows it where it is acted on.
            topic = self.corpus.topics.get(concept.key, OTHER)
            shown = clean(label or concept.label) or "(without a name)"
            type_ = concept.type.value if isinstance(concept.type, EntityType) else ""
            self.nodes[concept.key] = Node(concept.key, shown, kind, type_, topic, concept.aliases)
        return concept.key


def _concept(corpus: Corpus, provision: Provision, slot: str, phrase: Phrase) -> Concept:
    return corpus.names.of(provision, slot) or Concept(f"entity/{slug(phrase.text)}", clean(phrase.text))


def slug(text: str) -> str:
    """The words of a text as one key: letters and digits, joined by hyphens."""
    return re.sub(r"[^\w]+", "-", clean(text).casefold()).strip("-")[:80] or "-"


def _verb(modality: Modality, negative: bool, provisions: Iterable[Provision]) -> str:
    verbs = sorted({clean(p.predicate or p.action.text) for p in provisions})
    prefix = word(modality, negative)
    if not negative and modality in (Modality.OBLIGATION, Modality.STATEMENT):
        prefix = ""  # colour and legend say it: most lines are of these two
    room = VERB_WIDTH - (len(prefix) + 1 if prefix else 0)
    together = ", ".join(verbs)
    if len(together) > room and len(verbs) > 1:
        together = f"{shorten(verbs[0], max(room - 3, 8))} +{len(verbs) - 1}"
    return f"{prefix} {shorten(together, max(room, 10))}".strip() if len(verbs) == 1 else f"{prefix} {together}".strip()
