"""Builds without a model: what is parsed again, what leaves, what stays."""

from pathlib import Path

import pytest

from kg.building import build
from kg.config import Settings
from kg.entities.corrections import Decision, about, dump
from kg.errors import StoreError, StoreLocked, UsageError
from tests.stub import StubExtractor


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "documents"
    made.mkdir()
    for number in range(6):
        write(made, f"{number}.txt", f"The Agency must submit report {number} to everybody.")
    return made


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text + "\n\nThe Board should review it with the greatest care.\n", encoding="utf-8")


class Builder:
    """Builds a folder again and again, and tells which documents were parsed the last time."""

    def __init__(self, folder: Path, output: Path) -> None:
        self.folder, self.output, self.log = folder, output, output.parent / "log"
        self.report = None

    def __call__(self, *, rules: str = "1", **options) -> list[str]:
        self.log.write_text("")
        extractor = StubExtractor(rules=rules, log=str(self.log))
        self.report = build([str(self.folder)], self.output, extractor=extractor, **options)
        return sorted(self.log.read_text().split())


@pytest.fixture
def builder(folder, tmp_path):
    return Builder(folder, tmp_path / "output")


def all_bytes(output: Path) -> dict[str, bytes]:
    """Every file of an output folder but the store's own."""
    return {
        p.relative_to(output).as_posix(): p.read_bytes()
        for p in sorted(output.rglob("*"))
        if p.is_file() and "store" not in p.parts
    }


def anew(builder: Builder) -> dict[str, bytes]:
    """The files of an uninterrupted build of the same folder in another place."""
    other = Builder(builder.folder, builder.output.with_name("anew"))
    other()
    return all_bytes(other.output)


def test_a_second_build_parses_nothing_and_changes_no_byte(builder):
    assert len(builder()) == 6
    files = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in builder.output.rglob("*") if p.is_file()}
    assert builder() == []
    assert files == {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in builder.output.rglob("*") if p.is_file()}


def test_only_a_changed_document_is_parsed_again(builder, folder):
    builder()
    write(folder, "3.txt", "The Court must publish its decisions at once.")
    assert builder() == ["3.txt"]
    assert all_bytes(builder.output) == anew(builder)


def test_other_rules_parse_everything_again(builder):
    builder()
    assert len(builder(rules="2")) == 6


def test_what_sources_toml_says_is_part_of_a_document(builder, folder):
    builder()
    (folder / "sources.toml").write_text('[[source]]\nfile = "2.txt"\ntitle = "Second"\n')
    assert builder() == ["2.txt"]


def test_a_deleted_document_stays_until_it_is_pruned(builder, folder):
    builder()
    (folder / "5.txt").unlink()
    assert builder() == []
    assert builder.report.plan.gone == ("5.txt",)
    assert len(builder.report.corpus.documents) == 6
    builder(prune=True)
    assert builder.report.removed == ("5.txt",)
    assert all_bytes(builder.output) == anew(builder)


def test_a_dry_run_says_what_would_happen_and_does_nothing(builder, folder):
    builder()
    before = all_bytes(builder.output)
    write(folder, "1.txt", "The Court must sit.")
    (folder / "new.txt").write_text("The Court must sit in public.")
    (folder / "5.txt").unlink()
    assert builder(dry_run=True, prune=True) == []
    todo = builder.report.plan
    assert (todo.new, todo.changed, todo.gone) == (("new.txt",), ("1.txt",), ("5.txt",))
    assert all_bytes(builder.output) == before


def test_a_dry_run_of_a_first_build_makes_no_folder(builder):
    builder(dry_run=True)
    assert len(builder.report.plan.new) == 6
    assert not builder.output.exists()


def test_a_document_that_cannot_be_read_is_reported_and_the_others_are_built(builder, folder):
    (folder / "bad.txt").write_bytes(b"")
    (folder / "worse.txt").write_bytes(bytes(range(256)) * 9)
    builder()
    assert [f.name for f in builder.report.failures] == ["bad.txt", "worse.txt"]
    assert len(builder.report.corpus.documents) == 6


def test_a_document_that_is_mended_is_built(builder, folder):
    (folder / "bad.txt").write_bytes(b"")
    builder()
    write(folder, "bad.txt", "The Mayor must answer the question in writing.")
    assert builder() == ["bad.txt"]
    assert builder.report.failures == ()
    assert all_bytes(builder.output) == anew(builder)


def test_a_document_that_breaks_is_no_longer_in_the_graph(builder, folder):
    builder()
    (folder / "2.txt").write_bytes(b"")
    builder()
    assert [f.name for f in builder.report.failures] == ["2.txt"]
    assert len(builder.report.corpus.documents) == 5


