"""kill -9 at random moments, for real: the next build goes on, and ends with the bytes of an uninterrupted one."""

import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph.store import Store
from tests.corpus.test_building import all_bytes

ROOT = Path(__file__).parents[2]
KILLS = 20
SCRIPT = """
import sys
from pathlib import Path
import kg.building
from tests.stub import StubExtractor
kg.building.PATIENCE = 0.05
kg.building.build([sys.argv[1]], Path(sys.argv[2]), extractor=StubExtractor(delay=0.01), jobs=int(sys.argv[3]))
"""


def start(documents: Path, output: Path, jobs: int) -> subprocess.Popen:
    guarded = "if __name__ == '__main__':\n" + "".join(f"    {line}\n" for line in SCRIPT.strip().splitlines())
    script = output.parent / "run.py"
    script.write_text(guarded)
    command = [sys.executable, str(script), str(documents), str(output), str(jobs)]
    return subprocess.Popen(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": ""})


def stored(output: Path) -> tuple[set[str], dict[str, object]]:
    """Everything in the store: the graphs, and the ledger but for its clock."""
    with Store.open(output / "store", read_only=True) as store:
        quads = {str(quad) for quad in store.inner if "ledger" not in str(quad.graph_name)}
        return quads, {name: replace(entry, time="") for name, entry in store.ledger().items()}


@pytest.mark.slow
def test_a_killed_build_goes_on_and_ends_with_the_same_bytes(tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(24):
        text = f"The Agency must submit report {number}.\n\nThe Board should review plan {number % 7} of the Agency.\n"
        (documents / f"{number}.txt").write_text(text)
    began = time.monotonic()
    assert start(documents, tmp_path / "whole", 1).wait() == 0
    whole, seconds = all_bytes(tmp_path / "whole"), time.monotonic() - began

    chance = random.Random(20231127)
    folders = [tmp_path / "killed-0"]
    kills = 0
    while kills < KILLS:
        began = time.monotonic()
        process = start(documents, folders[-1], 1 + kills % 2)
        try:
            process.wait(chance.uniform(0.3, 0.9) * seconds)
            seconds = time.monotonic() - began  # the machine is less busy than it was: the next kill comes earlier
        except subprocess.TimeoutExpired:
            kills += 1
        process.kill()
        ended = process.wait()
        assert ended in (0, -signal.SIGKILL)
        if ended == 0 or kills % 6 == 0:  # a folder is killed again and again, until it is done for once
            folders.append(tmp_path / f"killed-{len(folders)}")
    for output in folders:
        assert start(documents, output, 1).wait() == 0
        assert all_bytes(output) == whole
        assert stored(output) == stored(tmp_path / "whole")
