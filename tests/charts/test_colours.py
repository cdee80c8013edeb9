"""Colours come from the palette alone, words stand out from their ground, and no meaning hangs on colour only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from matplotlib.colors import to_rgb

from mysteryshop.charts import CHARTS, AnyChart
from mysteryshop.charts.friction_cells import SHADES
from mysteryshop.charts.marks import marks_of
from mysteryshop.charts.render import to_bytes
from mysteryshop.charts.story.lanes import SILENCE
from mysteryshop.charts.waiting import fillings
from mysteryshop.palette import ROLES, Palette
from tests.charts.journeys import EXAMPLES, rich
from tests.charts.looking import DARK, LIGHT, draw

each_chart = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
each_palette = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
Colour = tuple[float, float, float]


def colours(svg: bytes) -> Iterator[str]:
    """Every colour that an SVG names."""
    for element in ElementTree.fromstring(svg).iter():
        for found in re.findall(r"#[0-9a-fA-F]{6}\b", " ".join(element.attrib.values())):
            yield found.upper()


def luminance(colour: Colour) -> float:
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(colour: str, ground: str, alpha: float | None) -> Colour:
    """A colour of that opacity laid over another."""
    share = 1.0 if alpha is None else alpha
    a, b = to_rgb(colour), to_rgb(ground)
    return (*(x * share + y * (1 - share) for x, y in zip(a, b, strict=True)),)  # type: ignore[return-value]


@each_chart
@each_palette
@pytest.mark.parametrize("example", ["rich", "nothing", "many stops", "paused"])
def test_only_the_palette_s_colours_are_used(chart: AnyChart, theme: Palette, example: str) -> None:
    data = chart.prepare(EXAMPLES[example]())
    allowed = {theme.role(role).upper() for role in ROLES}
    assert set(colours(to_bytes(chart, data, theme))) <= allowed


@each_chart
@each_palette
def test_every_word_stands_out_from_the_page(chart: AnyChart, theme: Palette) -> None:
    drawn = draw(chart, rich(), theme=theme)
    on_fills = {theme.on_badge}  # words on a filled bar, held below
    for text in drawn.figure.texts:
        colour = text.get_color()
        if colour in on_fills:
            continue
        for ground in (theme.surface, theme.ground):
            assert contrast(to_rgb(colour), to_rgb(ground)) >= 4.5, text.get_text()


@each_palette
def test_words_stand_out_from_the_fills_under_them(theme: Palette) -> None:
    for ground in (theme.surface, theme.ground):
        silence = over(theme.wait, ground, SILENCE[theme.dark])
        assert contrast(to_rgb(theme.warning), silence) >= 4.5
        for share in SHADES:
            assert contrast(to_rgb(theme.ink), over(theme.friction, ground, share)) >= 4.5
        for kind, filling in fillings(theme).items():
            face = over(filling.face, ground, filling.alpha)
            assert contrast(to_rgb(filling.ink), face) >= 4.5, kind


@each_chart
def test_light_and_dark_are_two_designs(chart: AnyChart) -> None:
    light, dark = draw(chart, rich()), draw(chart, rich(), theme=DARK)
    assert light.figure.get_facecolor()[:3] == pytest.approx(to_rgb(LIGHT.surface))
    assert dark.figure.get_facecolor()[:3] == pytest.approx(to_rgb(DARK.surface))
    assert light.words == dark.words


def test_kinds_of_moments_differ_in_shape_as_well_as_colour() -> None:
    story = next(chart for chart in CHARTS if chart.name == "story")
    shapes: dict[str, bytes] = {}
    for artist in draw(story, EXAMPLES["crowded"]()).figure.axes[0].collections:
        for mark in marks_of(artist)[:1]:
            for kind in ("Friction", "Delight", "Promise", "Question", "Note", "Mark", "I chased"):
                if f" · {kind}" in mark.text.split("\n")[0]:
                    shapes[kind] = artist.get_paths()[0].vertices.tobytes()
    assert len(shapes) == 7
    assert len(set(shapes.values())) == 7
