import re

from hypothesis import given
from hypothesis import strategies as st

from kg.entities.slugs import LONGEST, slug


def test_plain_words_stay_readable():
    assert slug("take overall responsibility") == "take-overall-responsibility"


def test_a_hyphen_and_a_space_do_not_share_a_slug():
    assert slug("high-quality") != slug("high quality")


def test_a_long_name_is_cut_at_a_word_and_hashed():
    made = slug(" ".join(["regulation"] * 20))
    assert len(made) <= LONGEST + 13
    assert re.fullmatch(r"regulation(-regulation)*-[0-9a-f]{12}", made)


def test_words_in_another_script_get_a_hash():
    assert re.fullmatch(r"[0-9a-f]{12}", slug("中国"))


def test_words_that_look_like_a_hashed_slug_do_not_collide_with_it():
    assert slug(slug("São Paulo")) != slug("São Paulo")


@given(st.text(), st.text())
def test_different_words_never_share_a_slug(one: str, other: str):
    assert (slug(one) == slug(other)) == (one == other)


@given(st.text(min_size=1))
def test_a_slug_is_safe_in_a_path(words: str):
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug(words))
