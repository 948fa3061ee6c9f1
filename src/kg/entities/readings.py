"""How each phrase is read in its document, and by which rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.entities.decisions import Decisions
from kg.entities.definitions import Definition, definitions
from kg.entities.forms import Form, clean, fold, form, is_acronym_of, tokens
from kg.entities.gazetteer import Body, gazetteer, speaks_of
from kg.entities.kinds import entity_type, is_person_name, is_pronoun, is_scoped, person
from kg.model import Document, EntityType

SAME_WORDS = "same words"
LISTED = "alias list"
DEFINED = "defined in the text"
GAZETTEER = "gazetteer"
ACRONYM = "acronym"
SHORT = "short form"
PERSON = "person's name"
SIMILAR = "similar"
SPLIT = "split"
#: The better reason first: of several, a name is listed with the best.
RULES = (SAME_WORDS, LISTED, DEFINED, GAZETTEER, PERSON, SHORT, ACRONYM, SIMILAR, SPLIT)

# A run of capitalised words with the small words that join them.
_RUN = re.compile(r"[A-Z][\w’'.&-]*(?:[ \t]+(?:(?:of|for|and|on|the|in|to|&)[ \t]+){0,2}[A-Z][\w’'&-]*)*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase names in its document. Equal identity and scope: the same concept."""

    identity: str
    rule: str
    evidence: str = ""
    scope: str | None = None
    label: str | None = None  # a label that somebody gave: the alias list, the gazetteer, a definition
    type: EntityType | None = None
    link: str | None = None
    also: tuple[tuple[str, str], ...] = ()  # short names that the document defines for it, with the evidence


def read(
    phrases: Iterable[tuple[str, str]], documents: Mapping[str, Document], decisions: Decisions
) -> dict[tuple[str, str], Reading]:
    """The reading of each (document id, words)."""
    by_document: dict[str, set[str]] = defaultdict(set)
    for document, text in phrases:
        by_document[document].add(text)
    result: dict[tuple[str, str], Reading] = {}
    known: dict[str, set[tuple[str, str, str]]] = defaultdict(set)  # acronym → (identity, label, evidence)
    for ident in sorted(by_document):
        reader = _Reader(ident, documents[ident].text if ident in documents else "", decisions)
        for text in sorted(by_document[ident]):
            result[ident, text] = reader.read(text)
        for short, (definition, reading) in reader.acronyms().items():
            known[short].add((reading.identity, reading.label or definition.name, reader.place(definition)))
    return _acronyms_elsewhere(result, known, decisions)


def _acronyms_elsewhere(
    result: dict[tuple[str, str], Reading], known: Mapping[str, set[tuple[str, str, str]]], decisions: Decisions
) -> dict[tuple[str, str], Reading]:
    """Acronyms that stand undefined in one document and mean the same thing in every document that defines them."""
    for (ident, text), reading in result.items():
        found = form(text)
        meanings = known.get(found.surface, set())
        if reading.rule != SAME_WORDS or not found.acronym or len(found.surface) < 3 or reading.scope:
            continue
        if len({identity for identity, _, _ in meanings}) == 1:
            identity, label, evidence = min(meanings)
            merged = Reading(identity, ACRONYM, evidence, label=label)
            if not decisions.parted(ident, found, merged.identity):
                result[ident, text] = merged
    return result


