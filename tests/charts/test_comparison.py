"""Charts of several journeys: n on every one, points where a spread would say too much, and journeys behind marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from mysteryshop.analysis.driver_result import Drivers
from mysteryshop.analysis.drivers import analyse
from mysteryshop.analysis.figure_columns import COLUMN_OF
from mysteryshop.analysis.sides import Met, Place, Rubs, Side, Sides
from mysteryshop.analysis.trends import Point, Trend
from mysteryshop.analysis.trends import trend as trend_of
from mysteryshop.analysis.variants import variants
from mysteryshop.charts import marks
from mysteryshop.charts.comparison import (
    COMPARISONS,
    emotion,
    gaps,
    heat,
    pareto,
    scatter,
    shares,
    silences,
    spread,
    time_spent,
)
from mysteryshop.palette import Palette
from mysteryshop.vocabulary import CATEGORIES
from tests.charts.looking import DARK, LIGHT, Drawn

ALONG = ("emotion", "told", "frictions", "time", "silences", "pareto", "variants", "gaps")
CHARTS = (*ALONG, "shares", "spread")
CARD = (500, 215)  # pixels of a card on the screen
WIDE = (960, 330)
PLAN = ("Book online", "Get to the airport", "Check in with bags", "Security line", "Wait for your group", "Snacks")
FREQUENCY, SILENCE = COLUMN_OF["communication_frequency_per_hour"], COLUMN_OF["longest_silence_s"]


def side(name: str, n: int, seed: int) -> Side:
    """n journeys whose satisfaction follows how often something was told."""
    chance = np.random.default_rng(seed)
    told = chance.uniform(0.5, 8, n)
    numbers = {
        "communication_frequency_per_hour": told,
        "satisfaction": np.clip(np.round(told + 1), 0, 10),
        "longest_silence_s": chance.uniform(300, 4000, n),
    }
    ids = tuple(f"{name}-{i}" for i in range(n))
    return Side(name, ids, tuple(f"{i + 1} May {name} · Lisbon to Oslo" for i in range(n)), numbers)


def sides(a: int, b: int = 0, *, planned: bool = True) -> Sides:
    """Two groups of so many journeys; the first one dislikes the security line and waits long there."""
    both = tuple(met(side(name, n, seed), name) for seed, (name, n) in enumerate((("2026", a), ("2025", b))) if n)
    places = tuple(Place(name.lower(), name) for name in PLAN)
    limits = {place.key: 600.0 for place in places}
    return Sides(both, (*places, Place("", "Re-screening")), len(PLAN) if planned else 0, limits)


def met(group: Side, name: str) -> Side:
    """Every journey follows the plan but for each third, which skips the snacks and is screened again."""
    rows, journeys, entered = list[int](), list[int](), list[int]()
    numbers = dict[str, list[float]](feeling=[], wait_s=[], actual_s=[], silence_s=[], contacts=[])
    for number in range(group.n):
        silent = float(group.numbers["longest_silence_s"][number])
        path = (0, 1, 2, 3, 6, 4) if number % 3 == 0 else range(6)
        for rank, row in enumerate(path):
            bad = row == 3 and name == "2026"
            rows.append(row)
            journeys.append(number)
            entered.append(rank)
            numbers["feeling"].append(-2.0 if bad else float((number + row) % 3 - 1))
            numbers["wait_s"].append(1200.0 + number if bad else 60.0 * (row % 3))
            numbers["actual_s"].append(1800.0 + 60 * row + number)
            numbers["silence_s"].append(silent if row == 3 else silent / 2)
            numbers["contacts"].append(float(row % 3))
        if number % 3 == 0:
            rows.append(5)
            journeys.append(number)
            entered.append(-1)
            for values in numbers.values():
                values.append(np.nan)
    size = len(rows)
    along = Met(
        np.array(journeys), np.array(rows), np.array(entered), np.full(size, 1200.0),
        *(np.array(numbers[key]) for key in ("actual_s", "wait_s", "contacts", "feeling", "silence_s")),
        expected_wait_s=np.where(np.array(rows) == 3, 300.0, np.nan),
        expected_contacts=np.full(size, np.nan), expected_feeling=np.full(size, np.nan),
    )  # fmt: skip
    each = range(group.n)
    code = {term.id: term.code for term in CATEGORIES}
    category = np.array([*(code["wait"] for _ in each), *(code["price"] if n % 2 else 0 for n in each)], dtype=int)
    rubs = Rubs(
        np.array([*each, *each]), np.array([*(3 for _ in each), *(n % 6 for n in each)]), category,
        np.array([*(2 for _ in each), *(1 for _ in each)]), np.array([*(2 for _ in each), *(1 for _ in each)]),
        np.array([*(6 for _ in each), *(1 for _ in each)]),
    )  # fmt: skip
    return replace(group, met=along, rubs=rubs)


def found(n: int = 40) -> Drivers:
    """Drivers of a made-up outcome: the first of three does all the work."""
    chance = np.random.default_rng(3)
    columns = {name: chance.normal(size=n) for name in ("communication_frequency", "speed", "cost")}
    outcome = columns["communication_frequency"] + 0.3 * chance.normal(size=n)
    return analyse(("satisfaction", outcome), columns)


def over_time(of: Sides) -> Trend:
    """All journeys of the groups, a month from one to the next."""
    every = [
        (ident, each)
        for group in of.sides
        for ident, each in zip(group.journeys, group.column("longest_silence_s"), strict=True)
    ]
    days = [date(2025, 1, 15) + timedelta(days=30 * place) for place in range(len(every))]
    return trend_of(
        [Point(ident, ident, d.toordinal(), d.year, float(v)) for (ident, v), d in zip(every, days, strict=True)]
    )


def given(name: str, of: Sides) -> object:
    """What that chart is prepared from."""
    return {"shares": (found(), None), "spread": (of, SILENCE), "trend": (over_time(of), SILENCE)}.get(name, of)


def drawn(name: str, of: object, theme: Palette = LIGHT, size: tuple[int, int] = CARD) -> Drawn:
    """The chart on a card."""
    chart = COMPARISONS[name]
    figure = Figure(figsize=(size[0] / 96, size[1] / 96), dpi=96)
    canvas = FigureCanvasAgg(figure)
    chart.draw(figure, chart.prepare(of), theme)
    canvas.draw()
    return Drawn(figure, canvas)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize(("a", "b"), [(1, 0), (3, 2), (24, 18)])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_nothing_is_cut_and_no_texts_touch(name: str, a: int, b: int, theme: Palette) -> None:
    size = WIDE if name in ALONG[3:] else CARD
    picture = drawn(name, given(name, sides(a, b)), theme, size)
    assert not list(picture.cut())
    slanted = {
        text.get_text() for text in picture.figure.texts if text.get_rotation()
    }  # their boxes overlap, they do not
    assert not [pair for pair in picture.touching() if not set(pair) & slanted]


@pytest.mark.parametrize("name", CHARTS)
def test_n_stands_on_every_chart(name: str) -> None:
    assert any("n = " in words for words in drawn(name, given(name, sides(24, 18))).words)


@pytest.mark.parametrize("name", ALONG)
def test_without_journeys_a_sentence_stands_there(name: str) -> None:
    chart = COMPARISONS[name]
    data = chart.prepare(Sides(()))
    assert chart.empty(data)
    assert len(chart.describe(data)) > 30
    assert drawn(name, Sides(())).words


def test_the_touchpoint_that_sets_the_groups_apart_is_the_headline() -> None:
    data = emotion.prepare(sides(24, 18))
    assert data.title == "Security line feels worse in 2026 than in 2025: −2 against 0"


def test_a_difference_that_chance_picks_among_touchpoints_is_no_headline() -> None:
    claims = 0
    for seed in range(40):
        chance = np.random.default_rng(seed)
        alike = []
        for each in sides(10, 11).sides:
            size = len(each.met.row)
            drawn_anew = {"feeling": chance.normal(0, 1, size), "wait_s": chance.exponential(900, size)}
            alike.append(replace(each, met=replace(each.met, actual_s=chance.exponential(2400, size), **drawn_anew)))
        same = replace(sides(10, 11), sides=tuple(alike))
        titles = emotion.prepare(same).title, time_spent.prepare(same).title
        claims += titles[0] != "No touchpoint surely feels better in 2026 or in 2025"
        claims += titles[1] != "No touchpoint surely takes longer in 2026 or in 2025"
    assert claims <= 8  # of 80: one in twenty would be 4


def test_touchpoints_that_feel_alike_share_the_headline() -> None:
    (group,) = sides(12).sides

    def titled(*worst: int) -> str:
        feeling = np.where(np.isin(group.met.row, worst), -1.0, 1.0)
        return emotion.prepare(
            replace(sides(12), sides=(replace(group, met=replace(group.met, feeling=feeling)),))
        ).title

    assert titled(1) == "Get to the airport feels worst: −1"
    assert titled(1, 4) == "Get to the airport and Wait for your group feel worst: −1"
    assert titled(1, 2, 4) == "Get to the airport and 2 more feel worst: −1"


def test_small_groups_are_points_and_no_claim() -> None:
    data = emotion.prepare(sides(5, 4))
    assert data.title == "Too few feelings to set the groups apart: each point is a journey"
    ids = {ident for mark in marks.every_mark(drawn("emotion", sides(5, 4)).figure) for ident in mark.moments}
    assert ids == {f"2026-{i}" for i in range(5)} | {f"2025-{i}" for i in range(4)}
    assert "middle half" not in emotion.describe(data)
    assert "middle half" in emotion.describe(emotion.prepare(sides(8)))


def test_different_plans_are_not_laid_side_by_side() -> None:
    data = emotion.prepare(sides(9, 9, planned=False))
    assert emotion.empty(data)
    assert "Choose one template" in emotion.describe(data)


def test_every_point_opens_its_journey() -> None:
    told = [mark for mark in marks.every_mark(drawn("told", sides(9, 4)).figure) if mark.moments]
    assert len(told) == 13
    assert all(len(mark.moments) == 1 for mark in told)
    assert told[0].text.startswith("1 May 2026 · Lisbon to Oslo\n")


def test_the_relation_is_named_with_rho_and_n_and_not_below_eight() -> None:
    assert scatter.prepare(sides(24, 18)).title.startswith("More often told, more satisfied (rho 0.")
    assert scatter.prepare(sides(24, 18)).title.endswith("n = 42)")
    few = replace(sides(9).sides[0], numbers={
        "communication_frequency_per_hour": np.arange(9.0), "satisfaction": np.array([3, 1, 6, 2, 7, 4, 3, 8, 4.0])
    })  # fmt: skip
    title = scatter.prepare(Sides((few,))).title
    assert title == "No clear relation between being told and satisfaction (rho 0.48, 95 % −0.31 to 0.88, n = 9)"
    chance = np.random.default_rng(1)
    told = chance.normal(4, 1, 3000)
    weak = replace(few, journeys=tuple(map(str, range(3000))), labels=("",) * 3000, numbers={
        "communication_frequency_per_hour": told, "satisfaction": 0.12 * told + chance.normal(0, 1, 3000)
    })  # fmt: skip
    title = scatter.prepare(Sides((weak,))).title
    assert title.startswith("Being told and satisfaction are only weakly related (rho 0.1")
    assert "too few to tell" in scatter.prepare(sides(4, 3)).title
    one = sides(9)
    flat = replace(one.sides[0], numbers={**one.sides[0].numbers, "satisfaction": np.full(9, 5.0)})
    assert "rho" not in scatter.prepare(Sides((flat,))).title


def test_a_journey_without_a_rating_is_no_point() -> None:
    one = sides(9)
    missing = np.array([np.nan, *np.full(8, 5.0)])
    part = replace(one.sides[0], numbers={**one.sides[0].numbers, "satisfaction": missing})
    assert scatter.prepare(Sides((part,))).names == (("2026", 8),)


def test_cells_count_frictions_and_name_their_journeys() -> None:
    data = heat.prepare(sides(6, 3))
    most = max(data.cells, key=lambda cell: cell.count)
    assert data.title == "Most frictions: wait at Security line, 18 of 27 (n = 9)"
    assert (data.rows[most.row], data.columns[most.column], most.count) == ("Security line", "wait", 18)
    assert len(most.journeys) == 9
    assert most.text.endswith("18 frictions in 9 of 9 journeys")
    assert data.columns[-1] == "not sorted"
    assert sum(cell.count for cell in data.cells) == 27


def test_touchpoints_without_room_are_counted_with_their_frictions() -> None:
    low, high = drawn("frictions", sides(6, 3), size=(500, 130)), drawn("frictions", sides(6, 3), size=(500, 300))
    (words,) = [text for text in low.words if " more: " in text]
    rows, frictions = (int(part) for part in words.split(" more: "))
    every = heat.prepare(sides(6, 3)).rows
    assert rows == len(every) - len(set(every) & set(low.words))
    cells = sum(int(text) for text in low.words if text.isdigit())
    assert cells + frictions == 27
    assert not [text for text in high.words if " more: " in text]


def test_a_low_chart_says_how_many_touchpoints_it_leaves_out() -> None:
    low, high = drawn("time", sides(9, 8), size=(960, 150)), drawn("time", sides(9, 8), size=WIDE)
    missing = len([name for name in PLAN if name not in low.words])
    assert missing
    assert f"{missing} more not shown" in low.words
    assert not [words for words in high.words if "more not shown" in words]


def test_of_many_plans_the_frictions_of_all_touchpoints_are_the_whole() -> None:
    one = sides(2).sides[0]
    rows = np.arange(15)
    ones = np.ones(15, dtype=int)
    rubs = Rubs(np.zeros(15, dtype=int), rows, ones, np.where(rows == 3, 4, 1), ones, ones)
    places = tuple(Place(f"p{n}", f"Place {n}") for n in range(15))
    data = heat.prepare(Sides((replace(one, rubs=rubs),), places))
    assert data.title.endswith("at Place 3, 4 of 18 (n = 2)")
    assert (len(data.rows), data.beyond) == (12, (3, 3))
    figure = Figure(figsize=(5, 4))
    COMPARISONS["frictions"].draw(figure, data, LIGHT)
    assert "3 more: 3" in [text.get_text() for text in figure.texts]


def test_of_equal_frictions_none_is_said_to_come_first_alone() -> None:
    one = sides(2).sides[0]
    code = {term.id: term.code for term in CATEGORIES}
    both, twos = np.array([0, 1, 0, 1]), np.full(4, 2)
    rubs = Rubs(both, np.array([1, 1, 3, 3]), np.array([code["price"], code["price"], code["wait"], code["wait"]]),
                twos, twos, 2 * twos)  # fmt: skip
    even = replace(sides(2), sides=(replace(one, rubs=rubs),))
    assert heat.prepare(even).title == "Most frictions: 4 of 8 in each of 2 places (n = 2)"
    assert pareto.prepare(even).title == "First come Get to the airport: price and Security line: wait, alike"


def test_what_leads_is_named_only_where_it_is_settled() -> None:
    settled = shares.prepare(found())
    assert settled.title.startswith("Communication frequency leads in ")
    assert [bar.accent for bar in settled.bars] == [True, False, False]
    few = shares.prepare(found(7))
    assert few.title == "Too few journeys to say how sure these shares are (n = 7)"
    assert all(bar.interval is None and not bar.accent for bar in few.bars)
    assert shares.describe(shares.prepare("Add 5 journeys more.")) == "Add 5 journeys more."


def test_a_spread_shows_every_journey_and_its_medians() -> None:
    data = spread.prepare(sides(24, 18), SILENCE)
    middle = float(np.median(sides(24, 18).sides[0].column("longest_silence_s")))
    assert data.title.startswith(f"Median {round(middle / 60)} min against ")
    ids = [
        ident for mark in marks.every_mark(drawn("spread", (sides(24, 18), SILENCE)).figure) for ident in mark.moments
    ]
    assert len(ids) == len(set(ids)) == 42
    assert spread.empty(spread.prepare(sides(3), COLUMN_OF["brier"]))
    assert spread.prepare(sides(3), FREQUENCY).rows[0].values == tuple(
        sorted(sides(3).sides[0].column(FREQUENCY.field))
    )


def test_two_series_differ_by_more_than_colour() -> None:
    figure = drawn("told", sides(9, 9)).figure
    faces = {
        tuple(artist.get_facecolor().ravel()) for axes in figure.axes for artist in axes.collections
        if marks.marks_of(artist)
    }  # fmt: skip
    assert any(len(face) == 0 or face[-1] == 0 for face in faces)
    assert any(len(face) and face[-1] == 1 for face in faces)


def test_where_groups_wait_apart_is_the_headline_and_planned_times_stand_there() -> None:
    data = time_spent.prepare(sides(24, 18))
    assert data.title == (
        "Longer wait at Security line in 2026 than in 2025: median 20 min against 0 min (n = 24 and 18)"
    )
    assert data.strips[0].marks == tuple((row, 1200.0) for row in range(6))
    alone = time_spent.prepare(sides(24))
    assert alone.title == "Longest wait at Security line: a median of 20 min (n = 24)"


def test_below_eight_each_journey_is_a_point_and_above_a_middle_half() -> None:
    few = {m.moments for m in marks.every_mark(drawn("time", sides(5, 4), size=WIDE).figure) if m.moments}
    assert all(len(each) == 1 for each in few)
    many = [m for m in marks.every_mark(drawn("time", sides(9, 8), size=WIDE).figure) if "middle half" in m.text]
    (security,) = {m for m in many if m.text.startswith("Security line · 2026\nwaiting")}
    assert security.moments == tuple(f"2026-{n}" for n in range(9))
    assert security.behind is not None
    assert (security.behind.kinds, security.behind.places) == (("wait",), ("security line",))
    assert security.text.endswith("n = 9")


def test_longest_silences_lie_where_they_began_with_their_limit() -> None:
    data = silences.prepare(sides(24, 18))
    assert data.rows == ("Security line",)
    assert data.title.startswith("The longest silence begins most often at Security line: 24 of 24 in 2026")
    assert data.strips[0].marks == ((0, 600.0),)
    lengths = [cell.values for cell in data.strips[0].cells]
    assert [sorted(v) for v in lengths] == [sorted(s.column("longest_silence_s")) for s in sides(24, 18).sides]


def test_priority_is_mean_severity_times_the_share_that_met_it() -> None:
    data = pareto.prepare(sides(6, 3))
    first = data.classes[0]
    assert (first.name, first.whole.severity, len(first.whole.met), first.whole.of) == (
        "Security line: wait",
        3.0,
        9,
        9,
    )
    assert first.whole.priority == pytest.approx(3.0)
    rest = [each.whole.priority for each in data.classes[1:]]
    assert rest == sorted(rest, reverse=True)
    assert data.classes[-1].cumulative == pytest.approx(1.0)
    assert first.behind.category == "wait"
    ungraded = [replace(s, rubs=replace(s.rubs, graded=s.rubs.graded * 0)) for s in sides(4).sides]
    assert pareto.empty(pareto.prepare(replace(sides(4), sides=tuple(ungraded))))


def test_paths_are_counted_the_planned_one_first_with_what_leaves_it() -> None:
    found = variants(sides(7, 5))
    assert [each.n for each in found] == [7, 5]
    assert found[0].as_planned
    assert (found[1].skipped, found[1].ad_hoc, found[1].late) == ((5,), (6,), ())
    assert {i for each in found for group in each.journeys for i in group} == {
        *(f"2026-{n}" for n in range(7)), *(f"2025-{n}" for n in range(5)),
    }  # fmt: skip
    words = COMPARISONS["variants"].describe(COMPARISONS["variants"].prepare(sides(7, 5)))
    assert words.startswith("7 of 12 journeys take the planned path; 5 skip Snacks. As planned, n = 7")
    assert "Without Snacks; + Re-screening, n = 5" in words


def test_a_stop_of_a_path_stands_for_its_moments_and_a_skipped_one_for_its_journeys() -> None:
    found = marks.every_mark(drawn("variants", sides(7, 5), size=WIDE).figure)
    places = {mark.behind.places[0]: mark.moments for mark in found if mark.behind is not None and mark.behind.places}
    assert set(places) == {*map(str.lower, PLAN), "Re-screening"}
    assert len(places["snacks"]) == 7  # who skipped them has no moments there
    assert len(places["Re-screening"]) == 5
    whole = [mark.moments for mark in found if mark.behind is not None and not mark.behind.moments]
    assert places["Re-screening"] in whole  # the path itself opens its journeys


def test_a_path_in_another_order_is_marked_out_of_sequence() -> None:
    whole = sides(1)
    (one,) = whole.sides
    order = np.array([1, 0, 2, 3, -1, -1, -1])
    rows = np.array([0, 1, 2, 3, 6, 4, 5])
    found = variants(replace(whole, sides=(replace(one, met=replace(one.met, row=rows, entered=order)),)))
    assert found[0].n == 0
    assert found[1].path == (1, 0, 2, 3)
    assert len(found[1].late) == 1
    assert found[1].skipped == (4, 5)


def test_gaps_are_experienced_less_expected_and_only_where_something_was_expected() -> None:
    data = gaps.prepare(sides(24, 18))
    assert data.rows == ("Security line",)
    (waited,) = [cell for cell in data.strips[0].cells if cell.group == 0]
    assert waited.values[0] == pytest.approx((1200 - 300) / 60)
    assert data.title == "Waiting at Security line in 2026 took longer than expected: median +15 min (n = 24)"
    assert not data.strips[1].cells
