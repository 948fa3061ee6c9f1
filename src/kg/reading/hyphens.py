"""Words that a line end cut in two: "regu-/lation" is one word again, "decision-/making" keeps its hyphen."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]\n[ \t]*([^\W\d_]+)([^\s]*)[ \t]?(\n?)")
_KEPT_AFTER = frozenset(  # first halves that English joins with a hyphen more often than not
    [
        "non",
        "self",
        "well",
        "all",
        "ex",
        "half",
        "high",
        "low",
        "long",
        "short",
        "cross",
        "decision",
        "policy",
        "government",
        "state",
        "quasi",
        "semi",
        "so",
        "co",
        "vice",
        "large",
        "small",
        "medium",
        "multi",
        "post",
        "pre",
        "market",
        "evidence",
        "risk",
        "community",
        "law",
        "water",
        "land",
        "user",
        "gender",
    ]
)
_KEPT_BEFORE = frozenset(  # and second halves
    [
        "based",
        "related",
        "term",
        "making",
        "level",
        "scale",
        "wide",
        "led",
        "owned",
        "specific",
        "oriented",
        "sharing",
        "building",
        "benefit",
        "effective",
        "efficient",
        "friendly",
        "free",
        "general",
        "date",
        "sector",
        "quality",
        "income",
        "person",
        "time",
        "year",
        "old",
        "governmental",
        "being",
    ]
)


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text in small letters, hyphenated ones whole; a word cut by a line end is none."""
    return frozenset(
        word.lower() for word in _WORD.findall(re.sub(r"[^\W\d_]+[-\u2010\u00ad]\n\s*[^\W\d_]+", " ", text))
    )


def joined(first: str, second: str, known: frozenset[str]) -> str:
    """The word that the halves make, by how the rest of the text writes it."""
    a, b = first.lower(), second.lower()
    if f"{a}-{b}" in known:
        return f"{first}-{second}"
    if a + b in known:
        return first + second
    if a in _KEPT_AFTER or b in _KEPT_BEFORE or (len(a) > 3 and len(b) > 3 and a in known and b in known):
        return f"{first}-{second}"
    return first + second


def without_cuts(text: str) -> tuple[str, int]:
    """The text with the words at its line ends made whole, and how many there were. Lines keep their number."""
    known = vocabulary(text)
    count = 0

    def whole(match: re.Match[str]) -> str:
        nonlocal count
        first, second, rest, end = match.groups()
        if not second[0].islower():
            return match[0]
        count += 1
        word = first + second if "\u00ad" in match[0] else joined(first, second, known)
        return f"{word}{rest}\n{end}" if not end else f"{word}{rest}\n"

    return _CUT.sub(whole, text), count


def in_one(lines: Sequence[str], known: frozenset[str]) -> str:
    """The lines of a paragraph as one, with spaces between them."""
    written = ""
    for line in lines:
        cut = re.search(r"([^\W\d_]+)([-\u2010\u00ad])$", written)
        following = re.match(r"[^\W\d_]+", line)
        if cut and following and following[0][0].islower():
            word = cut[1] + following[0] if cut[2] == "\u00ad" else joined(cut[1], following[0], known)
            written = written[: cut.start()] + word + line[following.end() :]
        elif cut and following:
            written += line  # "Franco-/German"
        else:
            written += f" {line}" if written else line
    return written.replace("\u00ad", "")
