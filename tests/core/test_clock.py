"""The recording clock: durations are right whatever happens to the wall clock."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.clock import Clock, FixedClock, Jump, hms, local

NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)
SECOND_NS = 1_000_000_000


def micros(moment: datetime) -> int:
    return round(moment.timestamp()) * 1_000_000


class Machine:
    """The clocks of a machine: its wall clock can be set, it can sleep."""

    def __init__(self, at: datetime = NOON) -> None:
        self.wall_ns = micros(at) * 1000
        self.steady_ns = 77 * SECOND_NS
        self.awake_ns = 55 * SECOND_NS

    def run(self, seconds: float) -> None:
        self.wall_ns += round(seconds * SECOND_NS)
        self.steady_ns += round(seconds * SECOND_NS)
        self.awake_ns += round(seconds * SECOND_NS)

    def sleep(self, seconds: float) -> None:
        self.wall_ns += round(seconds * SECOND_NS)
        self.steady_ns += round(seconds * SECOND_NS)

    def set_wall(self, seconds: float) -> None:
        self.wall_ns += round(seconds * SECOND_NS)

    def clock(self, zone: str = "UTC") -> Clock:
        return Clock(lambda: self.wall_ns, lambda: self.steady_ns, lambda: self.awake_ns, zone)

    def clock_that_stops_in_sleep(self) -> Clock:
        return Clock(lambda: self.wall_ns, lambda: self.awake_ns, None, "UTC")


def test_an_instant_is_the_wall_clocks_when_the_app_starts() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.run(90)
    stamp = clock.now()
    assert stamp.at == micros(NOON) + 90_000_000
    assert stamp.elapsed_us == (77 + 90) * 1_000_000
    assert clock.jumps == ()


def test_a_wall_clock_set_back_tears_no_hole_into_a_walk() -> None:
    machine = Machine()
    clock = machine.clock()
    before = clock.now()
    machine.run(60)
    machine.set_wall(-3600)
    after = clock.now()
    assert after.at - before.at == 60_000_000
    assert clock.jumps == (Jump(after.at, -3600.0, "set"),)


def test_a_wall_clock_that_was_set_is_reported_once() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.set_wall(+5)
    for _ in range(10):
        machine.run(1)
        clock.now()
    assert [jump.seconds for jump in clock.jumps] == [5.0]


def test_it_is_reported_again_when_it_is_set_again() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.set_wall(+5)
    clock.now()
    machine.set_wall(-5)
    clock.now()
    assert [jump.seconds for jump in clock.jumps] == [5.0, -5.0]


def test_small_corrections_of_the_wall_clock_are_nobodys_business() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.set_wall(1.9)
    machine.run(10)
    assert clock.now().at == micros(NOON) + 10_000_000
    assert clock.jumps == ()


def test_between_walks_the_wall_clock_is_believed_again() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.set_wall(-3600)
    clock.now()
    clock.anchor()
    machine.run(1)
    assert clock.now().at == micros(NOON) - 3600 * 1_000_000 + 1_000_000
    assert len(clock.jumps) == 1


def test_time_asleep_counts_and_is_told() -> None:
    machine = Machine()
    clock = machine.clock()
    before = clock.now()
    machine.run(10)
    machine.sleep(1800)
    after = clock.now()
    assert after.at - before.at == 1_810_000_000
    assert clock.jumps == (Jump(after.at, 1800.0, "sleep"),)


def test_time_asleep_counts_where_the_steady_clock_stops_too() -> None:
    machine = Machine()
    clock = machine.clock_that_stops_in_sleep()
    before = clock.now()
    machine.sleep(1800)
    machine.run(5)
    after = clock.now()
    assert after.at - before.at == 1_805_000_000
    assert [(jump.seconds, jump.cause) for jump in clock.jumps] == [(1800.0, "sleep")]


def test_a_clock_that_stops_in_sleep_does_not_go_back_either() -> None:
    machine = Machine()
    clock = machine.clock_that_stops_in_sleep()
    machine.run(30)
    before = clock.now()
    machine.set_wall(-600)
    machine.run(1)
    assert clock.now().at - before.at == 1_000_000


def test_the_offset_is_the_zones_at_that_instant() -> None:
    """Lisbon's clocks went back on 25 October 2026 at 01:00 UTC."""
    machine = Machine(datetime(2026, 10, 25, 0, 59, 59, tzinfo=UTC))
    clock = machine.clock("Europe/Lisbon")
    summer = clock.now()
    machine.run(2)
    winter = clock.now()
    assert (summer.offset_s, winter.offset_s) == (3600, 0)
    assert winter.at - summer.at == 2_000_000


def test_the_machines_own_clocks_run() -> None:
    clock = Clock()
    first, second = clock.now(), clock.now()
    assert abs(first.at - micros(datetime.now(UTC))) < 5_000_000
    assert second.at >= first.at
    assert second.elapsed_us >= first.elapsed_us > 0
    offset = datetime.now().astimezone().utcoffset()
    assert offset is not None
    assert first.offset_s == offset.total_seconds()


