"""`kg diff`, `kg matrix` and `kg timeline`: what changed, who is responsible for what, what is due when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_OUTPUT, Config, Json, Model, Output, Store

if TYPE_CHECKING:
    from kg.comparison.matrix import Matrix
    from kg.model import Corpus


class DiffFormat(StrEnum):
    """How a diff is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


class MatrixFormat(StrEnum):
    """How a matrix is printed."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"
    HTML = "html"
    SVG = "svg"


class TimelineFormat(StrEnum):
    """How a timeline is printed."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"
    HTML = "html"
    ICS = "ics"


class Columns(StrEnum):
    """What the columns of a matrix are."""

    TOPICS = "topics"
    ACTIONS = "actions"


Target = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="Where to write it; standard output if not given.")
]


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A document, a folder of documents, or a built project.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What to compare it with, of the same three.")],
    file: Target = None,
    format: Annotated[DiffFormat, typer.Option("--format", "-f", help="How to print it.")] = DiffFormat.TEXT,
    model: Model = None,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Show what changed: provisions added, removed, strengthened, weakened, with another actor or deadline."""
    from kg.comparison import diff as compare
    from kg.comparison import note

    found = compare(_corpus(old, model, config), _corpus(new, model, config))
    if as_json or format is DiffFormat.JSON:
        _write(_json(note.as_dict(found)), file)
    elif format is DiffFormat.HTML:
        _write(note.as_html(found), file)
    else:
        _write(note.as_markdown(found) if format is DiffFormat.MARKDOWN else _folded(note.as_text(found), file), file)


def matrix(
    file: Target = None,
    output: Output = DEFAULT_OUTPUT,
    by: Annotated[Columns, typer.Option("--by", help="What the columns are.")] = Columns.TOPICS,
    rows: Annotated[int, typer.Option("--rows", min=1, help="At most so many actors.")] = 30,
    columns: Annotated[int, typer.Option("--columns", min=1, help="At most so many topics or actions.")] = 20,
    statements: Annotated[bool, typer.Option("--statements/--no-statements", help="With mere statements.")] = True,
    format: Annotated[MatrixFormat, typer.Option("--format", "-f", help="How to print it.")] = MatrixFormat.TEXT,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Show who is responsible for what: actors by topics or actions, with what binds them."""
    from kg.comparison import By, grid
    from kg.comparison import matrix as tabulate
    from kg.comparison import matrix_text as text
    from kg.project import load

    with load(output, store=store) as project:
        found = tabulate(project.corpus, By(by.value), rows=rows, columns=columns, statements=statements)
    if as_json or format is MatrixFormat.JSON:
        _write(_json(text.as_dict(found)), file)
    elif format is MatrixFormat.HTML:
        _write(grid.as_html(found), file)
    elif format is MatrixFormat.SVG:
        _write(grid.as_svg(found, links=False), file)
    elif format is MatrixFormat.TEXT:
        _write_matrix(found, file)
    else:
        _write(text.as_csv(found), file)


# The colours of a terminal for what binds; longer words first.
_INKS = {
    "must not|may not|should not|will not": "red",
    "must": "cyan",
    "should": "green",
    "will": "blue",
    "may": "magenta",
    "need not": "yellow",
}


def _write_matrix(matrix: Matrix, file: Path | None) -> None:
    """To a file as it is, to a terminal as wide as that is and in colour."""
    import sys

    from rich.text import Text

    from kg.cli import console
    from kg.comparison.matrix_text import as_text

    if file is not None or not sys.stdout.isatty():
        _write(as_text(matrix), file)
        return
    shown = Text(as_text(matrix, total=console.out().width).rstrip("\n"), no_wrap=True, overflow="ignore")
    for words, ink in _INKS.items():
        shown.highlight_regex(rf"(?<=[|,] )(?:{words}) \d+", ink)
    console.emit(shown)


