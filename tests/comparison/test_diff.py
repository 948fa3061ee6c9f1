import dataclasses
import os
import subprocess
import sys

import pytest

from kg.comparison import Kind, diff, note
from kg.comparison.meaning import cited
from tests.comparison.notation import corpus, read, sample


def change(before: str, after: str):
    """The only change between two one-sentence texts."""
    found = diff(corpus(read(before)), corpus(read(after))).changes
    assert len(found) == 1
    return found[0]


def text(sentence: str, row: str) -> str:
    return f"{sentence}\n  {row}\n"


SHOULD = text("The Board should publish the plan.", "The Board | publish | the plan | recommendation: should")
MUST = text("The Board must publish the plan.", "The Board | publish | the plan | obligation: must")
MAY = text("The Board may publish the plan.", "The Board | publish | the plan | permission: may")
NOT = text("The Board must not publish the plan.", "The Board | publish | the plan | prohibition: must not")
NEED = text("The Board need not publish the plan.", "The Board | publish | the plan | exemption: need not")
WILL = text("The Board will publish the plan.", "The Board | publish | the plan | commitment: will")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (SHOULD, MUST, Kind.STRENGTHENED), (MUST, SHOULD, Kind.WEAKENED), (MAY, MUST, Kind.STRENGTHENED), (MUST, MAY, Kind.WEAKENED),
        (MAY, NOT, Kind.REVERSED), (NOT, MAY, Kind.REVERSED), (MUST, NEED, Kind.WEAKENED), (NEED, MUST, Kind.STRENGTHENED),
        (WILL, MUST, Kind.STRENGTHENED), (WILL, SHOULD, Kind.WEAKENED), (MUST, MUST, Kind.UNCHANGED),
    ],
)  # fmt: skip
def test_force(before, after, kind):
    assert change(before, after).kind is kind


def test_a_duty_given_to_somebody_else():
    found = change(
        MUST,
        text("The Harbour Office must publish the plan.", "The Harbour Office | publish | the plan | obligation: must"),
    )
    assert found.kinds == (Kind.ACTOR,)
    assert [(d.before, d.after) for d in found.details] == [("Board", "Harbour Office")]


def test_nobody_named_and_we_are_the_same_actor():
    one = text("It is necessary to promote trade.", "- | promote | trade | obligation: It is necessary to")
    other = text("We must promote trade.", "We | promote | trade | obligation: must")
    assert change(one, other).kind is Kind.REWORDED


def test_an_acronym_and_its_name_are_the_same_actor():
    one = text(
        "The National River Bureau (NRB) must keep a list.",
        "The National River Bureau | keep | a list | obligation: must",
    )
    other = text(
        "The NRB, that is the National River Bureau, must keep a list.", "NRB | keep | a list | obligation: must"
    )
    assert change(one, other).kind in (Kind.REWORDED, Kind.UNCHANGED)


@pytest.mark.parametrize(
    ("before", "after", "remark"),
    [
        ("within 30 days = P30D @ notice", "within 10 days = P10D @ notice", "shorter"),
        ("within 10 days = P10D @ notice", "within 2 months = P2M @ notice", "longer"),
        ("by 1 May 2025 = 2025-05-01", "by 1 May 2024 = 2024-05-01", "earlier"),
        ("by 1 May 2025 = 2025-05-01", "by 1 May 2026 = 2026-05-01", "later"),
    ],
)
def test_a_deadline_moves(before, after, remark):
    def dated(deadline):
        words = deadline.partition(" = ")[0]
        return text(
            f"The Board must publish the plan {words}.",
            f"The Board | publish | the plan | obligation: must | deadline: {deadline}",
        )

    found = change(dated(before), dated(after))
    assert (found.kinds, found.details[0].note) == ((Kind.DEADLINE,), remark)


def test_the_same_deadline_in_other_words_is_none():
    one = text(
        "The Board must act within 30 days.", "The Board | act | - | obligation: must | deadline: within 30 days = P30D"
    )
    other = text(
        "The Board must act no later than 30 days.",
        "The Board | act | - | obligation: must | deadline: no later than 30 days = P30D",
    )
    assert change(one, other).kind is Kind.UNCHANGED


