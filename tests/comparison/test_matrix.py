import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest

from kg.comparison import By, grid, matrix, matrix_text
from tests.comparison.notation import corpus, read, sample

FORMULA = """The =SUM(A1) must keep the +tariff.
  =SUM(A1) | keep | +tariff | obligation: must
"""


@pytest.fixture(scope="module")
def regulation():
    return sample("regulation-2024")


def test_a_cell_holds_the_provisions_of_its_actor_and_action(regulation):
    made = matrix(regulation, By.ACTIONS)
    cell = made.cells["Ports Agency", "publish"]
    assert cell.words == "must 1"
    assert cell.provisions[0].sentence == "The Ports Agency shall publish the results of inspections."


def test_every_provision_is_in_one_cell(regulation):
    for by in By:
        cells = matrix(regulation, by).cells.values()
        assert sorted(p.provision.id for c in cells for p in c.provisions) == sorted(
            p.id for p in regulation.provisions
        )


def test_a_prohibition_is_said_to_be_one(regulation):
    assert matrix(regulation, By.ACTIONS).cells["vessel", "burn"].strongest == "must not"


def test_what_is_not_shown_is_counted(regulation):
    made = matrix(regulation, By.ACTIONS, rows=2, columns=2)
    assert made.left_out == len(regulation.provisions) - sum(len(c.provisions) for c in made.cells.values())
    assert f"{made.left_out} more provisions" in matrix_text.as_text(made)


def test_statements_can_be_left_out(regulation):
    assert "This Regulation" not in matrix(regulation, statements=False).rows


def test_we_and_nobody_share_a_row():
    made = matrix(sample("readout-agency"), By.ACTIONS)
    assert made.rows[-1] == "(nobody named)"
    assert "we" not in made.rows


def test_two_boards_are_two_rows():
    row = "The Board must act.\n  The Board | act | - | obligation: must\n"
    made = matrix(corpus(read(f"title: One\n# One\n{row}"), read(f"title: Two\n# Two\n{row}")), By.ACTIONS)
    assert set(made.rows) == {"Board (One)", "Board (Two)"}


def test_the_colours_topics_are_those_of_the_corpus(regulation):
    assert set(matrix(regulation).columns) <= {*regulation.topics.values(), "(other)"}


def test_csv_cells_do_nothing_in_a_spreadsheet():
    rows = list(csv.reader(io.StringIO(matrix_text.as_csv(matrix(corpus(read(FORMULA)), By.ACTIONS)))))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_picture_is_xml_whose_squares_lead_to_sentences(regulation):
    made = matrix(regulation, By.ACTIONS)
    html = grid.as_html(made)
    svg = ET.fromstring(re.search(r"<svg.*</svg>", html, re.DOTALL)[0].replace("&nbsp;", " "))
    links = {a.get("{http://www.w3.org/1999/xlink}href") for a in svg.iter("{http://www.w3.org/2000/svg}a")}
    assert len(links) == len(made.cells)
    assert links == {f"#{i}" for i in re.findall(r'id="(cell-\d+-\d+)"', html)}


def test_every_cell_of_the_table_leads_to_its_sentences(regulation):
    html = grid.as_html(matrix(regulation))
    assert set(re.findall(r'<td><a href="#([^"]+)"', html)) == set(
        re.findall(r'<section class="entry" id="([^"]+)"', html)
    )


def test_the_page_needs_no_inline_style(regulation):
    assert "style=" not in grid.as_html(matrix(regulation))


def test_markup_and_control_characters_stay_out_of_the_picture():
    made = matrix(
        corpus(
            read("The <svg onload=x> $x^2$ \x01 must act.\n  <svg onload=x> $x^2$ \x01 | act | - | obligation: must\n")
        ),
        By.ACTIONS,
    )
    svg = grid.as_svg(made)
    ET.fromstring(svg)
    assert "<svg onload" not in svg
    assert "$x^2$" in svg


def test_the_picture_is_the_same_twice(regulation):
    assert grid.as_svg(matrix(regulation)) == grid.as_svg(matrix(regulation))


def test_no_provisions_no_picture():
    assert "No provisions" in grid.as_html(matrix(corpus()))
    assert matrix_text.as_text(matrix(corpus())) == "no provisions\n"


def test_a_narrow_terminal_gets_the_columns_below_each_other():
    found = matrix(sample("regulation-2024"), By.ACTIONS)
    lines = matrix_text.as_text(found, total=80).splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith("actor ") for line in lines) > 1
    words = " ".join(lines)
    assert all(cell.words.split(", ")[0] in words for cell in found.cells.values())
