"""What each repair mends, and what it leaves alone: trees as the parser gives them, wrong."""

from __future__ import annotations

import pytest

from kg.clauses import REPAIRS, Tree, repair
from tests.clauses.notation import tree

# repair → (a tree with the fault, words a dictionary knows as verbs, word, its tag, label and head when mended)
MENDED = {
    "free-main-clause": (
        "Owners/NNS/ROOT/0 who/WP/nsubj/3 file/VBP/relcl/1 papers/NNS/dobj/3 which/WDT/nsubj/6 show/VBP/relcl/4"
        " that/IN/mark/9 mills/NNS/nsubj/9 pass/VBP/ccomp/6 limits/NNS/dobj/9 shall/MD/aux/12 pay/VB/ccomp/6",
        "",
        ("pay", "VB", "ROOT", "pay"),
    ),
    "list-offices": (
        "the/DT/det/2 Clerk/NNP/nsubj/12 to/IN/prep/2 the/DT/det/5 Warden/NNP/pobj/3 and/CC/cc/5 the/DT/det/8"
        " CLERK/NNP/conj/5 to/IN/prep/8 Council/NNP/pobj/9 shall/MD/aux/12 act/VB/ROOT/0",
        "",
        ("CLERK", "NNP", "conj", "Clerk"),
    ),
    "join-quantified-clauses": (
        "They/PRP/nsubj/2 choose/VBP/ROOT/0 3/CD/dobj/2 and/CC/cc/2 8/CD/conj/2 of/IN/prep/5 whom/WP/nsubjpass/10"
        " shall/MD/aux/10 be/VB/auxpass/10 named/VBN/relcl/5",
        "",
        ("named", "VBN", "conj", "choose"),
    ),
    "hang-demands-on-noun": (
        "He/PRP/nsubj/2 repeated/VBD/ROOT/0 demands/NNS/dobj/2 that/IN/mark/6 mills/NNS/nsubj/6 comply/VBP/ccomp/2",
        "",
        ("comply", "VBP", "acl", "demands"),
    ),
    "tag-repeated-verbs": (
        "They/PRP/nsubj/3 shall/MD/aux/3 appoint/VB/ROOT/0 or/CC/cc/3 reappoint/JJ/amod/6 members/NNS/conj/3",
        "",
        ("reappoint", "VB", "conj", "appoint"),
    ),
    "tag-denied-verbs": (
        "They/PRP/nsubj/3 must/MD/aux/3 take/VB/ROOT/0 charge/NN/dobj/3 of/IN/prep/4 but/CC/cc/3 not/RB/neg/8"
        " overstep/JJ/conj/3 ,/,/punct/8 their/PRP$/poss/11 duties/NNS/appos/8",
        "",
        ("overstep", "VB", "conj", "take"),
    ),
    "modify-with-participles": (
        "They/PRP/nsubj/3 may/MD/aux/3 dump/VB/ROOT/0 dredged/VBN/xcomp/3 sand/NN/dobj/4 on/IN/prep/4 banks/NNS/pobj/6",
        "",
        ("dredged", "VBN", "amod", "sand"),
    ),
    "modify-with-listed-adjectives": (
        "It/PRP/nsubj/2 needs/VBZ/ROOT/0 cheap/JJ/oprd/2 and/CC/cc/3 secure/VB/conj/3 links/NNS/dobj/5",
        "",
        ("secure", "JJ", "conj", "cheap"),
    ),
    "list-inner-verbs": (
        "They/PRP/nsubj/3 must/MD/aux/3 cut/VB/ROOT/0 risks/NNS/dobj/3 that/WDT/nsubj/7 may/MD/aux/7 strain/VB/relcl/4"
        " ,/,/punct/7 harm/NN/dobj/7 ,/,/punct/9 or/CC/cc/9 close/VB/conj/3 roads/NNS/dobj/12",
        "harm close",
        ("harm", "VB", "conj", "strain"),
    ),
    "keep-relative-lists": (
        "They/PRP/nsubj/3 must/MD/aux/3 shun/VB/ROOT/0 acts/NNS/dobj/3 that/WDT/nsubj/7 could/MD/aux/7 delay/VB/relcl/4"
        " talks/NNS/dobj/7 ,/,/punct/3 harm/VBP/conj/3 crews/NNS/dobj/10 or/CC/cc/10 break/VB/conj/10 it/PRP/dobj/13",
        "",
        ("harm", "VBP", "conj", "delay"),
    ),
    "join-relative-mates": (
        "He/PRP/nsubj/2 led/VBD/ROOT/0 talks/NNS/dobj/2 ,/,/punct/3 which/WDT/nsubj/6 studied/VBD/relcl/3"
        " dams/NNS/dobj/6 ,/,/punct/2 sent/VBD/conj/2 teams/NNS/dobj/9 and/CC/cc/9 decided/VBD/conj/9",
        "",
        ("sent", "VBD", "conj", "studied"),
    ),
    "free-reporting-participles": (
        "They/PRP/nsubj/2 saw/VBD/ROOT/0 plans/NNS/dobj/2 to/TO/aux/5 build/VB/acl/3 ,/,/punct/5"
        " agreeing/VBG/advcl/5/agree that/IN/mark/10 tolls/NNS/nsubj/10 rise/VBP/ccomp/7",
        "",
        ("agreeing", "VBG", "advcl", "saw"),
    ),
    "list-behind-prepositions": (
        "They/PRP/nsubj/2 called/VBD/ROOT/0 for/IN/prep/2 truce/NN/pobj/3 ,/,/punct/2 return/NN/conj/2 and/CC/cc/6"
        " aid/NN/conj/6",
        "",
        ("return", "NN", "conj", "truce"),
    ),
    "hang-modal-on-verb": (
        "Towns/NNS/nsubj/3 must/MD/aux/3 guard/NN/ROOT/0 dams/NNS/dobj/3",
        "guard",
        ("guard", "VB", "ROOT", "guard"),
    ),
    "free-second-subjects": (
        "Growers/NNS/nsubj/5 who/WP/nsubj/3 are/VBP/relcl/1 members/NNS/nsubj/5 report/VBP/ROOT/0",
        "",
        ("members", "NNS", "attr", "are"),
    ),
    "hand-offered-things-over": (
        "They/PRP/nsubj/2 make/VBP/ROOT/0/make available/JJ/acomp/2 to/IN/prep/3 users/NNS/pobj/4 the/DT/det/7"
        " data/NNS/appos/5",
        "",
        ("data", "NNS", "dobj", "make"),
    ),
    "keep-adjectives-on-nouns": (
        "They/PRP/nsubj/2 make/VBP/ROOT/0/make decisions/NNS/nsubj/4 necessary/JJ/ccomp/2 for/IN/prep/4 trade/NN/pobj/5",
        "",
        ("decisions", "NNS", "dobj", "make"),
    ),
    "list-passives": (
        "Roads/NNS/nsubjpass/3 are/VBP/auxpass/3 planned/VBN/ROOT/0 ,/,/punct/3 built/VBN/advcl/3 and/CC/cc/5"
        " kept/VBN/conj/5",
        "",
        ("built", "VBN", "conj", "planned"),
    ),
    "hang-refrained-from": (
        "They/PRP/nsubj/2 refrain/VBP/ROOT/0/refrain in/IN/prep/2 relations/NNS/pobj/3 from/IN/prep/4 force/NN/pobj/5",
        "",
        ("from", "IN", "prep", "refrain"),
    ),
    "join-late-conjuncts": (
        "Boards/NNS/nsubj/3 shall/MD/aux/3 deal/VB/ROOT/0 with/IN/prep/3 towns/NNS/pobj/4 ,/,/punct/3 courts/NNS/conj/1",
        "",
        ("courts", "NNS", "conj", "towns"),
    ),
    "hang-early-complement-on-verb": (
        "They/PRP/nsubj/3 must/MD/aux/3 make/VB/ROOT/0 available/JJ/amod/5 data/NNS/dobj/3",
        "",
        ("available", "JJ", "prt", "make"),
    ),
    "bind-performatives": (
        "Rules/NNS/nsubj/2 are/VBP/ROOT/0/be hereby/RB/advmod/4 revoked/VBN/acomp/2/revoke",
        "",
        ("revoked", "VBN", "ROOT", "revoked"),
    ),
    "free-verbs-behind-prepositions": (
        "They/PRP/nsubj/3 must/MD/aux/3 respond/VB/ROOT/0 to/IN/prep/3 and/CC/cc/4 repair/NN/compound/7"
        " damage/NN/pobj/4",
        "repair",
        ("repair", "VB", "conj", "respond"),
    ),
    "tag-subject-bearers-as-verbs": (
        "where/WRB/advmod/3 state/NN/nsubj/3 coordinates/NNS/relcl/4 planning/NN/ROOT/0",
        "coordinate",
        ("coordinates", "VBZ", "relcl", "planning"),
    ),
    "retag-listed-verbs": (
        "They/PRP/nsubj/3 must/MD/aux/3 restore/VB/ROOT/0 ,/,/punct/3 guard/NN/dobj/3 and/CC/cc/3 manage/VB/conj/3"
        " forests/NNS/dobj/7",
        "guard",
        ("guard", "VB", "conj", "restore"),
    ),
    "join-listed-verbs": (
        "They/PRP/nsubj/3 must/MD/aux/3 adopt/VB/ROOT/0 rules/NNS/dobj/3 that/WDT/nsubj/6 protect/VBP/relcl/4"
        " rivers/NNS/dobj/6 ,/,/punct/3 and/CC/cc/6 close/VB/advcl/6 mines/NNS/dobj/10",
        "",
        ("close", "VB", "conj", "adopt"),
    ),
    "find-missing-verb": (
        "Waste/NN/compound/2 accounts/VBZ/ROOT/0/account for/IN/prep/2 costs/NNS/pobj/3",
        "",
        ("Waste", "NN", "nsubj", "accounts"),
    ),
    "join-modal-mates": (
        "They/PRP/nsubj/3 must/MD/aux/3 publish/VB/ROOT/0 rules/NNS/dobj/3 adopted/VBN/acl/4/adopt and/CC/cc/5"
        " shall/MD/aux/8 act/VB/conj/5",
        "",
        ("act", "VB", "conj", "publish"),
    ),
    "reduce-participles": (
        "Notices/NNS/nsubj/2 posted/VBD/ROOT/0/post here/RB/advmod/2 shall/MD/aux/5 name/VB/ccomp/2 owners/NNS/dobj/5",
        "",
        ("posted", "VBN", "acl", "Notices"),
    ),
    "share-auxiliaries": (
        "Dams/NNS/nsubjpass/4 should/MD/aux/4 be/VB/auxpass/4 raised/VBN/ccomp/7/raise ,/,/punct/7 roads/NNS/nsubj/7"
        " widened/VBD/ROOT/0/widen",
        "",
        ("widened", "VBN", "conj", "raised"),
    ),
    "free-subjects": (
        "They/PRP/nsubj/3 must/MD/aux/3 build/VB/ROOT/0 dams/NNS/dobj/3 ,/,/punct/4 and/CC/cc/4 towns/NNS/conj/4"
        " must/MD/aux/10 be/VB/auxpass/10 warned/VBN/conj/3/warn",
        "",
        ("towns", "NNS", "nsubjpass", "warned"),
    ),
    "hang-negation-on-verb": (
        "They/PRP/nsubj/3 should/MD/aux/3 act/VB/ROOT/0 ,/,/punct/3 not/RB/neg/3 wait/VB/conj/3",
        "",
        ("not", "RB", "neg", "wait"),
    ),
    "list-participles": (
        "Funds/NNS/nsubjpass/4 may/MD/aux/4 be/VB/auxpass/4 transferred/VBN/ROOT/0 ,/,/punct/4 paid/VBN/dep/4"
        " or/CC/cc/6 withdrawn/VBN/conj/6",
        "",
        ("paid", "VBN", "conj", "transferred"),
    ),
    "lift-from-auxiliaries": (
        "Orders/NNS/nsubjpass/2 are/VBP/auxpass/3 revoked/VBN/ROOT/0",
        "",
        ("Orders", "NNS", "nsubjpass", "revoked"),
    ),
    "free-gerunds": (
        "They/PRP/nsubjpass/3 are/VBP/auxpass/3 prohibited/VBN/ROOT/0/prohibit from/IN/prep/3"
        " withholding/NN/compound/6 records/NNS/pobj/4",
        "withhold",
        ("withholding", "VBG", "pcomp", "from"),
    ),
    "list-gerunds": (
        "They/PRP/nsubj/2 insist/VBP/ROOT/0 on/IN/prep/2 saving/VBG/pcomp/3 water/NN/dobj/4 ,/,/punct/4"
        " cutting/VBG/advcl/4 waste/NN/dobj/7",
        "",
        ("cutting", "VBG", "conj", "saving"),
    ),
    "hang-second-argument-on-verb": (
        "They/PRP/nsubj/2 align/VBP/ROOT/0 plans/NNS/dobj/2 with/IN/prep/3 goals/NNS/pobj/4",
        "",
        ("with", "IN", "prep", "align"),
    ),
    "list-objects": (
        "They/PRP/nsubj/2 cover/VBP/ROOT/0/cover costs/NNS/dobj/2 ,/,/punct/2 fees/NNS/dobj/2",
        "",
        ("fees", "NNS", "conj", "costs"),
    ),
    "join-names": (
        "President/NNP/compound/2 Ana/NNP/nsubj/7 and/CC/cc/2 Prime/NNP/compound/5 Minister/NNP/conj/2"
        " Bo/NNP/appos/2 met/VBD/ROOT/0/meet",
        "",
        ("Bo", "NNP", "conj", "Ana"),
    ),
    "keep-decisions-whole": (
        "They/PRP/nsubj/3 may/MD/aux/3 decide/VB/ROOT/0/decide not/RB/neg/6 to/TO/aux/6 pay/VB/xcomp/3",
        "",
        ("not", "RB", "advmod", "decide"),
    ),
    "unseat-adverbial-subjects": (
        "step/NN/nsubj/4 by/IN/prep/1 step/NN/pobj/2 close/VB/ROOT/0 Mines/NNS/dobj/4",
        "",
        ("step", "NN", "npadvmod", "close"),
    ),
    "hand-objects-to-listed-verbs": (
        "They/PRP/nsubj/3 must/MD/aux/3 fund/VB/ROOT/0 dams/NNS/dobj/3 ,/,/punct/3 repair/VB/conj/3 weirs/NNS/conj/4",
        "",
        ("weirs", "NNS", "dobj", "repair"),
    ),
    "join-finite-mates": (
        "Council/NNP/nsubj/2 adopts/VBZ/ROOT/0 rules/NNS/dobj/2 annexed/VBN/acl/3 hereto/RB/advmod/4 and/CC/cc/4"
        " recommends/VBZ/conj/4 funding/NN/dobj/7",
        "",
        ("recommends", "VBZ", "conj", "adopts"),
    ),
    "listed-appositions": (
        "the/DT/det/2 Minister/NNP/nsubj/8 ,/,/punct/2 the/DT/det/5 Mayor/NNP/appos/2 and/CC/cc/5"
        " Sheriff/NNP/conj/5 met/VBD/ROOT/0",
        "",
        ("Mayor", "NNP", "conj", "Minister"),
    ),
    "free-that-clauses": (
        "We/PRP/nsubj/2 say/VBP/ROOT/0 that/DT/det/4 rates/NNS/dobj/2 are/VBP/ccomp/2 low/JJ/acomp/5",
        "",
        ("rates", "NNS", "nsubj", "are"),
    ),
    "join-declarations": (
        "We/PRP/nsubj/2 back/VBP/ROOT/0 plans/NNS/dobj/2 to/TO/aux/5 cut/VB/advcl/2 waste/NN/dobj/5 and/CC/cc/5"
        " welcome/VB/conj/5 aid/NN/dobj/8",
        "",
        ("welcome", "VB", "conj", "back"),
    ),
    "join-that-clauses": (
        "We/PRP/nsubj/2 ask/VBP/ROOT/0 that/IN/mark/6 roads/NNS/nsubjpass/6 be/VB/auxpass/6 cleared/VBN/ccomp/2"
        " and/CC/cc/2 that/IN/mark/11 men/NNS/nsubjpass/11 be/VB/auxpass/11 freed/VBN/conj/2",
        "",
        ("freed", "VBN", "conj", "cleared"),
    ),
    "join-verbs-to-copulas": (
        "We/PRP/nsubj/2 are/VBP/ROOT/0/be sad/JJ/acomp/2 and/CC/cc/3 demand/VBP/conj/3 help/NN/dobj/5",
        "",
        ("demand", "VBP", "conj", "are"),
    ),
    "hang-adverbs-on-verb": (
        "They/PRP/nsubj/3 must/MD/aux/3 free/VB/ROOT/0 immediately/RB/advmod/6 all/DT/det/6 men/NNS/dobj/3",
        "",
        ("immediately", "RB", "advmod", "free"),
    ),
    "join-repeated-prepositions": (
        "They/PRP/nsubj/2 inform/VBP/ROOT/0 us/PRP/dobj/2 of/IN/prep/2 delays/NNS/pobj/4 and/CC/cc/2 Of/IN/conj/2"
        " causes/NNS/pobj/7",
        "",
        ("Of", "IN", "conj", "of"),
    ),
    "join-speech-acts": (
        "We/PRP/nsubj/2 say/VBP/ROOT/0 they/PRP/nsubj/5 should/MD/aux/5 deepen/VB/ccomp/2 ties/NNS/dobj/5 and/CC/cc/5"
        " declare/VBP/conj/5 it/PRP/dobj/8",
        "",
        ("declare", "VBP", "conj", "say"),
    ),
    "tag-nouns-behind-to": (
        "They/PRP/nsubjpass/3 are/VBP/auxpass/3 entitled/VBN/ROOT/0/entitle to/TO/aux/5 payment/VB/xcomp/3",
        "",
        ("payment", "NN", "pobj", "to"),
    ),
    "split-double-objects": (
        "They/PRP/nsubj/3 must/MD/aux/3 give/VB/ROOT/0 new/JJ/amod/6 members/NNS/compound/6 credit/NN/dobj/3",
        "",
        ("members", "NNS", "dative", "give"),
    ),
    "mend-noun-lists": (
        "They/PRP/nsubj/2 file/VBP/ROOT/0 a/DT/det/4 plan/NN/dobj/2 and/CC/cc/2 any/DT/det/7 changes/NNS/conj/2",
        "",
        ("changes", "NNS", "conj", "plan"),
    ),
    "mend-shared-gerunds": (
        "They/PRP/nsubj/2 inspect/VBP/ROOT/0 breeding/NN/dobj/2 and/CC/cc/3 rearing/VBG/conj/3 ponds/NNS/dobj/5",
        "",
        ("ponds", "NNS", "dobj", "inspect"),
    ),
    "mend-contact-clauses": (
        "They/PRP/nsubj/2 fund/VBP/ROOT/0 work/NN/dobj/2 he/PRP/nsubj/5 says/VBZ/relcl/3 is/VBZ/conj/2 due/JJ/acomp/6",
        "",
        ("is", "VBZ", "ccomp", "says"),
    ),
    "hang-such-as-clauses": (
        "They/PRP/nsubj/2 use/VBP/ROOT/0 such/JJ/amod/4 funds/NNS/dobj/2 as/IN/mark/7 they/PRP/nsubj/7 have/VBP/advcl/2",
        "",
        ("have", "VBP", "acl", "funds"),
    ),
    "hang-including-on-noun": (
        "They/PRP/nsubj/2 keep/VBP/ROOT/0 logs/NNS/dobj/2 ,/,/punct/2 including/VBG/prep/2 charts/NNS/pobj/5",
        "",
        ("including", "VBG", "prep", "logs"),
    ),
    "free-listed-participles": (
        "They/PRP/nsubj/3 must/MD/aux/3 join/VB/ROOT/0 the/DT/det/5 drive/NN/dobj/3 ,/,/punct/3 begun/VBN/conj/3/begin"
        " by/IN/agent/7 mayors/NNS/pobj/8",
        "",
        ("begun", "VBN", "acl", "drive"),
    ),
    "hang-pursuant-on-noun": (
        "They/PRP/nsubj/2 deny/VBP/ROOT/0 entry/NN/compound/4 pursuant/JJ/dobj/2 to/IN/prep/4 rules/NNS/pobj/5",
        "",
        ("entry", "NN", "dobj", "deny"),
    ),
    "hang-topic-on-noun": (
        "They/PRP/nsubj/2 receive/VBP/ROOT/0 complaints/NNS/dobj/2 concerning/VBG/prep/2 noise/NN/pobj/4",
        "",
        ("concerning", "VBG", "prep", "complaints"),
    ),
}

