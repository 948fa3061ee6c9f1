"""Work in several processes that outlives the death of any of them.

A *nursery* is a process that gets ready once (loads the model, fills the caches) and then does nothing but fork: each
worker begins with what the nursery has, in the same memory, at no cost. It has one thread, which a process that has a
store open or used a pool has not: forking is safe there and would not be here.

A worker that is killed (by the system for want of memory, by a crash in a library, by kill -9) is replaced by a new
fork. What it had under way is done again in the end, one piece at a time with no other process beside it, so that the
piece that keeps killing its process is known by name, is given up, and the rest is done.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Any, TypeVar

from kg.errors import UsageError

Task = TypeVar("Task")
Result = TypeVar("Result")

ATTEMPTS = 2  # a process may be killed by chance once; the same piece twice is no chance
AHEAD = 2  # tasks that a worker has: the one under way, and the next, so that it never waits for us
FORKS = sys.platform == "linux"  # elsewhere the system's own libraries may not survive a fork
PATIENCE = 5.0  # seconds for the nursery to end


def run(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    jobs: int,
    split: Callable[[Task], Iterable[Task]],
    lost: Callable[[Task], Result],
    ready: Callable[[], object] | None = None,
) -> Iterator[Result]:
    """Yields ``work(task)`` for every task, in the order in which they are done.

    ``split`` takes a task apart into its smallest pieces; ``lost`` is the result of a piece whose process was killed
    ATTEMPTS times when it was alone. ``ready`` is called before the first worker is there: what it loads, all have.
    ``work``, ``ready`` and the tasks must be picklable. At most AHEAD × jobs tasks are under way: memory stays flat.
    """
    with _nursery(work, ready) as worker:
        suspects = yield from _side_by_side(worker, deque(tasks), jobs)
        for task in suspects:
            for piece in split(task):
                yield from _alone(worker, piece, lost)


@dataclass(slots=True, eq=False)
class _Worker:
    """A process at the other end of a connection, and the tasks that it was given and has not answered."""

    connection: Connection
    given: deque[Any] = field(default_factory=deque)

    def give(self, task: object) -> None:
        """Sends a task. One that is gone already is noticed when its answer is awaited."""
        self.given.append(task)
        with suppress(OSError):
            self.connection.send(task)

    def answer(self) -> Any:
        """The result of the task under way. Raises what the work raised, and EOFError where the process is gone."""
        try:
            done, value = self.connection.recv()
        except OSError as error:  # it was killed while it answered
            raise EOFError from error
        self.given.popleft()
        if not done:
            raise value
        return value


def _side_by_side(worker: Callable[[], _Worker], waiting: deque[Task], jobs: int) -> Generator[Any, None, list[Task]]:
    """Works until nothing is waiting; returns the tasks that took their workers with them."""
    suspects: list[Task] = []
    there: list[_Worker] = []
    try:
        while True:
            while waiting and len(there) < jobs:
                there.append(worker())
                there[-1].give(waiting.popleft())
            for one in there:
                if waiting and len(one.given) < AHEAD:
                    one.give(waiting.popleft())
            busy = {one.connection: one for one in there if one.given}
            if not busy:
                return suspects
            for connection in wait(list(busy)):
                one = busy[connection]  # type: ignore[index]
                try:
                    yield one.answer()
                except EOFError:
                    there.remove(one)
                    one.connection.close()
                    suspects.append(one.given.popleft())
                    waiting.extendleft(one.given)  # it never came to these
    finally:
        for one in there:
            one.connection.close()


def _alone(worker: Callable[[], _Worker], piece: Task, lost: Callable[[Task], Result]) -> Iterator[Any]:
    for _ in range(ATTEMPTS):
        one = worker()
        one.give(piece)
        try:
            result = one.answer()
        except EOFError:
            continue
        finally:
            one.connection.close()
        yield result
        return
    yield lost(piece)


@contextmanager
def _nursery(work: Callable[[Any], Any], ready: Callable[[], object] | None) -> Iterator[Callable[[], _Worker]]:
    """Gives a function that makes a new worker. At the end all of them are gone, whatever they are doing."""
    context = get_context("spawn")
    ours: socket.socket | None = None
    processes: list[Any] = []

    def start(target: Callable[..., None]) -> socket.socket:
        here, there = socket.socketpair()
        process = context.Process(target=target, args=(there, work, ready), daemon=True)
        process.start()
        there.close()
        processes.append(process)
        if here.recv(1) != b"+":  # it could not even import us
            here.close()
            hint = "use jobs=1, or put the script's own calls under: if __name__ == '__main__':"
            raise UsageError("worker processes cannot start", hint=hint)
        return here

    def forked() -> _Worker:
        nonlocal ours
        here, there = socket.socketpair()
        with there:
            try:
                if ours is None:
                    ours = start(_nurse)
                socket.send_fds(ours, [b"+"], [there.fileno()])
            except OSError:  # somebody killed the nursery
                if ours is not None:
                    ours.close()
                ours = start(_nurse)
                socket.send_fds(ours, [b"+"], [there.fileno()])
        return _Worker(Connection(here.detach()))

    def spawned() -> _Worker:
        return _Worker(Connection(start(_serve).detach()))

    try:
        yield forked if FORKS else spawned
    finally:
        if ours is not None:
            ours.close()  # the nursery ends its children, then itself
        for process in processes:
            process.join(PATIENCE if FORKS else 0)
            process.kill()
            process.join()
            process.close()


def _nurse(parent: socket.socket, work: Callable[[Any], Any], ready: Callable[[], object] | None) -> None:
    """The nursery: a worker for each descriptor that the parent sends, until it closes its end or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    parent.send(b"+")
    if ready is not None:
        with suppress(Exception):  # the first task will tell
            ready()
    gc.collect()
    gc.freeze()  # what is there now is never garbage: collecting would only copy shared memory
    children: set[int] = set()
    while True:
        _, descriptors, _, _ = socket.recv_fds(parent, 1, 1)
        children = {child for child in children if os.waitpid(child, os.WNOHANG) == (0, 0)}
        if not descriptors:
            break
        child = os.fork()
        if child == 0:
            parent.close()
            _work(Connection(descriptors[0]), work)
        os.close(descriptors[0])
        children.add(child)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _serve(parent: socket.socket, work: Callable[[Any], Any], ready: Callable[[], object] | None) -> None:
    """A worker that was started and not forked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent.send(b"+")
    _work(Connection(parent.detach()), work)


def _work(connection: Connection, work: Callable[[Any], Any]) -> None:
    """A worker: answers every task with whether it was done, and the result or the error; ends with its parent."""
    tasks: SimpleQueue[Any] = SimpleQueue()

    def take() -> None:
        # Takes tasks in while another is under way: the parent, when it gives one, never waits for us.
        try:
            while True:
                tasks.put(connection.recv())
        finally:
            os._exit(1)  # the parent has closed its end, or is gone

    threading.Thread(target=take, daemon=True).start()
    try:
        while True:
            answer = _answer(work, tasks.get())
            connection.send(answer)
    finally:
        os._exit(1)


def _answer(work: Callable[[Any], Any], task: object) -> tuple[bool, object]:
    try:
        return True, work(task)
    except Exception as error:
        return False, error
