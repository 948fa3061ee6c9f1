from dataclasses import asdict

import pytest

from kg.config import EXAMPLE, Settings, parse
from kg.errors import ConfigError
from kg.reading import Limits


def test_the_example_says_nothing_but_what_holds_anyway():
    assert parse(EXAMPLE) == Settings()


def test_every_commented_line_of_the_example_is_understood():
    lines = [
        line.removeprefix("# ") if line.startswith('# "') or " = " in line else line for line in EXAMPLE.splitlines()
    ]
    settings = parse("\n".join(lines))
    assert settings.base == "https://example.org/kg/"
    assert settings.topics["water"] == ("river", "flood", "wetland")
    assert settings.limits == asdict(Limits())


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('modle = "x"', 'kg.toml:1: unknown key "modle"'),
        ('# base\n\nmodel = "x"\nbase = 3', 'kg.toml:4: "base" must be text'),
        ('base = "no iri"', 'kg.toml:1: "base" must be an IRI'),
        ('include = "*.txt"', 'kg.toml:1: "include" must be a list of texts'),
        ('include = [\n  "a",\n  # more\n  3,\n]', 'kg.toml:1: "include" must be a list of texts'),
        ('topics = ["x"]', 'kg.toml:1: "topics" must be a table'),
        ('[topics]\nwater = ["river"]\n"the air" = "wind"', 'kg.toml:3: "the air" must be a list of texts'),
        ('model = """\nfoo = 1\n"""\n\n[limits]\n\nfoo = 1', 'kg.toml:7: unknown limit "foo"'),
        ("[limits]\npages = true", 'kg.toml:2: "pages" must be a number above 0'),
        ("[limits]\npages = 1.5", 'kg.toml:2: "pages" must be a whole number'),
        ("[limits]\nseconds = inf", 'kg.toml:2: "seconds" must be a number above 0'),
        ("limits.private = 1", 'kg.toml:1: "private" must be true or false'),
        ('model = "a"\nmodel = "b"', "kg.toml:2: is not TOML: Cannot overwrite a value"),
        ('model = "a', "kg.toml:1: is not TOML: "),
        ('model = "a"\ninclude = [', "kg.toml:2: is not TOML: "),
    ],
)
def test_an_error_names_the_line(text, error):
    with pytest.raises(ConfigError) as caught:
        parse(text)
    assert str(caught.value).startswith(error)
