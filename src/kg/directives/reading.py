"""Documents' sentences into provisions: interpretation, then speakers, antecedents and shared objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.clauses import Tree, repair
from kg.directives.anaphora import Antecedents
from kg.directives.confidence import confidence
from kg.directives.draft import Context, Draft
from kg.directives.enumerations import announces, is_item
from kg.directives.interpretation import Interpretation
from kg.directives.roles import roles
from kg.directives.sharing import share_light_objects
from kg.model import Block, Constraint, Document, Phrase, Provision
from kg.sentence import Sentence


def provisions(document: Document, sentences: Sequence[Sentence]) -> tuple[Provision, ...]:
    """Every provision of the document, in the order of the text, without doubles."""
    found: dict[str, Provision] = {}
    speaker: Phrase | None = None
    block: Block | None = None
    identity = document.id
    antecedents = Antecedents()
    announcing: list[Provision] = []  # "the following bodies may object:" is said by its items, where these are nouns
    for sentence in sentences:
        if block is None or sentence.block.number != block.number:
            if not sentence.inherited and not _continues(sentence.block, block):
                antecedents = Antecedents()
            speaker, block = None, sentence.block
        tree = Tree(sentence, document.text)
        repair(tree)
        interpretation = Interpretation(tree)
        drafts = interpretation.read(Context()) + roles(tree)
        if not is_item(tree, interpretation.enumeration):
            found.update((p.id, p) for p in announcing)
        announcing = []
        drafts = antecedents.resolve(share_light_objects(drafts), tree)
        if sentence.inherited:
            drafts = [d for d in drafts if d.verb >= sentence.inherited or _reaches(d, sentence.span.start)]
        for draft in drafts:
            provision = _provision(identity, sentence, draft, speaker)
            provision = replace(provision, confidence=confidence(provision, tree, draft.verb))
            if interpretation.is_lead_in and announces(provision):
                announcing.append(provision)
            else:
                found.setdefault(provision.id, provision)
        if interpretation.speaker is not None and interpretation.speaker.text.lower() not in _PRONOUNS:
            speaker = interpretation.speaker
    found.update((p.id, p) for p in announcing)
    return tuple(sorted(found.values(), key=lambda p: p.sentence.start))


def _reaches(draft: Draft, start: int) -> bool:
    """Whether any slot of what a list's lead-in says has words of the item: else the lead-in has said it already."""
    around = draft.adjuncts
    slots = (draft.actor, draft.action, draft.object, draft.recipient, around.purpose, around.consequence)
    more = (*around.conditions, *(c.phrase for c in around.constraints))
    return any(p is not None and p.end > start for p in (*slots, *more))


def _continues(block: Block, before: Block | None) -> bool:
    """ "It may also: …" goes on from the numbered paragraph before, not from anything farther away."""
    return before is not None and bool(block.path) and block.path[:1] == before.path[:1]


_PRONOUNS = frozenset(("it", "he", "she", "they"))


def _provision(document: str, sentence: Sentence, draft: Draft, speaker: Phrase | None) -> Provision:
    says = draft.attribution
    if says is not None and says.text.lower() in _PRONOUNS and speaker is not None:
        says = speaker  # "It stressed that …": who spoke before
    if (
        says is None
        and speaker is not None
        and not (draft.actor is not None and draft.actor.text.lower() == speaker.text.lower())
    ):
        says = speaker  # carried on through the paragraph, but nobody reports his own doings
    around = draft.adjuncts
    return Provision(
        document=document,
        sentence=sentence.span,
        action=_placed(draft.action, sentence),
        actor=_placed_or_none(draft.actor, sentence),
        object=_placed_or_none(draft.object, sentence),
        recipient=_placed_or_none(draft.recipient, sentence),
        modality=draft.force.modality,
        deontic=_placed_or_none(draft.force.deontic, sentence),
        polarity=draft.force.polarity,
        attribution=_carried(says, sentence),
        conditions=tuple(_placed(c, sentence) for c in around.conditions),
        constraints=tuple(_constraint(c, sentence) for c in around.constraints),
        purpose=_placed_or_none(around.purpose, sentence),
        consequence=_placed_or_none(around.consequence, sentence),
        predicate=draft.predicate,
        rule=draft.rule,
    )


def _placed(phrase: Phrase, sentence: Sentence) -> Phrase:
    """A phrase from a list's lead-in is implied in the item."""
    if (
        sentence.inherited
        and not phrase.implied
        and (phrase.end <= sentence.span.start or phrase.start >= sentence.span.end)
    ):
        return replace(phrase, implied=True, parts=(phrase.span,))
    return phrase


def _constraint(constraint: Constraint, sentence: Sentence) -> Constraint:
    phrase = _placed(constraint.phrase, sentence)
    return constraint if phrase is constraint.phrase else replace(constraint, phrase=phrase)


def _placed_or_none(phrase: Phrase | None, sentence: Sentence) -> Phrase | None:
    return None if phrase is None else _placed(phrase, sentence)


def _carried(phrase: Phrase | None, sentence: Sentence) -> Phrase | None:
    """A speaker named in an earlier sentence is implied."""
    if phrase is not None and not phrase.implied and not (sentence.span.start <= phrase.start < sentence.span.end):
        return replace(phrase, implied=True, parts=(phrase.span,))
    return phrase
