"""What ships beside the code: letters, icons and colours that every screen, chart and page relies on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFontDatabase
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from mysteryshop import palette, paths
from mysteryshop.vocabulary import KINDS

FONTS = sorted((paths.resources() / "fonts").glob("*.ttf"))
ICONS = sorted((paths.resources() / "icons").glob("*.svg"))
THEMES = ("light", "dark")
FACES = {(400, "normal"), (500, "normal"), (600, "normal"), (700, "normal"), (400, "italic"), (600, "italic")}


def test_typst_finds_one_family_in_every_weight_without_the_systems_fonts() -> None:
    folder = str(paths.resources() / "fonts")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts()
    assert {font.family for font in fonts} == {"Inter"}
    assert {(font.weight, font.style) for font in fonts} == FACES


def test_qt_knows_the_same_family_and_weights(qtbot: QtBot) -> None:
    numbers = [QFontDatabase.addApplicationFont(str(font)) for font in FONTS]
    try:
        assert all("Inter" in QFontDatabase.applicationFontFamilies(number) for number in numbers)
        weights = {QFontDatabase.weight("Inter", style) for style in QFontDatabase.styles("Inter")}
        assert weights == {weight for weight, _ in FACES}
    finally:
        for number in numbers:
            QFontDatabase.removeApplicationFont(number)


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_figures_can_stand_under_each_other(font: Path) -> None:
    """Clocks that run and columns of numbers need tabular figures (OpenType `tnum`)."""
    features = {record.FeatureTag for record in TTFont(font)["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features


def test_licences_travel_with_what_they_license() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (paths.resources() / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    licence = (paths.resources() / "icons" / "LICENSE-lucide.txt").read_text(encoding="utf-8")
    assert "ISC License" in licence
    assert "The MIT License" in licence


def test_every_icon_draws(qtbot: QtBot) -> None:
    assert not [icon.name for icon in ICONS if not QSvgRenderer(str(icon)).isValid()]


def test_icons_take_their_colour_from_a_theme() -> None:
    """By `currentColor`, which the app fills in; or, for style sheets, as `NAME-THEME.svg` in that theme's colours."""
    wrong = []
    for icon in ICONS:
        theme = icon.stem.rpartition("-")[2]
        colours = set(re.findall("#[0-9A-Fa-f]{6}", icon.read_text(encoding="utf-8")))
        known = {palette.load(theme).role(role) for role in palette.ROLES} if theme in THEMES else set()
        if icon.stem != "app" and not (colours <= known if known else "currentColor" in icon.read_text()):
            wrong.append(icon.name)
    assert not wrong


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_colour_can_be_read_on_what_it_stands_on(theme: str) -> None:
    colours = palette.load(theme)
    kinds = {kind.role for kind in KINDS}
    pairs = [(role, ground) for role in kinds | {"ink", "ink2", "accent"} for ground in ("ground", "surface")]
    pairs += [("on_badge", role) for role in kinds if role != "ink"]
    pairs += [("warning", "warning_soft"), ("on_accent", "accent"), ("ink", "accent_soft"), ("accent", "accent_soft")]
    weak = {pair: ratio for pair in pairs if (ratio := contrast(*map(colours.role, pair))) < 4.5}
    assert not weak


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours `#RRGGBB`, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance, 0 to 1."""
    channels = [int(part, 16) / 255 for part in re.findall("[0-9A-Fa-f]{2}", colour)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
