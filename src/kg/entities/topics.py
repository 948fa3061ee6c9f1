"""Which topic each concept belongs to: the project's keyword lists, else communities of the graph."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from kg.entities.forms import fold, form
from kg.entities.kinds import is_pronoun
from kg.entities.words import words
from kg.model import Concept, Corpus, EntityType

MOST = 8  # communities: as many as a reader can tell apart, and as the page has tints
_SMALL_WORDS = frozenset(
    [
        "of",
        "and",
        "or",
        "the",
        "for",
        "in",
        "on",
        "to",
        "with",
        "by",
        "from",
        "at",
        "a",
        "an",
        "as",
        "under",
        "large",
        "long",
        "major",
        "overall",
        "other",
        "good",
        "strong",
        "level",
        "scale",
        "quality",
        "term",
        "key",
        "important",
        "great",
        "more",
        "two",
        "three",
        "number",
    ]
)
_OBJECT, _SAME_SENTENCE = 1.0, 0.5  # how strongly two concepts of one provision, or of one sentence, belong together
_LONG_NAME = 40


def topics(corpus: Corpus, lists: Mapping[str, Sequence[str]] = {}) -> dict[str, str]:
    """Concept key → topic.

    ``lists`` maps a topic to its keywords: words that stand together in a concept's label or aliases, in singular or
    plural; ``ecolog*`` is any word that begins so. The longest keyword decides, then the first topic. Concepts that no
    keyword meets have no topic. Without lists, topics are communities of concepts that share words, sentences and
    provisions, each named by its most central concept.
    """
    return _by_keywords(corpus.names.concepts, lists) if lists else _by_communities(corpus)


def _by_keywords(concepts: Mapping[str, Concept], lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    keywords = [
        (topic, [w + "*" if star else w for w, star in _split(keyword)], order)
        for order, (topic, given) in enumerate(lists.items())
        for keyword in given
        if keyword.strip(" *")
    ]
    found: dict[str, str] = {}
    for key in sorted(concepts):
        concept = concepts[key]
        texts = [form(t).normal.split() for t in (concept.label, *concept.aliases)]
        met = [
            (-len(k), -sum(map(len, k)), order, topic)
            for topic, k, order in keywords
            if any(_meets(k, t) for t in texts)
        ]
        if met:
            found[key] = min(met)[3]
    return found


def _split(keyword: str) -> list[tuple[str, bool]]:
    """The normal words of a keyword, each with whether it is only the beginning of a word."""
    parts = [(word, part.endswith("*")) for part in keyword.split() for word in _beginning(part)]
    return [(word, star) for word, star in parts if word]


def _beginning(part: str) -> list[str]:
    return [fold(part.rstrip("*"))] if part.endswith("*") else form(part).normal.split()


def _meets(keyword: list[str], text: list[str]) -> bool:
    for start in range(len(text) - len(keyword) + 1):
        window = text[start : start + len(keyword)]
        if all(w.startswith(k[:-1]) if k.endswith("*") else w == k for k, w in zip(keyword, window, strict=True)):
            return True
    return False


def _by_communities(corpus: Corpus) -> dict[str, str]:
    """Communities of a graph in which concepts hang on the words, sentences and provisions that they share."""
    names = corpus.names
    themes = {key for key, concept in names.concepts.items() if key.startswith("entity/") and _is_theme(concept)}
    weights: dict[tuple[str, str], float] = defaultdict(float)
    acts_on: dict[str, Counter[str]] = defaultdict(Counter)
    for provision in corpus.provisions:
        slots = {
            s: names.keys[provision.id, s] for s in ("actor", "object", "recipient") if (provision.id, s) in names.keys
        }
        sentence = f"sentence {provision.document} {provision.sentence.start:09}"
        for slot in ("object", "recipient"):
            if slots.get(slot) in themes:
                weights[slots[slot], sentence] += _SAME_SENTENCE
        if slots.get("actor") and slots.get("object") in themes:
            acts_on[slots["actor"]][slots["object"]] += 1
        pair = sorted({k for k in (slots.get("object"), slots.get("recipient")) if k in themes})
        if len(pair) == 2:
            weights[pair[0], pair[1]] += _OBJECT
    linked = sorted({key for edge in weights for key in edge if key in themes})
    for key, word, weight in _word_links(linked, names.concepts):
        weights[key, word] += weight
    found = _communities(weights, linked)
    topic = {key: title for m in found for title in (_title(m, weights, names.concepts),) for key in m}
    for actor in sorted(acts_on):  # who acts belongs where most of what they act on belongs
        votes: Counter[str] = Counter()
        for thing, count in sorted(acts_on[actor].items()):
            if thing in topic:
                votes[topic[thing]] += count
        if actor not in topic and votes:
            topic[actor] = min(votes, key=lambda t: (-votes[t], t))
    return dict(sorted(topic.items()))


def _is_theme(concept: Concept) -> bool:
    return concept.type not in (EntityType.PERSON, EntityType.MEETING) and not is_pronoun(form(concept.label))


def _word_links(keys: Sequence[str], concepts: Mapping[str, Concept]) -> Iterable[tuple[str, str, float]]:
    vague = _SMALL_WORDS | words().pronouns | words().pointers | words().plain_modifiers
    bags = {key: set(form(concepts[key].label).normal.split()) - vague for key in keys}
    spread = Counter(w for bag in bags.values() for w in bag)
    for key in keys:
        for word in sorted(bags[key]):
            if spread[word] > 1:
                yield key, f"word {word}", math.log(1 + len(keys) / spread[word])


def _communities(weights: Mapping[tuple[str, str], float], keys: Sequence[str]) -> list[list[str]]:
    """The concepts of each community, largest first; concepts that hang on nothing else are left out.

    Louvain's communities (Blondel et al. 2008), the smallest of which join the one that they are tied to most until
    there are no more than ``MOST``.
    """
    import networkx

    # Whole numbers for nodes: the order of a set of strings differs from one process to the next.
    nodes = sorted({n for edge in weights for n in edge})
    number = {n: i for i, n in enumerate(nodes)}
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    for (a, b), weight in sorted(weights.items()):
        graph.add_edge(number[a], number[b], weight=weight)
    parts = networkx.community.louvain_communities(graph, weight="weight", seed=0)
    part_of = {node: index for index, part in enumerate(sorted(parts, key=min)) for node in part}
    wanted = {number[k] for k in keys}
    members: dict[int, list[int]] = defaultdict(list)
    for node in sorted(part_of):
        members[part_of[node]].append(node)
    ties: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for (a, b), weight in sorted(weights.items()):
        one, other = part_of[number[a]], part_of[number[b]]
        if one != other:
            ties[one][other] += weight
            ties[other][one] += weight
    _join_small(members, ties, wanted)
    found = [[nodes[i] for i in part if i in wanted] for part in members.values()]
    return sorted((sorted(g) for g in found if len(g) > 1), key=lambda g: (-len(g), g))


def _join_small(members: dict[int, list[int]], ties: dict[int, dict[int, float]], wanted: Set[int]) -> None:
    """Joins the smallest community to its strongest neighbour as long as there are too many to tell apart."""
    sizes = {part: sum(n in wanted for n in nodes) for part, nodes in members.items()}
    heap = [(size, part) for part, size in sizes.items()]
    heapq.heapify(heap)
    count = sum(size > 1 for size in sizes.values())
    while heap and count > MOST:
        size, part = heapq.heappop(heap)
        if part not in members or sizes[part] != size:
            continue  # gone, or grown since
        near = {p: w for p, w in ties[part].items() if p in members}
        if not near:
            continue
        host = min(near, key=lambda p: (-round(near[p], 9), p))
        count += (sizes[host] + size > 1) - (sizes[host] > 1) - (size > 1)
        members[host] += members.pop(part)
        sizes[host] += size
        for other, weight in ties.pop(part).items():
            if other != host:
                ties[host][other] += weight
                ties[other][host] += weight
        heapq.heappush(heap, (sizes[host], host))


def _title(members: Sequence[str], weights: Mapping[tuple[str, str], float], concepts: Mapping[str, Concept]) -> str:
    """The label of the concept that shares most with the other members; a short one is preferred."""
    inside = set(members)
    shared: dict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), weight in weights.items():
        if a in inside:
            shared[b][a] = weight
        if b in inside:
            shared[a][b] = weight
    score: dict[str, float] = defaultdict(float)
    for owners in shared.values():
        total = sum(owners.values())
        for key, weight in owners.items():
            score[key] += weight * (total - weight)
    best = min(
        members,
        key=lambda k: (len(concepts[k].label) > _LONG_NAME, concepts[k].scope is not None, -round(score[k], 9), k),
    )
    return concepts[best].label
