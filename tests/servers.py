"""SPARQL servers, started on a free port of this machine and ended with the test."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], address: str, folder: Path) -> Iterator[str]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        until = time.monotonic() + 60
        while True:
            assert process.poll() is None, f"{command[0]} ended at once"
            assert time.monotonic() < until, f"{command[0]} did not answer at {address}"
            try:
                httpx.get(address, timeout=2)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        process.kill()
        process.wait()


def oxigraph(folder: Path, port: int | None = None):
    """``oxigraph serve`` on a store in the folder."""
    binary = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    assert binary is not None, "pip install oxigraph"
    bind = f"127.0.0.1:{port or free_port()}"
    return running([binary, "serve", "--location", str(folder / "data"), "--bind", bind], f"http://{bind}", folder)


def virtuoso(folder: Path):
    """Virtuoso with the database in the folder and the password that a fresh one has. Only continuous integration
    must have it."""
    binary = shutil.which("virtuoso-t")
    if binary is None:
        assert not os.environ.get("CI"), "apt-get install virtuoso-opensource-7-bin"
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    port = free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(sql=free_port(), http=port))
    return running([binary, "-f", "-c", "virtuoso.ini"], f"http://127.0.0.1:{port}/sparql", folder)
