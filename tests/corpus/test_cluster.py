"""Builds on a real Dask cluster of this machine, while its workers are killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from kg.building import SHARDS, build
from kg.corpus import cluster
from kg.errors import UsageError
from kg.sharding import Cluster
from tests.corpus.test_building import all_bytes
from tests.stub import StubExtractor

pytestmark = [
    pytest.mark.slow,
    # A killed worker leaves its ends of pipes and sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cluster") / "documents"
    folder.mkdir()
    for number in range(24):
        text = f"The Agency must submit report {number}.\n\nThe Board should review plan {number % 7} of the Agency.\n"
        (folder / f"{number}.txt").write_text(text + "\n" + "Nothing else is said here. " * 600)
    return folder


@pytest.fixture(scope="module")
def whole(documents, tmp_path_factory):
    """The files of a build in one process."""
    output = tmp_path_factory.mktemp("whole") / "output"
    build([str(documents)], output, extractor=StubExtractor())
    return all_bytes(output)


def worker_pids(parent=None):
    """The processes below this one (or another) that a Dask nanny started."""
    import psutil

    found = []
    for process in psutil.Process(parent).children(recursive=True):
        try:
            if "spawn_main" in " ".join(process.cmdline()):
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


@contextmanager
def killing(log, *, times):
    """Kills a worker with SIGKILL each time that some more documents were read; gives the ids of the killed."""
    killed, stop = [], threading.Event()

    def go():
        seen = 0
        while len(killed) < times and not stop.wait(0.05):
            read = len(log.read_text().split())
            if read > seen:
                seen = read + 3
                for pid in worker_pids()[:1]:
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)

    thread = threading.Thread(target=go)
    thread.start()
    try:
        yield killed
    finally:
        stop.set()
        thread.join()


def test_killing_workers_loses_nothing_and_the_bytes_are_those_of_one_process(documents, whole, tmp_path):
    log = tmp_path / "log"
    log.write_text("")
    extractor = StubExtractor(delay=0.05, log=str(log))
    with killing(log, times=3) as killed:
        report = build([str(documents)], tmp_path / "output", extractor=extractor, cluster=Cluster(jobs=2))
    assert len(killed) == 3
    assert report.failures == ()
    assert len(report.corpus.documents) == 24
    assert all_bytes(tmp_path / "output") == whole
    assert not (tmp_path / "output" / SHARDS).exists()


SCRIPT = """
import sys
from pathlib import Path
from kg.building import build
from kg.sharding import Cluster
from tests.stub import StubExtractor
if __name__ == "__main__":
    extractor = StubExtractor(delay=0.05, log=sys.argv[3])
    build([sys.argv[1]], Path(sys.argv[2]), extractor=extractor, cluster=Cluster(jobs=2))
"""


def test_a_build_that_is_killed_goes_on_from_its_manifests(documents, whole, tmp_path):
    output, log, script = tmp_path / "output", tmp_path / "log", tmp_path / "run.py"
    script.write_text(SCRIPT)
    log.write_text("")
    command = [sys.executable, str(script), str(documents), str(output), str(log)]
    root = os.getcwd()
    process = subprocess.Popen(command, cwd=root, env={**os.environ, "PYTHONPATH": root})
    until = time.monotonic() + 60
    while len(list(output.glob(f"{SHARDS}/*.json"))) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.wait()
    finished = len(list(output.glob(f"{SHARDS}/*.json")))
    assert finished >= 2
    log.write_text("")
    build([str(documents)], output, extractor=StubExtractor(log=str(log)), cluster=Cluster(jobs=2))
    assert len(set(log.read_text().split())) < 24
    assert all_bytes(output) == whole


def test_the_piece_that_kills_every_worker_is_named(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"The Agency must submit report {number}.\n")
    (folder / "deadly.txt").write_text("The Agency must KILL whatever reads it.")
    report = build([str(folder)], tmp_path / "output", extractor=StubExtractor(), cluster=Cluster(jobs=2))
    (failure,) = report.failures
    assert failure.reason.startswith("deadly.txt: the process that read it was killed each time")
    assert len(report.corpus.documents) == 3


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr(cluster, "WAIT", 1)
    with (
        pytest.raises(UsageError, match=r"tcp://127\.0\.0\.1:9: no Dask cluster answers"),
        cluster.client("tcp://127.0.0.1:9", 1),
    ):
        pass
