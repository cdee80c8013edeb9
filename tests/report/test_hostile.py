"""Words that would break a page, and journeys that would overflow it: everything is readable, nothing is cut."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from mysteryshop.report import Summary, write_summary
from mysteryshop.report.drawings import drawings
from mysteryshop.report.plain import clean, cleaned
from tests.report.hostile import ALL, BROKEN, LONG_WORD, MARKUP, SCRIPTS, crowded, hostile
from tests.report.journeys import GENERATED_AT, empty, finished, product_sample
from tests.report.reading import Word, copied, needs_poppler, pages, plain, words

A4 = (595.28, 841.89)
SIDE, TOP, BOTTOM = 43.0, 20.0, 820.0  # points: text stands within these, page header and footer included
CHART = 8.0  # points by which a chart's own margin may reach into the page's


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


JOURNEYS = {
    "sample": product_sample,
    "finished": lambda: finished(product_sample()),
    "hostile": hostile,
    "crowded": crowded,
    "planned": lambda: empty("planned"),
    "begun": lambda: empty("debrief"),
}
Built = Callable[[str], Summary]


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    """The summary of one of the journeys, written once."""

    @cache
    def write(name: str) -> Summary:
        return write_summary(JOURNEYS[name](), folder / f"{name}.pdf", generated_at=GENERATED_AT)

    return write


@pytest.fixture(scope="module")
def made(built: Built) -> Summary:
    return built("hostile")


@pytest.fixture(scope="module")
def text(made: Summary) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler's pdftotext is not installed")
    return squeezed(copied(made.path))


def squeezed(words: str) -> str:
    """Without any space: where lines break is not the words' business."""
    return re.sub(r"[\s\u200b\u2066-\u2069\xad\u2060\ufeff]", "", plain(words))


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_of_any_kind_is_printed_as_it_was_typed(text: str, typed: str) -> None:
    assert squeezed(typed) in text


@pytest.mark.parametrize("typed", [SCRIPTS[0], SCRIPTS[3], SCRIPTS[6]])
def test_other_scripts_come_out_in_their_order(text: str, typed: str) -> None:
    assert squeezed(clean(typed)) in text


@pytest.mark.parametrize("typed", [SCRIPTS[1], SCRIPTS[2], SCRIPTS[4], SCRIPTS[5]])
def test_every_letter_of_a_script_from_the_right_of_emoji_and_of_towers_of_marks_is_there(
    text: str, typed: str
) -> None:
    letters = {
        c for c in squeezed(clean(typed)) if c.isprintable() and not 0xFE00 <= ord(c) <= 0xFE0F and c != "\u200d"
    }
    assert letters <= set(text)


@pytest.mark.parametrize("typed", BROKEN)
def test_what_cannot_be_shown_is_a_visible_placeholder(text: str, typed: str) -> None:
    assert squeezed(clean(typed)) in text
    assert typed not in text


def test_a_word_of_four_hundred_letters_and_a_note_of_five_thousand_words_are_whole(text: str) -> None:
    assert LONG_WORD in text
    assert [int(n) for n in re.findall(r"word(\d+)", text)][:5000] == list(range(1, 5001))


def test_nothing_that_was_typed_becomes_a_link_or_an_action(made: Summary) -> None:
    with pikepdf.open(made.path) as pdf:
        assert all("/Annots" not in page for page in pdf.pages)
        assert "/OpenAction" not in pdf.Root
        assert "/AA" not in pdf.Root
        assert {tuple(round(float(side)) for side in page.MediaBox) for page in pdf.pages} == {(0, 0, 595, 842)}


def test_hostile_words_do_not_cost_the_standard(made: Summary) -> None:
    assert made.standard == "PDF/A-3a, PDF/UA-1"


@needs_poppler
@pytest.mark.parametrize("name", JOURNEYS)
def test_every_word_stands_inside_its_page(built: Built, name: str) -> None:
    target = built(name).path
    found = words(target)
    assert len(found) > 50
    left, right = SIDE - CHART, A4[0] - SIDE + CHART
    outside = [w for w in found if w.left < left or w.right > right or w.top < TOP or w.bottom > BOTTOM]
    assert not outside, outside[:5]


@needs_poppler
@pytest.mark.parametrize("name", ["sample", "finished", "crowded"])
def test_no_two_words_are_printed_over_each_other(built: Built, name: str) -> None:
    target = built(name).path
    over = [pair for page in _by_page(words(target)) for pair in _overlaps(page)]
    assert not over, over[:5]


def _by_page(found: list[Word]) -> list[list[Word]]:
    return [[w for w in found if w.page == number] for number in range(1, max(w.page for w in found) + 1)]


def _overlaps(page: list[Word]) -> list[tuple[str, str]]:
    """Words whose letters (not their line's leading) lie over each other."""
    boxes = [
        (w.text, w.left + 0.6, w.top + 0.3 * (w.bottom - w.top), w.right - 0.6, w.bottom - 0.3 * (w.bottom - w.top))
        for w in page
    ]
    boxes.sort(key=lambda b: b[2])
    found = []
    for n, (text, left, top, right, bottom) in enumerate(boxes):
        for other, left2, top2, right2, bottom2 in boxes[n + 1 :]:
            if top2 >= bottom:
                break
            if left2 < right and left < right2 and top < bottom2:
                found.append((text, other))
    return found


@needs_poppler
@pytest.mark.parametrize("name", ["sample", "finished", "crowded"])
def test_no_page_is_nearly_empty(built: Built, name: str) -> None:
    target = built(name).path
    for page in _by_page(words(target)):
        lowest = max(w.bottom for w in page if w.bottom < 785)
        assert lowest > 330, (page[0].page, lowest)


def test_all_three_hundred_moments_and_forty_findings_are_there(built: Built) -> None:
    text = " ".join(pages(built("crowded").path))
    for number in range(1, 301):
        assert re.search(rf"\b{number} \d\d:\d\d:\d\d\b", text), number
    for number in range(1, 41):
        assert f"finding number {number}" in text
    assert "and 37 more under “Findings in full”" in text
    assert re.search(r"and \d+ more under “Expected and experienced”", text)
    assert "continued" in text


@pytest.mark.parametrize("name", ["sample", "finished", "hostile", "crowded"])
def test_page_one_is_one_page_whatever_was_written(built: Built, name: str) -> None:
    found = pages(built(name).path)
    assert "What I believed, and what I found" in found[0]
    assert "The evidence" in found[1]


@pytest.mark.parametrize("name", JOURNEYS)
def test_no_line_of_a_chart_is_cut_off(name: str) -> None:
    """Also where the story is drawn lower than it would like to be."""
    for drawing in drawings(cleaned(JOURNEYS[name]())).drawn.values():
        for svg in (drawing["svg"], drawing.get("low", drawing["svg"])):
            height = float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)[1])  # type: ignore[index]
            lines = [float(y) for y in re.findall(r'<text[^>]* y="([-\d.]+)"', svg)]
            assert all(4 < y < height for y in lines), (drawing["label"], min(lines), max(lines), height)


def test_every_hostile_word_is_tried() -> None:
    assert len(ALL) == len(MARKUP) + len(SCRIPTS) + len(BROKEN) + 1
