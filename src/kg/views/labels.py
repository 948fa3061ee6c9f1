"""Words made fit for a box: cleaned, wrapped, never cut inside a word."""

from __future__ import annotations

import re
import unicodedata

OBJECT_WIDTH = 34
ACTOR_WIDTH = 18
LINES = 3
LONGEST_WORD = 40  # "institutionalisation" stays whole; ten thousand letters in a row do not
ELLIPSIS = "…"


def clean(text: str) -> str:
    """One line without control characters and without the marks that turn the reading direction round.

    A bidi override in a document would otherwise let a label read as something else than it says.
    """
    kept = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return re.sub(r" +", " ", "".join(kept)).strip()


def capital(text: str) -> str:
    """The text as the start of a box or a cell: "provinces" as "Provinces", but "iPhone" and "eIDAS" as they are."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.islower() else text


def width(text: str) -> int:
    """Columns that the text takes: East Asian wide characters count twice, combining marks not at all."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, columns: int = OBJECT_WIDTH, lines: int = LINES) -> list[str]:
    """The text in at most ``lines`` lines of about ``columns`` columns, broken between words.

    Lines come out evenly filled. What does not fit gives way to an ellipsis at a word's end. A word wider than
    ``columns`` has a line of its own; only a run of letters beyond LONGEST_WORD is cut.
    """
    words = [_bounded(word) for word in clean(text).split(" ")]
    filled = _fill(words, columns)
    if len(filled) > lines:
        kept = filled[:lines]
        while width(kept[-1]) >= columns and " " in kept[-1]:
            kept[-1] = kept[-1].rsplit(" ", 1)[0]
        kept[-1] = kept[-1].rstrip(" ,;:–-") + ELLIPSIS
        return kept
    # The narrowest width that still needs no more lines: "a b c / d" becomes "a b / c d".
    for narrower in range(max(columns // 2, 1), columns):
        even = _fill(words, narrower)
        if len(even) == len(filled) and all(width(line) <= columns for line in even):
            return even
    return filled


def shorten(text: str, columns: int) -> str:
    """The text on one line of about ``columns`` columns, an ellipsis at a word's end where it is longer."""
    return wrap(text, columns, 1)[0]


def _fill(words: list[str], columns: int) -> list[str]:
    filled = [""]
    for word in words:
        longer = f"{filled[-1]} {word}".strip()
        if width(longer) <= columns or not filled[-1]:
            filled[-1] = longer
        else:
            filled.append(word)
    return filled


def _bounded(word: str) -> str:
    if width(word) <= LONGEST_WORD:
        return word
    head = word[:LONGEST_WORD]
    while width(head) >= LONGEST_WORD:
        head = head[:-1]
    return head + ELLIPSIS
