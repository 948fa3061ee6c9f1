"""Directive text of any length, for measuring: the sentences of tests/sentences and the seed, mixed and varied.

Every sentence that returns returns with other numbers, names and lower-case words here and there, so that neither
whole sentences nor all words can be remembered from one time to the next.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?![\w.,]|\s*\))")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?= [a-z])")
_CONTENT = re.compile(r"(?<=[a-z] )[a-z]{5,}(?=[ ,.])")
_SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "tu",
    "va",
    "we",
    "xi",
    "yo",
    "zu",
    "bran",
    "ster",
    "mond",
    "lin",
    "ver",
    "tor",
    "gal",
    "den",
    "mar",
    "ton",
]


@cache
def sentences() -> tuple[str, ...]:
    """The sentences of every development file and of the seed, in the order of the files."""
    found: list[str] = []
    for file in sorted((ROOT / "tests" / "sentences").glob("*.gold")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("S ") and 6 <= len(line.split()) <= 90:
                found.append(line[2:].strip())
    seed = (ROOT / "seeds" / "politburo-yangtze-2023-11-27.txt").read_text(encoding="utf-8")
    found += [s for s in re.findall(r"[A-Z][^\n]*?\.(?=\s|$)", seed) if len(s.split()) > 5]
    return tuple(found)


def paragraphs(words: int, *, seed: int = 7, new: float = 0.0) -> Iterator[str]:
    """Paragraphs of one to five sentences, together at least so many words long; the same for the same arguments.

    ``new`` is the share of longer lower-case words that are replaced by words that never occurred before.
    """
    choose = random.Random(seed)
    pool = list(sentences())
    held, at = 0, len(pool)
    while held < words:
        paragraph = []
        for _ in range(choose.choice((1, 1, 2, 3, 5))):
            if at >= len(pool):
                choose.shuffle(pool)
                at = 0
            paragraph.append(_varied(pool[at], choose, new))
            at += 1
        text = " ".join(paragraph)
        held += len(text.split())
        yield text


def _varied(sentence: str, choose: random.Random, new: float) -> str:
    sentence = _NUMBER.sub(lambda m: str(choose.randint(2, 999)), sentence)
    sentence = _NAME.sub(lambda m: _word(choose).capitalize() if choose.random() < 0.5 else m[0], sentence)
    if new:
        sentence = _CONTENT.sub(lambda m: _word(choose, 5) if choose.random() < new else m[0], sentence)
    return sentence


def _word(choose: random.Random, syllables: int = 3) -> str:
    return "".join(choose.choice(_SYLLABLES) for _ in range(choose.randint(2, syllables)))


def documents(words: int, *, each: int = 2_000, seed: int = 7, new: float = 0.0) -> Iterator[str]:
    """The same text as files of about so many words, paragraphs apart by an empty line."""
    held: list[str] = []
    count = 0
    for paragraph in paragraphs(words, seed=seed, new=new):
        held.append(paragraph)
        count += len(paragraph.split())
        if count >= each:
            yield "\n\n".join(held) + "\n"
            held, count = [], 0
    if held:
        yield "\n\n".join(held) + "\n"
