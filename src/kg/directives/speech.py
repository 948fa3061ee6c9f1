"""Who says so: verbs of reporting, "according to", direct speech."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.clauses.forms import is_bare, is_finite, is_subjunctive
from kg.directives.actors import NOBODY, somebody
from kg.directives.deontics import directive
from kg.directives.draft import Context
from kg.directives.forces import STATEMENT, Force
from kg.model import Phrase, Polarity
from kg.rules import lexicon

if TYPE_CHECKING:
    from kg.directives.interpretation import Interpretation


def reports(reading: Interpretation, verb: int, lemma: str, here: Context) -> bool:
    """ "the meeting stressed that X V": the subject is who speaks, the clause is read on its own."""
    tree = reading.tree
    if (
        lemma not in lexicon("reporting")
        or here.force.binds
        or here.passive
        or here.force.polarity is Polarity.NEGATIVE
    ):
        return False
    clauses = [c for c in tree.kids(verb, "ccomp", "parataxis") if is_finite(tree, c)]
    if not clauses:
        return _quotes(reading, verb, lemma, here)
    _report(reading, verb, lemma, clauses, here)
    return True


def opines(reading: Interpretation, verb: int, lemma: str, here: Context) -> bool:
    """ "shared the view that X V", "expressed the hope that X V": the subject is who speaks."""
    tree, opinion = reading.tree, reading.tree.kid(verb, "dobj")
    if lemma not in lexicon("opining") or here.force.binds or here.passive or opinion is None:
        return False
    if tree.lower[opinion] not in lexicon("opinions"):
        return False
    below = (c for holder in (opinion, verb) for c in tree.kids(holder, "acl", "ccomp", "relcl"))
    clauses = [c for c in below if any(tree.lower[t] == "that" for t in tree.kids(c, "mark")) and is_finite(tree, c)]
    if clauses:
        _report(reading, verb, lemma, clauses, here)
    return bool(clauses)


def _report(reading: Interpretation, verb: int, lemma: str, clauses: Sequence[int], here: Context) -> None:
    tree = reading.tree
    speaker = somebody(here.actors)
    reading.speaker = speaker or reading.speaker
    modality = directive(lemma)
    force = Force(modality, Polarity.POSITIVE, tree.phrase([verb]), f"directive/{lemma}") if modality else STATEMENT
    for clause in clauses:
        bare = is_bare(tree, clause) if modality else is_subjunctive(tree, clause)
        _read_reported(reading, clause, force, speaker or here.attribution, bare=bare)


def _quotes(reading: Interpretation, verb: int, lemma: str, here: Context) -> bool:
    """ "X V, the minister said": what stands before the verb of speech is what was said."""
    if lemma not in lexicon("speech") or reading.tree.kid(verb, "dobj", "attr", "xcomp", "dative") is not None:
        return False
    reading.speaker = somebody(here.actors) or reading.speaker
    reading.quoting.append((verb, reading.speaker))
    return True


def reports_in_passive(reading: Interpretation, verb: int, here: Context) -> bool:
    """ "it was noted at the meeting that …"."""
    tree = reading.tree
    clause, lemma = tree.kid(verb, "ccomp"), tree.lemmas[verb]
    if clause is None or lemma not in lexicon("reporting"):
        return False
    places = (p for p in tree.kids(verb, "prep", "agent") if tree.lower[p] in ("at", "by", "during", "in") and p > verb)
    place = next(places, None)
    noun = tree.kid(place, "pobj") if place is not None else None
    speaker = tree.phrase(tree.subtree(noun)) if noun is not None else None
    reading.speaker = speaker or reading.speaker
    modality, words = directive(lemma), tree.phrase([*tree.kids(verb, "auxpass"), verb])
    force = Force(modality, Polarity.POSITIVE, words, f"passive/{lemma}") if modality else STATEMENT
    bare = modality is not None and is_bare(tree, clause)
    _read_reported(reading, clause, force, speaker or here.attribution, bare=bare)
    return True


def _read_reported(
    reading: Interpretation, clause: int, force: Force, attribution: Phrase | None, *, bare: bool
) -> None:
    """Reads a clause that somebody said; only a bare one takes the force of the verb of saying."""
    reading.reported = Context(actors=NOBODY, force=force, attribution=attribution, rule="complement")
    reading.visit(clause, reading.reported if bare else replace(reading.reported, force=STATEMENT, rule=""))


def according_to(reading: Interpretation, verb: int, here: Context) -> Context:
    """ "According to the statement, X V": the context with that speaker. Of what binds, only a body is one."""
    tree = reading.tree
    for child in tree.children[verb]:
        if tree.lower[child] != "according" or child > verb:
            continue
        noun = next((t for p in tree.kids(child, "prep") for t in tree.kids(p, "pobj")), None)
        if noun is None:
            continue
        if not here.force.binds or tree.lower[noun] in lexicon("bodies") | lexicon("accounts"):
            reading.spent.add(child)
            return replace(here, attribution=tree.phrase(tree.subtree(noun)))
    return here
