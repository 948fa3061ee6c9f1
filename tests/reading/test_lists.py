"""Lists: what words each item continues."""

from __future__ import annotations

from kg.model import BlockKind
from kg.reading import from_text
from tests.reading.reading_of import blocks, of_kind, sentences


def test_items_continue_their_lead_in() -> None:
    assert sentences("The agency shall:\n(a) map the wells;\n(b) test the water; and\n(c) report.\n") == [
        "The agency shall: | map the wells",
        "The agency shall: | test the water",
        "The agency shall: | report.",
    ]


def test_the_label_is_outside_the_span() -> None:
    document = from_text("The agency shall:\n(a)  map the wells.\n")
    block = document.blocks[1]
    assert (block.label, block.span.of(document.text)) == ("(a)", "map the wells.")


def test_a_lead_in_without_colon() -> None:
    assert sentences("Every operator must\n- keep books;\n- show them to inspectors.\n") == [
        "Every operator must | keep books",
        "Every operator must | show them to inspectors.",
    ]


def test_a_subject_alone_leads_in() -> None:
    assert sentences("The agency\n(a) shall map the wells;\n(b) may close them.\n")[1] == "The agency | may close them."


def test_nested_items_continue_both_lead_ins() -> None:
    text = "The agency shall:\n(a) for each well:\n  (i) take a sample; and\n  (ii) name a keeper;\n(b) report.\n"
    assert sentences(text)[1:] == [
        "The agency shall: | for each well: | take a sample",
        "The agency shall: | for each well: | name a keeper",
        "The agency shall: | report.",
    ]


def test_the_ninth_item_is_no_roman_one() -> None:
    letters = "abcdefghijk"
    text = "The agency shall:\n" + "".join(f"({c}) do task {c};\n" for c in letters)
    document = from_text(text)
    assert [b.path for b in document.blocks[1:]] == [(f"({c})",) for c in letters]


def test_roman_items_under_the_eighth() -> None:
    text = (
        "The agency shall:\n"
        + "".join(f"({c}) do {c};\n" for c in "abcdefg")
        + "(h) at each site:\n(i) dig;\n(ii) fill;\n(i) rest.\n"
    )
    assert from_text(text).blocks[9].path == ("(h)", "(i)")


def test_only_the_last_sentence_of_a_paragraph_leads_in() -> None:
    text = "The board meets in May. It shall:\n(a) elect a chair;\n(b) hear the auditor.\n"
    assert sentences(text)[0] == "It shall: | elect a chair"


def test_a_second_sentence_of_an_item_does_not_continue_the_lead_in() -> None:
    text = "The board shall:\n(a) report to the mayor. The report shall be public.\n(b) keep books.\n"
    assert blocks(text)[1:] == [
        ("item", "report to the mayor."),
        ("paragraph", "The report shall be public."),
        ("item", "keep books."),
    ]


def test_a_finished_sentence_leads_nothing_in() -> None:
    assert sentences("Rules follow.\n1. The mayor shall pay.\n2. The clerk may wait.\n") == [
        "The mayor shall pay.",
        "The clerk may wait.",
    ]


def test_items_that_are_sentences_of_their_own_need_no_lead_in() -> None:
    text = "The following rules apply:\n(a) The keeper must lock the gate.\n(b) Guests may leave at noon.\n"
    assert sentences(text) == ["The keeper must lock the gate.", "Guests may leave at noon."]


def test_an_item_in_capitals_after_a_modal_still_continues_it() -> None:
    text = "The keeper must:\n1. Lock the gate that is open.\n2. Count the guests.\n"
    assert sentences(text) == ["The keeper must: | Lock the gate that is open.", "The keeper must: | Count the guests."]


def test_words_after_the_list_belong_to_every_item() -> None:
    text = "The agency shall\n  (a) map the wells; and\n  (b) test the water,\nbefore the end of each year.\n"
    assert sentences(text) == [
        "The agency shall | map the wells | before the end of each year.",
        "The agency shall | test the water | before the end of each year.",
    ]


