"""Which moments stand behind a figure: every figure has its own, and they are as many as the figure counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mysteryshop import demo, figures
from mysteryshop.analysis.figure_columns import FIGURE_COLUMNS
from mysteryshop.analysis.figure_moments import MOMENTS_OF, behind_figures
from mysteryshop.comparison.behind import Head, journeys_behind, moments_behind
from mysteryshop.journey import Moment, Record
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

COUNTED: dict[str, Callable[[Moment], bool]] = {
    "communications": lambda m: m.kind == "communication" and m.trigger in ("proactive", "reactive"),
    "chases": lambda m: m.kind == "communication" and m.trigger == "chase",
    "chase_ratio": lambda m: m.kind == "communication",
    "message_quality": lambda m: m.kind == "communication" and m.trigger != "chase" and m.level is not None,
    "friction_count": lambda m: m.kind == "friction",
    "friction_severity_3": lambda m: m.kind == "friction" and m.level == 3,
    "promises_due": lambda m: m.kind == "promise",
    "wait_s": lambda m: m.kind == "wait",
    "emotion_mean": lambda m: m.kind == "feeling",
    "hand_offs": lambda m: bool(m.role),
    "listening_share_most": lambda m: bool(m.listened_s),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, list[Record], figures.Figures]]:
    """The demo's journeys, as they are in the store and as figures."""
    folder: Path = tmp_path_factory.mktemp("demo")
    demo.fill(folder)
    with Database.open(folder) as database:
        queries = Queries(database)
        rows = [row.id for row in queries.rows(state="finalised", limit=-1)][:15]
        yield database, [queries.load(ident) for ident in rows], figures.FigureTable(database).everything()


def test_every_figure_says_which_moments_it_is_made_of() -> None:
    assert set(MOMENTS_OF) == {column.field for column in FIGURE_COLUMNS}


@pytest.mark.parametrize("field", COUNTED)
def test_the_moments_listed_are_those_that_the_figure_counts(
    store: tuple[Database, list[Record], figures.Figures], field: str
) -> None:
    database, records, _ = store
    ids = [record.journey.id for record in records]
    found = moments_behind(database, lambda ident: Head(ident, "finalised", 0), ids, behind_figures(field))
    wanted = [[m.id for m in record.moments if COUNTED[field](m)] for record in records]
    assert found.n == sum(map(len, wanted)) > 0
    assert found.journeys == sum(map(bool, wanted))
    flat = [ident for of_one in wanted for ident in of_one]
    assert [line.moment for line in found.lines] == flat[: len(found.lines)]
    assert len(found.lines) == min(200, len(flat))


def test_journeys_stand_with_the_largest_first_and_what_the_halves_say(
    store: tuple[Database, list[Record], figures.Figures],
) -> None:
    import statistics

    _, _, every = store
    wanted = [i for i in every.ids.tolist() if every["state"][every.position[i]] == "finalised"]
    found = journeys_behind(every, wanted, behind_figures("communication_frequency_per_hour", "satisfaction"))
    told = [float(line.cells[0]) for line in found.lines if line.cells[0] != "–"]
    assert told == sorted(told, reverse=True)
    assert len(found.lines) == len(wanted)
    at = [every.position[i] for i in wanted]
    pairs = [(every["communication_frequency_per_hour"][p], every["satisfaction"][p]) for p in at]
    pairs = [(x, y) for x, y in pairs if x == x and y == y]
    middle = statistics.median(x for x, _ in pairs)
    above = [y for x, y in pairs if x > middle]
    below = [y for x, y in pairs if x <= middle]
    assert f"is {statistics.median(above):g} (n = {len(above)}); elsewhere it is " in found.said
    assert found.said.endswith(f"{statistics.median(below):g} (n = {len(below)}).")
    few = journeys_behind(every, wanted[:9], behind_figures("speed", "satisfaction"))
    assert few.said == ""
