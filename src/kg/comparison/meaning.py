"""How near two provisions are in meaning: by the words of their slots, never by where they stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kg.model import Constraint, Document, Names, Phrase, Polarity, Provision


@dataclass(frozen=True, slots=True)
class Placed:
    """A provision, its document and its names."""

    document: Document
    provision: Provision
    names: Names

    @property
    def sentence(self) -> str:
        """The sentence on one line."""
        return one_line(self.provision.sentence.of(self.document.text))

    @property
    def quoted(self) -> str:
        """The sentence on one line; of a list's item also what leads in to it, and what closes the list."""
        sentence, block = self.provision.sentence, self.document.block_at(self.provision.sentence.start)
        around = (*block.lead_in, *block.closing) if block else ()
        outside = {s for s in around if s.end <= sentence.start or s.start >= sentence.end}
        return " … ".join(one_line(s.of(self.document.text)) for s in sorted({*outside, sentence}))

    @property
    def place(self) -> str:
        """Document, headings and paragraph, as a reader would cite them."""
        return ", ".join([one_line(self.document.title or self.document.name), *self._spot()])

    @property
    def spot(self) -> str:
        """The same without the document, for where it is clear which one it is."""
        return ", ".join(self._spot())

    def _spot(self) -> list[str]:
        block = self.document.block_at(self.provision.sentence.start)
        if block is None:
            return []
        known = {one_line(said) for said in (self.document.title, self.document.issuer) if said}
        path = [part for part in map(one_line, block.path) if part not in known]
        return [*cited(path), f"p. {block.page}" if block.page is not None else f"¶ {block.number}"]

    def label(self, slot: str) -> str:
        """What fills the slot, by its canonical name; "" where nothing does."""
        concept = self.names.of(self.provision, slot)
        phrase: Phrase | None = getattr(self.provision, slot)
        return concept.label if concept else one_line(phrase.text) if phrase else ""

    def called(self, slot: str) -> frozenset[str]:
        """Every name of what fills the slot, in comparable form; empty where nobody is named."""
        phrase: Phrase | None = getattr(self.provision, slot)
        if phrase is None:
            return frozenset()
        concept = self.names.of(self.provision, slot)
        texts = [phrase.text, *((concept.label, *concept.aliases) if concept else ())]
        return frozenset(f for t in texts if (f := " ".join(stems(t)))) - nobody()

    @property
    def verb(self) -> str:
        """The action with its verb in the base form."""
        return one_line(self.provision.predicate or self.provision.action.text).lower()


def cited(path: Sequence[str]) -> list[str]:
    """The headings above a sentence, its article with paragraph and letter as lawyers write them: "Article 3(2)(c)"."""
    found: list[str] = []
    for part in path:
        label = re.fullmatch(r"\(?([0-9]{1,3}|[a-z]{1,2}|[ivx]{1,5})[.)]?", part, re.IGNORECASE)
        if label and found and _NUMBERED.search(found[-1]):
            found[-1] += f"({label[1]})"
        else:
            found.append(part)
    return found


