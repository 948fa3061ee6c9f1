"""A spaCy component that fills ``doc._.directives``: ``nlp.add_pipe("kg_directives")``.

It reads the document's own tags and dependency tree, so it costs no second parse. What ``kg`` does before it parses
is therefore not done: quoted titles, parentheses and frames such as "It is necessary to" stand in the tree as the
parser saw them, sentences are the parser's own, and headings and lists are not told apart. Provisions from
``kg.extract`` are better; these come where a spaCy pipeline already runs.
"""

from __future__ import annotations

import pkgutil
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import UsageError
from kg.language.verbs import Verbs
from kg.model import Block, BlockKind, Document, Provision, Span
from kg.sentence import Sentence

_GAP = re.compile(r"\n[^\S\n]*\n\s*")


@Language.factory("kg_directives", assigns=["doc._.directives"], requires=["token.tag", "token.dep", "token.head"])
def make_component(nlp: Any, name: str) -> Directives:
    """The factory behind ``nlp.add_pipe("kg_directives")``."""
    # spaCy finds this factory by its entry point, beside the pipeline that composes the stages: what reads sentences
    # is looked up by its name, as the entry point itself is.
    return Directives(nlp, pkgutil.resolve_name("kg.directives:provisions"))


class Directives:
    """Sets ``doc._.directives`` to the tuple of a parsed document's provisions, their offsets into ``doc.text``."""

    def __init__(self, nlp: Any, provisions: Callable[[Document, Sequence[Sentence]], tuple[Provision, ...]]) -> None:
        self._nlp = nlp
        self._provisions = provisions
        self._verbs: Verbs | None = None
        if not Doc.has_extension("directives"):
            Doc.set_extension("directives", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Raises UsageError where nothing before it in the pipeline has tagged and parsed the document."""
        if self._verbs is None:  # the lemmatizer may have been added after this component
            self._verbs = Verbs.of(self._nlp)
        document = document_of(doc)
        doc._.directives = self._provisions(document, tuple(sentences_of(doc, document, self._verbs)))
        return doc


def document_of(doc: Doc) -> Document:
    """The text with its paragraphs, which are apart by empty lines."""
    starts = [0, *(m.end() for m in _GAP.finditer(doc.text))]
    ends = [*(m.start() for m in _GAP.finditer(doc.text)), len(doc.text)]
    spans = [Span(start, end) for start, end in zip(starts, ends, strict=True) if end > start]
    blocks = tuple(Block(BlockKind.PARAGRAPH, span, number) for number, span in enumerate(spans, 1))
    return Document("doc", doc.text, blocks)


def sentences_of(doc: Doc, document: Document, verbs: Verbs) -> Iterator[Sentence]:
    """The document's sentences as plain values: white space is left out, heads are counted anew."""
    if len(doc) and not (doc.has_annotation("TAG") and doc.has_annotation("DEP")):
        raise UsageError("the document is not tagged and parsed", place="kg_directives",
                         hint="put it behind a tagger and a parser")  # fmt: skip
    begins = [block.span.start for block in document.blocks]
    for sent in doc.sents:
        tokens = [token for token in sent if not token.is_space]
        if not any(token.text[0].isalpha() for token in tokens):
            continue
        place = {token.i: index for index, token in enumerate(tokens)}
        words, tags = tuple(t.text for t in tokens), tuple(t.tag_ for t in tokens)
        verbal = {base for w, t in zip(words, tags, strict=True) if t[:1] in "NJRI" and t for base in verbs.bases(w)}
        start = tokens[0].idx
        yield Sentence(
            span=Span(start, tokens[-1].idx + len(tokens[-1])),
            block=document.blocks[max(bisect_right(begins, start) - 1, 0)],
            words=words,
            starts=tuple(t.idx for t in tokens),
            ends=tuple(t.idx + len(t) for t in tokens),
            tags=tags,
            deps=tuple(t.dep_ for t in tokens),
            heads=tuple(place.get(t.head.i, index) for index, t in enumerate(tokens)),
            lemmas=tuple(_lemma(t, verbs) for t in tokens),
            verbal=frozenset(verbal),
            unmistakable=frozenset(w for w in verbal if verbs.unmistakable(w)),
        )


def _lemma(token: Any, verbs: Verbs) -> str:
    if not token.tag_.startswith("V") and token.tag_ != "MD":
        return ""
    return verbs.lemma(token.text) if verbs.rules else token.lemma_.lower() or token.lower_
