"""Files that are written whole or not at all, and the lock that keeps two builds out of one folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError, StoreLocked, UsageError

LOCK = ".lock"


def write(path: Path, content: str | bytes) -> bool:
    """Writes the file if its content differs, and says whether it did.

    A reader sees the old file or the new one, never a half: the new one is renamed over the old. The temporary
    name is the same every time, so that what a killed build leaves behind is overwritten by the next.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except OSError:
        pass  # not there yet, or no file: the rename below says what is wrong
    part = path.with_name(f".{path.name}.part")
    try:
        with open(part, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(
            f"cannot be written ({error.strerror})", place=str(path), hint="check the folder's owner and free space"
        ) from error
    return True


def folder(path: Path) -> Path:
    """Makes the folder. Raises UsageError where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = "is a file, not a folder" if path.is_file() else f"cannot be made ({error.strerror})"
        raise UsageError(reason, place=str(path), hint="name another output folder with -o") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise UsageError("cannot be written to", place=str(path), hint="name another output folder with -o")
    return path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keeps other builds out of the folder. The system lets go of the lock when the process ends, however it ends."""
    import fcntl

    try:
        descriptor = os.open(path / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        hint = "name another output folder with -o"
        raise StoreError(f"cannot be written to ({error.strerror})", place=str(path), hint=hint) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            hint = "wait for it to end, or name another output folder with -o"
            raise StoreLocked("another process is building here", place=str(path), hint=hint) from error
        yield
    finally:
        os.close(descriptor)