MARKS = {"join-speech-acts": {2: "saying", 8: "saying"}}


def _state(found: Tree, word: str) -> tuple[str, str, str, str]:
    at = found.words.index(word)
    return word, found.tags[at], found.deps[at], found.words[found.heads[at]]


def test_every_repair_has_an_example() -> None:
    assert set(MENDED) == set(REPAIRS)


@pytest.mark.parametrize("name", sorted(MENDED))
def test_a_repair_mends_its_fault(name: str) -> None:
    line, verbs, wanted = MENDED[name]
    found = tree(line, verbal=verbs, marks=MARKS.get(name))
    assert _state(found, wanted[0]) != wanted
    repair(found)
    assert _state(found, wanted[0]) == wanted


@pytest.mark.parametrize("name", sorted(MENDED))
def test_a_repair_alone_mends_its_fault(name: str) -> None:
    line, verbs, wanted = MENDED[name]
    found = tree(line, verbal=verbs, marks=MARKS.get(name))
    REPAIRS[name](found)
    assert _state(found, wanted[0]) == wanted


@pytest.mark.parametrize("name", sorted(MENDED))
def test_a_repair_that_is_left_out_leaves_its_fault(name: str) -> None:
    line, verbs, wanted = MENDED[name]
    found = tree(line, verbal=verbs, marks=MARKS.get(name))
    repair(found, frozenset(REPAIRS) - {name})
    mended = _state(found, wanted[0])
    found = tree(line, verbal=verbs, marks=MARKS.get(name))
    repair(found, frozenset(REPAIRS))
    assert mended == wanted != _state(found, wanted[0])


