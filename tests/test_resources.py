"""What a build takes for changed: every piece of code and data that decides what is found in a text."""

from __future__ import annotations

import ast
from pathlib import Path

import kg
from kg.resources import extraction_files

PACKAGE = Path(kg.__file__).parent
# It decides how a failure is told, not what is found.
INDIFFERENT = {"errors.py"}


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith("kg.")}  # the package itself names everything there is


def _file(module: str) -> Path | None:
    place = PACKAGE.joinpath(*module.split(".")[1:])
    for file in (place / "__init__.py", place.with_suffix(".py")):
        if file.is_file():
            return file
    return None


def reached(starts: list[str]) -> set[str]:
    """The files that the modules import, and what those import, and so on; relative to the package."""
    seen: set[Path] = set()
    waiting = [file for file in map(_file, starts) if file]
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen.add(file)
            waiting += [found for found in map(_file, _imports(file)) if found]
    return {file.relative_to(PACKAGE).as_posix() for file in seen}


def test_all_code_that_reads_a_sentence_counts_as_its_rules() -> None:
    counted = {file.relative_to(PACKAGE).as_posix() for file in extraction_files()}
    used = reached(["kg.reading", "kg.language", "kg.directives"])
    assert "clauses/repair.py" in used
    assert used - counted == INDIFFERENT


def test_all_word_lists_count_as_rules() -> None:
    counted = set(extraction_files())
    assert set((PACKAGE / "rules").rglob("*.toml")) <= counted
