"""`kg list`: provisions, documents or names as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import DEFAULT_OUTPUT, Json, Output, Store
from kg.model import Modality

if TYPE_CHECKING:
    from kg.graph.ledger import Entry
    from kg.model import Concept, Document, Provision
    from kg.project import Project

ROOMY = 110  # columns of a terminal that has room for everything


def list_(
    output: Output = DEFAULT_OUTPUT,
    actor: Annotated[
        str | None, typer.Option("--actor", "-a", metavar="WORDS", help="Part of the actor's name.")
    ] = None,
    modality: Annotated[
        Modality | None,
        typer.Option("--modality", "-M", metavar="MODALITY", help=f"One of {', '.join(Modality)}."),
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", "-d", metavar="NAME", help="Name or id of a document.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", "-t", metavar="WORDS", help="Words that the sentence holds.")
    ] = None,
    path: Annotated[
        str | None, typer.Option("--path", "-p", metavar="WORDS", help='Headings or labels above it: "Article 3(2)".')
    ] = None,
    documents: Annotated[bool, typer.Option("--documents", help="List the documents and how each was built.")] = False,
    names: Annotated[bool, typer.Option("--names", help="List the names and why each alias was merged.")] = False,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """List the provisions of a project, its documents or its names."""
    from kg.errors import UsageError
    from kg.project import load

    if documents and names:
        raise UsageError("--documents and --names are two lists", hint="ask for one of them")
    with load(output, store=store) as project:
        if documents:
            _print_documents(project, as_json)
        elif names:
            _print_names(project, actor or text, as_json)
        else:
            selected = project.select(actor=actor, modality=modality, document=document, text=text, path=path)
            if as_json:
                _dump_provisions(project, selected)
            else:
                print_provisions(selected)


def print_provisions(rows: Iterable[tuple[Document, Provision]]) -> None:
    """A table of provisions: id, actor, modality, action, object, and the place.

    Of several documents a narrow terminal shows the names, not the offsets: words need the room.
    """
    from kg.cli import console

    found = list(rows)
    several = len({document.id for document, _ in found}) > 1
    offsets = not several or console.out().width >= ROOMY
    columns: tuple[str, ...] = ("id", "actor", "modality", "action", "object")
    columns += (("document",) if several else ()) + (("offsets",) if offsets else ())
    console.table(
        columns,
        (
            (
                provision.id[:8],
                provision.actor.text if provision.actor else None,
                console.said(provision),
                provision.action.text,
                provision.object.text if provision.object else None,
                *((document.name,) if several else ()),
                *((f"{provision.sentence.start}–{provision.sentence.end}",) if offsets else ()),
            )
            for document, provision in found
        ),
        whole=(0, 2, *((len(columns) - 1,) if offsets else ())),
        cut=(5,) if several and not offsets else (),
    )


def _dump_provisions(project: Project, rows: Iterable[tuple[Document, Provision]]) -> None:
    from kg.cli import console
    from kg.rows import row

    console.dump([row(document, provision, project.names) for document, provision in rows])


def _print_documents(project: Project, as_json: bool) -> None:
    from dataclasses import asdict

    from kg.cli import console

    entries = list(project.ledger.values())
    if as_json:
        console.dump([asdict(entry) for entry in entries])
        return
    console.table(
        ("document", "status", "sentences", "provisions", "built (UTC)", "id, or why not"),
        (
            (
                entry.name,
                "copy" if entry.same_as else entry.status,
                entry.sentences if entry.status == "built" else None,
                entry.provisions if entry.status == "built" else None,
                entry.time[:16].replace("T", " "),
                f"same text as {entry.same_as}" if entry.same_as else _why(entry) or entry.document,
            )
            for entry in entries
        ),
        numbers=(2, 3),
    )
    tools = Counter(entry.made_with for entry in entries if entry.status == "built" and entry.made_with)
    console.say("")
    for tool, number in sorted(tools.items()):
        console.say(f"{console.counted(number, 'document')} built with {tool}")


def _why(entry: Entry) -> str:
    """Why a document failed, without its name, which stands in the same line."""
    return (entry.reason or "").removeprefix(f"{entry.name}: ")


def _print_names(project: Project, part: str | None, as_json: bool) -> None:
    """Each name with its type and uses; below it the other words for it, with the rule and the evidence."""
    from kg.cli import console
    from kg.entities import clusters

    found = clusters(project.corpus, text=part or "")
    if as_json:
        console.dump([_name_row(c.concept, c.uses) for c in found])
        return
    called = {document.id: document.name for document in project.documents}
    for cluster in found:
        head, *merges = cluster.lines
        console.say(_with_names(head, called))
        for line in merges:
            console.say(_with_names(line, called))


def _with_names(line: str, called: dict[str, str]) -> str:
    """The line with documents called by their names instead of their ids."""
    import re

    from kg.cli import console

    head, space, key = line.rpartition("  ")
    if line.startswith("  ") or not space:
        head, space, key = line, "", ""  # a merge: only the head of a cluster ends with its key
    shown = re.sub(r"\b[0-9a-f]{16}\b", lambda m: called.get(m[0], m[0]), head)
    return console.visible(shown + space + key)


def _name_row(concept: Concept, uses: int) -> dict[str, Any]:
    return {
        "key": concept.key,
        "label": concept.label,
        "type": concept.type,
        "scope": concept.scope,
        "link": concept.link,
        "uses": uses,
        "aliases": list(concept.aliases),
        "merges": [{"alias": m.alias, "rule": m.rule, "evidence": m.evidence} for m in concept.merges],
    }
