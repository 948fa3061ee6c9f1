"""Bad input: each kind has its own clear line, its exit code, and costs nothing else that was asked for."""

import json
import os
import shutil
import subprocess
import sys

import pytest

GOOD = "The Agency shall publish the register every year.\n"


def one_line(result) -> str:
    """The only line on stderr."""
    assert result.err.count("\n") == 1, result.err
    return result.err


def build(kg, tmp_path, *files, options=()):
    return kg("build", *files, "-o", tmp_path / "output", *options)


def test_no_such_path(kg, tmp_path):
    result = build(kg, tmp_path, tmp_path / "nowhere")
    assert (result.code, result.out) == (2, "")
    assert one_line(result) == f"kg: {tmp_path}/nowhere: no such file or folder; check the path\n"
    assert not (tmp_path / "output").exists()


def test_a_path_cannot_forge_a_second_line(kg, tmp_path):
    result = build(kg, tmp_path, tmp_path / "a\nkg: all is well\x1b[2J")
    assert "a\\nkg: all is well\\x1b[2J: no such file or folder" in one_line(result)


def test_an_empty_file(kg, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    result = build(kg, tmp_path, tmp_path / "empty.txt")
    assert result.code == 2
    assert one_line(result).startswith("kg: empty.txt: ")


def test_a_binary_file(kg, tmp_path):
    (tmp_path / "blob.txt").write_bytes(bytes(range(256)) * 40)
    result = build(kg, tmp_path, tmp_path / "blob.txt")
    assert result.code == 2
    assert one_line(result).startswith("kg: blob.txt: ")


@pytest.mark.model
def test_a_bad_file_costs_only_itself(kg, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "good.txt").write_text(GOOD)
    result = build(kg, tmp_path, folder, options=["--json"])
    assert result.code == 1
    assert one_line(result).startswith("kg: empty.txt: ")
    figures = json.loads(result.out)
    assert (figures["documents"], figures["provisions"]) == (1, 1)
    assert [skipped["document"] for skipped in figures["skipped"]] == ["empty.txt"]
    (failed, built) = json.loads(kg("list", "--documents", "--json", "-o", tmp_path / "output").out)
    assert (failed["status"], built["status"]) == ("failed", "built")


@pytest.mark.model
def test_another_encoding_is_guessed_and_said(kg, tmp_path):
    text = "The Bürgermeister shall publish the “Große Verordnung” – in full – every year. " * 9
    (tmp_path / "old.txt").write_bytes(text.encode("windows-1252"))
    result = kg("extract", tmp_path / "old.txt")
    assert result.code == 0
    assert "old.txt: " in result.err
    assert "encoding guessed: windows-1252" in result.err
    assert "Bürgermeister" in result.out


@pytest.mark.model
def test_a_document_without_a_provision(kg, tmp_path):
    (tmp_path / "list.txt").write_text("Apples.\n\nPears.\n")
    result = build(kg, tmp_path, tmp_path / "list.txt")
    assert result.code == 0
    assert "list.txt: no provision found" in one_line(result)


def test_an_output_folder_that_is_a_file(kg, tmp_path):
    (tmp_path / "output").write_text("mine")
    (tmp_path / "good.txt").write_text(GOOD)
    result = build(kg, tmp_path, tmp_path / "good.txt")
    assert result.code == 2
    assert "output: is a file, not a folder; name another output folder with -o" in one_line(result)
    assert (tmp_path / "output").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_an_output_folder_that_cannot_be_written(kg, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "output").mkdir(mode=0o500)
    result = build(kg, tmp_path, tmp_path / "good.txt")
    assert "output: cannot be written to; name another output folder" in one_line(result)


def test_an_output_folder_on_a_file_system_that_takes_no_files(kg, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    result = kg("build", tmp_path / "good.txt", "-o", "/proc/kg")
    assert result.code == 2
    assert "/proc/kg: cannot be made" in one_line(result)


HOLD = """
import sys, time
from pathlib import Path
from kg.corpus.files import folder, locked
with locked(folder(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_an_output_folder_that_another_process_builds(kg, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    command = [sys.executable, "-c", HOLD, str(tmp_path / "output")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        result = build(kg, tmp_path, tmp_path / "good.txt")
        other.kill()
    assert result.code == 2
    assert "output: another process is building here; wait for it to end" in one_line(result)


def test_a_store_of_a_newer_version(kg, tmp_path, project):
    import pyoxigraph

    newer = tmp_path / "output"
    shutil.copytree(project, newer)
    store = pyoxigraph.Store(str(newer / "store"))
    store.update(
        """DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p 999 } }
        WHERE { GRAPH ?g { ?s ?p ?o FILTER(STRENDS(STR(?p), "ledger#format")) } }"""
    )
    store.flush()
    del store
    for command in (["list"], ["build", tmp_path / "output" / "graph.ttl"]):
        result = kg(*command, "-o", newer)
        assert result.code == 2
        assert "written in format 999, this kg knows 1; upgrade kg" in one_line(result)


def test_an_unknown_model_names_the_command_that_installs_it(kg, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    for command in ("extract", "build"):
        result = kg(command, tmp_path / "good.txt", "--model", "en_core_web_nonsense")
        assert (result.code, result.out) == (2, "")
        assert "en_core_web_nonsense" in one_line(result)
        assert "pip install en" in one_line(result)


def test_settings_with_a_mistake_name_the_line(kg, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "kg.toml").write_text('# settings\nmodle = "x"\n')
    result = build(kg, tmp_path, tmp_path)
    assert result.code == 2
    assert f'{tmp_path}/kg.toml:2: unknown key "modle"; the keys are base, model' in one_line(result)


def test_settings_that_are_not_there(kg, tmp_path):
    result = build(kg, tmp_path, tmp_path, options=["--config", tmp_path / "none.toml"])
    assert "none.toml: no such file; write one with: kg init" in one_line(result)


def test_what_a_document_holds_does_not_drive_the_terminal():
    from kg.cli.console import visible

    assert visible("a\x1b[31mb\x07c\u202ed\x9be") == "a\\x1b[31mb\\x07c\\u202ed\\x9be"


@pytest.mark.model
def test_what_failed_in_an_earlier_build_is_not_told_again(kg, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(GOOD)
    nothing = build(kg, tmp_path, tmp_path / "empty.txt")
    assert (nothing.code, "index.html" in nothing.out) == (2, False)
    result = build(kg, tmp_path, tmp_path / "good.txt")
    assert (result.code, result.err) == (0, "")
    assert "skipped" not in result.out


@pytest.mark.model
def test_a_document_without_a_provision_names_the_project_it_is_in(kg, tmp_path):
    (tmp_path / "my list.txt").write_text("Apples.\n")
    result = build(kg, tmp_path, tmp_path / "my list.txt")
    assert one_line(result).endswith(f"look at its text with: kg show 'my list.txt' -o {tmp_path}/output\n")
    assert kg("show", "my list.txt", "-o", tmp_path / "output").out == "Apples.\n"


def test_a_query_that_ends_too_early_is_told_so(kg, project):
    result = kg("query", "-o", project, "-q", "SELECT * WHERE { ?s ?p")
    assert (result.code, result.out) == (2, "")
    assert one_line(result).startswith("kg: line 1, column 23: the query ends too early; ")
    assert "FFFD" not in result.err


def test_an_ending_that_is_no_format(kg, project):
    result = kg("export", "graph.doc", "-o", project)
    assert result.code == 2
    assert one_line(result).startswith("kg: graph.doc: no format has this ending; give --format one of ttl, ")


@pytest.mark.model
def test_a_build_does_not_read_what_a_build_wrote(kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD)
    for _ in range(2):
        result = kg("build", ".", "--json")
        assert (result.code, result.err, json.loads(result.out)["documents"]) == (0, "", 1)
    shutil.rmtree(tmp_path / "output" / "store")  # as where the graph is on a server
    assert json.loads(kg("build", ".", "--dry-run", "--json").out)["new"] == ["good.txt"]


def test_an_output_folder_that_is_the_folder_of_the_documents(kg, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    result = kg("build", tmp_path, "-o", tmp_path)
    assert (result.code, sorted(p.name for p in tmp_path.iterdir())) == (2, ["good.txt"])
    assert one_line(result).endswith(": is the folder of the documents; name another output folder with -o\n")


@pytest.mark.model
def test_what_was_skipped_stands_line_by_line(kg, tmp_path):
    (tmp_path / "good.txt").write_text("The Board shall act.")
    for number in range(7):
        (tmp_path / f"empty{number}.txt").write_text("")
    lines = build(kg, tmp_path, tmp_path).out.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("skipped"))
    assert lines[first].split() == ["skipped", "7", "empty0.txt:", "holds", "no", "text"]
    assert [line.strip() for line in lines[first + 1 : first + 6]] == [
        *(f"empty{number}.txt: holds no text" for number in range(1, 5)),
        "… and 2 more",
    ]
    listed = kg("list", "--documents", "-o", tmp_path / "output").out.splitlines()
    assert next(line for line in listed if line.startswith("empty0")).endswith("  holds no text")
