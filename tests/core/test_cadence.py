"""Every so often: days since each leader walked, and what is due."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.analysis.cadence import YEAR, Walk, due, headline, rhythms, told
from mysteryshop.practice import Cadence

TODAY = 740_000

walks = st.lists(
    st.builds(
        Walk, st.uuids().map(str), st.just("finalised"), st.sampled_from(["air", "shop"]), st.just("name"),
        st.sampled_from(["buyer", "peer"]), st.sampled_from(["A", "B"]),
        st.integers(TODAY - 800, TODAY + 5) | st.just(0), st.booleans(),
    ), max_size=30,
)  # fmt: skip
cadences = st.lists(
    st.builds(
        Cadence, st.uuids().map(str), st.integers(1, 400), st.sampled_from(["", "air", "shop"]),
        st.sampled_from(["", "buyer", "peer"]), st.sampled_from(["", "A", "B", "C"]),
    ), max_size=8,
)  # fmt: skip


@given(walks)
def test_each_leader_is_told_with_the_days_since_the_last_walk(found: list[Walk]) -> None:
    begun = [w for w in found if w.done and 0 < w.day <= TODAY]
    got = {r.leader: r for r in rhythms(found, TODAY)}
    assert set(got) == {w.leader for w in begun}
    for leader, rhythm in got.items():
        days = [TODAY - w.day for w in begun if w.leader == leader]
        assert rhythm.days == min(days)
        assert rhythm.within_a_year == sum(d < YEAR for d in days)
    assert [r.days for r in rhythms(found, TODAY)] == sorted((r.days for r in got.values()), reverse=True)


@given(walks, cadences)
def test_a_cadence_is_due_so_many_days_after_the_last_walk_that_it_asks_for(
    found: list[Walk], asked: list[Cadence]
) -> None:
    got = due(found, asked, TODAY)
    assert len(got) == len({(c.leader, c.template, c.relationship) for c in asked})  # the last one entered holds
    for each in got:
        cadence = each.cadence
        days = [
            w.day for w in found
            if w.done and 0 < w.day <= TODAY
            and (not cadence.template or w.template == cadence.template)
            and (not cadence.relationship or w.relationship == cadence.relationship)
            and (not cadence.leader or w.leader == cadence.leader)
        ]  # fmt: skip
        assert each.left == (max(days) + cadence.every_days - TODAY if days else None)
        assert each.over == (each.left is None or each.left < 0)
    lefts = [each.left for each in got if each.left is not None]
    assert lefts == sorted(lefts)
    assert all(each.left is None for each in got[: len(got) - len(lefts)])  # what was never walked comes first


def test_it_is_told_in_words() -> None:
    assert [told(left) for left in (None, 0, 1, 12, -1, -40)] == [
        "never walked", "due today", "due in 1 day", "due in 12 days", "1 day over", "40 days over",
    ]  # fmt: skip
    assert headline((), ()) == "Nobody has walked yet"
    walk = Walk("j", "finalised", "air", "Airline", "buyer", "A", TODAY - 100)
    found = due([walk], [Cadence("c", 90), Cadence("d", 90, leader="B")], TODAY)
    assert headline(found, rhythms([walk], TODAY)) == "2 walks are due; A last walked 100 days ago"
    assert headline((), rhythms([walk], TODAY)) == "A last walked 100 days ago"
