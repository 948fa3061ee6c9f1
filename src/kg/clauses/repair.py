"""What the parser gets wrong in directive sentences, mended before clauses are read off the tree.

Each repair is one function of the tree, named in REPAIRS, so that its effect can be measured alone.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.clauses import arguments, attachments, inner_lists, lists, main_clauses, nouns, tagging
from kg.clauses.tree import Tree

REPAIRS: dict[str, Callable[[Tree], None]] = {
    "hang-modal-on-verb": tagging.hang_modal_on_verb,
    "reduce-participles": main_clauses.reduce_participles,
    "free-main-clause": main_clauses.free_main_clause,
    "bind-performatives": tagging.bind_performatives,
    "free-verbs-behind-prepositions": tagging.free_verbs_behind_prepositions,
    "tag-nouns-behind-to": tagging.tag_nouns_behind_to,
    "find-missing-verb": tagging.find_missing_verb,
    "share-auxiliaries": lists.share_auxiliaries,
    "free-subjects": main_clauses.free_subjects,
    "hang-negation-on-verb": main_clauses.hang_negation_on_verb,
    "list-participles": lists.list_participles,
    "join-modal-mates": lists.join_modal_mates,
    "lift-from-auxiliaries": main_clauses.lift_from_auxiliaries,
    "tag-subject-bearers-as-verbs": tagging.tag_subject_bearers_as_verbs,
    "free-that-clauses": main_clauses.free_that_clauses,
    "join-declarations": lists.join_declarations,
    "join-that-clauses": lists.join_that_clauses,
    "join-verbs-to-copulas": main_clauses.join_verbs_to_copulas,
    "free-gerunds": tagging.free_gerunds,
    "list-gerunds": lists.list_gerunds,
    "unseat-adverbial-subjects": main_clauses.unseat_adverbial_subjects,
    "hang-demands-on-noun": inner_lists.hang_demands_on_noun,
    "tag-repeated-verbs": inner_lists.tag_repeated_verbs,
    "tag-denied-verbs": inner_lists.tag_denied_verbs,
    "modify-with-participles": inner_lists.modify_with_participles,
    "modify-with-listed-adjectives": inner_lists.modify_with_listed_adjectives,
    "list-inner-verbs": inner_lists.list_inner_verbs,
    "retag-listed-verbs": tagging.retag_listed_verbs,
    "join-listed-verbs": lists.join_listed_verbs,
    "join-speech-acts": lists.join_speech_acts,
    "hand-objects-to-listed-verbs": lists.hand_objects_to_listed_verbs,
    "keep-relative-lists": inner_lists.keep_relative_lists,
    "join-finite-mates": lists.join_finite_mates,
    "join-names": nouns.join_names,
    "keep-decisions-whole": main_clauses.keep_decisions_whole,
    "join-relative-mates": inner_lists.join_relative_mates,
    "free-reporting-participles": inner_lists.free_reporting_participles,
    "list-offices": inner_lists.list_offices,
    "join-quantified-clauses": inner_lists.join_quantified_clauses,
    "list-behind-prepositions": inner_lists.list_behind_prepositions,
    "list-objects": nouns.list_objects,
    "listed-appositions": nouns.list_appositions,
    "hang-adverbs-on-verb": main_clauses.hang_adverbs_on_verb,
    "join-repeated-prepositions": attachments.join_repeated_prepositions,
    "split-double-objects": nouns.split_double_objects,
    "mend-noun-lists": nouns.mend_noun_lists,
    "mend-shared-gerunds": nouns.mend_shared_gerunds,
    "mend-contact-clauses": main_clauses.mend_contact_clauses,
    "hang-such-as-clauses": attachments.hang_such_as_clauses,
    "hang-including-on-noun": attachments.hang_including_on_noun,
    "free-listed-participles": main_clauses.free_listed_participles,
    "hang-pursuant-on-noun": attachments.hang_pursuant_on_noun,
    "join-late-conjuncts": main_clauses.join_late_conjuncts,
    "hang-second-argument-on-verb": attachments.hang_second_argument_on_verb,
    "hang-early-complement-on-verb": attachments.hang_early_complement_on_verb,
    "free-second-subjects": arguments.free_second_subjects,
    "hand-offered-things-over": arguments.hand_offered_things_over,
    "keep-adjectives-on-nouns": arguments.keep_adjectives_on_nouns,
    "list-passives": arguments.list_passives,
    "hang-refrained-from": arguments.hang_refrained_from,
    "hang-topic-on-noun": attachments.hang_topic_on_noun,
}


def repair(tree: Tree, without: frozenset[str] = frozenset()) -> None:
    """Applies every repair in order, but for those named (to measure what each contributes)."""
    for name, mend in REPAIRS.items():
        if name not in without:
            mend(tree)
