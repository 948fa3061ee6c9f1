import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities import name
from kg.entities.corrections import Correction, Decision, Status, about, add, apply, decided_names, dump, load
from kg.errors import CorrectionError
from kg.model import Block, BlockKind, Document, Extraction, Modality, Phrase, Provision, Span
from tests.entities.documents import concept, document

REPORT = "The Board shall publish the report."
PLAN = "The Board shall keep the annual plan."


def order(*sentences: str, title: str = "order.txt") -> Extraction:
    """A document in which each sentence is "The Board shall VERB the OBJECT."."""
    text = " ".join(sentences)
    made = Document(title, text, (Block(BlockKind.PARAGRAPH, Span(0, len(text)), 1),))
    provisions, at = [], 0
    for sentence in sentences:
        start = text.index(sentence, at)
        at = start + len(sentence)
        verb = sentence.split()[3]
        thing = " ".join(sentence.rstrip(".").split()[4:])

        def phrase(words: str, start: int = start) -> Phrase:
            found = text.index(words, start)
            return Phrase(words, found, found + len(words))

        provisions.append(
            Provision(
                made.id,
                Span(start, at),
                phrase(verb),
                actor=phrase("The Board"),
                object=phrase(thing),
                modality=Modality.OBLIGATION,
                predicate=verb,
                rule="modal/shall",
            )
        )
    return Extraction(made, tuple(provisions), len(sentences))


def decide(extraction: Extraction, decision: str, number: int = 0, **given) -> Correction:
    return about(extraction.provisions[number], extraction.document, Decision(decision), **given)


def test_an_accepted_provision_is_confirmed():
    before = order(REPORT, PLAN)
    (after,), (outcome,) = apply([before], [decide(before, "accept")])
    assert [p.confirmed for p in after.provisions] == [True, False]
    assert outcome.status is Status.APPLIED


def test_confirming_does_not_change_the_id():
    before = order(REPORT)
    (after,), _ = apply([before], [decide(before, "accept")])
    assert after.provisions[0].id == before.provisions[0].id


def test_a_rejected_provision_is_gone():
    before = order(REPORT, PLAN)
    (after,), _ = apply([before], [decide(before, "reject")])
    assert [p.action.text for p in after.provisions] == ["keep"]


def test_a_changed_slot_keeps_its_place_where_the_sentence_holds_the_words():
    before = order(PLAN)
    (after,), _ = apply([before], [decide(before, "change", change={"object": "plan"})])
    changed = after.provisions[0]
    assert changed.object is not None
    assert changed.object.span.of(after.document.text) == "plan"
    assert not changed.object.implied
    assert changed.confirmed


def test_words_that_the_sentence_does_not_hold_are_implied():
    before = order(PLAN)
    (after,), _ = apply([before], [decide(before, "change", change={"actor": "Harbour Board"})])
    actor = after.provisions[0].actor
    assert actor is not None
    assert (actor.text, actor.implied, actor.parts) == ("Harbour Board", True, (after.provisions[0].sentence,))


def test_a_slot_can_be_emptied_and_the_modality_changed():
    before = order(PLAN)
    (after,), _ = apply([before], [decide(before, "change", change={"object": "", "modality": "recommendation"})])
    assert after.provisions[0].object is None
    assert after.provisions[0].modality is Modality.RECOMMENDATION


def test_a_correction_is_found_again_in_a_document_that_grew():
    before, now = order(PLAN), order(REPORT, PLAN)
    (after,), (outcome,) = apply([now], [decide(before, "accept")])
    assert [p.confirmed for p in after.provisions] == [False, True]
    assert outcome.status is Status.APPLIED


def test_a_correction_whose_sentence_has_changed_is_reported():
    before, now = order(REPORT), order("The Board shall publish the reports.")
    (after,), (outcome,) = apply([now], [decide(before, "reject")])
    assert after == now
    assert outcome.status is Status.STALE
    assert "“The Board shall publish the reports.”" in outcome.message


def test_a_correction_whose_reading_has_changed_is_reported():
    before = order(REPORT)
    now = replace(before, provisions=(replace(before.provisions[0], modality=Modality.PERMISSION),))
    _, (outcome,) = apply([now], [decide(before, "accept")])
    assert outcome.status is Status.STALE


def test_a_correction_whose_document_is_gone_is_reported():
    _, (outcome,) = apply([], [decide(order(REPORT), "accept")])
    assert (outcome.status, outcome.message) == (Status.MISSING, "order.txt: no such document")


@pytest.mark.parametrize(
    ("decision", "change"),
    [("accept", {}), ("reject", {}), ("change", {"object": "annual plan"}), ("change", {"recipient": "all"})],
)
def test_applying_twice_is_applying_once(decision, change):
    before = order(REPORT, PLAN)
    corrections = [decide(before, decision, 1, change=change)]
    once, _ = apply([before], corrections)
    twice, (outcome,) = apply(once, corrections)
    assert twice == once
    assert outcome.status is Status.APPLIED