def test_words_after_a_nested_list_belong_to_the_list_that_they_are_level_with() -> None:
    text = (
        "The agency shall:\n  (a) at each well:\n      (i) take a sample; or\n      (ii) take a picture,\n"
        "    and keep it for a year;\n  (b) report.\n"
    )
    assert sentences(text)[1:] == [
        "The agency shall: | at each well: | take a sample | and keep it for a year;",
        "The agency shall: | at each well: | take a picture | and keep it for a year;",
        "The agency shall: | report.",
    ]


def test_a_list_inside_a_paragraph() -> None:
    text = "The agency shall: (a) map the wells; (b) test the water; and (c) report. The mayor may dissolve it."
    assert blocks(text) == [
        ("paragraph", "The agency shall:"),
        ("item", "map the wells"),
        ("item", "test the water"),
        ("item", "report."),
        ("paragraph", "The mayor may dissolve it."),
    ]


def test_a_list_inside_a_list_inside_a_paragraph() -> None:
    text = "The agency shall: (a) send it to: (i) the mayor; or (ii) the clerk; and (b) pay."
    assert sentences(text) == [
        "The agency shall: | send it to:",
        "The agency shall: | send it to: | the mayor",
        "The agency shall: | send it to: | the clerk",
        "The agency shall: | pay.",
    ]


def test_semicolons_make_a_list_without_a_colon() -> None:
    text = "The agency shall (1) map the wells; (2) test the water; and (3) report."
    assert len(of_kind(text, BlockKind.ITEM)) == 3


def test_citations_are_no_lists() -> None:
    for text in (
        "Any operation exempt under paragraph (a)(3) or (a)(4) of this section must keep records.",
        "The rules in paragraphs (a), (b), (c), and (d) of this section apply.",
        "Members under Article 4 (a) and (b) may vote.",
        "The European Union (EU) and the Council (a body) shall agree.",
        "If (a) the mayor agrees or (b) the clerk agrees, the board shall act.",
    ):
        assert [k for k, _ in blocks(text)] == ["paragraph"], text


def test_a_list_goes_on_after_a_paragraph_between_its_items() -> None:
    text = "The agency shall:\n\n(a) map the wells;\n\n(b) test the water.\n\nTests take place in May.\n\n(c) report.\n"
    assert from_text(text).blocks[4].path == ("(c)",)
    assert sentences(text)[2] == "The agency shall: | report."


def test_a_statement_with_a_label_takes_no_lead_in_from_another() -> None:
    assert sentences("The keeper must pay a fee.\n\n(b) A guest may stay.\n\n(a) Dogs must be leashed.\n") == [
        "A guest may stay.",
        "Dogs must be leashed.",
    ]


def test_bullets_nested_by_their_columns() -> None:
    text = "The agency must:\n- map:\n  - the wells;\n  - the springs;\n- report.\n"
    assert sentences(text) == [
        "The agency must: | map:",
        "The agency must: | map: | the wells",
        "The agency must: | map: | the springs",
        "The agency must: | report.",
    ]
    assert [b.path for b in from_text(text).blocks][1:] == [
        ("indent 1",),
        ("indent 1", "indent 1"),
        ("indent 1", "indent 2"),
        ("indent 2",),
    ]


def test_items_wrapped_back_to_the_margin() -> None:
    text = (
        "     (b)  Within ninety days of the date of this order, the council shall:\n\n"
        "          (i)   prepare an inventory of the lights on public land, with\n"
        "those on roads, those on quays and those on the roofs of public halls\n"
        "and barns;\n\n"
        "          (ii)  recommend limits.\n"
    )
    assert [s.split(" | ")[1].split()[0] for s in sentences(text)[1:]] == ["prepare", "recommend"]
    assert sentences(text)[1].endswith("and barns")


def test_a_label_on_a_line_of_its_own() -> None:
    text = "The agency shall:\n\n(a)\n\nmap the wells;\n\n(b)\n\nreport.\n"
    assert sentences(text) == ["The agency shall: | map the wells", "The agency shall: | report."]
