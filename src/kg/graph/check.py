"""Whether a store is what it should be: the shapes of the ontology, and what no shape can say.

Shapes (SHACL, by pySHACL) are checked for each document's graph and for the graph of names by itself, so that memory
stays flat. Integrity is checked over everything: that every passage is the text between its offsets, that every
shortcut has a provision behind it and every provision that may have one has it, that ids are what the content mints,
that what slots name is described, and that ledger and graphs agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, StoreError
from kg.graph.build import names_digest
from kg.graph.ledger import BUILT
from kg.graph.read_back import Nodes, extraction_of, nodes_of
from kg.graph.vocab import CONCEPT_SLOTS, DCTERMS, MEMBER, OA, ORGANISATION, POLICY, PROV, RDF, SKOS, XSD
from kg.model import Extraction, Names

if TYPE_CHECKING:
    from kg.graph.terms import Minting
    from kg.graph.writing import GraphStore

TYPE = RDF + "type"
PASSAGE, PROVISION = POLICY + "Passage", POLICY + "Provision"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is not as it should be."""

    document: str  # name of the document, or "" for the store as a whole
    check: str  # "shape", "passage", "shortcut", "id", "name", "ledger" or "graph"
    node: str  # IRI
    message: str  # one line

    def __str__(self) -> str:
        place = f"{self.document}: " if self.document else ""
        return f"{place}{self.message} ({self.check}, <{self.node}>)"


def findings(store: GraphStore, *, shapes: bool = True) -> list[Finding]:
    """Everything that is wrong with the store, sorted; empty when all is well. ``shapes=False`` leaves out SHACL."""
    return sorted(set(each_finding(store, shapes=shapes)))


def each_finding(store: GraphStore, *, shapes: bool = True) -> Iterator[Finding]:
    """The findings as they are made, document by document."""
    validate = Validator() if shapes else None
    mint = store.mint
    described = _described(store)
    ledger = store.ledger()
    owners = {e.document: e for e in ledger.values() if e.document and e.status == BUILT and e.same_as is None}
    ids = store.document_ids()
    for document_id in ids:
        graph = mint.document(document_id)
        triples = list(store.triples_of(graph))
        nodes = nodes_of(triples)
        name = (nodes.get(graph, {}).get(DCTERMS + "identifier") or [document_id])[0]
        for node, check, message in _of_document(nodes, triples, graph, document_id, mint, described):
            yield Finding(name, check, node, message)
        try:
            extraction, names = extraction_of(nodes, graph, document_id, mint)
        except StoreError as error:
            yield Finding(name, "graph", graph, error.reason)
        else:
            yield from _of_ledger(extraction, names, owners, graph, document_id)
            yield from _of_ids(extraction, nodes, mint)
        if validate is not None:
            yield from (Finding(name, "shape", node, message) for node, message in validate(triples))
    if validate is not None:
        for node, message in validate(list(store.triples_of(mint.names))):
            yield Finding("", "shape", node, message)
    known = set(ids)
    for entry in ledger.values():
        if entry.status == BUILT and entry.document not in known:
            yield Finding(entry.name, "ledger", entry.address, "the ledger has a document that the graph has not")


def _described(store: GraphStore) -> set[str]:
    """The concepts that have a label."""
    label = SKOS + "prefLabel"
    return {t.subject.value for t in store.triples_of(store.mint.names) if t.predicate.value == label}  # type: ignore[union-attr]


