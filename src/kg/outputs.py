"""The files of an output folder, made from a corpus: the same corpus, the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.corpus import files
from kg.model import Corpus

FORMATS = ("ttl", "trig", "nq", "jsonld", "graphml", "gexf", "csv", "jsonl")


def exported(corpus: Corpus, format: str, *, base: str | None = None) -> str:
    """The corpus in one of ``FORMATS``. Raises UsageError for any other."""
    from kg import rows

    if format == "jsonl":
        return "".join(rows.json_lines(rows.rows(corpus)))
    from kg.graph.export import export_corpus

    return "".join(export_corpus(corpus, format, base=base))


def title(corpus: Corpus) -> str:
    """What pages about the corpus are called: its only document's title, or how many documents there are."""
    if len(corpus.documents) == 1:
        document = corpus.documents[0]
        return document.title or document.name
    return f"{len(corpus.documents)} documents"


def write_outputs(corpus: Corpus, folder: Path, *, base: str | None = None) -> tuple[str, ...]:
    """Writes what `kg build` leaves beside the store; returns the names of the files whose content changed.

    One file after the other, so that a large corpus is in memory in one form at a time. The index comes last: what it
    links to is there.
    """
    from kg.comparison import grid, timeline_text
    from kg.comparison import matrix as tabulate
    from kg.comparison import timeline as collect
    from kg.views.gallery import gallery_page
    from kg.views.html import page
    from kg.views.table import table_page
    from kg.views.text import text_page

    called = title(corpus)
    home = (called, "index.html")
    makers: dict[str, Callable[[], str]] = {
        "graph.ttl": lambda: exported(corpus, "ttl", base=base),
        "provisions.jsonl": lambda: exported(corpus, "jsonl"),
        "provisions.csv": lambda: exported(corpus, "csv"),
        "graph.html": lambda: page(corpus, title=called),
        "text.html": lambda: text_page(corpus, title=called),
        "matrix.html": lambda: grid.as_html(tabulate(corpus), home=home),
        "timeline.html": lambda: timeline_text.as_html(collect(corpus), home=home),
        "table.html": lambda: table_page(corpus, title=called),
    }
    sizes: dict[str, int | None] = {}
    changed = []
    for name, make in makers.items():
        data = make().encode("utf-8", "backslashreplace")
        sizes[name] = len(data)
        if files.write(folder / name, data):
            changed.append(name)
    if files.write(folder / "index.html", gallery_page(corpus, title=called, files=sizes)):
        changed.append("index.html")
    return tuple(changed)
