"""Drafts to blocks: kinds, labels, paths, and the lead-ins of nested lists."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Block, BlockKind
from kg.reading import labels
from kg.reading.entries import Entry, entries
from kg.reading.metadata import names_issuer, says_kind
from kg.reading.outline import outline
from kg.reading.pieces import Draft
from kg.reading.preamble import marked


def blocks(draft: Draft) -> tuple[Block, ...]:
    """The blocks of the draft, in reading order, numbered from 1."""
    found, enactors = marked(draft.text, _with_title(draft.text, entries(draft)))
    outlined = outline(draft.text, found, enactors)
    return tuple(replace(block, number=number) for number, block in enumerate(outlined, 1))


def _with_title(text: str, found: list[Entry]) -> list[Entry]:
    """The document's title: of the headings before all prose the one that the format sets highest, or the first.

    Where the first names who issued it and the next what it is ("River Board", "Regulation No. 12 on …"), the next.
    """
    opening: list[int] = []
    for at, entry in enumerate(found):
        if entry.kind is BlockKind.TITLE:
            return found
        if entry.kind is BlockKind.HEADING and entry.division is None and not entry.labels and not _counted(found, at):
            opening.append(at)
        elif entry.kind is not BlockKind.FURNITURE:
            break
    if not opening:
        return found
    at = min(opening, key=lambda number: found[number].piece.level or 0)
    following = opening[opening.index(at) + 1 :]
    if following and names_issuer(_words(text, found[at])) and says_kind(_words(text, found[following[0]])):
        at = following[0]
    return [*found[:at], replace(found[at], kind=BlockKind.TITLE), *found[at + 1 :]]


def _words(text: str, entry: Entry) -> str:
    return " ".join(entry.span.of(text).split())


def _counted(found: list[Entry], at: int) -> bool:
    """Whether a later heading has the next number: "1. Ports" before "2. Fees" is a chapter, not the title."""
    mark = labels.label(found[at].label or "")
    if mark is None:
        return False
    following = [labels.label(e.label or "") for e in found[at + 1 :] if e.kind is BlockKind.HEADING]
    return any((style, value + 1) in f.readings for f in following if f for style, value in mark.readings)
