"""`kg build --store` and `kg query --store` on real servers, started here."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from kg.building import build
from kg.errors import StoreError
from kg.graph.store import open_store
from tests import servers
from tests.corpus.test_building import all_bytes
from tests.sample import ROOT
from tests.stub import StubExtractor

pytestmark = pytest.mark.server


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request, tmp_path_factory):
    with getattr(servers, request.param)(tmp_path_factory.mktemp(request.param)) as address:
        yield address


@pytest.fixture(autouse=True)
def _signed_in(request, monkeypatch):
    monkeypatch.setattr("kg.graph.remote._pauses", lambda: (0.05, 0.1))
    if "virtuoso" in request.node.name:
        monkeypatch.setenv("KG_STORE_USER", "dba")
        monkeypatch.setenv("KG_STORE_PASSWORD", "dba")


@pytest.fixture
def documents(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(6):
        text = f"The Agency must submit report {number}.\n\nThe Board should review plan {number % 2}.\n"
        (folder / f"{number}.txt").write_text(text)
    return folder


def local(documents, tmp_path):
    output = tmp_path / "local"
    build([str(documents)], output, extractor=StubExtractor())
    return all_bytes(output)


def remote(documents, tmp_path, address, **options):
    report = build([str(documents)], tmp_path / "far", extractor=StubExtractor(), address=address, **options)
    return report, all_bytes(tmp_path / "far")


def test_a_server_holds_what_a_folder_would(server, documents, tmp_path):
    _, files = remote(documents, tmp_path, server, prune=True)
    assert files == local(documents, tmp_path)
    with open_store(server, read_only=True) as store:
        assert len(store.document_ids()) == 6
    report, files = remote(documents, tmp_path, server)
    assert report.parsed == ()
    assert files == all_bytes(tmp_path / "local")


def test_an_edit_and_a_removal_reach_the_server(server, documents, tmp_path):
    remote(documents, tmp_path, server, prune=True)
    (documents / "3.txt").write_text("The Court must publish its decisions at once.\n")
    (documents / "5.txt").unlink()
    report, files = remote(documents, tmp_path, server, prune=True)
    assert (report.parsed, report.removed) == (("3.txt",), ("5.txt",))
    assert files == local(documents, tmp_path)


def test_the_command_asks_the_server(server, documents, tmp_path, kg):
    remote(documents, tmp_path, server, prune=True)
    asked = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?d a kg:Document } }"
    result = kg("query", "--store", server, "-q", asked, "--format", "json")
    assert result.code == 0, result.err
    assert json.loads(result.out) == [{"n": 6}]


SCRIPT = """
import sys
from pathlib import Path
import kg.building
from tests.stub import StubExtractor
kg.building.PATIENCE = 0.05
def say(done, total, name):
    print(done, flush=True)
kg.building.build(
    [sys.argv[1]], Path(sys.argv[2]), extractor=StubExtractor(delay=0.1), address=sys.argv[3], progress=say
)
"""


@pytest.mark.slow
def test_a_build_that_is_killed_goes_on_with_what_the_server_has(documents, tmp_path, server):
    remote(documents, tmp_path, server, prune=True)
    for path in documents.iterdir():
        path.write_text(path.read_text() + "\nThe Court must sit.\n")
    output = tmp_path / "far"
    for documents_read in (2, 1, 2):
        command = [sys.executable, "-c", SCRIPT, str(documents), str(output), server]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
            for _ in range(documents_read):
                process.stdout.readline()
            process.kill()
        assert process.returncode in (0, -signal.SIGKILL)
    _, files = remote(documents, tmp_path, server)
    assert files == local(documents, tmp_path)
    with open_store(server, read_only=True) as store:
        assert len(store.document_ids()) == 6


def test_a_server_that_goes_away_for_a_moment_is_waited_for(documents, tmp_path, monkeypatch):
    port = servers.free_port()
    monkeypatch.setattr("kg.graph.remote._pauses", lambda: [0.2] * 100)
    with servers.oxigraph(tmp_path, port) as address:
        build([str(documents)], tmp_path / "far", extractor=StubExtractor(), address=address)
    (documents / "3.txt").write_text("The Court must publish its decisions at once.\n")
    failed = []

    def again():
        try:
            build([str(documents)], tmp_path / "far", extractor=StubExtractor(), address=address)
        except StoreError as error:
            failed.append(error)

    thread = threading.Thread(target=again)
    thread.start()
    time.sleep(0.5)
    assert thread.is_alive()  # it waits
    with servers.oxigraph(tmp_path, port):
        thread.join(60)
        assert not thread.is_alive()
    assert failed == []
    assert all_bytes(tmp_path / "far") == local(documents, tmp_path)
