"""Work in several processes that outlives the death of any of them.

A worker that is killed (by the system for want of memory, by a crash in a library, by kill -9) takes the whole pool
of concurrent.futures with it. What was under way then is done again, one piece at a time in a process of its own,
so that the piece that keeps killing its process is known by name, is given up, and the rest goes on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from kg.errors import UsageError

Task = TypeVar("Task")
Result = TypeVar("Result")

ATTEMPTS = 2  # a process may be killed by chance once; the same piece twice is no chance


def run(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    jobs: int,
    split: Callable[[Task], Iterable[Task]],
    lost: Callable[[Task], Result],
) -> Iterator[Result]:
    """Yields ``work(task)`` for every task, in the order in which they are done.

    ``split`` takes a task apart into its smallest pieces; ``lost`` is the result of a piece whose process was killed
    ATTEMPTS times. ``work`` and the tasks must be picklable. At most 2 × jobs tasks are under way: memory stays flat.
    """
    waiting = deque(tasks)
    while waiting:
        suspects = yield from _side_by_side(work, waiting, jobs)
        yield from _one_by_one(work, (piece for task in suspects for piece in split(task)), lost)


def _side_by_side(
    work: Callable[[Task], Result], waiting: deque[Task], jobs: int
) -> Generator[Result, None, list[Task]]:
    """Works until nothing is waiting, or a process is killed; returns what was under way then."""
    under_way: dict[Future[Result], Task] = {}
    pool = _pool(jobs)
    try:
        while waiting or under_way:
            while waiting and len(under_way) < 2 * jobs:
                task = waiting.popleft()
                try:
                    under_way[pool.submit(work, task)] = task
                except BrokenProcessPool:
                    waiting.appendleft(task)
                    break
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            broken = any(isinstance(future.exception(), BrokenProcessPool) for future in done)
            if broken:  # every future has ended by now or ends at once: some with results
                wait(under_way)
                done = set(under_way)
            suspects = []
            for future in [f for f in under_way if f in done]:
                task = under_way.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    suspects.append(task)
                else:
                    yield future.result()
            if broken:
                return suspects
        return []
    finally:
        _end(pool)


def _one_by_one(
    work: Callable[[Task], Result], pieces: Iterable[Task], lost: Callable[[Task], Result]
) -> Iterator[Result]:
    pool = _pool(1)
    try:
        for piece in pieces:
            for _ in range(ATTEMPTS):
                try:
                    yield pool.submit(work, piece).result()
                    break
                except BrokenProcessPool:
                    _end(pool)
                    pool = _pool(1)
            else:
                yield lost(piece)
    finally:
        _end(pool)


def _pool(jobs: int) -> ProcessPoolExecutor:
    """A pool in which a process has been seen to start, so that what breaks it later is a task."""
    from multiprocessing import get_context

    # "spawn": a fork of a process with threads (RocksDB, BLAS) may hang.
    for _ in range(ATTEMPTS):
        pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)
        try:
            pool.submit(_ready).result()
            return pool
        except BrokenProcessPool:
            _end(pool)
    hint = "use jobs=1, or put the script's own calls under: if __name__ == '__main__':"
    raise UsageError("worker processes cannot start", hint=hint)


def _ready() -> bool:
    return True


def _begin() -> None:
    """In a worker: leaves Ctrl-C to the parent, and ends when the parent is gone."""
    import multiprocessing
    import os
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _end(pool: ProcessPoolExecutor) -> None:
    """Ends the pool now: work that nobody waits for any more is not finished first."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join()
