"""Cause and effect across journeys as a chart: widths by count, edges by verdict, findings behind marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from mysteryshop.analysis.board.chains import Chain, chains
from mysteryshop.analysis.board.found import Board, Found
from mysteryshop.charts import marks
from mysteryshop.charts.comparison import COMPARISONS
from mysteryshop.charts.comparison.chains import prepare
from mysteryshop.practice import ChainTest
from tests.charts.looking import DARK, LIGHT, Drawn
from tests.core.test_board import board, found, walk

CHART = COMPARISONS["chains"]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3
CARD, REPORT = (1000, 560), (710, 560)  # pixels


def drawn(given: tuple[Chain, ...], size: tuple[int, int] = CARD, theme=LIGHT) -> Drawn:  # type: ignore[no-untyped-def]
    data = prepare(given)
    tall = max(size[1] / 100, CHART.height(data))
    figure = Figure(figsize=(size[0] / 100, tall), dpi=100)
    canvas = FigureCanvasAgg(figure)
    CHART.draw(figure, data, theme)
    canvas.draw()
    return Drawn(figure, canvas)


def many() -> tuple[Chain, ...]:
    """Forty touchpoints, four conditions, effects of their own."""
    of: list[Found] = []
    for n in range(120):
        condition = ("tools", "training", "authority", "staffing")[n % 4]
        of.append(found(n, n % 5, condition=condition, touchpoint=f"place {n % 40}", effect=f"Effect {n % 50}"))
    return chains(board(*of))


def ribbons(of: Drawn) -> list[tuple[marks.Mark, float]]:
    """Each ribbon with its thickness in points."""
    made = []
    for artist in of.figure.axes[0].get_children():
        if isinstance(artist, PolyCollection) and artist.get_zorder() == 1.0:
            for mark, path in zip(marks.marks_of(artist), artist.get_paths(), strict=True):
                x, y = path.vertices[:, 0], path.vertices[:, 1]
                left = y[x == x.min()]
                made.append((mark, float(left.max() - left.min())))
    return made


def test_a_ribbon_is_as_wide_as_it_has_findings() -> None:
    given = chains(board(*(found(n, 3) for n in range(6)), *(found(20 + n, 1, condition="policy") for n in range(2))))
    widths = {(m.text.split("\n")[0], len(m.moments)): w for m, w in ribbons(drawn(given))}
    assert widths["Tools → Line", 6] == pytest.approx(3 * widths["Policy → Line", 2], rel=0.01)


def test_marks_carry_the_findings_behind_them() -> None:
    given = chains(board(found(1, 3), found(2, 2), found(3, 1, condition="policy")))
    told = {m.text: set(m.moments) for m in marks.every_mark(drawn(given).figure)}
    assert told["Tools · 2 findings · worst major"] == {"j1/f1", "j2/f2"}
    assert told["Policy → Line\n1 finding · worst cosmetic · untested"] == {"j3/f3"}


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("size", [CARD, REPORT])
def test_nothing_is_cut_or_covered(size: tuple[int, int], theme) -> None:  # type: ignore[no-untyped-def]
    for given in (many(), chains(board(found(1, 4))), chains(board(found(1, 4, touchpoint=LONG, effect=LONG)))):
        picture = drawn(given, size, theme)
        assert not list(picture.cut())
        assert not list(picture.touching())


def test_what_is_rarer_is_gathered_and_counted() -> None:
    words = drawn(many()).words
    assert "32 more touchpoints" in words
    assert "42 more effects" in words
    assert any(w.startswith("n = 120 findings, 120 frictions, 120 journeys") for w in words)


def test_later_walks_draw_the_edge() -> None:
    tests = (ChainTest("t", "tools", "flight", "line", "refuted", "j9"),)
    made = board(found(1, 3), found(2, 2, condition="policy"), walks=(walk(9),))
    given = chains(Board(made.found, tests, made.walks, made.today))
    assert "Tools → Line: 1 finding, worst major, refuted" in CHART.describe(prepare(given))
    words = drawn(given).words
    assert any("0 supported (edged), 1 refuted (dashed), 1 untested" in w for w in words)


def test_the_title_states_the_widest_chain_and_nothing_is_said_kindly() -> None:
    data = prepare(chains(board(found(1, 3), found(2, 3), found(3, 1, condition="policy"))))
    assert data.title == "Most findings lead from tools over Line: 2 of 3"
    assert CHART.empty(prepare(()))
    assert "No finding names a condition yet" in " ".join(drawn(()).words)


def test_effects_that_say_the_same_are_one_card() -> None:
    same = found(2, 1)
    same = replace(same, finding=replace(same.finding, effect="nobody  KNOWS."))
    data = prepare(chains(board(found(1, 1), same)))
    assert {s.effect for s in data.streams} == {"nobody KNOWS."}  # the newer walk's words
