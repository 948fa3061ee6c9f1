"""Where documents come from: files, folders, addresses, standard input. None of them is opened here."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from kg.errors import ReadError, TooLarge, UsageError
from kg.reading.catalogue import CATALOGUE, Catalogue, Entry
from kg.reading.limits import MEGABYTE

SETTINGS = frozenset({CATALOGUE, "kg.toml", "aliases.ttl", "corrections.toml"})
STANDARD_INPUT = "stdin"
_MOST_INPUT = 1024 * MEGABYTE  # more from a pipe is not even gathered


@dataclass(frozen=True, slots=True)
class Source:
    """One document to be: its name, and where its bytes are (``path``, ``url`` or ``data``, one of them).

    ``given`` is what sources.toml says about it. ``problem`` is why it cannot be read, known before it is opened;
    ``read`` raises it, so that one bad entry of a folder does not stop the others.
    """

    name: str
    path: Path | None = None
    url: str | None = None
    data: bytes | None = None
    given: Entry | None = None
    problem: ReadError | None = None


def discover(paths: Sequence[str], *, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Iterator[Source]:
    """The documents at the paths, sorted by name, each once.

    A path is a file, a folder (searched through), an http(s) address, or ``-`` for standard input. Inside folders,
    hidden files, sources.toml, a project's settings and the folders that builds wrote are passed over; ``include`` and
    ``exclude`` are glob patterns that are matched against the path inside the folder and against the bare file name,
    and exclude wins.
    Raises UsageError for a path that does not exist and ConfigError for a sources.toml that cannot be understood.
    """
    found: list[Source] = []
    for path in paths:
        found.extend(_at(str(path), tuple(include), tuple(exclude)))
    unique = {(s.path, s.url, s.data is None): s for s in reversed(found)}
    yield from sorted(_told_apart(unique.values()), key=lambda s: s.name)


def _at(path: str, include: tuple[str, ...], exclude: tuple[str, ...]) -> Iterator[Source]:
    if path == "-":
        import sys

        data = sys.stdin.buffer.read(_MOST_INPUT + 1)
        large = TooLarge(f"is larger than {_MOST_INPUT // MEGABYTE} MB") if len(data) > _MOST_INPUT else None
        yield Source(STANDARD_INPUT, data=data, problem=large)
    elif path.lower().startswith(("http://", "https://")):
        # Passwords are for the server, not for reports and graphs.
        yield Source(re.sub(r"^(\w+://)[^/@]*@", r"\1", path), url=path)
    elif os.path.isdir(path):
        yield from _inside(Path(path), include, exclude)
    elif os.path.lexists(path):
        file = Path(path)
        entry = Catalogue.beside(file.parent).entry(file.name)
        yield Source(entry.id or file.name if entry else file.name, path=file, given=entry, problem=_problem(file))
    else:
        raise UsageError("no such file or folder", place=path, hint="check the path")


def _inside(folder: Path, include: tuple[str, ...], exclude: tuple[str, ...]) -> Iterator[Source]:
    catalogues = {folder: Catalogue.beside(folder)}
    for file, problem in _walk(folder, (_identity(folder),)):
        name = file.relative_to(folder).as_posix()
        if file.name in SETTINGS or not _wanted(name, include, exclude):
            continue
        catalogue = catalogues.setdefault(file.parent, Catalogue.beside(file.parent))
        entry = catalogue.entry(file.name) or catalogues[folder].entry(name)
        yield Source(entry.id or name if entry else name, path=file, given=entry, problem=problem)


def _walk(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[tuple[Path, ReadError | None]]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield folder, ReadError(f"the folder cannot be listed ({error.strerror})", place=str(folder))
        return
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        if not path.is_dir():
            yield path, _problem(path)
        elif _is_project(path):
            continue  # what kg made of documents is no document: `kg build .` finds its own output there
        elif _identity(path) in above:
            yield path, ReadError("a symbolic link that leads back to a folder above it", place=str(path))
        else:
            yield from _walk(path, (*above, _identity(path)))


def _is_project(folder: Path) -> bool:
    """Whether `kg build` wrote the folder: its store is there, or what stands beside a store that is elsewhere."""
    if (folder / "store" / "CURRENT").is_file() and (folder / "store" / "IDENTITY").is_file():
        return True
    return all((folder / name).is_file() for name in ("graph.ttl", "graph.html", "provisions.jsonl"))


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def _problem(path: Path) -> ReadError | None:
    """Why the path is no file to read. Opening a pipe or a device could wait for ever."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return ReadError(f"cannot be opened ({error.strerror})", place=str(path))
    return None if stat.S_ISREG(mode) else ReadError("not a regular file", place=str(path))


def _wanted(name: str, include: tuple[str, ...], exclude: tuple[str, ...]) -> bool:
    return (not include or any(_matches(name, p) for p in include)) and not any(_matches(name, p) for p in exclude)


def _matches(name: str, pattern: str) -> bool:
    pattern = pattern.removeprefix("./")
    if pattern.endswith("/"):
        pattern += "*"
    subjects = (name,) if "/" in pattern else (name, name.rpartition("/")[2])
    patterns = {pattern, pattern.removeprefix("**/"), pattern.replace("/**/", "/")}
    return any(fnmatchcase(subject, p) for subject in subjects for p in patterns)


def _told_apart(sources: Iterable[Source]) -> Iterator[Source]:
    """Two folders may hold files of the same name: those are then known by their whole paths."""
    sources = list(sources)
    names = Counter(s.name for s in sources)
    for source in sources:
        clash = names[source.name] > 1 and source.path is not None
        yield replace(source, name=source.path.as_posix()) if clash and source.path else source
