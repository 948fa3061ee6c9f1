"""A query in a process of its own, so that it can be ended whatever it is doing.

Run as a script: reads what to do from standard input as JSON, writes the serialised result to standard output. It
imports nothing of kg, because starting must be quick.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import IO, Any

KINDS = {"QuerySolutions": b"S", "QueryBoolean": b"B", "QueryTriples": b"T"}
SYNTAX, FAILED = 3, 4  # exit codes


def evaluate(store: Any, task: dict[str, Any], output: IO[bytes]) -> None:
    """Writes one byte for the kind of result, then the result: SPARQL JSON, or N-Triples."""
    import pyoxigraph

    graphs = task.get("graphs")
    default = [pyoxigraph.NamedNode(g) for g in graphs] if graphs else None
    result = store.query(
        task["sparql"],
        use_default_graph_as_union=default is None,
        default_graph=default,
        prefixes=task["prefixes"],
    )
    kind = KINDS[type(result).__name__]
    output.write(kind)
    if kind == b"T":
        result.serialize(output, format=pyoxigraph.RdfFormat.N_TRIPLES)
    else:
        result.serialize(output, format=pyoxigraph.QueryResultsFormat.JSON)
    output.flush()


def open_reader(path: str) -> Any:
    """The store for reading, as it is now.

    A writer beside us may tidy its files away between our reading of their list and our opening of them; the list
    that it wrote then is a new one.
    """
    import pyoxigraph

    for wait in (0.01, 0.05, 0.2, 0.5, 1.0):
        try:
            return pyoxigraph.Store.read_only(path)
        except Exception as error:  # OSError or RuntimeError, by which file it was
            if "No such file" not in str(error) or not os.path.exists(os.path.join(path, "CURRENT")):
                raise
            time.sleep(wait)
    return pyoxigraph.Store.read_only(path)


def limit_time(seconds: float) -> None:
    """Ends this process after so many seconds, even if the parent is gone by then."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the default ends the process, whatever code it is in
        signal.setitimer(signal.ITIMER_REAL, seconds)


def answer(store: Any, task: dict[str, Any], output: IO[bytes], errors: IO[bytes]) -> int:
    """Evaluates, and says how it went as an exit code."""
    try:
        evaluate(store, task, output)
    except SyntaxError as error:
        errors.write(str(error).encode("utf-8", "backslashreplace"))
        return SYNTAX
    except Exception as error:
        errors.write(str(error).encode("utf-8", "backslashreplace"))
        return FAILED
    return 0


def main() -> int:
    """Opens the store for reading and answers one query."""
    task = json.load(sys.stdin.buffer)
    limit_time(task["limit"] + 5)
    store = open_reader(task["path"])
    limit_time(task["limit"])
    return answer(store, task, sys.stdout.buffer, sys.stderr.buffer)


if __name__ == "__main__":
    sys.exit(main())
