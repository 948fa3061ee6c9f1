import functools
import os
import signal
import subprocess
import sys
import time

import pytest

from kg.corpus import workers
from kg.corpus.workers import run

from . import deeds


@pytest.fixture(params=[True, False], ids=["forked", "spawned"], autouse=True)
def forks(request, monkeypatch):
    """Workers are forked from a nursery, or, where that is not safe, started one by one."""
    if request.param and not workers.FORKS:
        pytest.skip("no forks on this system")
    monkeypatch.setattr(workers, "FORKS", request.param)


def done(tasks, jobs=2, work=deeds.work, **options):
    results = run(work, tasks, jobs=jobs, split=deeds.split, lost=deeds.lost, **options)
    return sorted(word for result in results for word in result)


def test_every_task_is_done_once():
    assert done([("a", "b"), ("c",), ("d",)]) == ["A", "B", "C", "D"]


def test_a_piece_that_keeps_killing_its_process_is_named_and_nothing_else_is_lost():
    tasks = [(f"a{i}", f"b{i}") for i in range(6)]
    tasks[2] = ("x", "kill", "y")
    whole = sorted(word.upper() for task in tasks for word in task if word != "kill")
    assert done(tasks) == sorted([*whole, "lost kill"])


def test_a_process_killed_once_by_chance_loses_nothing(tmp_path):
    assert done([("a",), (f"once:{tmp_path}/mark",), ("b",)]) == sorted(["A", "B", f"ONCE:{tmp_path}/MARK".upper()])


def test_when_every_task_kills_each_is_named():
    assert done([("kill",)] * 4) == ["lost kill"] * 4


def test_what_the_work_raises_is_raised_here():
    with pytest.raises(ValueError, match="told to"):
        done([("a",), ("raise",), ("b",)])


def test_large_tasks_and_results_do_not_wait_for_each_other():
    words = [(f"{n}" * 3_000_000,) for n in range(8)]
    assert [len(word) for word in done(words)] == [3_000_000] * 8


def test_workers_end_with_a_parent_that_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        "from kg.corpus import workers\nfrom tests.corpus import deeds\n"
        "if __name__ == '__main__':\n"
        f"    workers.FORKS = {workers.FORKS}\n"
        f"    tasks = [('sleep:{tmp_path}/a',), ('sleep:{tmp_path}/b',)]\n"
        "    list(workers.run(deeds.work, tasks, jobs=2, split=deeds.split, lost=deeds.lost))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
    process = subprocess.Popen([sys.executable, str(script)], env=environment)
    pids = [_pid(tmp_path / name) for name in "ab"]
    process.kill()
    process.wait()
    until = time.monotonic() + 30
    while any(_runs(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(_runs(pid) for pid in pids)


def test_the_nursery_gets_ready_once_and_may_be_killed(tmp_path, forks):
    if not workers.FORKS:
        pytest.skip("there is no nursery")
    ready, first = tmp_path / "ready", tmp_path / "first"
    results = run(
        deeds.work,
        [("a",), (f"sleep:{first}",), ("parent",), (f"once:{tmp_path}/mark",), ("b",)],
        jobs=2,
        split=deeds.split,
        lost=deeds.lost,
        ready=functools.partial(deeds.get_ready, ready),
    )
    found = []
    for result in results:
        found.extend(result)
        if result[0].isdigit():  # every worker has the same parent: the nursery, which got ready
            assert int(result[0]) == _pid(ready)
            os.kill(int(result[0]), signal.SIGKILL)
    assert len(found) == 5
    assert not any("LOST" in word.upper() for word in found)


def _pid(path):
    until = time.monotonic() + 60
    while not (path.exists() and path.read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    return int(path.read_text())


def _runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
