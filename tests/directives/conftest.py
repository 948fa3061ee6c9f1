"""What the tests of directives share: one parser, and short ways to say what a text provides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from benchmarks import sets
from kg.directives import provisions
from kg.model import Document, Phrase, Provision
from kg.reading import from_text


@dataclass(frozen=True)
class Reading:
    """A text and what it provides."""

    document: Document
    provisions: tuple[Provision, ...]

    @property
    def facts(self) -> list[tuple[str | None, str, str | None]]:
        """(actor, action, object) of every provision, in the order of the text."""
        return [(_words(p.actor), p.action.text, _words(p.object)) for p in self.provisions]

    @property
    def actors(self) -> set[str | None]:
        return {_words(p.actor) for p in self.provisions}

    def of(self, verb: str) -> Provision:
        """The one provision whose action holds the verb (in the base form)."""
        (found,) = self.all_of(verb)
        return found

    def all_of(self, verb: str) -> list[Provision]:
        return [p for p in self.provisions if verb in p.predicate.split()]


def _words(phrase: Phrase | None) -> str | None:
    return phrase.text if phrase else None


@pytest.fixture(scope="session")
def reading() -> Callable[[str], Reading]:
    """Text to what it provides, by the whole pipeline."""

    def read(text: str) -> Reading:
        document = from_text(text)
        return Reading(document, provisions(document, sets.parse(document)))

    return read


@pytest.fixture(scope="session")
def seed(reading: Callable[[str], Reading]) -> Reading:
    """The seed document."""
    return reading(sets.SEED_TEXT.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def judgements() -> dict[str, sets.Judgement]:
    """Every development sentence by name, with how it fared: one parse for all."""
    return {j.sentence.name: j for path in sets.development_files() for j in sets.judgements(sets.read(path))}
