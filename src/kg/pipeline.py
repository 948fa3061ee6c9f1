"""The stages put together: documents to provisions, in this process or in several."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import KgError, ReadError, UsageError
from kg.model import Document, Extraction

if TYPE_CHECKING:
    from kg.reading import Limits, Source
    from kg.sentence import Sentence


class Parser(Protocol):
    """What the pipeline needs of a parser."""

    def parse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
        """Every document with its sentences, in order."""
        ...


def extract(documents: Iterable[Document], parser: Parser) -> Iterator[Extraction]:
    """The provisions of each document, in the order of the documents."""
    from kg.directives import provisions

    for document, sentences in parser.parse(documents):
        yield Extraction(document, tuple(provisions(document, sentences)), len(sentences))


# Read once by a process that others are forked from: a list, a quotation, a date, a condition.
SAMPLE = b"""Sec. 1. Reporting. (a) Within 90 days of the date of this order, the Secretary of Energy, in consultation
with the Board (the "Board"), shall: (i) submit a plan to the President; and (ii) not sell the site, unless the Director
grants a waiver by July 1, 2027.

The meeting emphasized that provinces should take responsibility for implementation and that it is necessary to
strengthen supervision. No agency may procure equipment. They must report to it if the plan requires so.
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that yielded nothing, and why, as the one line that the user is told."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: its extraction or its failure, never both."""

    name: str
    extraction: Extraction | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Extractor:
    """Sources to outcomes, each on its own: one that cannot be read or understood does not stop the others.

    Picklable: it is sent to other processes. Those on this machine are forked from one that has loaded the model.
    """

    model: str | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Changes when the same bytes might yield other provisions."""
        from kg.resources import rules_fingerprint

        name, version = model_version(self.model)
        return hashlib.sha256(f"{rules_fingerprint()}\0{name}\0{version}".encode()).hexdigest()[:16]

    @property
    def made_with(self) -> str:
        """The versions of kg, of its rules and of the model, for people."""
        from kg.resources import rules_fingerprint, version

        return f"kg {version()} (rules {rules_fingerprint()[:8]}), {' '.join(model_version(self.model)).strip()}"

    def __call__(self, sources: Sequence[Source]) -> tuple[Outcome, ...]:
        """One outcome for each source. Raises ModelMissing."""
        loaded = parser(self.model)
        limits = reading_limits(self.limits)
        return tuple(_outcome(source, loaded, limits) for source in sources)

    def get_ready(self) -> None:
        """Loads the model, and what the rules load when they are first used: what is forked from here has it."""
        from kg.reading import Source

        self([Source("sample", data=SAMPLE)])


def _outcome(source: Source, loaded: Parser, limits: Limits) -> Outcome:
    from kg.reading import read

    try:
        (extraction,) = extract([read(source, limits=limits)], loaded)
    except UsageError:
        raise  # a model that is not installed concerns every document
    except KgError as error:
        return failed(source.name, error)
    except MemoryError:
        return failed(source.name, ReadError("not enough memory to read it", hint="split it, or lower --jobs"))
    except RecursionError:
        return failed(source.name, ReadError("is nested too deeply to be read"))
    except Exception as error:
        # A defect of a reader or of a rule: this document is reported, the others are built.
        what = f"internal error ({type(error).__name__}: {error})"
        return failed(source.name, ReadError(what, hint="please report it with the document"))
    return Outcome(source.name, extraction)


def failed(name: str, error: KgError) -> Outcome:
    """The outcome of a document that could not be read."""
    reason = str(error) if error.place else str(type(error)(error.reason, place=name, hint=error.hint))
    return Outcome(name, failure=Failure(name, reason))


def killed(name: str) -> Outcome:
    """The outcome of a document whose process was killed again and again."""
    hint = "it may need more memory than there is; split it, or raise the memory limit of this machine"
    return failed(name, ReadError("the process that read it was killed each time", hint=hint))


def outcomes(
    extractor: Callable[[Sequence[Source]], Sequence[Outcome]],
    sources: Sequence[Source],
    *,
    sizes: Mapping[str, int],
    jobs: int = 1,
    in_order: bool = False,
) -> Iterator[Outcome]:
    """One outcome for every source, as they are done or ``in_order`` of the sources; ``jobs`` processes."""
    from kg.corpus.plan import shards
    from kg.corpus.workers import run

    if jobs <= 1 or len(sources) < 2:
        for source in sources:
            yield from extractor([source])
        return
    named = {source.name: source for source in sources}
    tasks = [tuple(named[name] for name in shard) for shard in shards({n: sizes[n] for n in named}, jobs=jobs)]
    results = run(
        extractor,
        tasks,
        jobs=jobs,
        split=lambda task: [(source,) for source in task],
        lost=lambda task: tuple(killed(source.name) for source in task),
        ready=getattr(extractor, "get_ready", None),
    )
    done = (outcome for shard in results for outcome in shard)
    if not in_order:
        yield from done
        return
    waiting: dict[str, Outcome] = {}
    order = iter(named)
    due = next(order)
    for outcome in done:
        waiting[outcome.name] = outcome
        while due in waiting:
            yield waiting.pop(due)
            due = next(order, "")


def reading_limits(given: Mapping[str, Any]) -> Limits:
    """The limits of reading with those of kg.toml put in."""
    from kg.reading import Limits

    return Limits(**given)


def model_version(model: str | None) -> tuple[str, str]:
    """Name and version of a spaCy pipeline, without loading it. Empty version where only loading can tell."""
    import json
    from importlib.util import find_spec
    from pathlib import Path

    from kg.language import Parser

    name = Parser(model).name
    try:
        spec = find_spec(name) if name.isidentifier() else None
    except (ImportError, ValueError):
        spec = None
    folder = Path(spec.origin).parent if spec and spec.origin else Path(name)
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return name, ""
    return name, str(meta.get("version", ""))


@cache
def parser(model: str | None) -> Parser:
    """The parser with that spaCy pipeline; one for each process, for it takes a second to load."""
    from kg.language import Parser

    return Parser(model)
