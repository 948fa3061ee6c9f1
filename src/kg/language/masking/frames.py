"""Frames: forms of words that amount to a modal verb, and are shown to the parser as one (rules/frames.toml)."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.language.masking.sight import Piece, Sight
from kg.language.masking.words import bases_of
from kg.rules import Frame, frames, lexicon, masking

IsVerb = Callable[[str], bool]


def mask_frames(sight: Sight, is_verb: IsVerb) -> None:
    """ "It is necessary to strengthen" is read as "they must strengthen"; the first frame that fits a stretch wins."""
    taken: list[tuple[int, int]] = []
    listed: list[tuple[int, int]] = []  # verbs that lost their "to"
    for frame in sight.frames():
        for found in frame.pattern.finditer(sight.seen):
            start, end = found.span()
            if any(a < end and start < b for a, b in taken) or not _fits(frame, sight.seen[:start]):
                continue
            form = _verb_form(frame.verb, masking()["next_word"].match(sight.seen, end), is_verb)
            if form is None or _is_spoiled(found):
                continue
            taken.append((start, end))
            _mask_frame(sight, frame, found)
            listed += _mask_coordinated(sight, end, form, is_verb)
    for start, end in listed:
        if not any(piece.start < end and start < piece.end for piece in sight.replacements):
            sight.replacements.append(Piece(start, end, (sight.seen[start:end],), "listed"))


def opens_frame(seen: str, at: int, is_verb: IsVerb) -> bool:
    """Whether a form of words opens there that stands for its own verb: "Requests X to V", "Resolves to V"."""
    for frame in frames():
        if not frame.id.startswith(("directive", "frame/commit-to")):
            continue
        found = frame.pattern.match(seen, at)
        if found is None:
            continue
        if "who" in found.groupdict():
            return True
        if _verb_form(frame.verb, masking()["next_word"].match(seen, found.end()), is_verb) is not None:
            return True
    return False


def _fits(frame: Frame, before: str) -> bool:
    """Whether what the frame must stand behind is there."""
    return frame.context not in ("saying", "we") or masking()[frame.context].search(before) is not None


def _verb_form(wanted: str, following: re.Match[str] | None, is_verb: IsVerb) -> str | None:
    """Which form of verb follows a frame, where it is one that the frame takes."""
    if following is None:
        return None
    word = following[1].lower()
    is_adjective = wanted == "either" and word in lexicon("adjectives_behind_to")
    if wanted in ("base", "either") and is_verb(word) and not is_adjective:
        return "base"
    if wanted in ("gerund", "either") and word.endswith("ing") and any(is_verb(b) for b in bases_of(word)):
        return "gerund"
    return None


def _is_spoiled(found: re.Match[str]) -> bool:
    """Whether the name inside the frame holds a verb of its own, and no relative clause: it was read too far."""
    if "who" not in found.groupdict():
        return False
    start, end = found.span("who")
    verb = masking()["spoiled_who"].search(found.string, start, end)
    return verb is not None and not masking()["relative"].search(found.string[start : verb.start()])


def _mask_frame(sight: Sight, frame: Frame, found: re.Match[str]) -> None:
    start, end = found.span()
    if "who" not in found.groupdict():
        reads = frame.after
        if reads and sight.seen[start].isupper():
            reads = (reads[0].capitalize(), *reads[1:])
        blank = len(found[0]) - len(found[0].rstrip())  # in front of what the pattern looks ahead to
        sight.replacements.append(Piece(start, end - blank, reads, frame.id))
        return
    who, behind = found.span("who")
    words = sight.seen[start:who]
    rule = "saying" if frame.id.startswith("directive") else "expletive"
    sight.replacements.append(Piece(start, who, _tensed(frame.before, words), rule))
    place = (start, start + len(words.rstrip()))
    sight.replacements.append(Piece(behind, end, frame.after, frame.id, place=place))


def _tensed(reads: tuple[str, ...], words: str) -> tuple[str, ...]:
    """ "said that" in the tense of the verb that it stands for, so that verbs coordinated with it match."""
    if reads[:1] != ("said",):
        return reads
    said = (w for w in masking()["latin_word"].findall(words) if w.lower() not in ("and", "also", "further"))
    verb = next(said, "")
    if verb.endswith("s") and not verb.endswith("ss"):
        return ("says", *reads[1:])
    return ("said" if verb.endswith("ed") else "say", *reads[1:])


def _mask_coordinated(sight: Sight, at: int, form: str, is_verb: IsVerb) -> list[tuple[int, int]]:
    """The frame's form of verb, repeated up to the end of the clause, is read as the modal verb's.

    Gives the places of the infinitives that lost their "to".
    """
    rest = masking()["stop"].search(sight.seen[at:])
    stop = at + rest.start() if rest else len(sight.seen)
    if form == "gerund":
        _ungerund(sight, at, stop, is_verb)
        return []
    return _drop_repeated_to(sight, at, stop, is_verb)


def _drop_repeated_to(sight: Sight, start: int, stop: int, is_verb: IsVerb) -> list[tuple[int, int]]:
    """ "to assess X and to submit Y" is read as "must assess X and submit Y"."""
    found = [m for m in masking()["repeated_to"].finditer(sight.seen, start, stop) if is_verb(m[2])]
    if not any(masking()["coordinating"].match(m[0]) for m in found):
        return []
    sight.replacements += [Piece(m.start(1), m.end(1), ()) for m in found]
    return [m.span(2) for m in found]


def _ungerund(sight: Sight, start: int, stop: int, is_verb: IsVerb) -> None:
    """ "called for optimizing X and reducing Y" is read as "must optimize X and reduce Y"."""
    first = masking()["first_gerund"].match(sight.seen, start)
    later = masking()["later_gerund"].finditer(sight.seen, start, stop)
    for found in (*([first] if first else []), *later):
        base = next((b for b in (bases_of(found[2])[1], *bases_of(found[2])) if is_verb(b)), None)
        if base is None:
            continue
        if found[1]:
            sight.replacements.append(Piece(found.start(1), found.end(1), ()))
        sight.replacements.append(Piece(found.start(2), found.end(2), (base,), "gerund"))