def test_a_second_decision_replaces_the_first():
    before = order(REPORT)
    kept = add(add((), decide(before, "accept")), decide(before, "reject"))
    assert [c.decision for c in kept] == [Decision.REJECT]


def test_a_change_of_a_change_is_one_change():
    before = order(PLAN)
    first = decide(before, "change", change={"object": "plan"})
    (once,), _ = apply([before], [first])
    kept = add((first,), decide(once, "change", change={"actor": "Board"}))
    (twice,), outcomes = apply([before], kept)
    assert len(kept) == 1
    assert (twice.provisions[0].actor.text, twice.provisions[0].object.text) == ("Board", "plan")
    assert apply([twice], kept)[1][0].status is Status.APPLIED
    assert [o.status for o in outcomes] == [Status.APPLIED]


def test_what_was_changed_can_be_rejected():
    before = order(PLAN)
    first = decide(before, "change", change={"object": "plan"})
    (once,), _ = apply([before], [first])
    kept = add((first,), decide(once, "reject"))
    assert apply([before], kept)[0][0].provisions == ()


def test_merged_names_are_one_concept():
    one = document("The Rhine Board and the River Panel act.", "The Rhine Board", "the River Panel")
    merge = Correction(Decision.MERGE, names=("Rhine Board", "River Panel"))
    names = name([one], aliases=decided_names([merge], [one]))
    assert concept(names, one, 0).key == concept(names, one, 1).key
    assert concept(names, one).merges[0].evidence == "corrections"


def test_split_names_are_two_concepts():
    one = document("China: the State Council acts.", "the State Council")
    split = Correction(Decision.SPLIT, names=("State Council of China", "State Council"))
    names = name([one], aliases=decided_names([split], [one]))
    assert concept(names, one).label == "State Council"


def test_a_split_in_one_document_leaves_the_other():
    one = document("China: the State Council acts.", "the State Council", title="one")
    other = document("China: the State Council waits.", "the State Council", title="other")
    split = Correction(Decision.SPLIT, document="one", names=("State Council of China", "State Council"))
    names = name([one, other], aliases=decided_names([split], [one, other]))
    assert concept(names, one).scope == one.document.id
    assert concept(names, other).key == "entity/state-council-of-china"


def test_the_file_reads_back():
    before = order(REPORT)
    corrections = (
        decide(
            before, "change", change={"object": 'the "plan"\n', "modality": "permission"}, by="A. B.", note="checked"
        ),
        Correction(Decision.MERGE, names=("A", "B")),
        Correction(Decision.SPLIT, document="order.txt", names=("A", "C")),
    )
    assert load(dump(corrections)) == corrections


def test_the_file_is_one_fact_a_line():
    text = dump([decide(order(REPORT), "reject")])
    assert text.splitlines()[2:] == [
        "[[correction]]",
        'decision = "reject"',
        'document = "order.txt"',
        f'provision = "{order(REPORT).provisions[0].id}"',
        'sentence = "The Board shall publish the report."',
        'actor = "The Board"',
        'action = "publish"',
        'object = "the report"',
        'modality = "obligation"',
        'polarity = "positive"',
    ]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_words_survive_the_file(words: str):
    made = (Correction(Decision.ACCEPT, "d", "p", "s" + words, {"actor": words}, note=words),)
    assert load(dump(made)) == made
    assert tomllib.loads(dump(made))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[correction]\n", "is no TOML"),
        ("[other]\n", 'unknown key "other"'),
        ('[[correction]]\ndecision = "maybe"', "unknown decision 'maybe'"),
        ('[[correction]]\ndecision = "merge"\nnames = ["A"]', "merge needs two names"),
        ('[[correction]]\ndecision = "accept"\n', "accept needs document and sentence"),
        ('[[correction]]\ndecision = "change"\ndocument = "d"\nsentence = "s"', "change says nothing"),
        (
            '[[correction]]\ndecision = "change"\ndocument = "d"\nsentence = "s"\nchange = { foot = "x" }',
            'unknown slot "foot"',
        ),
        (
            '[[correction]]\ndecision = "change"\ndocument = "d"\nsentence = "s"\nchange = { action = "" }',
            "needs an action",
        ),
        (
            '[[correction]]\ndecision = "change"\ndocument = "d"\nsentence = "s"\nchange = { modality = "x" }',
            'unknown modality "x"',
        ),
        ('[[correction]]\ndecision = "accept"\nfoot = "x"', 'unknown key "foot"'),
        ('[[correction]]\ndecision = "accept"\nsentence = 5', "every value is text"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(text: str, reason: str):
    with pytest.raises(CorrectionError, match=reason) as raised:
        load(text)
    assert str(raised.value).startswith("corrections.toml")
