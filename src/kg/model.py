"""The values that pass from stage to stage. None of them changes; none knows how it is computed.

Offsets are code points into ``Document.text``, half-open: ``text[start:end]``.
Slots carry the terms of Institutional Grammar (attribute, deontic, aim, object, activation condition,
execution constraint, or-else: Crawford & Ostrom 1995; IG 2.0, Frantz & Siddiki 2021) under the users' words
actor, deontic, action, object, condition, constraint, consequence.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Modality(StrEnum):
    """The class of the deontic."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    RECOMMENDATION = "recommendation"
    COMMITMENT = "commitment"  # "we will"
    EXEMPTION = "exemption"  # "need not"
    STATEMENT = "statement"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class BlockKind(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    RECITAL = "recital"  # of a preamble: gives reasons, binds nobody
    FOOTNOTE = "footnote"
    TABLE = "table"
    FURNITURE = "furniture"  # running heads, page numbers, bylines: kept, never read as sentences


class ConstraintKind(StrEnum):
    DEADLINE = "deadline"
    FREQUENCY = "frequency"  # "every five years"
    TIME = "time"
    MANNER = "manner"
    CONSULTATION = "consultation"  # "in consultation with Z"
    ACCORDANCE = "accordance"  # "in accordance with", "pursuant to"
    EXTENT = "extent"  # "to the extent practicable", "as appropriate"
    PLACE = "place"
    CIRCUMSTANCE = "circumstance"  # any other adjunct of the action


class EntityType(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT_BODY = "government body"
    COLLECTIVE = "collective"  # "provinces", "Member States"
    DOCUMENT = "document"
    PLACE = "place"
    MEETING = "meeting"
    CONCEPT = "concept"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: code points, half-open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that fill a slot, and where they stand.

    Verbatim (``implied`` false): ``document.text[start:end] == text``.
    ``implied``: the text does not hold these words in this place in one piece. ``parts`` are then the
    stretches that they were understood from (a list's lead-in, a coordinated clause, an antecedent, the two
    halves of a split phrase), and ``start``/``end`` enclose them.
    """

    text: str
    start: int
    end: int
    implied: bool = False
    parts: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Constraint:
    """An execution constraint: how, by when, how often, with whom, where."""

    phrase: Phrase
    kind: ConstraintKind
    date: str | None = None  # ISO 8601, where the words name a calendar date
    duration: str | None = None  # ISO 8601 ("P90D"), where they name a length of time
    anchor: str | None = None  # what the duration counts from: "the date of this order"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: the unit that sentences never cross."""

    kind: BlockKind
    span: Span
    number: int  # 1, 2, 3 … in reading order
    path: tuple[str, ...] = ()  # headings and labels above it: ("Article 4", "3", "(b)")
    label: str | None = None  # its own label: "(b)", "Sec. 2.", "–"
    lead_in: tuple[Span, ...] = ()  # for an item: the words it continues, outermost first
    page: int | None = None  # 1-based
    closing: tuple[Span, ...] = ()  # for an item: words after the list that belong to every item


@dataclass(frozen=True, slots=True)
class Document:
    """One canonical text and what is known of it. Every offset refers to ``text``."""

    name: str  # how the user knows it: the path inside the folder given, or sources.toml's id
    text: str
    blocks: tuple[Block, ...]
    media_type: str = "text/plain"
    title: str | None = None
    issuer: str | None = None
    date: str | None = None  # ISO 8601
    number: str | None = None
    language: str | None = None  # BCP 47
    source: str | None = None  # address it was fetched from
    guessed: tuple[str, ...] = ()  # the names of the fields above that were guessed, not given
    notes: tuple[str, ...] = ()  # what the reader had to do: "encoding guessed: windows-1252"

    @property
    def id(self) -> str:
        """16 hexadecimal digits minted from the normalised text: the same text has the same id everywhere."""
        normal = re.sub(r"\s+", " ", unicodedata.normalize("NFC", self.text)).strip()
        return hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the offset."""
        return next((b for b in self.blocks if b.span.start <= offset < b.span.end), None)


@dataclass(frozen=True, slots=True)
class Provision:
    """Someone does, must do, may do or must not do something, and a sentence says so."""

    document: str  # Document.id
    sentence: Span
    action: Phrase
    actor: Phrase | None = None
    object: Phrase | None = None
    recipient: Phrase | None = None
    modality: Modality = Modality.STATEMENT
    deontic: Phrase | None = None
    polarity: Polarity = Polarity.POSITIVE
    attribution: Phrase | None = None
    conditions: tuple[Phrase, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    purpose: Phrase | None = None
    consequence: Phrase | None = None
    predicate: str = ""  # the action with its verb in the base form: "take overall responsibility"
    rule: str = ""
    confidence: float = 0.0
    confirmed: bool = False  # a person has looked at it and said that it is right

    @property
    def id(self) -> str:
        """16 hexadecimal digits minted from document, offsets and slots, never from the rule that found it."""
        cells = [self.document, f"{self.sentence.start}-{self.sentence.end}", self.modality, self.polarity]
        for phrase in (self.actor, self.action, self.object, self.recipient, self.deontic):
            cells.append(f"{phrase.start}-{phrase.end}:{phrase.text}" if phrase else "-")
        return hashlib.sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def asserts_doing(self) -> bool:
        """Whether a plain triple actor-action-object would be true to it: not for what must not or need not be done."""
        return self.polarity is Polarity.POSITIVE and self.modality not in (Modality.PROHIBITION, Modality.EXEMPTION)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one document."""

    document: Document
    provisions: tuple[Provision, ...]
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class Merge:
    """Why a name was given to a concept."""

    alias: str
    rule: str  # "same words", "defined in the text", "alias list", "gazetteer", "similar"
    evidence: str = ""  # document id and offsets, or the list's entry


@dataclass(frozen=True, slots=True)
class Concept:
    """What a phrase names: an actor or object (one node, whichever slot it stands in), or an action."""

    key: str  # stable, minted from content, safe in an IRI path: "entity/provinces", "action/take-part"
    label: str
    aliases: tuple[str, ...] = ()
    type: EntityType | None = None  # None for actions
    scope: str | None = None  # a document's id, for a name that only holds inside it ("the meeting", "we")
    merges: tuple[Merge, ...] = ()
    link: str | None = None  # IRI of the same thing in Wikidata, where the gazetteer is certain


@dataclass(frozen=True, slots=True)
class Role:
    """A person's post in a body, and the provision that says so."""

    person: str  # concept key
    title: str  # "General Secretary"
    organisation: str | None  # concept key; None where only the post is named
    provision: str  # its id


@dataclass(frozen=True, slots=True)
class Names:
    """Which concept every slot of every provision names, and who holds which post."""

    concepts: Mapping[str, Concept] = field(default_factory=dict)  # by key
    keys: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (provision id, slot) → key
    roles: Mapping[str, Role] = field(default_factory=dict)  # by provision id

    def of(self, provision: Provision, slot: str) -> Concept | None:
        """The concept of a slot: "actor", "action", "object", "recipient" or "attribution"."""
        key = self.keys.get((provision.id, slot))
        return self.concepts[key] if key is not None else None


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that the graph, the views and the comparisons are made from."""

    extractions: tuple[Extraction, ...]
    names: Names
    topics: Mapping[str, str] = field(default_factory=dict)  # concept key → topic

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(e.document for e in self.extractions)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        return tuple(p for e in self.extractions for p in e.provisions)
