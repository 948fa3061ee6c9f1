"""HTML for notebooks: what ``_repr_html_`` of a graph or a provision returns.

A notebook shows it inside a page of its own, with its own style: colours are inline, and readable on light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as quote_html

from kg.model import Corpus, Document, Provision
from kg.views.labels import clean
from kg.views.markup import escape, marked
from kg.views.payload import modality_class
from kg.views.scene import is_negative, word
from kg.views.table import place

# Readable (4.5 : 1 and more) on white and, with the card's own ground, on any notebook theme.
COLOURS = {
    "must": "#1D4ED8",
    "mustnot": "#B91C1C",
    "should": "#0F766E",
    "may": "#7C3AED",
    "will": "#9A3412",
    "neednot": "#86198F",
    "statement": "#5B6677",
}
_CARD = (
    "background:#fff;color:#0F172A;border:1px solid #D7DEE8;border-radius:10px;padding:12px 16px;margin:6px 0;"
    "max-width:60em;font-family:Inter,'Segoe UI',Roboto,'Noto Sans',system-ui,sans-serif;font-size:14px;line-height:1.5"
)
_ROWS = 20


def graph_html(corpus: Corpus, *, title: str = "Directives", height: int = 640) -> str:
    """The whole page inside the notebook's cell, in a frame of its own that can reach nothing outside.

    Past 2,000 provisions only counts and the first rows: a notebook keeps its output in its file.
    """
    if len(corpus.provisions) > 2000:
        return provisions_html(corpus)
    from kg.views.html import page

    source = quote_html(page(corpus, title=title), quote=True)
    return (
        f'<iframe title="{escape(clean(title))}" sandbox="allow-scripts allow-downloads allow-popups" '
        f'srcdoc="{source}" '
        f'style="width:100%;height:{int(height)}px;border:1px solid #D7DEE8;border-radius:10px"></iframe>'
    )


def provision_html(provision: Provision, document: Document | None = None) -> str:
    """A card: who, modality, action, object; the sentence with the phrases marked, where the document is given."""
    rows = [
        ("says", provision.attribution.text if provision.attribution else ""),
        ("to or for", provision.recipient.text if provision.recipient else ""),
        ("if or when", "; ".join(p.text for p in provision.conditions)),
        ("how", "; ".join(c.phrase.text for c in provision.constraints)),
        ("so that", provision.purpose.text if provision.purpose else ""),
        ("or else", provision.consequence.text if provision.consequence else ""),
    ]
    actor = provision.actor.text if provision.actor else "(nobody named)"
    thing = provision.object.text if provision.object else ""
    does = escape(clean(provision.predicate or provision.action.text))
    head = f"{chip_html(provision)} <b>{escape(clean(actor))}</b> {does} "
    parts = [f'<div style="font-size:15px">{head}<b>{escape(clean(thing))}</b></div>']
    if document is not None:
        sentence = marked(document.text, provision).replace("<mark>", '<mark style="background:#FEF0B8;color:inherit">')
        parts.append(f'<div style="margin-top:6px"><bdi>“{sentence}”</bdi></div>')
    parts += [
        f'<div><span style="color:#4A5568">{name}</span> {escape(clean(value))}</div>' for name, value in rows if value
    ]
    where = place(provision, document) if document is not None else ""
    sure = f"{provision.confidence:.0%} sure · {escape(clean(provision.rule))}"
    parts.append(f'<div style="color:#4A5568;margin-top:6px">{where}{" · " if where else ""}{sure}</div>')
    return card_html("".join(parts))


def provisions_html(corpus: Corpus, most: int = _ROWS) -> str:
    """Counts, and a table of the first provisions."""
    rows = []
    for provision in corpus.provisions[:most]:
        cells = [
            escape(clean(provision.actor.text)) if provision.actor else "–",
            chip_html(provision),
            escape(clean(provision.predicate or provision.action.text)),
            escape(clean(provision.object.text)) if provision.object else "–",
        ]
        rows.append(cells)
    total = len(corpus.provisions)
    caption = f"{total:,} provisions in {len(corpus.extractions):,} documents"
    if total > most:
        caption += f", the first {most} shown"
    return table_html(("who", "modality", "does", "what"), rows, caption)


def chip_html(provision: Provision) -> str:
    """The modality's word in its colour."""
    colour = COLOURS[modality_class(provision)]
    says = "statement" if provision.modality == "statement" else word(provision.modality, is_negative(provision))
    return (
        f'<span style="color:{colour};border:1.5px solid {colour};border-radius:20px;padding:0 8px;font-size:12px;'
        f'font-weight:600;white-space:nowrap">{says}</span>'
    )


def card_html(inner: str) -> str:
    """A card around HTML that is already safe."""
    return f'<div style="{_CARD}">{inner}</div>'


def table_html(heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> str:
    """A table of cells that are already HTML; heads and caption are text."""
    cell = (
        "text-align:left;vertical-align:top;padding:5px 10px;border-bottom:1px solid #D7DEE8;color:#0F172A;"
        "background:#fff"
    )
    top = "".join(f'<th scope="col" style="{cell};font-weight:600">{escape(h)}</th>' for h in heads)
    body = "".join("<tr>" + "".join(f'<td style="{cell}">{c}</td>' for c in row) + "</tr>" for row in rows)
    said = (
        f'<caption style="text-align:left;color:#4A5568;caption-side:top">{escape(caption)}</caption>'
        if caption
        else ""
    )
    return card_html(
        f'<table style="border-collapse:collapse">{said}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
    )
