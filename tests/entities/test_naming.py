import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.entities import Alias, Aliases, aliases, name
from kg.errors import ConfigError
from kg.model import EntityType
from tests.entities.documents import concept, document, same
from tests.sample import seed_extraction


@pytest.fixture(scope="module")
def seed():
    extraction = seed_extraction()
    return extraction, name([extraction])


def test_every_slot_has_a_concept(seed):
    extraction, names = seed
    for provision in extraction.provisions:
        for slot in ("actor", "action", "object", "recipient", "attribution"):
            assert (names.of(provision, slot) is not None) == (getattr(provision, slot) is not None)


def test_labels_are_the_words_of_the_text(seed):
    _, names = seed
    assert names.concepts["entity/provinces"].label == "provinces"
    assert names.concepts["entity/implementation"].label == "implementation"
    assert names.concepts["action/take-overall-responsibility"].label == "take overall responsibility"


def test_the_capital_of_a_sentence_is_no_part_of_a_label():
    one = document(
        "Provinces act. Provinces wait. The provinces rest. We act.", "Provinces", "Provinces", "provinces", "We"
    )
    names = name([one])
    assert [concept(names, one, i).label for i in range(4)] == ["provinces", "provinces", "provinces", "we"]


def test_a_name_is_one_node_whichever_slot_it_stands_in(seed):
    extraction, names = seed
    meeting = names.concepts[f"entity/{extraction.document.id}/meeting"]
    slots = {slot for (_, slot), key in names.keys.items() if key == meeting.key}
    assert slots == {"actor", "object", "attribution"}


def test_the_seeds_types(seed):
    _, names = seed
    assert names.concepts["entity/xi-jinping"].type is EntityType.PERSON
    assert names.concepts["entity/cities"].type is EntityType.COLLECTIVE
    assert names.concepts["entity/cpc-central-committee"].type is EntityType.GOVERNMENT_BODY


def test_five_names_of_one_committee_in_five_documents():
    said = [
        "the Party Central Committee",
        "CPC Central Committee",
        "the Central Committee of the Communist Party of China",
        "the Party Central Committee with Comrade Xi Jinping at the core",
        "the Central Committee",
    ]
    documents = [document(f"Xinhua: number {i}, {s} decided.", s) for i, s in enumerate(said)]
    names = name(documents)
    assert {concept(names, d).key for d in documents} == {"entity/cpc-central-committee"}
    assert {m.rule for m in names.concepts["entity/cpc-central-committee"].merges} == {"gazetteer"}


def test_the_commission_of_two_documents_is_two_actors():
    one, other = (
        document("The Commission shall meet.", "The Commission"),
        document("The Commission must act.", "The Commission"),
    )
    names = name([one, other])
    assert concept(names, one).key != concept(names, other).key
    assert concept(names, one).scope == one.document.id


def test_a_commission_that_its_document_names_in_full_is_that_one():
    one = document(
        "The European Commission shall act. The Commission shall report.", "The European Commission", "The Commission"
    )
    names = name([one])
    assert same(names, one, 0, 1)
    assert concept(names, one).merges[0].rule == "short form"


def test_a_commission_stays_apart_where_its_document_names_two():
    one = document(
        "The European Commission and the Federal Trade Commission met. The Commission acts.",
        "The European Commission",
        "The Commission",
    )
    assert not same(name([one]), one, 0, 1)


def test_a_definition_holds_in_its_own_document_only():
    one = document(
        "The Harbour Safety Board (the “Board”) sits. The Board acts.", "The Harbour Safety Board", "The Board"
    )
    other = document("The Board shall wait.", "The Board")
    names = name([one, other])
    assert same(names, one, 0, 1)
    assert concept(names, other).key != concept(names, one).key


def test_the_evidence_of_a_definition_is_its_place():
    text = "The Harbour Safety Board (the “Board”) sits. The Board acts."
    one = document(text, "The Board acts"[:9])
    merge = concept(name([one]), one).merges[0]
    document_id, _, offsets = merge.evidence.partition("#char=")
    start, end = map(int, offsets.split(","))
    assert (merge.alias, merge.rule, document_id) == ("Board", "defined in the text", one.document.id)
    assert text[start:end] == "Harbour Safety Board (the “Board”)"


def test_an_acronym_defined_in_one_document_holds_in_another_that_does_not_define_it():
    one = document("The National River Bureau (NRB) acts.", "The National River Bureau")
    other = document("The NRB shall report.", "NRB")
    names = name([one, other])
    assert concept(names, one).key == concept(names, other).key


