"""What the documentation says is so: every command runs, every option exists, every link leads somewhere."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sample import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(sh|console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples(text: str) -> list[tuple[str, list[str]]]:
    """Shell commands with the lines that they are said to print, in order. `make` is tried by the CI run itself."""
    found: list[tuple[str, list[str]]] = []
    for kind, body in BLOCK.findall(text):
        if kind == "sh" and "make " not in body:
            found.append((body, []))
        if kind == "console":
            for line in body.splitlines():
                if line.startswith("$ "):
                    found.append((line[2:], []))
                else:
                    found[-1][1].append(line)
    return found


@pytest.mark.model
def test_the_tour_of_the_readme_runs_and_prints_what_it_shows(tmp_path):
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": "120"}
    for command, lines in examples(README):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        printed = done.stdout.splitlines()
        for line in lines:
            assert line in printed, f"{command}\nprinted\n{done.stdout}"


@pytest.mark.model
def test_the_python_of_the_readme_runs(tmp_path):
    code, component = [body for kind, body in BLOCK.findall(README) if kind == "python"]
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    script = f"import kg\nkg.build(['seeds'], 'output').close()\n{code}"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, timeout=120)
    *lines, last = component.strip().splitlines()
    script = "\n".join([*lines, f"assert {last} == [('agency', 'prohibition', 'procure', 'equipment')]"])
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, timeout=120)


def test_the_alias_list_of_the_readme_is_understood():
    from kg.graph.alias_list import read_aliases

    (turtle,) = re.findall(r"^```turtle\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    found = read_aliases(turtle.encode(), place="aliases.ttl").names
    assert found == (("Department of Energy", "DOE"), ("Department of Energy", "the Department"))


def commands() -> set[tuple[str, ...]]:
    """Every `kg …` that a page names, as words."""
    found = set()
    for page in PAGES:
        for quoted in re.findall(r"`(kg [a-z][^`]*)`|^\$ (kg .*)$", page.read_text("utf-8"), re.MULTILINE):
            words = re.sub(r"[…\[\]]|PATH…", " ", quoted[0] or quoted[1]).strip()
            found.add(tuple(shlex.split(words)[1:]))
    return found


def test_every_command_and_option_that_the_pages_name_exists(kg):
    for words in sorted(commands()):
        if words[0].startswith("-"):
            continue
        text = kg(words[0], "--help").out
        assert text, words
        for option in (word.partition("=")[0] for word in words[1:] if word.startswith("-")):
            assert re.search(rf"(^|[\s,]){re.escape(option)}\b", text), f"kg {words[0]} has no {option}"


def test_the_readme_names_every_command(kg):
    listed = re.findall(r"^  ([a-z]+) ", kg("--help").out.partition("Commands:")[2], re.MULTILINE)
    named = set(re.findall(r"^\| `kg (\w+)", README, re.MULTILINE))
    assert named == set(listed)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_links_lead_to_files_that_are_there(file):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read_text("utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (file.parent / target).exists(), target


def test_the_files_that_the_architecture_names_are_there():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_/]+(?:\.py|\.toml|/))`", text))
    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / "src" / "kg" / name).exists()] == []


def test_the_makefile_has_every_target_that_the_pages_name():
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z-]+)", page.read_text("utf-8"))}
    assert named <= targets
    help_ = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert targets <= set(re.findall(r"^  make ([a-z-]+)", help_, re.MULTILINE))


def test_the_locked_requirements_name_no_host_and_no_folder_and_hash_everything():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host|file://|https?://|/\w+/\w+/", text)
        pinned = re.findall(r"^\S+==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE))


def test_no_library_that_kg_needs_is_under_the_gpl():
    from importlib.metadata import metadata

    for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE):
        about = metadata(name)
        says = about.get("License-Expression") or "; ".join(
            c for c in about.get_all("Classifier") or [] if "License" in c
        )
        assert not re.search(r"\bA?GPL|GNU (Affero )?General", says) or " OR " in says, f"{name}: {says}"


def test_the_notice_names_every_library_and_the_model():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    notice = (ROOT / "NOTICE").read_text().lower()
    for requirement in project["dependencies"]:
        name = re.match(r"[\w-]+", requirement)[0]
        assert re.search(rf"\b{re.escape(name)}\b", notice), name
