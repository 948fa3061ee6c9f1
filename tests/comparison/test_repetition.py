from kg.comparison import repeats
from tests.comparison.notation import corpus, read


def order(date: str, issuer: str, sentence: str, row: str) -> str:
    return f"title: Order of {date}\ndate: {date}\nissuer: {issuer}\n# Order of {date}\n{sentence}\n  {row}\n"


FIRST = order(
    "2021-01-01",
    "Ports Authority",
    "The operator should clean the quay.",
    "The operator | clean | the quay | recommendation: should",
)
SECOND = order(
    "2022-01-01", "Ports Authority", "Operators must clean the quay.", "Operators | clean | the quay | obligation: must"
)
THIRD = order(
    "2023-01-01", "Rail Authority", "Operators must clean the quay.", "Operators | clean | the quay | obligation: must"
)
OTHER = order(
    "2023-02-01",
    "Ports Authority",
    "Operators must not clean the quay.",
    "Operators | clean | the quay | prohibition: must not",
)


def test_what_an_issuer_says_again_is_found_in_the_order_of_time():
    (found,) = repeats(corpus(read(SECOND), read(FIRST), read(THIRD)), issuer="ports authority")
    assert [m.document.date for m in found.members] == ["2021-01-01", "2022-01-01"]
    assert found.forces == ("should", "must")


def test_all_issuers_together():
    (found,) = repeats(corpus(read(SECOND), read(FIRST), read(THIRD)))
    assert found.documents == 3


def test_a_ban_does_not_repeat_a_duty():
    assert repeats(corpus(read(SECOND), read(OTHER))) == ()


def test_once_is_not_again():
    assert repeats(corpus(read(FIRST))) == ()
