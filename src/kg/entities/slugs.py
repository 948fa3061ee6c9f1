"""Slugs: readable ASCII names of concepts, safe in an IRI's path."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 64
_DIGITS = 12
_LOOKS_HASHED = re.compile(rf"(?:^|-)[0-9a-f]{{{_DIGITS}}}\Z")


def slug(words: str) -> str:
    """The words in lower case with hyphens between them.

    Two different arguments never share a slug: where the plain slug would lose a character, be too long, or look like
    a hashed one, twelve hexadecimal digits of a SHA-256 over the argument follow it.
    """
    plain = words.replace(" ", "-")
    lossless = re.fullmatch(r"[a-z0-9]+(?: [a-z0-9]+)*", words) is not None
    if lossless and len(plain) <= LONGEST and not _LOOKS_HASHED.search(plain):
        return plain
    digits = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii").lower()
    readable = re.sub(r"[^a-z0-9]+", "-", ascii_words)[:LONGEST]
    if len(readable) == LONGEST and "-" in readable:
        readable = readable.rpartition("-")[0]
    return f"{readable.strip('-')}-{digits}".lstrip("-")
