"""Corpus → RDF. One named graph for each document, one for the names; no blank nodes, no clock.

A provision is a node with its slots (n-ary); where that would be true, a *shortcut* triple actor – action – object
stands beside it. Words are passages of the document (``…#char=start,end``, RFC 5147) that know their text, so every
offset can be checked against ``prov:value``, the document's canonical text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.graph.terms import Minting, Term, Triple, boolean, date, digest, double, integer, iri, is_address, literal, safe
from kg.graph.vocab import (
    BASE,
    CONCEPT_SLOTS,
    DC,
    DCTERMS,
    DIRECTIVE_TYPES,
    ELI,
    ENTITY_CLASSES,
    FOAF,
    MEMBER,
    OA,
    ORG,
    ORGANISATION,
    PHRASE_SLOTS,
    POLICY,
    PROV,
    RDF,
    RDFS,
    ROLE,
    SKOS,
)
from kg.model import (
    Block,
    Concept,
    ConstraintKind,
    Corpus,
    Document,
    Extraction,
    Modality,
    Names,
    Phrase,
    Polarity,
    Provision,
    Role,
    Span,
)

TYPE = iri(RDF + "type")
PASSAGE, START, END, EXACT = iri(POLICY + "Passage"), iri(OA + "start"), iri(OA + "end"), iri(OA + "exact")
IMPLIED, UNDERSTOOD, SEQUENCE = iri(POLICY + "implied"), iri(POLICY + "understoodFrom"), iri(POLICY + "sequence")
PART_OF, QUOTED = iri(DCTERMS + "isPartOf"), iri(PROV + "wasQuotedFrom")
LABEL, ALT, HIDDEN = iri(SKOS + "prefLabel"), iri(SKOS + "altLabel"), iri(SKOS + "hiddenLabel")
DUTIES = (Modality.OBLIGATION, Modality.COMMITMENT, Modality.PROHIBITION, Modality.RECOMMENDATION)
CONCEPTS = {slot: iri(name) for slot, name in CONCEPT_SLOTS.items()}
PHRASES = {slot: iri(name) for slot, name in PHRASE_SLOTS.items()}
_DOCUMENT_FIELDS = {
    "media_type": iri(DC + "format"),
    "title": iri(DCTERMS + "title"),
    "issuer": iri(DC + "publisher"),
    "number": iri(ELI + "number"),
    "language": iri(DC + "language"),
    "source": iri(DC + "source"),
}


def _kg(name: str) -> Term:
    return iri(POLICY + name)


def quads(corpus: Corpus, *, base: str = BASE) -> Iterator[tuple[Term, Term, Term, Term]]:
    """Subject, predicate, object, graph of everything in the corpus, as N-Triples terms.

    Raises ValueError where two documents have the same text: they would be one node.
    """
    mint = Minting(base)
    seen: dict[str, str] = {}
    for extraction in corpus.extractions:
        document_id = extraction.document.id
        if document_id in seen:
            raise ValueError(f"{extraction.document.name!r} has the same text as {seen[document_id]!r}")
        seen[document_id] = extraction.document.name
        graph = iri(mint.document(document_id))
        for s, p, o in document_triples(extraction, corpus.names, mint, document_id):
            yield s, p, o, graph
    graph = iri(mint.names)
    for s, p, o in name_triples(corpus.names, corpus.topics, mint):
        yield s, p, o, graph


def document_triples(
    extraction: Extraction, names: Names, mint: Minting, document_id: str | None = None
) -> Iterator[Triple]:
    """The named graph of one document: a function of the extraction and of the concepts that its slots name."""
    document = extraction.document
    document_id = document_id or document.id
    page = _Page(document, mint.document(document_id), mint, dict(_line_places(document)))
    yield from _document(document, extraction.sentences, iri(page.address))
    for number, (provision, provision_id, address) in enumerate(_addressed(extraction, mint), 1):
        if provision.document != document_id:
            raise ValueError(f"provision {provision.id} is of document {provision.document}, not {document_id}")
        yield from _provision(provision, number, address, page)
        yield from _named(provision, provision_id, address, names, mint)
    yield from page.triples


def naming_triples(extraction: Extraction, names: Names, mint: Minting) -> Iterator[Triple]:
    """Those of the document's triples that follow from the names: under no names, there are none."""
    for provision, provision_id, address in _addressed(extraction, mint):
        yield from _named(provision, provision_id, address, names, mint)


