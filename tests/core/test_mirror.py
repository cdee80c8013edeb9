"""The mirror: both sides of a touchpoint, and the sheet that goes out and comes back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mysteryshop.analysis.measures import experienced
from mysteryshop.analysis.mirror import headline, rating_id, reflections, told
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.errors import InputError
from mysteryshop.exports.mirror_sheet import sheet
from mysteryshop.imports.mirror_sheet import read
from mysteryshop.journey import Record, Visit
from mysteryshop.practice import MirrorRating
from tests.many import many

RECORD = many(1)[0]
PLACES = list(dict.fromkeys(visit.touchpoint or visit.name for visit in RECORD.visits))


def rated(*levels: int, rater: str = "lane agent") -> tuple[MirrorRating, ...]:
    ident = RECORD.journey.id
    return tuple(
        MirrorRating(rating_id(ident, key, rater), ident, key, level, rater, 1, "")
        for key, level in zip(PLACES, levels, strict=False)
    )


def filled(text: str, answers: list[tuple[int | None, str]], delimiter: str = ",") -> bytes:
    """The sheet as somebody filled it in with a spreadsheet."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for row, (level, note) in zip(rows[2:], answers, strict=False):
        row[3], row[4] = "" if level is None else str(level), note
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def test_both_sides_stand_at_each_touchpoint_and_the_gap_is_own_less_theirs() -> None:
    found = {each.key: each for each in reflections(RECORD, [*rated(2, -1), *rated(0, rater="supervisor")])}
    assert list(found) == PLACES
    timeline = Timeline(RECORD)
    for key, each in found.items():
        visits = [v for v in RECORD.visits if (v.touchpoint or v.name) == key]
        own = experienced(timeline, visits)["emotion"]
        assert each.own is None or each.own == own
        assert (each.own is not None) == bool(each.moments)
    first = found[PLACES[0]]
    assert (first.theirs, len(first.ratings)) == (1.0, 2)
    assert first.gap is None or first.gap == pytest.approx((first.own or 0) - 1.0)


def test_the_sentence_names_where_both_are_furthest_apart() -> None:
    assert headline(reflections(RECORD, ())).startswith("Nobody has rated")
    place = next(each for each in reflections(RECORD, ()) if each.own is not None)
    ident = RECORD.journey.id
    far = MirrorRating("r", ident, place.key, 2 if (place.own or 0) < 0 else -2, "agent", 1)
    assert headline(reflections(RECORD, [far])).startswith(f"Furthest apart at {place.name}: I felt {told(place.own)}")
    assert [told(value) for value in (None, 0.04, 1.0, -0.25)] == ["–", "0", "+1", "−0.2"]


def test_the_sheet_tells_nothing_of_what_the_leader_felt_or_found() -> None:
    text = sheet(RECORD, "lane agent")
    for moment in RECORD.moments:
        assert not moment.text or moment.text not in text
    assert RECORD.journey.why not in text or not RECORD.journey.why
    assert RECORD.journey.leader not in text or not RECORD.journey.leader


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.none() | st.integers(-2, 2), st.text(max_size=40)), min_size=len(PLACES), max_size=len(PLACES)
    ),
    st.sampled_from([",", ";"]),
)
def test_what_was_filled_in_comes_back(answers: list[tuple[int | None, str]], delimiter: str) -> None:
    clean = [
        (level, "".join(c for c in note if c.isprintable() and c not in "=+-@'＝＋－＠")) for level, note in answers
    ]
    found = read(filled(sheet(RECORD, "lane agent"), clean, delimiter), "sheet.csv", RECORD, 7)
    expected = [
        (key, level, note.strip()) for key, (level, note) in zip(PLACES, clean, strict=True) if level is not None
    ]
    assert [(r.touchpoint, r.rating, r.note) for r in found] == expected
    assert all((r.rater, r.journey, r.at) == ("lane agent", RECORD.journey.id, 7) for r in found)
    again = read(filled(sheet(RECORD, "lane agent"), clean, delimiter), "sheet.csv", RECORD, 7)
    assert again == found  # the same ids: reading twice adds nothing


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda rows: rows[3].__setitem__(3, "5"), "line 4: found the rating 5"),
        (lambda rows: rows[3].__setitem__(3, "good"), "line 4: found the rating good"),
        (lambda rows: rows[2].__setitem__(0, "another"), "line 3: this sheet is of another journey"),
        (lambda rows: rows[2].__setitem__(1, "nowhere"), "line 3: found the touchpoint nowhere"),
        (lambda rows: rows.__delitem__(1), "has no line journey"),
    ],
)
def test_a_wrong_line_stops_the_reading_and_says_where(change: object, says: str) -> None:
    rows = list(csv.reader(io.StringIO(filled(sheet(RECORD), [(1, "")] * len(PLACES)).decode("utf-8-sig"), newline="")))
    change(rows)  # type: ignore[operator]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    with pytest.raises(InputError, match=says):
        read(out.getvalue().encode(), "sheet.csv", RECORD, 0)


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (sheet(RECORD)[:200] + text).encode()))
def test_no_file_makes_the_reading_crash(data: bytes) -> None:
    try:
        found = read(data, "sheet.csv", RECORD, 0)
    except InputError:
        return
    assert all(-2 <= rating.rating <= 2 for rating in found)


def test_names_that_a_spreadsheet_would_run_come_back_as_they_were() -> None:
    odd: Record = replace(RECORD, visits=(Visit("v", "=1+1", 0), Visit("w", "-5 at the desk", 1)), moments=())
    text = sheet(odd)
    assert "'=1+1" in text
    rows = list(csv.reader(io.StringIO(text, newline="")))
    rows[2][3] = rows[3][3] = "-1"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    assert [r.touchpoint for r in read(out.getvalue().encode(), "s.csv", odd, 0)] == ["=1+1", "-5 at the desk"]
