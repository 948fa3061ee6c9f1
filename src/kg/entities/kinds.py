"""What a name names (person, government body, …), and whether it holds only inside its document."""

from __future__ import annotations

import re

from kg.entities.forms import Form, singular
from kg.entities.words import words
from kg.model import EntityType

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|twentieth|plenary")
_TITLE_WORDS = 4  # a person's name has no more words than this, titles apart


def is_pronoun(form: Form) -> bool:
    """Whether the phrase is a pronoun alone ("we", "such"); "US" and "WHO" are not."""
    shape = form.surface.islower() or form.surface.istitle()
    return form.fold in words().pronouns and shape and not form.quoted


def is_scoped(form: Form, kind: EntityType) -> bool:
    """Whether the phrase names something only within its document: "we", "the Commission", "such plans"."""
    lists = words()
    if form.quoted:
        return False
    if is_pronoun(form) or _points(form):
        return True
    if kind is EntityType.MEETING and not _is_telling(form):
        return True
    if form.plural or (form.acronym and form.fold not in lists.bodies):
        return False
    first = form.surface[:1]
    definite = form.determiner == "the" or (first.isupper() and form.determiner in ("", "the"))
    if not definite:
        return False
    last_words = form.fold.split()
    if len(last_words) == 1:
        named = form.proper and form.determiner == "the"
        return named or form.head in _deictic_heads()
    return form.head in _deictic_heads() and not _is_telling(form) and _ends_at_head(form)


def _points(form: Form) -> bool:
    """Whether the phrase begins with a word that points back ("such", "their")."""
    return form.determiner.rpartition(" ")[2] in words().pointers


def _deictic_heads() -> frozenset[str]:
    lists = words()
    return lists.bodies | lists.organisations | lists.offices | lists.documents | lists.meetings


def _is_telling(form: Form) -> bool:
    """Whether something stands with the head by which it can be told from others of its kind."""
    modifiers = [singular(w) for w in form.fold.split()]
    heads = words().bodies | words().offices | words().meetings
    telling = [
        w
        for w in modifiers
        if w not in words().plain_modifiers and w not in ("of", "the", "and", form.head) and w not in heads
    ]
    return bool(telling) and (form.proper or not _is_meeting(form))


def _ends_at_head(form: Form) -> bool:
    """Whether nothing follows the head, or only another plain word ("Board of Directors")."""
    return singular(form.fold.split()[-1]) == form.head or not _is_telling(form)


def _is_meeting(form: Form) -> bool:
    return form.head in words().meetings


def entity_type(form: Form) -> EntityType:
    """The type that the words alone suggest; ``CONCEPT`` where no rule speaks."""
    lists = words()
    if is_pronoun(form):
        return _pronoun_type(form.fold)
    if form.quoted:
        return EntityType.DOCUMENT if len(form.fold.split()) > 1 and _names_document(form) else EntityType.CONCEPT
    if is_person_name(form.surface):
        return EntityType.PERSON
    last = singular(form.fold.split()[-1])
    head, named = form.head, form.proper
    if named and (last in lists.company_endings):
        return EntityType.ORGANISATION
    if head in lists.meetings or (head == "congress" and _ORDINAL.search(form.fold)):
        return EntityType.MEETING
    if head in lists.bodies and not named and form.determiner not in ("", "the", "this", "that", "its", "their"):
        return EntityType.COLLECTIVE if head not in lists.loose_bodies else EntityType.CONCEPT  # "each agency"
    if head in lists.bodies and (named or head not in lists.loose_bodies):
        return EntityType.COLLECTIVE if form.plural else EntityType.GOVERNMENT_BODY
    if form.fold in lists.countries or (named and head in lists.places and not form.plural):
        return EntityType.PLACE
    if head in lists.organisations and (named or head not in lists.loose_bodies) and head != "party":
        return EntityType.COLLECTIVE if form.plural else EntityType.ORGANISATION
    if head == "party" and not form.plural and named:
        return EntityType.ORGANISATION
    if head in lists.documents and (named or form.determiner in ("this", "that") or head not in lists.loose_documents):
        return EntityType.DOCUMENT
    if head in lists.collectives:
        return EntityType.COLLECTIVE
    if head in lists.offices:
        return EntityType.COLLECTIVE if form.plural else EntityType.PERSON
    if head in lists.places and not form.plural and head not in ("area", "zone", "circle", "border", "corridor"):
        return EntityType.PLACE
    return EntityType.CONCEPT


def _pronoun_type(word: str) -> EntityType:
    if word in ("i", "me", "you", "he", "she", "him", "her", "himself", "herself", "whoever", "anyone", "everyone"):
        return EntityType.PERSON
    return (
        EntityType.COLLECTIVE
        if word in ("we", "us", "they", "them", "ourselves", "themselves", "who")
        else EntityType.CONCEPT
    )


def _names_document(form: Form) -> bool:
    lists = words()
    return form.head in lists.documents or any(singular(w) in lists.documents for w in form.fold.split()) or form.proper


def is_person_name(text: str) -> bool:
    """Whether the words read as a person's name, with or without titles: "Comrade Xi Jinping", "Ms. Jane Doe"."""
    lists = words()
    found = [w for w in re.split(r"\s+", text) if w]
    titled = False
    while len(found) > 1 and found[0].strip(".,").lower() in lists.person_titles and found[0][0].isupper():
        found, titled = found[1:], True
    if not found or len(found) > _TITLE_WORDS or not all(re.fullmatch(r"[A-Z][\w’'.-]*", w) for w in found):
        return False
    low = [w.strip(".").lower() for w in found]
    known_nouns = (
        lists.bodies
        | lists.organisations
        | lists.offices
        | lists.documents
        | lists.meetings
        | lists.places
        | lists.collectives
        | lists.plain_modifiers
        | lists.person_titles
    )
    if any(singular(w) in known_nouns or w in lists.countries or w in lists.demonyms for w in low):
        return False
    if titled:
        return not any(w.isupper() and len(w) > 2 for w in found)
    if len(found) < 2:
        return False
    chinese = low[0] in lists.family_names and len(found) <= 3 and all(_is_pinyin(w) for w in low[1:])
    return chinese or low[0] in lists.given_names


def _is_pinyin(word: str) -> bool:
    """Whether a word is made of syllables that pinyin has."""
    syllable = (
        r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
        r"(?:i?ang|i?ong|u?ang|eng|ing|i?an|u?an|en|in|un|i?ao|u?ai|ei|ou|iu|ui|ue|ia|ie|uo|ua|[aeiou])"
    )
    return re.fullmatch(rf"(?:{syllable}[-’']?){{1,3}}", word) is not None and word not in ("thought",)


def person(text: str) -> str:
    """A person's name without titles; the text itself if it is no person's name."""
    if not is_person_name(text):
        return text
    found = text.split()
    while len(found) > 1 and found[0].strip(".,").lower() in words().person_titles:
        found = found[1:]
    return " ".join(found)
