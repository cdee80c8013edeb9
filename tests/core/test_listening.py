"""The listening ledger and the coverage map: shares, the real customer, whom nobody has walked as."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.analysis import coverage as covering
from mysteryshop.analysis.cadence import Walk
from mysteryshop.analysis.listening import Heard, allotted, furthest, headline, real_customer, shares
from mysteryshop.practice import Party
from mysteryshop.vocabulary import RELATIONSHIPS

TODAY = date(2026, 11, 21).toordinal()
PARTIES = tuple(Party(str(n), name, "internal team", share) for n, (name, share) in enumerate(
    [("Sales support", 0.5), ("Buyers", 0.3), ("Suppliers", 0.2)]
))  # fmt: skip
heard = st.lists(
    st.builds(
        lambda party, role, seconds, talked: Heard(party, role if not party else "x", 1, seconds, talked),
        st.sampled_from(["0", "1", "2", ""]), st.sampled_from(["Gate agent", "gate  agent", "Nurse"]),
        st.integers(0, 9000), st.integers(0, 9000),
    ), max_size=30,
)  # fmt: skip


@given(heard)
def test_a_share_is_minutes_listened_to_a_party_of_all_minutes_listened(talks: list[Heard]) -> None:
    found = shares(PARTIES, talks)
    total = sum(each.listened_s for each in talks)
    assert sum(s.listened_s for s in found) == total
    assert sum(s.n for s in found) == len(talks)
    for share in found:
        if share.party is not None:
            own = sum(each.listened_s for each in talks if each.party == share.party.id)
            assert share.actual == (own / total if total else None)
    if total:
        assert sum(s.actual or 0 for s in found) == pytest.approx(1)
    others = [s.name.casefold() for s in found if s.party is None]
    assert len({" ".join(name.split()) for name in others}) == len(others)  # a role is one row however it is spelt


def test_allotted_shares_sum_to_one_in_proportion() -> None:
    given_ = [Party("a", "A", "peer", 30), Party("b", "B", "peer", 10), Party("c", "C", "peer", None)]
    assert [p.should_be for p in allotted(given_)] == [0.75, 0.25, 0.0]
    assert [p.should_be for p in allotted([Party("a", "A", "peer")])] == [None]


def test_the_real_customer_is_who_should_be_heard_most_and_level_ones_are_none() -> None:
    assert real_customer(PARTIES) == PARTIES[0]
    assert real_customer([]) is None
    level = [Party("a", "A", "peer", 0.5), Party("b", "B", "peer", 0.5)]
    assert real_customer(level) is None
    assert headline([], ()) == "Who is your real customer?"
    found = shares(PARTIES, [Heard("0", "x", 1, 600, 0), Heard("1", "x", 1, 5400, 60)])
    assert headline(PARTIES, found).endswith("50 % of your listening should go there, 10 % does")
    assert furthest(found) == "Least heard against what you meant: Sales support, 10 % instead of 50 %."
    assert found[1].talk_ratio == pytest.approx(60 / 5460)


walks = st.lists(
    st.builds(
        Walk, st.uuids().map(str), st.just("finalised"), st.just("t"), st.just("T"),
        st.sampled_from([t.id for t in RELATIONSHIPS]), st.just("A"), st.integers(TODAY - 1000, TODAY + 40),
    ), max_size=40,
)  # fmt: skip


@given(walks)
def test_the_coverage_map_counts_walks_by_relationship_and_quarter(found: list[Walk]) -> None:
    got = covering.coverage(found, TODAY)
    assert got.quarters[-1] == (2026, 4)
    assert len(got.quarters) == covering.QUARTERS
    begun = [w for w in found if w.day <= TODAY]
    counts = Counter(
        (w.relationship, when.year, (when.month + 2) // 3) for w in begun for when in [date.fromordinal(w.day)]
    )
    for row in got.rows:
        assert row.ever == sum(w.relationship == row.relationship for w in begun)
        for cell, (year, quarter) in zip(row.cells, got.quarters, strict=True):
            assert cell.n == counts[row.relationship, year, quarter]
    assert {row.relationship for row in got.never} == {
        t.id for t in RELATIONSHIPS if t.id != "manager"
    } - {w.relationship for w in begun}  # fmt: skip


def test_whom_nobody_has_walked_as_is_named() -> None:
    assert covering.headline(covering.coverage([], TODAY)) == "Nobody has been a customer yet"
    one = Walk("j", "finalised", "t", "T", "buyer", "A", TODAY)
    assert covering.headline(covering.coverage([one], TODAY)).startswith(
        "Never walked as end-user, internal team, peer"
    )
    every = [Walk(t.id, "finalised", "t", "T", t.id, "A", TODAY) for t in RELATIONSHIPS]
    assert covering.headline(covering.coverage(every, TODAY)) == "Walked as every kind of customer (8 walks)"
