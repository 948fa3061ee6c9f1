"""Recitals and preambles: the part of an act that gives reasons and binds nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import BlockKind, Span
from kg.reading.entries import Entry

_OPENING = re.compile(r"^(?:having regard to|whereas)\b", re.IGNORECASE)
_ENACTING = re.compile(
    r"^(?:(?:HAS|HAVE|Has|Have)\s+(?:ADOPTED|DECIDED|AGREED|adopted|decided|agreed)\b"
    r"|(?:NOW,?\s+THEREFORE|Now,?\s+therefore)\b|(?:BE\s+IT|Be\s+it)\s+(?:enacted|ordained|ordered|resolved|ENACTED|ORDAINED|ORDERED|RESOLVED)\b)"
)
_LONGEST_FORMULA = 8
_REASON = re.compile(
    r"""^(?:(?:also|further|deeply|gravely|strongly|fully|mindful|again|once\s+again|firmly|profoundly|seriously)\s+)?
    (?:acting|acknowledging|affirming|alarmed|anxious|appalled|appreciating|aware|bearing\s+in\s+mind|believing|cognizant|commending
    |concerned|condemning|confident|conscious|considering|convinced|declaring|deploring|desiring|desirous|determined|disturbed
    |emphasi[sz]ing|encouraged|endorsing|expressing|fulfilling|guided|having|highlighting|inspired|keeping\s+in\s+mind|mindful
    |noting|observing|pointing\s+out|reaffirming|realizing|recalling|recogni[sz]ing|regretting|reiterating|remaining|resolved
    |seeking|sharing|stressing|taking\s+(?:into|note)|troubled|underlining|underscoring|viewing|welcoming)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ENACTOR = re.compile(
    r"^(?:The|THE)\s+[A-Z][\w’']*(?:\s+(?:[A-Z][\w’']*|of|the|and|for|on|in))*\s*,(?:\s(?:guided|having|recalling|acting|noting|meeting|mindful)\b.*,)?$"
)
_ACT = re.compile(
    r"""^(?:(?:also|further|strongly|again|once\s+again|once\s+more|solemnly|formally|firmly|deeply|urgently|unequivocally|likewise)\s+)?
    (?:accepts|acknowledges|applauds|appreciates|adopts|affirms|agrees|appeals|appoints|approves|authorizes|authorises|calls|commends|concludes|condemns|confirms
    |congratulates|considers|decides|declares|demands|deplores|designates|directs|draws|emphasi[sz]es|encourages|endorses
    |establishes|expresses|extends|highlights|instructs|insists|invites|looks|mandates|notes|orders|proclaims|reaffirms|recalls
    |recogni[sz]es|recommends|regrets|reiterates|reminds|renews|requests|resolves|stresses|salutes|shares|supports|terminates|thanks|warns|pays\s+tribute|commits|pledges|determines|intends|remains|takes\s+note|underlines
    |underscores|urges|welcomes)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def marked(text: str, found: Sequence[Entry]) -> tuple[list[Entry], tuple[Span, ...]]:
    """The entries with the recitals among them marked, and the words that name who enacts, where they stand alone.

    "The General Assembly," above "Recalling …," and "1. Calls upon …" is the subject of the paragraphs below it.
    """
    words = [" ".join(e.span.of(text).split()) for e in found]
    recital = _until_enacted(found, words)
    enactors: list[Span] = []
    for at, entry in enumerate(found):
        if entry.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING):
            continue
        reasons = _REASON.match(words[at]) and words[at].endswith((",", ";", ", and", "; and"))
        if reasons or re.match(r"(?:WHEREAS|Whereas)\b", words[at]):
            recital.add(at)
        elif _ENACTOR.match(words[at]) and _introduces(words[at + 1 : at + 3]):
            recital.add(at)
            enactors.append(Span(entry.span.start, text.index(",", entry.span.start)))
    kinds = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING)
    return [
        replace(e, kind=BlockKind.RECITAL, division=None) if at in recital and e.kind in kinds else e
        for at, e in enumerate(found)
    ], tuple(enactors)


def is_operative(words: str) -> bool:
    """Whether a paragraph of a resolution states what is decided: "Calls upon Member States to …"."""
    return _ACT.match(words) is not None


def is_reason(words: str) -> bool:
    """Whether a paragraph of a preamble gives a reason: "Recalling …,"."""
    return _REASON.match(words) is not None


def _introduces(words: Sequence[str]) -> bool:
    return any(_REASON.match(w) or _ACT.match(w) or _OPENING.match(w) for w in words)


def _until_enacted(found: Sequence[Entry], words: Sequence[str]) -> set[int]:
    """The entries from "Having regard to …" or "Whereas:" to the line that adopts the act."""
    start = next((at for at, w in enumerate(words) if _OPENING.match(w)), None)
    if start is None:
        return set()
    for at in range(start, len(found)):
        if _ENACTING.match(words[at]):
            formula = len(words[at].split()) <= _LONGEST_FORMULA  # else what is enacted stands on the same line
            return set(range(start, at + formula))
        if found[at].division is not None and found[at].kind is BlockKind.HEADING:
            return set(range(start, at)) if words[start].endswith((":", ",")) else set()
    return set()
