"""SPARQL over a store: what kg ships by name, and what users write.

Queries read and never write. The default graph is the union of all graphs of the store. A query over its time limit
is ended for good: it runs in a process of its own, which the system stops.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.errors import QueryError, StoreError, UsageError
from kg.graph import child
from kg.graph.terms import Minting, literal, unescape
from kg.graph.vocab import PREFIXES, XSD

if TYPE_CHECKING:
    from kg.graph.terms import Triple
    from kg.graph.writing import GraphStore

LIMIT: Final = 60.0  # seconds


class Iri(str):
    """An IRI in an answer: text, but no literal."""

    __slots__ = ()


Value: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: rows (SELECT), a truth value (ASK) or triples (CONSTRUCT, DESCRIBE)."""

    kind: str  # "rows", "truth" or "triples"
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()  # IRIs are of the class Iri, numbers are numbers, unbound is None
    truth: bool = False
    triples: tuple[Triple, ...] = ()  # N-Triples terms, sorted


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named query can be asked for."""

    name: str
    default: str
    description: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that kg ships: ``ontology/queries/NAME.rq``. Runs as it stands in any SPARQL tool."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def sparql(self, values: Mapping[str, str] | None = None) -> str:
        """The query with its parameters set. A value is put in as a literal, never as SPARQL.

        Raises UsageError for a parameter that the query does not have.
        """
        known = {p.name for p in self.parameters}
        text = self.text
        for name, value in (values or {}).items():
            if name not in known:
                names = ", ".join(sorted(known)) or "none"
                raise UsageError(f"the query {self.name} has no parameter {name!r}", hint=f"it has: {names}")
            pieces = _PARAMETER.split(text)
            text = pieces[0]
            for at in range(1, len(pieces), _GROUPS):
                before, of, old, after, kind, says, rest = pieces[at : at + _GROUPS]
                new = _value_of(value, old, exactly=kind == " exactly") if (of or "rows") == name else old
                text += before + new + after + says + rest
        return text


def _value_of(value: str, old: str, *, exactly: bool) -> str:
    if old[0] != '"':
        if not re.fullmatch(r"[1-9]\d{0,8}", value):
            raise UsageError(f"{value!r} is no number of rows", hint="give a whole number from 1")
        return value
    if any(0xD800 <= ord(c) < 0xE000 or c == "\0" for c in value):
        raise UsageError(f"{value!r} cannot be searched for", hint="leave out NUL and lone surrogates")
    return literal(value if exactly else value.casefold())


# A line of a query that holds a parameter's default:
#     VALUES ?name { "provinces" } # parameter: label of the actor      (compared without regard to case)
#     VALUES ?issuer { "State Council" } # parameter exactly: …
#     LIMIT 200 # parameter rows: at most so many rows
_PARAMETER = re.compile(
    r"^([ ]*(?:VALUES \?(\w+) \{ |LIMIT ))(\"(?:[^\"\\]|\\.)*\"|\d+)((?: \})? # parameter( exactly| rows)?: )(.*)$",
    re.MULTILINE,
)
_GROUPS = 7


def parse_named(name: str, text: str) -> NamedQuery:
    """A named query from its file: ``# title``, ``# description`` and one VALUES line for each parameter."""
    header = dict(re.findall(r"^# (title|description): (.*)$", text, re.MULTILINE))
    found = {
        of or "rows": Parameter(of or "rows", json.loads(default) if default[0] == '"' else default, says)
        for _, of, default, _, _, says in _PARAMETER.findall(text)
    }
    return NamedQuery(name, header["title"], header["description"], tuple(found.values()), text)


def named() -> tuple[NamedQuery, ...]:
    """The queries that kg ships, sorted by name."""
    from kg.resources import ontology

    files = sorted((ontology() / "queries").glob("*.rq"))
    return tuple(parse_named(file.stem, file.read_text(encoding="utf-8")) for file in files)


