"""`kg init`: a commented kg.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where to write it.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Replace a kg.toml that is there.")] = False,
) -> None:
    """Write a kg.toml that explains every setting."""
    from kg.config import EXAMPLE, FILE
    from kg.corpus import files
    from kg.errors import UsageError

    path = folder / FILE
    if path.exists() and not force:
        raise UsageError("is there already", place=str(path), hint="to replace it: kg init --force")
    files.write(files.folder(folder) / FILE, EXAMPLE)
    typer.echo(f"wrote {path}")
