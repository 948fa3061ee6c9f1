"""Work on the machines of a Dask cluster, or on one made here for the time of the build.

The same promises as ``workers.run``: whatever is killed is done again, and a piece that kills every worker that takes
it is known by name and given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any, TypeVar

from kg.corpus.shelf import missing
from kg.corpus.workers import ATTEMPTS
from kg.errors import UsageError

Task = TypeVar("Task")
Result = TypeVar("Result")

WAIT = 60  # seconds for the first worker to appear
AHEAD = 4  # tasks under way for each thread of the cluster: enough to keep it busy, few enough for the scheduler


def run(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    scheduler: str | None,
    jobs: int,
    split: Callable[[Task], Iterable[Task]],
    lost: Callable[[Task], Result],
) -> Iterator[Result]:
    """Yields ``work(task)`` for every task, in the order in which they are done.

    ``scheduler``: the address of a running cluster; None makes one of ``jobs`` processes here. Results must be small:
    they pass through the scheduler. Raises UsageError where Dask is missing or the cluster cannot be reached.
    """
    with client(scheduler, jobs) as there:
        suspects = yield from _side_by_side(there, work, iter(tasks))
        for task in suspects:
            for piece in split(task):
                try:
                    yield there.submit(work, piece, pure=False).result()
                except _killed():
                    yield lost(piece)


@contextmanager
def client(scheduler: str | None, jobs: int) -> Iterator[Any]:
    """A client of the cluster at the address, or of one made here, with at least one worker."""
    try:
        import dask

        distributed = _distributed()
    except ImportError as error:
        raise missing("Dask") from error
    with ExitStack() as stack:
        # A worker that dies is replaced and its work done again: that is no news to the user.
        quiet = {"logging.distributed": "critical", "distributed.scheduler.allowed-failures": ATTEMPTS - 1}
        stack.enter_context(dask.config.set(quiet))
        if scheduler is None:
            made = distributed.LocalCluster(
                n_workers=jobs,
                threads_per_worker=1,  # Python code: a second thread would wait for the first
                processes=True,
                dashboard_address=None,
                silence_logs="CRITICAL",
            )
            scheduler = stack.enter_context(made).scheduler_address
        try:
            there = stack.enter_context(distributed.Client(scheduler, timeout=WAIT, set_as_default=False))
            there.wait_for_workers(1, timeout=WAIT)
        except (OSError, TimeoutError, ValueError) as error:
            hint = "start one with: dask scheduler, and workers with: dask worker ADDRESS"
            raise UsageError(f"no Dask cluster answers ({error})", place=scheduler, hint=hint) from error
        yield there


def _side_by_side(there: Any, work: Callable[[Task], Result], waiting: Iterator[Task]) -> Any:
    """Works until nothing is waiting; returns the tasks that took their workers with them."""
    threads = max(1, sum(there.nthreads().values()))
    under_way = {}
    suspects = []
    done = _distributed().as_completed(loop=there.loop)
    for task in islice(waiting, AHEAD * threads):
        future = there.submit(work, task, pure=False)
        under_way[future] = task
        done.add(future)
    for future in done:
        task = under_way.pop(future)
        try:
            yield future.result()
        except _killed():
            suspects.append(task)
        for following in islice(waiting, 1):
            future = there.submit(work, following, pure=False)
            under_way[future] = following
            done.add(future)
    return suspects


def _killed() -> type[Exception]:
    killed: type[Exception] = _distributed().KilledWorker
    return killed


def _distributed() -> Any:
    import distributed  # has no types

    return distributed
