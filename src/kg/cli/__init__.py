"""The command line: `kg …`. Commands turn options into calls and results into text, nothing else.

Results go to stdout, everything else to stderr. Exit codes: 0 done; 1 findings (of a check, or documents that a build
had to skip); 2 wrong use or unreadable input; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

FINDINGS = 1
WRONG = 2
INTERRUPTED = 130
BROKEN_PIPE = 141  # what a shell reports for a program that SIGPIPE ended


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command and leaves the process with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code. Errors are one line on stderr."""
    from kg.errors import KgError, one_line

    try:
        code = _invoke(arguments)
        sys.stdout.flush()
        return code
    except KgError as error:
        return _fail(str(error))
    except BrokenPipeError:  # `kg list | head`: the reader has what it wants
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        place = f"{one_line(str(error.filename))}: " if error.filename else ""
        return _fail(f"{place}{error.strerror or error}")
    except MemoryError:
        return _fail("not enough memory; read fewer documents at once, or lower --jobs")
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        what = one_line(f"{type(error).__name__}: {error}")
        return _fail(f"internal error ({what}); run it again with KG_DEBUG=1 and report what it prints")


def _invoke(arguments: Sequence[str] | None) -> int:
    import typer

    from kg.cli.app import command

    try:
        result = command().main(
            args=list(sys.argv[1:] if arguments is None else arguments), prog_name="kg", standalone_mode=False
        )
    except typer.Exit as end:
        return end.exit_code
    except typer.Abort:
        return INTERRUPTED
    except Exception as error:
        # Typer ≥ 0.26 brings its own click: wrong use is known by what it can do, not by its class.
        if not hasattr(error, "format_message"):
            raise
        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else "kg"
        reason = error.format_message().strip().rstrip(".").replace(": Value error, ", ": ")
        return _fail(f"{reason}; see: {path} --help", program=path)
    return result if isinstance(result, int) else 0


def _fail(message: str, *, program: str = "kg") -> int:
    from kg.errors import one_line

    with suppress(BrokenPipeError):
        sys.stderr.write(f"{program}: {one_line(message)}\n")
    return WRONG
