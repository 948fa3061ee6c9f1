"""Forms of words that the parser misreads, shown to it as words that it knows."""

from __future__ import annotations

from kg.language.masking.sight import Sight

# pattern of rules/masking.toml → (what the parser sees instead, the rule, the letter that marks the stretch as taken)
_FIXED: dict[str, tuple[tuple[str, ...], str, str]] = {
    # "…, failing which the licence lapses": "…, and the licence lapses"
    "failing_which": (("and",), "conjunction", "A"),
    # "must put in place rules": "must establish rules"
    "put_in_place": (("establish",), "idiom", "V"),
    # "is not intended to, and does not, create": "does not create"
    "nor_intended": (("does", "not"), "negation", "D"),
    # "step by step": the nouns would be taken for an object
    "repeated_noun": (("gradually",), "adverb", "g"),
    # "no later than": "no" would deny the verb
    "no_later": (("by",), "preposition", "B"),
    # "appropriate and proportionate measures": an adjective that the parser would take for a verb
    "adjective": (("suitable",), "adjective", "j"),
    # "free of charge": "freely"
    "free_of_charge": (("freely",), "adverb", "g"),
    # "the drawing up of codes": "the preparation of codes"
    "verbal_noun": (("preparation",), "noun", "n"),
}
# "made clear that", "reiterates its demand that": one verb, in the tense in which the words stand
_TENSED = {
    "say_that": {"past": "said", "third": "says", "bare": "say"},
    "demand_that": {"past": "demanded", "third": "demands", "bare": "demand"},
}


def mask_stand_ins(sight: Sight) -> None:
    """Shows the parser other words for conjunctions of several words, idioms, and what it takes for something else."""
    _mask_conjunctions(sight)
    for name, tenses in _TENSED.items():
        for found in sight.search(name):
            word = tenses.get(str(found.lastgroup), tenses["bare"])
            sight.replace(found.start(), found.end() - 1, (word,), "say", "V")
    for found in sight.search("except_that"):  # "…, except that the fee is waived": "…, but the fee is waived"
        sight.replace(found.start() + 1, found.end(), ("but",), "conjunction", "A")
    for name, (words, rule, letter) in _FIXED.items():
        for found in sight.search(name):
            sight.replace(found.start(), found.end(), words, rule, letter)
    for found in sight.search("pronominal"):  # "any changes thereto": "any changes to them"
        sight.replace(found.start(), found.end(), (found[1].lower(), "them"), "pronominal", "r")


def _mask_conjunctions(sight: Sight) -> None:
    """ "provided that", "in the event that" and the inverted "Should the plan fail, …" are read as "if"."""
    for found in sight.search("conjunction"):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        end = found.start() + len(found[0].rstrip())
        word = "if" if sight.seen[:start].strip() else "If"
        sight.replace(start, end, (word,), "conjunction", "I")