def _addressed(extraction: Extraction, mint: Minting) -> Iterator[tuple[Provision, str, str]]:
    """Each provision with its id and its IRI."""
    copies: dict[str, int] = {}
    for provision in extraction.provisions:
        provision_id = provision.id
        copy = copies[provision_id] = copies.get(provision_id, 0) + 1
        yield provision, provision_id, mint.provision(provision_id, copy)


def _document(document: Document, sentences: int, node: Term) -> Iterator[Triple]:
    yield node, TYPE, _kg("Document")
    yield node, TYPE, iri(ELI + "LegalResource")
    yield node, iri(DCTERMS + "identifier"), literal(document.name)
    yield node, iri(PROV + "value"), literal(document.text)
    yield node, _kg("sentences"), integer(sentences)
    for name, predicate in _DOCUMENT_FIELDS.items():
        value = getattr(document, name)
        if value is not None:
            yield node, predicate, literal(value)
    if document.date is not None:
        yield node, iri(DCTERMS + "issued"), date(document.date)
    for name, texts in (("guessed", document.guessed), ("readingNotes", document.notes)):
        if texts:
            yield node, _kg(name), _json(list(texts))
    if document.blocks:
        yield node, _kg("layout"), _json([_block_row(b) for b in document.blocks])


def _json(value: object) -> Term:
    # Not in ASCII: two lone surrogates side by side would come back as the one character that they are a pair for.
    return literal(json.dumps(value, ensure_ascii=False, separators=(",", ":")), RDF + "JSON")


def _block_row(block: Block) -> list[object]:
    lead_in, closing = ([[s.start, s.end] for s in spans] for spans in (block.lead_in, block.closing))
    return [
        block.kind, block.span.start, block.span.end, block.number, list(block.path), block.label, lead_in, block.page,
        closing,
    ]  # fmt: skip


def _line_places(document: Document) -> Iterator[tuple[int, Block]]:
    """Where each block starts, for finding the block of a sentence without going through all of them."""
    for block in document.blocks:
        yield block.span.start, block


@dataclass(slots=True)
class _Page:
    """The passages of one document, each written once however many provisions speak of it."""

    document: Document
    address: str
    mint: Minting
    blocks: dict[int, Block]
    triples: list[Triple] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = sorted(self.blocks)

    def passage(self, start: int, end: int) -> Term:
        """The node of a stretch of the text."""
        node = f"<{self.address}#char={start},{end}>"
        if node not in self.written:
            self._write(node, self.document.text[start:end], start, end)
        return node

    def sentence(self, span: Span) -> Term:
        """The node of a sentence, which also knows its place: headings, paragraph, page."""
        node = self.passage(span.start, span.end)
        if (mark := f"{node}place") not in self.written:
            self.written.add(mark)
            block = self._block_at(span.start)
            if block is not None:
                self.triples.append((node, _kg("paragraph"), integer(block.number)))
                if block.path:
                    self.triples.append((node, _kg("path"), literal(" › ".join(block.path))))
                if block.page is not None:
                    self.triples.append((node, _kg("page"), integer(block.page)))
        return node

    def phrase(self, phrase: Phrase) -> Term:
        """The node of a slot's words: the passage itself where they stand there, else one that says what it is from."""
        start, end = phrase.start, phrase.end
        if not phrase.implied and not phrase.parts and self.document.text[start:end] == phrase.text:
            return self.passage(start, end)
        parts = " ".join(f"char={p.start},{p.end}" for p in phrase.parts)
        mark = digest(phrase.text, str(phrase.implied), parts)
        node = f"<{self.address}#char={start},{end};words={mark}>"
        if node not in self.written:
            self._write(node, phrase.text, start, end)
            self.triples.append((node, IMPLIED, boolean(phrase.implied)))
            nodes = [self.passage(part.start, part.end) for part in phrase.parts]
            self.triples.extend((node, UNDERSTOOD, part) for part in _by_address(nodes))
            if nodes != _by_address(nodes):
                self.triples.append((node, SEQUENCE, literal(_suffixes(nodes))))
        return node

    def _write(self, node: Term, text: str, start: int, end: int) -> None:
        self.written.add(node)
        self.triples.extend(
            (
                (node, TYPE, PASSAGE),
                (node, START, integer(start)),
                (node, END, integer(end)),
                (node, EXACT, literal(text)),
            )
        )

    def _block_at(self, offset: int) -> Block | None:
        from bisect import bisect_right

        at = bisect_right(self.starts, offset) - 1
        block = self.blocks[self.starts[at]] if at >= 0 else None
        return block if block is not None and offset < block.span.end else None


