"""What a notebook shows, in a notebook that runs."""

from __future__ import annotations

import nbclient
import nbformat
import pytest

from tests.sample import ROOT

CELLS = (
    "import kg; from kg.comparison import diff, matrix; project = kg.build(['seeds'])",
    "project",
    "next(p for p in project.provisions if p.predicate == 'preside over')",
    "diff(project.corpus, project.corpus)",
    "matrix(project.corpus)",
)


@pytest.fixture(scope="module")
def shown() -> list[str]:
    """The HTML of every cell but the first, in a notebook that was run."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    resources = {"metadata": {"path": str(ROOT)}}
    nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3", resources=resources).execute()
    return [cell.outputs[0].data["text/html"] for cell in notebook.cells[1:]]


pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


def test_a_project_is_shown_as_its_graph_in_a_frame_that_cannot_reach_the_notebook(shown: list[str]) -> None:
    assert shown[0].startswith("<iframe")
    assert "sandbox=" in shown[0]


def test_a_provision_is_shown_in_its_sentence(shown: list[str]) -> None:
    assert "presided over" in shown[1]
    assert "Xi Jinping" in shown[1]


def test_a_diff_is_shown(shown: list[str]) -> None:
    assert "Nothing changed in substance" in shown[2]


def test_a_matrix_is_shown_as_a_table(shown: list[str]) -> None:
    assert "<table" in shown[3]
    assert "must" in shown[3]
