"""Which findings one figure may be made of, and that whatever is left out is counted."""

from __future__ import annotations

from dataclasses import replace

from mysteryshop.analysis.board.comparable import comparable
from mysteryshop.analysis.board.found import Found
from tests.core.test_board import found


def of(number: int, **walk: object) -> Found:
    made = found(number, 3)
    return replace(made, walk=replace(made.walk, **walk))  # type: ignore[arg-type]  # by name


def test_relationships_tainted_and_unfinished_walks_are_left_out_and_counted() -> None:
    mine = [of(1), of(2), of(3)]
    others = [of(4, relationship="buyer"), of(5, relationship="internal team"), of(6, relationship="internal team")]
    pool = comparable([*mine, *others, of(7, tainted=True), of(8, state="debrief"), of(9, state="debrief")])
    assert pool.found == tuple(mine)
    assert pool.left_out == 6
    assert pool.said == (
        "Walked as end-user: 3 findings. Left out: 2 as internal team, 1 as buyer, 1 of tainted walks and "
        "2 of unfinished walks."
    )


def test_whoever_asks_for_all_of_them_is_told_what_that_is() -> None:
    every = [of(1), of(2, relationship="buyer"), of(3, tainted=True)]
    pool = comparable(every, together=True)
    assert (pool.found, pool.left_out) == (tuple(every), 0)
    assert pool.said == "3 findings: 2 relationships taken together and 1 of tainted walks."


def test_nothing_is_said_where_nothing_is_left_out() -> None:
    assert comparable([of(1), of(2)]).said == ""
    assert comparable([of(1)], together=True).said == ""
    assert comparable([]).found == ()
    assert comparable([of(1, tainted=True)]).said == "Left out: 1 of tainted walks."
