"""The same input gives the same bytes: in another folder, another locale, with another hash seed, without a network."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus.test_building import all_bytes
from tests.sample import ROOT

pytestmark = pytest.mark.model

# Every way out of the process fails, for it and for the Python processes that it starts.
NO_NETWORK = """
import socket
def refused(*_, **__):
    raise OSError("the network is blocked by a test")
class Blocked(socket.socket):
    def __init__(self, family=socket.AF_INET, *rest, **named):
        if family != socket.AF_UNIX:
            refused()
        super().__init__(family, *rest, **named)
socket.socket = Blocked
socket.create_connection = refused
socket.getaddrinfo = refused
"""


def kg(*arguments: object, **environment: str) -> str:
    command = [sys.executable, "-m", "kg.cli", *(str(a) for a in arguments)]
    env = {**os.environ, **environment}
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    output = tmp_path_factory.mktemp("one") / "output"
    kg("build", "seeds", "-o", output, PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Kathmandu")
    return output


def test_another_folder_locale_and_hash_seed_give_the_same_bytes(built, tmp_path):
    other = tmp_path / "a folder" / "somewhere else"
    kg("build", ROOT / "seeds", "-o", other, PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="America/Lima")
    files = all_bytes(other)
    assert len(files) > 4
    assert files == all_bytes(built)


def test_a_second_build_changes_no_byte(built):
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in built.rglob("*") if p.is_file()}
    kg("build", "seeds", "-o", built)
    assert before == {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in built.rglob("*") if p.is_file()}


@pytest.mark.parametrize("format", ["trig", "nq", "jsonld", "graphml", "gexf"])
def test_exports_do_not_depend_on_the_hash_seed(built, format):
    one, other = (kg("export", "-f", format, "-o", built, PYTHONHASHSEED=seed) for seed in ("3", "4"))
    assert one == other


def test_everything_is_built_without_a_network(built, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    path = {"PYTHONPATH": str(tmp_path)}
    with pytest.raises(AssertionError, match="blocked by a test"):
        kg("extract", "http://192.0.2.1/", **path)
    output = tmp_path / "output"
    kg("build", "seeds", "-o", output, **path)
    assert all_bytes(output) == all_bytes(built)
    assert kg("check", "-o", output, **path)
    assert kg("query", "-n", "modalities", "-o", output, **path)


def test_the_rows_of_extract_are_those_of_build(built):
    assert kg("extract", "seeds", "--format", "jsonl") == (built / "provisions.jsonl").read_text("utf-8")
