"""One sentence read as grammar: from verbs to drafts of provisions.

``Interpretation.read`` walks the verbs of a repaired tree from its roots. Each verb is a report ("the meeting
stressed that …": it names a speaker), a direction ("urges X to …": it gives its complement a force and an actor), a
link ("continue to …": it becomes part of the action), or an action of its own. The modules beside this one know one
of these each; they are given the interpretation, which holds what was read so far.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

from kg.clauses import Tree
from kg.clauses.forms import is_bare, is_finite, is_infinitive, is_passive, is_reduced, subject_of
from kg.directives import circumstances, direction, embedded, enumerations, impersonal, links, sharing, speech
from kg.directives.actors import NOBODY, actors
from kg.directives.adjuncts import NONE, Adjuncts, consequence, with_anchors
from kg.directives.arguments import Arguments, read_arguments
from kg.directives.deontics import affirmed, by_verb, held_by_mechanism, imperative, inherits
from kg.directives.draft import Context, Draft
from kg.directives.forces import STATEMENT, Force, own_force
from kg.model import Phrase, Polarity
from kg.rules import lexicon

_MOST = 60  # provisions of one verb: a sentence with more combinations is a table
_DEPENDENT = ("relcl", "advcl", "acl", "csubj", "pcomp")
_CONCEDING = ("while", "whereas", "although", "though")  # their clauses bind by themselves
_TORN = ("conj", "relcl", "advcl", "acl", "dep", "ccomp", "parataxis")  # where a participle looks like a clause


class Interpretation:
    """The reading of one sentence."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.drafts: list[Draft] = []
        self.speaker: Phrase | None = None  # who the sentence says is speaking
        self.visited: set[int] = set()  # verbs that were read
        self.spent: set[int] = set()  # heads of dependents that fill a slot
        self.quoting: list[tuple[int, Phrase | None]] = []  # verbs of speech that stand behind what was said
        self.main: Context | None = None  # of the last clause with a subject of its own
        self.reported: Context | None = None  # of the last "that" clause somebody said
        self.enumeration = enumerations.enumeration(tree)
        self.visited.update(self.enumeration)
        self.insertions = circumstances.insertions(tree)
        own_words = tree.sentence.span.of(tree.text)
        self.is_lead_in = not tree.sentence.inherited and own_words.rstrip().endswith((":", "—", "–"))
        self.last_word = next((t for t in reversed(range(len(tree))) if tree.words[t][0].isalnum()), -1)

    def read(self, context: Context) -> list[Draft]:
        """Every draft of the sentence, in the order of its verbs."""
        tree = self.tree
        for token, head in enumerate(tree.heads):
            if head == token:
                self._visit_root(token, context)
        self._visit_stray_modals(context)
        if self.reported is not None:
            self._visit_stray_reports(self.reported)
        if not self.drafts:  # a torn sentence: what a modal verb governs is all that can be read of it
            for verb in self._governed():
                if tree.is_verb(verb):
                    self.visit(verb, context)
        self.drafts.sort(key=lambda d: (d.verb, d.object.start if d.object else -1))
        self.drafts = sharing.share_objects(tree, self.drafts)
        self._add_consequence()
        for verb, speaker in self.quoting:
            self.drafts = [
                replace(d, attribution=d.attribution or speaker) if d.verb < verb else d for d in self.drafts
            ]
        return self.drafts

    def _add_consequence(self) -> None:
        """ "…, failing which the licence lapses": what follows otherwise, of every duty before it."""
        sentence = self.tree.sentence
        phrase = consequence(self.tree.text, sentence.span)
        if phrase is None:
            return
        for at, draft in enumerate(self.drafts):
            if draft.force.binds and draft.adjuncts.consequence is None and sentence.ends[draft.verb] <= phrase.start:
                self.drafts[at] = replace(draft, adjuncts=replace(draft.adjuncts, consequence=phrase))

    # -- where to start -------------------------------------------------------------------------------------------

    def _visit_root(self, root: int, context: Context) -> None:
        tree = self.tree
        if tree.is_verb(root) or tree.kid(root, "aux", "nsubj", "nsubjpass") is not None:
            self.visit(root, context)
            return
        for child in tree.subtree(root):
            if tree.is_verb(child) and child not in self.visited and self._speaks(child):
                self.visit(
                    child, embedded.of_participle(tree, child, context) if tree.heads[child] == root else context
                )

    def _speaks(self, verb: int) -> bool:
        """In a fragment or a misread clause: what has a subject or an agent of its own still speaks."""
        tree = self.tree
        if tree.deps[verb] == "acl":
            return tree.kid(verb, "agent") is not None
        return (
            tree.deps[verb] in ("ccomp", "conj", "dep", "parataxis", "advcl")
            and tree.kid(verb, "nsubj", "nsubjpass") is not None
            and tree.kid(verb, "mark") is None
        )

    def _governed(self) -> Iterable[int]:
        """The heads of modal verbs."""
        tree = self.tree
        return (tree.heads[t] for t, tag in enumerate(tree.tags) if tag == "MD" and tree.heads[t] != t)

    def _visit_stray_modals(self, context: Context) -> None:
        """A clause with a modal verb is read wherever the parser hung it, but for conditions and relative clauses."""
        tree = self.tree
        for verb in self._governed():
            if verb in self.visited:
                continue
            if tree.deps[verb] == "advcl" and any(tree.lower[c] in _CONCEDING for c in tree.kids(verb, "mark")):
                self.visit(verb, context)
            if tree.deps[verb] in _DEPENDENT:
                continue
            if not any(tree.deps[a] in (*_DEPENDENT, "ccomp") for a in tree.ancestors(verb)):
                self.visit(verb, context)

    def _visit_stray_reports(self, reported: Context) -> None:
        """ "that A …, that B …, and that C …", wherever the parser hung the later ones."""
        tree = self.tree
        for that, dep in enumerate(tree.deps):
            verb = tree.heads[that]
            if dep != "mark" or that == 0 or tree.lower[that] != "that" or verb in self.visited:
                continue
            if tree.lower[that - 1] in (",", "and", "or", ";") and tree.is_verb(verb):
                context = self.reported or reported  # a clause read here may name another speaker
                bare = context.force.binds and is_bare(tree, verb)
                self.visit(verb, context if bare else replace(context, force=STATEMENT, rule=""))

    # -- one verb -------------------------------------------------------------------------------------------------

    def visit(self, verb: int, context: Context) -> None:
        """Reads the verb, what is coordinated with it, and the clauses inside its own; once."""
        if verb in self.visited:
            return
        self.visited.add(verb)
        tree = self.tree
        subject = subject_of(tree, verb)
        if is_reduced(tree, verb, subject) and tree.deps[verb] in _TORN:
            return
        own = own_force(tree, verb, subject, context.subject)
        force = own or (context.force if inherits(tree, verb, subject, context) else STATEMENT)
        if subject is None:
            commanded = imperative(tree, verb, context, own)
            if commanded is not None:
                force = own = commanded
        elif own is None and not force.binds:
            force = held_by_mechanism(tree, verb, subject) or force
        negated = own is not None and not own.binds and own.polarity is Polarity.NEGATIVE
        if negated and context.force.binds and inherits(tree, verb, subject, context):
            force = context.force.denied()  # "shall V and not W"
        if subject is None:
            context, force = self._with_subject_before(verb, context, own, force)
        passive = is_passive(tree, verb, subject, continues_passive=context.passive)
        force = by_verb(tree, verb, passive, subject, force, own)
        around = context.adjuncts if tree.deps[verb] == "conj" or context.prefix else NONE
        here = replace(
            context,
            actors=actors(tree, verb, subject, context),
            subject=subject if subject is not None else context.subject,
            force=force,
            passive=passive,
            adjuncts=around + circumstances.leading(self, verb, subject),
        )
        if subject is not None and tree.deps[verb] not in ("relcl", "advcl", "acl"):
            self.main = here
        here = speech.according_to(self, verb, here)
        if not self._is_handled(verb, subject, here):
            self.act(verb, here)
            links.construes(self, verb, tree.lemmas[verb], here)
        self._visit_coordinated(verb, here)
        embedded.read_embedded(self, verb, here)

    def _is_handled(self, verb: int, subject: int | None, here: Context) -> bool:
        """Whether the verb is something else than an action of its own, and was read as that."""
        lemma = self.tree.lemmas[verb] or self.tree.lower[verb]
        return (
            impersonal.is_impersonal(self, verb, subject, here)
            or links.is_mission(self, verb, lemma, subject, here)
            or direction.calls_for(self, verb, lemma, here)
            or speech.reports(self, verb, lemma, here)
            or speech.opines(self, verb, lemma, here)
            or direction.directs(self, verb, lemma, here)
            or direction.commits(self, verb, lemma, here)
            or links.links(self, verb, lemma, here)
        )

    def _with_subject_before(
        self, verb: int, context: Context, own: Force | None, force: Force
    ) -> tuple[Context, Force]:
        """(context, force) of a verb without a subject, with that of a clause before it that the parser tore off."""
        if own is not None and own.binds and context.rule != "complement":
            for child in self._subject_clauses(verb):
                self.visit(child, replace(context, rule=""))
            if context.actors in ((), NOBODY) and self.main is not None:
                speaker = context.attribution or self.main.attribution
                main = self.main
                return replace(context, actors=main.actors, subject=main.subject, attribution=speaker), force
        if own is None and not context.rule and context.actors in ((), NOBODY):
            return self._with_first_of_list(verb, context, force)
        return context, force

    def _subject_clauses(self, verb: int) -> list[int]:
        """The clauses with a subject that hang, the wrong way round, on a later verb."""
        tree = self.tree

        def has_subject(child: int) -> bool:
            reported = tree.deps[child] == "ccomp" and tree.kid(child, "nsubj", "nsubjpass") is not None
            return reported or own_force(tree, child, None) is not None

        return [
            child
            for child in tree.kids(verb, "ccomp", "advcl", "parataxis", "dep", "nsubj")
            if child < verb
            and tree.is_verb(child)
            and tree.kid(child, "mark") is None
            and has_subject(child)
            and not any(tree.lower[c] in lexicon("subordinators") for c in tree.kids(child, "advmod"))
        ]

    def _with_first_of_list(self, verb: int, context: Context, force: Force) -> tuple[Context, Force]:
        """ "No person may sell, offer for sale, or transport …" with the first verb hung on the second."""
        tree = self.tree
        if tree.tags[verb] not in ("VB", "VBP"):
            return context, force
        for child in tree.kids(verb, "ccomp", "advcl", "dep"):
            if (
                child < verb
                and tree.is_verb(child)
                and tree.kid(child, "nsubj", "nsubjpass") is not None
                and own_force(tree, child, None) is not None
                and tree.kid(child, "mark", "advmod") is None
            ):
                self.visit(child, context)
                if self.main is None:
                    return context, force
                main = self.main
                return replace(context, actors=main.actors, subject=main.subject, force=main.force), main.force
        return context, force

    # -- an action ------------------------------------------------------------------------------------------------

    def act(self, verb: int, here: Context, *, object_: int | None = None) -> None:
        """Drafts what the verb says is done: one provision for each actor and object."""
        tree = self.tree
        if self._says_nothing(verb, here):
            return
        if verb < tree.sentence.inherited and self._visit_aim_in_item(verb, here, object_):
            return
        found = read_arguments(self, verb, here, object_)
        action = tree.phrase([*here.prefix, *found.action], tight=True)
        above_list = self.is_lead_in and max(found.action) == self.last_word
        if self.is_lead_in and self._is_open():
            return  # "shall include a review of:", "shall not ask unless:"
        if action is None or (above_list and not found.objects):
            return  # the words above a list: its items say what is done
        who, objects = _who_and_what(here, found)
        if self.is_lead_in and found.lemma == "do" and any(o and o.text.endswith("the following") for o in objects):
            return  # "shall do all of the following:"
        around = here.adjuncts + circumstances.inserted_before(self, verb) + found.adjuncts
        if self.is_lead_in and enumerations.is_open(around):
            return
        if enumerations.is_item(tree, self.enumeration):
            around = enumerations.with_case(tree, around, self.enumeration)
            who = tuple(enumerations.with_item(tree, who, self.enumeration))
            objects = enumerations.with_item(tree, objects, self.enumeration)
        elif self.enumeration and verb < self.enumeration[0] and objects[-1:] != [None]:
            objects = enumerations.with_enumeration(tree, verb, objects, self.enumeration, self.visited)
        around = with_anchors(around, tree.text)
        goes_on = bool(found.clauses) and not objects  # "take steps to V": V says what is done
        for said, things in () if goes_on else ((found.action, objects), *found.others):
            self._draft(verb, said, who, things, here, found, around)
        for clause in found.clauses:
            self.visit(clause, replace(here, prefix=(*here.prefix, *found.action), rule="complement"))

    def _is_open(self) -> bool:
        """Whether the words above a list end in a preposition or conjunction of which the items are said."""
        tree, last = self.tree, self.last_word
        if tree.lower[last] in lexicon("subordinators"):
            return True
        if tree.lower[last] == "to" and tree.lemmas[tree.heads[last]] == "be":
            return True  # "It is the policy of the State to:"
        return tree.lower[last] == "of" and tree.kid(last, "pobj", "pcomp") is None

    def _draft(
        self,
        verb: int,
        said: list[int],
        who: tuple[Phrase | None, ...],
        objects: list[Phrase | None],
        here: Context,
        found: Arguments,
        around: Adjuncts,
    ) -> None:
        action = self.tree.phrase([*here.prefix, *said], tight=True)
        predicate = self._predicate(here.prefix, said, verb)
        for actor, thing in itertools.islice(itertools.product(who, objects or [None]), _MOST):
            if action is None or (actor is None and not here.force.binds and (thing is None or not here.passive)):
                continue
            self.drafts.append(
                Draft(
                    verb,
                    action,
                    predicate,
                    actor,
                    thing,
                    found.recipient,
                    here.force,
                    here.attribution,
                    around,
                    found.rule or here.force.rule,
                )
            )

    def _says_nothing(self, verb: int, here: Context) -> bool:
        """ "Having regard to the Treaty", "see Annex II", a modal verb that lost its verb."""
        tree = self.tree
        if here.force.binds:
            return tree.tags[verb] == "MD"
        grounds = tree.tags[verb] == "VBG" and tree.lower[verb] == "having"
        reference = tree.lower[verb] in lexicon("cross_references") and here.actors in ((), NOBODY)
        return grounds or reference or tree.tags[verb] == "MD"

    def _visit_aim_in_item(self, verb: int, here: Context, object_: int | None) -> bool:
        """ "must work together to: (a) cut …": the item says what is done."""
        tree = self.tree
        behind = tree.kids(verb, "agent", "prep")
        nouns = (n for p in behind for n in tree.kids(p, "pobj"))
        holders = (verb, *tree.kids(verb, "agent", "prep", "dobj"), *nouns)
        clauses = (c for holder in holders for c in tree.kids(holder, "xcomp", "advcl", "acl", "relcl"))
        aim = next((c for c in clauses if c >= tree.sentence.inherited and is_infinitive(tree, c)), None)
        if aim is None:
            return False
        agents = read_arguments(self, verb, here, object_).agents if here.passive else here.actors
        self.spent.add(aim)
        self.visited.discard(aim)
        self.visit(aim, replace(here, actors=agents or NOBODY, rule="complement", passive=False))
        return True

    def _predicate(self, prefix: Iterable[int], action: Iterable[int], verb: int) -> str:
        """The action's words, the verbs among them in the base form."""
        tree = self.tree
        tokens = sorted({*prefix, *action})
        said = [
            (tree.lemmas[t] or tree.lower[t]) if t == verb or t in prefix else tree.lower[t]
            for t in tokens
            if tree.has_words(t)
        ]
        return " ".join(said)

    # -- what is coordinated with a verb --------------------------------------------------------------------------

    def _visit_coordinated(self, verb: int, here: Context) -> None:
        tree = self.tree
        for child in tree.kids(verb, "conj", "parataxis", "dep"):
            is_clause = tree.deps[child] != "dep" or is_finite(tree, child) or tree.tags[child] == "VB"
            if not tree.is_verb(child) or not is_clause:
                continue
            context = replace(here, rule="" if tree.deps[child] == "conj" else "shared")
            if self._ends_negation(verb, child, here):
                context = replace(context, force=affirmed(here.force))
            if here.passive and tree.kid(child, "auxpass") is None and tree.tags[child] in ("VB", "VBP", "VBZ"):
                context = replace(context, passive=False)
            self.visit(child, context)
        for child in tree.kids(verb, "ccomp", "advcl"):
            if child < verb and child not in self.visited and self._is_main_clause(child, verb):
                apart = replace(here, actors=NOBODY, force=STATEMENT, adjuncts=NONE, prefix=(), rule="", subject=None)
                self.visit(child, apart)

    def _ends_negation(self, verb: int, child: int, here: Context) -> bool:
        """Whether "not" holds for the first verb alone: "shall not V, but W", "does not V, and Ws"."""
        tree = self.tree
        force = here.force
        if force.polarity is Polarity.POSITIVE or force.rule.startswith(("frame", "directive")):
            return False
        joined = [tree.lower[c] for v in tree.conjuncts(tree.first_conjunct(verb)) for c in tree.kids(v, "cc")]
        if "or" in joined or "nor" in joined or not any(tree.deps[c] == "neg" for c in tree.children[verb]):
            return False
        return "but" in joined or any(tree.lower[c] in (",", ";") for c in tree.kids(verb, "punct") if verb < c < child)

    def _is_main_clause(self, clause: int, verb: int) -> bool:
        """A main clause that the parser made a complement of what follows it."""
        tree = self.tree
        says = tree.lemmas[verb] in lexicon("reporting") | lexicon("speech") and tree.kid(verb, "xcomp") is None
        spliced = tree.deps[clause] == "ccomp" and not says
        return (
            tree.kid(clause, "mark") is None
            and tree.kid(clause, "nsubj", "nsubjpass") is not None
            and (own_force(tree, clause, None) is not None or (spliced and is_finite(tree, clause)))
            and not any(tree.lower[c] in lexicon("subordinators") for c in tree.kids(clause, "advmod", "mark"))
        )


def _who_and_what(here: Context, found: Arguments) -> tuple[tuple[Phrase | None, ...], list[Phrase | None]]:
    """(actors, objects): a passive's subject is what it is done to, or who receives, where it has another object."""
    who, objects = here.actors or NOBODY, found.objects
    if not here.passive:
        return who, objects
    if objects and not found.keeps_subject and who[0] is not None and found.recipient is None:
        found.recipient = who[0]  # "workers shall be paid a bonus"
    if found.keeps_subject:
        return who, objects or [None]
    return found.agents or NOBODY, objects or list(who)
