"""What can be read off the words of a phrase alone: its surface without article and quotes, head, normal form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.entities.words import words

# A number with its separators, a word with inner apostrophes, or a sign that changes the meaning ("5 %", "C++").
_TOKEN = re.compile(r"[^\W_]+(?:[.,](?=\d)[^\W_]+|[’'ʼ](?=[^\W\d_])[^\W\d_]+)*|[%$€£¥§#+&@=<>°]")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_QUOTES = "\"'“”„‟‘’‚‛«»‹›`´"
_PAIRS = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“", "‹": "›"}
# What trails a name without changing whom it names: "… with Comrade X at the core", a definition in brackets.
_TRAILER = re.compile(
    r"\s+with\s[^,;]*\bat\s(?:the|its)\score$|,\s(?:which|who|whose|whom|including|hereinafter|hereafter)\b"
    r"|\s*\(\s*(?:the\s+|hereinafter\s[^)]*|hereafter\s[^)]*|also\s[^)]*)?[“\"‘'«][^)]*\)?$"
)
_ACRONYM_AFTER = re.compile(r"\s*\(\s*(?:the\s+)?([A-Z][A-Za-z.&-]{1,11})\s*\)$")
_PREPOSITIONS = frozenset(
    [
        "of",
        "on",
        "for",
        "in",
        "to",
        "with",
        "from",
        "by",
        "at",
        "under",
        "against",
        "between",
        "among",
        "into",
        "towards",
        "toward",
        "over",
        "within",
        "without",
        "concerning",
        "regarding",
        "about",
        "as",
        "through",
        "along",
        "across",
        "upon",
        "after",
        "before",
        "during",
        "than",
        "or",
        "who",
        "that",
        "which",
        "not",
        "whose",
        "whom",
        "made",
        "relating",
        "exempt",
    ]
)
_ADVERBS = frozenset(
    [
        "only",
        "early",
        "daily",
        "weekly",
        "monthly",
        "yearly",
        "family",
        "supply",
        "reply",
        "apply",
        "rely",
        "comply",
        "fly",
        "multiply",
        "imply",
        "assembly",
        "anomaly",
        "monopoly",
        "ally",
        "rally",
        "tally",
    ]
)


@dataclass(frozen=True, slots=True)
class Form:
    """A phrase, taken apart. Two phrases with the same ``normal`` name the same thing by "same words"."""

    surface: str  # as it stands, without leading determiner, outer quotes and line breaks
    fold: str  # in lower case, words separated by one space
    normal: str  # singular, one spelling, no articles; "ministry of finance" as "finance ministry"
    head: str  # singular, lower case: "ministry"
    modifiers: tuple[str, ...]  # content words before the head
    determiner: str  # the leading words that are no part of the name: "the", "each", ""; pointers too ("such")
    quoted: bool
    proper: bool  # a name: every content word begins with a capital
    acronym: bool  # "NDRC", "DoD": one word, mostly capitals
    plural: bool


def tokens(text: str) -> list[str]:
    """Words and meaningful signs, in order, as they stand."""
    text = unicodedata.normalize("NFKC", text)
    return _TOKEN.findall(_DOTTED.sub(lambda m: m.group().replace(".", ""), text))


def clean(text: str) -> str:
    """The text on one line, without control and formatting characters."""
    kept = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )
    return " ".join(kept.split())


def singular(word: str) -> str:
    """A lower-case English noun in the singular; words that only look like plurals stay."""
    lists = words()
    if word in lists.singular:
        return lists.singular[word]
    if len(word) < 4 or word in lists.keep or not word.endswith("s") or word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def spelled(word: str) -> str:
    """The word in the one spelling that is compared: "organization" as "organisation"."""
    lists = words()
    if word in lists.spelling:
        return lists.spelling[word]
    return re.sub(r"(?<=[a-z]{3})iz(e|es|ed|er|ers|ing|ation|ations|ational)$", r"is\1", word)


def fold(text: str) -> str:
    """Lower case, plain letters, one space between words; accents on Latin letters are dropped."""
    found = " ".join(_plain(t) for t in tokens(text))
    return found or clean(text).casefold()


def _plain(token: str) -> str:
    if token == "&":  # noqa: S105
        return "and"
    token = re.sub(r"[’'ʼ]s?$", "", token) or token  # possessive
    token = re.sub(r"[’'ʼ]s$", "", token)
    token = token.replace("’", "").replace("'", "").replace("ʼ", "")
    decomposed = unicodedata.normalize("NFKD", token.casefold())
    plain = re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", decomposed)
    return unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=200_000)
def form(text: str) -> Form:
    """Take a phrase apart."""
    lists = words()
    surface, quoted = _unquoted(clean(text))
    determiner = ""
    while not quoted:
        first, _, rest = surface.partition(" ")
        low = first.lower()
        if not rest or (first.isupper() and len(first) > 1):
            break
        if low in lists.articles or (low in lists.quantifiers and rest[:1].isalnum()):
            determiner, surface = f"{determiner} {low}".strip(), rest
            if surface.lower().startswith("of "):
                surface = surface[3:]
            surface, quoted = _unquoted(surface)
        else:
            if low in lists.pointers and _plain(tokens(rest)[0] if tokens(rest) else "") not in lists.honours:
                determiner = f"{determiner} {low}".strip()
            break
    surface = surface.strip(" ,;:") or clean(text)
    name = _trimmed(surface) if not quoted else surface
    bare = list(tokens(name))
    content = [t for t in bare if t.lower() not in lists.articles]
    folded = [spelled(_plain(t)) for t in content]
    cut = next((i for i, w in enumerate(folded) if i and w in _PREPOSITIONS), len(folded))
    head_word = folded[cut - 1] if folded else ""
    shouted = len(content) > 1 and all(t.isupper() for t in content)
    single = [
        w if t.isupper() and len(t) > 1 and not shouted else singular(w) for t, w in zip(content, folded, strict=True)
    ]
    head = single[cut - 1] if single else ""
    normal = _normal(single, cut, head, quoted)
    acronym = len(bare) == 1 and sum(c.isupper() for c in bare[0]) >= 2 and not bare[0].islower() and len(bare[0]) <= 12
    lower_ok = _PREPOSITIONS | {"and", "the", "&", "de", "la", "du", "des", "von", "van", "al"}
    parts = [w.strip("“”\"'()[],;:") for w in name.split()]
    named = [w for w in parts if w and w.lower() not in lists.articles]
    proper = any(w[0].isupper() for w in named) and all(not w[0].islower() or w in lower_ok for w in named)
    return Form(
        surface=surface,
        fold=fold(name),
        normal=normal or clean(text).casefold(),
        head=head,
        modifiers=tuple(folded[: cut - 1]),
        determiner=determiner,
        quoted=quoted,
        proper=proper,
        acronym=acronym,
        plural=head != head_word or head in ("people", "staff", "personnel", "police", "public"),
    )


def _unquoted(text: str) -> tuple[str, bool]:
    """Without the quotation marks that enclose all of it, and whether there were any."""
    quoted = False
    while len(text) > 2 and text[0] in _PAIRS and text[-1] in _QUOTES and not set(text[1:-1]) & set('“”«»"'):
        text, quoted = text[1:-1].strip(" ,."), True
    if text and text[0] in _QUOTES and text.count(text[0]) == 1 and not set(text) & set(_PAIRS.get(text[0], "")):
        text = text[1:].strip()  # a quote that never closes
    return text or "“”", quoted


def _trimmed(surface: str) -> str:
    """The phrase without what trails it and changes nothing."""
    after = _ACRONYM_AFTER.search(surface)
    if after and after.start() and is_acronym_of(after[1], surface[: after.start()]):
        return surface[: after.start()]
    found = _TRAILER.search(surface)
    return surface[: found.start()].rstrip() if found and found.start() else surface


def is_acronym_of(short: str, name: str) -> bool:
    """Whether the letters of ``short`` are the initials of the name's words, in order ("NDRC", "DoD", "MoF").

    Words written in lower case may be skipped or give their initial; every capitalised word must give its own.
    """
    letters = [c.lower() for c in short if c.isalnum()]
    if len(letters) < 2 or sum(c.isupper() for c in short) < 2:
        return False
    return _initials_match(tuple(letters), tuple(t for t in re.split(r"[\s/-]+", clean(name)) if t[:1].isalnum()))


def _initials_match(letters: tuple[str, ...], names: tuple[str, ...]) -> bool:
    if not names:
        return not letters
    first, rest = names[0], names[1:]
    if letters and first[0].lower() == letters[0] and _initials_match(letters[1:], rest):
        return True
    return first[0].islower() and _initials_match(letters, rest)


def _normal(singulars: list[str], cut: int, head: str, quoted: bool) -> str:
    lists = words()
    turnable = head in lists.turnable or (
        head.endswith(tuple(lists.turnable_endings)) and head not in lists.not_turnable and not quoted
    )
    after = singulars[cut + 1 :]
    if turnable and cut and after and singulars[cut] == "of" and not _PREPOSITIONS & set(after):
        singulars = after + singulars[:cut]
    return " ".join(_joined(singulars))


def _joined(given: list[str]) -> list[str]:
    """ "co operation" and "co-operation" as "cooperation"."""
    result: list[str] = []
    for word in given:
        if result and result[-1] in words().prefixes and word.isalpha() and word not in _PREPOSITIONS:
            word = result.pop() + word
        result.append(word)
    return result


@lru_cache(maxsize=50_000)
def action(predicate: str) -> str:
    """The normal form of a verb phrase: lower case, one spelling, without adverbs of manner."""
    low = [spelled(_plain(t)) for t in tokens(predicate)]
    kept = [w for w in low if not (len(w) > 4 and w.endswith("ly") and w not in _ADVERBS)]
    return " ".join(kept or low) or clean(predicate).casefold()
