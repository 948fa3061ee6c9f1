"""`kg query`: SPARQL from a file, the command line or the queries that kg ships."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_OUTPUT, Output, Store, TableFormat

if TYPE_CHECKING:
    from kg.graph.queries import Answer
    from kg.project import Project


def query(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE.rq]", help="A file with a query, or -.")] = None,
    text: Annotated[str | None, typer.Option("--query", "-q", metavar="SPARQL", help="The query itself.")] = None,
    named: Annotated[str | None, typer.Option("--named", "-n", metavar="NAME", help="A query that kg ships.")] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("--set", "-s", metavar="NAME=VALUE", help="A parameter of the named query.")
    ] = None,
    queries: Annotated[bool, typer.Option("--list", help="List the named queries and their parameters.")] = False,
    output: Output = DEFAULT_OUTPUT,
    format: Annotated[TableFormat | None, typer.Option("--format", "-f", help="How to print the answer.")] = None,
    limit: Annotated[
        float, typer.Option("--limit", min=0.001, metavar="SECONDS", help="Seconds that a query may take.")
    ] = 60.0,
    allow_service: Annotated[
        bool, typer.Option("--allow-service", help="Let SERVICE send data to other servers.")
    ] = False,
    store: Store = None,
) -> None:
    """Ask the graph in SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE. The prefixes of the ontology are predefined."""
    from kg.project import load

    if queries:
        _list()
        return
    sparql = _sparql(file, text, named, parameters or [])
    with load(output, store=store) as project:
        answer = project.query(sparql, limit=limit, allow_service=allow_service)
        _print(answer, format or (TableFormat.TTL if answer.kind == "triples" else TableFormat.TABLE), project)


def _sparql(file: Path | None, text: str | None, named: str | None, parameters: list[str]) -> str:
    from kg.errors import UsageError
    from kg.graph.queries import get

    if sum(given is not None for given in (file, text, named)) != 1:
        raise UsageError("give one query", hint="a FILE.rq, -q 'SELECT …', or --named NAME (see: kg query --list)")
    if named is None and parameters:
        raise UsageError("only named queries have parameters", hint="write the values into the query")
    if named is not None:
        values = dict(_pair(parameter) for parameter in parameters)
        return get(named).sparql(values)
    if text is not None:
        return text
    if str(file) == "-":
        return sys.stdin.read()
    try:
        return Path(str(file)).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8 text", place=str(file), hint="name a file with a SPARQL query") from error
    except OSError as error:
        hint = "to give the query itself: kg query -q 'SELECT …'"
        raise UsageError(f"cannot be read ({error.strerror})", place=str(file), hint=hint) from error


def _pair(parameter: str) -> tuple[str, str]:
    from kg.errors import UsageError

    name, sign, value = parameter.partition("=")
    if not sign:
        raise UsageError("a parameter needs a value", place=parameter, hint="write --set NAME=VALUE")
    return name.strip(), value


def _list() -> None:
    from kg.cli import console
    from kg.graph.queries import named

    rows = []
    for query in named():
        rows.append((query.name, query.description, ", ".join(f"{p.name}={p.default!r}" for p in query.parameters)))
    console.table(("name", "what it answers", "parameters"), rows, whole=(0,))


def _print(answer: Answer, format: TableFormat, project: Project) -> None:
    from kg.cli import console
    from kg.graph.queries import to_csv, to_json, to_turtle

    if format is TableFormat.CSV:
        console.write(to_csv(answer))
    elif format is TableFormat.JSON:
        console.write(to_json(answer))
    elif format is TableFormat.TTL:
        console.write(to_turtle(answer, project.base))
    elif answer.kind == "truth":
        console.say("yes" if answer.truth else "no")
    elif answer.kind == "triples":
        triples = [[_short(_iri(term), project) for term in triple] for triple in answer.triples]
        console.table(("subject", "predicate", "object"), triples)
    else:
        rows = [[_short(value, project) for value in row] for row in answer.rows]
        console.table(answer.columns, rows, numbers=_numbers(answer), whole=_addresses(answer, rows))


def _iri(term: str) -> str:
    """A term of N-Triples, or what it stands for if it is an IRI."""
    from kg.graph.queries import Iri

    return Iri(term[1:-1]) if term.startswith("<") else term


def _short(value: object, project: Project) -> object:
    """An IRI as a query would write it: kg:obligation, provision:b72f5b57cbabe775."""
    from kg.graph.queries import Iri, prefixes

    if isinstance(value, Iri):
        for prefix, start in prefixes(project.store.mint).items():
            rest = value.removeprefix(start)
            if rest != value and rest.replace("-", "").replace("_", "").isalnum():
                return f"{prefix}:{rest}"
    return value


def _numbers(answer: Answer) -> list[int]:
    return [
        count
        for count in range(len(answer.columns))
        if answer.rows and all(isinstance(row[count], (int, float)) for row in answer.rows if row[count] is not None)
    ]


def _addresses(answer: Answer, rows: list[list[object]]) -> list[int]:
    """The columns of short addresses, which are there to be copied."""
    from kg.graph.queries import Iri

    return [
        count
        for count in range(len(answer.columns))
        if any(isinstance(row[count], Iri) for row in answer.rows) and all(len(str(row[count])) <= 40 for row in rows)
    ]
