"""docs/extraction.md: its example is what the extractor does, and the files that it names are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.directives import provisions
from kg.language import Parser
from kg.reading import from_text

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")
SENTENCE = " ".join(line.removeprefix("> ") for line in PAGE.splitlines() if line.startswith("> "))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(?:[\w/]+/)?(\w+\.(?:py|toml))`", PAGE))))
def test_a_file_that_the_page_names_is_there(name: str) -> None:
    assert [*(ROOT / "src").rglob(name), *(ROOT / "tests").rglob(name)]


@pytest.mark.model
def test_the_table_is_what_is_found() -> None:
    document = from_text(SENTENCE)
    found = []
    for p in provisions(document, Parser().sentences(document)):
        assert p.object is not None
        assert p.attribution is not None
        noun = p.object.text + (" (implied)" if p.object.implied else "")
        around = "".join(f"{c.phrase.text}: {c.kind.value}, {c.duration}" for c in p.constraints)
        actor = p.actor.text if p.actor else "–"
        cells = (actor, p.action.text, noun, p.modality.value, p.attribution.text)
        found.append(f"| {' | '.join(cells)} | {around} |".replace("  ", " "))
    table = PAGE[PAGE.index("| actor | action") :].split("\n\n")[0].splitlines()[2:]
    assert found == table
