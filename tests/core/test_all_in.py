"""All In: who benefits over time, answers that name no outcome, and a team's spread."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.analysis.all_in import Choice, headline, questioned, session_line, shares, spread
from mysteryshop.practice import Reply, Session

DAY = date(2026, 5, 1).toordinal()
choices = st.lists(
    st.builds(
        Choice, st.uuids().map(str), st.just(0) | st.integers(DAY - 800, DAY + 800), st.text(max_size=5),
        st.sampled_from([None, "customer", "both", "company"]),
    ), max_size=40,
)  # fmt: skip


@given(choices)
def test_the_share_is_customer_or_both_of_all_with_a_beneficiary(found: list[Choice]) -> None:
    got = shares(found)
    decided = [c.beneficiary for c in found if c.beneficiary]
    assert got.n == len(decided)
    assert got.undecided == len(found) - len(decided)
    assert got.share == (np.mean([b != "company" for b in decided]) if decided else None)
    assert (got.interval is None) == (got.n < 8)
    dated = [c for c in found if c.beneficiary and c.day]
    assert sum(quarter.n for quarter in got.quarters) == len(dated)
    months = [3 * (4 * q.year + q.quarter - 1) for q in got.quarters]
    assert all(b - a == 3 for a, b in pairwise(months))  # a quarter without any is there, empty
    for quarter in got.quarters:
        for choice in (*quarter.customer, *quarter.both, *quarter.company):
            day = date.fromordinal(choice.day)
            assert (day.year, (day.month + 2) // 3) == (quarter.year, quarter.quarter)


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "We care about our customers", "Customers are treated well", "They will really like it",
        "Because every customer matters to us", "Making people feel valued and welcome", "Treat them with respect!",
        "Put the customer first", "A better experience for everyone", "…", "We genuinely care about our customers",
        "We treat everyone fairly", "We will look after them better", "Customers come first", "Better customer service",
        "We put the customer at the heart of everything we do", "Warm welcome, friendly staff", "Customer focus",
        "It improves the customer experience", "We are committed to our customers", "The customer is king",
    ],
)  # fmt: skip
def test_an_answer_that_only_speaks_of_caring_and_liking_is_questioned(text: str) -> None:
    sentence = questioned(text)
    assert sentence is not None
    assert "customer" in sentence


@pytest.mark.parametrize(
    "text",
    [
        "They wait ten minutes less", "The call is answered within 2 rings", "Refunds arrive the same day",
        "Nobody has to explain the fault twice", "We care, so a nurse phones the evening before",
        "They know the price before they sign", "Spare parts stand on the shelf", "Die Wartezeit halbiert sich",
        "They look up their order themselves", "One number to call", "The desk is open on Saturdays", "Fewer calls",
    ],
)  # fmt: skip
def test_an_answer_that_names_what_is_different_is_left_alone(text: str) -> None:
    assert questioned(text) is None


def test_the_spread_of_a_team_has_its_median_and_ends_and_no_mean() -> None:
    replies = [Reply(str(n), who, "x", value) for n, (who, value) in enumerate(
        [("customer", 9), ("both", 2), ("company", 7), ("customer", 7)]
    )]  # fmt: skip
    found = spread(replies)
    assert (found.values, found.middle, found.low, found.high) == ((2, 7, 7, 9), 7.0, 2, 9)
    assert dict(found.beneficiaries) == {"customer": 2, "both": 1, "company": 1}
    assert session_line(Session("s", 0, "q", tuple(replies))) == "4 answers from 2 to 9, median 7"
    assert session_line(Session("s", 0, "q")) == "nobody has answered yet"


def test_the_sentence_counts_and_names_the_part_that_is_both() -> None:
    assert headline(shares([])).startswith("No decision")
    found = shares([Choice("1", DAY, "a", "customer"), Choice("2", DAY, "b", "both"), Choice("3", DAY, "c", "company")])
    assert headline(found) == "In 2 of 3 decisions and findings the customer benefits, 1 of them with the company"
