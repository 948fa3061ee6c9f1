"""Resolutions' paragraphs open with a verb: "Requests …" is read as "They request", "Noting …" as "They note"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.language.masking.frames import opens_frame
from kg.language.masking.sight import Piece, Sight
from kg.language.masking.words import bases_of
from kg.rules import lexicon, masking


def mask_operative(sight: Sight, offsets: Sequence[tuple[int, int]], is_verb: Callable[[str], bool]) -> None:
    """Gives the paragraph a subject, or its verb the form that goes with the one in its lead-in.

    ``offsets``: those of the lead-in's segments and, last, of the sentence itself.
    """
    at = offsets[-1][0]
    continues = len(offsets) > 1  # "The General Assembly, [1.] Requests …"
    minded = sight.match("minded", at)
    if minded is not None:
        comma = _comma_before(sight.seen, at) if continues else None
        if comma is not None:
            sight.replacements.append(Piece(comma, comma + 1, ()))
        sight.fill(minded.start(), minded.start(1), " ")
        sight.replace(*minded.span(1), ("notes",) if continues else ("They", "note"), "operative", "V")
        return
    found = masking()["operative"].match(sight.seen, at)
    if found is None:
        return
    word = found["verb"].lower()
    base = next((b for b in bases_of(word) if b in lexicon("operative")), None)
    if base is None or not is_verb(base) or word == base:
        return
    comma = _comma_before(sight.seen, at) if continues else None
    if comma is not None:
        sight.remove([(comma, comma + 1)], "label")
    if found["adverbs"]:
        sight.remove([found.span("adverbs")], "label")
    _mask_verb(sight, *found.span("verb"), base, continues, is_verb)


def _mask_verb(sight: Sight, start: int, end: int, base: str, continues: bool, is_verb: Callable[[str], bool]) -> None:
    subject = () if continues else ("They",)
    if opens_frame(sight.seen, start, is_verb):
        if subject:  # the frame stands for the verb
            sight.replacements.append(Piece(start, start, subject, "expletive"))
        return
    is_gerund = sight.seen[start:end].lower().endswith("ing")
    if is_gerund and not masking()["preambular"].match(sight.seen[end:]):
        return
    sight.replace(start, end, (*subject, base if subject or is_gerund else base + "s"), "operative", "V")


def _comma_before(seen: str, at: int) -> int | None:
    return seen.rfind(",", 0, at) if seen[:at].rstrip().endswith(",") else None
