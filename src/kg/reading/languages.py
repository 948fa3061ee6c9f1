"""Is it English? The rules know no other language."""

from __future__ import annotations

import re
from typing import Any

from kg.errors import WrongLanguage

_FEWEST_LETTERS = 60  # shorter texts are not judged: too many of them look like any language
_SHORT = 200  # letters: of less text the model must be certain
_SAMPLE = 20_000
_SURE = 0.6  # probability from which a language other than English is believed
_CERTAIN = 0.95  # the same for a short text
_ENGLISH = 0.2  # share of function words that makes a text English whatever the model says
_FUNCTION = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "shall",
        "for",
        "is",
        "be",
        "with",
        "by",
        "that",
        "this",
        "are",
        "as",
        "from",
        "which",
        "must",
        "not",
        "or",
        "any",
        "its",
        "their",
        "has",
    ]
)
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "mt": "Maltese", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def checked(text: str, said: str | None, *, given: bool) -> tuple[str | None, tuple[str, ...]]:
    """The document's language, and notes. Raises WrongLanguage for what is clearly not English.

    ``said`` is what the file or sources.toml says; ``given`` whether a person said so, which settles it.
    A page that claims to be English and is not (or the other way round) is judged by its words.
    """
    if given and said:
        if not said.lower().startswith("en"):
            raise WrongLanguage(f"is in {_NAMES.get(said[:2].lower(), said)} by sources.toml, not in English")
        return said, ()
    english = said if said and said.lower().startswith("en") else None
    found = judged(text)
    if found is None:
        return english, ()
    code, probability = found
    if code == "en":
        return english or "en", ()
    if probability < _CERTAIN and _letters(_sample(text)) < _SHORT:
        return english, ()
    doubtful = f"language doubtful: looks like {_NAMES.get(code, code)}"
    if _english_share(text) >= _ENGLISH:
        return english or "en", (doubtful,)
    if probability < _SURE or code == "zxx":  # lists of names, repeated lines: no language to speak of
        return english, (doubtful if code != "zxx" else "language not recognised",)
    raise WrongLanguage(f"is in {_NAMES.get(code, code)}, not in English", hint="give an English translation")


def _english_share(text: str) -> float:
    """The share of English function words: among prose it is a third or more, in other languages next to none."""
    words = re.findall(r"[^\W\d_]+", _sample(text).lower())
    return sum(word in _FUNCTION for word in words) / max(len(words), 1)


def judged(text: str) -> tuple[str, float] | None:
    """(language code, probability) of the text, or None where there is too little of it."""
    sample = _sample(text)
    if _letters(sample) < _FEWEST_LETTERS:
        return None
    code, probability = _identifier().classify(sample.lower() if sample.isupper() else sample)
    return str(code), float(probability)


def _letters(sample: str) -> int:
    """How many letters there are; a Chinese character, which says more than a letter, counts as four."""
    return sum(c.isalpha() for c in sample) + 3 * sum(c > "\u2e7f" for c in sample)


def _sample(text: str) -> str:
    """The start, the middle and the end of a long text."""
    if len(text) <= _SAMPLE:
        return text
    part, middle = _SAMPLE // 3, len(text) // 2
    return "\n".join((text[:part], text[middle : middle + part], text[-part:]))


_kept: list[Any] = []


def _identifier() -> Any:
    """py3langid's model, loaded on first use; with probabilities, which its module functions do not give."""
    if not _kept:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        _kept.append(LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
    return _kept[0]
