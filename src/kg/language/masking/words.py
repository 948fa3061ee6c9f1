"""Forms of words, by their letters alone."""

from __future__ import annotations

from collections.abc import Callable

from kg.rules import adjunct_openings, masking


def bases_of(word: str) -> tuple[str, ...]:
    """What base form a word in -s or -ing may have."""
    if word.endswith("ing"):
        stem = word[:-3]
        undoubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
        return (stem, stem + "e", undoubled, stem[:-1] + "ie" if stem.endswith("y") else stem)
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    if word.endswith("es"):
        return (word[:-1], word[:-2])
    return (word[:-1],) if word.endswith("s") else (word,)


def opens_adjunct(seen: str, at: int) -> bool:
    """Whether an adjunct opens at the place, white space skipped."""
    while at < len(seen) and seen[at].isspace():
        at += 1
    return adjunct_openings().match(seen, at) is not None


def verb_opens(seen: str, at: int, is_verb: Callable[[str], bool]) -> bool:
    """Whether the next word but adverbs is a verb's base form."""
    found = masking()["next_word"].match(seen, at)
    return found is not None and is_verb(found[1].lower())
