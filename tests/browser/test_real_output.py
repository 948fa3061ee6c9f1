"""The seed as the extractor really reads it, not as someone coded it by hand."""

from __future__ import annotations

import pytest

import kg
from tests.browser.conftest import PATIENCE, SIZES
from tests.browser.test_page import OVERLAPS, UNREADABLE
from tests.sample import ROOT

pytestmark = [pytest.mark.model, pytest.mark.browser]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    with kg.build([str(ROOT / "seeds")], output=str(folder)) as project:
        path = project.view(folder / "page.html")
    return path.resolve().as_uri()


@pytest.mark.parametrize("size", SIZES)
def test_the_seeds_real_page_has_no_overlap_and_nothing_clipped(browser, built, size):
    context = browser.new_context(viewport=SIZES[size])
    complaints: list[str] = []
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(built)
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.evaluate("kg.drawing().boxes.length") > 100
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(UNREADABLE) == []
    assert page.evaluate("Math.max(...kg.drawing().boxes.map((box) => box.lines.length))") <= 3
    assert complaints == []
    context.close()
