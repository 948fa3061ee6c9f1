"""Where a sentence may end inside a paragraph: enough to cut lead-ins and run-in headings, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"[.!?][\"”’»)\]]*(?=\s)")
_OPENS = re.compile(r"\s+(?:[\"“‘«(\[]*[A-Z0-9§\u4e00-\u9fff]|\([a-z]{1,4}\)\s)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Sen|Rep|Gov|Hon|No|Nos|no|nos|Art|Arts|art|Sec|Secs|sec|Para|para|paras|Fig|fig|Vol|vol"
    r"|Ch|ch|pp|p|cf|Cf|ed|eds|seq|al|etc|e\.g|i\.e|vs|v|viz|Inc|Ltd|Co|Corp|Bros|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov"
    r"|Dec|U\.S|U\.K|U\.N|E\.U|U\.S\.C|C\.F\.R|Stat|Pub|Reg|Regs|Res|Doc|Add|Corr|approx|est|incl)|\b[A-Z]|(?:^|\s)\(?[0-9]{1,2}|(?:^|\s)[ivx]{1,4})\.$"
)
_OPEN_END = re.compile(r"(?:[:—–‒―]|\s-{1,2}|:\s?[-–—])[\"”’»)\]]*$")


def boundaries(text: str) -> Iterator[int]:
    """The offsets just behind the stops that end a sentence inside the text, its own end not among them."""
    for stop in _STOP.finditer(text):
        if not _OPENS.match(text, stop.end()):
            continue
        if text[stop.start()] == "." and _ABBREVIATED.search(text[max(0, stop.start() - 12) : stop.start() + 1]):
            continue
        yield stop.end()


def first_sentence(text: str) -> int:
    """The offset at which the first sentence ends."""
    return next(boundaries(text), len(text))


def last_sentence(text: str) -> int:
    """The offset at which the last sentence starts."""
    start = 0
    for end in boundaries(text):
        start = end + len(text[end:]) - len(text[end:].lstrip())
    return start


def open_ended(text: str) -> bool:
    """Whether words that end so are continued by a list: a colon or dash, or no final stop at all."""
    text = text.rstrip()
    return bool(_OPEN_END.search(text)) or not re.search(r"[.;!?…][\"”’»)\]]*$", text)


def announces(text: str) -> bool:
    """Whether the words end in the colon or dash that announces a list."""
    return bool(_OPEN_END.search(text.rstrip()))