def get(name: str) -> NamedQuery:
    """A query by name. Raises UsageError with the names there are."""
    queries = {query.name: query for query in named()}
    if name not in queries:
        raise UsageError(f"no query is called {name!r}", hint=f"there are: {', '.join(queries)}")
    return queries[name]


def prefixes(mint: Minting) -> dict[str, str]:
    """The prefixes that every query may use: the ontology's, those that it is aligned to, and the data's own."""
    data = {kind: f"{mint.base}{kind}/" for kind in ("action", "document", "entity", "provision")}
    return {**PREFIXES, **data}


# Comments, strings and IRIs, so that a word inside them is not taken for a keyword. An IRI comes first: it may hold
# a "#", and a comparison like "?a < ?b" is none, because it holds a blank.
_QUIET = re.compile(
    r"<[^<>\"{}|^`\\\x00-\x20]*>|\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r"|\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*'|#[^\n\r]*",
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w:?$@.\-])service(?![\w\-])", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s*(?:base\s*<>|prefix\s+[\w.\-]*:\s*<>))*\s*", re.IGNORECASE)
_UPDATES = re.compile(r"(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)
_CODEPOINT = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")


def check_allowed(sparql: str, *, allow_service: bool = False) -> None:
    """Raises QueryError for an update, and for SERVICE unless it is allowed."""
    if any(0xD800 <= ord(c) < 0xE000 for c in sparql):
        raise QueryError("the query is no Unicode text", hint="save it as UTF-8")
    bare = _QUIET.sub(lambda m: "<>" if m[0][0] == "<" else " ", sparql)
    # SPARQL reads \u0053ERVICE as SERVICE, so the check must too.
    plain = _CODEPOINT.sub(lambda m: _codepoint(m[1] or m[2]), sparql)
    decoded = _QUIET.sub(lambda m: "<>" if m[0][0] == "<" else " ", plain)
    prologue = _PROLOGUE.match(bare)
    if prologue and (word := _UPDATES.match(bare, prologue.end())):
        raise QueryError(
            f"{word[0].upper()} would change the store", hint="kg query only reads: SELECT, ASK, CONSTRUCT, DESCRIBE"
        )
    if not allow_service and (_SERVICE.search(bare) or _SERVICE.search(decoded)):
        raise QueryError("SERVICE would send data to another server", hint="allow it with --allow-service")


def query_form(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; "" where the query is none of these."""
    bare = _QUIET.sub(lambda m: "<>" if m[0][0] == "<" else " ", sparql)
    prologue = _PROLOGUE.match(bare)
    word = re.compile(r"(select|ask|construct|describe)\b", re.IGNORECASE).match(
        bare, prologue.end() if prologue else 0
    )
    return word[1].upper() if word else ""


def _codepoint(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "?"


def run(
    store: GraphStore,
    sparql: str,
    *,
    limit: float | None = LIMIT,
    allow_service: bool = False,
) -> Answer:
    """Runs a query and gives its whole answer.

    ``limit``: seconds, or None for no limit. Raises QueryError with line and column where the query does not parse,
    and where it is not allowed or not done in time.
    """
    from kg.graph.store import Store

    if not isinstance(store, Store):
        return store.query(sparql, limit=limit, allow_service=allow_service)
    check_allowed(sparql, allow_service=allow_service)
    task: dict[str, Any] = {"sparql": sparql, "prefixes": prefixes(store.mint), "limit": limit}
    if limit is None:
        code, output, errors = _here(store, task)
    elif limit <= 0:
        raise UsageError(f"a time limit of {limit:g} seconds is none", hint="give more than 0")
    elif store.path is not None:
        code, output, errors = _in_process(store, task, limit)
    else:
        code, output, errors = _in_fork(store, task, limit)
    if code == child.SYNTAX:
        raise syntax_error(sparql, errors)
    if code == child.FAILED:
        raise QueryError(f"the query failed: {errors}")
    if code != 0:
        raise StoreError(f"the query's process ended with {code}: {errors[-200:]}", place=str(store.path or "memory"))
    return read_answer(output)


def too_slow(limit: float) -> QueryError:
    """The error of a query that was ended."""
    return QueryError(
        f"the query took longer than {limit:g} s and was ended",
        hint="add conditions or a LIMIT, or give it more time with --limit",
    )


def _here(store: Any, task: dict[str, Any]) -> tuple[int, bytes, str]:
    import io

    output, errors = io.BytesIO(), io.BytesIO()
    code = child.answer(store.inner, task, output, errors)
    return code, output.getvalue(), errors.getvalue().decode()


def _in_process(store: Any, task: dict[str, Any], limit: float) -> tuple[int, bytes, str]:
    if not store.read_only:
        store.inner.flush()  # a reader in another process sees what is on disk
    data = json.dumps({**task, "path": str(store.path)}).encode()
    command = [sys.executable, "-P", str(Path(child.__file__))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
    try:
        # The process ends itself at the limit; the rest is for the start of Python and the opening of the store.
        output, errors = process.communicate(data, timeout=limit + 10)
    except BaseException as stop:
        process.kill()
        process.communicate()
        if isinstance(stop, subprocess.TimeoutExpired):
            raise too_slow(limit) from None
        raise
    if _ended_by_alarm(process.returncode):
        raise too_slow(limit)
    return process.returncode, output, errors.decode("utf-8", "replace")


def _ended_by_alarm(code: int) -> bool:
    import signal

    return hasattr(signal, "SIGALRM") and code == -signal.SIGALRM


def _in_fork(store: Any, task: dict[str, Any], limit: float) -> tuple[int, bytes, str]:
    """A store in memory cannot be opened by another process, but a fork has it already."""
    import os
    import tempfile
    import warnings

    if not hasattr(os, "fork"):
        return _here(store, task)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        with warnings.catch_warnings():
            # Python 3.12 warns of forks beside threads; this one touches nothing but the store before it ends.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if process == 0:
            code = child.FAILED
            try:
                child.limit_time(limit)
                code = child.answer(store.inner, task, output, errors)
                output.flush()
                errors.flush()
            finally:
                os._exit(code)
        try:
            _, status = os.waitpid(process, 0)
        except BaseException:
            os.kill(process, 9)
            os.waitpid(process, 0)
            raise
        code = os.waitstatus_to_exitcode(status)
        if _ended_by_alarm(code):
            raise too_slow(limit)
        output.seek(0)
        errors.seek(0)
        return code, output.read(), errors.read().decode("utf-8", "replace")


def syntax_error(sparql: str, said: str) -> QueryError:
    """The parser's complaint with its place: ``error at LINE:COLUMN: expected …``."""
    found = re.match(r"error at (\d+):(\d+): (.*)", said, re.DOTALL)
    if not found:
        return QueryError(f"the query does not parse: {said[:200]}")
    lines = sparql.splitlines(keepends=True)
    at = min(sum(map(len, lines[: int(found[1]) - 1])) + int(found[2]) - 1, len(sparql))
    if "Prefix not found" in found[3]:
        name = re.search(r"[\w.\-]*:[\w.\-%\\]*$", sparql[:at])
        at = name.start() if name else at
        reason = f"the prefix {name[0].partition(':')[0]}: is not declared" if name else "a prefix is not declared"
    elif "unbound" in found[3]:
        reason = "a variable that is not grouped or bound"
    elif "IRI parsing failed" in found[3]:
        at = max(sparql.rfind("<", 0, at), 0)
        reason = "no IRI"
    else:
        at, reason = _unexpected(sparql, at, found[3])
    near = sparql[at:].lstrip().partition("\n")[0][:40].strip()
    before = sparql[:at].splitlines() or [""]
    if sparql[:at].endswith(("\n", "\r")):
        before.append("")
    return QueryError(
        reason + (f" near {near!r}" if near else ""),
        place=f"line {len(before)}, column {len(before[-1]) + 1}",
        hint="kg's prefixes are predefined: see kg query --help",
    )


def _unexpected(sparql: str, at: int, said: str) -> tuple[int, str]:
    """Where it goes wrong, and how.

    The parser compares every keyword with as many characters, and complains where the longest ones end. What is wrong
    begins where they began. Of signs (in quotes) it gives the right place.
    """
    if '"' in said or not sparql.strip():
        return at, "the query ends too early" if at >= len(sparql.rstrip()) else "the query does not parse"
    keywords = re.findall(r"\b[A-Za-z]{2,}\b", said.partition("expected")[2].removeprefix(" one of"))
    if keywords:
        at = max(0, at - min(map(len, keywords)))
        at += len(sparql[at:]) - len(sparql[at:].lstrip())
    return at, "the query does not parse"


def read_answer(output: bytes) -> Answer:
    """The answer from its serialised form: a byte for the kind, then SPARQL JSON or N-Triples."""
    import pyoxigraph

    from kg.graph.writing import term

    kind, data = output[:1], output[1:]
    if kind == b"T":
        triples = pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_TRIPLES)
        return Answer(
            "triples", triples=tuple(sorted({(term(t.subject), term(t.predicate), term(t.object)) for t in triples}))
        )
    result = pyoxigraph.parse_query_results(data, pyoxigraph.QueryResultsFormat.JSON)
    if isinstance(result, pyoxigraph.QueryBoolean):
        return Answer("truth", truth=bool(result))
    columns = tuple(variable.value for variable in result.variables)
    return Answer("rows", columns, tuple(tuple(_value(cell) for cell in row) for row in result))


_INTEGERS = {XSD + n for n in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")}
_FLOATS = {XSD + n for n in ("double", "float", "decimal")}


def _value(cell: Any) -> Value:
    if cell is None:
        return None
    name = type(cell).__name__
    if name == "NamedNode":
        return Iri(cell.value)
    if name != "Literal":
        return str(cell)
    kind, text = cell.datatype.value, cell.value
    try:
        if kind in _INTEGERS:
            return int(text)
        if kind in _FLOATS:
            return float(text)
    except ValueError:
        return str(text)
    if kind == XSD + "boolean" and text in ("true", "false"):
        return bool(text == "true")
    return unescape(text, kind)


def to_csv(answer: Answer) -> str:
    """The answer as CSV (RFC 4180, but lines end in a plain line feed), no cell of which a spreadsheet executes."""
    import csv
    import io

    from kg.cells import inert

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if answer.kind == "truth":
        writer.writerows([["answer"], [str(answer.truth).lower()]])
    elif answer.kind == "triples":
        writer.writerow(["subject", "predicate", "object"])
        writer.writerows([inert(cell) for cell in triple] for triple in answer.triples)
    else:
        writer.writerow([inert(column) for column in answer.columns])
        writer.writerows([_cell(value) for value in row] for row in answer.rows)
    return text.getvalue()


def _cell(value: Value) -> str:
    from kg.cells import inert

    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return inert(value) if isinstance(value, str) else str(value)


def to_json(answer: Answer) -> str:
    """The answer as JSON: a list of objects, true or false, or JSON-LD for triples."""
    if answer.kind == "truth":
        return json.dumps(answer.truth) + "\n"
    if answer.kind == "triples":
        from kg.graph.export import jsonld

        return jsonld(((s, p, o, "") for s, p, o in answer.triples), base="")
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def to_turtle(answer: Answer, base: str = "") -> str:
    """The triples as Turtle. Raises UsageError where the answer holds none."""
    if answer.kind != "triples":
        raise UsageError("only CONSTRUCT and DESCRIBE give Turtle", hint="ask for csv or json")
    from kg.graph.export import turtle

    return "".join(turtle(answer.triples, base=base))
