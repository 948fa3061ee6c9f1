"""Options that several commands share, said the same way everywhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="FOLDER", help="The project folder that `kg build` wrote.")
]
Model = Annotated[
    str | None, typer.Option("--model", "-m", metavar="NAME", help="An installed spaCy pipeline for English.")
]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings; kg.toml of this folder where there is one.")
]
Private = Annotated[
    bool, typer.Option("--allow-private", help="Fetch addresses of this machine and of private networks too.")
]
Store = Annotated[
    str | None, typer.Option("--store", metavar="ADDRESS", help="A SPARQL 1.1 server instead of the store on disk.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

DEFAULT_OUTPUT = Path("output")


class TableFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TTL = "ttl"