def _by_address(nodes: Iterable[Term]) -> list[Term]:
    """The nodes in the order of their IRIs, as a reader sorts them: "…0,1" before "…0,10", unlike "…0,1>"."""
    return sorted(set(nodes), key=lambda node: node[:-1])


def _suffixes(nodes: Iterable[Term]) -> str:
    """The order of nodes that RDF, which has only sets, would lose."""
    return " ".join(node[node.index("#") + 1 : -1] for node in nodes)


def _provision(provision: Provision, number: int, address: str, page: _Page) -> Iterator[Triple]:
    node = iri(address)
    yield node, TYPE, _kg("Provision")
    modality = provision.modality
    yield node, TYPE, _kg("Statement" if modality is Modality.STATEMENT else "Directive")
    # A duty not to do something is no odrl:Duty to do it.
    if provision.polarity is Polarity.POSITIVE or modality is Modality.PROHIBITION:
        for name in DIRECTIVE_TYPES[modality]:
            yield node, TYPE, iri(name)
    yield node, PART_OF, iri(page.address)
    yield node, QUOTED, page.sentence(provision.sentence)
    yield node, _kg("modality"), _kg(modality)
    yield node, _kg("polarity"), literal(provision.polarity)
    yield node, _kg("number"), integer(number)
    if provision.predicate:
        yield node, _kg("predicate"), literal(provision.predicate)
    if provision.rule:
        yield node, iri(PROV + "wasGeneratedBy"), iri(page.mint.rule(provision.rule))
    yield node, _kg("confidence"), double(provision.confidence)
    if provision.confirmed:
        yield node, _kg("confirmed"), boolean(True)
        yield node, iri(PROV + "wasInfluencedBy"), _kg("review")
    for slot, predicate in PHRASES.items():
        phrase = getattr(provision, slot)
        if phrase is not None:
            yield node, predicate, page.phrase(phrase)
    yield from _conditions(provision, node, page)
    for place, constraint in enumerate(provision.constraints, 1):
        inner = f"<{address}#constraint-{place}>"
        yield node, _kg("constraint"), inner
        yield inner, TYPE, _kg("Constraint")
        yield inner, _kg("kind"), literal(constraint.kind)
        yield inner, _kg("words"), page.phrase(constraint.phrase)
        if constraint.date is not None:
            yield inner, _kg("date"), date(constraint.date)
            if constraint.kind is ConstraintKind.DEADLINE and modality in DUTIES:
                yield node, _kg("due"), date(constraint.date)
        if constraint.duration is not None:
            yield inner, _kg("duration"), literal(constraint.duration)
        if constraint.anchor is not None:
            yield inner, _kg("anchor"), literal(constraint.anchor)


def _conditions(provision: Provision, node: Term, page: _Page) -> Iterator[Triple]:
    nodes = [page.phrase(condition) for condition in provision.conditions]
    for condition in _by_address(nodes):
        yield node, _kg("condition"), condition
    if nodes != _by_address(nodes):
        yield node, SEQUENCE, literal(_suffixes(nodes))


def _named(provision: Provision, provision_id: str, address: str, names: Names, mint: Minting) -> Iterator[Triple]:
    node = iri(address)
    concepts: dict[str, Term] = {}
    for slot, predicate in CONCEPTS.items():
        key = names.keys.get((provision_id, slot))
        if key is not None:
            concepts[slot] = iri(mint.concept(key))
            yield node, predicate, concepts[slot]
    if provision.asserts_doing and {"actor", "action", "object"} <= concepts.keys():
        yield concepts["actor"], concepts["action"], concepts["object"]
    if provision_id in names.roles and address == mint.provision(provision_id):  # said once, not by every copy
        yield from _membership(names.roles[provision_id], address, mint)


