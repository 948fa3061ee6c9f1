"""Datelines, labels and parentheses: words around the sentence, not of it."""

from __future__ import annotations

from kg.language.masking.sight import Sight


def remove_dateline(sight: Sight) -> None:
    """ "BEIJING, Nov. 27 (Agency) -- "."""
    dateline = sight.match("dateline")
    sight.remove([dateline.span()] if dateline else [], "label")


def remove_opening_labels(sight: Sight) -> None:
    """ "Article 4.", "(a)", in front of the sentence and of each segment of its lead-in."""
    found = [sight.match("opening_label", at) for at, _ in sight.masked.offsets]
    sight.remove([m.span() for m in found if m and m.start() < m.end() < len(sight.seen)], "label")


def remove_parentheses(sight: Sight) -> None:
    """ "the Fund (hereinafter …)": kept as an insertion."""
    sight.remove([m.span() for m in sight.search("parenthesis")], "parenthesis")


def remove_remains(sight: Sight) -> None:
    """Brackets without a partner, dots that stand for omitted words, "No" in front of a number."""
    sight.remove([m.span() for m in sight.search("brackets")], "label")
    sight.remove([m.span() for m in sight.search("ellipsis") if m.end() < len(sight.seen)], "label")
    for name in ("number_sign", "second_adjective", "junior"):
        sight.remove([m.span(1) for m in sight.search(name)], "label")


def remove_inner_labels(sight: Sight) -> None:
    """ "shall: (a) map every weir; and b) repair it"."""
    sight.remove([m.span(1) for m in sight.search("label")], "label")


def remove_formulas(sight: Sight) -> None:
    """ "NOW, THEREFORE, I, Ann Lee, Mayor, do hereby order", "shall each V", "a right, public or private"."""
    opening = sight.match("now_therefore")
    sight.remove([opening.span()] if opening else [], "label")
    sight.remove([m.span(1) for m in sight.search("i_do_hereby")], "label")
    sight.remove([m.span(1) for m in sight.search("each")], "label")
    sight.remove([m.span(1) for m in sight.search("behind_noun")], "label")
