"""A parsed sentence as plain values: what the language stage hands to the stages that know grammar.

Columns, not objects: a million sentences pass through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model import Block, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """What a token stands for that is more than a word."""

    rule: str  # id of a frame, "quote", "expletive"
    span: Span  # the words in the document


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words taken out before parsing: a parenthesis, an adjunct between commas after a modal verb."""

    span: Span
    before: int  # index of the token that it stood before
    kind: str  # "parenthesis" or "adjunct"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens with offsets into the document's text, tagged (Penn Treebank) and parsed (ClearNLP labels).

    A token may stand for more words than one (``marks``): a quoted title, or a frame such as "It is necessary
    to", which the parser was shown as "they must". ``starts[i] == ends[i]`` says that token i has no words of
    its own in the text.
    """

    span: Span  # the sentence's own words, without its lead-in
    block: Block
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]  # index of the head; a root is its own head
    lemmas: tuple[str, ...]  # of verbs; empty for other words
    inherited: int = 0  # so many tokens at the start belong to the lead-in of a list
    marks: Mapping[int, Mark] = field(default_factory=dict)  # by token
    insertions: tuple[Insertion, ...] = ()
    verbal: frozenset[str] = frozenset()  # words here, lower case, that a dictionary knows as the base form of a verb
    unmistakable: frozenset[str] = frozenset()  # those of them that it knows as nothing else
