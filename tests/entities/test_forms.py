import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.forms import action, form, is_acronym_of, singular


@pytest.mark.parametrize(
    ("words", "surface"),
    [
        ("the provinces", "provinces"),
        ("The meeting", "meeting"),
        ("“Opinions on Measures”", "Opinions on Measures"),
        ("the “Harbour Code”", "Harbour Code"),
        ("each  Member\nState", "Member State"),
        ("all of the agencies", "agencies"),
        ("such plans", "such plans"),
        ("both resources", "both resources"),
        ("US", "US"),
        ("A", "A"),
    ],
)
def test_a_label_has_no_article_quotes_or_line_breaks(words: str, surface: str):
    assert form(words).surface == surface


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Ministry of Defence", "Defense Ministry"),
        ("the country’s chains", "the country's chain"),
        ("Health & Welfare Office", "Health and Welfare Office"),
        ("co-operation", "cooperation"),
        ("Department of Works (“DoW”)", "Department of Works"),
        ("Ministry of Finance (MoF)", "Ministry of Finance"),
    ],
)
def test_the_same_words_have_one_normal_form(one: str, other: str):
    assert form(one).normal == form(other).normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of York", "York University"),
        ("Ministry of Finance (Norland)", "Ministry of Finance (Sudland)"),
        ("Article 4(1)", "Article 41"),
        ("5 %", "5"),
        ("goods", "good"),
        ("Agreement with Japan", "Agreement with Korea"),
        ("Ministry of Industry, Trade and Tourism", "Ministry of Industry"),
    ],
)
def test_different_things_have_different_normal_forms(one: str, other: str):
    assert form(one).normal != form(other).normal


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("provinces", "province"),
        ("cities", "city"),
        ("parties", "party"),
        ("branches", "branch"),
        ("customs", "customs"),
        ("analysis", "analysis"),
        ("states", "state"),
        ("measures", "measure"),
        ("process", "process"),
        ("taxes", "tax"),
    ],
)
def test_singular(plural: str, single: str):
    assert singular(plural) == single


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("DoD", "Department of Defense"),
        ("NDRC", "National Development and Reform Commission"),
        ("U.S.", "United States"),
        ("ECB", "European Central Bank"),
    ],
)
def test_initials_make_an_acronym(short: str, name: str):
    assert is_acronym_of(short, name)


@pytest.mark.parametrize(
    ("short", "name"),
    [("NRB", "National River Bureau Council"), ("ECB", "European Bank"), ("E", "Europe"), ("eb", "European Bank")],
)
def test_other_letters_make_none(short: str, name: str):
    assert not is_acronym_of(short, name)


def test_an_action_is_compared_without_its_adverb():
    assert action("vigorously promote") == action("promote")


def test_an_action_keeps_what_carries_meaning():
    assert action("comply only with") == "comply only with"


@given(st.text())
def test_any_text_has_a_form(text: str):
    found = form(text)
    assert found.normal == form(text).normal
    assert isinstance(found.surface, str)
