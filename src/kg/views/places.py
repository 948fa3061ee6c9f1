"""Where the nodes of a large graph stand: communities first, then each inside its own disc.

Everything is seeded: the same scene has the same places on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.views.scene import OTHER, Link, Node

SPRING_LIMIT = 1500  # nodes; rustworkx takes 0.6 s for 2,000 and 13 s for 10,000
SPACING = 46.0  # units between neighbours inside a disc
COMMUNITIES = 36  # more than this is no overview: the smallest join one group
GOLDEN = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Disc:
    """A community: its name, centre, radius and members (positions in the scene's ``nodes``)."""

    name: str
    x: float
    y: float
    radius: float
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Discs, and the place of each node, in units of the page."""

    discs: tuple[Disc, ...]
    places: tuple[tuple[float, float], ...]
    disc_of: tuple[int, ...]


def lay_out(nodes: Sequence[Node], links: Sequence[Link]) -> Map:
    """Places for all nodes. Topics are the communities where there are several, else the graph's own are found."""
    index = {node.key: i for i, node in enumerate(nodes)}
    weights: dict[tuple[int, int], int] = {}
    for link in links:
        pair = tuple(sorted((index[link.source], index[link.target])))
        weights[pair[0], pair[1]] = weights.get((pair[0], pair[1]), 0) + len(link.provisions)
    degree = [0] * len(nodes)
    for (a, b), n in weights.items():
        degree[a] += n
        degree[b] += n
    groups = _groups(nodes, weights, degree)
    group_of = {member: g for g, (_, members) in enumerate(groups) for member in members}
    inner: dict[int, dict[tuple[int, int], int]] = {g: {} for g in range(len(groups))}
    outer: dict[tuple[int, int], int] = {}
    for (a, b), n in weights.items():
        ga, gb = group_of[a], group_of[b]
        if ga == gb:
            inner[ga][a, b] = n
        else:
            pair = (min(ga, gb), max(ga, gb))
            outer[pair] = outer.get(pair, 0) + n
    radii = [SPACING * math.sqrt(len(members)) * 0.75 + SPACING for _, members in groups]
    centres = _apart(_spring(range(len(groups)), outer), radii)
    places: list[tuple[float, float]] = [(0.0, 0.0)] * len(nodes)
    for g, (_, members) in enumerate(groups):
        local = _inside(members, inner[g], degree)
        for member, (x, y) in local.items():
            places[member] = (
                round(centres[g][0] + x * (radii[g] - SPACING / 2), 1),
                round(centres[g][1] + y * (radii[g] - SPACING / 2), 1),
            )
    discs = tuple(
        Disc(name, round(centres[g][0], 1), round(centres[g][1], 1), round(radii[g], 1), tuple(members))
        for g, (name, members) in enumerate(groups)
    )
    return Map(discs, tuple(places), tuple(group_of[i] for i in range(len(nodes))))


def _groups(
    nodes: Sequence[Node], weights: Mapping[tuple[int, int], int], degree: Sequence[int]
) -> list[tuple[str, list[int]]]:
    topics: dict[str, list[int]] = {}
    for i, node in enumerate(nodes):
        topics.setdefault(node.topic, []).append(i)
    if len([t for t in topics if t != OTHER]) >= 2 and len(topics.get(OTHER, ())) <= 0.5 * len(nodes):
        # Actors mostly have no topic of their own: they stand where most of their objects do.
        return _fewer(_home(topics, weights), degree)
    named = []
    for members in _communities(len(nodes), weights):
        heart = max(members, key=lambda i: (nodes[i].kind != "end", degree[i], nodes[i].kind == "actor", -i))
        named.append((nodes[heart].label or nodes[heart].key, sorted(members)))
    return _fewer(named, degree)


def _home(topics: Mapping[str, list[int]], weights: Mapping[tuple[int, int], int]) -> list[tuple[str, list[int]]]:
    topic_of = {i: topic for topic, members in topics.items() for i in members}
    pull: dict[int, dict[str, int]] = {i: {} for i in topics.get(OTHER, ())}
    for (a, b), n in weights.items():
        for one, other in ((a, b), (b, a)):
            if one in pull and topic_of[other] != OTHER:
                pull[one][topic_of[other]] = pull[one].get(topic_of[other], 0) + n
    moved: dict[str, list[int]] = {}
    for i in sorted(topic_of):
        pulls = pull.get(i)
        topic = min(pulls, key=lambda t: (-pulls[t], t)) if pulls else topic_of[i]
        moved.setdefault(topic, []).append(i)
    return sorted(moved.items())


def _fewer(groups: list[tuple[str, list[int]]], degree: Sequence[int]) -> list[tuple[str, list[int]]]:
    ordered = sorted(groups, key=lambda g: (-len(g[1]), -sum(degree[i] for i in g[1]), g[0]))
    if len(ordered) <= COMMUNITIES:
        return ordered
    rest = sorted(i for _, members in ordered[COMMUNITIES - 1 :] for i in members)
    return [*ordered[: COMMUNITIES - 1], (f"{len(ordered) - COMMUNITIES + 1} small groups", rest)]


def _communities(size: int, weights: Mapping[tuple[int, int], int]) -> list[set[int]]:
    import networkx

    # A node with one neighbour belongs to that neighbour's community: leaving such nodes out makes the search
    # several times faster, for most objects are named once.
    neighbours: dict[int, set[int]] = {i: set() for i in range(size)}
    for a, b in weights:
        neighbours[a].add(b)
        neighbours[b].add(a)
    leaves = {i for i, near in neighbours.items() if len(near - {i}) == 1 and len(neighbours[min(near - {i})]) > 1}
    graph = networkx.Graph()
    graph.add_nodes_from(i for i in range(size) if i not in leaves)
    for (a, b), n in sorted(weights.items()):
        if a not in leaves and b not in leaves:
            graph.add_edge(a, b, weight=n)
    found = [set(c) for c in networkx.community.louvain_communities(graph, weight="weight", seed=1)]
    found.sort(key=min)
    home = {i: c for c in found for i in c}
    for leaf in sorted(leaves):
        home[min(neighbours[leaf] - {leaf})].add(leaf)
    return found


def _inside(
    members: Sequence[int], weights: Mapping[tuple[int, int], int], degree: Sequence[int]
) -> dict[int, tuple[float, float]]:
    """Places in the unit disc."""
    if 3 <= len(members) <= SPRING_LIMIT and weights:
        return _even(_spring(members, weights))
    strongest = sorted(members, key=lambda i: (-degree[i], i))
    return _sunflower(strongest)


def _sunflower(ordered: Sequence[int]) -> dict[int, tuple[float, float]]:
    spiral = {}
    for rank, i in enumerate(ordered):
        radius = math.sqrt((rank + 0.5) / len(ordered)) if len(ordered) > 1 else 0.0
        spiral[i] = (radius * math.cos(rank * GOLDEN), radius * math.sin(rank * GOLDEN))
    return spiral


def _even(places: Mapping[int, tuple[float, float]]) -> dict[int, tuple[float, float]]:
    """The same directions and order from the centre, but an even density: no crowd in the middle, no strays."""
    cx = sum(x for x, _ in places.values()) / len(places)
    cy = sum(y for _, y in places.values()) / len(places)
    by_distance = sorted(places, key=lambda i: (math.hypot(places[i][0] - cx, places[i][1] - cy), i))
    evened = {}
    for rank, i in enumerate(by_distance):
        angle = math.atan2(places[i][1] - cy, places[i][0] - cx)
        radius = math.sqrt((rank + 0.5) / len(places))
        evened[i] = (radius * math.cos(angle), radius * math.sin(angle))
    return evened


def _spring(members: Sequence[int] | range, weights: Mapping[tuple[int, int], int]) -> dict[int, tuple[float, float]]:
    import rustworkx

    members = list(members)
    if len(members) == 1:
        return {members[0]: (0.0, 0.0)}
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(members)
    at = {member: i for i, member in enumerate(members)}
    graph.add_edges_from([(at[a], at[b], float(n)) for (a, b), n in sorted(weights.items())])
    found = rustworkx.spring_layout(graph, seed=1, num_iter=60, weight_fn=lambda n: math.sqrt(n))
    return {member: (float(found[i][0]), float(found[i][1])) for i, member in enumerate(members)}


def _apart(places: Mapping[int, tuple[float, float]], radii: Sequence[float]) -> list[tuple[float, float]]:
    """Centres of discs of these radii that do not overlap, near their places: largest first, spiralling outwards."""
    reach = sum(radii) / max(len(radii), 1)
    order = sorted(range(len(radii)), key=lambda g: (-radii[g], g))
    centres: dict[int, tuple[float, float]] = {}
    for g in order:
        x0, y0 = places[g][0] * reach * 1.5, places[g][1] * reach * 1.2
        step = 0
        while True:
            distance = reach * 0.12 * math.sqrt(step)
            x, y = x0 + 1.35 * distance * math.cos(step * GOLDEN), y0 + distance * math.sin(step * GOLDEN)
            if all(math.hypot(x - cx, y - cy) >= radii[g] + radii[o] + SPACING for o, (cx, cy) in centres.items()):
                centres[g] = (x, y)
                break
            step += 1
    return [centres[g] for g in range(len(radii))]
