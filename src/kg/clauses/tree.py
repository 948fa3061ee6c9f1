"""A sentence's dependency tree, open to repair, and the phrases that can be read off it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile

from kg.model import Phrase, Span
from kg.sentence import Sentence

_EDGE_TAGS = frozenset({",", ":", ".", "``", "''", "HYPH", "-LRB-", "-RRB-", "NFP", "_SP"})
_EDGES = "“”\"«»‘’' ,;:.–—-…"


class Tree:
    """Tags, labels and heads of a sentence as lists that repairs may change, with the children of every token."""

    __slots__ = ("_subtrees", "children", "deps", "heads", "lemmas", "lower", "sentence", "tags", "text", "words")

    def __init__(self, sentence: Sentence, text: str) -> None:
        self.sentence = sentence
        self.text = text  # the document's
        self.words = sentence.words
        self.lower = [w.lower() for w in sentence.words]
        self.tags = list(sentence.tags)
        self.deps = list(sentence.deps)
        self.heads = list(sentence.heads)
        self.lemmas = list(sentence.lemmas)
        self._subtrees: dict[int, list[int]] = {}  # forgotten when the tree changes
        self.children: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)

    def __len__(self) -> int:
        return len(self.words)

    # -- walking ----------------------------------------------------------------------------------------------

    def attach(self, child: int, head: int, dep: str) -> None:
        """Hangs the child on another head; refuses to make a cycle."""
        if child == head or head in self.subtree(child):
            return
        old = self.heads[child]
        if old != child and child in self.children[old]:
            self.children[old].remove(child)
        self._subtrees.clear()
        self.heads[child], self.deps[child] = head, dep
        self.children[head].append(child)
        self.children[head].sort()

    def root_at(self, child: int, dep: str = "ROOT") -> None:
        """Makes the token a root of its own."""
        old = self.heads[child]
        if old != child:
            self.children[old].remove(child)
        self._subtrees.clear()
        self.heads[child], self.deps[child] = child, dep

    def kids(self, head: int, *deps: str) -> list[int]:
        """The head's children with one of the labels, in the order of the text."""
        below = self.children[head]
        if not below:
            return []
        labels = self.deps
        return [c for c in below if labels[c] in deps]

    def kid(self, head: int, *deps: str) -> int | None:
        """The first of them."""
        labels = self.deps
        for c in self.children[head]:
            if labels[c] in deps:
                return c
        return None

    def subtree(self, head: int, skip: Iterable[int] = ()) -> list[int]:
        """The token and all below it, but for the branches to skip, in the order of the text."""
        if not self.children[head]:
            return [head]
        skipped = set(skip)
        known = self._subtrees.get(head) if not skipped else None
        if known is not None:
            return known.copy()
        children, above = self.children, self.heads[head]
        found = [head]
        for token in found:
            if skipped or token == above:  # a token has one head: a circle can only close at the first
                found += [c for c in children[token] if c not in skipped and c != head]
            else:
                found += children[token]
        found.sort()
        if not skipped:
            self._subtrees[head] = found.copy()
        return found

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above the token, nearest first."""
        seen = {token}
        while self.heads[token] not in seen:
            token = self.heads[token]
            seen.add(token)
            yield token

    def between(self, token: int, above: int) -> list[int]:
        """The tokens above one, up to another."""
        return list(takewhile(lambda a: a != above, self.ancestors(token)))

    def conjuncts(self, head: int) -> list[int]:
        """The head and what is coordinated with it: a chain or a star, followed to the end."""
        found = [head]
        labels = self.deps
        for token in found:
            for c in self.children[token]:
                if labels[c] == "conj" and c not in found:
                    found.append(c)
        found.sort()
        return found

    def first_conjunct(self, token: int) -> int:
        """The first link of the chain of coordination that the token stands in."""
        seen = {token}
        while self.deps[token] == "conj" and self.heads[token] not in seen:
            token = self.heads[token]
            seen.add(token)
        return token

    # -- words ------------------------------------------------------------------------------------------------

    def is_verb(self, token: int) -> bool:
        """Tagged as a verb, not as an auxiliary."""
        return self.tags[token][0] == "V" and self.deps[token] not in ("aux", "auxpass")

    def has_words(self, token: int) -> bool:
        """Whether the text holds words for the token (an expletive shown to the parser only has none)."""
        return self.sentence.ends[token] > self.sentence.starts[token]

    def mark(self, token: int) -> str:
        """The rule of what the token stands for, or an empty string."""
        found = self.sentence.marks.get(token)
        return found.rule if found else ""

    def before(self, token: int, *, skip_adverbs: bool = True) -> int | None:
        """The token before, passing over adverbs."""
        at = token - 1
        while at >= 0 and skip_adverbs and self.tags[at] in ("RB", "RBR", "RBS"):
            at -= 1
        return at if at >= 0 else None

    # -- phrases ----------------------------------------------------------------------------------------------

    def phrase(self, tokens: Iterable[int], *, tight: bool = False) -> Phrase | None:
        """The words of the tokens as they stand: one piece where the text holds them in one piece.

        Gaps that hold only what was taken out before parsing, or punctuation, do not split a phrase, unless it is to
        be ``tight``: then an adjunct that was taken out is no part of it.
        """
        sentence, tags, text = self.sentence, self.tags, self.text
        starts, ends = sentence.starts, sentence.ends
        chosen = sorted([t for t in set(tokens) if ends[t] > starts[t]])
        while chosen and (
            (tags[chosen[-1]] == "CC" and not self._goes_on(chosen[-1]))
            or (tags[chosen[-1]] in _EDGE_TAGS and self._is_edge(chosen[-1]))
        ):
            chosen.pop()
        while chosen and tags[chosen[0]] in _EDGE_TAGS and self._is_edge(chosen[0]):
            chosen.pop(0)
        if not chosen:
            return None
        first, last, inherited = chosen[0], chosen[-1], sentence.inherited
        torn = tight and self._holds_adjunct(starts[first], ends[last])
        if not torn and last - first + 1 == len(chosen) and (first < inherited) == (last < inherited):
            start, end = self._trimmed(starts[first], ends[last])
            return Phrase(text[start:end], start, end) if end > start else None
        runs = [[t] for t in chosen] if torn else self._runs(chosen)
        pieces = [self._trimmed(starts[run[0]], ends[run[-1]]) for run in runs]
        spans = [Span(start, end) for start, end in pieces if end > start]
        if not spans:
            return None
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        if len(spans) == 1:
            return Phrase(text[start:end], start, end)
        return Phrase(" ".join(s.of(text) for s in spans), start, end, implied=True, parts=tuple(spans))

    def _holds_adjunct(self, start: int, end: int) -> bool:
        return any(i.kind != "parenthesis" and start < i.span.start < end for i in self.sentence.insertions)

    def _goes_on(self, conjunction: int) -> bool:
        """Whether a quotation stands behind "and"."""
        behind = conjunction + 1
        return behind < len(self) and (self.tags[behind] in ("``", "''") or self.mark(behind) == "quote")

    def _runs(self, chosen: list[int]) -> list[list[int]]:
        """The tokens in stretches that the text holds in one piece; a lead-in and its item are apart."""
        runs, inherited = [[chosen[0]]], self.sentence.inherited
        for before, token in pairwise(chosen):
            apart = (before < inherited) != (token < inherited)
            if apart or any(not self._is_edge(t) and self.has_words(t) for t in range(before + 1, token)):
                runs.append([token])
            else:
                runs[-1].append(token)
        return runs

    def _is_edge(self, token: int) -> bool:
        return self.tags[token] in _EDGE_TAGS and not self.words[token][0].isalnum() and self.mark(token) != "quote"

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The stretch without the quotation marks, blanks and stops around it, with a bracket that it leaves open."""
        text = self.text
        if start < end and text[start].isalnum() and text[end - 1].isalnum() and text[end : end + 1] != ")":
            return start, end
        if (
            text[start : start + 1] in '“"«‘'
            and text[end - 1 : end] in '”"»’'
            and end - start > 2
            and not any(c in text[start + 1 : end - 1] for c in '“”"')
        ):
            start, end = start + 1, end - 1
        while start < end and (text[start] in _EDGES or text[start].isspace()):
            if text[start] in '“"«‘' and any(c in text[start + 1 : end] for c in '”"»’'):
                break
            start += 1
        while end > start and (
            text[end - 1] in ",;:–—-… "
            or text[end - 1].isspace()
            or (text[end - 1] == "." and not text[max(start, end - 4) : end - 1].count("."))
        ):
            end -= 1
        if text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")":
            end += 1
        return start, end
