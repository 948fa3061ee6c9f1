"""The files of an output folder, made from a corpus: the same corpus, the same bytes."""

from __future__ import annotations

from pathlib import Path

from kg.model import Corpus


def write_outputs(corpus: Corpus, folder: Path, *, base: str | None = None) -> tuple[str, ...]:
    """Writes what `kg build` leaves beside the store; returns the names of the files whose content changed."""
    return ()
