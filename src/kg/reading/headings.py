"""Heading or sentence? For lines of plain text, where no format says so.

A heading is short, opens with a capital, does not end a sentence, and asserts nothing: it has no finite verb.
Finite verbs are known by what English closed classes give away (modals, auxiliaries), by a list of verbs that
governments' prose is made of, and by "-ed" before a determiner ("approved the plan"), which a participle is not.
"""

from __future__ import annotations

import itertools
import re

WORDS = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|‘[^’]{3,}’")
_AUXILIARY = frozenset(
    [
        "shall",
        "must",
        "may",
        "might",
        "will",
        "would",
        "should",
        "can",
        "cannot",
        "could",
        "is",
        "are",
        "was",
        "were",
        "am",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "won't",
        "can't",
        "don't",
        "doesn't",
        "isn't",
        "aren't",
        "mustn't",
        "shan't",
    ]
)
_FINITE = frozenset(  # finite and nothing else in a heading: past tenses and third persons that are no nouns
    [
        "said",
        "says",
        "told",
        "tells",
        "held",
        "met",
        "gave",
        "gives",
        "took",
        "takes",
        "made",
        "went",
        "goes",
        "came",
        "comes",
        "became",
        "becomes",
        "began",
        "begins",
        "saw",
        "sees",
        "knew",
        "knows",
        "spoke",
        "speaks",
        "wrote",
        "writes",
        "sent",
        "brought",
        "brings",
        "chose",
        "chooses",
        "kept",
        "keeps",
        "led",
        "presided",
        "attended",
        "stressed",
        "emphasized",
        "emphasised",
        "reiterated",
        "noted",
        "pointed",
        "urged",
        "urges",
        "declared",
        "announced",
        "announces",
        "stated",
        "called",
        "requires",
        "provides",
        "establishes",
        "ensures",
        "consists",
        "includes",
        "contains",
        "applies",
        "remains",
        "continues",
        "agrees",
        "agreed",
        "lays",
        "means",
        "sets",
        "forms",
        "makes",
        "decides",
        "decided",
        "adopts",
        "adopted",
        "approves",
        "approved",
        "considers",
        "considered",
        "concluded",
        "explained",
        "underlined",
        "expressed",
        "instructed",
        "demanded",
        "requested",
        "recommended",
        "recommends",
        "encourages",
        "encouraged",
        "welcomes",
        "welcomed",
        "supports",
        "reaffirms",
        "reaffirmed",
        "recognizes",
        "recognises",
        "recognized",
        "recognised",
        "believes",
        "believed",
        "hopes",
        "hoped",
        "joined",
        "visited",
        "returned",
        "arrived",
        "participated",
        "submits",
        "submitted",
        "issued",
        "proposes",
        "proposed",
    ]
)
_PARTICIPLES = re.compile(  # the listed -ed forms as participles: "measures adopted by the Council", "submitted under"
    r"^(?:by|in|to|for|under|from|on|with|at|as|pursuant|through|within|between|during|against|and|or|since)$"
)
_INTRANSITIVE = frozenset(
    ["met", "presided", "attended", "pointed", "participated", "arrived", "returned", "agreed", "joined", "called"]
)
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "our",
        "all",
        "that",
        "this",
        "these",
        "those",
        "every",
        "each",
        "no",
        "any",
    ]
)
_QUESTION = frozenset(["what", "who", "when", "where", "why", "how", "which", "whose", "whom"])
_DANGLING = frozenset(
    [
        "to",
        "by",
        "that",
        "of",
        "in",
        "for",
        "with",
        "following",
        "and",
        "or",
        "including",
        "the",
        "a",
        "an",
        "shall",
        "must",
    ]
)
_SUBJECTS = frozenset(["this", "these", "those", "it", "they", "we", "he", "she", "you", "there", "i"])
_CONNECTIVES = ("for example", "however", "therefore", "in addition", "moreover", "if ", "although ", "because ")
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVXLC]+\.|[A-Z]\.)\s+")
_LONGEST = 14
_LONGEST_CAPITALS = 25


def is_heading(text: str) -> bool:
    """Whether a line that stands alone is a heading."""
    body = _NUMBERED.sub("", " ".join(text.split()))
    bare = _QUOTED.sub("Quoted", body)
    words = WORDS.findall(bare)
    if not words or not any(c.isalpha() for c in bare):
        return False
    if capitals(bare):
        return len(words) <= _LONGEST_CAPITALS and not _asserts_in_capitals(words) and bare[-1] not in ",;"
    if bare[-1] in ",;." or ";" in bare or not _opens(bare) or words[-1] in _DANGLING:
        return False
    if bare[-1] == ":":
        return len(words) <= 6 and not finite(words) and words[-1] not in _DANGLING
    if words[0].lower() in _SUBJECTS or bare.lower().startswith(_CONNECTIVES):
        return False
    asks = words[0].lower() in _QUESTION or bare[-1] == "?"
    return len(words) <= _LONGEST and (asks or not finite(words))


def capitals(text: str) -> bool:
    """Whether the letters are capitals, with a word of at least three among them."""
    return text.upper() == text and any(
        len(w) >= 3 and w.isalpha() and w.upper() != w.lower() for w in WORDS.findall(text)
    )


def finite(words: list[str]) -> bool:
    """Whether one of the words must be a finite verb. Only words in small letters count: titles capitalise theirs."""
    for at, word in enumerate(words):
        following = words[at + 1].lower() if at + 1 < len(words) else ""
        if word in _AUXILIARY and at > 0:
            return True
        if word in _FINITE and at > 0 and (word in _INTRANSITIVE or not _PARTICIPLES.match(following)):
            return True
        if at > 0 and word.endswith("ed") and len(word) > 4 and word.islower() and following in _DETERMINERS:
            return True
    return False


def _opens(text: str) -> bool:
    first = next((c for c in text if c.isalnum()), "")
    return first.isupper() or first.isdigit() or (first.isalpha() and first.lower() == first.upper())


def _asserts_in_capitals(words: list[str]) -> bool:
    lower = [w.lower() for w in words]
    return any(w in {"shall", "must", "cannot"} for w in lower) or any(
        a == "may" and b in {"not", "be", "only"} for a, b in itertools.pairwise(lower)
    )
