from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kg.language import DEFAULT_MODEL, Parser

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def stock(parser: Parser) -> Any:
    """The pipeline as spaCy loads it, nothing disabled."""
    assert parser.version  # loaded first, so that what it does to its own matrices would show here
    import spacy

    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="session")
def sentences() -> list[str]:
    """Every fourth development sentence, and the seed's."""
    found = []
    for file in sorted((ROOT / "tests" / "sentences").glob("*.gold")):
        found += [line[2:].strip() for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("S ")][
            ::4
        ]
    seed = (ROOT / "seeds" / "politburo-yangtze-2023-11-27.txt").read_text(encoding="utf-8")
    return [*found, *(s for s in re.findall(r"[A-Z][^\n]*?\.(?=\s|$)", seed) if len(s) > 20)]
