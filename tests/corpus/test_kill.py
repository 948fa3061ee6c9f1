"""kill -9 at random moments, for real: the next build goes on, and ends with the bytes of an uninterrupted one."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.corpus.test_building import all_bytes

ROOT = Path(__file__).parents[2]
KILLS = 24
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


@pytest.mark.slow
def test_a_killed_build_goes_on_and_ends_with_the_same_bytes(tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(40):
        text = f"The Agency must submit report {number}.\n\nThe Board should review plan {number % 7} of the Agency.\n"
        (documents / f"{number}.txt").write_text(text)
    began = time.monotonic()
    assert start(documents, tmp_path / "whole", 1).wait() == 0
    whole, seconds = all_bytes(tmp_path / "whole"), time.monotonic() - began

    chance = random.Random(20231127)
    killed = 0
    for number in range(KILLS):
        output = tmp_path / f"killed-{number % 4}"  # each of four folders is killed again and again before it is done
        process = start(documents, output, 1 + number % 2)
        time.sleep(chance.uniform(0.2, 1.0) * seconds)
        killed += process.poll() is None
        process.kill()
        process.wait()
    assert killed >= 20
    for number in range(4):
        output = tmp_path / f"killed-{number}"
        assert start(documents, output, 1).wait() == 0
        assert all_bytes(output) == whole