_NUMBERED = re.compile(
    r"^(?:article|section|sec\.|rule|regulation|clause|§)\s*[0-9]+[a-z]?(?:\([0-9a-z]+\))*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Lists:
    stop: frozenset[str]
    nobody: frozenset[str]
    softeners: tuple[str, ...]
    denials: frozenset[str]
    numbers: Mapping[str, str]
    kindred: Mapping[str, frozenset[int]]  # verb → the groups that it is in


@cache
def _lists() -> _Lists:
    data = tomllib.loads((files("kg.rules") / "meaning.toml").read_text(encoding="utf-8"))
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(data["kindred"]):
        for verb in group:
            groups.setdefault(verb, set()).add(number)
    return _Lists(
        frozenset(data["stop"]),
        frozenset(data["nobody"]),
        tuple(data["softeners"]),
        frozenset(data["denials"]),
        data["numbers"],
        {verb: frozenset(numbers) for verb, numbers in groups.items()},
    )


def nobody() -> frozenset[str]:
    """Actors that name nobody, in comparable form."""
    return _lists().nobody


def one_line(text: str) -> str:
    """The text with its white space as single spaces."""
    return " ".join(text.split())


@lru_cache(maxsize=100_000)
def stems(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in order, without endings."""
    found = re.findall(r"[^\W_]+", re.sub(r"[’']s\b", "", text.casefold()))
    return tuple(_stem(w) for w in found if w not in _lists().stop) or tuple(found)


def _stem(word: str) -> str:
    """A crude stem: enough to see that "reports" and "reporting" are near, never shown to anyone."""
    for ending, kept in (
        ("ies", "y"),
        ("ization", "is"),
        ("isation", "is"),
        ("izing", "is"),
        ("ize", "is"),
        ("ise", "is"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + kept
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@lru_cache(maxsize=500_000)
def overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How much of two bags of words is the same (Dice), words that nearly agree counted in part. 0 to 1."""
    if not one or not other:
        return 1.0 if not one and not other else 0.0
    if one == other:
        return 1.0
    right = list(other)
    left = []
    for word in one:
        if word in right:
            right.remove(word)
        else:
            left.append(word)
    shared = float(len(one) - len(left))
    for word in left:
        near = max(((_near(word, r), r) for r in right if r[:4] == word[:4]), default=(0.0, ""))
        if near[0] > 0:
            right.remove(near[1])
            shared += near[0]
    return 2 * shared / (len(one) + len(other))


SAME_WORDS = 0.8  # two phrases above this overlap are one in other words

# "Article 3(2)" is a place, and moves when something is put in before it: no figure of what is said.
_REFERENCE = re.compile(
    r"\b(?:articles?|sections?|sec\.|paragraphs?|points?|annex(?:es)?|chapters?|parts?|titles?|regulations?|directives?|decisions?|nos?\.?)"
    r"\s+(?:\([a-z]+\)\s*)?[\dIVX][\w./()]*(?:(?:,|\s+(?:and|or|to))\s+[\d(][\w./()]*)*|§+\s*[\d.]+(?:\([\w]+\))*",
    re.IGNORECASE,
)


@lru_cache(maxsize=100_000)
def turning(text: str) -> tuple[frozenset[str], bool]:
    """The figures in the words, and whether these deny something."""
    words = re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]+", _REFERENCE.sub(" ", text.casefold()))
    lists = _lists()
    figures = {
        lists.numbers.get(word, word.replace(",", "")) for word in words if word[0].isdigit() or word in lists.numbers
    }
    return frozenset(figures), sum(word in lists.denials for word in words) % 2 == 1


def times_each(words: str) -> int:
    """How often within a length of time: of "twice a year" and "two times a year" 2."""
    found = re.search(r"\b(?:twice|(?:\w+) times)\b", words, re.IGNORECASE)
    number = next(iter(turning(found[0])[0]), "") if found else ""
    return max(int(number), 1) if number.isdigit() else 1


def same_words(one: str, other: str) -> bool:
    """Whether the phrases say the same in nearly the same words, with the same figures, neither denying the other."""
    return overlap(stems(one), stems(other)) >= SAME_WORDS and turning(one) == turning(other)


@lru_cache(maxsize=200_000)
def _near(word: str, other: str) -> float:
    """Words with a common stem ("econom", "economic"): nearly the same; all others: not."""
    from rapidfuzz.distance import JaroWinkler

    if word[:4] != other[:4] or any(c.isdigit() for c in word + other):
        return 0.0
    score = JaroWinkler.normalized_similarity(word, other)
    return score if score >= 0.88 else 0.0


@lru_cache(maxsize=100_000)
def verb_nearness(one: str, other: str) -> float:
    """1 for the same verb phrase, 0.85 for kindred verbs ("promote", "advance"), else by common words."""
    if stems(one) == stems(other):
        return 1.0
    if _kin(one) & _kin(other):
        return 0.85
    return 0.7 * overlap(stems(one), stems(other))


def _kin(verb: str) -> frozenset[int]:
    kindred = _lists().kindred
    if verb in kindred:
        return kindred[verb]
    words = verb.split()
    return kindred.get(" ".join(words[:2]), kindred.get(words[0], frozenset())) if words else frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """What of a provision is compared, worked out once."""

    actors: frozenset[str]
    things: frozenset[str]
    verb: str
    whole_thing: tuple[str, ...]  # of verb and object together
    rest: tuple[str, ...]  # of verb, recipient and constraints, where there is no object
    sentence: tuple[str, ...]


def profile(placed: Placed) -> Profile:
    """The words of a provision's slots, without endings."""
    p = placed.provision
    rest = [c.phrase.text for c in p.constraints] + ([p.recipient.text] if p.recipient else [])
    return Profile(
        actors=placed.called("actor"),
        things=placed.called("object"),
        verb=placed.verb,
        whole_thing=stems(f"{placed.verb} {placed.label('object')}"),
        rest=stems(" ".join([placed.verb, *rest])),
        sentence=stems(placed.sentence),
    )


def nearness(one: Profile, other: Profile) -> float:
    """How near two provisions are in meaning, 0 to 1; what they act on counts most."""
    things = _thing_nearness(one, other)
    whole = None
    if things < 0.3:
        whole = overlap(one.sentence, other.sentence)
        if whole < 0.75:
            return 0.0
    verbs = verb_nearness(one.verb, other.verb)
    left, right = one.actors, other.actors
    actors = 1.0 if left & right else 0.7 if not left and not right else 0.35
    if left and right and not left & right:
        actors = best_overlap(left, right)
    if whole is None:
        whole = overlap(one.sentence, other.sentence)
    return 0.4 * things + 0.25 * verbs + 0.15 * actors + 0.2 * whole


def best_overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """The overlap of the two most alike names of two things."""
    return max(overlap(tuple(a.split()), tuple(b.split())) for a in left for b in right)


def _thing_nearness(one: Profile, other: Profile) -> float:
    """Of the objects; where an object is missing, of all that follows the verb."""
    if one.things and other.things:
        return 1.0 if one.things & other.things else best_overlap(one.things, other.things)
    if not one.things and not other.things:
        return overlap(one.rest, other.rest)
    # "take charge of implementation": one reading has the thing in the verb, the other as object.
    return overlap(one.whole_thing, other.whole_thing)


def softened(constraint: Constraint | Phrase) -> bool:
    """Whether the words leave it to the actor how far to go ("as appropriate")."""
    text = one_line((constraint.phrase if isinstance(constraint, Constraint) else constraint).text).lower()
    return any(re.search(rf"\b{re.escape(s)}", text) for s in _lists().softeners)


def forbids(provision: Provision) -> bool:
    """Whether it says that something is not to be done."""
    return provision.polarity is Polarity.NEGATIVE or provision.modality == "prohibition"
