"""Words to tags and dependency trees, in batches, with the layers of a spaCy pipeline.

What comes out is what ``nlp(Doc(words))`` gives; what is saved is what it does again and again. A word's place in a
sentence does not change its embedding, only the layers behind it: embeddings are kept by word. The tokenizer looks
at one stretch between blanks at a time: its tokens are kept by stretch. Both memories are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from kg.language.encoder import Convolution, convolutions, encode
from kg.language.products import missing, multiply
from kg.language.transitions import Transitions

STRETCHES = 20_000  # stretches between blanks whose tokens are kept
ROWS = 20_000  # words whose embeddings are kept: 8 MB for the small pipelines
NEW_WORDS = 40_000  # words that a vocabulary takes in before it is replaced by an empty one
_HYPHENS = ("-", "‑")
# Words that no tokenizer of English divides, unless it lists them as exceptions, and the stop that it splits off.
_PLAIN = re.compile(r"([A-Za-z]+|[0-9]+)([,;:]|(?<=[a-z0-9])\.)?")
_STRETCH = re.compile(r"\S+")
# Layers that treat each token by itself: an embedding made of nothing else is a function of the word alone.
_TOKENWISE = re.compile(
    r"extract_features|list2ragged|ragged2list|ints-getitem|hashembed|static_vectors|maxout|layernorm|dropout"
)
_OF_THE_WORD = frozenset({"ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE", "LENGTH"})


_Stretch = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...], tuple[int, ...]]  # words, keys, starts, ends


@dataclass(slots=True)
class Words:
    """A sentence's tokens as columns. ``keys`` tell words of the same form but another norm apart ("'d": "would")."""

    words: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)  # whether a blank follows
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, word: str, start: int, end: int, space: bool) -> None:
        """Adds one word that stands for ``start``–``end``."""
        self.words.append(word)
        self.keys.append(word)
        self.spaces.append(space)
        self.starts.append(start)
        self.ends.append(end)


@dataclass(frozen=True, slots=True)
class Annotation:
    """Penn Treebank tags, ClearNLP labels, and for each token the index of its head (a root is its own)."""

    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]


