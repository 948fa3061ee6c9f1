"""How much one document may cost before it is reported instead of read."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may cost.

    ``bytes``: of the file or the answer of a server. ``pages``: of a PDF. ``seconds``: of parsing, and of a whole
    download. ``memory``: bytes of address space that a parser may take beyond what Python itself needs.
    ``nesting``: open elements of HTML. ``expansion``: unpacked size of a DOCX over its packed size, looked at from
    ``expanded`` bytes on. ``characters``: of the text that comes out. ``redirects``: that a download follows.
    ``private``: whether addresses of this machine and of private networks may be fetched.
    """

    bytes: int = 64 * MEGABYTE
    pages: int = 1500
    seconds: float = 60.0
    memory: int = 2048 * MEGABYTE
    nesting: int = 200
    expansion: int = 100
    expanded: int = 8 * MEGABYTE
    characters: int = 10_000_000
    redirects: int = 5
    private: bool = False
