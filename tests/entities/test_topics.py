import os
import subprocess
import sys

import pytest

from kg.entities import name, topics
from kg.model import Corpus
from tests.sample import seed_extraction


@pytest.fixture(scope="module")
def seed():
    extraction = seed_extraction()
    return Corpus((extraction,), name([extraction]))


def test_keywords_decide_where_there_are_any(seed):
    found = topics(seed, {"Environment": ["ecolog*", "carbon reduction"], "Trade": ["markets"]})
    assert found["entity/ecological-red-lines"] == "Environment"
    assert found["entity/carbon-reduction"] == "Environment"
    assert found["entity/domestic-and-international-markets"] == "Trade"


def test_a_keyword_is_a_whole_word(seed):
    assert topics(seed, {"Letters": ["ecolog"]}) == {}


def test_the_longer_keyword_wins(seed):
    found = topics(seed, {"A": ["reduction"], "B": ["carbon reduction"]})
    assert (found["entity/carbon-reduction"], found["entity/pollution-reduction"]) == ("B", "A")


def test_what_no_keyword_meets_has_no_topic(seed):
    assert "entity/provinces" not in topics(seed, {"Environment": ["ecolog*"]})


def test_communities_are_named_by_one_of_their_concepts(seed):
    found = topics(seed)
    for topic in set(found.values()):
        assert topic in {seed.names.concepts[key].label for key, other in found.items() if other == topic}


def test_a_reader_can_tell_the_communities_apart(seed):
    assert 2 <= len(set(topics(seed).values())) <= 8


def test_actors_stand_with_what_they_act_on(seed):
    found = topics(seed)
    assert found["entity/provinces"] == found["entity/implementation"]


def test_the_same_topics_in_every_process():
    program = (
        "from tests.sample import seed_extraction as s; from kg.entities import name, topics;"
        "from kg.model import Corpus;"
        "e = s(); n = name([e]); print(topics(Corpus((e,), n)), n)"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
