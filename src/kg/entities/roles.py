"""Who holds which post where: "X, General Secretary of Y" as a membership (W3C Organization Ontology)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.entities.forms import clean, form
from kg.entities.kinds import entity_type, is_pronoun
from kg.entities.words import words
from kg.model import Concept, EntityType, Extraction, Names, Phrase, Polarity, Provision, Role

_BODIES = frozenset(
    [EntityType.GOVERNMENT_BODY, EntityType.ORGANISATION, EntityType.PLACE, EntityType.COLLECTIVE, EntityType.MEETING]
)
_BEING = frozenset(["be", "is", "are", "was", "were", "serve as", "have role"])


@dataclass(frozen=True, slots=True)
class Post:
    """A post as a phrase gives it: "General Secretary", of "the CPC Central Committee"."""

    title: str
    organisation: Phrase | None


def held_post(provision: Provision) -> Post | None:
    """The post that a provision gives its actor; None if it gives none."""
    thing, who = provision.object, provision.actor
    if thing is None or who is None or provision.polarity is Polarity.NEGATIVE:
        return None
    verb = (provision.predicate or provision.action.text).lower()
    if not provision.rule.startswith("role/") and verb not in _BEING:
        return None
    if not form(who.text).proper or is_pronoun(form(who.text)):
        return None
    return post(thing)


def post(phrase: Phrase) -> Post | None:
    """Take "General Secretary of the CPC Central Committee" apart; None if no post begins the phrase."""
    found = _pattern().match(phrase.text)
    if not found:
        return None
    start = found.start("body")
    if start < 0:
        return Post(found["title"], None)
    body = found["body"].rstrip(" ,.;")
    if not any(c.isupper() for c in body):
        return None
    kind = entity_type(form(body))
    if kind not in _BODIES and not form(body).acronym:
        return Post(clean(phrase.text), None)  # "Minister of Finance": no body of that name
    if phrase.implied:
        place = Phrase(body, phrase.start, phrase.end, implied=True, parts=phrase.parts)
    else:
        place = Phrase(body, phrase.start + start, phrase.start + start + len(body))
    return Post(found["title"], place)


@cache
def _pattern() -> re.Pattern[str]:
    heads = "|".join(re.escape(h).replace(r"\ ", r"\s+") for h in words().role_heads)
    joins = "|".join(re.escape(j).replace(r"\ ", r"\s+") for j in words().role_joins)
    before = r"(?:[A-Z][\w’'-]*\s+|former\s+|acting\s+|deputy\s+|vice\s+){0,3}?"
    return re.compile(
        rf"(?i:the\s+|an?\s+)?(?P<title>{before}(?i:{heads}))(?:\s+(?i:{joins})\s+(?P<body>\S.*))?\s*\Z", re.DOTALL
    )


def roles(extractions: Sequence[Extraction], names: Names) -> tuple[Role, ...]:
    """Every post that the provisions give to somebody, in the order of the person's key."""
    posts = [(e.document.id, p, held) for e in extractions for p in e.provisions if (held := held_post(p)) is not None]
    known = _by_words(names) if posts else {}
    found = set()
    for document, provision, held in posts:
        who = names.keys.get((provision.id, "actor"))
        if who is not None:
            place = _concept(held.organisation, document, known) if held.organisation else None
            found.add(Role(who, " ".join(held.title.split()), place, provision.id))
    return tuple(sorted(found, key=lambda r: (r.person, r.title, r.organisation or "", r.provision)))


def _by_words(names: Names) -> dict[str, list[Concept]]:
    known: dict[str, list[Concept]] = {}
    for key in sorted(names.concepts):
        concept = names.concepts[key]
        if key.startswith("entity/"):
            for normal in sorted({form(words).normal for words in (concept.label, *concept.aliases)}):
                known.setdefault(normal, []).append(concept)
    return known


def _concept(phrase: Phrase, document: str, known: Mapping[str, Sequence[Concept]]) -> str | None:
    """The concept that a body's words name in a document; None where several could be meant."""
    found = [c for c in known.get(form(phrase.text).normal, ()) if c.scope in (None, document)]
    here = [c for c in found if c.scope == document or any(m.evidence.startswith(document) for m in c.merges)]
    meant = found if len(found) == 1 else here
    return meant[0].key if len(meant) == 1 else None
