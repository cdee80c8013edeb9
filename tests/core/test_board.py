"""The findings board: what becomes of a finding, what proves a commitment, and which condition causes most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.analysis.board.assembling import assembled
from mysteryshop.analysis.board.chains import Chain, chains
from mysteryshop.analysis.board.found import Board, Found, Walk, Wanted, chosen
from mysteryshop.analysis.board.latency import Latency, in_days, listening_latency
from mysteryshop.analysis.board.of_record import found_in
from mysteryshop.analysis.board.proofs import judged, proposals, stay
from mysteryshop.analysis.board.suffering import suffering
from mysteryshop.errors import InputError
from mysteryshop.journey import SECOND, Finding
from mysteryshop.practice import ChainTest, Commitment, HeardBack, Practice
from tests.ui.screen_rig import read_notes

DAY = 86_400
TODAY = date(2026, 11, 21)
NOON = 1_767_268_800 * SECOND  # 1 Jan 2026, 12:00 UTC


def walk(number: int, *, day: int | None = None, **fields: object) -> Walk:
    """A finalised flight that began so many days after New Year 2026, at noon, and took two hours."""
    began = NOON + (number if day is None else day) * DAY * SECOND
    made = Walk(
        f"j{number}", "flight", "Fly", f"Place {number}", "end-user", "A. finance", "UTC", "finalised",
        began, began + 7200 * SECOND,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]  # by name


def found(
    number: int, *levels: int, condition: str | None = "tools", touchpoint: str = "line", **fields: object
) -> Found:
    """A finding of that walk, resting on frictions of those severities."""
    finding = Finding(f"f{number}", 1, f"Finding {number}", triage="correct", condition=condition,
                      touchpoint=touchpoint, effect="Nobody knows", owner="Head of lines")  # fmt: skip
    severities = tuple((f"m{number}.{i}", level) for i, level in enumerate(levels))
    return Found(walk(number), replace(finding, **fields), touchpoint.title(), severities)  # type: ignore[arg-type]


def heard(of: Found, days: float) -> HeardBack:
    ended = of.walk.ended_at or 0
    return HeardBack(f"h{of.key}{days}", of.walk.id, of.finding.id, ended + round(days * DAY * SECOND), "Lane agents")


def commitment(of: Found, **fields: object) -> Commitment:
    made = Commitment(f"c{of.key}", of.walk.id, of.finding.id, "Announce delays", "Duty manager", made_on="2026-01-10",
                      due="2026-02-01", rewalk="2026-03-01")  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def board(*of: Found, walks: tuple[Walk, ...] = (), practice: Practice | None = None) -> Board:
    over = {("flight", "line"): tuple(sorted(walks, key=lambda w: -(w.started_at or 0)))}
    return assembled(of, practice or Practice(), over, TODAY)


def test_a_findings_state_is_what_became_of_it() -> None:
    one = found(1)
    told = heard(one, 2)
    for commitments, said, expected in (
        ((), (), "open"),
        ((), (told,), "told"),
        (("open",), (told,), "committed"),
        (("kept",), (), "kept"),
        (("broken", "kept"), (), "broken"),
        (("open", "kept"), (), "committed"),
        (("dropped",), (told,), "told"),
    ):
        taken_on = tuple(commitment(one, id=str(i), state=s) for i, s in enumerate(commitments))
        kept = board(one, practice=Practice(heard_backs=said, commitments=taken_on))
        assert kept.found[0].state == expected, commitments


def test_overdue_is_what_has_passed_its_date_and_is_not_judged() -> None:
    one = found(1, due="2026-11-20")
    assert board(one).found[0].overdue(TODAY)
    assert not board(one).found[0].overdue(date(2026, 11, 20))
    later = board(one, practice=Practice(commitments=(commitment(one, due="2026-12-01"),))).found[0]
    assert not later.overdue(TODAY)  # somebody took it on until December
    assert later.rewalk_due(TODAY)
    kept = board(one, practice=Practice(commitments=(commitment(one, state="kept"),))).found[0]
    assert not kept.overdue(TODAY)
    assert kept.due == ""


@given(st.lists(st.one_of(st.none(), st.floats(0, 400)), max_size=30))
def test_latency_is_the_median_of_first_heard_backs(days: list[float | None]) -> None:
    of = [found(i) for i in range(len(days))]
    said = [heard(f, d) for f, d in zip(of, days, strict=True) if d is not None]
    again = [heard(f, d + 9) for f, d in zip(of, days, strict=True) if d is not None]  # only the first one counts
    latency = listening_latency(board(*of, practice=Practice(heard_backs=(*again, *said))).found)
    told = [round(d * DAY * SECOND) / SECOND for d in days if d is not None]
    assert latency == Latency(median(told) if told else None, len(told), len(days) - len(told))


def test_latency_is_told_in_days_and_hours() -> None:
    assert [in_days(s) for s in (20, 600, 4 * 3600, 0.97 * DAY, DAY, 12.4 * DAY)] == [
        *("less than a minute", "10 minutes", "4 hours", "1 day", "1 day", "12 days")
    ]


def test_only_a_later_walk_that_counts_can_prove_a_commitment() -> None:
    one = found(1)
    promised = commitment(one)  # on 10 January: day 9 after New Year
    later = walk(40)
    walks = (  # the newest first
        walk(44), walk(43, state="excluded"), walk(42, state="debrief"), walk(41, tainted=True), later, walk(9),
        walk(5), one.walk,
    )  # fmt: skip
    assert [w.id for w in proposals(promised, one, walks)] == ["j44", "j40"]
    assert judged(promised, one, walks, "j40", kept=True) == replace(promised, state="kept", proof="j40")
    assert judged(promised, one, walks, "j40", kept=False).state == "broken"
    for wrong in ("j1", "j5", "j9", "j41", "j42", "j43", "nowhere", ""):
        with pytest.raises(InputError, match="cannot prove"):
            judged(promised, one, walks, wrong, kept=True)


def test_the_board_proposes_the_walk_that_could_prove_it() -> None:
    one = found(1)
    promised = Practice(commitments=(commitment(one),))
    assert [w.id for w in board(one, walks=(one.walk, walk(40)), practice=promised).found[0].later] == ["j40"]
    judged_already = Practice(commitments=(commitment(one, state="kept", proof="j40"),))
    assert board(one, walks=(walk(40),), practice=judged_already).found[0].later == ()


def test_a_stay_says_what_the_walk_says() -> None:
    there = stay(read_notes(), "security-line")
    assert (there.name, there.visited, there.frictions, there.severity, there.worst) == ("Security line", True, 1, 3, 3)
    assert there.wait_s == 22 * 60  # 10:38 to the end at 11:00
    assert there.silence_s == 31 * 60  # from 10:29 to the end
    assert there.emotion == -1
    assert [m.kind for m in there.moments].count("mark") == 2
    never = stay(read_notes(), "snacks")
    assert (never.visited, never.frictions, never.worst, never.moments) == (False, 0, 0, ())
    assert never.wait_s is never.silence_s is never.emotion is None


def test_a_records_findings_carry_their_frictions() -> None:
    record = read_notes()
    friction = next(m for m in record.moments if m.kind == "friction")
    wait = next(m for m in record.moments if m.kind == "wait")
    finding = Finding("f", 1, "Silence", touchpoint="security-line", moments=(wait.id, friction.id))
    made = found_in(replace(record, findings=(finding,)))[0]
    assert (made.touchpoint, made.severities, made.worst) == ("Security line", ((friction.id, 3),), 3)


def test_filters_leave_what_fits_all_of_them() -> None:
    one, two = found(1, due="2026-01-01"), found(2, triage="amplify", owner="Station manager", effect="People smile")
    made = board(one, two, practice=Practice(heard_backs=(heard(two, 1),)))

    def left(**fields: object) -> list[str]:
        return [f.finding.id for f in chosen(made, Wanted(**fields))]  # type: ignore[arg-type]

    assert left() == ["f2", "f1"]  # the newest walk first
    assert left(owner="Station manager") == ["f2"]
    assert left(state="told") == ["f2"]
    assert left(overdue=True) == ["f1"]
    assert left(text="SMILE place") == ["f2"]
    assert left(text="agents") == ["f2"]  # who was told is searched as well
    assert left(template="hotel") == []
    assert left(leader="A. finance", relationship="end-user", text="finding 1") == ["f1"]


def test_a_chain_is_one_condition_at_one_touchpoint_and_walks_after_the_first_can_test_it() -> None:
    one, two, other = found(1, 3), found(20, 2), found(3, 1, condition="policy")
    tests = (ChainTest("t", "tools", "flight", "line", "refuted", "j30"),)
    walks = (walk(1), walk(20), walk(30), walk(31), walk(32, tainted=True))
    made = board(one, two, other, walks=walks, practice=Practice(chain_tests=tests))
    first, second = chains(made)
    assert (first.key, first.severity, first.worst, first.journeys) == (("tools", "flight", "line"), 5, 3, 2)
    assert [w.id for w in first.later] == ["j31", "j20"]  # j30 has tested it, j32 was recognised
    assert first.found_again(walk(20))
    assert (first.verdict, second.verdict) == ("refuted", "untested")


def test_a_chains_verdict_is_what_most_tests_say() -> None:
    def verdict(*said: str) -> str:
        tests = tuple(ChainTest(str(i), "tools", "flight", "line", v, f"j{i + 2}") for i, v in enumerate(said))
        walks = tuple(walk(i + 2) for i in range(len(said)))
        return chains(board(found(1), walks=walks, practice=Practice(chain_tests=tests)))[0].verdict

    assert verdict() == "untested"
    assert verdict("supported", "supported", "refuted") == "supported"
    assert verdict("supported", "refuted") == "refuted"  # even: the later walk
    assert verdict("refuted", "supported") == "supported"


def made_chains(*of: Found) -> tuple[Chain, ...]:
    return chains(board(*of))


def test_which_condition_causes_most_is_weighted_by_severity() -> None:
    of = [found(i, 3, 4, condition="tools") for i in range(9)]
    of += [found(100 + i, 1, condition="policy") for i in range(12)]
    answer = suffering(made_chains(*of))
    parts = [(p.condition, p.severity, p.frictions, p.findings, p.journeys) for p in answer.parts]
    assert parts == [("tools", 9 * 7, 18, 9, 9), ("policy", 12, 12, 12, 12)]
    assert answer.parts[0].share == pytest.approx(63 / 75)
    assert answer.headline == "Most of what customers suffer comes from tools: 84 %"
    assert "n = 30 frictions in 21 journeys" in answer.small
    assert answer.leads is not None
    assert answer.leads > 0.99


def test_the_share_of_resamples_is_what_drawing_journeys_again_gives() -> None:
    """Two conditions, each behind half of ten journeys alike: by symmetry either leads equally often."""
    of = [found(i, 2, condition="tools") for i in range(5)] + [found(50 + i, 2, condition="policy") for i in range(5)]
    of += [found(99, 1, condition="tools")]
    answer = suffering(made_chains(*of))
    assert answer.headline == "Tools and policy are too close to tell which causes most"
    assert answer.leads == pytest.approx(0.55, abs=0.12)  # half of the untied, and the extra friction breaks ties


def test_few_journeys_none_and_even_ones_are_said_as_they_are() -> None:
    few = suffering(made_chains(found(1, 4), found(2, 1, condition="policy")))
    assert few.headline == "In 2 journeys most of what customers suffered comes from tools: 80 %"
    assert few.leads is None
    assert "Too few journeys" in few.small
    even = suffering(made_chains(found(1, 2), found(2, 2, condition="policy")))
    assert even.headline == "Policy and tools cause equally much of what customers suffer"
    assert suffering(()).headline == "Nothing says yet which condition makes customers suffer"
    ungraded = suffering(made_chains(found(1, 0)))
    assert ungraded.parts == ()


def test_refuted_chains_do_not_count_and_the_same_friction_counts_once() -> None:
    refuted = found(1, 4)
    tests = (ChainTest("t", "tools", "flight", "line", "refuted", "j9"),)
    same = replace(found(2, 3, condition="policy"), severities=(("m", 3),))
    twice = replace(same, finding=replace(same.finding, id="again", touchpoint="gate"))
    made = board(refuted, same, twice, walks=(walk(9),), practice=Practice(chain_tests=tests))
    answer = suffering(chains(made), unnamed=2)
    assert [(p.condition, p.severity, p.share) for p in answer.parts] == [("policy", 3, 1.0)]
    assert "1 chain refuted by a later walk left out." in answer.small
    assert "2 findings without a named condition not counted." in answer.small


def test_days_of_walks_are_those_of_the_place() -> None:
    tokyo = walk(1, zone="Asia/Tokyo", started_at=NOON + 4 * 3600 * SECOND)
    assert tokyo.day == date(2026, 1, 2)
    assert tokyo.label == "2 Jan 2026 · Place 1"
    assert walk(1, started_at=None).day is None
