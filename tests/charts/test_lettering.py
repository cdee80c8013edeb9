"""Any text that a user can type comes out as letters or as a visible placeholder, and is measured as it comes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from mysteryshop.charts import lettering
from mysteryshop.charts.lettering import REGULAR, SEMIBOLD, clean
from mysteryshop.charts.measuring import Letters
from tests.core.records import texts

LETTERS = Letters(100.0)


def drawn_width(words: str, size: float, weight: int, dpi: float = 100.0) -> float:
    """The width in points as it comes out on a screen of that resolution."""
    figure = Figure(figsize=(20, 1), dpi=dpi)
    canvas = FigureCanvasAgg(figure)
    face = lettering.font(size, weight, wide=lettering.needs_system(words))
    text = figure.text(0, 0, words, fontproperties=face, parse_math=False)
    canvas.draw()
    return float(text.get_window_extent(canvas.get_renderer()).width) * 72 / dpi


@pytest.mark.parametrize("weight", [REGULAR, SEMIBOLD])
@pytest.mark.parametrize("size", [7.5, 8.2, 9.5, 12.4])
@pytest.mark.parametrize("words", ["Told nothing for 43 minutes", "AVAVA To", "1:11", "illimitable", "−2 … “x” → é"])
def test_letters_are_never_wider_than_measured(words: str, size: float, weight: int) -> None:
    measured = LETTERS.width(words, size, weight)
    drawn = drawn_width(words, size, weight)
    assert drawn <= measured + 0.8
    assert measured <= 1.2 * drawn + 1, "and not far less wide, or room would be given away"


@pytest.mark.parametrize(
    "words", ["日本語のとても長い", "نقطة اتصال طويلة", "עברית", "ไทย", "हिन्दी", "🎉 ✈ x", "Ελλάδα Київ"]
)
def test_other_scripts_are_never_wider_than_measured(words: str) -> None:
    assert drawn_width(words, 9.5, REGULAR) <= LETTERS.width(words, 9.5) + 0.8


@given(texts)
def test_any_text_is_drawn_without_a_warning(text: str) -> None:
    """Warnings fail tests here: a missing glyph would be one."""
    words = clean(text)
    assert "\n" not in words
    assert "\x00" not in words
    drawn_width(words, 9.0, REGULAR)
    drawn_width(words, 9.0, SEMIBOLD)


@given(st.integers(0x20, 0x10FFFF))
def test_every_code_point_can_be_drawn(code: int) -> None:
    drawn_width(clean(f"a{chr(code)}b"), 9.0, REGULAR)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("two\nlines\tand\x00more", "two lines and more"), ("half \ud800 a", "half \ufffd a"),
        ("\u202eabc", "abc"), ("👩\u200d✈\ufe0f crew", "👩✈ crew"), ("🇵🇹", "PT"), ("می\u200cخواهم", "می\u200cخواهم"),
        ("$x^2$ \\frac", "$x^2$ \\frac"), ("  much   room ", "much room"),
    ],
)  # fmt: skip
def test_words_are_made_safe_and_stay_themselves(typed: str, shown: str) -> None:
    assert clean(typed) == shown


@given(texts, st.floats(5, 200), st.integers(1, 3))
def test_wrapped_lines_fit_their_room(text: str, room: float, lines: int) -> None:
    found = LETTERS.wrap(clean(text), room, 9.0, lines=lines)
    assert len(found) <= lines
    for line in found:
        assert LETTERS.width(line, 9.0) <= room + 0.01 or len(line.strip("\u200e\u200f")) == 1


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert LETTERS.wrap("one two three four five", 40.0, 9.0, lines=2) == ["one two", "three f…"]
    assert LETTERS.shorten("short", 200.0, 9.0) == "short"
    assert LETTERS.shorten("anything", 1.0, 9.0) == ""


def test_a_cut_never_parts_a_letter_from_its_accent() -> None:
    text = "x\u0301" * 30
    for room in range(10, 120, 3):
        cut = LETTERS.shorten(text, float(room), 9.0).rstrip("…")
        assert len(cut) % 2 == 0


def test_a_title_in_two_clauses_breaks_between_them() -> None:
    words = "Told nothing for 43 minutes at the airport; the lowest point came in the security line"
    assert LETTERS.balanced(words, 320.0, 10.0, weight=SEMIBOLD) == [
        "Told nothing for 43 minutes at the airport;", "the lowest point came in the security line",
    ]  # fmt: skip


def test_text_of_two_directions_keeps_the_direction_it_began_with() -> None:
    lines = LETTERS.wrap("Told nothing at نقطة اتصال and then later", 60.0, 9.0, lines=4)
    assert all(line.startswith("\u200e") for line in lines)


def test_a_number_and_its_per_cent_stay_on_one_line() -> None:
    found = Letters(100).balanced("Communication frequency first in 86 % of resamples: not settled (n = 21)", 260, 10)
    assert " ".join(found) == "Communication frequency first in 86 % of resamples: not settled (n = 21)"
    assert not any(line.startswith("%") for line in found)
    narrow = Letters(100).wrap("first in 86 % of them", 40, 10, lines=9)
    assert not any(line.startswith("%") for line in narrow)
