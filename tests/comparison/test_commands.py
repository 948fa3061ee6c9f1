"""`kg diff`, `kg matrix`, `kg timeline` and `kg review` as a user calls them."""

import json

import pytest

from kg.entities.corrections import Decision, load
from kg.project import load as load_project


@pytest.fixture
def first(project):
    with load_project(project) as found:
        return found.provisions[0]


def decisions(path):
    return load(path.read_text(encoding="utf-8"))


def test_matrix_as_json(kg, project):
    result = kg("matrix", "-o", project, "--by", "actions", "--columns", "99", "--json")
    assert result.code == 0
    cells = json.loads(result.out)["cells"]
    assert {"must": 1} in [
        c["counts"] for c in cells if (c["actor"], c["column"]) == ("provinces", "take overall responsibility")
    ]


def test_matrix_into_a_file(kg, project, tmp_path):
    assert kg("matrix", tmp_path / "m.svg", "-o", project, "-f", "svg").code == 0
    assert (tmp_path / "m.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_built_project_compared_with_itself(kg, project):
    result = kg("diff", project, project)
    assert result.code == 0
    assert "Nothing changed in substance." in result.out


def test_timeline_without_deadlines(kg, project):
    assert kg("timeline", "-o", project).out == "no deadlines\n"


def test_a_date_must_be_one(kg, project):
    result = kg("timeline", "-o", project, "--date", "entry into force=soon")
    assert result.code == 2
    assert "must be EVENT=DATE" in result.err


def test_a_provision_is_accepted_by_its_id(kg, project, first, tmp_path):
    file = tmp_path / "corrections.toml"
    assert kg("review", first.id[:10], "--accept", "--by", "A. B.", "-o", project, "--file", file).code == 0
    (made,) = decisions(file)
    assert (made.decision, made.provision, made.by) == (Decision.ACCEPT, first.id, "A. B.")


def test_a_slot_is_set(kg, project, first, tmp_path):
    file = tmp_path / "corrections.toml"
    kg("review", first.id, "--set", "actor=the chair", "--set", "recipient=", "-o", project, "--file", file)
    assert decisions(file)[0].change == {"actor": "the chair", "recipient": ""}


def test_names_are_merged_and_split(kg, project, tmp_path):
    file = tmp_path / "corrections.toml"
    kg(
        "review",
        "--merge",
        "provinces=counties",
        "--split",
        "CPC Central Committee=Party Central Committee",
        "-o",
        project,
        "--file",
        file,
    )
    assert [(c.decision, c.names) for c in decisions(file)] == [
        (Decision.MERGE, ("provinces", "counties")), (Decision.SPLIT, ("CPC Central Committee", "Party Central Committee")),
    ]  # fmt: skip


def test_a_second_decision_replaces_the_first(kg, project, first, tmp_path):
    file = tmp_path / "corrections.toml"
    kg("review", first.id, "--accept", "-o", project, "--file", file)
    kg("review", first.id, "--reject", "-o", project, "--file", file)
    assert [c.decision for c in decisions(file)] == [Decision.REJECT]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--accept"], "which provisions?"), (["x", "--accept", "--reject"], "are three decisions"),
        (["--merge", "alone"], "must be NAME=OTHER"), (["FIRST", "--set", "foot=x"], 'unknown slot "foot"'),
        (["FIRST", "--set", "actor"], "must be SLOT=WORDS"),
    ],
)  # fmt: skip
def test_wrong_use(kg, project, first, tmp_path, options, reason):
    file = tmp_path / "corrections.toml"
    result = kg("review", *[first.id if o == "FIRST" else o for o in options], "-o", project, "--file", file)
    assert result.code == 2
    assert reason in result.err
    assert not file.exists()


def test_a_broken_file_is_left_as_it_is(kg, project, first, tmp_path):
    file = tmp_path / "corrections.toml"
    file.write_text("[[correction]\n", encoding="utf-8")
    result = kg("review", first.id, "--accept", "-o", project, "--file", file)
    assert result.code == 2
    assert "corrections.toml: is no TOML" in result.err
    assert file.read_text(encoding="utf-8") == "[[correction]\n"


def test_one_after_the_other(project, tmp_path):
    import typer
    from typer.testing import CliRunner

    from kg.cli.review import review

    app = typer.Typer()
    app.command()(review)
    file = tmp_path / "corrections.toml"
    asked = CliRunner().invoke(app, ["-o", str(project), "--file", str(file)], input="a\nr\ns\nc\nobject=the plan\nq\n")
    assert asked.exit_code == 0, asked.output
    assert [c.decision for c in decisions(file)] == [Decision.ACCEPT, Decision.REJECT, Decision.CHANGE]


@pytest.mark.model
def test_a_decision_survives_the_next_build(kg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    order = tmp_path / "in" / "order.txt"
    order.write_text(
        "The Harbour Board shall publish the plan.\n\nThe Harbour Board shall keep the register.\n", encoding="utf-8"
    )
    assert kg("build", "in").code == 0
    with load_project("output") as built:
        publish = next(p for p in built.provisions if p.predicate == "publish")
    assert kg("review", publish.id, "--set", "actor=Harbour Office").code == 0
    assert kg("build", "in").code == 0
    with load_project("output") as built:
        changed = next(p for p in built.provisions if p.predicate == "publish")
    assert (changed.actor.text, changed.confirmed) == ("Harbour Office", True)
    order.write_text("The Harbour Board shall publish the final plan.\n", encoding="utf-8")
    result = kg("build", "in")
    assert "the sentence is not in the document any more" in result.err


@pytest.mark.model
def test_two_versions_as_they_come(kg, tmp_path):
    (tmp_path / "old.txt").write_text(
        "The operator should submit the report within 90 days of the inspection.\n", encoding="utf-8"
    )
    (tmp_path / "new.txt").write_text(
        "The operator shall submit the report within 30 days of the inspection.\n", encoding="utf-8"
    )
    result = kg("diff", tmp_path / "old.txt", tmp_path / "new.txt", "--json")
    (change,) = json.loads(result.out)["changes"]
    assert change["kinds"] == ["strengthened", "deadline changed"]
