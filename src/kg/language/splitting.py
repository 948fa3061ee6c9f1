"""Blocks into sentences, by their punctuation alone: the parser's own boundaries break long sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A stop that ends an abbreviation, not a sentence.
_ABBREVIATIONS = """
mr mrs ms dr prof rev hon gen col maj lt capt sgt sen rep gov st messrs jr sr no nos art arts sec secs para paras
cl ch chap vol fig ed eds pp cf vs viz al approx dept est inc ltd co corp bros u.s u.k u.n e.g i.e a.m p.m p.s
jan feb mar apr jun jul aug sep sept oct nov dec rs reg regs subsec div ex ibid op cit ca gov't
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
# Abbreviations that may also end a sentence, before a capitalised word that begins one.
_ENDING = ("u.s", "u.k", "u.n", "a.m", "p.m", "inc", "ltd", "co", "corp")
_BEGINS = re.compile(r"(?:The|This|These|It|In|We|They|He|She|A|An|All|No|Each|Any)\b")
# A name with a letter for a number, which ends a sentence as any word does.
_NUMBERED = re.compile(
    r"\b(?:Annex|Article|Appendix|Part|Chapter|Title|Section|Schedule|List|Table|Category|Class|Group|Zone) [A-Z]$"
)
_STOP = re.compile(r"""(?P<stop>[.!?…]+|(?<=[ ])\.)(?P<close>[”"’')\]]*)(?=\s|$)|(?P<chinese>[。！？])""")


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as half-open offsets, without white space around them."""
    begin = start
    for found in _STOP.finditer(text, start, end):
        if found.group("chinese") is None and not _ends(text, begin, found, end):
            continue
        yield from _trimmed(text, begin, found.end())
        begin = found.end()
    yield from _trimmed(text, begin, end)


def _ends(text: str, begin: int, found: re.Match[str], end: int) -> bool:
    following = text[found.end() : end].lstrip()
    if not following:
        return True
    if following[0] in ",;:)":
        return False
    if text.count("(", begin, found.start()) > text.count(")", begin, found.start()) and ")" in following[:200]:
        return False
    if found["stop"] != ".":
        return not following[0].islower()
    before = re.search(r"[\w.'’§-]*$", text[begin : found.start()])
    word = before.group().lower() if before else ""
    if word in ABBREVIATIONS or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return word in _ENDING and _BEGINS.match(following) is not None
    if re.fullmatch(r"[a-z]", word) and following[0].isupper() and word != "i":
        return _NUMBERED.search(text, begin, found.start()) is not None  # an initial: "J. Smith"; but "in Annex X. The"
    if re.fullmatch(r"\d+|[ivx]+", word) and found.start() - len(word) == begin:
        return False  # a number at the start: "2. The Council"
    if following[0].islower():
        # Translations and lower-cased texts: a stop after a whole word ends a sentence all the same.
        return len(word) > 3 or not word
    return True


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and any(c.isalpha() for c in text[start:end]):
        yield start, end
