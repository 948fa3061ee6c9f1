"""One document as N-Quads and back, without a store: what passes between machines.

The quads are those of the document's named graph, under provisional names: what its slots name is decided over all
documents.
"""

from __future__ import annotations

from kg.errors import StoreError
from kg.graph.build import document_triples
from kg.graph.read_back import extraction_of, nodes_of
from kg.graph.terms import Minting
from kg.graph.vocab import BASE
from kg.model import Extraction, Names


def to_nquads(extraction: Extraction, *, base: str | None = None) -> bytes:
    """The document's named graph, sorted."""
    mint = Minting(base or BASE)
    document_id = extraction.document.id
    graph = mint.document(document_id)
    triples = sorted(set(document_triples(extraction, Names(), mint, document_id)))
    return "".join(f"{s} {p} {o} <{graph}> .\n" for s, p, o in triples).encode("utf-8")


def from_nquads(data: bytes, *, base: str | None = None) -> Extraction:
    """The document of which ``to_nquads`` made the quads. Raises StoreError where they are something else."""
    import pyoxigraph

    try:
        quads = list(pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"no N-Quads ({error})", hint="build the document again") from error
    graphs = {str(quad.graph_name.value) for quad in quads if isinstance(quad.graph_name, pyoxigraph.NamedNode)}
    if len(graphs) != 1:
        raise StoreError(f"{len(graphs)} documents where one was expected", hint="build the document again")
    mint = Minting(base or BASE)
    (address,) = graphs
    return extraction_of(nodes_of(quads), address, mint.document_id(address), mint)[0]
