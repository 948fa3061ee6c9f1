"""Conjunctions and prepositions of several words, read as one that the parser knows."""

from __future__ import annotations

from kg.language.masking.sight import Sight


def mask_conjunctions(sight: Sight) -> None:
    """ "provided that", "in the event that" and the inverted "Should the plan fail, …" are read as "if"."""
    for found in sight.search("conjunction"):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        end = found.start() + len(found[0].rstrip())
        word = "if" if sight.seen[:start].strip() else "If"
        sight.replace(start, end, (word,), "conjunction", "I")


def mask_failing_which(sight: Sight) -> None:
    """ "…, failing which the licence lapses" is read as "…, and the licence lapses"."""
    for found in sight.search("failing_which"):
        sight.replace(found.start(), found.end(), ("and",), "conjunction", "A")


def mask_not_intended(sight: Sight) -> None:
    """ "is not intended to, and does not, create" is read as "does not create"."""
    for found in sight.search("nor_intended"):
        sight.replace(found.start(), found.end(), ("does", "not"), "negation", "D")


def mask_no_later_than(sight: Sight) -> None:
    """ "no later than" is read as "by": "no" would deny the verb."""
    for found in sight.search("no_later"):
        sight.replace(found.start(), found.end(), ("by",), "preposition", "B")


def mask_repeated_nouns(sight: Sight) -> None:
    """ "step by step" is read as "gradually": the nouns would be taken for an object."""
    for found in sight.search("repeated_noun"):
        sight.replace(found.start(), found.end(), ("gradually",), "adverb", "g")


def mask_adjectives(sight: Sight) -> None:
    """ "appropriate and proportionate measures": an adjective that the parser would take for a verb."""
    for found in sight.search("adjective"):
        sight.replace(found.start(), found.end(), ("suitable",), "adjective", "j")


def mask_say_that(sight: Sight) -> None:
    """ "made clear that" is read as "said that", in the tense in which it stands."""
    for found in sight.search("say_that"):
        word = {"past": "said", "third": "says", "bare": "say"}[str(found.lastgroup)]
        sight.replace(found.start(), found.end() - 1, (word,), "say", "V")


def mask_demand_that(sight: Sight) -> None:
    """ "reiterates its demand that" is read as "demands that", in the tense in which it stands."""
    for found in sight.search("demand_that"):
        word = {"past": "demanded", "third": "demands"}.get(str(found.lastgroup), "demand")
        sight.replace(found.start(), found.end() - 1, (word,), "say", "V")


def mask_except_that(sight: Sight) -> None:
    """ "…, except that the fee is waived" is read as "…, but the fee is waived"."""
    for found in sight.search("except_that"):
        sight.replace(found.start() + 1, found.end(), ("but",), "conjunction", "A")


def mask_put_in_place(sight: Sight) -> None:
    """ "must put in place rules" is read as "must establish rules"."""
    for found in sight.search("put_in_place"):
        sight.replace(found.start(), found.end(), ("establish",), "idiom", "V")


def mask_verbal_nouns(sight: Sight) -> None:
    """ "the drawing up of codes" is read as "the preparation of codes"."""
    for found in sight.search("verbal_noun"):
        sight.replace(found.start(), found.end(), ("preparation",), "noun", "n")


def mask_pronominal(sight: Sight) -> None:
    """ "any changes thereto" is read as "any changes to them"."""
    for found in sight.search("pronominal"):
        sight.replace(found.start(), found.end(), (found[1].lower(), "them"), "pronominal", "r")


def mask_free_of_charge(sight: Sight) -> None:
    """ "free of charge" is read as "freely"."""
    for found in sight.search("free_of_charge"):
        sight.replace(found.start(), found.end(), ("freely",), "adverb", "g")
