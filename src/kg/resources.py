"""What is shipped beside the code, found in a wheel and in a work tree alike, and which version of it this is."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

# The code whose change changes what is found in a text. Naming, graph and pages are computed anew by every build.
_EXTRACTION = ("reading", "language", "clauses", "directives", "rules")


@cache
def version() -> str:
    """The installed version of kg."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("policy-kg")
    except PackageNotFoundError:  # a work tree on PYTHONPATH
        return "0"


def ontology(name: str = "") -> Path:
    """A file of the ontology folder (``policy.ttl``, ``queries/deadlines.rq``), or the folder itself."""
    package = Path(__file__).parent
    folder = package / "ontology"
    if not folder.is_dir():  # an editable install: the folder stands beside src
        folder = package.parent.parent / "ontology"
    return folder / name if name else folder


def extraction_files() -> tuple[Path, ...]:
    """The files that decide what is found in a text, sorted."""
    package = Path(__file__).parent
    files = [package / name for name in ("model.py", "sentence.py", "pipeline.py")]
    for stage in _EXTRACTION:
        files += [f for f in (package / stage).rglob("*") if f.suffix in (".py", ".toml", ".txt", ".tsv")]
    return tuple(sorted(file for file in files if file.is_file()))


@cache
def rules_fingerprint() -> str:
    """16 hexadecimal digits that change when the rules or the code that applies them change."""
    package = Path(__file__).parent
    digest = hashlib.sha256(version().encode())
    for file in extraction_files():
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
