"""`kg show` of an item of a list on a page of a PDF: everything that is known of it, for a reader."""

import json
import re
from dataclasses import dataclass

import pytest

from kg.model import Block, BlockKind, Document, Extraction, Modality, Phrase, Provision, Span
from kg.pipeline import Outcome
from kg.project import build

TEXT = "Article 4\nThe operator shall:\n(a) keep records."


def at(words: str, *, implied: bool = False) -> Phrase:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    return Phrase(words, span.start, span.end, implied, (span,) if implied else ())


def extraction(rule: str) -> Extraction:
    lead_in, item = Span(10, 29), Span(TEXT.index("keep"), len(TEXT))
    blocks = (
        Block(BlockKind.HEADING, Span(0, 9), 1, page=6),
        Block(BlockKind.PARAGRAPH, lead_in, 2, ("Article 4",), page=7),
        Block(BlockKind.ITEM, item, 3, ("Article 4", "(a)"), "(a)", (lead_in,), page=7),
    )
    document = Document("act.pdf", TEXT, blocks, title="The Act")
    duty = Provision(
        document.id,
        item,
        at("keep"),
        actor=at("The operator", implied=True),
        object=at("records"),
        deontic=at("shall", implied=True),
        modality=Modality.OBLIGATION,
        rule=rule,
        confidence=0.9,
    )
    return Extraction(document, (duty,), 1)


@dataclass(frozen=True)
class Coded:
    """Finds one provision, by a rule."""

    rule: str
    fingerprint: str = "coded"
    made_with: str = "rules of a test"

    def __call__(self, sources):
        found = extraction(self.rule)
        return (Outcome(found.document.name, found),)


@pytest.fixture
def shown(kg, tmp_path):
    """What `kg show` prints of the provision that a rule found."""

    def show(rule: str) -> str:
        (tmp_path / "act.pdf").write_text(TEXT)
        build(tmp_path / "act.pdf", tmp_path / "output", extractor=Coded(rule)).close()
        (provision,) = extraction(rule).provisions
        result = kg("show", provision.id[:5], "-o", tmp_path / "output")
        assert (result.code, result.err) == (0, "")
        return result.out

    return show


def test_an_item_is_shown_with_the_words_that_it_continues(shown):
    assert shown("modal/shall").splitlines()[0] == "The operator shall: … keep records."


def test_the_place_is_page_paragraph_and_headings(shown):
    out = shown("modal/shall")
    assert re.search(r"^place +characters 34–47, paragraph 3, page 7$", out, re.MULTILINE)
    assert re.search(r"^path +Article 4 › \(a\)$", out, re.MULTILINE)
    assert re.search(r"^title +The Act$", out, re.MULTILINE)


def test_the_rule_is_explained(shown):
    assert re.search(r"^rule +modal/shall: the modal verb shall: an obligation$", shown("modal/shall"), re.MULTILINE)


def test_a_rule_that_is_no_more_is_named(shown):
    assert re.search(r"^rule +abolished/rule$", shown("abolished/rule"), re.MULTILINE)


def test_words_from_elsewhere_say_so(shown):
    assert re.search(r"^actor +The operator +implied, from 10–22", shown("modal/shall"), re.MULTILINE)


def test_no_colour_goes_into_a_pipe(shown):
    assert "\x1b" not in shown("modal/shall")


def test_only_prefixes_that_are_used_are_shown():
    from kg.cli.show import _used_prefixes

    turtle = "@base <https://a.b/> .\n@prefix kg: <https://c.d/> .\n@prefix eli: <https://e.f/> .\n\n<x> a kg:Actor ; kg:sure '1'^^kg:x .\n"
    assert _used_prefixes(turtle) == turtle.replace("@prefix eli: <https://e.f/> .\n", "")


def test_what_is_shown_is_turtle(kg, project):
    import pyoxigraph

    ident = json.loads((project / "provisions.jsonl").read_text("utf-8").splitlines()[0])["id"]
    shown = kg("show", ident, "-o", project).out
    turtle = shown[shown.index("@base") :]
    assert list(pyoxigraph.parse(turtle.encode(), pyoxigraph.RdfFormat.TURTLE))
