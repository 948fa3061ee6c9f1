"""Places of large graphs."""

from __future__ import annotations

import math

import pytest

from kg.views.places import COMMUNITIES, lay_out
from kg.views.scene import scene
from tests.views.corpora import large_corpus


@pytest.fixture(scope="module")
def middle():
    shown = scene(large_corpus(600))
    return shown, lay_out(shown.nodes, shown.links)


def test_every_node_has_a_place_inside_its_disc(middle):
    shown, found = middle
    for i in range(len(shown.nodes)):
        disc = found.discs[found.disc_of[i]]
        assert math.hypot(found.places[i][0] - disc.x, found.places[i][1] - disc.y) <= disc.radius


def test_discs_do_not_overlap(middle):
    discs = middle[1].discs
    for i, a in enumerate(discs):
        for b in discs[i + 1 :]:
            assert math.hypot(a.x - b.x, a.y - b.y) >= a.radius + b.radius


def test_every_node_belongs_to_one_disc(middle):
    shown, found = middle
    members = sorted(i for disc in found.discs for i in disc.members)
    assert members == list(range(len(shown.nodes)))
    assert len(found.discs) <= COMMUNITIES


def test_the_same_graph_has_the_same_places(middle):
    shown, found = middle
    assert lay_out(shown.nodes, shown.links) == found


def test_a_graph_of_one_line_has_places():
    shown = scene(large_corpus(1))
    assert len(lay_out(shown.nodes, shown.links).places) == len(shown.nodes)
