"""A provision in plain words, as notes, matrices and timelines say it."""

from __future__ import annotations

from kg.comparison.meaning import Placed, forbids, one_line
from kg.model import Modality, Provision

_WORDS = {
    Modality.OBLIGATION: "must",
    Modality.PROHIBITION: "must not",
    Modality.COMMITMENT: "will",
    Modality.RECOMMENDATION: "should",
    Modality.PERMISSION: "may",
    Modality.STATEMENT: "states",
    Modality.EXEMPTION: "need not",
}
_NOT = {
    Modality.OBLIGATION: "must not",
    Modality.COMMITMENT: "will not",
    Modality.RECOMMENDATION: "should not",
    Modality.PERMISSION: "may not",
    Modality.STATEMENT: "states not",
}


def force(provision: Provision) -> str:
    """The modality in plain words: "must", "should not", "need not"; "states" for a statement."""
    words = _NOT if forbids(provision) else _WORDS
    return words.get(provision.modality, _WORDS[provision.modality])


def said(placed: Placed, *, times: bool = True) -> str:
    """The provision as one clause: "The operator must submit an emissions report within 30 days of the accident".

    ``times``: with its deadlines and frequencies.
    """
    p = placed.provision
    actor = _shown(p.actor.text) if p.actor else ""
    thing = _shown(p.object.text) if p.object else ""
    if p.modality is Modality.STATEMENT:
        verb = one_line(p.action.text) if not forbids(p) else f"does not {placed.verb}"
    else:
        verb = f"{force(p)} {placed.verb}"
    parts = [actor, verb, "" if thing.lower() in placed.verb else thing, _receiving(placed)]
    if not p.object:
        parts += [_shown(c.phrase.text) for c in p.constraints if c.kind == "place"]
    if times:
        parts += [_shown(c.phrase.text) for c in p.constraints if c.kind in ("deadline", "frequency")]
    clause = " ".join(part for part in parts if part)
    return clause[:1].upper() + clause[1:]


def _receiving(placed: Placed) -> str:
    """To or for whom, where the text says so in these words."""
    recipient = placed.provision.recipient
    if recipient is None or recipient.implied:
        return ""
    before = one_line(placed.document.text[max(0, recipient.start - 12) : recipient.start]).rpartition(" ")[2].lower()
    return f"{before} {_shown(recipient.text)}" if before in ("to", "for") else ""


def _shown(words: str) -> str:
    return one_line(words)


def plain(words: str) -> str:
    """The words on one line for a terminal: nothing in them can move the cursor or turn the writing."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in one_line(words))
