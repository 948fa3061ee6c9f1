"""Quotations: a title becomes one noun, direct speech loses its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.language.masking.sight import Piece, Sight
from kg.rules import masking

_SPEECH = 5  # a quotation of more words may be direct speech


def mask_quotes(sight: Sight) -> None:
    """ "the “Action Plan to Further Promote Trade”" is read as "the Charter", a quoted sentence as it stands."""
    for found in masking()["quotes"].finditer(sight.masked.text):
        content = next(g for g in found.groups() if g is not None)
        words = masking()["word"].findall(content)
        if _is_speech(content, words):
            sight.remove([(found.start(), found.start() + 1), (found.end() - 1, found.end())], "label")
        else:
            _mask_title(sight, found, content, _stand_in(words))


def _is_speech(content: str, words: Sequence[str]) -> bool:
    capitals = sum(w[0].isupper() for w in words)
    ends = content.rstrip()[-1:] in (",", ".", "!", "?") and len(words) > 2  # “We will build more homes,” she said
    is_sentence = (ends or len(words) > _SPEECH) and capitals < len(words) / 3
    return is_sentence and masking()["speech_verb"].search(content) is not None


def _mask_title(sight: Sight, found: re.Match[str], content: str, stand_in: str) -> None:
    start, end = found.span()
    inner_stop = len(content) - len(content.rstrip(",.;"))
    if inner_stop and content[-1] in ",;":
        # American typography: the comma inside the quotes belongs to the sentence.
        stop = end - 1 - inner_stop
        sight.replace(start, stop, (stand_in,), "quote", "Q")
        sight.replacements.append(Piece(end - 1, end, ()))
        sight.fill(end - 1, end, " ")
    else:
        sight.replace(start, end, (stand_in,), "quote", "Q")


def _stand_in(words: Sequence[str]) -> str:
    """The noun that the parser sees: the title's own last word, where it is short."""
    if len(words) == 1 or (len(words) <= 4 and words and words[-1].islower()):
        return words[-1]
    return "Charter"
