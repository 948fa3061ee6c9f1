"""A command line in this process, and a project built from the hand-coded seed, so that no model is needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kg.pipeline import Outcome
from tests.sample import ROOT, seed_extraction

# Whether a property holds does not depend on how busy the machine is; in CI the examples are the same on every run.
settings.register_profile("kg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("kg"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "kg")


@dataclass(frozen=True)
class Result:
    """What a command gave."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class SeedExtractor:
    """Gives the hand-coded provisions of the seed, whatever it is asked to read."""

    fingerprint: str = "seed"
    made_with: str = "rules of a test"

    def __call__(self, sources: Sequence[object]) -> tuple[Outcome, ...]:
        extraction = seed_extraction()
        return (Outcome(extraction.document.name, extraction),)


@pytest.fixture
def kg(capfdbinary, monkeypatch) -> Callable[..., Result]:
    """Runs a command: ``kg("list", "-o", folder)``."""
    from kg.cli import run

    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments: object) -> Result:
        capfdbinary.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return Result(code, out.decode(), err.decode())

    return call


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def project(tmp_path_factory, seeds) -> Path:
    """The output folder of the hand-coded seed. Tests only read it."""
    from kg.project import build

    output = tmp_path_factory.mktemp("project") / "output"
    build([seeds], output, extractor=SeedExtractor()).close()
    return output


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--golden`` writes the golden files anew instead of comparing with them."""
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)``: the text is what the file ``golden/<name>`` beside the test holds, byte for byte."""

    def compare(name: str, text: str) -> None:
        path = Path(request.path).parent / "golden" / name
        if request.config.getoption("--golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert path.is_file(), f"{path} is missing: make golden writes it"
        assert path.read_bytes().decode("utf-8") == text, f"{path.name} differs: make golden, then look at git diff"

    return compare
