"""Pronouns in the actor's place, resolved where the paragraph leaves one candidate."""

from __future__ import annotations

from dataclasses import replace

from kg.clauses import Tree
from kg.directives.draft import Draft
from kg.directives.sharing import understood
from kg.model import Phrase
from kg.rules import lexicon

_SINGULAR = frozenset({"it"})
_PLURAL = frozenset({"they"})


class Antecedents:
    """Who was named so far in a paragraph, nearest last."""

    def __init__(self) -> None:
        self._named: list[tuple[int, Phrase]] = []

    def resolve(self, drafts: list[Draft], tree: Tree) -> list[Draft]:
        """The drafts with "it" and "they" replaced by whom they stand for: implied, with that name's place.

        "They" that nobody answers to stays as it stands; "it" names nobody and leaves the slot
        empty, unless it is told to do something.
        """
        resolved = []
        own = _subjects(tree)  # those of a list's lead-in among them
        self._named += own
        for draft in drafts:
            actor = draft.actor
            if draft.predicate.split()[0] in lexicon("containing"):
                pass  # "When Member States adopt measures, they shall contain a reference": not Member States
            elif actor is not None and actor.text.lower() in _SINGULAR | _PLURAL:
                plural = actor.text.lower() in _PLURAL
                before = [(depth, p) for depth, p in self._named if p.end <= actor.start and _is_plural(p) == plural]
                named = {p.text.lower() for _, p in before if not plural or p.text[0].isupper() or _is_body(p)}
                if draft.force.rule.startswith("directive") and draft.attribution is not None:
                    before = [(depth, p) for depth, p in before if p.text != draft.attribution.text]  # tells another
                if not plural:
                    before = [(depth, p) for depth, p in before if not _is_person(p)]
                here = [pair for pair in before if pair in own]
                if here or (before and len(named) == 1):
                    # the subject that stands highest in the sentence, then the nearest
                    draft = replace(
                        draft, actor=understood(min(here or before, key=lambda pair: (pair[0], -pair[1].start))[1])
                    )
                elif not plural and not draft.force.rule.startswith("directive"):
                    draft = replace(draft, actor=None)
                if draft.actor is None and draft.object is None:
                    continue
            elif actor is not None and actor.text.lower() == "them":
                draft = replace(
                    draft,
                    actor=_told(actor, draft.attribution, [p for _, p in own if p.start >= tree.sentence.span.start])
                    or actor,
                )
            resolved.append(draft)
        return resolved


def _told(them: Phrase, speaker: Phrase | None, named: list[Phrase]) -> Phrase | None:
    """ "calls upon States to V and urges them to W": the only ones named in the sentence before, the speaker aside."""
    before = {p.text.lower(): p for p in named if p.end <= them.start and p != speaker}
    only = next(iter(before.values())) if len(before) == 1 else None
    return understood(only) if only is not None and _is_plural(only) and " and " not in only.text else None


def _subjects(tree: Tree) -> list[tuple[int, Phrase]]:
    """(how deep its clause is, name) for every subject, conditions included: "Where the office finds …, it shall …"."""
    found = []
    for token, dep in enumerate(tree.deps):
        if (
            dep not in ("nsubj", "nsubjpass")
            or tree.lower[token] in lexicon("pronouns")
            or tree.lower[token] in ("it", "there")
        ):
            continue
        skip = [c for c in tree.children[token] if tree.deps[c] in ("relcl", "appos", "acl")]
        phrase = tree.phrase(tree.subtree(token, skip))
        if phrase is not None and not phrase.implied:
            found.append((sum(tree.is_verb(a) for a in tree.ancestors(token)), phrase))
    return found


def _is_plural(phrase: Phrase) -> bool:
    """By the form of its words: "Member States", "cities and counties"."""
    text = phrase.text.lower()
    head = text.split(" of ")[0].split(" in ")[0].split(" for ")[0].split()[-1]
    return " and " in text.split(" of ")[0] or (head.endswith("s") and not head.endswith(("ss", "us", "is")))


def _is_person(phrase: Phrase) -> bool:
    """Whether the words before "of" end in an office: "the Secretary of State"."""
    words = phrase.text.lower().split(" of ")[0].split(" for ")[0].split()
    return words[-1] in lexicon("offices") or words[-1] in ("envoy", "mayor")


def _is_body(phrase: Phrase) -> bool:
    """Whether the words before "of" name somebody."""
    words = phrase.text.lower().split(" of ")[0].split()
    return any(w in lexicon("bodies") or w.removesuffix("s") in lexicon("bodies") for w in words)
