"""All provisions as one plain HTML table: no script, readable anywhere, printable."""

from __future__ import annotations

from kg.model import Corpus, Document, Phrase, Provision
from kg.views.labels import capital, clean, shorten
from kg.views.markup import chip, escape, graph_link, marked, static_page
from kg.views.scene import Node, scene

_STYLE = """
main { max-width: none; }
table { border-collapse: collapse; width: 100%; font-size: 14px; background: var(--card); }
th, td { text-align: left; vertical-align: top; padding: 8px 10px; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--muted); position: sticky; top: 0; background: var(--card); }
tbody th { font-weight: 600; }
/* Words stay whole, up to the width of a cell. */
tbody th, td { overflow-wrap: break-word; max-width: 22em; }
tbody th { min-width: 9em; }
td.words { min-width: 22em; max-width: 36em; color: var(--muted); }
table a { text-decoration-color: var(--line); text-underline-offset: 2px; }
table a:hover { text-decoration-color: currentColor; }
td small { color: var(--muted); font-size: 13px; }
td.where { min-width: 11em; color: var(--muted); font-size: 13px; }
td.words mark { color: var(--ink); }
tr:target td, tr:target th { background: var(--mark); }
@media (max-width: 760px) {
  thead { display: none; }
  tr { display: block; padding: 12px 10px; border-bottom: 1px solid var(--line); }
  tbody th, td { display: inline; padding: 0 4px 0 0; border: 0; overflow-wrap: anywhere; }
  td.words, td.where { display: block; padding: 6px 0 0; min-width: 0; }
}
@media print { thead th { position: static; } tr { break-inside: avoid; } }
"""


def table_page(corpus: Corpus, *, title: str, graph: str = "graph.html") -> str:
    """The provisions in the order of the documents; each leads to itself in the graph page (``graph``, relative)."""
    shown = scene(corpus)
    nodes = {node.key: node for node in shown.nodes}
    ends = {p.id: (nodes[link.source], nodes[link.target]) for link in shown.links for p in link.provisions}
    rows = []
    for extraction in corpus.extractions:
        for provision in sorted(extraction.provisions, key=lambda p: (p.sentence, p.action.start, p.id)):
            rows.append(_row(provision, extraction.document, *ends[provision.id], graph))
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Who", "Modality", "Does", "What", "Sentence", "Where"))
    count = f"{len(rows):,} provision{'s' if len(rows) != 1 else ''} in {len(corpus.extractions):,} document"
    count += "s" if len(corpus.extractions) != 1 else ""
    body = (
        f'<h1>{escape(clean(title))}</h1>\n<p class="sub">{count} · <a href="{escape(graph)}">graph</a></p>\n'
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"
    )
    return static_page(title, body, _STYLE)


def _row(provision: Provision, document: Document, actor: Node, target: Node, graph: str) -> str:
    what, does = "–", escape(clean(provision.predicate or provision.action.text))
    if target.kind != "end":
        what = f'<a href="{graph_link(graph, node=target.key)}"><bdi>{escape(capital(target.label))}</bdi></a>'
    return (
        f'<tr id="p-{provision.id}"><th scope="row"><a href="{graph_link(graph, node=actor.key)}">'
        f"<bdi>{escape(capital(actor.label))}</bdi></a></th><td>{chip(provision)}</td>"
        f'<td><a href="{graph_link(graph, edge=provision.id)}">{does}'
        f"</a>{_details(provision)}</td><td>{what}</td>"
        f'<td class="words"><bdi>{marked(document.text, provision)}</bdi></td>'
        f'<td class="where">{place(provision, document)}</td></tr>'
    )


def _details(provision: Provision) -> str:
    phrases: list[Phrase] = [*provision.conditions, *(c.phrase for c in provision.constraints)]
    return "".join(f"<br><small>{escape(clean(phrase.text))}</small>" for phrase in phrases)


def place(provision: Provision, document: Document) -> str:
    """Document, date, heading path, paragraph and page of a provision, as HTML."""
    parts = [document.title or document.name]
    if document.date:
        parts.append(document.date)
    block = document.block_at(provision.sentence.start)
    if block is not None:
        parts.extend([" › ".join(shorten(part, 44) for part in block.path)] if block.path else [])
        parts.append(f"paragraph {block.number}")
        if block.page:
            parts.append(f"page {block.page}")
    return " · ".join(f"<bdi>{escape(clean(part))}</bdi>" for part in parts)