def timeline(
    file: Target = None,
    output: Output = DEFAULT_OUTPUT,
    known: Annotated[
        list[str] | None, typer.Option("--date", metavar="EVENT=DATE", help='Such as "entry into force=2026-01-01".')
    ] = None,
    format: Annotated[TimelineFormat, typer.Option("--format", "-f", help="How to print it.")] = TimelineFormat.TEXT,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Show what is due when: deadlines and recurring duties, as a table or for a calendar."""
    from kg.comparison import icalendar, timeline_text
    from kg.comparison import timeline as collect
    from kg.project import load

    events = _events(known or [])
    with load(output, store=store) as project:
        found = collect(project.corpus, known=events)
    if as_json or format is TimelineFormat.JSON:
        _write(_json(list(timeline_text.rows(found))), file)
    elif format is TimelineFormat.ICS:
        _write(icalendar.as_calendar(found), file)
    elif format is TimelineFormat.HTML:
        _write(timeline_text.as_html(found), file)
    else:
        table = format is TimelineFormat.CSV
        _write(timeline_text.as_csv(found) if table else _folded(timeline_text.as_text(found), file), file)


def _runs(forces: Sequence[str]) -> str:
    """The forces in the order of time, those that are the same one after the other counted: "should ×3, must"."""
    from itertools import groupby

    counted = [(force, sum(1 for _ in run)) for force, run in groupby(forces)]
    return ", ".join(force if number == 1 else f"{force} ×{number}" for force, number in counted)


def _folded(text: str, file: Path | None) -> str:
    """The lines of a note folded for the terminal that they go to, each under its own beginning."""
    import sys
    import textwrap

    from kg.cli import console

    if file is not None or not sys.stdout.isatty():
        return text
    width = console.out().width
    lines = []
    for line in text.splitlines():
        start = re.match(r"\s*(?:·|before:|now:|\S+(?: \S+)*(?=  ))?\s*", line)
        margin = " " * (start.end() if start else 0)
        lines += textwrap.wrap(line, width, subsequent_indent=margin, break_on_hyphens=False) or [""]
    return "\n".join(lines) + "\n"


def repeats(
    output: Output = DEFAULT_OUTPUT,
    issuer: Annotated[str | None, typer.Option("--issuer", metavar="NAME", help="Only in its documents.")] = None,
    documents: Annotated[int, typer.Option("--documents", min=2, help="In at least so many documents.")] = 2,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Show what several documents say again, in other words too, and how binding it was each time."""
    from kg.cli import console
    from kg.comparison import repeats as collect
    from kg.errors import UsageError
    from kg.project import load

    with load(output, store=store) as project:
        corpus = project.corpus
    issuers = sorted({d.issuer for d in corpus.documents if d.issuer})
    if issuer is not None and issuer.casefold() not in (name.casefold() for name in issuers):
        hint = f"there are: {', '.join(issuers)}" if issuers else "sources.toml can say who issued a document"
        raise UsageError("no document of that issuer", place=issuer, hint=hint)
    found = collect(corpus, issuer=issuer, at_least=documents)
    if as_json:
        console.dump(
            [
                {
                    "text": repeat.text,
                    "documents": repeat.documents,
                    "said": [
                        {
                            "document": m.document.name,
                            "date": m.document.date,
                            "provision": m.provision.id,
                            "force": force,
                        }
                        for m, force in zip(repeat.members, repeat.forces, strict=True)
                    ],
                }
                for repeat in found
            ]
        )
        return
    console.table(
        ("documents", "since", "until", "each time", "what it says"),
        (
            (r.documents, r.members[0].document.date, r.members[-1].document.date, _runs(r.forces), r.text)
            for r in found
        ),
        numbers=(0,),
        whole=(1, 2),
    )


def _events(given: list[str]) -> dict[str, str]:
    """The dates of ``EVENT=DATE`` options."""
    from datetime import date

    from kg.errors import UsageError

    events = {}
    for option in given:
        event, equals, day = option.rpartition("=")
        try:
            events[event.strip()] = date.fromisoformat(day.strip()).isoformat()
        except ValueError:
            event = ""
        if not equals or not event.strip():
            raise UsageError("must be EVENT=DATE", place=f"--date {option}", hint='write "entry into force=2026-01-01"')
    return events


def _corpus(place: str, model: str | None, config: Path | None) -> Corpus:
    """A built project's corpus where the folder holds one, else that of the documents there."""
    from kg.cli.build import settings
    from kg.project import build, load

    if (Path(place) / "store").is_dir():
        with load(Path(place)) as project:
            return project.corpus
    with build([place], settings=settings(config, [place], model)) as project:
        return project.corpus


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(text: str, file: Path | None) -> None:
    from kg.cli import console
    from kg.corpus import files

    if file is None:
        console.write(text)
    else:
        files.write(file, text)
