"""`kg export`: the graph in a format that other programs read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_OUTPUT, Output, Store


class Format(StrEnum):
    """What the graph is written as."""

    TTL = "ttl"
    TRIG = "trig"
    NQ = "nq"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"


def export(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to; stdout without it.")] = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="The format; without it, that of the file's name.")
    ] = None,
    output: Output = DEFAULT_OUTPUT,
    store: Store = None,
) -> None:
    """Export the graph. The same graph gives the same bytes."""
    from kg.cli import console
    from kg.corpus import files
    from kg.errors import UsageError
    from kg.project import load

    if format is None:
        ending = file.suffix.lstrip(".").lower() if file else ""
        if ending not in list(Format):
            formats = ", ".join(Format)
            reason = "no format has this ending" if file else "no format given"
            raise UsageError(reason, place=str(file) if file else None, hint=f"give --format one of {formats}")
        format = Format(ending)
    with load(output, store=store) as project:
        text = project.export(str(format))
    if file is None or str(file) == "-":
        console.write(text)
    else:
        files.write(file, text)
        console.note(f"wrote {file}")
