"""What the parser is shown: the sentence without what it stumbles over, every token still tied to its place.

A quoted title becomes one noun, a parenthesis or an inserted adjunct is taken out, a frame ("It is necessary
to") becomes the modal verb it amounts to, a list item is read together with its lead-in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.language.masking import early, labels, quotes, references
from kg.language.masking.frames import mask_frames
from kg.language.masking.insertions import insertions
from kg.language.masking.operative import mask_operative
from kg.language.masking.sight import Masked, Piece, Sight
from kg.language.masking.stand_ins import mask_stand_ins
from kg.model import Span
from kg.rules import masking

__all__ = ["Masked", "Piece", "mask"]


def mask(document: str, segments: Sequence[Span], is_verb: Callable[[str], bool], own: int = 0) -> Masked:
    """What to parse for the text made of the segments; ``is_verb`` knows base forms.

    ``own``: which segment is the sentence itself; a list's lead-in stands before it, what closes the list behind it.
    """
    text, offsets = _laid_out(document, segments, own, is_verb)
    masked = Masked(text, offsets, [])
    if len(segments) == 1 and not any(c in text for c in '“"«‘([-:;,—.…§') and not _may_hold_frame(text):
        masked.pieces = [Piece(0, len(text))]
        return masked
    sight = Sight(masked)
    own_offsets = offsets[: own + 1]
    quotes.mask_quotes(sight)
    labels.remove_dateline(sight)
    labels.remove_opening_labels(sight)
    references.mask_references(sight)
    labels.remove_parentheses(sight)
    labels.remove_remains(sight)
    labels.remove_inner_labels(sight)
    sight.remove([m.span(1) for m in sight.search("deemed")], "label")
    sight.remove([m.span(1) for m in sight.search("powers")], "adjunct")
    sight.remove([m.span(1) for m in sight.search("not_limited")], "label")
    labels.remove_formulas(sight)
    for kind, span in insertions(sight, own_offsets, is_verb):
        sight.remove([span], kind)
    for name in ("before_object", "for_comment", "delay", "early_delay", "trailing", "existential"):
        sight.remove([m.span(1) for m in sight.search(name)], "trailing")
    sight.remove([m.span() for m in sight.search("colon_after_modal")], "label")
    sight.remove([m.span(1) for m in sight.search("do_the_following")], "label")
    sight.remove([m.span(1) for m in sight.search("hereby")], "label")
    mask_stand_ins(sight)
    sight.remove([m.span(1) for m in sight.search("whichever")], "label")
    sight.remove([m.span(1) for m in sight.search("with_feeling")], "label")
    early.remove_early_phrases(sight, is_verb)
    sight.remove([m.span(2) for m in sight.search("far_recipient")], "recipient")
    mask_operative(sight, own_offsets, is_verb)
    mask_frames(sight, is_verb)
    return sight.in_pieces()


def _laid_out(
    document: str, segments: Sequence[Span], own: int, is_verb: Callable[[str], bool]
) -> tuple[str, list[tuple[int, int]]]:
    """The segments' text, one blank between two, and (offset in it, offset in the document) of each segment."""
    text, offsets = "", []
    last = len(segments) - 1
    for number, segment in enumerate(segments):
        words = segment.of(document)
        if number < own:
            words = _without_colon(words, segments[number + 1].of(document), is_verb)
        elif number < last:
            words = words.rstrip(" ;,.")
        offsets.append((len(text), segment.start))
        text += words + (" " if number < last else "")
    return masking()["control"].sub(" ", text), offsets


def _without_colon(words: str, following: str, is_verb: Callable[[str], bool]) -> str:
    """A lead-in's words: a colon or dash after a verb or preposition is not read, so that the item continues it."""
    stripped = words.rstrip(" :—–-")
    verb = masking()["ends_in_verb"].search(stripped)
    goes_on = (
        masking()["open_lead_in"].search(stripped) is not None
        or masking()["opening_to"].match(following) is not None
        or (verb is not None and is_verb(verb[1].lower()))
    )
    return stripped if goes_on else words.rstrip()


def _may_hold_frame(text: str) -> bool:
    is_act = masking()["operative"].match(text) is not None  # "Stresses that X V"
    return is_act or any(sign in text for sign in _SIGNS)


_SIGNS = (
    " to",
    "need not",
    "call",
    " shall ",
    " must ",
    " may ",
    "hereby",
    " No",
    "ing ",
    " each ",
    " by ",
    " clear",
    " that",
)
