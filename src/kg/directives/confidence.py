"""How sure a provision is: a logistic of what could go wrong in reading it, fitted on hand-coded sentences.

The coefficients stand in ``rules/confidence.toml``, which says what they were fitted on and how well they hold;
``python -m benchmarks.calibration --write`` fits them anew.
"""

from __future__ import annotations

import math
from functools import cache

from kg.clauses import Tree
from kg.model import Modality, Polarity, Provision
from kg.rules import lexicon, load

_LONG_SENTENCES = (15, 30, 60)  # tokens
_FAR = 60  # characters between actor and action


def confidence(provision: Provision, tree: Tree, verb: int) -> float:
    """The probability, to two decimals, that somebody who codes the sentence by hand agrees with the provision.

    ``verb``: the token of the repaired tree that the provision was read from.
    """
    intercept, coefficients = _fitted()
    score = intercept + sum(coefficients.get(name, 0.0) for name in features(provision, tree, verb))
    return round(1 / (1 + math.exp(-score)), 2)


def features(provision: Provision, tree: Tree, verb: int) -> list[str]:
    """The names of what is the case, of the provision, the tree and the verb in it."""
    family = provision.rule.split("/")[0]
    found = [f"rule {family}", f"label {tree.deps[verb]}", f"tag {tree.tags[verb]}"]
    found += [f"sentence over {limit} words" for limit in _LONG_SENTENCES if len(tree) > limit]
    actor, thing, action = provision.actor, provision.object, provision.action
    length, below = len(provision.predicate.split()), _below(tree, verb)
    found += [
        name
        for name, holds in (
            (f"{family} without actor", actor is None),
            ("without object", thing is None),
            ("without actor and object", actor is None and thing is None),
            ("actor implied", actor is not None and actor.implied),
            ("actor is a pronoun", actor is not None and actor.text.lower() in lexicon("pronouns")),
            ("actor over 8 words", actor is not None and len(actor.text.split()) > 8),
            ("actor holds a comma", actor is not None and "," in actor.text),
            ("actor far from action", actor is not None and action.start - actor.end > _FAR),
            ("actor behind action", actor is not None and actor.start > action.end),
            ("object implied", thing is not None and thing.implied),
            ("object over 12 words", thing is not None and len(thing.text.split()) > 12),
            ("object holds a comma", thing is not None and "," in thing.text),
            ("object holds and", thing is not None and " and " in thing.text),
            ("object far from action", thing is not None and thing.start - action.end > _FAR),
            ("action implied", action.implied),
            ("action of several words", length > 1),
            ("action over 4 words", length > 4),
            ("statement", provision.modality is Modality.STATEMENT),
            ("prohibition", provision.modality is Modality.PROHIBITION),
            ("negative", provision.polarity is Polarity.NEGATIVE),
            ("verb retagged", tree.tags[verb] != tree.sentence.tags[verb]),
            ("verb hung anew", tree.heads[verb] != tree.sentence.heads[verb]),
            ("in a list item", tree.sentence.inherited > 0),
            ("below another verb", below > 0),
            ("below two other verbs", below > 1),
        )
        if holds
    ]
    return found


def _below(tree: Tree, verb: int) -> int:
    """How many verbs there are above the verb, its own coordination aside."""
    return sum(tree.tags[a][0] == "V" for a in tree.ancestors(tree.first_conjunct(verb)))


@cache
def _fitted() -> tuple[float, dict[str, float]]:
    """(intercept, coefficient of each feature; a feature that is not listed has none)."""
    table = load("confidence")
    return float(table["intercept"]), {name: float(value) for name, value in table["coefficients"].items()}
