"""References to provisions of law: their numbers, brackets and participles are no grammar."""

from __future__ import annotations

import re

from kg.language.masking.sight import Sight
from kg.rules import masking


def mask_references(sight: Sight) -> None:
    """ "The report referred to in Article 5(2)" is read as "The report of Article", "Article 4(2), point (a)" as
    "Article"."""
    taken: list[tuple[int, int]] = []
    for found in sight.search("referred_to"):
        before = sight.seen[: found.start()].rstrip()
        if masking()["finite_reference"].search(before) is None:
            sight.replace(*found.span(1), ("of", "Article"), "reference", "R")
            taken.append(found.span(1))
    for found in sight.search("citation"):
        start, end = found.span(1)
        if not any(a < end and start < b for a, b in taken) and _is_involved(found):
            sight.replace(start, end, (_name(found[1]),), "reference", "R")


def _is_involved(found: re.Match[str]) -> bool:
    """Whether the reference holds what the parser stumbles over: brackets, commas, the names of legislators."""
    return any(c in found[1] for c in "(,/")


def _name(words: str) -> str:
    """The noun that stands for the reference: its own first one."""
    return next((w for w in masking()["latin_word"].findall(words) if w[0].isupper()), "Article")
