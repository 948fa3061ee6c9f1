"""Phrases between a verb and its object: "submit to the Mayor a report" is read as "submit a report"."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.language.masking.sight import Sight
from kg.rules import lexicon, masking


def remove_early_phrases(sight: Sight, is_verb: Callable[[str], bool]) -> None:
    """Takes them out: whom it is given to is kept as the recipient, all else as an adjunct of the verb before it."""
    for found in list(sight.search("early_pair")):
        if is_verb(found[1].lower()) and is_verb(found[4].lower()):
            for verb, phrase in ((1, 2), (4, 5)):
                sight.remove([found.span(phrase)], _kind(found, verb, phrase))
            sight.remove([found.span(3), found.span(6)], "label")
    for found in list(sight.search("early_phrase")):
        word = found[1].lower()
        verbs = [m[1] for m in masking()["bare_verb"].finditer(found[2]) if is_verb(m[1])]
        kind, opening = _kind(found, 1, 2), f"{word} {found[2].split()[0].lower()}"
        is_object = kind != "recipient" and opening in lexicon("prepositional")
        if is_verb(word) and not verbs and not is_object and word not in lexicon("never_early"):
            sight.remove([found.span(2)], kind)


def _kind(found: re.Match[str], verb: int, phrase: int) -> str:
    receives = found[verb].lower() in lexicon("transferring") and found[phrase].lower().startswith("to ")
    return "recipient" if receives else "trailing"
