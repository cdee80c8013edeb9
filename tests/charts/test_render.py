"""Charts as files: the same bytes for the same journey, letters as letters, and a clear word where it fails."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pytest
import typst
from matplotlib import rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg

from mysteryshop import paths
from mysteryshop.charts import CHARTS, AnyChart
from mysteryshop.charts.render import REPORT_WIDTH, render, to_bytes
from mysteryshop.charts.render import drawn as drawn_as
from mysteryshop.errors import InputError, KnownError
from tests.charts.journeys import long_names, rich
from tests.charts.looking import DARK, LIGHT, Drawn

SVG = "{http://www.w3.org/2000/svg}"
each_chart = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)


@each_chart
@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_the_same_journey_gives_the_same_bytes(chart: AnyChart, suffix: str, tmp_path: Path) -> None:
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    render(chart.name, rich(), first, LIGHT)
    render(chart.name, rich(), second, LIGHT)
    assert first.read_bytes() == second.read_bytes()
    assert len(first.read_bytes()) > 2000
    assert sorted(tmp_path.iterdir()) == [first, second], "nothing is left beside them"


@each_chart
def test_an_svg_keeps_its_letters_and_is_as_wide_as_the_report(chart: AnyChart) -> None:
    root = ElementTree.fromstring(to_bytes(chart, chart.prepare(rich()), LIGHT))
    texts = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    assert chart.prepare(rich()).title.split(";")[0] in " ".join(texts)
    assert root.attrib["width"] == f"{REPORT_WIDTH * 72:.6f}".rstrip("0") + "pt"
    families = {re.search(r"font-family: '([^']+)'", each.attrib["style"]) for each in root.iter(f"{SVG}text")}
    assert {found.group(1) for found in families if found} == {"Inter"}


def test_the_size_and_theme_asked_for_are_drawn(tmp_path: Path) -> None:
    light, dark = tmp_path / "light.png", tmp_path / "dark.PNG"
    render("time", rich(), light, LIGHT, size_inches=(10, 5.6), dpi=100)
    render("time", rich(), dark, DARK, size_inches=(10, 5.6), dpi=100)
    for file, ground in ((light, LIGHT.surface), (dark, DARK.surface)):
        pixels = matplotlib.image.imread(file)
        assert pixels.shape[:2] == (560, 1000)
        assert matplotlib.colors.to_hex(pixels[-1, -1]).upper() == ground


@each_chart
@pytest.mark.parametrize("size", [None, (10, 5.6)], ids=["as in the report", "as asked for"])
def test_a_chart_of_demo_data_says_so_below_itself_and_moves_aside_for_it(
    chart: AnyChart, size: tuple[float, float] | None, tmp_path: Path
) -> None:
    record = rich()
    made_up = replace(record, journey=replace(record.journey, demo=True))
    for name, of in (("plain", record), ("demo", made_up)):
        render(chart.name, of, tmp_path / f"{name}.svg", LIGHT, size_inches=size)
    said = [words(tmp_path / f"{name}.svg") for name in ("plain", "demo")]
    assert "Demo data" not in said[0]
    assert said[1].count("Demo data") == 1
    figure = drawn_as(chart, chart.prepare(made_up), LIGHT, inches=size, dpi=100, foot="Demo data")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    picture = Drawn(figure, canvas)
    assert not list(picture.cut())
    assert not [pair for pair in picture.touching() if "Demo data" in pair]


def words(file: Path) -> list[str]:
    """What an SVG says, text by text."""
    return ["".join(each.itertext()) for each in ElementTree.parse(file).getroot().iter(f"{SVG}text")]


def test_rendering_leaves_matplotlib_as_it_was(tmp_path: Path) -> None:
    before = dict(rcParams)
    render("story", rich(), tmp_path / "story.svg", LIGHT)
    assert dict(rcParams) == before


def test_an_unknown_chart_or_ending_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no chart named “pie”.*story, plan"):
        render("pie", rich(), tmp_path / "a.svg", LIGHT)
    with pytest.raises(InputError, match=r"“\.gif”"):
        render("story", rich(), tmp_path / "a.gif", LIGHT)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="folder does not exist"):
        render("story", rich(), tmp_path / "none" / "a.svg", LIGHT)


def test_the_report_s_typesetter_takes_every_chart_under_its_strictest_standards(tmp_path: Path) -> None:
    """With words of every script: PDF/A-3a and PDF/UA-1, and only the fonts that are bundled."""
    lines = ['#set document(title: "charts")', "#set page(width: 200mm, height: auto)"]
    for record in (rich(), long_names()):
        for chart in CHARTS:
            name = f"{chart.name}-{record.journey.template.key}-{len(lines)}.svg"
            (tmp_path / name).write_bytes(to_bytes(chart, chart.prepare(record), LIGHT))
            lines.append(f'#figure(image("{name}", alt: "a chart"))')
    (tmp_path / "all.typ").write_text("\n".join(lines), encoding="utf-8")
    folders = [paths.resources() / "fonts", Path(matplotlib.get_data_path()) / "fonts" / "ttf"]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in folders])
    pdf = typst.compile(str(tmp_path / "all.typ"), font_paths=fonts, pdf_standards=["a-3a", "ua-1"])
    assert pdf.startswith(b"%PDF")


def test_letters_can_be_shapes_for_programs_that_cannot_set_them() -> None:
    chart = CHARTS[0]
    svg = to_bytes(chart, chart.prepare(rich()), LIGHT, outlines=True)
    assert b"<text" not in svg
    assert b"<use" in svg
