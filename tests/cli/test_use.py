"""What holds for every command: help, wrong use, exit codes, one line of error."""

import os
import re
import subprocess
import sys

import pytest

COMMANDS = (
    *("build", "extract", "list", "show", "query", "matrix", "timeline", "repeats", "diff", "view", "export"),
    *("review", "check"),
    "init",
)


def program(*arguments: str, **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "kg.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **options)


def test_help_names_every_command(kg):
    help_ = kg("--help")
    assert help_.code == 0
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", help_.out, re.MULTILINE), command


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_every_option_is_explained(kg, command):
    help_ = kg(command, "--help")
    assert help_.code == 0
    for line in re.findall(r"^  (-.*)$", help_.out, re.MULTILINE):
        assert re.search(r"\S  +\S", line) or len(line) > 22, line


def test_without_a_command_help_is_printed(kg):
    assert "Commands:" in kg().out + kg().err


def test_the_version_is_the_packages(kg):
    from importlib.metadata import version

    assert kg("--version").out == f"kg {version('policy-kg')}\n"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["nonsense"], r"kg: No such command 'nonsense'; see: kg --help"),
        (["build"], r"kg build: Missing argument 'PATH\.\.\.'; see: kg build --help"),
        (["list", "--nonsense"], r"kg list: No such option: --nonsense; see: kg list --help"),
        (["list", "--modality", "perhaps"], r"kg list: Invalid value for .* see: kg list --help"),
        (["build", "x", "--jobs", "0"], r"kg build: Invalid value for .* see: kg build --help"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(kg, arguments, error):
    result = kg(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert re.fullmatch(error + "\n", result.err), result.err


def test_a_command_on_nothing_says_how_to_build(kg, tmp_path):
    for command in (["list"], ["show", "0"], ["query", "-n", "modalities"], ["export", "-f", "ttl"], ["check"]):
        result = kg(*command, "-o", tmp_path / "nowhere")
        assert result.code == 2
        assert re.fullmatch(r"kg: .*nowhere: no project here; build one with: kg build PATH -o .*\n", result.err)


def test_a_reader_that_has_enough_is_no_error(project):
    shell = f"{sys.executable} -m kg.cli list -o {project} | head -n 1"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_help_does_not_import_what_it_does_not_need():
    code = "import sys; from kg.cli import run; run(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    for heavy in ("spacy", "numpy", "rdflib", "pyoxigraph", "rich.console", "networkx", "httpx", "kg.reading"):
        assert f"'{heavy}'" not in done.stderr, heavy


def test_import_kg_is_light():
    code = "import sys; import kg; print(len([m for m in sys.modules if m.startswith('kg')]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "1\n"


def test_help_costs_less_than_0_3_seconds():
    program("--help")
    before = os.times()
    for _ in range(5):
        program("--help")
    after = os.times()
    spent = (after.children_user - before.children_user) + (after.children_system - before.children_system)
    assert spent / 5 < 0.3


def test_an_error_in_kg_itself_is_one_line(kg, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr("kg.project.load", broken)
    result = kg("list")
    assert result.code == 2
    assert result.err.startswith("kg: internal error (ZeroDivisionError: a\\nb); run it again with KG_DEBUG=1")
    assert result.err.count("\n") == 1


def test_ctrl_c_ends_quietly(kg, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.project.load", interrupted)
    assert kg("list") == type(kg("--version"))(130, "", "")
