"""One sentence read as grammar: from verbs to drafts of provisions.

``Interpretation.drafts`` walks the verbs of a repaired tree from its roots. Each verb is a report ("the meeting
stressed that …": it names a speaker), a direction ("urges X to …": it gives its complement a force and an actor), a
link ("continue to …": it becomes part of the action), or an action of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace

from kg.clauses import Group, Tree, groups
from kg.directives import adjuncts as adjuncts_
from kg.directives.adjuncts import NONE, Adjuncts
from kg.directives.draft import Context, Draft
from kg.directives.forces import STATEMENT, Force, own_force
from kg.model import Modality, Phrase, Polarity, Span
from kg.rules import words

_W = words("words")
_CUT_ANYWHERE = re.compile(
    r"in an? (?:[\w-]+(?:,? and)? ){1,3}(?:manner|way|fashion)|in (?:full |strict )?(?:accordance|compliance|conformity|line) with|pursuant to|consistent with", re.IGNORECASE
)
_MOST = 60  # provisions of one verb: a sentence with more combinations is a table


class Interpretation:
    """The reading of one sentence."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.drafts: list[Draft] = []
        self.speaker: Phrase | None = None  # who the sentence says is speaking
        self._visited: set[int] = set()
        self._spent: set[int] = set()
        self._quoting: list[tuple[int, Phrase | None]] = []  # verbs of speech that stand behind what was said
        self._main: Context | None = None  # of the last clause with a subject of its own
        self._reported: Context | None = None  # of the last "that" clause somebody said
        sentence = tree.sentence
        self._is_lead_in = not sentence.inherited and tree.text[
            sentence.span.start : sentence.span.end
        ].rstrip().endswith((":", "—", "–"))
        self._last_word = max((t for t in range(len(tree)) if tree.words[t][0].isalnum()), default=-1)
        self._enumeration = self._find_enumeration()
        self._visited.update(self._enumeration)
        self._insertions = self._read_insertions()

    def read(self, context: Context) -> list[Draft]:
        """Every draft of the sentence, in the order of its verbs."""
        tree = self.tree
        for token in range(len(tree)):
            if tree.heads[token] == token:
                self._visit_root(token, context)
        for token in range(len(tree)):
            # a clause with a modal verb is read wherever the parser hung it, but for conditions and relative clauses
            if tree.tags[token] == "MD" and tree.heads[token] != token:
                verb = tree.heads[token]
                if (
                    verb not in self._visited
                    and tree.deps[verb] not in ("relcl", "advcl", "acl", "csubj", "pcomp")
                    and not any(
                        tree.deps[a] in ("relcl", "advcl", "acl", "csubj", "pcomp", "ccomp")
                        for a in tree.ancestors(verb)
                    )
                ):
                    self._visit(verb, context)
        if self._reported is not None:
            # "that A …, that B …, and that C …", wherever the parser hung the later ones
            for token in range(len(tree)):
                if (
                    tree.lower[token] == "that"
                    and tree.deps[token] == "mark"
                    and tree.heads[token] not in self._visited
                    and token > 0
                    and (tree.lower[token - 1] in (",", "and", "or", ";"))
                    and tree.is_verb(tree.heads[token])
                ):
                    bare = self._is_bare(tree.heads[token]) if self._reported.force.binds else False
                    self._visit(
                        tree.heads[token], self._reported if bare else replace(self._reported, force=STATEMENT, rule="")
                    )
        if not self.drafts:
            # a torn sentence: what a modal verb governs is all that can be read of it
            for token in range(len(tree)):
                if tree.tags[token] == "MD" and tree.heads[token] != token and tree.is_verb(tree.heads[token]):
                    self._visit(tree.heads[token], context)
        self.drafts.sort(key=lambda d: (d.verb, d.object.start if d.object else -1))
        self.drafts = self._share_objects(self.drafts)
        for verb, speaker in self._quoting:
            self.drafts = [
                replace(d, attribution=d.attribution or speaker) if d.verb < verb else d for d in self.drafts
            ]
        return self.drafts

    def _share_objects(self, drafts: list[Draft]) -> list[Draft]:
        """ "guard and manage red lines": a verb without an object takes that of the verb coordinated right behind it."""
        tree, found = self.tree, list(drafts)
        verbs = sorted({d.verb for d in found}, reverse=True)
        for verb in verbs:
            own = [d for d in found if d.verb == verb]
            mate = next((v for v in sorted(verbs) if v > verb), None)
            if (
                mate is not None
                and all(d.actor is None for d in own)
                and tree.tags[verb] in ("VBN", "VBD")
                and tree.first_conjunct(mate) == tree.first_conjunct(verb)
                and all(tree.tags[t] in ("RB", "CC", ",") for t in range(verb + 1, mate))
            ):
                # "may be issued, renewed or withdrawn by the office": one agent for all
                agents = list(dict.fromkeys(d.actor for d in found if d.verb == mate and d.actor is not None))
                if agents and all(d.object is not None for d in own):
                    at = found.index(own[0])
                    found = [d for d in found if d.verb != verb]
                    found[at:at] = [replace(d, actor=_shared(agent)) for d in own for agent in agents]
                    own = [d for d in found if d.verb == verb]
            patient = all(d.object is None for d in own)
            if not patient or tree.tags[verb] not in ("VB", "VBP", "VBZ", "VBD", "VBG", "VBN"):
                continue
            following = next((v for v in sorted(verbs) if v > verb), None)
            if (
                following is None
                or tree.first_conjunct(following) != tree.first_conjunct(verb)
                and following not in tree.subtree(verb)
            ):
                continue
            last = max([verb, *(c for c in tree.kids(verb, "prt", "prep") if verb < c < following)])
            between = range(last + 1, following)
            if not between or not all(
                tree.tags[t] in ("RB", "CC", ",", "MD", "IN")
                and tree.lower[t] not in ("if", "that")
                or tree.lower[t] in ("nor", "and", "or")
                for t in between
            ):
                continue
            donors = [d for d in found if d.verb == following and d.object is not None]
            things = list(dict.fromkeys(d.object for d in donors))
            if not things:
                continue
            at = found.index(own[0])
            shared = [
                replace(d, object=_shared(thing), recipient=d.recipient or donors[0].recipient)
                for d in own
                for thing in things
                if thing is not None
            ]
            found = [d for d in found if d.verb != verb]
            found[at:at] = shared
        return found

    def _find_enumeration(self) -> range:
        """The tokens behind "the following members:" or "as follows:", where nouns or aims are listed, not actions."""
        tree = self.tree
        for colon in range(2, len(tree) - 2):
            if tree.words[colon] != ":" or not any(
                w in ("following", "follows") for w in tree.lower[max(0, colon - 6) : colon]
            ):
                continue
            first = colon + 1
            while first < len(tree) - 1 and (not tree.words[first][0].isalpha() or tree.tags[first] in ("LS", "RB")):
                first += 1
            if (
                tree.tags[first] in ("VB", "VBP")
                or tree.lower[first] in tree.sentence.verbal
                and tree.tags[first][:2] != "NN"
            ):
                return range(0)
            return range(first, len(tree))
        return range(0)

    def _visit_root(self, root: int, context: Context) -> None:
        tree = self.tree
        if tree.is_verb(root) or tree.kid(root, "aux", "nsubj", "nsubjpass") is not None:
            self._visit(root, context)
            return
        for child in tree.subtree(root):
            # a fragment or a misread clause: what has a subject or an agent of its own still speaks
            if (
                tree.is_verb(child)
                and child not in self._visited
                and (
                    tree.deps[child] in ("ccomp", "conj", "dep", "parataxis", "advcl")
                    and tree.kid(child, "nsubj", "nsubjpass") is not None
                    and tree.kid(child, "mark") is None
                    or tree.deps[child] == "acl"
                    and tree.kid(child, "agent") is not None
                )
            ):
                self._visit(child, context)

    # -- one verb ---------------------------------------------------------------------------------------------

    def _visit(self, verb: int, context: Context) -> None:
        if verb in self._visited:
            return
        self._visited.add(verb)
        tree = self.tree
        subject = self._subject(verb)
        if self._is_reduced(verb, subject) and tree.deps[verb] in (
            "conj",
            "relcl",
            "advcl",
            "acl",
            "dep",
            "ccomp",
            "parataxis",
        ):
            return
        own = own_force(tree, verb, subject, context.subject)
        force = own or (context.force if self._inherits(verb, subject, context) else STATEMENT)
        if (
            subject is None
            and tree.tags[verb] == "VB"
            and context.actors == ()
            and not context.rule
            and tree.deps[verb] in ("ROOT", "ccomp", "advcl")
            and not self._is_infinitive(verb)
            and (own is None or not own.binds)
            and all(
                tree.tags[t] in ("RB", "VB", "VBP", "UH", ":", "LS", "``") for t in range(verb) if tree.has_words(t)
            )
            and not tree.words[verb].isupper()
            and tree.kid(verb, "dobj", "prep", "xcomp", "ccomp", "prt") is not None
        ):
            force = Force(Modality.OBLIGATION, rule="imperative")
            force = force.denied() if own is not None and own.polarity is Polarity.NEGATIVE else force
            own = force
        elif (
            subject is None
            and own is not None
            and not own.binds
            and own.polarity is Polarity.NEGATIVE
            and any(tree.lower[c] == "do" for c in tree.kids(verb, "aux"))
            and tree.tags[verb] == "VB"
            and not context.force.binds
        ):
            force = own = Force(Modality.OBLIGATION, rule="imperative").denied()
        if (
            own is not None
            and not own.binds
            and own.polarity is Polarity.NEGATIVE
            and context.force.binds
            and self._inherits(verb, subject, context)
        ):
            force = context.force.denied()
        if subject is None and own is not None and own.binds and context.rule != "complement":
            # the parser may hang the clause with the subject on a later one
            for child in tree.kids(verb, "ccomp", "advcl", "parataxis", "dep", "nsubj"):
                if (
                    child < verb
                    and tree.is_verb(child)
                    and tree.kid(child, "mark") is None
                    and (
                        own_force(tree, child, None) is not None
                        or tree.deps[child] == "ccomp"
                        and tree.kid(child, "nsubj", "nsubjpass") is not None
                    )
                    and not any(tree.lower[c] in _W["subordinators"] for c in tree.kids(child, "advmod"))
                ):
                    self._visit(child, replace(context, rule=""))
        if (
            subject is None
            and own is not None
            and own.binds
            and context.actors in ((), (None,))
            and context.rule != "complement"
            and self._main is not None
        ):
            # a coordinated clause that the parser tore off keeps the subject before it
            context = replace(
                context,
                actors=self._main.actors,
                subject=self._main.subject,
                attribution=context.attribution or self._main.attribution,
            )
        if (
            subject is None
            and own is None
            and tree.tags[verb] in ("VB", "VBP")
            and context.actors in ((), (None,))
            and not context.rule
        ):
            # "No person may sell, offer for sale, or transport …" with the first verb hung on the second
            child = next((c for c in tree.kids(verb, "ccomp", "advcl", "dep") if c < verb and tree.is_verb(c) and tree.kid(c, "nsubj", "nsubjpass") is not None
                          and own_force(tree, c, None) is not None and tree.kid(c, "mark", "advmod") is None), None)  # fmt: skip
            if child is not None:
                self._visit(child, context)
                if self._main is not None:
                    context = replace(
                        context, actors=self._main.actors, subject=self._main.subject, force=self._main.force
                    )
                    force = self._main.force
        passive = self._is_passive(verb, subject, context)
        force = self._by_verb(verb, passive, subject, force, own)
        actors = self._actors(verb, subject, context)
        lead = context.adjuncts if tree.deps[verb] == "conj" or context.prefix else NONE
        here = replace(context, actors=actors, subject=subject if subject is not None else context.subject, force=force,
                       passive=passive, adjuncts=lead)  # fmt: skip
        here = replace(here, adjuncts=here.adjuncts + self._leading(verb, subject))
        if subject is not None and tree.deps[verb] not in ("relcl", "advcl", "acl"):
            self._main = here
        here = self._according_to(verb, here)
        lemma = tree.lemmas[verb] or tree.lower[verb]
        handled = (
            self._is_impersonal(verb, subject, here)
            or self._purposes(verb, lemma, subject, here)
            or self._calls_for(verb, lemma, here)
            or self._reports(verb, lemma, here)
            or self._directs(verb, lemma, here)
            or self._commits(verb, lemma, here)
            or self._links(verb, lemma, here)
        )
        if not handled:
            self._act(verb, here)
        self._continue(verb, here)
        self._embedded(verb, here)

    def _by_verb(self, verb: int, passive: bool, subject: int | None, force: Force, own: Force | None) -> Force:
        """The force that lies in the verb itself: "is prohibited", "shall not apply to", "is entitled to N"."""
        tree, lemma = self.tree, self.tree.lemmas[verb]
        if lemma == "apply" and force.polarity is Polarity.NEGATIVE and tree.kid(verb, "dobj") is None:
            return replace(force, modality=Modality.EXEMPTION, rule="frame/shall-not-apply")
        if force.binds:
            return force
        if (
            passive
            and lemma in ("charge", "task", "entrust")
            and any(tree.lower[p] == "with" and tree.kid(p, "pobj") is not None for p in tree.kids(verb, "prep"))
        ):
            return Force(
                Modality.OBLIGATION,
                Polarity.POSITIVE,
                tree.phrase([*tree.kids(verb, "auxpass"), verb]),
                f"frame/{lemma}ed-with",
            )
        if (
            passive
            and tree.tags[verb] == "VBN"
            and tree.deps[verb] not in ("acl", "relcl", "advcl")
            and subject is not None
            and tree.tags[verb - 1] != "VBG"
        ):
            modality = _directive(lemma)
            auxiliary = tree.kid(verb, "auxpass")
            if (
                modality is None
                or auxiliary is None
                or tree.tags[auxiliary] not in ("VBZ", "VBP", "VB")
                or lemma
                in ("propose", "suggest", "command", "order", "charge", "ask", "enable", "call", "tell", "press")
            ):
                return force
            found = Force(
                modality,
                Polarity.NEGATIVE if modality is Modality.PROHIBITION else Polarity.POSITIVE,
                tree.phrase([auxiliary, verb]),
                f"passive/{lemma}",
            )
            if own is not None and own.polarity is Polarity.NEGATIVE:
                return replace(
                    found,
                    modality=Modality.EXEMPTION if modality is Modality.OBLIGATION else Modality.PROHIBITION,
                    polarity=Polarity.NEGATIVE,
                )
            return found
        adjective = tree.kid(verb, "acomp")
        if lemma == "be" and adjective is not None:
            for preposition in tree.kids(adjective, "prep"):
                said = f"{tree.lower[adjective]} {tree.lower[preposition]}"
                if said in _STATES and tree.kid(preposition, "pobj") is not None:
                    return Force(
                        _STATES[said],
                        Polarity.POSITIVE,
                        tree.phrase(range(verb, preposition + 1)),
                        f"frame/{said.replace(' ', '-')}",
                    )
        return force

    def _subject(self, verb: int) -> int | None:
        found = self.tree.kids(verb, "nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
        real = [s for s in found if self.tree.deps[s] != "expl"]
        return (real or found or [None])[0]

    def _inherits(self, verb: int, subject: int | None, context: Context) -> bool:
        tree, tag = self.tree, self.tree.tags[verb]
        if context.rule in ("complement", "head"):
            return True
        if tree.deps[verb] == "conj" or context.rule == "shared":
            if subject is not None:
                return context.force.binds and (
                    self._is_subjunctive(verb)
                    or tag == "VBP"
                    and context.force.rule.startswith(("frame/necessary-that", "directive", "passive"))
                )
            if tag in ("VB", "VBP", "VBN", "VBG"):
                return True
            return (
                tag == "VBD" and (context.passive or tree.lower[verb] == tree.lemmas[verb]) or not context.force.binds
            )
        return True

    def _is_reduced(self, verb: int, subject: int | None) -> bool:
        """A participle that the parser took for a finite verb: "the number of requests received"."""
        tree = self.tree
        return (
            tree.tags[verb] == "VBN"
            and subject is not None
            and tree.deps[subject] == "nsubj"
            and tree.kid(verb, "aux", "auxpass") is None
        )

    def _is_passive(self, verb: int, subject: int | None, context: Context) -> bool:
        tree = self.tree
        if (
            tree.kid(verb, "auxpass") is not None
            or subject is not None
            and tree.deps[subject] in ("nsubjpass", "csubjpass")
        ):
            return True
        if tree.tags[verb] in ("VBN", "VBD") and tree.deps[verb] == "conj" and context.passive and subject is None:
            return tree.kid(verb, "dobj") is None
        return (
            tree.tags[verb] == "VBN"
            and tree.deps[verb] in ("acl", "advcl", "relcl", "ROOT")
            and tree.kid(verb, "aux", "dobj") is None
        )

    def _actors(self, verb: int, subject: int | None, context: Context) -> tuple[Phrase | None, ...]:
        tree = self.tree
        if subject is None:
            return context.actors
        if tree.mark(subject) == "expletive" or tree.deps[subject] == "expl":
            return (None,)
        if tree.deps[subject] in ("csubj", "csubjpass"):
            phrase = tree.phrase(tree.subtree(subject))
            return (phrase,) if phrase else (None,)
        if tree.lower[subject] in _W["relativizers"] and tree.deps[verb] in ("relcl", "conj", "ccomp"):
            noun = next((a for a in (verb, *tree.ancestors(verb)) if tree.deps[a] == "relcl"), None)
            if noun is not None:
                antecedent = tree.heads[noun]
                while (
                    tree.deps[antecedent] == "pobj"
                    and tree.lower[tree.heads[antecedent]] in ("on", "of", "for")
                    and (
                        tree.tags[tree.heads[tree.heads[antecedent]]][:3] == "NNP"
                        or tree.lower[tree.heads[tree.heads[antecedent]]] in _GATHERINGS
                    )
                ):
                    antecedent = tree.heads[tree.heads[antecedent]]  # "a Commission on Safety, which shall …"
                if tree.lower[antecedent] in _TIMES:  # "an executive meeting on Friday, which discussed …"
                    antecedent = next(
                        (t for a in tree.ancestors(noun) if tree.is_verb(a) for t in tree.kids(a, "dobj", "nsubjpass")),
                        antecedent,
                    )
                return self._phrases(groups(tree, antecedent, cuts=[noun]))
            return (None,)
        purpose = tree.lower[subject] in _PURPOSES and tree.lemmas[verb] == "be"
        if purpose:
            owner = tree.kid(subject, "poss") or next(
                (t for p in tree.kids(subject, "prep") if tree.lower[p] == "of" for t in tree.kids(p, "pobj")), None
            )
            if owner is not None and tree.kid(verb, "xcomp") is not None:
                return self._phrases(
                    [
                        replace(g, tokens=tuple(t for t in g.tokens if tree.tags[t] != "POS"))
                        for g in groups(tree, owner)
                    ]
                )
        return self._phrases(groups(tree, subject, cuts=self._cut_from_subject(subject)), drop_negative=True)

    def _cut_from_subject(self, subject: int) -> list[int]:
        """ "the city in administering its affairs shall …": the circumstance is no part of the name."""
        tree = self.tree
        cuts = []
        for preposition in (p for t in tree.conjuncts(subject) for p in tree.kids(t, "prep")):
            noun = tree.kid(preposition, "pobj")
            if tree.lower[preposition] == "in" and (
                tree.kid(preposition, "pcomp") is not None
                or noun is not None
                and any(tree.lower[c] in ("its", "their", "his", "her") for c in tree.kids(noun, "poss"))
            ):
                cuts.append(preposition)
        return cuts

    def _phrases(self, found: Iterable[Group], *, drop_negative: bool = False) -> tuple[Phrase | None, ...]:
        tree, phrases = self.tree, []
        for group in found:
            tokens = [
                t
                for t in group.tokens
                if not (
                    drop_negative
                    and tree.lower[t] in ("no", "neither", "nor")
                    and tree.lower[min(t + 1, len(tree) - 1)] not in ("more", "less", "fewer")
                )
            ]
            phrase = tree.phrase(tokens)
            if phrase is not None:
                phrases.append(phrase)
        return tuple(phrases) or (None,)

    # -- what kind of verb it is ------------------------------------------------------------------------------

    def _is_impersonal(self, verb: int, subject: int | None, here: Context) -> bool:
        """ "It is essential that X V": the force falls on the complement. Other "it is …" and "there is" say nothing."""
        tree = self.tree
        if subject is None or (tree.lower[subject] not in ("it", "there") and tree.deps[subject] != "expl"):
            return False
        if tree.lemmas[verb] != "be":
            if tree.lower[subject] == "it" and not here.passive:
                return False
            if tree.lower[subject] == "it" and tree.kid(verb, "ccomp") is None:
                return True  # "it is hereby ordered as follows"
            return tree.lower[subject] == "it" and self._report_passive(verb, here)
        complement = tree.kid(verb, "acomp", "attr")
        clause = tree.kid(verb, "ccomp", "xcomp", "advcl")
        if clause is None and complement is not None:
            clause = tree.kid(complement, "ccomp", "xcomp", "acl", "relcl")
        if complement is not None and clause is not None and tree.lower[complement] in _NECESSARY:
            rule = Force(
                _NECESSARY[tree.lower[complement]],
                Polarity.POSITIVE,
                tree.phrase(range(subject, complement + 1)),
                "frame/necessary-that",
            )
            self._visit(clause, replace(here, actors=(None,), force=rule, rule="complement", subject=None))
            return True
        if tree.lower[subject] == "there" or tree.deps[subject] == "expl":
            return not here.force.binds
        return clause is not None

    def _report_passive(self, verb: int, here: Context) -> bool:
        """ "it was noted at the meeting that …"."""
        tree = self.tree
        clause = tree.kid(verb, "ccomp")
        if clause is None or tree.lemmas[verb] not in _W["reporting"]:
            return False
        place = next(
            (p for p in tree.kids(verb, "prep", "agent") if tree.lower[p] in ("at", "by", "during", "in") and p > verb),
            None,
        )
        noun = tree.kid(place, "pobj") if place is not None else None
        speaker = tree.phrase(tree.subtree(noun)) if noun is not None else None
        self.speaker = speaker or self.speaker
        modality = _directive(tree.lemmas[verb])
        force = (
            Force(
                modality,
                Polarity.POSITIVE,
                tree.phrase([*tree.kids(verb, "auxpass"), verb]),
                f"passive/{tree.lemmas[verb]}",
            )
            if modality
            else STATEMENT
        )
        self._reported = Context(
            actors=(None,), force=force, attribution=speaker or here.attribution, rule="complement"
        )
        self._visit(
            clause,
            self._reported if modality and self._is_bare(clause) else replace(self._reported, force=STATEMENT, rule=""),
        )
        return True

    def _is_bare(self, clause: int) -> bool:
        """A subjunctive, or what looks like one behind a plural subject: "that growers test the soil"."""
        tree = self.tree
        return self._is_subjunctive(clause) or tree.tags[clause] == "VBP" and tree.kid(clause, "aux", "auxpass") is None

    def _reports(self, verb: int, lemma: str, here: Context) -> bool:
        tree = self.tree
        if lemma not in _W["reporting"] or here.force.binds or here.force.polarity is Polarity.NEGATIVE:
            return False
        clauses = [c for c in tree.kids(verb, "ccomp", "parataxis") if self._is_finite(c)]
        if (
            not clauses
            and not here.passive
            and lemma in _W["speech"]
            and tree.kid(verb, "dobj", "attr", "xcomp", "dative") is None
        ):
            self.speaker = next((a for a in here.actors if a is not None), None) or self.speaker
            self._quoting.append((verb, self.speaker))
            return True
        if not clauses or here.passive:
            return False
        speaker = next((a for a in here.actors if a is not None), None)
        self.speaker = speaker or self.speaker
        force = (
            Force(_directive(lemma), Polarity.POSITIVE, tree.phrase([verb]), f"directive/{lemma}")
            if _directive(lemma)
            else STATEMENT
        )
        for clause in clauses:
            bare = self._is_bare(clause) if _directive(lemma) else self._is_subjunctive(clause)
            self._reported = Context(
                actors=(None,), force=force, attribution=speaker or here.attribution, rule="complement"
            )
            self._visit(clause, self._reported if bare else replace(self._reported, force=STATEMENT, rule=""))
        return True

    def _is_subjunctive(self, clause: int) -> bool:
        """ "that the area be kept", "that X cooperate": bare, with a subject and no modal verb."""
        tree = self.tree
        if any(tree.tags[c] == "MD" for c in tree.kids(clause, "aux")):
            return False
        return any(tree.lower[c] == "be" for c in tree.kids(clause, "auxpass", "aux")) or tree.tags[clause] == "VB"

    def _calls_for(self, verb: int, lemma: str, here: Context) -> bool:
        """ "called for stricter supervision", "demands its reopening": somebody is to do it; who asks is the speaker."""
        tree = self.tree
        if (
            here.force.binds
            or here.passive
            or here.force.polarity is Polarity.NEGATIVE
            or lemma not in ("call", "demand")
        ):
            return False
        preposition = (
            next((p for p in tree.kids(verb, "prep") if tree.lower[p] == "for"), None) if lemma == "call" else None
        )
        if (lemma == "call") != (preposition is not None) or tree.kid(verb, "ccomp", "xcomp") is not None:
            return False
        speaker = next((a for a in here.actors if a is not None), None)
        self.speaker = speaker or self.speaker
        force = Force(
            Modality.OBLIGATION,
            Polarity.POSITIVE,
            tree.phrase([verb, *([preposition] if preposition is not None else [])]),
            f"directive/{lemma}",
        )
        self._act(verb, replace(here, actors=(None,), force=force, attribution=speaker or here.attribution))
        return True

    def _is_finite(self, verb: int) -> bool:
        tree = self.tree
        if tree.tags[verb] in ("VBD", "VBZ", "VBP", "MD"):
            return True
        if any(tree.lower[c] == "to" for c in tree.kids(verb, "aux")):
            return False
        return tree.kid(verb, "nsubj", "nsubjpass", "aux", "auxpass", "csubj", "mark") is not None

    def _directs(self, verb: int, lemma: str, here: Context) -> bool:
        tree = self.tree
        modality = _directive(lemma)
        causes = lemma in _W["causing"]
        if here.passive or not (modality or causes):
            return False
        clause, told = self._told(verb)
        if clause is None or told is None:
            return False
        actors = self._phrases(groups(tree, told, cuts=[clause]))
        if here.force.binds or modality is None:
            # "shall require X to V", "guide officials to study": both are said
            self._spent.add(clause)
            conditions = [
                c
                for c in tree.kids(clause, "advcl", "prep")
                if (rule := adjuncts_.kind_of(self._words(c))) is not None and rule.slot == "condition"
            ]
            what = tree.phrase(tree.subtree(clause, [*conditions, *tree.kids(clause, "nsubj")]))
            extra = Adjuncts(purpose=what) if tree.deps[clause] != "pcomp" else NONE
            for condition in conditions:
                phrase = tree.phrase(tree.subtree(condition))
                extra = extra + (adjuncts_.read(phrase) if phrase else NONE)
            self._act(verb, replace(here, adjuncts=here.adjuncts + extra), object_=told)
            if (
                modality is None
                or here.force.modality is not Modality.PERMISSION
                and modality is not Modality.PROHIBITION
                and here.force.polarity is Polarity.POSITIVE
            ):
                self._visit(
                    clause, replace(here, actors=actors, rule="complement", subject=told, adjuncts=NONE, prefix=())
                )
            return True
        speaker = next((a for a in here.actors if a is not None), None)
        self.speaker = speaker or self.speaker
        preposition = next((p for p in tree.kids(verb, "prep") if tree.lower[p] in ("on", "upon")), None)
        force = Force(
            modality,
            Polarity.POSITIVE,
            tree.phrase([verb, *([preposition] if preposition is not None else [])]),
            f"directive/{lemma}",
        )
        if modality is Modality.PROHIBITION:
            force = replace(force, polarity=Polarity.NEGATIVE)
        if here.force.polarity is Polarity.NEGATIVE:
            force = force.denied()
        self._visit(clause, Context(actors=actors, subject=told, force=force, attribution=speaker or here.attribution,
                                    adjuncts=here.adjuncts, rule="complement"))  # fmt: skip
        return True

    def _words(self, token: int) -> str:
        """The text from the left edge of the token's words on."""
        left = min(self.tree.subtree(token))
        start = self.tree.sentence.starts[left]
        return self.tree.text[start : start + 120]

    def _told(self, verb: int) -> tuple[int | None, int | None]:
        """(the infinitive, whom it is said to): "urges X to V", "calls on X to V", "prohibits X from V-ing"."""
        tree = self.tree
        for clause in tree.kids(verb, "ccomp", "xcomp", "advcl", "dep"):
            subject = tree.kid(clause, "nsubj", "nsubjpass")
            if subject is not None and self._is_infinitive(clause) and subject > verb:
                return clause, subject
        told = tree.kid(verb, "dobj", "dative")
        if told is None:
            preposition = next((p for p in tree.kids(verb, "prep") if tree.lower[p] in ("on", "upon", "for")), None)
            told = tree.kid(preposition, "pobj") if preposition is not None else None
        if told is None:
            return None, None
        tail = tree.conjuncts(told)
        for holder in (verb, *tail):
            for clause in tree.kids(holder, "xcomp", "advcl", "acl", "relcl", "ccomp"):
                if clause > told and self._is_infinitive(clause):
                    return clause, told
        for holder in (verb, *tail):
            for preposition in tree.kids(holder, "prep"):
                clause = tree.kid(preposition, "pcomp") if tree.lower[preposition] == "from" else None
                if clause is not None and preposition > told:
                    return clause, told
        return None, told

    def _is_infinitive(self, verb: int) -> bool:
        return any(self.tree.lower[c] == "to" for c in self.tree.kids(verb, "aux"))

    def _commits(self, verb: int, lemma: str, here: Context) -> bool:
        """ "agreed to V", "decides to V": the complement is a commitment of the same actor."""
        tree = self.tree
        if (
            lemma not in _W["committing"]
            or here.passive
            or here.force.binds
            or here.force.polarity is Polarity.NEGATIVE
        ):
            return False
        clause = next(
            (
                c
                for c in tree.kids(verb, "xcomp", "ccomp", "advcl")
                if self._is_infinitive(c) and tree.kid(c, "nsubj") is None
            ),
            None,
        )
        if clause is None or tree.kid(verb, "dobj") is not None:
            return False
        force = Force(Modality.COMMITMENT, Polarity.POSITIVE, tree.phrase([verb, verb + 1]), f"directive/{lemma}")
        self._visit(clause, replace(here, force=force, rule="complement"))
        return True

    def _visit_each(self, verbs: Iterable[int], context: Context) -> None:
        for verb in verbs:
            self._visit(verb, context)

    def _links(self, verb: int, lemma: str, here: Context) -> bool:
        """ "continue to V", "insist on V-ing", "refrain from V-ing", "be responsible for V-ing": V is what is done."""
        tree = self.tree
        for preposition in (
            *tree.kids(verb, "prep"),
            *(p for a in tree.kids(verb, "acomp") for p in tree.kids(a, "prep")),
        ):
            clause = tree.kid(preposition, "pcomp")
            if clause is None or not tree.is_verb(clause):
                continue
            between = tree.heads[preposition]
            said = f"{tree.lower[between] if between != verb else lemma} {tree.lower[preposition]}"
            if between == verb and tree.lower[min(verb + 1, len(tree) - 1)] in ("forward",):
                said = f"{lemma} {tree.lower[verb + 1]} {tree.lower[preposition]}"
            coordinated = [
                p
                for p in tree.children[preposition]
                if tree.deps[p] == "conj" and tree.lower[p] == tree.lower[preposition]
            ]
            later = [
                c
                for p in (
                    *coordinated,
                    *(
                        p
                        for p in tree.children[between]
                        if p > preposition and tree.deps[p] == "prep" and tree.lower[p] == tree.lower[preposition]
                    ),
                )
                for c in tree.kids(p, "pcomp")
                if tree.is_verb(c)
            ]
            if said in _W["refraining"]:
                force = here.force.denied() if here.force.binds else replace(here.force, polarity=Polarity.NEGATIVE)
                self._visit_each([clause, *later], replace(here, force=force, rule="complement"))
                return True
            if said in _W["charged"] or (here.passive and said in ("charge with", "task with", "entrust with")):
                force = (
                    here.force
                    if here.force.binds
                    else Force(
                        Modality.OBLIGATION,
                        Polarity.POSITIVE,
                        tree.phrase([between, preposition]),
                        "frame/responsible-for",
                    )
                )
                self._visit_each([clause, *later], replace(here, force=force, rule="complement", passive=False))
                return True
            if (
                said in ("prohibit from", "bar from", "forbid from", "preclude from", "ban from", "prevent from")
                and here.passive
            ):
                force = Force(
                    Modality.PROHIBITION,
                    Polarity.NEGATIVE,
                    tree.phrase([*tree.kids(verb, "auxpass"), verb, preposition]),
                    "frame/prohibited-from",
                )
                self._visit_each([clause, *later], replace(here, force=force, rule="complement", passive=False))
                return True
            if said in ("exempt from", "excuse from", "relieve from") and (here.passive or between != verb):
                force = Force(
                    Modality.EXEMPTION, Polarity.POSITIVE, tree.phrase([between, preposition]), "frame/exempt-from"
                )
                self._visit_each([clause, *later], replace(here, force=force, rule="complement", passive=False))
                return True
            if said in _W["gerund_on"]:
                self._visit_each([clause, *later], replace(here, rule="complement"))
                return True
        if here.passive and lemma != "be":
            return False
        clause = tree.kid(verb, "xcomp")
        if clause is None and lemma == "work" and any(tree.lower[c] == "together" for c in tree.kids(verb, "advmod")):
            clause = next((c for c in tree.kids(verb, "advcl") if self._is_infinitive(c)), None)
        if clause is None or tree.kid(verb, "dobj") is not None or not tree.is_verb(clause):
            return False
        if lemma in _W["refraining"] and tree.tags[clause] == "VBG" and lemma in ("avoid", "cease", "stop"):
            force = here.force.denied() if here.force.binds else here.force
            self._visit(clause, replace(here, force=force, rule="complement"))
            return True
        if lemma in _W["catenative"] and (self._is_infinitive(clause) or tree.tags[clause] == "VBG"):
            links = [verb, *(c for c in tree.kids(clause, "aux") if tree.lower[c] == "to")]
            if lemma in ("fail", "neglect", "omit"):  # "shall not fail to record": must record
                force = (
                    here.force.denied()
                    if here.force.binds
                    else replace(here.force, polarity=Polarity.NEGATIVE, rule="statement/negative")
                )
                self._visit(clause, replace(here, force=force, rule="complement"))
                return True
            self._visit(clause, replace(here, prefix=(*here.prefix, *links), rule="complement"))
            return True
        return False

    def _purposes(self, verb: int, lemma: str, subject: int | None, here: Context) -> bool:
        """ "the council's role is to V": the council has to V."""
        tree = self.tree
        clause = tree.kid(verb, "xcomp")
        if (
            lemma != "be"
            or subject is None
            or tree.lower[subject] not in _PURPOSES
            or clause is None
            or not self._is_infinitive(clause)
        ):
            return False
        force = (
            here.force
            if here.force.binds
            else Force(
                Modality.OBLIGATION, Polarity.POSITIVE, tree.phrase([subject, verb, verb + 1]), "frame/role-is-to"
            )
        )
        self._visit(clause, replace(here, force=force, rule="complement"))
        return True

    def _according_to(self, verb: int, here: Context) -> Context:
        tree = self.tree
        for child in tree.children[verb]:
            if tree.lower[child] == "according" and child < verb:
                noun = next((t for p in tree.kids(child, "prep") for t in tree.kids(p, "pobj")), None)
                if noun is not None and (
                    not here.force.binds
                    or tree.lower[noun] in _W["bodies"]
                    or tree.lower[noun] in ("conference", "statement", "report")
                ):
                    self._spent.add(child)
                    return replace(here, attribution=tree.phrase(tree.subtree(noun)))
        return here

    # -- an action --------------------------------------------------------------------------------------------

    def _act(self, verb: int, here: Context, *, object_: int | None = None) -> None:
        tree = self.tree
        if tree.tags[verb] == "VBG" and tree.lower[verb] == "having" and not here.force.binds:
            return  # "Having regard to the Treaty": on what grounds
        if (
            tree.tags[verb] == "MD"
            or tree.lower[verb] in ("see", "cf")
            and not here.force.binds
            and here.actors in ((), (None,))
        ):
            return
        if verb < tree.sentence.inherited:
            aim = next(
                (
                    c
                    for holder in (verb, *tree.kids(verb, "agent", "prep", "dobj"), *(n for p in tree.kids(verb, "agent", "prep") for n in tree.kids(p, "pobj")))
                    for c in tree.kids(holder, "xcomp", "advcl", "acl", "relcl")
                    if c >= tree.sentence.inherited and self._is_infinitive(c)
                ),
                None,
            )
            if aim is not None:  # "must work together to: (a) cut …": the item says what is done
                agents = Arguments(self, verb, here, object_).agents if here.passive else here.actors
                self._spent.add(aim)
                self._visited.discard(aim)
                self._visit(aim, replace(here, actors=agents or (None,), rule="complement", passive=False))
                return
        arguments = Arguments(self, verb, here, object_)
        action = tree.phrase([*here.prefix, *arguments.action])
        if action is None or not arguments.objects and self._is_lead_in and max(arguments.action) == self._last_word:
            return  # the words above a list: its items say what is done
        actors, objects = here.actors or (None,), arguments.objects
        if here.passive:
            patients = objects or list(actors)
            if (
                objects
                and not arguments.keeps_subject
                and actors
                and actors[0] is not None
                and arguments.recipient is None
            ):
                arguments.recipient = actors[0]  # "workers shall be paid a bonus"
            if arguments.keeps_subject:
                objects = objects or [None]
            else:
                objects, actors = patients, arguments.agents or (None,)
        adjuncts = here.adjuncts + self._insertions_for(verb) + arguments.adjuncts
        if self._enumeration and verb < self._enumeration[0] and objects[-1:] != [None]:
            objects = self._with_enumeration(verb, objects)
        adjuncts = adjuncts_.with_anchors(adjuncts, tree.text)
        predicate = self._predicate(here.prefix, arguments.action, verb)
        combinations = itertools.islice(itertools.product(actors, objects or [None]), _MOST)
        for actor, thing in combinations:
            if actor is None and not here.force.binds and (thing is None or not here.passive):
                continue
            self.drafts.append(Draft(verb, action, predicate, actor, thing, arguments.recipient, here.force, here.attribution,
                                     adjuncts, arguments.rule or here.force.rule))  # fmt: skip
        for clause in arguments.clauses:
            self._visit(clause, replace(here, prefix=(*here.prefix, *arguments.action), rule="complement"))

    def _with_enumeration(self, verb: int, objects: list[Phrase | None]) -> list[Phrase | None]:
        """The objects, the last one with the list that it announces; "shall be as follows: …" takes the list itself."""
        tree = self.tree
        if any(
            tree.is_verb(t) and t not in self._visited and tree.lower[t] not in ("follows", "following")
            for t in range(verb + 1, self._enumeration[0])
        ):
            return objects
        listed = tree.phrase(self._enumeration)
        last = objects[-1] if objects else None
        if listed is None or last is not None and last.implied:
            return objects
        if last is None:
            return [listed]
        if last.end > listed.start or ":" not in tree.text[last.end : listed.start] or listed.start - last.end > 24:
            return objects
        return [*objects[:-1], Phrase(tree.text[last.start : listed.end], last.start, listed.end)]

    def _predicate(self, prefix: Iterable[int], action: Iterable[int], verb: int) -> str:
        tree = self.tree
        tokens = sorted({*prefix, *action})
        said = [
            (tree.lemmas[t] or tree.lower[t]) if t == verb or t in prefix else tree.lower[t]
            for t in tokens
            if tree.has_words(t)
        ]
        return " ".join(said)

    def _leading(self, verb: int, subject: int | None) -> Adjuncts:
        """Adjuncts before the subject: they hold for every verb coordinated with this one."""
        tree, found = self.tree, NONE
        edge = min(tree.subtree(subject)) if subject is not None else verb
        for preposition in self._cut_from_subject(subject) if subject is not None else ():
            phrase = tree.phrase(tree.subtree(preposition))
            if phrase is not None and preposition not in self._spent:
                self._spent.add(preposition)
                found = found + adjuncts_.read(phrase)
        for child in tree.children[verb]:
            if (
                child < edge
                and tree.deps[child] in ("prep", "advcl", "npadvmod", "advmod", "pcomp", "obl", "nmod")
                and child not in self._spent
            ):
                phrase = tree.phrase(tree.subtree(child))
                if phrase is None or tree.lower[child] in ("according",):
                    continue
                self._spent.add(child)
                if tree.deps[child] == "advmod" and adjuncts_.kind_of(phrase.text) is None:
                    continue
                if tree.deps[child] == "advcl" and self._is_infinitive(child):
                    found = found + Adjuncts(purpose=phrase)
                    continue
                found = found + adjuncts_.read(phrase)
        return found

    # -- insertions -------------------------------------------------------------------------------------------

    def _read_insertions(self) -> list[tuple[int, Adjuncts]]:
        text, found = self.tree.text, []
        for insertion in self.tree.sentence.insertions:
            if insertion.kind not in ("adjunct", "trailing"):
                continue
            words_ = insertion.span.of(text)
            cuts = [0] + [
                m.end()
                for m in re.finditer(r"(?:,\s+(?:and\s+|but\s+)?|\s+and\s+)", words_)
                if m.start() and adjuncts_.kind_of(words_[m.end() :])
            ]
            adjuncts = NONE
            for start, end in zip(cuts, [*cuts[1:], len(words_)], strict=True):
                piece = words_[start:end]
                begin = insertion.span.start + start + len(piece) - len(piece.lstrip(" ,\n\t"))
                stop = insertion.span.start + start + len(re.sub(r"[\s,]+(?:and|but)?[\s,]*$", "", piece))
                if stop > begin:
                    adjuncts = adjuncts + adjuncts_.read(Phrase(text[begin:stop], begin, stop))
            before = insertion.before
            if insertion.kind == "trailing":  # "recommendations, if any": it belongs to the verb before it
                before = max((t for t in range(min(before, len(self.tree))) if self.tree.is_verb(t)), default=before)
            found.append((before, adjuncts))
        return found

    def recipient_behind(self, verb: int) -> Phrase | None:
        """Whom "forward to the Commission a copy" names: taken out before parsing."""
        for insertion in self.tree.sentence.insertions:
            if insertion.kind == "recipient" and insertion.before == verb + 1:
                start = insertion.span.start + 3
                return Phrase(self.tree.text[start : insertion.span.end], start, insertion.span.end)
        return None

    def _insertions_for(self, verb: int) -> Adjuncts:
        """What was taken out before the verb, since the last verb that is no conjunct of it."""
        first, found = self.tree.first_conjunct(verb), NONE
        for before, adjuncts in self._insertions:
            if before == verb:
                found = found + adjuncts
            elif (
                before <= first
                and not any(before <= d.verb < first for d in self.drafts if self.tree.first_conjunct(d.verb) != first)
                or before <= verb
                and before > first
            ):
                found = found + adjuncts
        return found

    # -- what follows from a verb -----------------------------------------------------------------------------

    def _continue(self, verb: int, here: Context) -> None:
        tree = self.tree
        for child in tree.kids(verb, "conj", "parataxis", "dep"):
            if (
                not tree.is_verb(child)
                or tree.deps[child] == "dep"
                and not self._is_finite(child)
                and tree.tags[child] != "VB"
            ):
                continue
            context = replace(here, rule="shared" if tree.deps[child] != "conj" else "")
            joined = [tree.lower[c] for v in tree.conjuncts(tree.first_conjunct(verb)) for c in tree.kids(v, "cc")]
            if (
                here.force.polarity is Polarity.NEGATIVE
                and not here.force.rule.startswith(("frame", "directive"))
                and "or" not in joined
                and "nor" not in joined
            ):
                negated_alone = any(tree.deps[c] == "neg" for c in tree.children[verb])
                if negated_alone and (
                    "but" in joined
                    or any(tree.lower[c] in (",", ";") for c in tree.kids(verb, "punct") if verb < c < child)
                ):
                    context = replace(context, force=_affirmed(here.force))
            if here.passive and tree.kid(child, "auxpass") is None and tree.tags[child] in ("VB", "VBP", "VBZ"):
                context = replace(context, passive=False)
            self._visit(child, context)
        for child in tree.kids(verb, "ccomp", "advcl"):
            # a main clause that the parser made a complement of what follows it
            if (
                child < verb
                and child not in self._visited
                and tree.kid(child, "mark") is None
                and tree.kid(child, "nsubj", "nsubjpass") is not None
                and own_force(tree, child, None) is not None
                and not any(tree.lower[c] in _W["subordinators"] for c in tree.kids(child, "advmod", "mark"))
            ):
                self._visit(
                    child,
                    replace(here, actors=(None,), force=STATEMENT, adjuncts=NONE, prefix=(), rule="", subject=None),
                )

    def _embedded(self, verb: int, here: Context) -> None:
        """Clauses inside the verb's own that say something of their own."""
        tree = self.tree
        conditions = [
            c
            for c in tree.kids(verb, "advcl")
            if tree.kid(c, "mark") is not None
            or any(tree.lower[t] in _W["subordinators"] for t in tree.kids(c, "advmod"))
        ]
        inside = tree.subtree(verb, [*(c for c in tree.kids(verb, "conj") if tree.is_verb(c)), *conditions])
        for token in inside:
            if token in self._visited or not (tree.is_verb(token) or tree.deps[token] == "relcl"):
                continue
            dep, head = tree.deps[token], tree.heads[token]
            context = Context(attribution=here.attribution, actors=(None,))
            if dep == "relcl":
                subject = self._subject(token)
                own = own_force(tree, token, subject)
                if subject is None:
                    continue
                if tree.mark(token) == "saying" and tree.kid(token, "ccomp") is not None and not here.force.binds:
                    self._visited.add(token)
                    noun = self._phrases(groups(tree, head, cuts=[token])[:1])
                    self._visit(
                        tree.kid(token, "ccomp") or 0, Context(actors=(None,), attribution=here.attribution or noun[0])
                    )
                    continue
                if tree.lower[subject] not in _W["relativizers"]:
                    if any(
                        tree.lower[t] in _W["relativizers"]
                        and tree.lower[tree.heads[t]] in ("in", "under", "by", "through")
                        for t in tree.subtree(token)
                    ):
                        self._visit(token, replace(context, rule="embedded"))
                elif own is not None and own.binds:
                    self._visit(token, context)
                elif (
                    tree.lower[min(tree.subtree(token)) - 1] == ","
                    and min(tree.subtree(token)) > 0
                    and not here.force.binds
                ):
                    self._visit(token, replace(context, rule="embedded"))
            elif (
                dep in ("acl", "advcl", "relcl")
                and tree.mark(token) == "saying"
                and not here.force.binds
                and tree.kid(token, "ccomp") is not None
            ):
                noun = self._phrases(groups(tree, head, cuts=[token])[:1]) if not tree.is_verb(head) else here.actors
                self._visited.add(token)
                self._visit(
                    tree.kid(token, "ccomp") or 0,
                    Context(
                        actors=(None,), attribution=here.attribution or next((n for n in noun if n is not None), None)
                    ),
                )
            elif (
                dep == "acl"
                and not here.force.binds
                and any(tree.lower[c] == "that" for c in tree.kids(token, "mark"))
                and self._subject(token) is not None
            ):
                self._visit(token, context)
            elif (
                dep == "acl"
                and tree.tags[token] == "VBN"
                and tree.kid(token, "agent") is not None
                and not here.force.binds
            ):
                noun = groups(tree, head, cuts=[token])
                self._visit(token, replace(context, actors=self._phrases(noun[:1]), rule="participle", passive=True))
            elif (
                dep == "advcl"
                and head == verb
                and tree.tags[token] == "VBG"
                and tree.lemmas[token] in _W["reporting"]
                and tree.kid(token, "ccomp") is not None
                and not here.force.binds
            ):
                speaker = next((a for a in here.actors if a is not None), None)
                self._visited.add(token)
                self._visit(
                    tree.kid(token, "ccomp") or 0, Context(actors=(None,), attribution=speaker or here.attribution)
                )
            elif (
                dep == "advcl"
                and head == verb
                and tree.tags[token] == "VBG"
                and token < verb
                and not here.force.binds
                and tree.lemmas[token] not in _W["operative"]
                and min(tree.subtree(token)) == token
                and tree.kid(token, "dobj", "prep") is not None
                and adjuncts_.kind_of(tree.lower[token] + " x") is None
            ):
                self._visit(token, replace(context, actors=here.actors, subject=here.subject, rule="participle"))
            elif (
                dep == "advcl" and head == verb and tree.tags[token] == "VBG" and token > verb and not here.force.binds
            ):
                left = min(tree.subtree(token))
                if tree.kid(token, "mark", "prep") is None and left > 0 and tree.lower[left - 1] == ",":
                    self._visit(token, replace(context, actors=here.actors, subject=here.subject, rule="participle"))
            elif (
                dep in ("advcl", "acl", "xcomp", "relcl")
                and self._is_infinitive(token)
                and not here.force.binds
                and tree.lemmas[verb] in _W["convening"]
                and (head == verb or tree.deps[head] in ("dobj", "pobj"))
            ):
                self._visit(
                    token,
                    replace(
                        context,
                        actors=here.actors if not here.passive else (None,),
                        subject=here.subject,
                        rule="purpose",
                    ),
                )
            elif (
                dep == "conj"
                and not tree.is_verb(head)
                and tree.kid(token, "nsubj", "nsubjpass") is not None
                and tree.tags[token] in ("VBZ", "VBP", "VBD")
            ):
                self._visit(token, context)
            elif (
                dep == "ccomp"
                and head == verb
                and tree.lemmas[verb] in ("ensure", "guarantee", "see")
                and here.force.binds
            ):
                if self._subject(token) is not None:
                    self._visit(
                        token, replace(context, force=replace(here.force, rule="complement/ensure"), rule="complement")
                    )

    def roles(self) -> list[Draft]:
        """ "X, General Secretary of Y, …": X is that."""
        tree, found = self.tree, []
        for token in range(len(tree)):
            if (
                tree.deps[token] != "appos"
                or tree.tags[token] not in ("NNP", "NN")
                or tree.deps[tree.heads[token]] not in ("nsubj", "nsubjpass", "dobj", "ROOT")
            ):
                continue
            name = tree.heads[token]
            if (
                tree.tags[name] != "NNP"
                or token < name
                or not any(w in _ROLES for t in tree.subtree(token) for w in [tree.lower[t]])
            ):
                continue
            who, role = tree.phrase(groups(tree, name)[0].tokens), tree.phrase(tree.subtree(token))
            if who is None or role is None or len(who.text.split()) > 6:
                continue
            is_ = Phrase("is", who.end, role.start, implied=True, parts=(Span(who.end, role.start),))
            found.append(
                Draft(token, is_, "be", who, role, None, Force(rule="role/apposition"), None, NONE, "role/apposition")
            )
        return found


class Arguments:
    """What a verb takes: the words of its action, its objects, who receives, and its adjuncts."""

    def __init__(self, reading: Interpretation, verb: int, here: Context, object_: int | None) -> None:
        self.tree, self.reading, self.verb, self.here = reading.tree, reading, verb, here
        self.action: list[int] = [
            verb,
            *self.tree.kids(verb, "prt"),
            *(c for c in self.tree.kids(verb, "advmod") if self.tree.lower[c] == "forward" and c == verb + 1),
        ]
        self.objects: list[Phrase | None] = []
        self.agents: tuple[Phrase | None, ...] = ()
        self.recipient: Phrase | None = None
        self.adjuncts = NONE
        self.clauses: list[int] = []  # infinitives that the action goes on with: "make efforts to V"
        self.keeps_subject = False  # a passive that says what its subject is
        self.rule = {"participle": "participle", "purpose": "purpose/convening", "embedded": "statement/embedded"}.get(
            here.rule, ""
        )
        self._used: set[int] = set()
        self._read(object_)

    def _read(self, object_: int | None) -> None:
        tree, verb = self.tree, self.verb
        lemma = tree.lemmas[verb] or tree.lower[verb]
        self._agents()
        if lemma in ("remain", "stay", "become", "get"):
            state = next(
                (
                    c
                    for c in tree.kids(verb, "xcomp", "advcl", "acomp", "oprd", "dep", "ccomp")
                    if verb < c <= verb + 2 and tree.tags[c] in ("VBN", "JJ")
                ),
                None,
            )
            if state is not None and tree.deps[state] != "acomp":
                self.action.append(state)  # "remain seized of the matter"
                self._used.add(state)
                reading = self.reading
                reading._visited.add(state)
                self._prepositional(" ".join((lemma, tree.lower[state])), state)
        thing = object_ if object_ is not None else tree.kid(verb, "dobj", "attr", "oprd")
        if thing is not None and tree.lower[thing] in _W["relativizers"]:
            thing = None
        gift = self._gift(lemma, thing)
        if gift is not None and thing is not None:
            self.recipient = tree.phrase(tree.subtree(thing, [gift, *self._cuts(thing)]))
            self._used |= {thing, gift}
            self._take(tree.kid(gift, "pobj") or thing)
        elif thing is not None and self._is_light(lemma, thing):
            self._light(thing)
        elif (
            thing is not None
            and tree.deps[thing] == "dobj"
            and _is_adverbial(self._words_from(min(tree.subtree(thing))))
        ):
            phrase = tree.phrase(tree.subtree(thing))
            if phrase is not None:
                self.adjuncts = self.adjuncts + adjuncts_.read(phrase)
            self._used.add(thing)
            self._prepositional(lemma, verb)
        elif thing is not None and self.here.passive and tree.tags[thing] in ("JJ", "RB", "VBN"):
            self.action += tree.subtree(thing)  # "be held accountable"
            self._used.add(thing)
        elif thing is not None:
            self._take(thing)
        else:
            adjective = tree.kid(verb, "acomp", "oprd")
            if adjective is not None:
                self._adjective(adjective)
            else:
                self._clause_object()
                self._prepositional(lemma, verb)
        if thing is not None and tree.deps[thing] == "dobj":
            complement = tree.kid(verb, "oprd", "acomp")
            if complement is not None and complement != thing:
                self.action += tree.subtree(complement, tree.kids(complement, "prep", "advcl", "xcomp", "ccomp"))
                self._used.add(complement)
            as_ = next(
                (
                    p
                    for p in tree.kids(verb, "prep")
                    if tree.lower[p] == "as"
                    and lemma
                    in (
                        "take",
                        "regard",
                        "treat",
                        "use",
                        "designate",
                        "establish",
                        "recognize",
                        "recognise",
                        "see",
                        "view",
                        "consider",
                        "appoint",
                        "make",
                    )
                ),
                None,
            )
            if as_ is not None and adjuncts_.kind_of((tree.phrase(tree.subtree(as_)) or Phrase("", 0, 0)).text) is None:
                self.action += tree.subtree(as_)
                self._used.add(as_)
        if self.here.passive and not self.objects:
            complement = tree.kid(verb, "acomp", "oprd")
            if complement is not None and complement not in self._used:
                self.action += [t for t in tree.subtree(complement) if tree.deps[t] != "prep"]
                self._used.add(complement)
        self._recipient(lemma)
        self._rest()

    def _gift(self, lemma: str, thing: int | None) -> int | None:
        """ "provide workers with gloves": the preposition in front of what is given."""
        tree = self.tree
        if thing is None or self.here.passive or lemma not in _W["giving_with"] or tree.deps[thing] != "dobj":
            return None
        return next(
            (
                p
                for p in tree.kids(self.verb, "prep")
                if tree.lower[p] == "with" and p > thing and tree.kid(p, "pobj") is not None
            ),
            None,
        )

    def _agents(self) -> None:
        tree = self.tree
        if not self.here.passive:
            return
        for by in tree.kids(self.verb, "agent", "prep"):
            if tree.lower[by] != "by" or by < self.verb:
                continue
            noun = tree.kid(by, "pobj")
            phrase = tree.phrase(tree.subtree(by))
            if noun is None or phrase is None:
                continue
            rule = adjuncts_.kind_of(phrase.text)
            if rule is not None and rule.kind and rule.kind.value in ("deadline", "manner"):
                continue
            self._used.add(by)
            self.agents = self.reading._phrases(groups(tree, noun, cuts=self._cuts(noun)))
            return

    def _cuts(self, noun: int) -> list[int]:
        """Dependents right of a noun, or of the nouns in its tail, that belong to the verb by the words that open them."""
        tree, cuts = self.tree, []
        for token in tree.subtree(noun):
            if token <= noun or tree.deps[token] not in (
                "prep",
                "advcl",
                "npadvmod",
                "advmod",
                "acl",
                "dep",
                "mark",
                "relcl",
                "pcomp",
                "amod",
                "xcomp",
            ):
                continue
            if any(tree.is_verb(a) for a in itertools.takewhile(lambda a: a != noun, tree.ancestors(token))):
                rule = adjuncts_.kind_of(self._words_from(min(tree.subtree(token))))
                if (
                    tree.lemmas[self.verb] in ("keep", "retain", "maintain", "preserve", "store", "hold")
                    and rule is not None
                    and rule.kind is not None
                    and rule.kind.value == "time"
                ):
                    cuts.append(token)  # "keep records of the materials delivered for five years"
                continue
            left = min(tree.subtree(token))
            if left <= noun:
                continue
            if (
                tree.deps[token] in ("acl", "advcl", "xcomp", "relcl")
                and tree.heads[token] != noun
                and self.reading._is_infinitive(token)
                and tree.heads[token] not in tree.conjuncts(noun)
            ):
                cuts.append(token)  # "an interview with the operator to confirm …": what it is done for
                continue
            words_ = self._words_from(left)
            rule = adjuncts_.kind_of(words_)
            if rule is None:
                continue
            if tree.lower[token] == "using" and tree.heads[token] == noun:
                cuts.append(token)
                continue
            if (
                rule.slot in ("purpose", "consequence")
                or rule.id == "adjunct/condition"
                and (
                    tree.deps[token] in ("advcl", "relcl", "dep")
                    or tree.lower[left] in ("except", "unless", "if", "provided")
                )
                or rule.kind is not None
                and rule.kind.value in ("deadline", "frequency", "consultation", "extent", "time")
                or _CUT_ANYWHERE.match(words_)
            ):
                cuts.append(token)
        self._cut_found = cuts
        for token in cuts:
            if token not in self.reading._spent:
                self.reading._spent.add(token)
                phrase = tree.phrase(tree.subtree(token))
                if phrase is not None and self.reading._is_infinitive(token) and adjuncts_.kind_of(phrase.text) is None:
                    self.adjuncts = self.adjuncts + Adjuncts(purpose=phrase)
                elif phrase is not None:
                    self.adjuncts = self.adjuncts + adjuncts_.read(phrase)
        return cuts

    def _words_from(self, token: int) -> str:
        starts = self.tree.sentence.starts
        return self.tree.text[starts[token] : starts[token] + 120]

    def _take(self, thing: int, *extra: int) -> None:
        found = groups(self.tree, thing, cuts=self._cuts(thing))
        for phrase in self.reading._phrases(found):
            if phrase is not None:
                self.objects.append(phrase)
        for group in found:
            for token in group.tokens:
                self._used.add(token)
        self.action += extra

    def _purpose(self, clause: int) -> None:
        self.reading._spent.add(clause)
        phrase = self.tree.phrase(self.tree.subtree(clause))
        if phrase is not None:
            self.adjuncts = self.adjuncts + Adjuncts(purpose=phrase)

    def _is_light(self, lemma: str, noun: int) -> bool:
        return (
            lemma in _W["light_verbs"]
            and self.tree.lower[noun] in _W["light_nouns"]
            and self.tree.mark(noun) != "quote"
        )

    def _light(self, noun: int) -> None:
        """ "take charge of implementation": the noun and its preposition belong to the action."""
        tree = self.tree
        if tree.lower[noun] in ("effect", "place", "root", "shape", "precedence") and not any(
            tree.lower[p] in ("in", "over") for h in (noun, self.verb) for p in tree.kids(h, "prep")
        ):
            self.action += [t for t in tree.subtree(noun) if t <= noun]
            return
        preposition = next(
            (p for p in tree.kids(noun, "prep") if p > noun and tree.kid(p, "pobj", "pcomp") is not None), None
        )
        if preposition is None:
            preposition = next((p for p in tree.kids(self.verb, "prep") if p == noun + 1 and tree.kid(p, "pobj", "pcomp") is not None
                                and adjuncts_.kind_of(self._words_from(p)) is None), None)  # fmt: skip
        infinitive = next((c for holder in (noun, self.verb) for c in tree.kids(holder, "acl", "xcomp", "advcl", "relcl")
                           if c > noun and self.reading._is_infinitive(c)), None)  # fmt: skip
        if preposition is not None:
            own = [t for t in tree.subtree(noun, [preposition]) if t <= noun]
            target = tree.kid(preposition, "pobj")
            self.action += [*own, preposition]
            self._used.add(preposition)
            if target is not None:
                self._take(target)
            else:
                gerund = tree.kid(preposition, "pcomp")
                if gerund is not None and tree.is_verb(gerund):
                    phrase = tree.phrase(tree.subtree(gerund))
                    self.objects.append(phrase)
                    self.reading._visited.add(gerund)
            return
        if (
            infinitive is not None
            and tree.lower[noun]
            in ("effort", "efforts", "steps", "action", "actions", "care", "decision", "initiative")
            and infinitive - noun <= 3
        ):
            own = [t for t in tree.subtree(noun, [infinitive]) if t <= noun]
            self.action += [*own, *(c for c in tree.kids(infinitive, "aux") if tree.lower[c] == "to")]
            self.clauses.append(infinitive)
            self.reading._spent.add(infinitive)
            return
        if tree.lower[noun] in _W["bare_light_nouns"]:
            self.action += [t for t in tree.subtree(noun) if t <= noun]
            self._prepositional(" ".join([tree.lemmas[self.verb], tree.lower[noun]]), self.verb)
            return
        self._take(noun)

    def _adjective(self, adjective: int) -> None:
        """ "is important for X", "must be reasonable": the adjective belongs to the action."""
        tree = self.tree
        inner = [
            t
            for t in tree.subtree(adjective)
            if all(
                tree.deps[a] not in ("prep", "ccomp", "xcomp", "advcl")
                for a in (t, *itertools.takewhile(lambda a: a != adjective, tree.ancestors(t)))
                if a != adjective
            )
        ]
        torn = {
            t
            for c in tree.conjuncts(adjective)
            if c != adjective and tree.kid(c, "nsubj", "nsubjpass") is not None
            for t in tree.subtree(c)
        }
        last = max([adjective, *(t for t in inner if t not in torn and tree.tags[t] not in ("CC", ","))])
        self.action += [t for t in inner if t not in torn and t <= last]
        self._used.add(adjective)
        for preposition in tree.kids(adjective, "prep"):
            noun = tree.kid(preposition, "pobj")
            if noun is not None and adjuncts_.kind_of(self._words_from(preposition)) is None:
                self.action.append(preposition)
                self._take(noun)
                return

    def _clause_object(self) -> None:
        tree = self.tree
        for clause in tree.kids(self.verb, "ccomp", "xcomp"):
            if clause in self.reading._visited or clause in self.reading._spent or clause < self.verb:
                continue
            if tree.tags[clause] in ("JJ", "VBN", "RB") and tree.lemmas[self.verb] in (
                "make",
                "keep",
                "render",
                "deem",
                "consider",
                "declare",
                "leave",
                "find",
                "hold",
                "set",
                "have",
                "get",
            ):
                thing = tree.kid(clause, "nsubj", "nsubjpass")
                if thing is not None and tree.kid(clause, "aux", "mark") is None:  # "make it available"
                    self.action += [
                        t
                        for t in tree.subtree(clause, [thing, *tree.kids(clause, "prep")])
                        if tree.tags[t] not in (",",)
                    ]
                    self.reading._visited.add(clause)
                    self._used.add(clause)
                    self._take(thing)
                    return
            if (
                self.reading._is_infinitive(clause)
                and tree.deps[clause] == "xcomp"
                and (self.here.passive or any(self.verb < p < clause for p in tree.kids(self.verb, "prep")))
            ):
                self._purpose(clause)
                continue
            phrase = tree.phrase(tree.subtree(clause))
            if phrase is not None:
                self.objects.append(phrase)
                self._used.add(clause)
                if not self.here.force.binds or tree.lemmas[self.verb] not in ("ensure", "guarantee", "see"):
                    self.reading._visited.add(clause)
            return

    def _prepositional(self, lemma: str, holder: int) -> bool:
        """The object behind a preposition, where the verb has no other."""
        tree = self.tree
        if self.objects:
            return False
        for preposition in tree.kids(holder, "prep", "dative"):
            if preposition < holder or preposition in self._used or preposition in self.reading._spent:
                continue
            noun = tree.kid(preposition, "pobj")
            word = tree.lower[preposition]
            if noun is None or tree.lower[noun] in _W["relativizers"]:
                if (
                    noun is None
                    and f"{lemma} {word}" in _W["prepositional"]
                    and tree.kid(preposition, "pcomp") is not None
                ):
                    phrase = tree.phrase(tree.subtree(tree.kid(preposition, "pcomp") or 0))
                    if phrase is not None:
                        self.action.append(preposition)
                        self._used.add(preposition)
                        self.objects.append(phrase)
                        return True
                continue
            if (
                self.here.passive
                and not self.agents
                and lemma in _W["stative_passives"]
                and word in (("of", "from") if lemma == "make" else ("of", "in", "on", "to", "with", "from", "at"))
            ):
                self.action.append(preposition)
                self._used.add(preposition)
                self._take(noun)
                self.keeps_subject = not self.agents
                return True
            if (
                lemma in _W["transferring"]
                and word == "to"
                and lemma not in ("report", "show", "present", "delegate", "refer", "return")
            ):
                continue  # who receives
            known = f"{lemma} {word}" in _W["prepositional"] or f"be {tree.lower[holder]} {word}" in _W["prepositional"]
            adjacent = (
                all(tree.tags[t] in ("RB", "RP") for t in range(holder + 1, preposition)) or lemma == "take place"
            )
            free = (
                not self.here.passive
                and adjacent
                and (
                    word in _OBJECT_PREPOSITIONS or lemma in ("be", "stay", "remain", "live", "reside", "lie", "stand")
                )
                and word not in _W["adjunct_prepositions"]
                and adjuncts_.kind_of(self._words_from(preposition)) is None
            )
            if known or free:
                self.action.append(preposition)
                self._used.add(preposition)
                self._take(noun)
                for later in self._repeated(preposition):
                    self._used.add(later)
                    self._take(tree.kid(later, "pobj") or noun)
                return True
        return False

    def _repeated(self, preposition: int) -> list[int]:
        """ "apply to vessels or to historic craft": the preposition said again."""
        tree = self.tree
        chained = [p for p in tree.conjuncts(preposition) if p != preposition]
        beside = [
            p
            for p in tree.kids(tree.heads[preposition], "prep")
            if p > preposition and tree.lower[p - 1] in ("and", "or")
        ]
        return [
            p
            for p in (*chained, *beside)
            if tree.lower[p] == tree.lower[preposition] and tree.kid(p, "pobj") is not None
        ]

    def _recipient(self, lemma: str) -> None:
        tree = self.tree
        for child in tree.kids(self.verb, "dative") if self.recipient is None else ():
            noun = (
                child if tree.deps[child] == "dative" and tree.kid(child, "pobj") is None else tree.kid(child, "pobj")
            )
            if noun is not None and child not in self._used:
                self.recipient = tree.phrase(
                    groups(tree, noun, cuts=self._cuts(noun))[0].tokens
                    if len(tree.conjuncts(noun)) == 1
                    else tree.subtree(noun)
                )
                self._used.add(child)
                return
        self.recipient = self.recipient or self.reading.recipient_behind(self.verb)
        if lemma not in _W["transferring"] or self.recipient is not None:
            return
        for holder in (self.verb, *tree.kids(self.verb, "dobj")):
            for preposition in tree.kids(holder, "prep"):
                noun = tree.kid(preposition, "pobj")
                if (
                    tree.lower[preposition] == "to"
                    and noun is not None
                    and preposition not in self._used
                    and preposition > self.verb
                    and holder == self.verb
                ):
                    later = self._repeated(preposition)
                    between = range(noun, later[-1]) if later else ()
                    self.recipient = tree.phrase(
                        {*tree.subtree(noun, self._cuts(noun)), *between, *(t for p in later for t in tree.subtree(p))}
                    )
                    self._used |= {preposition, *later}
                    return

    def _rest(self) -> None:
        """Everything else that hangs on the verb and says when, how, with whom or what for."""
        tree, reading = self.tree, self.reading
        for child in tree.children[self.verb]:
            dep = tree.deps[child]
            if child in self._used or child in reading._spent or child in reading._visited and dep not in ("advcl",):
                continue
            if dep not in ("prep", "advcl", "npadvmod", "advmod", "xcomp", "agent", "oprd", "dep", "acl", "relcl"):
                continue
            if dep == "dep" and tree.is_verb(child):
                continue
            phrase = tree.phrase(
                tree.subtree(child, [c for c in tree.kids(child, "conj") if tree.is_verb(c) and dep == "prep"])
            )
            if phrase is None:
                continue
            if any(tree.lower[t] in ("which", "whom", "whose") for t in tree.kids(child, "pobj")):
                continue
            if dep in ("advmod", "npadvmod", "dep"):
                if adjuncts_.kind_of(phrase.text):
                    self.adjuncts = self.adjuncts + adjuncts_.read(phrase)
                continue
            if (
                dep in ("advcl", "xcomp", "acl", "relcl")
                and reading._is_infinitive(child)
                and adjuncts_.kind_of(phrase.text) is None
            ):
                self._purpose(child)
                continue
            if dep == "xcomp":
                continue
            if (
                dep == "advcl"
                and tree.tags[child] in ("VBG", "VBN")
                and adjuncts_.kind_of(phrase.text) is None
                and not self.here.force.binds
            ):
                continue
            self.adjuncts = self.adjuncts + adjuncts_.read(phrase)


def _is_adverbial(words_: str) -> bool:
    """A noun phrase that says when or how often: "twice a year", "not less than seven days in advance"."""
    rule = adjuncts_.kind_of(words_)
    return (
        rule is not None
        and rule.kind is not None
        and (rule.kind.value in ("deadline", "frequency") or words_.lower().startswith("case by case"))
    )


def _shared(phrase: Phrase) -> Phrase:
    """An object understood from a coordinated verb."""
    return replace(phrase, implied=True, parts=phrase.parts or (phrase.span,))


def _directive(lemma: str) -> Modality | None:
    for name, modality in (("directing", Modality.OBLIGATION), ("recommending", Modality.RECOMMENDATION),
                           ("permitting", Modality.PERMISSION), ("prohibiting", Modality.PROHIBITION)):  # fmt: skip
        if lemma in _W[name]:
            return modality
    return None


def _affirmed(force: Force) -> Force:
    modality = (
        Modality.OBLIGATION
        if force.modality is Modality.PROHIBITION and not force.rule.startswith("modal/may")
        else force.modality
    )
    if force.rule.startswith("modal/may"):
        modality = Modality.PERMISSION
    return replace(force, modality=modality, polarity=Polarity.POSITIVE)


_NECESSARY = {word: Modality.OBLIGATION for word in "necessary essential imperative important vital crucial critical required indispensable mandatory".split()} | {
    word: Modality.RECOMMENDATION for word in "advisable desirable recommended".split()} | {"permissible": Modality.PERMISSION}  # fmt: skip
_OBJECT_PREPOSITIONS = frozenset("to with for of on into from as against upon towards toward over about".split())
_TIMES = frozenset("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
                   " september october november december today yesterday".split())  # fmt: skip
_GATHERINGS = frozenset("meeting session conference committee commission council board group summit forum panel office".split())
_STATES = {"responsible for": Modality.OBLIGATION, "accountable for": Modality.OBLIGATION, "entitled to": Modality.PERMISSION,
           "exempt from": Modality.EXEMPTION, "eligible for": Modality.PERMISSION}  # fmt: skip
_PURPOSES = frozenset(
    "purpose role aim goal objective mission task function purposes duty responsibility job mandate duties responsibilities goals aims".split()
)
_ROLES = frozenset(
    "secretary president premier minister chairman chairwoman chair chairperson director head governor mayor commissioner"
    " general member chief deputy vice ambassador spokesperson spokesman spokeswoman administrator counsel leader speaker"
    " commander officer judge justice prince king queen chancellor coordinator envoy representative".split()
)