def test_who_directs_others_also_decides() -> None:
    found = tree(
        "Council/NNP/nsubj/2 says/VBZ/ROOT/0 States/NNS/nsubj/5 must/MD/aux/5 act/VB/ccomp/2 and/CC/cc/5 will/MD/aux/8"
        " meet/VB/conj/5",
        marks={2: "saying", 4: "directive/urge", 7: "frame/commit-to"},
    )
    REPAIRS["join-speech-acts"](found)
    assert _state(found, "meet") == ("meet", "VB", "conj", "says")


def test_what_is_ensured_has_no_duty_of_its_own_beside_it() -> None:
    found = tree(
        "States/NNS/nsubj/3 shall/MD/aux/3 ensure/VB/ROOT/0 that/IN/mark/6 offices/NNS/nsubj/6 exist/VBP/ccomp/3"
        " and/CC/cc/6 shall/MD/aux/9 punish/VB/conj/6 fraud/NN/dobj/9"
    )
    REPAIRS["join-modal-mates"](found)
    assert _state(found, "punish") == ("punish", "VB", "conj", "ensure")


def test_an_infinitive_that_lost_its_to_goes_with_the_frame() -> None:
    found = tree(
        "They/PRP/nsubj/3 must/MD/aux/3 help/VB/ROOT/0 towns/NNS/dobj/3 that/WDT/nsubj/6 ask/VBP/relcl/4 and/CC/cc/6"
        " report/NN/conj/6",
        marks={2: "frame/required-to", 8: "listed"},
    )
    REPAIRS["join-listed-verbs"](found)
    assert _state(found, "report") == ("report", "VB", "conj", "help")