def _membership(role: Role, provision: str, mint: Minting) -> Iterator[Triple]:
    """Who holds which post where (https://www.w3.org/TR/vocab-org/#membership), and the provision that says so."""
    node, post = iri(mint.membership(role.provision)), iri(mint.role(role.title))
    yield node, TYPE, iri(ORG + "Membership")
    yield node, iri(MEMBER), iri(mint.concept(role.person))
    yield node, iri(ROLE), post
    if role.organisation is not None:
        yield node, iri(ORGANISATION), iri(mint.concept(role.organisation))
    yield node, iri(PROV + "wasDerivedFrom"), iri(provision)
    yield post, TYPE, iri(ORG + "Role")
    yield post, LABEL, literal(role.title)


def name_triples(names: Names, topics: Mapping[str, str], mint: Minting) -> Iterator[Triple]:
    """The named graph of the concepts: each is described once, whatever the number of documents that name it."""
    uses: dict[str, set[str]] = {}
    for (_, slot), key in names.keys.items():
        uses.setdefault(key, set()).add(slot)
    for key in sorted(names.concepts):
        yield from concept_triples(names.concepts[key], uses.get(key, set()), mint)
    for key in sorted(topics):
        topic = iri(mint.topic(topics[key]))
        yield iri(mint.concept(key)), iri(DCTERMS + "subject"), topic
    for topic_name in sorted(set(topics.values())):
        yield iri(mint.topic(topic_name)), TYPE, iri(SKOS + "Concept")
        yield iri(mint.topic(topic_name)), LABEL, literal(topic_name)


def concept_triples(concept: Concept, uses: Iterable[str], mint: Minting) -> Iterator[Triple]:
    """One concept: labels, types, and why each alias was merged into it. ``uses``: the slots that it stands in."""
    node = iri(mint.concept(concept.key))
    yield node, TYPE, iri(SKOS + "Concept")
    uses = set(uses)
    if "action" in uses:
        yield node, TYPE, _kg("Action")
        yield node, TYPE, iri(RDF + "Property")
        yield node, iri(RDFS + "subPropertyOf"), _kg("actsOn")
    if uses & {"actor", "recipient", "attribution"}:
        yield node, TYPE, _kg("Actor")
    if "object" in uses:
        yield node, TYPE, _kg("PolicyObject")
    yield node, LABEL, literal(concept.label)
    for alias in sorted(set(concept.aliases)):
        yield node, ALT, literal(alias)
    if concept.aliases and list(concept.aliases) != sorted(set(concept.aliases)):
        yield node, _kg("aliasOrder"), _json(list(concept.aliases))
    # What a search compares with: SPARQL cannot look up without regard to case by index.
    for hidden in sorted({text.casefold() for text in (concept.label, *concept.aliases)}):
        yield node, HIDDEN, literal(hidden)
    if concept.type is not None:
        yield node, _kg("entityType"), literal(concept.type)
        if concept.type in ENTITY_CLASSES:
            yield node, TYPE, iri(ENTITY_CLASSES[concept.type])
    if concept.scope is not None:
        yield node, _kg("scope"), iri(mint.document(safe(concept.scope)))
    if concept.link is not None:
        link = iri(concept.link) if is_address(concept.link) else literal(concept.link)
        yield node, iri(SKOS + "exactMatch"), link
    for place, merge in enumerate(concept.merges, 1):
        inner = f"<{mint.concept(concept.key)}#merge-{place}>"
        yield inner, TYPE, _kg("Merge")
        yield inner, iri(PROV + "entity"), node
        yield inner, iri(FOAF + "name"), literal(merge.alias)
        yield inner, _kg("reason"), literal(merge.rule)
        if merge.evidence:
            yield inner, _kg("evidence"), literal(merge.evidence)


def names_digest(extraction: Extraction, names: Names) -> str:
    """16 hexadecimal digits that change when a slot or a post of the extraction comes to name another concept."""
    ids = [p.id for p in extraction.provisions]
    cells = [names.keys.get((provision, slot), "") for provision in ids for slot in CONCEPT_SLOTS]
    held = [names.roles[provision] for provision in dict.fromkeys(ids) if provision in names.roles]
    cells += [cell for r in held for cell in (r.provision, r.person, r.title, r.organisation or "")]
    return digest(*cells)
