"""Adjuncts between a subject, its modal verb, its verb and its object: the parser takes their nouns for actors.

A stretch is (start, end) in what is seen.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from kg.language.masking.sight import Sight
from kg.language.masking.words import opens_adjunct, verb_opens
from kg.rules import adjunct_openings, masking

Stretch = tuple[int, int]
IsVerb = Callable[[str], bool]


def insertions(sight: Sight, offsets: Sequence[tuple[int, int]], is_verb: IsVerb) -> list[tuple[str, Stretch]]:
    """(kind, stretch) of every adjunct to take out: "trailing" where it stands behind its verb, else "adjunct".

    ``offsets``: those of the lead-in's segments and, last, of the sentence itself.
    """
    found: list[tuple[str, Stretch]] = []
    found += (("adjunct", stretch) for stretch in _after_modals(sight, offsets, is_verb))
    found += (("adjunct", stretch) for stretch in _ending_lead_ins(sight.seen, offsets, is_verb))
    found += (("adjunct", stretch) for stretch in _opening_item(sight.seen, offsets, is_verb))

    def add(kind: str, stretch: Stretch) -> None:
        if not any(start < stretch[1] and stretch[0] < end for _, (start, end) in found):
            found.append((kind, stretch))

    for stretch in _before_modals(sight):
        add("adjunct", stretch)
    for match in sight.search("bare_insertion"):
        add("adjunct", match.span(1))
    for match in sight.search("heavy_shift"):
        if _is_heavy_shift(match, is_verb):
            listed = masking()["rest_of_list"].match(sight.seen, match.end(4))
            is_list = listed is not None and masking()["with_whom"].match(match[4]) is not None
            add("trailing", (match.start(4) - 1, listed.end(1) if listed and is_list else match.end(4)))
    for name in ("after_that", "before_to", "after_and"):
        for match in sight.search(name):
            if adjunct_openings().match(match[2]):
                add("adjunct", match.span(1))
    return found


def _after_modals(sight: Sight, offsets: Sequence[tuple[int, int]], is_verb: IsVerb) -> Iterator[Stretch]:
    """ "shall, in consultation with Z, submit": up to the comma that a verb follows."""
    seen = sight.seen
    for found in sight.search("after_modal"):
        stop = next((m.start() for m in masking()["clause_end"].finditer(seen, found.end())), len(seen))
        commas = [found.end() + m.end() for m in masking()["comma"].finditer(seen[found.end() : stop])]
        comma = next((c for c in commas if _verb_follows(seen, c, is_verb)), None)
        if comma is not None:
            yield found.start(1), comma
            continue
        # "must, in consultation with farmers: (a) monitor …": the lead-in ends with the adjunct
        for edge, _ in offsets[1:]:
            if edge > found.end() and opens_adjunct(seen, found.end()) and verb_opens(seen, edge, is_verb):
                yield found.start(1), edge
                break


def _verb_follows(seen: str, at: int, is_verb: IsVerb) -> bool:
    word = _lower_verb(seen, at, is_verb)
    return word is not None and not masking()["no_verb"].match(word)


def _lower_verb(seen: str, at: int, is_verb: IsVerb) -> str | None:
    """The next word but adverbs, where it is a verb in small letters."""
    found = masking()["next_word"].match(seen, at)
    return found[1] if found and found[1].islower() and is_verb(found[1]) else None


def _ending_lead_ins(seen: str, offsets: Sequence[tuple[int, int]], is_verb: IsVerb) -> Iterator[Stretch]:
    """ "may: … during storms: (i) limit …": a segment of the lead-in that is nothing but an adjunct."""
    for (edge, _), (following, _) in itertools.pairwise(offsets[1:]):
        ends_in_modal = masking()["ends_in_modal_or_colon"].search(seen[:edge])
        if ends_in_modal and opens_adjunct(seen, edge) and verb_opens(seen, following, is_verb):
            yield edge, following


def _opening_item(seen: str, offsets: Sequence[tuple[int, int]], is_verb: IsVerb) -> Iterator[Stretch]:
    """ "The Commission shall: … (c) where a plan is incomplete, request …"."""
    for at, _ in offsets[1:]:
        if masking()["ends_in_modal"].search(seen[:at]):
            yield from _adjunct_at(seen, at, is_verb)


def _adjunct_at(seen: str, at: int, is_verb: IsVerb) -> Iterator[Stretch]:
    if adjunct_openings().match(seen, at) or masking()["opening_to"].match(seen, at):
        for comma in masking()["comma"].finditer(seen[at:]):
            if _lower_verb(seen, at + comma.end(), is_verb) is not None:
                yield at, at + comma.end()
                return


def _before_modals(sight: Sight) -> Iterator[Stretch]:
    """ "The board, in consultation with Y, and Z, shall …": from the nearest comma behind which an adjunct opens."""
    seen = sight.seen
    stops = masking()["stops_insertion"]
    for found in sight.search("before_modal"):
        opening = found.start()
        while (before := seen.rfind(",", 0, opening)) >= 0:  # commas stand inside the adjunct
            if stops.search(seen, before, opening):
                break
            opening = before
            if opens_adjunct(seen, opening + 1):
                yield _earliest(seen, opening), found.end(1)
                break


def _names_thing(word: str, is_verb: IsVerb) -> bool:
    """Whether a noun without an article may begin with the word."""
    return word.islower() and not is_verb(word) and not masking()["no_thing"].match(word)


def _earliest(seen: str, opening: int) -> int:
    """ "in coordination with Y, as defined in Z, shall": where the first of several adjuncts opens."""
    before = seen.rfind(",", 0, opening)
    is_next = before >= 0 and opens_adjunct(seen, before + 1)
    return before if is_next and not masking()["stops_insertion"].search(seen, before, opening) else opening


def _is_heavy_shift(found: re.Match[str], is_verb: IsVerb) -> bool:
    """Whether an adjunct stands between a verb and its object, and not a list's member between two others."""
    if not is_verb(found[1].lower()):
        return False
    if found[2] or masking()["determiner"].match(found[5]):
        return True
    if not found[3] and masking()["place_or_time"].match(found[4]) and _names_thing(found[5], is_verb):
        return True
    return adjunct_openings().match(found[4].lstrip()) is not None