def test_a_condition_comes_and_goes():
    bound = text(
        "The Board must publish the plan unless the Office objects.",
        "The Board | publish | the plan | obligation: must | if: unless the Office objects",
    )
    assert change(MUST, bound).kinds == (Kind.CONDITION,)
    assert change(bound, MUST).details[0].note == "gone"


def test_as_appropriate_weakens():
    soft = text(
        "The Board must publish the plan as appropriate.",
        "The Board | publish | the plan | obligation: must | extent: as appropriate",
    )
    assert change(MUST, soft).kind is Kind.WEAKENED
    assert change(soft, MUST).kind is Kind.STRENGTHENED


def test_where_practicable_weakens_as_a_condition_too():
    soft = text(
        "The Board must, where practicable, publish the plan.",
        "The Board | publish | the plan | obligation: must | if: where practicable",
    )
    found = change(MUST, soft)
    assert (found.kind, found.details[0].slot) == (Kind.WEAKENED, "qualification")


def conditional(condition):
    return text(
        f"The Board must publish the plan {condition}.",
        f"The Board | publish | the plan | obligation: must | if: {condition}",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "if the operator has more than 50 workers at its pits",
            "if the operator has more than 250 workers at its pits",
        ),
        ("if the operator of the pit has agreed to it", "if the operator of the pit has not agreed to it"),
        ("if the operator of the old sand pit agrees", "unless the operator of the old sand pit agrees"),
    ],
)
def test_a_condition_with_another_figure_or_turned_around_has_changed(before, after):
    assert change(conditional(before), conditional(after)).kinds == (Kind.CONDITION,)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("if the operator has more than two pits", "if the operator has more than 2 pits"),
        (
            "if the owner of an old sand pit near the river bank asks for it in writing under Article 3",
            "if the owner of an old sand pit near the river bank asks for it in writing under Article 4",
        ),
    ],
)
def test_a_condition_in_other_words_is_the_same(before, after):
    assert change(conditional(before), conditional(after)).kind in (Kind.REWORDED, Kind.UNCHANGED)


def test_how_often_changes():
    def every(often):
        return text(
            f"The Board must publish the plan {often}.",
            f"The Board | publish | the plan | obligation: must | frequency: {often} = P1Y",
        )

    found = change(every("at least once a year"), every("at least twice a year"))
    assert found.kinds == (Kind.DEADLINE,)
    assert (found.details[0].slot, found.details[0].note) == ("frequency", "more often")
    assert change(every("every year"), every("once a year")).kind is Kind.UNCHANGED


def test_a_fine_of_another_sum():
    def fine(euros):
        words = f"a fine of not more than {euros} euros"
        return text(f"The Board may impose {words}.", f"The Board | impose | {words} | permission: may")

    assert change(fine("500"), fine("5,000")).kinds == (Kind.SCOPE,)


def test_a_definition_that_takes_in_one_more_thing_is_wider():
    def means(things):
        words = f"any person who runs a {things}"
        return text(f"Operator means {words}.", f"Operator | means | {words} | statement: -")

    found = change(means("sand pit"), means("sand pit or a gravel pit"))
    assert (found.kinds, found.details[0].note) == ((Kind.SCOPE,), "wider")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("Chapter I", "Article 3", "2", "(c)"), ["Chapter I", "Article 3(2)(c)"]),
        (("Sec. 3", "(a)", "(i)"), ["Sec. 3(a)(i)"]),
        (("Annex", "1.", "Ports"), ["Annex", "1.", "Ports"]),
        (("§ 2", "Fees"), ["§ 2", "Fees"]),
    ],
)
def test_a_place_is_cited_as_lawyers_do(path, place):
    assert cited(path) == place