class _Reader:
    """Reads the phrases of one document."""

    def __init__(self, ident: str, text: str, decisions: Decisions) -> None:
        self.ident, self.text, self.decisions = ident, text, decisions
        self._speaks: dict[tuple[str, ...], bool] = {}
        self.defined: dict[str, Definition] = {}
        for definition in definitions(text):
            self.defined.setdefault(form(definition.short).normal, definition)
        self._full: dict[str, list[tuple[str, int]]] | None = None

    def place(self, definition: Definition) -> str:
        return f"{self.ident}#char={definition.start},{definition.end}"

    def acronyms(self) -> dict[str, tuple[Definition, Reading]]:
        return {d.short: (d, self._name(form(d.name))) for d in self.defined.values() if form(d.short).acronym}

    def read(self, text: str) -> Reading:
        """By the first rule that speaks and that no decision of a person forbids."""
        phrase = form(text)
        for reading in self._candidates(phrase):
            if not self.decisions.parted(self.ident, phrase, reading.identity):
                return reading
        return Reading(f"apart {phrase.normal}", SPLIT, "corrections", scope=self.ident)

    def _candidates(self, phrase: Form) -> Iterable[Reading]:
        alias = self.decisions.alias(self.ident, phrase)
        if alias:
            target = form(alias.canonical)
            base = self._name(target)
            rule = SAME_WORDS if phrase.normal == target.normal else LISTED
            yield replace(base, rule=rule, evidence=alias.source if rule == LISTED else "", label=target.surface)
        if is_pronoun(phrase):
            yield Reading(f"words {phrase.normal}", SAME_WORDS, scope=self.ident)
            return
        definition = self.defined.get(phrase.normal)
        if definition and phrase.determiner in ("", "the") and not phrase.plural:
            base = self._name(form(definition.name))
            yield replace(
                base, rule=DEFINED, evidence=self.place(definition), label=base.label or form(definition.name).surface
            )
        yield from self._by_world_knowledge(phrase)
        kind = entity_type(phrase)
        if is_scoped(phrase, kind):
            full = self._longer(phrase)
            if full:
                yield full
            yield Reading(f"words {phrase.normal}", SAME_WORDS, scope=self.ident)
        elif phrase.acronym and (spelled_out := self._spelled_out(phrase)):
            yield spelled_out
        yield self._plain(phrase)

    def _by_world_knowledge(self, phrase: Form) -> Iterable[Reading]:
        body = self._body(phrase)
        if body:
            rule = SAME_WORDS if phrase.fold == form(body.name).fold else GAZETTEER
            evidence = f"list of public bodies: {body.name}" if rule == GAZETTEER else ""
            yield Reading(f"body {body.name}", rule, evidence, label=body.name, type=body.type, link=body.link)
        if is_person_name(phrase.surface) and not phrase.quoted:
            plain = person(phrase.surface)
            if len(plain.split()) == 1:  # "President Xi": whoever has that name in the document
                same = {p: at for p, at in self._persons().items() if plain in (p.split()[0], p.split()[-1])}
                if len(same) == 1:
                    full, at = same.popitem()
                    evidence = f"{self.ident}#char={at},{at + len(full)}"
                    yield Reading(f"person {fold(full)}", SHORT, evidence, label=full, type=EntityType.PERSON)
                yield Reading(f"person {fold(plain)}", SAME_WORDS, scope=self.ident, type=EntityType.PERSON)
            rule = SAME_WORDS if plain == phrase.surface else PERSON
            yield Reading(f"person {fold(plain)}", rule, label=plain, type=EntityType.PERSON)

    def _name(self, phrase: Form) -> Reading:
        """The reading of a full name, wherever it stands."""
        return next(iter(self._by_world_knowledge(phrase)), None) or self._plain(phrase)

    def _plain(self, phrase: Form) -> Reading:
        also = tuple((d.short, self.place(d)) for d in self.defined.values() if form(d.name).normal == phrase.normal)
        return Reading(f"words {phrase.normal}", SAME_WORDS, also=also)

    def _persons(self) -> dict[str, int]:
        """The full names of persons in the document, and where each stands first."""
        found: dict[str, int] = {}
        for run, start in sorted((r for runs in self._runs().values() for r in runs), key=lambda r: r[1]):
            if is_person_name(run) and " " in person(run):
                found.setdefault(person(run), start + run.index(person(run)))
        return found

    def _runs(self) -> dict[str, list[tuple[str, int]]]:
        """The capitalised names of the text by their head, with the place where each stands first."""
        if self._full is None:
            self._full = {}
            seen: set[str] = set()
            for match in _RUN.finditer(self.text):
                run = re.sub(
                    r"^(?:The|A|An|In|On|Under|By|For|And|To|If|When|Where|Each|Any|All|No|This|Such)\s+",
                    "",
                    match.group(),
                ).rstrip(".")
                if " " in run and run not in seen:
                    seen.add(run)
                    self._full.setdefault(form(run).head, []).append((run, match.start()))
        return self._full

    def _longer(self, phrase: Form) -> Reading | None:
        """The one longer name in the document of which the phrase is the short form, said before or after."""
        if not phrase.surface[:1].isupper() or phrase.determiner not in ("", "the"):
            return None
        short = set(phrase.normal.split())
        found: dict[str, tuple[Reading, str, int]] = {}
        for run, start in self._runs().get(phrase.head, ()):
            longer = form(run)
            if longer.normal == phrase.normal or not longer.proper:
                continue
            if is_scoped(longer, entity_type(longer)) and not self._body(longer):
                continue
            if not short < set(longer.normal.split()):
                return None  # another name with that head
            reading = self._name(longer)
            found.setdefault(reading.identity, (reading, run, start))
        if len(found) != 1:
            return None
        reading, run, start = next(iter(found.values()))
        evidence = f"{self.ident}#char={start},{start + len(run)}"
        return replace(reading, rule=SHORT, evidence=evidence, label=reading.label or form(run).surface)

    def _body(self, phrase: Form) -> Body | None:
        """The public body of the gazetteer that a capitalised phrase names here."""
        named = any(c.isupper() for c in phrase.surface) and (" " in phrase.fold or phrase.acronym or phrase.proper)
        if phrase.quoted or not named or phrase.determiner not in ("", "the"):
            return None
        return gazetteer().find(phrase.normal, self._speaks_of)

    def _speaks_of(self, context: tuple[str, ...]) -> bool:
        if context not in self._speaks:
            self._speaks[context] = speaks_of(self.text, context)
        return self._speaks[context]

    def _spelled_out(self, phrase: Form) -> Reading | None:
        """The one name in the document whose initials an undefined acronym gives."""
        found: dict[str, tuple[Reading, str, int]] = {}
        for runs in self._runs().values():
            for run, start in runs:
                if len(tokens(run)) > 2 and is_acronym_of(phrase.surface, run):
                    reading = self._name(form(run))
                    found.setdefault(reading.identity, (reading, run, start))
        if len(found) != 1:
            return None
        reading, run, start = next(iter(found.values()))
        evidence = f"{self.ident}#char={start},{start + len(run)}"
        return replace(reading, rule=ACRONYM, evidence=evidence, label=reading.label or clean(run))
