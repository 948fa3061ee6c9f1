"""Which concept every slot of every provision names.

Each phrase is read in its document, by the first rule that speaks: the project's alias list, a definition in the
text, the gazetteer, a person's name, a short form of a longer name in the document, a name that holds only in its
document, and at last the same words. What the readings agree on is one concept. The result does not depend on
the order of the documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.entities import readings, similarity
from kg.entities.aliases import Aliases
from kg.entities.decisions import Decisions
from kg.entities.forms import action, clean, fold, form
from kg.entities.kinds import entity_type, is_pronoun
from kg.entities.readings import Reading
from kg.entities.roles import held_post, roles
from kg.entities.slugs import slug
from kg.model import Concept, EntityType, Extraction, Merge, Names, Phrase, Provision

NO_ALIASES = Aliases()
ENTITY_SLOTS = ("actor", "object", "recipient", "attribution")


@dataclass(frozen=True, slots=True)
class Mention:
    """A slot's words, where they stand."""

    document: str
    provision: str
    slot: str
    words: str
    start: int
    end: int
    rule: str

    @property
    def place(self) -> tuple[str, int, int]:
        """Document and offsets: the order of mentions."""
        return self.document, self.start, self.end

    @property
    def evidence(self) -> str:
        """The place as text."""
        return f"{self.document}#char={self.start},{self.end}"


def name(extractions: Sequence[Extraction], *, aliases: Aliases = NO_ALIASES) -> Names:
    """The concepts of all documents together, and the concept of each slot.

    Keys: ``entity/<slug>`` for actors, objects, recipients and speakers alike, ``entity/<document id>/<slug>`` for
    names that hold only in their document, ``action/<slug>`` for actions. The body in which somebody has a
    post is a concept too, though it fills no slot of its own ("X, General Secretary of Y": Y).
    """
    concepts: dict[str, Concept] = {}
    keys: dict[tuple[str, str], str] = {}
    mentions: list[Mention] = []
    acts: dict[str, list[Mention]] = defaultdict(list)
    listed = {action(a.variant): a.canonical for a in aliases.actions}
    decisions = Decisions(aliases)
    documents = {e.document.id: e.document for e in extractions}
    for extraction in extractions:
        for provision in extraction.provisions:
            ident = provision.id
            mentions.extend(_entity_mentions(ident, provision))
            words = provision.predicate or provision.action.text
            canonical = listed.get(action(words))
            acts[action(canonical or words)].append(
                Mention(
                    provision.document, ident, "action", clean(words), provision.action.start, provision.action.end, ""
                )
            )
    read = readings.read({(m.document, m.words) for m in mentions}, documents, decisions)
    read = similarity.join(read, documents, decisions)
    groups: dict[tuple[str, str | None], list[tuple[Mention, Reading]]] = defaultdict(list)
    for mention in mentions:
        reading = read[mention.document, mention.words]
        groups[reading.identity, reading.scope].append((mention, reading))
    for identity in sorted(groups, key=lambda g: (g[0], g[1] or "")):
        concept = _entity(identity[1], groups[identity], taken=concepts)
        concepts[concept.key] = concept
        keys.update({(m.provision, m.slot): concept.key for m, _ in groups[identity] if m.slot in ENTITY_SLOTS})
    for normal in sorted(acts):
        concept = _action(normal, acts[normal], next((c for c in listed.values() if action(c) == normal), None))
        concepts[concept.key] = concept
        keys.update({(m.provision, m.slot): concept.key for m in acts[normal]})
    names = Names(dict(sorted(concepts.items())), dict(sorted(keys.items())))
    return replace(names, roles={role.provision: role for role in roles(extractions, names)})


def _entity_mentions(ident: str, provision: Provision) -> Iterator[Mention]:
    for slot in ENTITY_SLOTS:
        phrase: Phrase | None = getattr(provision, slot)
        if phrase is not None:
            yield Mention(provision.document, ident, slot, clean(phrase.text), phrase.start, phrase.end, provision.rule)
    post = held_post(provision)
    if post is not None and post.organisation is not None:
        found = post.organisation
        yield Mention(
            provision.document, ident, "organisation", clean(found.text), found.start, found.end, provision.rule
        )


def _entity(scope: str | None, members: list[tuple[Mention, Reading]], *, taken: dict[str, Concept]) -> Concept:
    members = sorted(members, key=lambda m: (m[0].place, m[0].provision, m[0].slot))
    own = [(m, r) for m, r in members if r.rule == readings.SAME_WORDS]
    given = sorted({r.label for _, r in members if r.label})
    label = given[0] if given else _commonest([form(m.words).surface for m, _ in own or members])
    mint = given[0] if given else max({form(m.words).fold for m, _ in own or members}, key=lambda f: (len(f), f))
    words = slug(fold(mint))
    key = f"entity/{scope}/{words}" if scope else f"entity/{words}"
    if key in taken:
        key = f"{key}-{slug('=' + members[0][1].identity).strip('-')}"
    merges: dict[str, Merge] = {}
    for mention, reading in sorted(members, key=lambda m: readings.RULES.index(m[1].rule)):
        surface = form(mention.words).surface
        if surface != label and surface not in merges:
            merges[surface] = Merge(surface, reading.rule, reading.evidence or mention.evidence)
        for short, evidence in reading.also:
            if short != label:
                merges.setdefault(short, Merge(short, readings.DEFINED, evidence))
    link = next((r.link for _, r in members if r.link), None)
    return Concept(
        key, label, tuple(sorted(merges)), _type(members), scope, tuple(merges[a] for a in sorted(merges)), link
    )


def _commonest(surfaces: list[str]) -> str:
    """The most frequent; of several, the one that stands first (documents in the order of their ids).

    The capital that begins a sentence is no part of a name that stands without it elsewhere.
    """
    seen = set(surfaces)
    lower = {s: s[0].lower() + s[1:] for s in seen if s}
    surfaces = [lower[s] if s and (lower[s] in seen or (is_pronoun(form(s)) and s != "I")) else s for s in surfaces]
    counts = Counter(surfaces)
    most = max(counts.values())
    return next(s for s in surfaces if counts[s] == most)


def _type(members: list[tuple[Mention, Reading]]) -> EntityType:
    given = next((r.type for _, r in members if r.type), None)
    if given:
        return given
    own = [m for m, r in members if r.rule == readings.SAME_WORDS] or [m for m, _ in members]
    votes = Counter(entity_type(form(m.words)) for m in own)
    best = min(votes, key=lambda t: (t is EntityType.CONCEPT, -votes[t], t))
    if best is not EntityType.CONCEPT:
        return best
    if any(m.slot == "actor" and m.rule.startswith("role/") and form(m.words).proper for m in own):
        return EntityType.PERSON
    if any(m.slot in ("actor", "attribution") and form(m.words).acronym for m in own):
        return EntityType.ORGANISATION
    return best


def _action(normal: str, members: list[Mention], given: str | None) -> Concept:
    members = sorted(members, key=lambda m: (m.place, m.provision))
    label = given or _commonest([m.words for m in members])
    merges: dict[str, Merge] = {}
    for mention in members:
        if mention.words != label and mention.words not in merges:
            rule = readings.SAME_WORDS if action(mention.words) == normal else readings.LISTED
            merges[mention.words] = Merge(mention.words, rule, mention.evidence)
    return Concept(
        f"action/{slug(normal)}", label, tuple(sorted(merges)), None, None, tuple(merges[a] for a in sorted(merges))
    )
