"""What stands on a page."""

from __future__ import annotations

from kg.model import Corpus, Modality, Names
from kg.views.scene import OTHER, scene
from tests.views.corpora import corpus, seed_corpus, written

MUST, MAY, NOT, SAYS = Modality.OBLIGATION, Modality.PERMISSION, Modality.PROHIBITION, Modality.STATEMENT


def made(*rows):
    return scene(corpus(written(*rows)))


def test_every_provision_of_the_seed_is_behind_one_link():
    seed = seed_corpus()
    behind = [p.id for link in scene(seed).links for p in link.provisions]
    assert sorted(behind) == sorted(p.id for p in seed.provisions)


def test_provisions_between_the_same_nodes_with_one_modality_are_one_link():
    (link,) = made(("Boards", "guard", "lines", MUST), ("Boards", "manage", "lines", MUST)).links
    assert link.label == "guard, manage"
    assert len(link.provisions) == 2


def test_what_must_be_done_and_what_must_not_are_two_links():
    links = made(("Boards", "guard", "lines", MUST), ("Boards", "move", "lines", NOT)).links
    assert [link.label for link in links] == ["guard", "must not move"]


def test_a_third_verb_is_counted():
    rows = [("Boards", verb, "lines", MAY) for verb in ("allocate", "redistribute", "withdraw")]
    (link,) = made(*rows).links
    assert link.label == "may allocate +2"


def test_nobody_named_is_one_dashed_node_for_a_document():
    shown = made(("", "guard", "lines", MUST), ("", "manage", "rivers", MUST))
    (nobody,) = [node for node in shown.nodes if node.kind == "implied"]
    assert nobody.label == "All concerned (not named)"


def test_nobody_named_in_a_statement_is_somebody():
    (nobody,) = [node for node in made(("", "improved", "quality", SAYS)).nodes if node.kind == "implied"]
    assert nobody.label == "Somebody (not named)"


def test_in_several_documents_the_unnamed_carry_the_document():
    both = corpus(
        written(("", "guard", "lines", MUST), name="a", title="Act A"),
        written(("", "hold", "talks", MUST), name="b", title="Act B"),
    )
    labels = {node.label for node in scene(both).nodes if node.kind == "implied"}
    assert labels == {"All concerned (not named) — Act A", "All concerned (not named) — Act B"}


def test_we_is_whoever_speaks():
    labels = {node.label for node in scene(seed_corpus()).nodes if node.kind == "implied"}
    assert "We — Meeting" in labels


def test_a_provision_without_object_ends_in_a_dot():
    (end,) = [node for node in made(("Trends", "improve", "", SAYS)).nodes if node.kind == "end"]
    assert end.label == ""


def test_a_page_can_be_narrowed_to_an_actor():
    shown = scene(seed_corpus(), actor="provinces")
    assert {node.label for node in shown.nodes} == {"Provinces", "Implementation"}


def test_a_page_can_be_narrowed_to_a_document():
    both = corpus(written(("A", "do", "x", MUST), name="a"), written(("B", "do", "y", MUST), name="b"))
    assert {node.label for node in scene(both, document="b").nodes} == {"B", "Y"}


def test_without_names_the_words_themselves_are_shown():
    extraction = written(("Boards", "guard", "lines", MUST))
    shown = scene(Corpus((extraction,), Names()))
    assert [node.label for node in shown.nodes] == ["Boards", "lines"]
    assert {node.topic for node in shown.nodes} == {OTHER}
