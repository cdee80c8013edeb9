"""The trend's chart: points that open journeys, limits where n allows, gaps, and commitments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from mysteryshop.analysis.figure_columns import COLUMN_OF
from mysteryshop.analysis.figure_moments import behind_figures
from mysteryshop.analysis.trends import Point, Trend
from mysteryshop.analysis.trends import trend as trend_of
from mysteryshop.charts import marks
from mysteryshop.charts.comparison import COMPARISONS, trend
from mysteryshop.palette import Palette
from tests.charts.looking import DARK, LIGHT, Drawn

CARD = (960, 330)  # pixels of the card on the screen
SMALL = (700, 330)
FIGURES = (
    "longest_silence_s",
    "communication_frequency_per_hour",
    "proactive_share",
    "emotion_end",
    "estimate_error_s",
)
_SCALE = dict(zip(FIGURES, ((900, 600), (4, 1), (0.5, 0.2), (0, 0.7), (60, 300)), strict=True))


def found(n: int, field: str = "longest_silence_s", *, days: int = 33, kept: tuple[int, ...] = ()) -> Trend:
    """n made-up journeys, one every so many days from May 2025 on."""
    chance = np.random.default_rng(5)
    middle, spread = _SCALE[field]
    each = [date(2025, 5, 1) + timedelta(days=days * place) for place in range(n)]
    values = chance.normal(middle, spread / 3, n)
    points = [
        Point(
            f"j{p}", f"{day:%-d %b %Y} · Lisbon to Oslo", day.toordinal(), day.year, float(value),
            ("Say why the gate is late, due 2026-06-01",) if p in kept else (),
        )
        for p, (day, value) in enumerate(zip(each, values, strict=True))
    ]  # fmt: skip
    return trend_of(points, (0.0, None) if field == "longest_silence_s" else (None, None))


def drawn(of: Trend, field: str = "longest_silence_s", theme: Palette = LIGHT, size: tuple[int, int] = CARD) -> Drawn:
    chart = COMPARISONS["trend"]
    figure = Figure(figsize=(size[0] / 96, size[1] / 96), dpi=96)
    canvas = FigureCanvasAgg(figure)
    chart.draw(figure, chart.prepare((of, COLUMN_OF[field])), theme)
    canvas.draw()
    return Drawn(figure, canvas)


@pytest.mark.parametrize("field", FIGURES)
@pytest.mark.parametrize("n", [1, 7, 20])
@pytest.mark.parametrize(("theme", "size"), [(LIGHT, CARD), (DARK, SMALL)], ids=["light", "dark-small"])
def test_nothing_is_cut_and_no_texts_touch(field: str, n: int, theme: Palette, size: tuple[int, int]) -> None:
    picture = drawn(found(n, field, kept=(0,)), field, theme, size)
    assert not list(picture.cut())
    assert not list(picture.touching())


@pytest.mark.parametrize("years", [12, 40])
def test_many_years_are_named_where_there_is_room(years: int) -> None:
    picture = drawn(found(years, days=365), size=SMALL)
    assert not list(picture.cut())
    assert not list(picture.touching())


def test_every_point_opens_its_journey() -> None:
    every = marks.every_mark(drawn(found(20)).figure)
    points = [mark for mark in every if len(mark.moments) == 1]
    assert [mark.moments for mark in points] == [(f"j{n}",) for n in range(20)]
    assert all("Lisbon to Oslo" in mark.text for mark in points)
    assert {mark.behind for mark in points} == {behind_figures("longest_silence_s")}


def test_the_mean_opens_all_journeys_a_limit_those_beyond_it_and_a_run_its_own() -> None:
    """Ten journeys of about 10 min, ten of more than an hour, and one of 500 min."""
    values = [600.0 + n for n in range(10)] + [3600.0 + 60 * n for n in range(10)] + [30_000.0]
    points = tuple(replace(p, value=v) for p, v in zip(found(21).points, values, strict=True))
    every = marks.every_mark(drawn(trend_of(points, (0.0, None))).figure)
    mean = next(mark for mark in every if mark.text.startswith("mean "))
    assert (len(mean.moments), mean.text.endswith("of 21 journeys")) == (21, True)
    upper = next(mark for mark in every if mark.text.startswith("upper limit "))
    assert (upper.moments, upper.text.endswith("1 journey above it")) == (("j20",), True)
    run = next(mark for mark in every if mark.text.endswith("journeys in a row below the mean"))
    assert run.text.startswith("10 ")
    assert run.moments == tuple(f"j{n}" for n in range(10))
    assert next(m for m in every if m.moments == ("j3",)).text.endswith("one of 10 in a row below the mean")


def test_limits_stand_there_from_eight_journeys_on() -> None:
    def lines(n: int) -> list[str]:
        return [m.text.rsplit(" ", 2)[0] for m in marks.every_mark(drawn(found(n)).figure) if len(m.moments) != 1]

    assert lines(7) == []
    assert [words.split()[0] for words in lines(8)] == ["mean", "upper", "lower"]
    assert any(words.startswith("mean ") and words.endswith(" min") for words in drawn(found(8)).words)


def test_years_carry_their_n_and_one_without_journeys_is_a_gap() -> None:
    picture = drawn(found(2, days=700))
    assert [w for w in picture.words if w.startswith("202")] == ["2025, n = 1", "2026, n = 0", "2027, n = 1"]
    joined = [
        artist for axes in picture.figure.axes for artist in axes.collections
        if hasattr(artist, "get_segments") and not marks.marks_of(artist)
    ]  # fmt: skip
    assert not joined
    assert "2026: none" in trend.describe(trend.prepare(found(2, days=700), COLUMN_OF["longest_silence_s"]))


def test_a_commitment_is_marked_at_its_journey() -> None:
    picture = drawn(found(9, kept=(4,)))
    diamonds = [m for m in marks.every_mark(picture.figure) if m.text.endswith("late, due 2026-06-01")]
    assert {mark.moments for mark in diamonds} == {("j4",)}
    assert "committed to something" in picture.words
    assert "committed to something" not in drawn(found(9)).words


def test_without_the_figure_a_sentence_stands_there() -> None:
    data = trend.prepare(found(0), COLUMN_OF["longest_silence_s"])
    assert trend.empty(data)
    assert "no journey that counts has this figure" in trend.describe(data)
    assert drawn(found(0)).words
