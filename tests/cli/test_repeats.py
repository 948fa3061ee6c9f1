"""`kg repeats`: what several documents say again."""

import json

import pytest

from kg.building import build
from tests.stub import StubExtractor


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """Three yearly plans of one office; what it recommends in the first it requires later."""
    folder = tmp_path_factory.mktemp("plans")
    for year, word in ((2021, "should"), (2022, "must"), (2023, "must")):
        (folder / f"{year}.txt").write_text(
            f"The Office {word} publish flood maps.\n\nThe Board must plant {year} trees.\n"
        )
    build([str(folder)], folder / "output", extractor=StubExtractor())
    return folder / "output"


def test_what_is_said_again_is_shown_with_how_binding_it_was(kg, output):
    lines = kg("repeats", "-o", output).out.splitlines()
    assert lines[0].split() == ["documents", "since", "until", "each", "time", "what", "it", "says"]
    assert any(line.split()[:4] == ["3", "should,", "must", "×2"] and "publish flood maps" in line for line in lines)


def test_for_programs_each_time_has_its_provision(kg, output):
    (maps,) = [r for r in json.loads(kg("repeats", "--json", "-o", output).out) if "flood" in r["text"]]
    assert [(s["document"], s["force"]) for s in maps["said"]] == [
        ("2021.txt", "should"),
        ("2022.txt", "must"),
        ("2023.txt", "must"),
    ]
    assert json.loads(kg("show", maps["said"][0]["provision"], "--json", "-o", output).out)["object"] == "flood maps"


def test_only_what_so_many_documents_say(kg, output):
    assert kg("repeats", "--documents", "4", "-o", output).out.splitlines()[1:] == []


def test_an_issuer_that_there_is_not(kg, output):
    result = kg("repeats", "--issuer", "Nobody", "-o", output)
    assert (result.code, result.out) == (2, "")
    assert result.err == "kg: Nobody: no document of that issuer; sources.toml can say who issued a document\n"


@pytest.mark.parametrize("width", ["80", "100", "160"])
def test_a_list_of_several_documents_fits_the_terminal(kg, output, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    head, *lines = kg("list", "-o", output).out.splitlines()
    assert head.split()[:6] == ["id", "actor", "modality", "action", "object", "document"]
    assert ("offsets" in head) == (width == "160")
    assert all(len(line) <= int(width) for line in lines)
    assert [line.split()[3] for line in lines if "flood maps" in line] == ["should", "must", "must"]
    assert all("202" in line and ".txt" in line for line in lines)


def test_what_stays_as_binding_is_counted():
    from kg.cli.compare import _runs

    assert _runs(("should", "should", "should", "must")) == "should ×3, must"
    assert _runs(("may", "must", "may")) == "may, must, may"