def test_a_modal_verb_above_its_verb_changes_places_with_it() -> None:
    found = tree("They/PRP/nsubj/2 shall/MD/ROOT/0 guard/NN/ccomp/2 copies/NNS/dobj/2", verbal="guard")
    REPAIRS["hang-modal-on-verb"](found)
    assert {word: (found.deps[i], found.words[found.heads[i]]) for i, word in enumerate(found.words)} == {
        "They": ("nsubj", "guard"),
        "shall": ("aux", "guard"),
        "guard": ("ROOT", "guard"),
        "copies": ("dobj", "guard"),
    }


@pytest.mark.parametrize(
    "line",
    [
        # a plain duty
        "Cities/NNS/nsubj/3 must/MD/aux/3 guard/VB/ROOT/0 old/JJ/amod/5 bridges/NNS/dobj/3 ././punct/3",
        # a noun that could be a verb, and is none: "a plan and a permit"
        "Firms/NNS/nsubj/3 must/MD/aux/3 file/VB/ROOT/0 a/DT/det/5 plan/NN/dobj/3 and/CC/cc/5 permits/NNS/conj/5",
        # a list inside a relative clause
        "They/PRP/nsubj/3 must/MD/aux/3 fund/VB/ROOT/0 farms/NNS/dobj/3 that/WDT/nsubj/6 maintain/VBP/relcl/4"
        " soil/NN/dobj/6 ,/,/punct/6 improve/VBP/conj/6 water/NN/dobj/9 and/CC/cc/9 save/VBP/conj/9 seed/NN/dobj/12",
        # an infinitive's own list
        "They/PRP/nsubj/3 must/MD/aux/3 strive/VB/ROOT/0 to/TO/aux/5 cut/VB/xcomp/3 waste/NN/dobj/5 and/CC/cc/5"
        " save/VB/conj/5 water/NN/dobj/8",
        # two speakers
        "Ada/NNP/nsubj/2 said/VBD/ROOT/0 towns/NNS/nsubj/4 grew/VBD/ccomp/2 and/CC/cc/2 Bea/NNP/nsubj/7 agreed/VBD/conj/2",
        # an apposition
        "Lin/NNP/nsubj/7 ,/,/punct/1 mayor/NN/appos/1 of/IN/prep/3 Tor/NNP/pobj/4 ,/,/punct/1 spoke/VBD/ROOT/0",
    ],
)
def test_what_is_right_is_left_alone(line: str) -> None:
    before, after = tree(line, verbal="plan permit file fund waste water seed guard"), tree(line)
    repair(before)
    assert (before.heads, before.deps, before.tags) == (after.heads, after.deps, after.tags)


