"""`kg view`: the page of the graph, whole or in part."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_OUTPUT, Output, Store


def view(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE.html]", help="Where to write the page.")] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", "-a", metavar="NAME", help="Only what this actor is to do.")
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", "-d", metavar="NAME", help="Only this document.")
    ] = None,
    output: Output = DEFAULT_OUTPUT,
    launch: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    store: Store = None,
) -> None:
    """Write the page that shows the graph, and print its path. It opens without a network."""
    from kg.cli import console
    from kg.project import load

    with load(output, store=store) as project:
        part = actor is not None or document is not None
        path = file or output / ("view.html" if part else "graph.html")
        project.view(path, actor=actor, document=document)
    console.say(console.visible(path))
    if launch:
        import webbrowser

        webbrowser.open(path.resolve().as_uri())
