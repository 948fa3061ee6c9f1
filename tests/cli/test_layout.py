"""Tables on narrow terminals: words stay whole, and what does not fit stands one under the other."""

from __future__ import annotations

import pytest

from kg.cli.layout import GAP, widths

COLUMNS = ("id", "actor", "action", "object")
DUTY = ("b72f5b57", "the Secretary of Energy", "submit", "a plan for the protection of rivers and their banks")


def test_what_fits_is_as_wide_as_its_words() -> None:
    assert widths(COLUMNS, [DUTY], 200) == [len(cell) for cell in DUTY]


@pytest.mark.parametrize("total", range(50, 100, 7))
def test_no_word_is_broken_and_no_line_is_too_long(total: int) -> None:
    found = widths(COLUMNS, [DUTY], total, whole={0})
    assert found is not None
    assert sum(found) + GAP * (len(found) - 1) <= total
    assert found[0] == len("b72f5b57")
    for width, cell in zip(found, DUTY, strict=True):
        assert width >= max(map(len, cell.split()))


def test_the_longest_text_gets_most_room() -> None:
    found = widths(COLUMNS, [DUTY], 70)
    assert found is not None
    assert max(found) == found[3]


def test_too_narrow_for_columns() -> None:
    assert widths(COLUMNS, [DUTY], 25) is None


def test_a_column_of_whole_sentences_is_no_column() -> None:
    assert widths(("actor", "action", "sentence"), [("cities", "guard", "word " * 200)], 60) is None


def test_very_long_words_do_not_stop_a_table() -> None:
    assert widths(("document", "provisions"), [("a" * 200, "1")], 40) is not None


def test_a_query_with_many_columns_gives_records_on_a_narrow_terminal(kg, project, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = kg("query", "-o", project, "--named", "prohibitions").out.splitlines()
    headings = [line.split()[0] for line in lines if line and not line[0].isspace()]
    assert headings[:3] == ["actor", "action", "object"]
    assert max(map(len, lines)) <= 60


def test_triples_are_written_as_a_query_would(kg, project) -> None:
    asked = "CONSTRUCT { ?p kg:modality ?m } WHERE { ?p kg:modality ?m } LIMIT 1"
    _, row = kg("query", "-o", project, "-q", asked, "--format", "table").out.splitlines()
    assert [cell.partition(":")[0] for cell in row.split()] == ["provision", "kg", "kg"]
