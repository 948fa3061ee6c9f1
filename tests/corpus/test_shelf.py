"""Shards at an address: what counts as done, and what is left alone."""

import pytest

from kg.corpus.shelf import Manifest, Record, Shelf, Slice, manifest
from kg.errors import StoreError, UsageError

ID = "0123456789abcdef"
RECORDS = (Record("a.txt", "k1", 0, 5, 2), Record("b\ud800.txt", None, 5, 0, 0, "b.txt: holds no text"))


@pytest.fixture(params=["folder", "file", "memory"])
def shelf(request, tmp_path):
    address = {"folder": str(tmp_path / "s"), "file": f"file://{tmp_path}/s", "memory": f"memory://{tmp_path.name}"}
    return Shelf(address[request.param])


def put(shelf, shard=ID, data=b"12345"):
    made = Manifest(shard, "https://example.org/", RECORDS, {f"{shard}.nq.gz": len(data)})
    shelf.write(f"{shard}.nq.gz", data)
    shelf.write(f"{shard}.json", made.as_json().encode())
    return made


def test_nothing_was_ever_put_there(shelf):
    assert shelf.manifests() == {}
    shelf.remove()


def test_a_shard_is_there_when_its_manifest_is(shelf):
    shelf.write(f"{ID}.nq.gz", b"12345")
    assert shelf.manifests() == {}
    made = put(shelf)
    assert shelf.manifests() == {ID: made}


def test_a_part_of_a_file_is_read(shelf):
    put(shelf)
    assert shelf.read(f"{ID}.nq.gz", 1, 3) == b"234"


def test_a_file_shorter_than_its_manifest_says_is_an_error(shelf):
    put(shelf)
    with pytest.raises(StoreError, match="shorter than its manifest says"):
        shelf.read(f"{ID}.nq.gz", 1, 30)


@pytest.mark.parametrize("end", [0, 1, 20, -2])
def test_half_a_manifest_is_none(shelf, end):
    text = put(shelf).as_json().encode()
    shelf.write(f"{ID}.json", text[:end])
    assert shelf.manifests() == {}


def test_a_shard_whose_file_is_cut_off_is_not_done(shelf):
    put(shelf)
    shelf.write(f"{ID}.nq.gz", b"123")
    assert shelf.manifests() == {}


def test_writing_again_replaces(shelf):
    put(shelf, data=b"12345")
    made = put(shelf, data=b"54321!")
    assert shelf.manifests() == {ID: made}
    assert shelf.read(f"{ID}.nq.gz", 0, 6) == b"54321!"


def test_only_our_files_are_removed(shelf):
    put(shelf)
    put(shelf, "fedcba9876543210")
    shelf.write("letters.txt", b"mine")
    shelf.keep_only({ID})
    assert set(shelf.manifests()) == {ID}
    shelf.remove()
    assert shelf.read("letters.txt", 0, 4) == b"mine"


def test_what_a_killed_worker_left_is_removed(tmp_path):
    shelf = Shelf(str(tmp_path))
    put(shelf)
    (tmp_path / f"{ID}.nq.gz.host-7.part").write_bytes(b"12")
    shelf.keep_only({ID})
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"{ID}.json", f"{ID}.nq.gz"]


def test_only_what_was_read_under_a_key_can_be_had_again():
    made = Manifest(ID, "https://example.org/", RECORDS)
    assert dict(made.slices()) == {("a.txt", "k1"): Slice(ID, 0, 5)}


def test_a_manifest_comes_back_as_it_was():
    made = Manifest(ID, "https://example.org/", RECORDS, {"x": 1})
    assert manifest(made.as_json()) == made


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "documents": 3}', "null"])
def test_what_is_no_manifest_is_none(text):
    assert manifest(text) is None


def test_an_unknown_kind_of_address_is_wrong_use():
    with pytest.raises(UsageError, match="no such kind of address"):
        Shelf("nowhere://bucket/folder")


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file/below: the shards cannot be kept there"):
        Shelf(str(tmp_path / "file" / "below")).write("x", b"")
