"""A stand-in for the extractor that needs no model: every line "A must V O." is an obligation of A to V O."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import KgError
from kg.model import Document, Extraction, Modality, Phrase, Provision, Span
from kg.pipeline import Failure, Outcome
from kg.reading import Source, read

SENTENCE = re.compile(r"(?P<actor>The \w+|\w+) (?P<deontic>must|should) (?P<action>\w+) (?P<object>[^.\n]+)\.")
KINDS = {"must": Modality.OBLIGATION, "should": Modality.RECOMMENDATION}


@dataclass(frozen=True)
class StubExtractor:
    """``delay``: seconds for each document. A document that holds "KILL" kills the process that reads it."""

    delay: float = 0.0
    rules: str = "1"
    log: str | None = None  # a file that gets the name of every document that is parsed

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.rules.encode()).hexdigest()[:16]

    @property
    def made_with(self) -> str:
        return f"a stub, rules {self.rules}"

    def __call__(self, sources: Sequence[Source]) -> tuple[Outcome, ...]:
        return tuple(self._one(source) for source in sources)

    def _one(self, source: Source) -> Outcome:
        time.sleep(self.delay)
        try:
            document = read(source)
        except KgError as error:
            return Outcome(source.name, failure=Failure(source.name, str(error)))
        if self.log:
            with open(self.log, "a", encoding="utf-8") as file:
                file.write(source.name + "\n")
        if "KILL" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return Outcome(source.name, stub_extraction(document))


def stub_extraction(document: Document) -> Extraction:
    found = [_provision(document, m) for m in SENTENCE.finditer(document.text)]
    return Extraction(document, tuple(found), len(found))


def _provision(document: Document, match: re.Match[str]) -> Provision:
    def phrase(slot: str) -> Phrase:
        return Phrase(match[slot], match.start(slot), match.end(slot))

    return Provision(
        document.id,
        Span(*match.span()),
        phrase("action"),
        actor=phrase("actor"),
        object=phrase("object"),
        deontic=phrase("deontic"),
        modality=KINDS[match["deontic"]],
        predicate=match["action"],
        rule=f"modal/{match['deontic']}",
        confidence=0.9,
    )
