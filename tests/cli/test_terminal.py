"""What only a terminal sees: colours, a progress bar, and control characters made visible."""

import os
import pty
import subprocess
import sys

import pytest

from tests.sample import ROOT


def on_a_terminal(*arguments: object, stdin: bytes | None = None) -> str:
    """What a command prints on a terminal, both streams together."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg.cli", *(str(a) for a in arguments)]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=theirs, stderr=theirs, env=environment, cwd=ROOT
    ) as run:
        os.close(theirs)
        run.stdin.write(stdin or b"")
        run.stdin.close()
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not part:
                break
            seen += part
    os.close(ours)
    return seen.decode("utf-8", "replace")


def test_phrases_are_coloured(project):
    import json

    row = json.loads((project / "provisions.jsonl").read_text("utf-8").splitlines()[0])
    seen = on_a_terminal("show", row["id"], "-o", project)
    assert f"\x1b[1;34m{row['actor'].split()[0]}" in seen


@pytest.mark.model
def test_a_progress_bar_is_shown_while_documents_are_built(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"The Agency shall publish register {number}.")
    assert "3/3" in on_a_terminal("build", tmp_path, "-o", tmp_path / "output")


@pytest.mark.model
def test_a_document_does_not_drive_the_terminal(tmp_path):
    text = "The Agency shall publish the \x1b[31mred\x9b register \u202eof it.".encode()
    for format in ("jsonl", "csv", "table", "ttl"):
        seen = on_a_terminal("extract", "-", "--format", format, stdin=text)
        for character in ("\x1b[31m", "\x9b", "\u202e"):
            assert character not in seen, format


def test_a_matrix_is_coloured_and_as_wide_as_the_terminal(project):
    import re

    seen = on_a_terminal("matrix", "-o", project)
    assert re.search("\x1b\\[36mmust \\d+\x1b\\[0m", seen)
    assert max(len(re.sub("\x1b\\[[0-9;]*m", "", line)) for line in seen.split("\r\n")) <= 100


@pytest.mark.model
def test_a_note_is_folded_under_its_own_beginning(tmp_path):
    long = "the plan for the protection of the banks of the rivers and of the lakes of the whole province"
    (tmp_path / "old.txt").write_text(f"The Agency should publish {long}.")
    (tmp_path / "new.txt").write_text(f"The Agency must publish {long}.")
    lines = on_a_terminal("diff", tmp_path / "old.txt", tmp_path / "new.txt").split("\r\n")
    assert max(map(len, lines)) <= 100
    after = lines[next(n for n, line in enumerate(lines) if line.startswith("    now:")) + 1]
    assert after.startswith(" " * 12)
