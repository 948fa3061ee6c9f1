"""Pages in a real headless Chromium."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kg.model import Corpus
from kg.views.html import page as make_page
from tests.views.corpora import hostile_corpus, large_corpus, seed_corpus

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    if CHROMIUM is None:
        reason = "Chromium is not installed: apt-get install chromium fonts-inter fonts-noto-core"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return {"executable_path": CHROMIUM, "args": FLAGS}


CORPORA: dict[str, Callable[[], Corpus]] = {
    "seed": seed_corpus,
    "plain": lambda: seed_corpus(topics=False),
    "hostile": hostile_corpus,
    "empty": lambda: Corpus((), seed_corpus().names),
    "middle": lambda: large_corpus(500),
    "large": lambda: large_corpus(2500),
}


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The address of a corpus's page, made once."""
    folder, made = tmp_path_factory.mktemp("pages"), {}

    def address(name: str) -> str:
        if name not in made:
            path = folder / f"{name}.html"
            path.write_text(make_page(CORPORA[name](), title=f"The {name} corpus"), encoding="utf-8")
            made[name] = path.as_uri()
        return made[name]

    return address


# No test measures time here (benchmarks/views.py does): a machine that is busy with other things may take its time.
PATIENCE = 90


def until(page, condition: str, arg: object = None, seconds: float = PATIENCE) -> None:
    """Waits until JavaScript is true. Playwright's own wait_for_function needs eval, which the page's policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition, arg):
        assert time.monotonic() < end, f"not true after {seconds} s: {condition}"
        page.wait_for_timeout(20)


@dataclass
class Visit:
    """An open page, with all that it asked for and complained about."""

    page: object
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser, files) -> Iterator[Callable[..., Visit]]:
    """Opens ``visit("seed", "#node=…", size="phone", theme="dark")`` and waits until the first picture stands."""
    contexts = []

    def open_(name: str, fragment: str = "", *, size: str = "desktop", theme: str = "light") -> Visit:
        context = browser.new_context(viewport=SIZES[size], color_scheme=theme, has_touch=size == "phone")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        seen = Visit(page)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.goto(files(name) + fragment)
        page.wait_for_selector("html[data-ready]", state="attached")
        return seen

    yield open_
    for context in contexts:
        context.close()
