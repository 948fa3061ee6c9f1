"""From files, addresses and strings to documents: one canonical text each, and its blocks."""

from __future__ import annotations

from kg.reading.limits import Limits
from kg.reading.reader import from_text, read
from kg.reading.sources import Source, discover

__all__ = ["Limits", "Source", "discover", "from_text", "read"]
