"""The thinking that the app must carry, row by row: each idea has its tests, under its own name, so that none is lost.

The rows are those of the product's table "The thinking it must carry"; a test beside each says which ones show that a
user's action leads to the promised effect, through the real widgets.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROWS: dict[str, tuple[str, ...]] = {
    "Become the customer": (
        "walk::test_become_the_customer_a_skip_is_asked_for_its_reason_and_completeness_is_printed",
        "debrief::test_become_the_customer_a_touchpoint_left_out_needs_a_reason",
    ),
    "The airline executive": (
        "templates::test_the_airline_executive_finds_the_first_template_touchpoint_for_touchpoint",
    ),
    "Teachers become students": (
        "templates::test_teachers_become_students_and_others_whom_they_serve_with_a_template_each",
    ),
    "Every so often": (
        "cadence::test_every_so_often_each_leader_sees_the_days_since_the_last_walk_and_what_is_due",
        "cadence::test_a_cadence_that_is_kept_stays_quiet_and_can_be_removed",
    ),
    "Without a heads-up": (
        "debrief::test_without_a_heads_up_a_recognised_leader_taints_the_walk_which_comparisons_leave_out",
        "findings::test_without_a_heads_up_findings_of_tainted_walks_are_flagged_and_stand_in_no_figure_unasked",
    ),
    "Ask the questions, feel the frustrations, perceive": (
        "walk::test_ask_the_questions_feel_the_frustrations_perceive_each_with_one_key",
    ),
    "Test the assumptions": (
        "debrief::test_the_assumptions_are_tested_a_verdict_rests_on_evidence_and_calibrates_the_leader",
        "expectations::test_the_calibration_of_the_leader_over_time_is_shown",
        "expectations::test_assumptions_can_be_carried_to_the_next_walk",
    ),
    "What needs to be improved, amplified or corrected": (
        "debrief::test_what_needs_to_be_improved_amplified_or_corrected_is_exactly_one_of_the_three",
        "findings::test_what_needs_to_be_improved_amplified_or_corrected",
    ),
    "How similar or different am I": ("debrief::test_how_similar_or_different_am_i_stands_beside_each_finding",),
    "Reassuring and scary": ("debrief::test_reassuring_and_scary_the_three_questions_are_asked_and_printed",),
    "The best predictor of satisfaction": (
        "walk::test_the_frequency_of_communication_has_a_log_and_a_silence_clock",
        "drivers::test_the_best_predictor_is_a_hypothesis_that_the_users_own_data_support",
        "drivers::test_the_best_predictor_is_refuted_where_the_users_own_data_refute_it_and_that_is_said_plainly",
    ),
    "Cause and effect": ("findings::test_cause_and_effect",),
    "Customers in the marketplace and in the firm": (
        "templates::test_customers_in_the_marketplace_and_in_the_firm_every_journey_names_its_relationship",
    ),
    "Measured against year-to-date": (
        "cadence::test_the_same_template_stands_year_beside_year_with_n_and_gaps_and_the_outcomes_beside_it",
    ),
    "Excitement and self-motivation first": (
        "debrief::test_excitement_and_self_motivation_why_it_matters_is_asked_before_and_quoted_in_the_report",
    ),
    "To whom should I be dedicating most of my listening time?": (
        "customers::test_to_whom_should_i_be_dedicating_most_of_my_listening_time",
        "customers::test_listening_comes_from_walks_as_well",
    ),
    "Your manager is not your customer": (
        "templates::test_your_manager_is_not_your_customer_is_said_where_a_walk_is_prepared",
        "customers::test_your_manager_is_not_your_customer_is_said_with_its_reason_and_can_be_overridden",
    ),
    "An internal customer is no different": (
        "templates::test_an_internal_customer_is_no_different_and_has_the_same_figures",
        "customers::test_an_internal_walk_is_linked_to_the_external_touchpoint_that_it_feeds",
    ),
    "Show that you are listening": ("findings::test_show_that_you_are_listening",),
    "Are decisions based on what would help your customers most": (
        "all_in::test_are_decisions_based_on_what_helps_the_customer_the_share_over_decisions_and_findings",
        "all_in::test_an_answer_that_only_speaks_of_caring_and_liking_is_questioned_and_never_forbidden",
    ),
    "A structured way to be all in": (
        "findings::test_a_structured_way_to_be_all_in",
        "findings::test_a_later_walk_is_proposed_with_before_and_after_and_proves_the_commitment",
    ),
    "Everyone is a customer": (
        "customers::test_everyone_is_a_customer_the_coverage_map_shows_whom_you_have_never_walked_as",
    ),
    "Start listening; everyone is different": (
        "walk::test_start_listening_a_talk_and_listen_tally_is_typed_while_walking_and_feeds_customers",
        "customers::test_everyone_is_different_a_tally_and_a_preferences_note_for_each_party",
        "drivers::test_everyone_is_different_relationships_are_not_averaged_unless_somebody_says_so",
        "findings::test_everyone_is_different_causes_of_several_relationships_are_only_taken_together_when_asked",
    ),
    "How I can be perceived": ("mirror::test_how_i_can_be_perceived_is_entered_by_hand_and_the_gap_is_shown",),
}


@cache
def written_in(area: str) -> frozenset[str]:
    """The names of the tests in that area's file."""
    tree = ast.parse((HERE / f"test_thinking_{area}.py").read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_its_tests(row: str) -> None:
    for ident in ROWS[row]:
        area, _, name = ident.partition("::")
        assert name in written_in(area), f"{row}: there is no {ident}"


def test_all_rows_of_the_table_are_here() -> None:
    assert len(ROWS) == 24
