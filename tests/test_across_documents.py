"""Questions to a whole folder: who reports to whom, what is due, what one issuer repeats, by the names of all of it."""

import csv
import io

import pytest

pytestmark = pytest.mark.model

TEXTS = {
    "2023.txt": (
        "The Party of Rivers (“PR”) shall submit a flood report to the Ministry of Water by 30 June 2024. "
        "Port authorities should publish flood maps. Port wardens shall report to the Harbour Office."
    ),
    "2024.txt": (
        "The Harbour Office shall submit a flood report to the Ministry of Water by 31 March 2025. "
        "Port authorities must publish flood maps."
    ),
    "2025.txt": (
        "The Flood Board shall notify the Ministry of Water of every spill. "
        "Port authorities must publish flood maps before 1 January 2026."
    ),
}


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    from kg.cli import run

    folder = tmp_path_factory.mktemp("reports")
    rows = []
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
        rows.append(f'[[source]]\nfile = "{name}"\nissuer = "Ministry of Water"\ndate = "{name[:4]}-05-01"\n')
    (folder / "sources.toml").write_text("\n".join(rows))
    assert run(["build", str(folder), "-o", str(folder / "output")]) == 0
    return folder / "output"


@pytest.fixture
def ask(kg, output):
    def answer(name: str, *options: str) -> list[dict[str, str]]:
        result = kg("query", "--named", name, *options, "--format", "csv", "-o", output)
        assert (result.code, result.err) == (0, "")
        return list(csv.DictReader(io.StringIO(result.out)))

    return answer


def test_who_must_report_to_whom(ask):
    found = {(row["actor"], row["recipient"]) for row in ask("reporting")}
    assert found == {
        ("Party of Rivers", "Ministry of Water"),
        ("Harbour Office", "Ministry of Water"),
        ("Port wardens", "Harbour Office"),
        ("Flood Board", "Ministry of Water"),
    }


def test_what_is_due_before_a_date(ask):
    found = [(row["date"], row["actor"], row["document"]) for row in ask("due-before", "--set", "before=2025-12-31")]
    assert found == [
        ("2025-03-31", "The Harbour Office", "2024.txt"),
        ("2024-06-30", "The Party of Rivers", "2023.txt"),
    ]


def test_what_one_issuer_repeats_over_time(ask):
    found = ask("repeated", "--set", "issuer=Ministry of Water")
    assert [(r["action"], r["object"], r["documents"], r["first"], r["last"]) for r in found] == [
        ("publish", "flood maps", "3", "2023-05-01", "2025-05-01")
    ]


def test_what_is_repeated_in_other_words_and_became_binding(kg, output):
    (maps, *_) = kg("repeats", "--issuer", "ministry of water", "-o", output).out.splitlines()[1:]
    assert maps.split()[:6] == ["3", "2023-05-01", "2025-05-01", "should,", "must", "×2"]


def test_an_abbreviation_that_a_text_defines_is_an_alias_with_its_evidence(kg, output):
    out = kg("list", "--names", "--text", "PR", "-o", output).out
    assert "  = PR  [defined in the text: 2023.txt#char=" in out


def test_the_graph_agrees_with_its_shapes(kg, output):
    assert kg("check", "-o", output).code == 0
