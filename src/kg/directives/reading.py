"""Documents' sentences into provisions: interpretation, then speakers, antecedents and shared objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.clauses import Tree, repair
from kg.directives.anaphora import Antecedents
from kg.directives.confidence import confidence
from kg.directives.draft import Context, Draft
from kg.directives.interpretation import Interpretation
from kg.model import Block, Document, Phrase, Provision, Span
from kg.rules import words
from kg.sentence import Sentence


def provisions(document: Document, sentences: Sequence[Sentence]) -> tuple[Provision, ...]:
    """Every provision of the document, in the order of the text, without doubles."""
    found: dict[str, Provision] = {}
    speaker: Phrase | None = None
    block: Block | None = None
    identity = document.id
    antecedents = Antecedents()
    for sentence in sentences:
        if block is None or sentence.block.number != block.number:
            # "It may also: …" goes on from the numbered paragraph before, not from anything farther away
            if not sentence.inherited and (block is None or not sentence.block.path or sentence.block.path[:1] != block.path[:1]):
                antecedents = Antecedents()
            speaker, block = None, sentence.block
        tree = Tree(sentence, document.text)
        repair(tree)
        interpretation = Interpretation(tree)
        drafts = interpretation.read(Context()) + interpretation.roles()
        drafts = antecedents.resolve(_share_light_objects(drafts), tree)
        for draft in drafts:
            provision = _provision(identity, sentence, draft, speaker)
            provision = replace(provision, confidence=confidence(provision, tree, draft.verb))
            found.setdefault(provision.id, provision)
        if interpretation.speaker is not None and interpretation.speaker.text.lower() not in _PRONOUNS:
            speaker = interpretation.speaker
    return tuple(found.values())


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
    outside = sentence.inherited
    around = draft.adjuncts
    return Provision(
        document=document, sentence=sentence.span, action=_placed(draft.action, sentence, outside),
        actor=_placed_or_none(draft.actor, sentence, outside), object=_placed_or_none(draft.object, sentence, outside),
        recipient=_placed_or_none(draft.recipient, sentence, outside), modality=draft.force.modality,
        deontic=_placed_or_none(draft.force.deontic, sentence, outside), polarity=draft.force.polarity, attribution=_carried(says, sentence),
        conditions=tuple(_placed(c, sentence, outside) for c in around.conditions),
        constraints=tuple(replace(c, phrase=_placed(c.phrase, sentence, outside)) for c in around.constraints),
        purpose=_placed_or_none(around.purpose, sentence, outside), consequence=_placed_or_none(around.consequence, sentence, outside),
        predicate=draft.predicate, rule=draft.rule,
    )  # fmt: skip


def _placed(phrase: Phrase, sentence: Sentence, inherited: int) -> Phrase:
    """A phrase from a list's lead-in is implied in the item."""
    if inherited and not phrase.implied and (phrase.end <= sentence.span.start or phrase.start >= sentence.span.end):
        return replace(phrase, implied=True, parts=(phrase.span,))
    return phrase


def _placed_or_none(phrase: Phrase | None, sentence: Sentence, inherited: int) -> Phrase | None:
    return None if phrase is None else _placed(phrase, sentence, inherited)


def _carried(phrase: Phrase | None, sentence: Sentence) -> Phrase | None:
    """A speaker named in an earlier sentence is implied."""
    if phrase is not None and not phrase.implied and not (sentence.span.start <= phrase.start < sentence.span.end):
        return replace(phrase, implied=True, parts=(phrase.span,))
    return phrase


def _share_light_objects(drafts: list[Draft]) -> list[Draft]:
    """ "provinces take overall responsibility, and cities take charge of implementation": one object for both."""
    light = words("words")["light_nouns"]
    shared: list[Draft] = []
    for draft in drafts:
        if (
            draft.object is not None
            and not draft.object.implied
            and draft.object.text.split()[-1].lower() in light
            and draft.predicate in words("words")["light_verbs"]
        ):
            donor = next((d for d in drafts if d.verb > draft.verb and d.object is not None and len(d.predicate.split()) > 2
                          and d.predicate.split()[0] == draft.predicate and d.predicate.split()[-2] in light
                          and d.actor is not None and draft.actor is not None and d.actor.start > draft.object.end), None)  # fmt: skip
            if donor is not None and donor.object is not None:
                thing = replace(donor.object, implied=True, parts=donor.object.parts or (donor.object.span,))
                action = Phrase(f"{draft.action.text} {draft.object.text}", draft.action.start, draft.object.end)
                if draft.object.start - draft.action.end > 1:
                    action = replace(action, implied=True, parts=(draft.action.span, draft.object.span))
                predicate = f"{draft.predicate} {draft.object.text.lower()}"
                shared.append(replace(draft, action=action, object=thing, predicate=predicate))
                continue
        shared.append(draft)
    return shared


def spans(provision: Provision) -> list[Span]:
    """Every stretch that the provision points at."""
    phrases = [provision.actor, provision.action, provision.object, provision.recipient, provision.deontic, provision.attribution,
               *provision.conditions, *(c.phrase for c in provision.constraints), provision.purpose, provision.consequence]  # fmt: skip
    return [s for p in phrases if p for s in (p.parts or (p.span,))]
