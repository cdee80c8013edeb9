"""Tables of the command line: under each other, and no wider than the terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.cli.aligned import lines, width

ROWS = [["ID", "PLACE", "N"], ["a1", "A very long place beside the harbour of Aarhus", "7"], ["b2", "Oslo", "12"]]


def test_a_file_has_a_line_for_each_row() -> None:
    assert list(lines(ROWS, frozenset({2}))) == [
        "ID  PLACE                                            N",
        "a1  A very long place beside the harbour of Aarhus   7",
        "b2  Oslo                                            12",
    ]


def test_a_narrow_terminal_goes_on_in_the_next_line_between_words() -> None:
    assert list(lines(ROWS, frozenset({2}), 30)) == [
        "ID  PLACE                    N",
        "a1  A very long place        7",
        "    beside the harbour of",
        "    Aarhus",
        "b2  Oslo                    12",
    ]


def test_a_word_that_is_too_long_by_itself_is_broken_and_nothing_is_lost() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    found = list(lines([["x", word]], most=20))
    assert "".join(line.removeprefix("x").strip() for line in found) == word
    assert all(width(line) <= 20 for line in found)


@given(st.lists(st.lists(st.text("ab 漢é", max_size=40), min_size=3, max_size=3), min_size=1, max_size=5))
def test_lines_fit_and_say_all_that_the_cells_say(rows: list[list[str]]) -> None:
    found = list(lines(rows, most=40))
    assert all(width(line) <= 40 for line in found)
    letters = sorted("".join(cell for row in rows for cell in row).replace(" ", ""))
    assert sorted("".join(found).replace(" ", "")) == letters
