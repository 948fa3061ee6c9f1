import os

import pytest

from kg.corpus import files
from kg.errors import StoreLocked, UsageError


def test_the_same_content_is_not_written_again(tmp_path):
    path = tmp_path / "a.txt"
    assert files.write(path, "words")
    before = path.stat().st_mtime_ns
    assert not files.write(path, "words")
    assert path.stat().st_mtime_ns == before


def test_other_content_replaces_the_file_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "a.txt"
    files.write(path, "words")
    assert files.write(path, "other")
    assert path.read_text() == "other"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere/a\.txt: cannot be written \(No such file"):
        files.write(tmp_path / "nowhere" / "a.txt", "words")


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "output").write_text("")
    with pytest.raises(UsageError, match="output: is a file, not a folder; name another output folder with -o"):
        files.folder(tmp_path / "output")


def test_two_builds_do_not_share_a_folder(tmp_path):
    with (
        files.locked(tmp_path),
        pytest.raises(StoreLocked, match="another process is building here"),
        files.locked(tmp_path),
    ):
        pass


def test_the_lock_goes_with_the_build(tmp_path):
    with files.locked(tmp_path):
        pass
    with files.locked(tmp_path):
        pass
