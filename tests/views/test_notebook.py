"""What a notebook shows, in a notebook that runs."""

from __future__ import annotations

import pytest

CODE = """
from kg.views.notebook import graph_html, provision_html
from tests.views.corpora import seed_corpus
class Shown:
    def __init__(self, html): self.html = html
    def _repr_html_(self): return self.html
corpus = seed_corpus()
"""


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_notebook_shows_the_graph_and_a_provision(tmp_path):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    cells = [CODE, "Shown(graph_html(corpus))", "Shown(provision_html(corpus.provisions[0], corpus.documents[0]))"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    graph, provision = (cell.outputs[0].data["text/html"] for cell in notebook.cells[1:])
    assert graph.startswith("<iframe")
    assert "sandbox=" in graph
    assert "presided over" in provision
