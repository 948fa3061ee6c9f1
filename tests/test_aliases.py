"""A project's own alias list, as `kg build` finds it and `kg list --names` shows it."""

import json

import pytest

from kg.building import build, listed_aliases
from kg.cli.build import settings
from kg.config import Settings
from kg.errors import ConfigError
from tests.stub import StubExtractor

TURTLE = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://policy.example/river-office> skos:prefLabel "Office" ; skos:altLabel "Bureau" .
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The working folder: documents in which one body has two names, and a list that says so."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "one.txt").write_text("The Office must publish reports.\n")
    (tmp_path / "documents" / "two.txt").write_text("The Bureau must publish maps.\n")
    (tmp_path / "aliases.ttl").write_text(TURTLE)
    return tmp_path


def built(folder):
    chosen = settings(None, ["documents"], None)
    build(["documents"], folder / "output", settings=chosen, extractor=StubExtractor())
    return folder / "output"


def test_two_names_in_the_list_are_one_actor(folder, kg):
    names = json.loads(kg("list", "--names", "--json", "-o", built(folder)).out)
    (office,) = [name for name in names if name["label"] == "Office"]
    assert office["uses"] == 2
    (merge,) = [merge for merge in office["merges"] if merge["alias"] == "Bureau"]
    assert (merge["rule"], merge["evidence"]) == ("alias list", "aliases.ttl")


def test_the_list_of_names_shows_the_rule_and_the_evidence(folder, kg):
    lines = kg("list", "--names", "--text", "bureau", "-o", built(folder)).out.splitlines()
    assert lines[0].startswith("Office  (")
    assert "  = Bureau  [alias list: aliases.ttl]" in lines


def test_evidence_in_a_document_names_the_document(folder, kg):
    (folder / "documents" / "three.txt").write_text("We must publish Reports.\n")
    out = kg("list", "--names", "-o", built(folder)).out
    assert "  = Reports  [same words: three.txt#char=16,23]\n" in out
    assert ", only in document three.txt)  entity/" in out


@pytest.mark.parametrize("place", [".", "documents"])
def test_the_list_is_found_where_the_documents_or_the_settings_are(folder, place):
    (folder / "aliases.ttl").rename(folder / place / "aliases.ttl")
    assert [alias.variant for alias in listed_aliases(settings(None, ["documents"], None)).names] == ["Bureau"]


def test_a_list_beside_the_settings_is_read_and_one_that_they_name_instead(folder, monkeypatch, tmp_path_factory):
    (folder / "kg.toml").write_text("")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert settings(folder / "kg.toml", [], None).alias_list == str(folder / "aliases.ttl")
    (folder / "kg.toml").write_text('alias_list = "names/ours.ttl"\n')
    assert settings(folder / "kg.toml", [], None).alias_list == str(folder / "names/ours.ttl")


def test_a_list_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.ttl: cannot be read \(No such file or directory\)"):
        listed_aliases(Settings(alias_list=str(tmp_path / "none.ttl")))


def test_the_list_is_no_document(folder):
    (folder / "aliases.ttl").rename(folder / "documents" / "aliases.ttl")
    report = build(["documents"], None, extractor=StubExtractor())
    assert [document.name for document in report.corpus.documents] == ["one.txt", "two.txt"]


def test_a_change_of_the_list_parses_nothing_again(folder):
    built(folder)
    (folder / "aliases.ttl").write_text(TURTLE.replace("Bureau", "Nobody"))
    chosen = settings(None, ["documents"], None)
    report = build(["documents"], folder / "output", settings=chosen, extractor=StubExtractor())
    assert report.parsed == ()
    assert {"Office", "Bureau"} <= {concept.label for concept in report.corpus.names.concepts.values()}
