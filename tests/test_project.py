"""kg as a library."""

import pytest

import kg
from kg.errors import StoreMissing, UsageError
from kg.model import Modality


def test_a_project_in_memory_answers(project):
    with kg.load(project) as loaded:
        assert len(loaded.provisions) == 88
        assert loaded.query("SELECT (COUNT(?p) AS ?n) WHERE { ?p a kg:Provision }").rows == ((88,),)
        assert loaded.ask("modalities").rows[0][0] == "obligation"


def test_what_is_selected_meets_every_condition(project):
    with kg.load(project) as loaded:
        found = list(loaded.select(actor="provinces", modality="obligation"))
        assert found
        for document, provision in found:
            assert provision.modality is Modality.OBLIGATION
            assert "provinces" in provision.actor.text
            assert provision.document == document.id


def test_a_project_becomes_rdflib_and_networkx(project):
    with kg.load(project) as loaded:
        assert len(loaded.to_rdflib()) > 1000
        graph = loaded.to_networkx()
        assert graph.number_of_edges() > 50


def test_there_is_nothing_to_load_where_nothing_was_built(tmp_path):
    with pytest.raises(StoreMissing, match="no project here; build one with: kg build PATH"):
        kg.load(tmp_path)


def test_an_unknown_modality_is_wrong_use(project):
    with kg.load(project) as loaded, pytest.raises(UsageError, match="no such modality"):
        list(loaded.select(modality="perhaps"))


def test_names_that_kg_does_not_have_are_said():
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'nonsense'"):
        _ = kg.nonsense


def test_the_library_lists_what_it_has():
    assert {"build", "load", "extract", "Project"} <= set(dir(kg))


@pytest.mark.model
def test_a_text_is_extracted_where_it_stands():
    text = "The Secretary shall submit a plan within 90 days."
    (provision,) = kg.extract(text)
    assert provision.actor.span.of(text) == "The Secretary"
    assert provision.modality is Modality.OBLIGATION


@pytest.mark.model
def test_a_build_in_memory_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("The Agency shall publish the register.")
    built = kg.build("a.txt")
    assert len(built.provisions) == 1
    assert built.query("ASK { ?p a kg:Provision }").truth
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
