"""Which documents are found, and by what names."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from kg.errors import ConfigError, ReadError, UsageError
from kg.reading import Source, discover, read
from kg.reading.catalogue import parse


def names(*paths: Path | str, **patterns: list[str]) -> list[str]:
    return [s.name for s in discover([str(p) for p in paths], **patterns)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "drafts/c.txt", "drafts/old/d.md", ".hidden.txt", ".git/e.txt", "kg.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("The board shall meet.")
    return tmp_path


def test_a_folder_is_searched_through_in_order(folder: Path) -> None:
    assert names(folder) == ["a.txt", "b.txt", "drafts/c.txt", "drafts/old/d.md"]


@pytest.mark.parametrize(
    ("include", "exclude", "found"),
    [
        (["*.md"], [], ["drafts/old/d.md"]),
        (["**/*.txt"], [], ["a.txt", "b.txt", "drafts/c.txt"]),
        ([], ["drafts/"], ["a.txt", "b.txt"]),
        ([], ["drafts/*.txt"], ["a.txt", "b.txt", "drafts/old/d.md"]),
        (["*.txt"], ["a.*"], ["b.txt", "drafts/c.txt"]),
        (["./a.txt"], [], ["a.txt"]),
    ],
)
def test_patterns(folder: Path, include: list[str], exclude: list[str], found: list[str]) -> None:
    assert names(folder, include=include, exclude=exclude) == found


def test_a_file_by_itself_is_known_by_its_name(folder: Path) -> None:
    assert names(folder / "drafts" / "c.txt") == ["c.txt"]


def test_a_file_given_twice_is_read_once(folder: Path) -> None:
    assert names(folder / "a.txt", folder / "a.txt") == ["a.txt"]


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    for part in ("x", "y"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "act.txt").write_text("The board shall meet.")
    assert names(tmp_path / "x", tmp_path / "y") == [(tmp_path / p / "act.txt").as_posix() for p in ("x", "y")]


def test_addresses_are_not_fetched_yet() -> None:
    (source,) = discover(["https://example.org/act.html"])
    assert source == Source("https://example.org/act.html", url="https://example.org/act.html")


def test_a_missing_path_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        list(discover([str(tmp_path / "nothing")]))


def test_a_loop_of_links_ends_and_is_reported(folder: Path) -> None:
    (folder / "drafts" / "loop").symlink_to(folder, target_is_directory=True)
    loops = [s for s in discover([str(folder)]) if s.problem]
    assert [s.name for s in loops] == ["drafts/loop"]
    with pytest.raises(ReadError, match=r"^drafts/loop: a symbolic link that leads back to a folder above it$"):
        read(loops[0])


def test_a_link_to_itself_is_reported(tmp_path: Path) -> None:
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (source,) = discover([str(tmp_path)])
    with pytest.raises(ReadError, match=r"^self: cannot be opened"):
        read(source)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (source,) = discover([str(tmp_path)])
    with pytest.raises(ReadError, match=r"^pipe: not a regular file$"):
        read(source)


def test_a_name_with_line_ends_stays_on_one_line(tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").write_bytes(b"")
    (source,) = discover([str(tmp_path)])
    with pytest.raises(ReadError) as caught:
        read(source)
    assert str(caught.value) == "a\\nb.txt: holds no text"


def test_a_file_that_vanishes_is_reported(folder: Path) -> None:
    sources = list(discover([str(folder)], include=["a.txt"]))
    (folder / "a.txt").unlink()
    with pytest.raises(ReadError, match=r"^a\.txt: cannot be read \(No such file or directory\)$"):
        read(sources[0])


CATALOGUE = """\
# what we know
[[source]]
file = "a.txt"
id = "ports-act"
title = "Ports Act"
date = 2024-05-03

[[source]]
file = "b.txt"
"""


def test_sources_toml_names_and_describes(folder: Path) -> None:
    (folder / "sources.toml").write_text(CATALOGUE)
    found = list(discover([str(folder)], include=["*.txt"], exclude=["drafts/"]))
    assert [s.name for s in found] == ["b.txt", "ports-act"]
    document = read(found[1])
    assert (document.title, document.date) == ("Ports Act", "2024-05-03")
    assert "title" not in document.guessed


def test_a_changed_file_is_noted(folder: Path) -> None:
    (folder / "sources.toml").write_text(f'[[source]]\nfile = "a.txt"\nsha256 = "{"0" * 64}"\n')
    source = next(s for s in discover([str(folder)]) if s.name == "a.txt")
    assert read(source).notes == ("the file has changed since sources.toml was written: its sha256 differs",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[source]]\nfile = "a"\ntilte = "b"\n', r'^sources\.toml:3: unknown key "tilte"; the keys are file, id,'),
        ('[[source]]\nfile = "a"\n[[source]]\nfile = "b"\ntitle = 3\n', r'^sources\.toml:5: "title" must be text'),
        ('[[source]]\nfile = "a"\ndate = "May"\n', r'^sources\.toml:3: "May" is no date; write it as 2023-11-27$'),
        ('[[source]]\ntitle = "a"\n', r'^sources\.toml:1: a \[\[source\]\] needs "file"$'),
        ('[[source]]\nfile = "a"\n[[source]]\nfile = "a"\n', r'^sources\.toml:4: "a" is described twice$'),
        ('[[source]]\nfile = "a"\nsha256 = "abc"\n', r'^sources\.toml:3: "sha256" must be 64 hexadecimal digits$'),
        ("[[source]]\nfile = \n", r"^sources\.toml:2: is not TOML"),
        ('[document]\nfile = "a"\n', r'^sources\.toml:1: unknown key "document"'),
        ("\nsource = 3\n", r'^sources\.toml:2: "source" must be a list'),
    ],
)
def test_mistakes_in_sources_toml_name_their_line(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse(text)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"The board shall meet.")))
    (source,) = discover(["-"])
    assert (source.name, read(source).text) == ("stdin", "The board shall meet.")


def test_passwords_in_addresses_are_not_in_names() -> None:
    (source,) = discover(["https://user:secret@example.org/act"])
    assert source.name == "https://example.org/act"
