"""A process of its own for the parsers of foreign formats, so that a bad file costs that process and nothing else.

One child reads file after file. It lives under a limit of address space, and each file has its time; a child that
oversteps either is killed and the next file gets a new one. What goes to and fro is JSON and bytes, never pickles.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import struct
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from typing import Any

from kg import errors
from kg.errors import ReadError, TooLarge
from kg.reading.limits import Limits
from kg.reading.pieces import Draft, from_plain

HEAD = struct.Struct(">II")  # lengths: of the JSON, of the bytes after it
_FILES_PER_CHILD = 200  # parsers leak
_GRACE = 30.0  # seconds that starting up and loading a library may take


class _Child:
    """The process, and the pipes to it."""

    def __init__(self, limits: Limits) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p or os.getcwd() for p in sys.path)}
        environment.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
        self.limits = limits
        self.files = 0
        self.process = subprocess.Popen(  # noqa: S603 - this Python, and limits that are numbers
            [sys.executable, "-m", "kg.reading.child", json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        try:
            self._receive(_GRACE)  # it says when it is there: starting Python is not the file's time
        except BaseException:
            self.end()
            raise

    def ask(self, question: dict[str, Any], data: bytes) -> dict[str, Any]:
        """The answer. Raises TimeoutError, and EOFError where the process ended instead."""
        self.files += 1
        told = json.dumps(question).encode()
        deadline = time.monotonic() + self.limits.seconds
        self._send(HEAD.pack(len(told), len(data)) + told + data)
        return self._receive(deadline - time.monotonic())

    def _send(self, data: bytes) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise EOFError from error

    def _receive(self, seconds: float) -> dict[str, Any]:
        assert self.process.stdout is not None
        deadline = time.monotonic() + seconds
        head = self._exactly(HEAD.size, deadline)
        length, _ = HEAD.unpack(head)
        answer = json.loads(self._exactly(length, deadline))
        assert isinstance(answer, dict)
        return answer

    def _exactly(self, length: int, deadline: float) -> bytes:
        assert self.process.stdout is not None
        found = bytearray()
        number = self.process.stdout.fileno()
        with selectors.DefaultSelector() as selector:
            selector.register(number, selectors.EVENT_READ)
            while len(found) < length:
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise TimeoutError
                read = os.read(number, min(1 << 20, length - len(found)))
                if not read:
                    raise EOFError
                found += read
        return bytes(found)

    def end(self) -> None:
        """Ends the process, whatever it does."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.process.kill()
        self.process.wait()


class _Keeper:
    """The child of this process. One file is read at a time, whichever thread asks."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.child: _Child | None = None
        self.owner = 0

    def draft(self, media_type: str, data: bytes, limits: Limits) -> Draft:
        with self.lock:
            child = self._child(limits)
            try:
                answer = child.ask({"media_type": media_type}, data)
            except TimeoutError:
                self.end()
                raise TooLarge(
                    f"takes more than {limits.seconds:g} seconds to read", hint="raise the limit seconds"
                ) from None
            except EOFError:
                self.end()
                raise ReadError("cannot be parsed: its parser ran out of memory or broke down") from None
            except BaseException:
                self.end()  # interrupted in between: the next answer would be this one's
                raise
            if answer.get("spent"):
                self.end()
        if error := answer.get("error"):
            kind = getattr(errors, error["kind"])
            raise kind(error["reason"], hint=error["hint"])
        return from_plain(answer["draft"])

    def _child(self, limits: Limits) -> _Child:
        child = self.child if self.owner == os.getpid() else None  # a forked process does not share its parent's child
        if child is not None and (
            child.limits != limits or child.files >= _FILES_PER_CHILD or child.process.poll() is not None
        ):
            child.end()
            child = None
        if child is None:
            try:
                child = _Child(limits)
            except (EOFError, TimeoutError):
                raise ReadError("the parser process does not start") from None
            if self.owner != os.getpid():
                atexit.register(self.end)
            self.child, self.owner = child, os.getpid()
        return child

    def end(self) -> None:
        child, self.child = self.child, None
        if child is not None and self.owner == os.getpid():
            child.end()


_keeper = _Keeper()


def draft(media_type: str, data: bytes, limits: Limits) -> Draft:
    """The draft of a PDF, DOCX, HTML or Markdown file, parsed in the child process. Raises ReadError."""
    return _keeper.draft(media_type, data, limits)


def end() -> None:
    """Ends the child process, where there is one; the next file starts another."""
    _keeper.end()