@given(st.lists(st.tuples(st.sampled_from(["run", "sleep", "set_wall"]), st.floats(-7200, 7200)), max_size=30))
def test_no_clock_ever_goes_back(happened: list[tuple[str, float]]) -> None:
    machine = Machine()
    clocks = [machine.clock(), machine.clock_that_stops_in_sleep()]
    last = [clock.now().at for clock in clocks]
    for what, seconds in happened:
        getattr(machine, what)(seconds if what == "set_wall" else abs(seconds))
        now = [clock.now().at for clock in clocks]
        assert all(a >= b for a, b in zip(now, last, strict=True))
        last = now


def test_after_a_restart_a_walk_goes_on_from_where_it_stood_although_the_wall_clock_went_back() -> None:
    machine = Machine()
    last = machine.clock().now()
    machine.run(40)
    machine.set_wall(-3600)
    clock = machine.clock()
    clock.carry_on(last)
    assert clock.now().at - last.at == 40_000_000
    assert [(jump.seconds, jump.cause) for jump in clock.jumps] == [(-3600.0, "set")]
    machine.run(5)
    assert clock.now().at - last.at == 45_000_000
    assert len(clock.jumps) == 1
    clock.anchor()
    assert clock.now().at == micros(NOON) + 45_000_000 - 3600_000_000


def test_a_machine_that_lost_its_time_goes_on_from_the_last_stamp_at_least() -> None:
    last = Machine().clock().now()
    started_anew = Machine(datetime(1970, 1, 1, tzinfo=UTC))
    started_anew.steady_ns = started_anew.awake_ns = 20 * SECOND_NS
    clock = started_anew.clock()
    clock.carry_on(last)
    assert clock.now().at == last.at


def test_a_wall_clock_that_went_on_is_believed_after_a_restart() -> None:
    machine = Machine()
    last = machine.clock().now()
    machine.run(40)
    clock = machine.clock()
    clock.carry_on(last)
    assert clock.now().at == micros(NOON) + 40_000_000
    assert clock.jumps == ()


CLOCKS = st.sampled_from(["run", "sleep", "set_wall", "restart the app", "restart the machine"])


@given(st.lists(st.tuples(CLOCKS, st.floats(-100_000, 100_000)), max_size=30))
def test_no_walk_goes_back_in_time_whatever_is_restarted(happened: list[tuple[str, float]]) -> None:
    machine = Machine()
    clock = machine.clock()
    last = clock.now()
    for what, seconds in happened:
        if what in ("run", "sleep", "set_wall"):
            getattr(machine, what)(seconds if what == "set_wall" else abs(seconds))
        else:
            if what == "restart the machine":
                machine.steady_ns = machine.awake_ns = 5 * SECOND_NS
            clock = machine.clock()
            clock.carry_on(last)
        now = clock.now()
        assert now.at >= last.at
        last = now


def test_a_fixed_clock_moves_when_it_is_told_to() -> None:
    clock = FixedClock(micros(NOON))
    assert clock.now() == clock.now()
    assert clock.advance(1.5).at == micros(NOON) + 1_500_000
    assert clock.now().at == micros(NOON) + 1_500_000
    clock.advance(86_400)
    assert clock.jumps == ()


def test_a_fixed_clock_knows_its_zone() -> None:
    assert FixedClock(micros(NOON), "Asia/Kathmandu").now().offset_s == 5 * 3600 + 45 * 60


def test_today_is_the_day_at_the_clock_s_own_place() -> None:
    late = micros(NOON) + 11 * 3_600_000_000
    assert FixedClock(late, "Europe/Lisbon").today().isoformat() == "2026-11-14"
    assert FixedClock(late, "Europe/Oslo").today().isoformat() == "2026-11-15"
    assert FixedClock(micros(NOON) - 8 * 3_600_000_000, "America/New_York").today().isoformat() == "2026-11-13"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (5, "0:05"), (59.99, "0:59"), (872, "14:32"), (3599, "59:59"), (3600, "1:00:00"), (6089, "1:41:29"),
     (90_000, "25:00:00"), (-0.5, "0:00"), (-65, "-1:05")],
)  # fmt: skip
def test_durations_read_as_on_a_clock(seconds: float, shown: str) -> None:
    assert hms(seconds) == shown


def test_an_instant_in_a_zone_is_exact() -> None:
    at = micros(NOON) + 123_457
    assert local(at, "Europe/Lisbon").isoformat() == "2026-11-14T12:00:00.123457+00:00"
    assert local(at, ZoneInfo("America/New_York")).isoformat() == "2026-11-14T07:00:00.123457-05:00"
    assert local(-1, "UTC").isoformat() == "1969-12-31T23:59:59.999999+00:00"
