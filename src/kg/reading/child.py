"""The process that parses: reads questions from standard input until it ends. See ``sandbox``."""

from __future__ import annotations

import json
import os
import signal
import sys
import warnings
from typing import Any, BinaryIO

from kg.errors import EmptyDocument, ReadError
from kg.reading import formats
from kg.reading.limits import Limits
from kg.reading.pieces import to_plain
from kg.reading.sandbox import HEAD

_RECURSION = 5000


def main() -> None:
    """Answers questions one after the other."""
    limits = Limits(**json.loads(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(_RECURSION)
    _confine(limits)
    _answer(answers, {"ready": True})
    questions = sys.stdin.buffer
    while len(head := questions.read(HEAD.size)) == HEAD.size:
        told, size = HEAD.unpack(head)
        question = json.loads(questions.read(told))
        data = questions.read(size)
        # Backstop for a parent that is gone and cannot end an endless loop: the signal's default is to end the process.
        if hasattr(signal, "alarm"):
            signal.alarm(int(limits.seconds) + 10)
        _answer(answers, _draft(question["media_type"], data, limits))
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _confine(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # Windows has none: the time limit remains
        return
    if hasattr(resource, "RLIMIT_CORE"):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    except (ValueError, OSError):  # a lower limit is set already
        return


def _draft(media_type: str, data: bytes, limits: Limits) -> dict[str, Any]:
    try:
        draft = formats.parser(media_type)(data, limits)
        if len(draft.text) > limits.characters:
            raise formats.too_long(limits)
        if not draft.pieces:
            raise EmptyDocument("holds no text")
        return {"draft": to_plain(draft)}
    except MemoryError:
        reason = f"needs more than {formats.size(limits.memory)} of memory to read"
        return {"error": {"kind": "TooLarge", "reason": reason, "hint": "raise the limit memory"}, "spent": True}
    except RecursionError:
        return {"error": {"kind": "ReadError", "reason": "is nested too deeply to read", "hint": None}, "spent": True}
    except ReadError as error:
        return {"error": {"kind": type(error).__name__, "reason": error.reason, "hint": error.hint}}
    except Exception as error:  # a foreign parser may raise anything at a damaged file
        reason = f"is damaged and cannot be parsed ({type(error).__name__}: {str(error)[:200]})"
        return {"error": {"kind": "ReadError", "reason": reason, "hint": None}}


def _answer(answers: BinaryIO, answer: dict[str, Any]) -> None:
    told = json.dumps(answer).encode()
    answers.write(HEAD.pack(len(told), 0) + told)
    answers.flush()


if __name__ == "__main__":
    main()
