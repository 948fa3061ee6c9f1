"""``output/index.html``: one card for each thing a build has written."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from kg.model import Corpus
from kg.views.labels import clean
from kg.views.markup import escape, static_page
from kg.views.payload import modality_class
from kg.views.scene import is_negative, scene, word

_STYLE = """
ul { list-style: none; margin: 0; padding: 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); gap: 14px; }
.cards a { height: 100%; box-sizing: border-box; padding: 16px 18px; color: inherit;
  text-decoration: none;
  background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.cards a:hover, .cards a:focus-visible { border-color: var(--accent); }
.cards b { display: block; color: var(--accent); font-size: 17px; }
.cards a { display: flex; flex-direction: column; }
.cards span { color: var(--muted); font-size: 15px; }
.cards small { color: var(--muted); font-size: 13px; margin-top: auto; padding-top: 8px; }
h2 { font-size: 18px; margin: 32px 0 10px; }
.kinds { display: flex; flex-wrap: wrap; gap: 8px 18px; margin-bottom: 24px; }
.documents li { padding: 7px 0; border-bottom: 1px solid var(--line); }
.documents span { color: var(--muted); }
"""

# File name → (what it is called, what a reader finds there). In this order; a file that is not there has no card.
KNOWN = {
    "graph.html": (
        "Graph",
        "Who must, may or must not do what, drawn. Select anything to read the sentence behind it.",
    ),
    "text.html": ("Text", "The documents themselves, every provision underlined in its modality’s colour."),
    "matrix.html": ("Matrix", "Which actor carries which topic."),
    "matrix.svg": ("Matrix", "Which actor carries which topic, as a picture."),
    "timeline.html": ("Timeline", "Provisions and deadlines by date."),
    "diff.html": ("Comparison", "What changed from one document to another."),
    "table.html": ("Table", "All provisions in one table, with their sentences. No script."),
    "provisions.csv": ("CSV", "The table for a spreadsheet."),
    "provisions.jsonl": ("JSON lines", "One provision a line, with offsets."),
    "graph.ttl": ("Turtle", "The RDF graph, for SPARQL and other tools."),
}


def gallery_page(corpus: Corpus, *, title: str, files: Mapping[str, int | None]) -> str:
    """The index of an output folder.

    ``files``: the names of the files that are there (relative to the index), with their sizes in bytes where
    known. Files that are not KNOWN get a card with their name.
    """
    names = [name for name in KNOWN if name in files]
    names += sorted(name for name in files if name not in KNOWN and name != "index.html")
    cards = "\n".join(_card(name, files[name]) for name in names)
    count, documents = len(corpus.provisions), len(corpus.extractions)
    body = (
        f'<h1>{escape(clean(title))}</h1>\n<p class="sub">{count:,} provision{"s" if count != 1 else ""} in '
        f"{documents:,} document{'s' if documents != 1 else ''}</p>\n"
        f'<ul class="kinds">{_kinds(corpus)}</ul>\n<ul class="cards">\n{cards}\n</ul>\n'
        f'<h2>Documents</h2>\n<ul class="documents">\n{_documents(corpus, "graph.html" in files)}\n</ul>'
    )
    return static_page(title, body, _STYLE)


def _card(name: str, size: int | None) -> str:
    title, about = KNOWN.get(name, (name, ""))
    kind = f"{clean(name)}, {_size(size)}" if size is not None else clean(name)
    return (
        f'<li><a href="{escape(quote(name))}"><b>{escape(title)}</b>'
        f"<span>{escape(about)}</span> <small>{escape(kind)}</small></a></li>"
    )


def _size(size: int) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size = round(size / 1000)
    return f"{size} GB"


def _kinds(corpus: Corpus) -> str:
    counts: dict[tuple[str, str], int] = {}
    for provision in corpus.provisions:
        kind = (modality_class(provision), word(provision.modality, is_negative(provision)))
        if kind[0] == "statement":
            kind = ("statement", "statement")
        counts[kind] = counts.get(kind, 0) + 1
    return "".join(
        f'<li><span class="chip {css}">{says}</span> {n:,}</li>'
        for (css, says), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _documents(corpus: Corpus, linked: bool) -> str:
    rows = []
    for extraction in corpus.extractions:
        document = extraction.document
        name = f"<bdi>{escape(clean(document.title or document.name))}</bdi>"
        if linked:
            name = f'<a href="graph.html#document={document.id}&amp;view=text">{name}</a>'
        about = [document.issuer, document.date, f"{len(extraction.provisions):,} provisions"]
        rows.append(f"<li>{name} <span>{escape(' · '.join(clean(a) for a in about if a))}</span></li>")
    return "\n".join(rows)


def top_actors(corpus: Corpus, most: int = 10) -> list[tuple[str, int]]:
    """The actors with the most provisions, for tables and summaries: (label, number)."""
    shown = scene(corpus)
    labels = {node.key: node.label for node in shown.nodes}
    counts: dict[str, int] = {}
    for link in shown.links:
        counts[link.source] = counts.get(link.source, 0) + len(link.provisions)
    return [(labels[key], n) for key, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]]