def test_of_two_documents_with_the_same_text_the_first_name_stands_for_both(builder, folder):
    (folder / "a copy.txt").write_bytes((folder / "3.txt").read_bytes())
    builder()
    assert builder.report.copies == (("a copy.txt", "3.txt"),)
    assert len(builder.report.corpus.documents) == 6


def test_a_copy_stands_for_itself_when_the_original_goes(builder, folder):
    (folder / "a copy.txt").write_bytes((folder / "3.txt").read_bytes())
    (folder / "sources.toml").write_text('[[source]]\nfile = "3.txt"\ntitle = "Third"\n')
    builder()
    (folder / "3.txt").unlink()
    builder(prune=True)
    assert builder.report.copies == ()
    assert all_bytes(builder.output) == anew(builder)


def test_a_copy_whose_name_sorts_first_takes_over(builder, folder):
    builder()
    (folder / "0 copy.txt").write_bytes((folder / "3.txt").read_bytes())
    builder()
    assert builder.report.copies == (("3.txt", "0 copy.txt"),)
    assert all_bytes(builder.output) == anew(builder)


def test_several_processes_build_the_same_bytes(builder):
    builder(jobs=2)
    assert all_bytes(builder.output) == anew(builder)


def test_a_document_that_kills_its_process_is_named_and_the_others_are_built(builder, folder):
    write(folder, "deadly.txt", "The Agency must KILL whatever reads it.")
    builder(jobs=2)
    (failure,) = builder.report.failures
    assert failure.reason.startswith("deadly.txt: the process that read it was killed each time")
    assert len(builder.report.corpus.documents) == 6


def test_in_memory_nothing_is_written(folder, tmp_path):
    report = build([str(folder)], None, extractor=StubExtractor())
    assert len(report.corpus.provisions) == 12
    assert [p.name for p in tmp_path.iterdir()] == ["documents"]


def test_a_folder_without_documents_is_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="no documents there"):
        build([str(tmp_path)], tmp_path / "output", extractor=StubExtractor())


def test_two_builds_at_once_do_not_mix(builder):
    from kg.corpus import files

    builder.output.mkdir()
    with files.locked(builder.output), pytest.raises(StoreLocked):
        builder()


def test_a_store_folder_that_is_somebody_elses_is_left_alone(builder):
    (builder.output / "store").mkdir(parents=True)
    (builder.output / "store" / "letters.txt").write_text("mine")
    with pytest.raises(StoreError):
        builder()
    assert (builder.output / "store" / "letters.txt").read_text() == "mine"


def test_two_hundred_documents_then_three_edits(builder, folder):
    for number in range(6, 200):
        write(folder, f"{number}.txt", f"The Agency must submit report {number} to everybody.")
    assert len(builder()) == 200
    assert builder() == []
    for number in (17, 99, 150):
        write(folder, f"{number}.txt", "The Agency must submit nothing to nobody.")
        with (folder / f"{number}.txt").open("a") as file:
            file.write(f"\nNumber {number}.\n")
    assert builder() == ["150.txt", "17.txt", "99.txt"]


def decide(folder: Path, builder: Builder, **decision) -> Settings:
    """Settings with one decision about the first provision of 2.txt."""
    extraction = next(e for e in builder.report.corpus.extractions if e.document.name == "2.txt")
    made = about(extraction.provisions[0], extraction.document, **decision)
    path = folder.parent / "corrections.toml"
    path.write_text(dump([made]), encoding="utf-8")
    return Settings(corrections=str(path))


def test_a_rejected_provision_is_gone_until_the_decision_is_taken_back(builder, folder):
    builder()
    settings = decide(folder, builder, decision=Decision.REJECT)
    assert builder(settings=settings) == ["2.txt"]
    assert len(builder.report.corpus.provisions) == 11
    assert builder(settings=settings) == []
    assert builder.report.unmet == ()
    assert builder() == ["2.txt"]
    assert all_bytes(builder.output) == anew(builder)


def test_a_changed_slot_survives_the_next_build(builder, folder):
    builder()
    settings = decide(folder, builder, decision=Decision.CHANGE, change={"object": "report 2"})
    builder(settings=settings)
    builder(settings=settings, rules="2")
    changed = [p for p in builder.report.corpus.provisions if p.confirmed]
    assert [p.object.text for p in changed] == ["report 2"]


def test_a_correction_whose_sentence_has_changed_is_reported(builder, folder):
    builder()
    settings = decide(folder, builder, decision=Decision.ACCEPT)
    write(folder, "2.txt", "The Agency must submit nothing.")
    builder(settings=settings)
    (line,) = builder.report.unmet
    assert line.startswith("2.txt: accept ")
