"""Finished pieces of work at a place that many machines reach: any address that fsspec knows.

A shard is there when its manifest is. The manifest is written after everything that it speaks of, names the size of
each file, and is one JSON object, so that half of it is no manifest: what a killed machine leaves is done again and
written over, never added to.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from kg.errors import StoreError, UsageError

FORMAT: Final = 1
MANIFEST: Final = ".json"
PART: Final = ".part"


@dataclass(frozen=True, slots=True)
class Slice:
    """Where the quads of one document stand: bytes ``start`` to ``start + length`` of a shard's file."""

    shard: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one document of a shard."""

    name: str
    key: str | None  # of everything the result depends on; None: only reading can tell
    start: int = 0
    length: int = 0  # bytes of its quads; 0 where it could not be read
    provisions: int = 0
    reason: str | None = None  # why it could not be read, in one line


@dataclass(frozen=True, slots=True)
class Manifest:
    """That a shard is done, and what is in it."""

    shard: str
    base: str  # of the IRIs
    documents: tuple[Record, ...]
    files: Mapping[str, int] = field(default_factory=dict)  # name → bytes

    def slices(self) -> Iterator[tuple[tuple[str, str], Slice]]:
        """Where each document that was read can be had without reading it again, by name and key."""
        for record in self.documents:
            if record.key is not None and record.reason is None:
                yield (record.name, record.key), Slice(self.shard, record.start, record.length)

    def as_json(self) -> str:
        """The manifest as it is written."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1, sort_keys=True) + "\n"


def manifest(text: str | bytes) -> Manifest | None:
    """The manifest in the text, or None where that is no whole one."""
    try:
        content = json.loads(text)
        if content.pop("format") != FORMAT:
            return None
        records = tuple(Record(**row) for row in content.pop("documents"))
        return Manifest(**content, documents=records)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


class Shelf:
    """The shards at an address. Raises UsageError for an address that cannot be used, StoreError where it fails."""

    def __init__(self, address: str) -> None:
        self.address = address
        try:
            import fsspec
        except ImportError as error:
            raise missing("fsspec") from error
        try:
            self._files, self._root = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise UsageError(
                f"no such kind of address ({error})", place=address, hint="a folder, file://…, s3://… with pip's s3fs"
            ) from error
        self._local = "file" in _protocols(self._files)

    def write(self, name: str, data: bytes) -> None:
        """Writes a file over whatever was there: all of it, or on a disk nothing."""
        with self._failing():
            self._files.makedirs(self._root, exist_ok=True)
            if not self._local:
                self._files.pipe_file(self._path(name), data)  # an object appears when it is whole
                return
            # Two workers may write the same shard, so each has a name of its own for what is not finished.
            part = f"{self._path(name)}.{socket.gethostname()}-{os.getpid()}{PART}"
            with open(part, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, self._path(name))

    def read(self, name: str, start: int, length: int) -> bytes:
        """Some bytes of a file."""
        with self._failing():
            data = self._files.cat_file(self._path(name), start=start, end=start + length)
        if len(data) != length:
            raise StoreError("a shard is shorter than its manifest says", place=f"{self.address}/{name}")
        return bytes(data)

    def manifests(self) -> dict[str, Manifest]:
        """The shards that are done, by id: their manifest is whole and their files are as long as it says."""
        sizes = self._sizes()
        found = {}
        for name in sorted(sizes):
            if name.endswith(MANIFEST):
                made = self.manifest(name.removesuffix(MANIFEST))
                if made is not None and all(sizes.get(file) == size for file, size in made.files.items()):
                    found[made.shard] = made
        return found

    def manifest(self, shard: str) -> Manifest | None:
        """The manifest of one shard, where there is one."""
        try:
            made = manifest(self._files.cat_file(self._path(shard + MANIFEST)))
        except FileNotFoundError:
            return None
        return made if made is not None and made.shard == shard else None

    def keep_only(self, shards: set[str]) -> None:
        """Removes every file of other shards and what killed workers left; a shard's manifest goes first."""
        names = [name for name in self._sizes() if _ours(name) and (_shard(name) not in shards or name.endswith(PART))]
        with self._failing():
            for name in sorted(names, key=lambda n: (not n.endswith(MANIFEST), n)):
                self._files.rm_file(self._path(name))

    def remove(self) -> None:
        """Removes everything of ours, and the folder where it is empty then."""
        self.keep_only(set())
        if self._local:
            with suppress(OSError):  # somebody else's files are in it, or it was never made
                os.rmdir(self._root)

    def _sizes(self) -> dict[str, int]:
        with self._failing():
            try:
                rows: list[dict[str, Any]] = self._files.ls(self._root, detail=True, refresh=True)
            except FileNotFoundError:
                return {}
        return {row["name"].rstrip("/").rpartition("/")[2]: row["size"] for row in rows if row["type"] == "file"}

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"the shards cannot be kept there ({error})", place=self.address) from error


def missing(library: str) -> UsageError:
    """The error of a library that only clusters need."""
    return UsageError(f"{library} is not installed", hint="pip install 'policy-kg[cluster]'")


def _protocols(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def _shard(name: str) -> str:
    return name.partition(".")[0]


def _ours(name: str) -> bool:
    """Whether a file has the name of a shard's: 16 hexadecimal digits. Others in the folder are left alone."""
    shard = _shard(name)
    return len(shard) == 16 and set(shard) <= set("0123456789abcdef")