def test_an_acronym_with_two_meanings_is_neither_elsewhere():
    one = document("The National River Bureau (NRB) acts.", "The National River Bureau")
    two = document("The Northern Roads Board (NRB) acts.", "The Northern Roads Board")
    other = document("The NRB shall report.", "NRB")
    names = name([one, two, other])
    assert concept(names, other).key == "entity/nrb"


def test_capital_us_is_no_pronoun():
    one = document("The US must act. They told us.", "US", "us")
    assert not same(name([one]), one, 0, 1)


def test_a_projects_alias_outranks_the_rules():
    one = document("The Commission shall act.", "The Commission")
    names = name([one], aliases=aliases({"River Commission of Norland": ["the Commission"]}))
    found = concept(names, one)
    assert (found.key, found.label) == ("entity/river-commission-of-norland", "River Commission of Norland")
    assert [(m.alias, m.rule, m.evidence) for m in found.merges] == [("Commission", "alias list", "kg.toml")]


def test_an_alias_of_one_document_leaves_the_others_alone():
    one, other = document("The Commission acts.", "The Commission"), document("The Commission waits.", "The Commission")
    names = name([one, other], aliases=Aliases((Alias("River Commission", "the Commission", one.document.id),)))
    assert concept(names, one).key == "entity/river-commission"
    assert concept(names, other).scope == other.document.id


def test_actions_have_aliases_too():
    one = document("A acts.", "A")
    names = name([one], aliases=aliases(actions={"carry out": ["do 0"]}))
    assert names.of(one.provisions[0], "action").label == "carry out"  # type: ignore[union-attr]


def test_a_split_name_leaves_its_cluster():
    one = document("China: the State Council acts. The NPC acts.", "the State Council", "The NPC")
    apart = Aliases(apart=(Alias("State Council of China", "the State Council"),))
    assert concept(name([one]), one).key == "entity/state-council-of-china"
    assert concept(name([one], aliases=apart), one).key != "entity/state-council-of-china"


def test_the_same_words_of_one_document_can_be_split_off():
    one, other = document("Harbour Board acts.", "Harbour Board"), document("Harbour Board waits.", "Harbour Board")
    names = name([one, other], aliases=Aliases(apart=(Alias("Harbour Board", "Harbour Board", one.document.id),)))
    assert concept(names, one).key != concept(names, other).key


def test_one_alias_for_two_names_is_an_error():
    with pytest.raises(ConfigError, match="'EB' is an alias of 'Energy Board' and of 'Export Board'"):
        aliases([("Energy Board", "EB"), ("Export Board", "EB")])


def test_ministries_of_different_things_stay_apart():
    one = document(
        "Ministry of Finance, Ministry of Defence, Party Committee, Party Central Committee of the CPC",
        "Ministry of Finance",
        "Ministry of Defence",
        "Party Committee",
        "Party Central Committee",
    )
    names = name([one])
    assert len({concept(names, one, i).key for i in range(4)}) == 4


def test_a_slip_is_joined_to_the_name_that_occurs_often():
    right = document(
        "Infrastructure. Infrastructure. The Infrastructure Planning Office acts.", "The Infrastructure Planning Office"
    )
    wrong = document("The Infrastucture Planning Office acts.", "The Infrastucture Planning Office")
    names = name([right, wrong])
    assert concept(names, wrong).key == concept(names, right).key
    assert concept(names, right).merges[0].rule == "similar"


def test_the_order_of_documents_changes_nothing():
    documents = [
        document("The National River Bureau (NRB) acts.", "The National River Bureau"),
        document("The NRB and the provinces act.", "NRB", "provinces"),
        document("Each province and the Commission act.", "Each province", "the Commission"),
        document("The European Commission. The Commission.", "The European Commission", "The Commission"),
    ]
    expected = name(documents)
    for order in itertools.permutations(documents):
        assert name(order) == expected


def test_markup_in_a_name_stays_out_of_its_key():
    text = "<script>alert(1)</script> ../../etc \u202e x"
    one = document(text, text)
    found = concept(name([one]), one)
    assert set(found.key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-/")
    assert "\u202e" not in found.label


_WORDS = st.sampled_from(
    ["the", "Board", "boards", "NRB", "we", "Ministry", "of", "Finance", "each", "plan", "“Act”", "US", "us", "中国"]
)


@settings(max_examples=60)
@given(st.lists(st.lists(_WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6))
def test_keys_and_concepts_agree(phrases):
    documents = [document(f"{i} {phrase}", phrase) for i, phrase in enumerate(phrases)]
    names = name(documents)
    assert all(key == found.key for key, found in names.concepts.items())
    assert {names.keys[d.provisions[0].id, "actor"] for d in documents} == {
        k for k in names.concepts if k.startswith("entity/")
    }
    assert name(documents[::-1]) == names