def _of_document(
    nodes: Nodes, triples: Iterable[Any], graph: str, document_id: str, mint: Minting, described: set[str]
) -> Iterator[tuple[str, str, str]]:
    """Node, check and message for what is wrong inside one document's graph."""
    if any(type(term).__name__ == "BlankNode" for t in triples for term in (t.subject, t.object)):
        yield graph, "graph", "the graph has blank nodes"
    texts = nodes.get(graph, {}).get(PROV + "value", [])
    if len(texts) == 1:
        yield from _of_text(texts[0], graph, document_id)
        for subject, node in nodes.items():
            if PASSAGE in node.get(TYPE, ()):
                yield from ((subject, "passage", message) for message in _of_passage(subject, node, texts[0], graph))
    else:
        yield graph, "graph", f"the document has {len(texts)} texts, so no offset can be checked"
    yield from _of_shortcuts(nodes, mint)
    for subject, node in nodes.items():
        if PROVISION in node.get(TYPE, ()):
            for predicate in CONCEPT_SLOTS.values():
                for concept in node.get(predicate, ()):
                    if concept not in described:
                        yield subject, "name", f"it names <{concept}>, which is not described"
        for concept in (c for predicate in (MEMBER, ORGANISATION) for c in node.get(predicate, ())):
            if concept not in described:
                yield subject, "name", f"it names <{concept}>, which is not described"


def _of_text(text: str, graph: str, document_id: str) -> Iterator[tuple[str, str, str]]:
    from kg.model import Document

    minted = Document("", text, ()).id
    if minted != document_id:
        yield graph, "id", f"the document's text mints the id {minted}, not {document_id}"


def _of_passage(subject: str, node: dict[str, list[str]], text: str, graph: str) -> Iterator[str]:
    starts, ends, words = (node.get(OA + name, []) for name in ("start", "end", "exact"))
    if not len(starts) == len(ends) == len(words) == 1:
        yield "the passage has not one start, one end and one text"
        return
    try:
        start, end = int(starts[0]), int(ends[0])
    except ValueError:
        yield f"the passage's offsets {starts[0]!r} and {ends[0]!r} are no numbers"
        return
    if not 0 <= start <= end <= len(text):
        yield f"the passage {start}-{end} is outside the text of {len(text)} characters"
        return
    if not subject.startswith(f"{graph}#char={start},{end}"):
        yield f"the passage's offsets {start}-{end} are not those of its address"
    if node.get(POLICY + "implied") == ["true"]:
        if POLICY + "understoodFrom" not in node:
            yield "the words are implied, but not said from what"
    elif text[start:end] != words[0]:
        yield f"the text at {start}-{end} is {_short(text[start:end])}, not {_short(words[0])}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")


def _of_shortcuts(nodes: Nodes, mint: Minting) -> Iterator[tuple[str, str, str]]:
    said: dict[tuple[str, str, str], list[bool]] = {}
    wanted: dict[tuple[str, str, str], str] = {}
    for subject, node in nodes.items():
        if PROVISION not in node.get(TYPE, ()):
            continue
        ends = [node.get(CONCEPT_SLOTS[slot]) for slot in ("actor", "action", "object")]
        if all(ends):
            triple = (ends[0][0], ends[1][0], ends[2][0])  # type: ignore[index]
            asserts = _asserts_doing(node)
            said.setdefault(triple, []).append(asserts)
            if asserts:
                wanted.setdefault(triple, subject)
    inside = (mint.document(""), mint.provision(""), mint.role(""))
    there = {
        (subject, predicate, thing)
        for subject, node in nodes.items()
        if not subject.startswith(inside)
        for predicate, things in node.items()
        for thing in things
    }
    for triple in sorted(there - wanted.keys()):
        if triple in said:
            yield triple[0], "shortcut", f"a shortcut to <{triple[2]}> for what is prohibited, exempted or denied"
        else:
            yield triple[0], "shortcut", f"the triple <{triple[1]}> <{triple[2]}> has no provision behind it"
    for triple in sorted(wanted.keys() - there):
        yield (
            wanted[triple],
            "shortcut",
            f"the provision's shortcut <{triple[0]}> <{triple[1]}> <{triple[2]}> is missing",
        )


def _asserts_doing(node: dict[str, list[str]]) -> bool:
    never = {POLICY + "prohibition", POLICY + "exemption"}
    return node.get(POLICY + "polarity") == ["positive"] and not never & set(node.get(POLICY + "modality", ()))


