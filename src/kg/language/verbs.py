"""Which words are verbs, and what their base form is: by the tables of the pipeline's own lemmatizer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_KEPT = 50_000  # words whose answers are remembered
# Verbs that the table lacks and policy texts use.
_MORE = ("be", "co-ordinate", "disaggregate", "speed", "unblock")
# Base forms that the tables give to another verb: laws "lay down rules", and nothing in them "lay" yesterday.
_OWN = frozenset({"lay"})
_PREFIXES = ("co-", "re-", "de-", "re", "over", "out", "under", "mis", "pre")
# Base forms that are also the past tense of another verb, which these texts hardly use: "lay down rules".
_BASES = ("lay",)
_AUXILIARIES = {"'s": "be", "’s": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be",
                "am": "be", "has": "have", "had": "have", "having": "have", "'ll": "will", "’ll": "will", "wo": "will",
                "ca": "can", "sha": "shall"}  # fmt: skip


@dataclass(slots=True)
class Verbs:
    """Base forms, exceptions and suffix rules of verbs. Remembers its answers, within bounds."""

    index: frozenset[str] = frozenset()
    exceptions: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[tuple[str, str], ...] = ()
    others: frozenset[str] = frozenset()  # nouns and adjectives
    _lemmas: dict[str, str] = field(default_factory=dict)
    _bases: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, nlp: Any) -> Verbs:
        """The tables of a loaded pipeline; empty ones where it has no lemmatizer by rule."""
        tables = nlp.get_pipe("lemmatizer").lookups if "lemmatizer" in nlp.pipe_names else None
        if tables is None or not all(tables.has_table(f"lemma_{name}") for name in ("index", "exc", "rules")):
            return cls(frozenset(_MORE))
        exceptions = {word: str(forms[0]) for word, forms in tables.get_table("lemma_exc")["verb"].items()}
        rules = tuple((str(old), str(new)) for old, new in tables.get_table("lemma_rules")["verb"])
        index = tables.get_table("lemma_index")
        others = frozenset((*index["noun"], *index["adj"]))
        return cls(frozenset((*index["verb"], *_MORE)), exceptions, rules, others)

    def known(self, word: str) -> bool:
        """Whether the word, in lower case, is the base form of a verb."""
        if word in self.index:
            return True
        # what dictionaries of American English leave out: "subsidise", "reconnect", "co-fund"
        american = f"{word[:-3]}ize" if word.endswith("ise") else f"{word[:-3]}yze" if word.endswith("yse") else ""
        prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) - len(p) > 3), None)
        return american in self.index or (prefix is not None and word[len(prefix) :] in self.index)

    def unmistakable(self, word: str) -> bool:
        """Whether the word, in lower case, is the base form of a verb and no noun or adjective ("stabilize")."""
        return bool(self.others) and word not in self.others and word in self.index

    def lemma(self, word: str) -> str:
        """A verb's base form, in lower case; the word itself where no table knows it."""
        found = self._lemmas.get(word)
        if found is None:
            if len(self._lemmas) >= _KEPT:
                self._lemmas.clear()
            found = self._lemmas[word] = self._lemma(word.lower())
        return found

    def bases(self, word: str) -> tuple[str, ...]:
        """The base forms of verbs that the word may be: itself, or itself without an ending in -s."""
        found = self._bases.get(word)
        if found is None:
            if len(self._bases) >= _KEPT:
                self._bases.clear()
            found = self._bases[word] = tuple(base for base in _without_s(word.lower()) if self.known(base))
        return found

    def _lemma(self, word: str) -> str:
        if word in _AUXILIARIES:
            return _AUXILIARIES[word]
        if word in _BASES:
            return word
        if word in _OWN:
            return word
        if word in self.exceptions:
            return self.exceptions[word]
        if self.known(word):
            return word
        bases = [word[: len(word) - len(old)] + new for old, new in self.rules if word.endswith(old)]
        for is_base in (self.index.__contains__, self.known):  # "reached" is no form of "re-ache"
            found = next((base for base in bases if is_base(base)), None)
            if found is not None:
                return found
        return word


def _without_s(word: str) -> tuple[str, ...]:
    if word.endswith("es"):
        return word, word[:-1], word[:-2]
    return (word, word[:-1]) if word.endswith("s") else (word,)
