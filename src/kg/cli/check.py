"""`kg check`: whether the graph is what the ontology says, and every offset holds the words it should."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_OUTPUT, Json, Output, Store


def check(
    output: Output = DEFAULT_OUTPUT,
    store: Store = None,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing where nothing was found.")] = False,
) -> int:
    """Check shapes (SHACL) and integrity of the graph. Exit code 1 where something is wrong."""
    from dataclasses import asdict

    from kg.cli import FINDINGS, console
    from kg.project import load

    with load(output, store=store) as project:
        findings = project.check()
        documents = console.counted(len(project.documents), "document")
        figures = f"{documents}, {console.counted(len(project.provisions), 'provision')}"
    if as_json:
        console.dump([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            console.say(console.visible(finding))
        if not findings and not quiet:
            console.say(f"nothing found in {figures}: the shapes hold, and every phrase stands where it should")
    return FINDINGS if findings else 0
