"""Ten thousand journeys with a million moments, beside the floor: `python -m tests.bench.scale [journeys moments]`.

The floor of each line is plain sqlite3 going over the same rows of the same file in the same run, without an order, a
dataclass or an array: what no program in Python that asks SQLite can be faster than.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mysteryshop import figures
from mysteryshop.analysis.compare import compare_groups
from mysteryshop.analysis.drivers import analyse
from mysteryshop.clock import FixedClock
from mysteryshop.comparison.choosing import choose
from mysteryshop.comparison.gathering import lay_out
from mysteryshop.comparison.view import View
from mysteryshop.figures import FigureTable, Filter
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.glance import glance
from mysteryshop.store.queries import Queries
from tests.bench import large_store

ROUNDS = 5
PREDICTORS = ("communication_frequency_per_hour", "message_quality", "speed", "quality", "cost")
_JOURNEYS = "SELECT id, template_name, place, leader, state, started_at, moments, satisfaction, search FROM journeys"
_FIGURES = "SELECT * FROM figures"
_TOUCHPOINTS = "SELECT * FROM touchpoint_figures"
_MOMENTS = "SELECT text FROM moments WHERE live = 1"
_ONE = "SELECT * FROM moments WHERE journey = (SELECT key FROM journeys WHERE id = ?)"


@dataclass(frozen=True)
class Measured:
    """Medians in milliseconds."""

    name: str
    ours: float
    floor_name: str
    floor: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    def __str__(self) -> str:
        return f"{self.name:44} {self.ours:9.1f} {self.floor:9.1f} {self.ratio:7.2f}  {self.floor_name}"


def _median(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


class Bench:
    """One run over one store."""

    def __init__(self, data_dir: Path, rounds: int = ROUNDS) -> None:
        self.rounds = rounds
        self.database = Database.open(data_dir)
        self.raw = sqlite3.connect(f"file:{self.database.path}?mode=ro", uri=True)
        self.queries = Queries(self.database)
        self.recorder = Recorder(self.database, FixedClock(1_800_000_000_000_000))
        self.first = self.queries.ids()[1]
        self.speeds = 0

    def close(self) -> None:
        self.raw.close()
        self.database.close()

    def line(self, name: str, work: Callable[[], object], floor: str, *parameters: str) -> Measured:
        """Our way and the scan, in turn."""
        sql = {
            "journeys": _JOURNEYS,
            "figures": _FIGURES,
            "moments": _MOMENTS,
            "touchpoints": _TOUCHPOINTS,
            "one journey": _ONE,
        }[floor]
        scan = _median(lambda: sum(1 for _ in self.raw.execute(sql, parameters)), self.rounds)
        return Measured(name, _median(work, self.rounds), f"scan of {floor}", scan)

    def all(self) -> list[Measured]:
        """Every line, in the order in which a user meets them."""
        return [*self._list(), *self._figures(), *self._comparing()]

    def _list(self) -> list[Measured]:
        rows = self.queries.rows
        return [
            self.line("open: first look (page, unfinished)", lambda: glance(self.database.data_dir), "journeys"),
            self.line("list: first page", rows, "journeys"),
            self.line("list: sorted by place", lambda: rows(order="place", descending=False), "journeys"),
            self.line("list: one template, page 5", lambda: rows(template="hotel-stay", offset=800), "journeys"),
            self.line("list: text in heads", lambda: rows(text="malmö"), "journeys"),
        ]

    def _figures(self) -> list[Measured]:
        table = FigureTable(self.database)
        table.columns()
        everything = Filter(take_in=frozenset(figures.REASONS))
        return [
            self.line("figures: read whole", lambda: figures.columns(self.database), "figures"),
            self.line("figures: looked at again, nothing changed", table.columns, "figures"),
            self.line(
                "figures: one journey edited and refreshed", lambda: self._edited(table), "one journey", self.first
            ),
            self.line("figures: sort", lambda: _sorted(table, everything), "figures"),
            self.line("figures: filter", lambda: table.columns(Filter(place="Malmö")), "figures"),
            self.line("figures: text in moments", lambda: table.columns(Filter(text="screen dark late")), "moments"),
            self.line("touchpoints and frictions of 4 %", lambda: self._touchpoints(table), "figures"),
            self.line("touchpoints of all", lambda: self._all_touchpoints(table), "touchpoints"),
        ]

    def _edited(self, table: FigureTable) -> None:
        self.speeds = (self.speeds + 1) % 11
        self.recorder.answer(self.first, "rate.speed", str(self.speeds), reason="bench")
        assert figures.refresh(self.database) == 1
        found = table.columns(Filter(take_in=frozenset(figures.REASONS)))
        assert found["speed"][found.position[self.first]] == self.speeds

    def _touchpoints(self, table: FigureTable) -> None:
        chosen = table.columns(Filter(template="hotel-stay", place="Malmö"))
        assert len(figures.touchpoints(self.database, chosen)) > len(chosen)
        figures.frictions(self.database, chosen)

    def _all_touchpoints(self, table: FigureTable) -> None:
        assert len(figures.touchpoints(self.database, table.columns())) > 0

    def _comparing(self) -> list[Measured]:
        table = FigureTable(self.database)
        whole = table.columns(Filter(template="hotel-stay"))
        years = whole.split("year")
        silences = [years[year]["longest_silence_s"] for year in (2025, 2026)]
        predictors = {name: whole[name] for name in PREDICTORS}
        view = View(filters={"template": "hotel-stay", "relationship": ""})
        chosen = choose(table, view)
        table.along()
        shown = [
            self.line("compare: its rows and choices", lambda: choose(table, view), "figures"),
            self.line("compare: touchpoints read whole", lambda: self._along(table), "touchpoints"),
            self.line(
                f"compare: {sum(chosen.n)} laid out", lambda: lay_out(self.database, table, chosen), "touchpoints"
            ),
            self.line("compare: words of moments", lambda: table.holding("screen dark late"), "moments"),
        ]
        few = max(1, self.rounds // 2)
        self.rounds, kept = few, self.rounds
        lines = [
            self.line(
                f"compare {len(silences[0])} with {len(silences[1])}", lambda: compare_groups(*silences), "figures"
            ),
            self.line(
                f"drivers of {len(whole)}",
                lambda: analyse(("satisfaction", whole["satisfaction"]), predictors),
                "figures",
            ),
        ]
        self.rounds = kept
        return [*shown, *lines]

    def _along(self, table: FigureTable) -> None:
        fresh = figures.TouchpointTable(self.database)
        fresh.bring_up(dict.fromkeys(table.everything()["key"].tolist(), 0))


def _sorted(table: FigureTable, wanted: Filter) -> None:
    found = table.columns(wanted)
    found.take(found.order("longest_silence_s", descending=True))


def run(data_dir: Path, rounds: int = ROUNDS) -> list[Measured]:
    """Measure everything once on that store."""
    with closing(Bench(data_dir, rounds)) as bench:
        return bench.all()


def main() -> None:
    """Print the table."""
    journeys, moments = (int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, 100)
    print(f"{journeys} journeys with {moments} moments each; medians in milliseconds")
    place = large_store.folder(journeys, moments)
    print(f"{'':44} {'ours':>9} {'floor':>9} {'ratio':>7}")
    for measured in run(place):
        print(measured)


if __name__ == "__main__":
    main()
