"""`kg extract`: provisions to stdout, without a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import Config, Model, Private

if TYPE_CHECKING:
    from kg.entities import Aliases
    from kg.model import Extraction
    from kg.pipeline import Outcome


class Format(StrEnum):
    """How provisions are printed."""

    JSONL = "jsonl"
    CSV = "csv"
    TABLE = "table"
    TTL = "ttl"


def extract(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...|-", help="Files, folders, addresses, or - for standard input.")
    ],
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print them.")] = Format.JSONL,
    model: Model = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that read and parse.")] = 1,
    allow_private: Private = False,
    config: Config = None,
) -> int:
    """Print the provisions of documents: nothing is stored."""
    from kg.building import listed_aliases, size, sources
    from kg.cli import FINDINGS, WRONG, console
    from kg.cli.build import settings
    from kg.pipeline import Extractor, outcomes

    chosen = settings(config, paths, model, private=allow_private)
    aliases = listed_aliases(chosen)
    found = sources(paths, chosen)
    sizes = {source.name: size(source) for source in found}
    counts = {"read": 0, "failed": 0}
    with console.progress("extracting") as progress:
        results = outcomes(Extractor(chosen.model, chosen.limits), found, sizes=sizes, jobs=jobs, in_order=True)
        told = _told(results, counts, len(found), progress)
        if format is Format.JSONL:
            _print_lines(told, aliases)
        else:
            _print_all(list(told), format, aliases, chosen.base)
    if counts["failed"]:
        return FINDINGS if counts["read"] else WRONG
    return 0


def _told(results: Iterable[Outcome], counts: dict[str, int], total: int, progress: Any) -> Iterator[Extraction]:
    """The extractions, with a line on stderr for each document that gave none."""
    from kg.cli import console

    for outcome in results:
        if progress is not None:
            progress(counts["read"] + counts["failed"] + 1, total, outcome.name)
        if outcome.extraction is None:
            counts["failed"] += 1
            console.note(outcome.failure.reason if outcome.failure else outcome.name)
            continue
        counts["read"] += 1
        document = outcome.extraction.document
        for text in document.notes:
            console.note(f"{document.name}: {text}")
        if not outcome.extraction.provisions:
            console.note(f"{document.name}: no provision found; is it in English, and does it say who must do what?")
        yield outcome.extraction


def _print_lines(extractions: Iterable[Extraction], aliases: Aliases) -> None:
    """Each document as soon as it is done; so names are those of its own text."""
    from kg.cli import console
    from kg.entities import name
    from kg.rows import json_lines, row

    for extraction in extractions:
        names = name([extraction], aliases=aliases)
        console.write("".join(json_lines(row(extraction.document, p, names) for p in extraction.provisions)))


def _print_all(extractions: list[Extraction], format: Format, aliases: Aliases, base: str | None) -> None:
    from kg.cli import console
    from kg.entities import name
    from kg.model import Corpus
    from kg.outputs import exported

    corpus = Corpus(tuple(extractions), name(extractions, aliases=aliases))
    if format is Format.TABLE:
        from kg.cli.listing import print_provisions

        print_provisions((e.document, p) for e in extractions for p in e.provisions)
    else:
        console.write(exported(corpus, str(format), base=base))
