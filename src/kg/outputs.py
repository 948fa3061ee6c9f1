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
    """Writes what `kg build` leaves beside the store; returns the names of the files whose content changed."""
    makers: dict[str, Callable[[], str]] = {
        "graph.ttl": lambda: exported(corpus, "ttl", base=base),
        "provisions.jsonl": lambda: exported(corpus, "jsonl"),
        "provisions.csv": lambda: exported(corpus, "csv"),
        **_pages(corpus),
    }
    return tuple(name for name, make in makers.items() if files.write(folder / name, make()))


def _pages(corpus: Corpus) -> dict[str, Callable[[], str]]:
    from kg.views import html

    return {"graph.html": lambda: html.page(corpus, title=title(corpus))}
