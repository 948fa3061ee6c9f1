"""The graph in the formats that other tools read. The same graph gives the same bytes, wherever it was built.

networkx and rdflib have writers for most of these, but their output depends on the order of insertion, on the store, or
on the clock (GEXF carries the day).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from kg.errors import UsageError
from kg.graph.terms import Minting, Term, Triple
from kg.graph.vocab import LEDGER, PREFIXES, RDF, XSD

if TYPE_CHECKING:
    from kg.graph.writing import GraphStore
    from kg.model import Corpus

FORMATS: Final = ("ttl", "trig", "nq", "jsonld", "graphml", "gexf", "csv")
_TYPE = f"<{RDF}type>"
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_\-]*")
_PLAIN_NUMBER = re.compile(rf'"(-?\d+)"\^\^<{re.escape(XSD)}integer>|"(true|false)"\^\^<{re.escape(XSD)}boolean>')


def export(store: GraphStore, kind: str) -> Iterator[str]:
    """The store's documents and names (never its ledger) as pieces of text in one of ``FORMATS``.

    Raises UsageError for any other format.
    """
    if kind in ("graphml", "gexf", "csv"):
        yield from export_corpus(store.corpus(), kind)
    elif kind in ("ttl", "trig", "nq", "jsonld"):
        yield from _write(_graphs_of(store), store.mint.base, kind)
    else:
        raise UsageError(f"no format is called {kind!r}", hint=f"there are: {', '.join(FORMATS)}")


def export_corpus(corpus: Corpus, kind: str, *, base: str | None = None) -> Iterator[str]:
    """A corpus that is in no store, in one of ``FORMATS``; the bytes are those that its store would give."""
    from kg.graph.build import document_triples, name_triples
    from kg.graph.vocab import BASE

    if kind == "csv":
        from kg.rows import csv_text

        yield csv_text(corpus)
    elif kind == "graphml":
        yield from graphml(corpus)
    elif kind == "gexf":
        yield from gexf(corpus)
    elif kind in FORMATS:
        mint = Minting(base or BASE)
        by_graph = [(mint.document(e.document.id), e) for e in corpus.extractions]
        graphs: list[tuple[str, Iterable[Triple]]] = [
            (graph, document_triples(extraction, corpus.names, mint))
            for graph, extraction in sorted(by_graph, key=_first)
        ]
        graphs.append((mint.names, name_triples(corpus.names, corpus.topics, mint)))
        yield from _write(iter(graphs), mint.base, kind)
    else:
        raise UsageError(f"no format is called {kind!r}", hint=f"there are: {', '.join(FORMATS)}")


def _first(pair: tuple[str, Any]) -> str:
    return pair[0]


def _graphs_of(store: GraphStore) -> Iterator[tuple[str, Iterable[Triple]]]:
    from kg.graph.writing import terms

    wanted = [store.mint.document(document_id) for document_id in store.document_ids()]
    for graph in [*wanted, store.mint.names]:
        assert graph != LEDGER
        yield graph, (terms(triple) for triple in store.triples_of(graph))


def _write(graphs: Iterator[tuple[str, Iterable[Triple]]], base: str, kind: str) -> Iterator[str]:
    if kind == "nq":
        for graph, triples in graphs:
            yield from (f"{s} {p} {o} <{graph}> .\n" for s, p, o in sorted(set(triples)))
    elif kind == "trig":
        yield from trig(graphs, base=base)
    elif kind == "jsonld":
        yield jsonld(((s, p, o, f"<{graph}>") for graph, triples in graphs for s, p, o in triples), base=base)
    else:
        # A shortcut that several documents have is one triple: all triples go through one sorted set.
        yield from turtle({triple for _, triples in graphs for triple in triples}, base=base)


class _Names:
    """Shortens IRIs: known prefixes, and addresses relative to the base."""

    def __init__(self, base: str) -> None:
        self.base = base if base.startswith("http") else ""
        self._cache: dict[str, str] = {}

    def heading(self) -> str:
        lines = [f"@base <{self.base}> .\n"] if self.base else []
        return "".join([*lines, *(f"@prefix {p}: <{iri}> .\n" for p, iri in sorted(PREFIXES.items()))])

    def short(self, term: Term) -> str:
        found = self._cache.get(term)
        if found is None:
            found = self._short(term)
            if term[0] == "<" and len(self._cache) < 200_000:
                self._cache[term] = found
        return found

    def _short(self, term: Term) -> str:
        if term[0] == "<":
            return self._iri(term)
        if number := _PLAIN_NUMBER.fullmatch(term):
            return number[1] or number[2]
        if term.endswith(">") and "^^<" in term:
            text, _, kind = term.rpartition("^^")
            return f"{text}^^{self._iri(kind)}"
        return term

    def _iri(self, term: Term) -> str:
        value = term[1:-1]
        for prefix, namespace in PREFIXES.items():
            if value.startswith(namespace) and _LOCAL.fullmatch(value, len(namespace)):
                return f"{prefix}:{value[len(namespace) :]}"
        if self.base and value.startswith(self.base):
            rest = value[len(self.base) :]
            # "." and ".." would be resolved away, a colon before the first slash would make a scheme.
            first = re.split("[/#?]", rest, maxsplit=1)[0]
            if rest and ":" not in first and rest[0] not in "/?#" and not re.search(r"(^|/)\.\.?(/|#|\?|$)", rest):
                return f"<{rest}>"
        return term


def turtle(triples: Iterable[Triple], *, base: str) -> Iterator[str]:
    """Turtle, grouped by subject, sorted, with fixed prefixes and addresses relative to the base."""
    names = _Names(base)
    yield names.heading()
    for subject, group in groupby(sorted(set(triples)), key=_subject):
        yield "\n" + _about(names, subject, group, "")


def trig(graphs: Iterable[tuple[str, Iterable[Triple]]], *, base: str) -> Iterator[str]:
    """TriG: Turtle inside each named graph, graphs in the order given."""
    names = _Names(base)
    yield names.heading()
    for graph, triples in graphs:
        yield f"\n{names.short(f'<{graph}>')} {{\n"
        for subject, group in groupby(sorted(set(triples)), key=_subject):
            yield _about(names, subject, group, "    ")
        yield "}\n"


def _subject(triple: Triple) -> Term:
    return triple[0]


def _about(names: _Names, subject: Term, triples: Iterable[Triple], indent: str) -> str:
    inner = indent + "    "
    rows = []
    by_predicate = {p: [names.short(o) for _, _, o in group] for p, group in groupby(triples, key=lambda t: t[1])}
    for predicate in sorted(by_predicate, key=lambda p: (p != _TYPE, names.short(p))):
        things = by_predicate[predicate]
        word = "a" if predicate == _TYPE else names.short(predicate)
        # Things that are no literals fit on one line; long texts get a line each.
        glue = ", " if all(thing[0] != '"' for thing in things) else f",\n{inner}    "
        rows.append(f"{word} {glue.join(things)}")
    return f"{indent}{names.short(subject)} " + f" ;\n{inner}".join(rows) + " .\n"


def jsonld(quads: Iterable[tuple[Term, Term, Term, Term]], *, base: str) -> str:
    """JSON-LD 1.1: a context with the prefixes, one ``@graph`` for each named graph, everything sorted."""
    names = _Names(base)
    by_graph: dict[Term, dict[Term, dict[str, list[Any]]]] = {}
    for s, p, o, g in sorted(set(quads), key=lambda q: (q[3], *q[:3])):
        node = by_graph.setdefault(g, {}).setdefault(s, {})
        if p == _TYPE:
            node.setdefault("@type", []).append(_json_word(names, o))
        else:
            node.setdefault(_json_word(names, p), []).append(_json_value(names, o))
    context: dict[str, Any] = {"@version": 1.1, **dict(sorted(PREFIXES.items()))}
    if names.base:
        context["@base"] = names.base
    graphs: list[Any] = []
    for g, nodes in by_graph.items():
        rows = [{"@id": _json_iri(names, s), **dict(sorted(node.items()))} for s, node in nodes.items()]
        if g:
            graphs.append({"@id": _json_iri(names, g), "@graph": rows})
        else:
            graphs.extend(rows)
    return json.dumps({"@context": context, "@graph": graphs}, ensure_ascii=False, indent=1) + "\n"


def _json_iri(names: _Names, term: Term) -> str:
    short = names.short(term)
    return short[1:-1] if short[0] == "<" else short


def _json_word(names: _Names, term: Term) -> str:
    """A predicate or a type: prefixed or whole, because JSON-LD does not resolve these against the base."""
    short = names.short(term)
    return term[1:-1] if short[0] == "<" else short


def _json_value(names: _Names, term: Term) -> Any:
    if term[0] == "<":
        return {"@id": _json_iri(names, term)}
    if not term.endswith('"'):
        text, mark, kind = term.rpartition("^^") if term.endswith(">") else term.rpartition("@")
        value = _plain(text)
        if mark == "@":
            return {"@value": value, "@language": kind}
        return {"@value": value, "@type": _json_word(names, kind)}
    return _plain(term)


_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_MEANING = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def _plain(quoted: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1][1:], 16)) if m[1][0] in "uU" else _MEANING[m[1]], quoted[1:-1])


# XML 1.0 has no place for these, not even as references.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _xml(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _NO_XML.sub("\ufffd", text)


def _attribute(value: Any) -> str:
    return quoteattr(_xml(value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


_NODE_FIELDS = ("label", "type", "role", "topic")
_EDGE_FIELDS: Final = {
    "label": "string", "action": "string", "modality": "string", "polarity": "string", "asserts_doing": "boolean",
    "deontic": "string", "recipient": "string", "attribution": "string", "conditions": "string",
    "constraints": "string", "sentence": "string", "start": "int", "end": "int", "document": "string", "rule": "string",
    "confidence": "double",
}  # fmt: skip


def graphml(corpus: Corpus) -> Iterator[str]:
    """GraphML (graphml.graphdrawing.org) for yEd, Cytoscape, networkx."""
    from kg.graph.network import to_networkx

    graph = to_networkx(corpus)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name in _NODE_FIELDS:
        yield f'  <key id="n-{name}" for="node" attr.name="{name}" attr.type="string"/>\n'
    for name, kind in _EDGE_FIELDS.items():
        yield f'  <key id="e-{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for key in sorted(graph):
        yield f"    <node id={_attribute(key)}>\n"
        yield from (f'      <data key="n-{n}">{_text(graph.nodes[key][n])}</data>\n' for n in _NODE_FIELDS)
        yield "    </node>\n"
    for start, end, key, facts in sorted(graph.edges(keys=True, data=True), key=lambda e: (e[2], e[0], e[1])):
        yield f"    <edge id={_attribute(key)} source={_attribute(start)} target={_attribute(end)}>\n"
        yield from (f'      <data key="e-{n}">{_text(facts[n])}</data>\n' for n in _EDGE_FIELDS)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _text(value: Any) -> str:
    return escape(_xml(value), {"\r": "&#13;"})


def gexf(corpus: Corpus) -> Iterator[str]:
    """GEXF 1.3 (gexf.net) for Gephi, without the day that it was written."""
    from kg.graph.network import to_networkx

    graph = to_networkx(corpus)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '  <graph defaultedgetype="directed" mode="static">\n    <attributes class="node">\n'
    for name in _NODE_FIELDS[1:]:
        yield f'      <attribute id="{name}" title="{name}" type="string"/>\n'
    yield '    </attributes>\n    <attributes class="edge">\n'
    for name, kind in _EDGE_FIELDS.items():
        yield f'      <attribute id="{name}" title="{name}" type="{"integer" if kind == "int" else kind}"/>\n'
    yield "    </attributes>\n    <nodes>\n"
    for key in sorted(graph):
        yield f"      <node id={_attribute(key)} label={_attribute(graph.nodes[key]['label'])}><attvalues>"
        yield from (f'<attvalue for="{n}" value={_attribute(graph.nodes[key][n])}/>' for n in _NODE_FIELDS[1:])
        yield "</attvalues></node>\n"
    yield "    </nodes>\n    <edges>\n"
    for start, end, key, facts in sorted(graph.edges(keys=True, data=True), key=lambda e: (e[2], e[0], e[1])):
        ends = f"source={_attribute(start)} target={_attribute(end)}"
        yield f"      <edge id={_attribute(key)} {ends} label={_attribute(facts['label'])}><attvalues>"
        yield from (f'<attvalue for="{n}" value={_attribute(facts[n])}/>' for n in _EDGE_FIELDS)
        yield "</attvalues></edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"