@pytest.mark.parametrize(
    ("line", "whom", "what"),
    [
        # "charge a buyer any fee"
        ("They/PRP/nsubj/2 charge/VBP/ROOT/0 a/DT/det/4 buyer/NN/dobj/2 any/DT/det/6 fee/NN/dobj/2", "buyer", "fee"),
        # "grant the Mission full access"
        (
            "They/PRP/nsubj/2 grant/VBP/ROOT/0 the/DT/det/6 Mission/NNP/npadvmod/5 full/JJ/amod/6 access/NN/dobj/2",
            "Mission",
            "access",
        ),
        # "give owners written notice", read as a clause
        ("They/PRP/nsubj/2 give/VBP/ROOT/0 owners/NNS/dobj/2 written/VBD/ccomp/2 notice/NN/dobj/4", "owners", "notice"),
        # "allow officers of the State access"
        (
            "They/PRP/nsubj/2 allow/VBP/ROOT/0 officers/NNS/dobj/2 of/IN/prep/3 the/DT/det/6 State/NNP/compound/7"
            " access/NN/pobj/4",
            "officers",
            "access",
        ),
    ],
)
def test_whom_stands_before_what(line: str, whom: str, what: str) -> None:
    found = tree(line)
    REPAIRS["split-double-objects"](found)
    assert found.deps[found.words.index(whom)] == "dative"
    assert found.deps[found.words.index(what)] == "dobj"


def test_a_tax_that_is_granted_is_no_double_object() -> None:
    found = tree("They/PRP/nsubj/2 grant/VBP/ROOT/0 tax/NN/compound/4 relief/NN/dobj/2")
    REPAIRS["split-double-objects"](found)
    assert found.deps == ["nsubj", "ROOT", "compound", "dobj"]


def test_a_promise_in_the_past_tense_goes_on_from_the_verb_of_saying() -> None:
    line = (
        "They/PRP/nsubj/2 stressed/VBD/ROOT/0/stress that/IN/mark/6 tolls/NNS/nsubj/6 should/MD/aux/6 fall/VB/ccomp/2"
        " and/CC/cc/6 committed/MD/aux/9 share/VB/conj/6 data/NNS/dobj/9"
    )
    found = tree(line, marks={8: "frame/commit-to"})
    repair(found)
    assert _state(found, "share") == ("share", "VB", "conj", "stressed")
