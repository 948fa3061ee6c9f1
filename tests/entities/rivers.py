"""Forty invented documents in which one actor, the National River Bureau, has five names, beside its doubles."""

from __future__ import annotations

from collections.abc import Iterator

DUTIES = [
    ("shall publish", "the flood map"), ("shall inspect", "the locks"), ("must keep", "a register of dams"),
    ("should train", "its wardens"), ("shall review", "the dredging permits"), ("may close", "the towpath"),
]  # fmt: skip

#: How a document speaks of the actor: what it says first, and the words that fill the actor's slot.
VOICES = [
    ("", "The National River Bureau"),
    ("The National River Bureau (“NRB”) was founded in 1998. ", "NRB"),
    ("This order is addressed to the National River Bureau (hereinafter “the Bureau”). ", "The Bureau"),
    ("", "The Nationnal River Bureau"),
    ("", "The Office for Rivers"),
    ("", "NRB"),
]
#: Others that a careless rule would take for it.
DOUBLES = [
    ("The National Roads Bureau (“the Bureau”) was founded in 2001. ", "The Bureau", "National Roads Bureau"),
    ("", "The National River Board", "National River Board"),
    ("", "The Regional River Bureau", "Regional River Bureau"),
    ("", "The Bureau", "Bureau"),
]
ALIASES = {"National River Bureau": ["Office for Rivers"]}


def texts() -> Iterator[tuple[str, str, str, str]]:
    """Name, text, the actor's words, and the label that the actor should have."""
    number = 0
    for voice, actor in VOICES:
        # A slip of the pen is rare: who always writes a name so means it.
        for deed, thing in DUTIES[:2] if "Nationnal" in actor else DUTIES:
            number += 1
            intro = f"Notice {number} of the river service. {voice}"
            yield f"notice-{number:02}.txt", f"{intro}{actor} {deed} {thing}.\n", actor, "National River Bureau"
    for voice, actor, label in DOUBLES:
        for deed, thing in DUTIES[:2]:
            number += 1
            yield (
                f"notice-{number:02}.txt",
                f"Notice {number} of the river service. {voice}{actor} {deed} {thing}.\n",
                actor,
                label,
            )