def _of_ledger(
    extraction: Extraction, names: Names, owners: dict[Any, Any], graph: str, document_id: str
) -> Iterator[Finding]:
    name = extraction.document.name
    entry = owners.get(document_id)
    if entry is None:
        yield Finding(name, "ledger", graph, "the graph has a document that the ledger has not")
        return
    count = len(extraction.provisions)
    if entry.name != name:
        yield Finding(name, "ledger", graph, f"the ledger calls the document {entry.name!r}")
    if entry.provisions != count:
        yield Finding(name, "ledger", graph, f"the ledger has {entry.provisions} provisions, the graph {count}")
    if entry.names != names_digest(extraction, names):
        yield Finding(name, "ledger", graph, "the slots name other concepts than the ledger says")


def _of_ids(extraction: Extraction, nodes: Nodes, mint: Minting) -> Iterator[Finding]:
    """The addresses of provisions against what their slots mint."""
    by_number = {
        node[POLICY + "number"][0]: subject
        for subject, node in nodes.items()
        if PROVISION in node.get(TYPE, ()) and POLICY + "number" in node
    }
    numbers = sorted(by_number, key=int)
    for number, provision in zip(numbers, extraction.provisions, strict=False):
        address = by_number[number]
        if not address.startswith(mint.provision(provision.id)):
            message = f"the provision's slots mint the id {provision.id}"
            yield Finding(extraction.document.name, "id", address, message)


class Validator:
    """The shapes, parsed once."""

    def __init__(self) -> None:
        import rdflib

        from kg.resources import ontology

        self._shapes = rdflib.Graph().parse(ontology("shapes.ttl"), format="turtle")
        _flatten(self._shapes)
        terms = {term for triple in self._shapes for term in triple}
        self._known = {str(term): term for term in terms if isinstance(term, rdflib.URIRef)}

    def __call__(self, triples: Iterable[Any]) -> list[tuple[str, str]]:
        """The nodes of the graph that break a shape, each with what the shape says."""
        import pyshacl
        import rdflib

        graph = rdflib.Graph()
        known = dict(self._known)  # one object for each IRI, the shapes' among them: what is the same compares quickly
        for t in triples:
            graph.add((_node(t.subject, known), _node(t.predicate, known), _node(t.object, known)))
        shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
        try:
            valid, report, _ = pyshacl.validate(graph, shacl_graph=self._shapes, inplace=True, advanced=False)
        except Exception as error:  # pySHACL raises bare errors for data it does not expect
            raise KgError(f"the shapes could not be checked: {error}") from error
        if valid:
            return []
        found = set()
        for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult):
            says = " ".join(sorted(str(m) for m in report.objects(result, shacl.resultMessage)))
            found.add((str(report.value(result, shacl.focusNode)), says or "breaks a shape"))
        return sorted(found)


def _flatten(shapes: Any) -> None:
    """Gives the property shapes of a node shape its targets, and takes them out of it.

    It means the same (https://www.w3.org/TR/shacl/#PropertyConstraintComponent), but pySHACL then goes through each
    property shape once for all nodes, and not once for each node.
    """
    import rdflib

    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for kind in (shacl.targetClass, shacl.targetSubjectsOf):
        for shape, target in list(shapes.subject_objects(kind)):
            for inner in list(shapes.objects(shape, shacl.property)):
                shapes.add((inner, kind, target))
    for shape in set(shapes.subjects(shacl.targetClass)) | set(shapes.subjects(shacl.targetSubjectsOf)):
        shapes.remove((shape, shacl.property, None))


def _node(term: Any, known: dict[str, Any]) -> Any:
    import rdflib

    kind = type(term).__name__
    if kind == "NamedNode":
        address = term.value
        if address not in known:
            known[address] = rdflib.URIRef(address)
        return known[address]
    if kind == "BlankNode":
        return rdflib.BNode(term.value)
    datatype = None if term.language else term.datatype.value
    # rdflib holds "x" and "x"^^xsd:string apart, RDF 1.1 does not.
    datatype = None if datatype == XSD + "string" else datatype
    return rdflib.Literal(
        term.value, lang=term.language, datatype=datatype and rdflib.URIRef(datatype), normalize=False
    )