def test_scope_narrows():
    narrow = text(
        "The Board must publish the coastal plan.", "The Board | publish | the coastal plan | obligation: must"
    )
    found = change(MUST, narrow)
    assert (found.kinds, found.details[0].note) == ((Kind.SCOPE,), "narrower")


def test_another_action():
    found = change(MUST, text("The Board must shred the plan.", "The Board | shred | the plan | obligation: must"))
    assert found.kinds == (Kind.ACTION,)


def test_different_things_are_not_aligned():
    other = text("The Board must publish the tariff.", "The Board | publish | the tariff | obligation: must")
    found = diff(corpus(read(MUST)), corpus(read(other)))
    assert {c.kind for c in found.changes} == {Kind.ADDED, Kind.REMOVED}


def test_what_stands_elsewhere_is_unchanged():
    other = text("The Office must sign the tariff.", "The Office | sign | the tariff | obligation: must")
    found = diff(corpus(read(MUST + other)), corpus(read(other + MUST)))
    assert found.counts == {Kind.UNCHANGED: 2}


def test_a_text_compared_with_itself_is_unchanged():
    for title in ("regulation-2021", "readout-agency"):
        one = sample(title)
        assert set(diff(one, one).counts) == {Kind.UNCHANGED}


def test_nothing_is_lost_and_nothing_is_said_twice():
    old, new = sample("regulation-2021"), sample("regulation-2024")
    changes = diff(old, new).changes
    before = [c.before.provision.id for c in changes if c.before]
    after = [c.after.provision.id for c in changes if c.after]
    assert sorted(before) == sorted(p.id for p in old.provisions)
    assert sorted(after) == sorted(p.id for p in new.provisions)


def test_there_and_back_are_mirror_images():
    old, new = sample("regulation-2021"), sample("regulation-2024")
    there, back = diff(old, new).counts, diff(new, old).counts
    assert (there[Kind.ADDED], there[Kind.STRENGTHENED]) == (back[Kind.REMOVED], back[Kind.STRENGTHENED])
    assert sum(there.values()) == sum(back.values())


def test_documents_of_the_same_name_are_compared_first():
    one, other = read(MUST, title="a"), read(MUST, title="b")
    extra = read(MUST + SHOULD.replace("plan", "tariff"), title="a")
    old, new = (
        corpus(one, dataclasses.replace(other, document=dataclasses.replace(other.document, text=MUST + " ."))),
        corpus(extra),
    )
    assert diff(old, new).counts[Kind.UNCHANGED] == 1


def test_an_empty_side_is_all_new():
    assert diff(corpus(), corpus(read(MUST))).counts == {Kind.ADDED: 1}
    assert "0 provisions before, 1 now." in note.as_text(diff(corpus(), corpus(read(MUST))))


HOSTILE = text(
    "The <script>alert(1)</script> must \x1b[31m publish *bold* | cells.",
    "The <script>alert(1)</script> | publish | *bold* | obligation: must",
)


def test_markup_in_a_document_stays_inert():
    found = diff(corpus(), corpus(read(HOSTILE, title="=cmd|' /C calc'!A0 <b>")))
    html = note.as_html(found)
    assert "<script>alert" not in html
    assert "<b>" not in html.replace("<b>now</b>", "")
    assert "\x1b" not in note.as_text(found)
    assert "\\<script\\>" in note.as_markdown(found)


def test_the_page_lets_nothing_in():
    html = note.as_html(diff(sample("regulation-2021"), sample("regulation-2024")))
    assert "default-src 'none'; style-src 'sha256-" in html
    assert "style=" not in html
    assert "http://" not in html
    assert "https://" not in html


def test_a_notebook_shows_the_note():
    made = diff(sample("regulation-2021"), sample("regulation-2024"))
    assert "Turned around" in made._repr_html_()


def test_the_same_note_in_every_process():
    program = (
        "from tests.comparison.notation import sample; from kg.comparison import diff, note, matrix, grid;"
        "a, b = sample('regulation-2021'), sample('regulation-2024');"
        "print(note.as_html(diff(a, b)), note.as_dict(diff(a, b)), grid.as_html(matrix(b)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
