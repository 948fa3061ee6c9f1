"""Whole results for two versions of a regulation and two translations of a readout. `make golden` writes them anew."""

import pytest

from kg.comparison import By, diff, grid, icalendar, matrix, matrix_text, note, timeline, timeline_text
from tests.comparison.notation import sample

PAIRS = {"regulation": ("regulation-2021", "regulation-2024"), "readout": ("readout-agency", "readout-embassy")}
RENDERERS = {"txt": note.as_text, "md": note.as_markdown, "html": note.as_html}


@pytest.mark.parametrize("kind", RENDERERS)
@pytest.mark.parametrize("pair", PAIRS)
def test_diff(pair, kind, golden):
    old, new = PAIRS[pair]
    golden(f"diff-{pair}.{kind}", RENDERERS[kind](diff(sample(old), sample(new))))


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("title", ["regulation-2024", "readout-agency"])
def test_matrix(title, by, golden):
    made = matrix(sample(title), by)
    golden(f"matrix-{title}-{by}.txt", matrix_text.as_text(made))
    golden(f"matrix-{title}-{by}.csv", matrix_text.as_csv(made))


@pytest.mark.parametrize("title", ["regulation-2024", "readout-agency"])
def test_timeline(title, golden):
    made = timeline(sample(title), known={"the end of the year": "2024-12-31"})
    golden(f"timeline-{title}.txt", timeline_text.as_text(made))
    golden(f"timeline-{title}.csv", timeline_text.as_csv(made))
    golden(f"timeline-{title}.ics", icalendar.as_calendar(made))


def test_matrix_page(golden):
    # The picture is left out: matplotlib's numbers may differ in their last digit between versions.
    html = grid.as_html(matrix(sample("regulation-2024")))
    start, end = html.index("<svg"), html.index("</svg>")
    golden("matrix-regulation-2024.html", html[:start] + html[end:])
