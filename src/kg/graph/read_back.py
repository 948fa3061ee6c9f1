"""RDF → Corpus: the inverse of ``build``. What it gives back equals what was written, provision for provision."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeAlias

from kg.errors import StoreError
from kg.graph.terms import Minting, unescape, unsafe
from kg.graph.vocab import (
    CONCEPT_SLOTS,
    DC,
    DCTERMS,
    ELI,
    FOAF,
    MEMBER,
    OA,
    ORGANISATION,
    PHRASE_SLOTS,
    POLICY,
    PROV,
    RDF,
    ROLE,
    SKOS,
)
from kg.model import (
    Block,
    BlockKind,
    Concept,
    Constraint,
    ConstraintKind,
    Corpus,
    Document,
    EntityType,
    Extraction,
    Merge,
    Modality,
    Names,
    Phrase,
    Polarity,
    Provision,
    Role,
    Span,
)

if TYPE_CHECKING:
    import pyoxigraph

_CHAR = re.compile(r"#char=(-?\d+),(-?\d+)")
Node: TypeAlias = dict[str, list[str]]  # predicate IRI → values: IRIs as they are, literals unescaped
Nodes: TypeAlias = dict[str, Node]


class Graphs(Protocol):
    """What can be read back: a store, local or remote."""

    mint: Minting

    def document_ids(self) -> list[str]:
        """The ids of the documents that have a graph, sorted."""

    def triples_of(self, graph: str) -> Iterable[pyoxigraph.Quad | pyoxigraph.Triple]:
        """The triples of one named graph."""


def read_back(store: Graphs) -> Corpus:
    """Everything in the store as a value, documents sorted by name. Raises StoreError where a graph was damaged."""
    keys: dict[tuple[str, str], str] = {}
    roles: dict[str, Role] = {}
    found = []
    for document_id in store.document_ids():
        extraction, its_names = read_document(store, document_id)
        found.append(extraction)
        keys.update(its_names.keys)
        roles.update(its_names.roles)
    concepts, topics = read_names(store)
    found.sort(key=lambda e: (e.document.name, e.document.id))
    return Corpus(tuple(found), Names(concepts, keys, roles), topics)


def extractions(store: Graphs) -> Iterator[Extraction]:
    """The documents one by one, sorted by id, so that a large store need not fit in memory."""
    for document_id in store.document_ids():
        yield read_document(store, document_id)[0]


def read_document(store: Graphs, document_id: str) -> tuple[Extraction, Names]:
    """One document, its provisions, and what they name: keys and roles; concepts are described for all documents."""
    address = store.mint.document(document_id)
    return extraction_of(nodes_of(store.triples_of(address)), address, document_id, store.mint)


def extraction_of(nodes: Nodes, address: str, document_id: str, mint: Minting) -> tuple[Extraction, Names]:
    """One document from the nodes of its graph. Raises StoreError where they are not what ``build`` writes."""
    try:
        return _extraction(nodes, address, document_id, mint)
    except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
        raise StoreError(
            f"the graph of document {document_id} is damaged ({type(error).__name__}: {error})",
            hint="build the document again, or run kg check",
        ) from error


def nodes_of(triples: Iterable[pyoxigraph.Quad | pyoxigraph.Triple]) -> Nodes:
    """Triples grouped by subject and predicate."""
    import pyoxigraph

    nodes: Nodes = {}
    for triple in triples:
        thing = triple.object
        if isinstance(thing, pyoxigraph.Literal):
            value = thing.value
            if "\\" in value:
                value = unescape(value, thing.datatype.value)
        else:
            value = thing.value  # type: ignore[union-attr]
        nodes.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(value)  # type: ignore[union-attr]
    return nodes


def _one(node: Node, predicate: str) -> str | None:
    values = node.get(predicate)
    return min(values) if values else None


def _need(node: Node, predicate: str) -> str:
    value = _one(node, predicate)
    if value is None:
        raise KeyError(f"no {predicate}")
    return value


def _extraction(nodes: Nodes, address: str, document_id: str, mint: Minting) -> tuple[Extraction, Names]:
    node = nodes[address]
    document = Document(
        name=_need(node, DCTERMS + "identifier"),
        text=_need(node, PROV + "value"),
        blocks=tuple(_block(row) for row in json.loads(_one(node, POLICY + "layout") or "[]")),
        media_type=_need(node, DC + "format"),
        title=_one(node, DCTERMS + "title"),
        issuer=_one(node, DC + "publisher"),
        date=_one(node, DCTERMS + "issued"),
        number=_one(node, ELI + "number"),
        language=_one(node, DC + "language"),
        source=_one(node, DC + "source"),
        guessed=tuple(json.loads(_one(node, POLICY + "guessed") or "[]")),
        notes=tuple(json.loads(_one(node, POLICY + "readingNotes") or "[]")),
    )
    rows = []
    keys: dict[tuple[str, str], str] = {}
    for subject, inner in nodes.items():
        if POLICY + "Provision" in inner.get(RDF + "type", ()):
            provision = _provision(nodes, subject, document_id, mint)
            rows.append((int(_need(inner, POLICY + "number")), provision))
            # The IRI holds the id; minting it again would cost a digest for each provision.
            provision_id = subject.removeprefix(mint.provision(""))[:16]
            for slot, predicate in CONCEPT_SLOTS.items():
                if (concept := _one(inner, predicate)) is not None:
                    keys[provision_id, slot] = mint.key(concept)
    provisions = tuple(provision for _, provision in sorted(rows, key=lambda row: row[0]))
    names = Names({}, keys, dict(_roles(nodes, mint)))
    return Extraction(document, provisions, int(_need(node, POLICY + "sentences"))), names


def _roles(nodes: Nodes, mint: Minting) -> Iterator[tuple[str, Role]]:
    """Who holds which post, by the provision that says so."""
    for node in nodes.values():
        if (member := _one(node, MEMBER)) is not None:
            provision = _need(node, PROV + "wasDerivedFrom").removeprefix(mint.provision(""))
            title = _need(nodes[_need(node, ROLE)], SKOS + "prefLabel")
            place = _one(node, ORGANISATION)
            yield provision, Role(mint.key(member), title, mint.key(place) if place else None, provision)


def _block(row: list[object]) -> Block:
    kind, start, end, number, path, label, lead_in, page, closing = row
    return Block(
        kind=BlockKind(str(kind)),
        span=Span(start, end),  # type: ignore[arg-type]
        number=number,  # type: ignore[arg-type]
        path=tuple(path),  # type: ignore[arg-type]
        label=label,  # type: ignore[arg-type]
        lead_in=tuple(Span(a, b) for a, b in lead_in),  # type: ignore[attr-defined]
        page=page,  # type: ignore[arg-type]
        closing=tuple(Span(a, b) for a, b in closing),  # type: ignore[attr-defined]
    )


def _provision(nodes: Nodes, subject: str, document_id: str, mint: Minting) -> Provision:
    node = nodes[subject]
    slots = {
        slot: _phrase(nodes, words) if (words := _one(node, predicate)) is not None else None
        for slot, predicate in PHRASE_SLOTS.items()
    }
    action = slots["action"]
    if action is None:
        raise KeyError(f"{subject} has no action")
    rule = _one(node, PROV + "wasGeneratedBy")
    constraints = sorted(node.get(POLICY + "constraint", ()), key=lambda inner: int(inner.rpartition("-")[2]))
    return Provision(
        document=document_id,
        sentence=_span(_need(node, PROV + "wasQuotedFrom")),
        action=action,
        modality=Modality(_need(node, POLICY + "modality").removeprefix(POLICY)),
        polarity=Polarity(_need(node, POLICY + "polarity")),
        conditions=tuple(_phrase(nodes, inner) for inner in _in_order(node, POLICY + "condition")),
        constraints=tuple(_constraint(nodes, inner) for inner in constraints),
        predicate=_one(node, POLICY + "predicate") or "",
        rule=unsafe(rule.removeprefix(mint.rule(""))) if rule is not None else "",
        confidence=float(_need(node, POLICY + "confidence")),
        confirmed=_one(node, POLICY + "confirmed") == "true",
        actor=slots["actor"],
        object=slots["object"],
        recipient=slots["recipient"],
        deontic=slots["deontic"],
        attribution=slots["attribution"],
        purpose=slots["purpose"],
        consequence=slots["consequence"],
    )


def _in_order(node: Node, predicate: str) -> list[str]:
    """The values in the order that they were written in: sorted, unless a sequence says otherwise."""
    values = sorted(node.get(predicate, ()))
    sequence = _one(node, POLICY + "sequence")
    if not values or sequence is None:
        return values
    document = values[0].partition("#")[0]
    return [f"{document}#{suffix}" for suffix in sequence.split()]


def _span(address: str) -> Span:
    found = _CHAR.search(address)
    if found is None:
        raise ValueError(f"{address} is no passage")
    return Span(int(found[1]), int(found[2]))


def _phrase(nodes: Nodes, address: str) -> Phrase:
    node = nodes[address]
    span = _span(address)
    return Phrase(
        text=_need(node, OA + "exact"),
        start=span.start,
        end=span.end,
        implied=_one(node, POLICY + "implied") == "true",
        parts=tuple(_span(part) for part in _in_order(node, POLICY + "understoodFrom")),
    )


def _constraint(nodes: Nodes, address: str) -> Constraint:
    node = nodes[address]
    return Constraint(
        phrase=_phrase(nodes, _need(node, POLICY + "words")),
        kind=ConstraintKind(_need(node, POLICY + "kind")),
        date=_one(node, POLICY + "date"),
        duration=_one(node, POLICY + "duration"),
        anchor=_one(node, POLICY + "anchor"),
    )


def read_names(store: Graphs) -> tuple[dict[str, Concept], dict[str, str]]:
    """The concepts by key, and the topics of those that have one."""
    nodes = nodes_of(store.triples_of(store.mint.names))
    merges: dict[str, list[tuple[int, Merge]]] = {}
    for subject, node in nodes.items():
        if (owner := _one(node, PROV + "entity")) is not None:
            merge = Merge(
                _need(node, FOAF + "name"), _need(node, POLICY + "reason"), _one(node, POLICY + "evidence") or ""
            )
            merges.setdefault(owner, []).append((int(subject.rpartition("-")[2]), merge))
    concepts, topics = {}, {}
    topic_start = store.mint.topic("")
    for subject in sorted(nodes):
        node = nodes[subject]
        if subject.startswith(topic_start) or PROV + "entity" in node:
            continue
        key = store.mint.key(subject)
        if (topic := _one(node, DCTERMS + "subject")) is not None:
            topics[key] = unsafe(topic.removeprefix(topic_start))
        if (label := _one(node, SKOS + "prefLabel")) is not None:
            aliases = sorted(node.get(SKOS + "altLabel", ()))
            if (order := _one(node, POLICY + "aliasOrder")) is not None:
                aliases = json.loads(order)
            kind, scope = _one(node, POLICY + "entityType"), _one(node, POLICY + "scope")
            concepts[key] = Concept(
                key=key,
                label=label,
                aliases=tuple(aliases),
                type=EntityType(kind) if kind is not None else None,
                scope=unsafe(store.mint.document_id(scope)) if scope is not None else None,
                link=_one(node, SKOS + "exactMatch"),
                merges=tuple(merge for _, merge in sorted(merges.get(subject, ()), key=lambda row: row[0])),
            )
    return concepts, topics