class Annotator:
    """The tagger and parser of a loaded pipeline."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._stretches: dict[str, _Stretch] = {}
        names = [n for n in ("tok2vec", "transformer", "tagger", "parser") if n in nlp.pipe_names]
        self._components = [nlp.get_pipe(name) for name in names]
        self._labels: dict[int, str] = {}
        self._layers = _Layers.of(nlp)
        # spaCy's maps of words grow with every word that was ever put in, even where a memory zone takes it out again.
        # New words therefore go to a vocabulary that is thrown away from time to time.
        self._vocab, self._tokenizer = nlp.vocab, nlp.tokenizer
        is_english = nlp.lang == "en" and type(nlp.tokenizer).__name__ == "Tokenizer"
        self._exceptions = nlp.tokenizer.rules.keys() if is_english else None
        self._taken_in = 0
        self._matrix: Any = None
        if self._layers is not None:
            self._tags: tuple[str, ...] = tuple(nlp.get_pipe("tagger").labels)
            self._vocab = _emptied(nlp)
            self._forget()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """New words met inside are forgotten at the end, or later, when they have become many."""
        if self._layers is None:
            with self._nlp.memory_zone():
                yield
            return
        if self._taken_in >= NEW_WORDS:
            self._vocab = _emptied(self._nlp)
            self._tokenizer = _refilling(self._nlp.tokenizer, self._vocab)
            self._taken_in = 0
        yield

    # -- tokens ------------------------------------------------------------------------------------------------

    def tokenize(self, text: str, at: int, into: Words) -> None:
        """Adds the tokens of the text, white space left out; ``at`` is the offset of its first character."""
        known = self._stretches
        for found in _STRETCH.finditer(text):
            stretch = found[0]
            entry = known.get(stretch)
            if entry is None:
                entry = self._learn(stretch)
            words, keys, starts, ends = entry
            begin = at + found.start()
            end = found.end()
            into.words += words
            into.keys += keys
            if len(words) == 1:
                into.starts.append(begin)
                into.ends.append(at + end)
            else:
                into.starts += [begin + s for s in starts]
                into.ends += [begin + e for e in ends]
                into.spaces += (False,) * (len(words) - 1)
            into.spaces.append(text[end : end + 1] == " ")

    def _learn(self, stretch: str) -> _Stretch:
        if len(self._stretches) >= STRETCHES:
            self._stretches.clear()
        entry = self._stretches[stretch] = self._undivided(stretch) or self._divided(stretch)
        return entry

    def _undivided(self, stretch: str) -> _Stretch | None:
        """One word, with a stop behind it or without, where the tokenizer is known to leave such words whole."""
        found = _PLAIN.fullmatch(stretch)
        if found is None or self._exceptions is None:
            return None
        word, stop = found.groups()
        if word in self._exceptions or stretch in self._exceptions:
            return None
        if not stop:
            return (word,), (word,), (0,), (len(word),)
        return (word, stop), (word, stop), (0, len(word)), (len(word), len(stretch))

    def _divided(self, stretch: str) -> _Stretch:
        words: list[str] = []
        keys: list[str] = []
        starts: list[int] = []
        self._taken_in += 1
        for token in self._tokenizer(stretch):
            word = token.text
            if words and _continues(words[-1], word):
                words[-1] += word
                keys[-1] = words[-1]
                continue
            words.append(word)
            # A norm that the tokenizer gave to this token alone ("ca" in "can't") is part of what the word is.
            keys.append(word if token.norm == token.lex.norm else f"{word}\0{token.norm_}")
            starts.append(token.idx)
        ends = tuple(s + len(w) for s, w in zip(starts, words, strict=True))
        return tuple(words), tuple(keys), tuple(starts), ends

    # -- annotations -------------------------------------------------------------------------------------------

    def annotate(self, batch: Sequence[Words]) -> list[Annotation]:
        """The annotation of every sentence. None may be empty. Call inside ``batch``."""
        if not batch:
            return []
        return self._by_layers(batch, self._layers) if self._layers is not None else self._by_components(batch)

    def _by_layers(self, batch: Sequence[Words], layers: _Layers) -> list[Annotation]:
        vectors, firsts = self._vectors(batch, layers)
        tags, names = layers.tags(vectors), self._tags
        trees = layers.transitions.trees(vectors, firsts, [len(sentence.words) for sentence in batch])
        return [
            Annotation(tuple([names[t] for t in tags[first : first + len(heads)]]), deps, heads)
            for first, (deps, heads) in zip(firsts, trees, strict=True)
        ]

    def _vectors(self, batch: Sequence[Words], layers: _Layers) -> tuple[Any, list[int]]:
        """(context-dependent vectors, the row of each sentence's first token)."""
        import numpy

        if len(self._spaced) + len(self._tight) > ROWS:
            self._forget()
        self._embed(batch, layers)
        spaced, tight = self._spaced, self._tight
        rows: list[int] = [0] * layers.pad  # row 0 is padding
        firsts = []
        for sentence in batch:
            firsts.append(len(rows))
            rows += [spaced[k] if s else tight[k] for k, s in zip(sentence.keys, sentence.spaces, strict=True)]
            rows += [0] * layers.pad
        rows += [0] * missing(len(rows))
        return encode(layers.convolutions, self._matrix[numpy.array(rows)]), firsts

    def _embed(self, batch: Sequence[Words], layers: _Layers) -> None:
        """Gives a row to every word of the batch that has none."""
        import numpy
        from spacy.tokens import Doc

        spaced, tight = self._spaced, self._tight
        new: list[tuple[str, bool]] = []
        count = len(spaced) + len(tight) + 1
        for sentence in batch:
            for key, space in zip(sentence.keys, sentence.spaces, strict=True):
                known = spaced if space else tight
                if key not in known:
                    known[key] = count
                    count += 1
                    new.append((key, space))
        if not new:
            return
        fill = missing(len(new))
        forms = [key.partition("\0") for key, _ in new]
        self._taken_in += len(new)
        doc = Doc(self._vocab, words=[f[0] for f in forms] + ["the"] * fill, spaces=[s for _, s in new] + [True] * fill)
        for token, (_, apart, norm) in enumerate(forms):
            if apart:
                doc[token].norm_ = norm
        if count > len(self._matrix):
            larger = numpy.zeros((max(count, 2 * len(self._matrix)), layers.width), dtype="float32")
            larger[: len(self._matrix)] = self._matrix
            self._matrix = larger
        self._matrix[count - len(new) : count] = layers.embed(doc)[: len(new)]

    def _forget(self) -> None:
        import numpy

        assert self._layers is not None
        self._spaced: dict[str, int] = {}
        self._tight: dict[str, int] = {}
        self._matrix = numpy.zeros((ROWS // 4, self._layers.width), dtype="float32")

    def _by_components(self, batch: Sequence[Words]) -> list[Annotation]:
        """For pipelines of another build (a transformer): the components as they are."""
        from spacy.attrs import TAG
        from spacy.tokens import Doc

        docs = []
        for sentence in batch:
            starts: list[bool | int | None] = [i == 0 for i in range(len(sentence.words))]
            doc = Doc(self._nlp.vocab, words=sentence.words, spaces=sentence.spaces, sent_starts=starts)
            for i, key in enumerate(sentence.keys):
                if "\0" in key:
                    doc[i].norm_ = key.partition("\0")[2]
            docs.append(doc)
        for component in self._components:
            docs = list(component.pipe(docs, batch_size=len(docs)))
        return [Annotation(tuple(self._label(t) for t in d.to_array([TAG]).tolist()), *self._arcs(d)) for d in docs]

    def _arcs(self, doc: Any) -> tuple[tuple[str, ...], tuple[int, ...]]:
        from spacy.attrs import DEP, HEAD

        table = doc.to_array([DEP, HEAD])
        label = self._labels
        try:
            deps = tuple([label[d] for d in table[:, 0].tolist()])
        except KeyError:
            deps = tuple([self._label(d) for d in table[:, 0].tolist()])
        return deps, tuple([i + d for i, d in enumerate(table[:, 1].astype("int64").tolist())])

    def _label(self, key: int) -> str:
        found = self._labels.get(key)
        if found is None:
            found = self._labels[key] = self._nlp.vocab.strings[key]
        return found


def _continues(before: str, word: str) -> bool:
    """Whether two tokens are one compound: split at its hyphens, its parts would become conjuncts of their own."""
    hyphen = word in _HYPHENS
    return (
        (hyphen or before[-1:] in _HYPHENS)
        and (before[-1:].isalnum() or len(before) > 1)
        and (hyphen or word[0].isalnum())
    )


def _emptied(nlp: Any) -> Any:
    """A vocabulary like the pipeline's without its words, which computes of new ones only what embeddings look at."""
    from spacy.attrs import IDS
    from spacy.vocab import Vocab

    wanted = {IDS[name] for name in _OF_THE_WORD}
    getters = {attribute: f for attribute, f in nlp.vocab.lex_attr_getters.items() if attribute in wanted}
    vocab = Vocab(lex_attr_getters=getters, lookups=nlp.vocab.lookups)
    if len(nlp.vocab.vectors):  # those take in the words of every vocabulary that they serve, and keep them
        vocab.vectors = nlp.vocab.vectors
    return vocab


def _refilling(old: Any, vocab: Any) -> Any:
    """A tokenizer like the given one that fills that vocabulary."""
    from spacy.tokenizer import Tokenizer

    if type(old) is not Tokenizer:
        return old
    return Tokenizer(
        vocab,
        rules=old.rules,
        prefix_search=old.prefix_search,
        suffix_search=old.suffix_search,
        infix_finditer=old.infix_finditer,
        token_match=old.token_match,
        url_match=old.url_match,
        faster_heuristics=old.faster_heuristics,
    )


@dataclass(frozen=True, slots=True)
class _Layers:
    """The layers of a pipeline whose tagger and parser listen to one tok2vec component."""

    embedding: Any
    convolutions: tuple[Convolution, ...]
    tag_weights: Any
    tag_bias: Any
    transitions: Transitions
    pad: int
    width: int

    @classmethod
    def of(cls, nlp: Any) -> _Layers | None:
        """The layers, or None for a pipeline that is built otherwise."""
        import numpy

        if "tok2vec" not in nlp.pipe_names:
            return None
        parsing = nlp.get_pipe("parser")
        vectors, tagger, parser = nlp.get_pipe("tok2vec").model, nlp.get_pipe("tagger").model, parsing.model
        listening = all(
            m.has_ref("tok2vec") and m.get_ref("tok2vec").name.startswith("tok2vec-listener") for m in (tagger, parser)
        )
        if not (listening and vectors.has_ref("embed") and vectors.has_ref("encode") and tagger.has_ref("softmax")):
            return None
        embed, encoder = vectors.get_ref("embed"), vectors.get_ref("encode")
        leaves = [layer for layer in embed.walk() if not layer.layers]
        columns = {c for layer in leaves if layer.name == "extract_features" for c in layer.attrs["columns"]}
        if not all(_TOKENWISE.fullmatch(layer.name) for layer in leaves) or not columns <= _OF_THE_WORD:
            return None
        if not encoder.name.startswith("with_array(") or len(encoder.layers) != 1 or not vectors.has_dim("nO"):
            return None
        layers, transitions, softmax = (
            convolutions(encoder.layers[0]),
            Transitions.of(parsing),
            tagger.get_ref("softmax"),
        )
        if layers is None or transitions is None:
            return None
        weights = numpy.ascontiguousarray(softmax.get_param("W").T)
        pad, width = int(encoder.attrs["pad"]), embed_width(embed, encoder)
        return cls(embed, layers, weights, softmax.get_param("b"), transitions, pad, width)

    def embed(self, doc: Any) -> Any:
        """One row for each token."""
        return self.embedding.predict([doc])[0]

    def tags(self, vectors: Any) -> list[int]:
        """The index of each row's best tag."""
        import numpy

        scores = multiply(vectors, self.tag_weights, numpy.empty((len(vectors), len(self.tag_bias)), dtype="float32"))
        scores += self.tag_bias
        found: list[int] = scores.argmax(axis=1).tolist()
        return found


def embed_width(embed: Any, encode: Any) -> int:
    """How many numbers a word's embedding has."""
    return int(embed.get_dim("nO") if embed.has_dim("nO") else encode.get_dim("nO"))
