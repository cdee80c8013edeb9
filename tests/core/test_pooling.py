"""Which journeys are counted together: what is left out is said, and what must not be pooled is refused."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from mysteryshop.analysis.pooling import keep_apart, pooled
from mysteryshop.errors import InputError


@dataclass(frozen=True)
class Row:
    """What pooling asks of a journey."""

    state: str = "finalised"
    tainted: bool = False
    origin: str = "walked"
    relationship: str = "end-user"


def test_what_is_left_out_is_counted_by_its_first_reason() -> None:
    rows = [
        Row(),
        Row(),
        Row(tainted=True),
        Row("excluded", tainted=True),
        Row("walking"),
        Row("debrief"),
        Row("planned"),
    ]
    pool = pooled(rows)
    assert pool.journeys == (Row(), Row())
    assert pool.left_out == {"excluded": 1, "unfinished": 3, "tainted": 1}
    assert pool.sentence == "2 journeys; 5 left out: 1 excluded, 3 unfinished and 1 tainted."


def test_what_is_taken_in_counts_unless_another_reason_keeps_it_out() -> None:
    rows = [Row("debrief"), Row("debrief", tainted=True), Row("excluded")]
    pool = pooled(rows, taken_in=("unfinished",))
    assert pool.journeys == (Row("debrief"),)
    assert pool.left_out == {"excluded": 1, "tainted": 1}
    assert pooled(rows, taken_in=("unfinished", "tainted", "excluded")).sentence == "3 journeys."


def test_walked_journeys_and_logs_are_not_pooled_untold() -> None:
    with pytest.raises(InputError, match=r"3 journeys are of 2 origins.*2 walked and 1 event log"):
        keep_apart([Row(), Row(), Row(origin="log")])


def test_different_relationships_are_not_pooled_untold() -> None:
    with pytest.raises(InputError, match="of 2 relationships, which are not counted together: 1 end-user and 1 buyer"):
        keep_apart([Row(), Row(relationship="buyer")])
    keep_apart([Row(), Row()])
