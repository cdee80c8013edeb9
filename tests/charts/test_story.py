"""The story: what a leader reads on it, and that each mark stands where it happened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mysteryshop.charts import find_chart
from mysteryshop.charts.marks import Mark, boxes, every_mark
from mysteryshop.charts.story import data as story_data
from mysteryshop.charts.story.feelings import FILL_ALPHA
from mysteryshop.journey import Pause
from tests.charts.journeys import EXAMPLES, RICH, STOPS, days, many_stops, minute, rich, walk
from tests.charts.looking import DARK, draw

STORY = find_chart("story")


def test_the_touchpoints_stand_above_their_bands_in_order() -> None:
    drawn = draw(STORY, rich())
    places = {text.get_text(): (box[0] + box[2]) / 2 for text, box in drawn.placed()}
    centres = [places[name] for name, _ in STOPS]
    assert centres == sorted(centres)
    axes = drawn.figure.axes[0]
    for centre, (start, end) in zip(centres, ((0, 20), (20, 50), (50, 75), (75, 120)), strict=True):
        assert start * 60 <= axes.transData.inverted().transform((centre, 0))[0] <= end * 60


@pytest.mark.parametrize("size", [(1000, 560), (640, 420), None], ids=["app", "small", "report"])
def test_names_of_many_narrow_bands_never_cover_each_other(size: tuple[int, int] | None) -> None:
    drawn = draw(STORY, many_stops(), size)
    names = [box for text, box in drawn.placed() if (text.get_gid() or "").startswith("touchpoint-")]
    assert len(names) >= 8, "most bands are wide enough for a name"
    for number, a in enumerate(names):
        for b in names[number + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[1] >= b[3] - 1 or b[1] >= a[3] - 1


def test_a_band_without_room_for_its_name_tells_it_to_the_pointer() -> None:
    record = walk([("Book", 60.0), ("Extraordinarily long touchpoint name", 0.5), ("Fly", 60.0)], RICH)
    drawn = draw(STORY, record, (400, 400))
    told = [mark.text for mark in every_mark(drawn.figure)]
    assert any(text.startswith("Extraordinarily long touchpoint name · 30 s") for text in told)


def test_the_silences_over_their_limit_are_told_in_minutes_and_the_longest_stands_out() -> None:
    drawn = draw(STORY, rich())
    assert "54 min silence" in drawn.words
    bold = [t.get_text() for t in drawn.figure.texts if "silence" in t.get_text() and t.get_fontweight() == 600]
    assert bold == ["54 min silence"]
    data = story_data.prepare(rich())
    assert [s.label for s in data.silences] == ["19 min", "14 min", "54 min", "30 min"]


def test_a_silence_within_the_limit_is_no_band() -> None:
    record = walk(moments=RICH, limit=60.0)
    assert not story_data.prepare(record).silences


def test_the_lowest_feeling_is_annotated_with_what_was_said_near_it() -> None:
    drawn = draw(STORY, rich())
    words = " ".join(drawn.words)
    assert "peak −2" in words
    assert "“Two lanes closed, nobody says why”" in words.replace("\n", " ")


def test_the_lowest_feeling_is_annotated_beside_a_later_peak_as_strong() -> None:
    """METRICS: of equally strong feelings the later one is the peak; the title still speaks of the lowest."""
    record = walk(moments=[("feeling", 30, {"level": -2}), ("feeling", 100, {"level": 2})])
    words = draw(STORY, record).words
    assert "peak +2" in words
    assert "lowest −2" in words


@pytest.mark.parametrize("example", ["rich", "paused", "many stops", "days", "long names"])
def test_the_annotation_of_a_peak_stands_on_clear_ground(example: str) -> None:
    """On the fill under the curve its colour would be too pale to read."""
    drawn = draw(STORY, EXAMPLES[example]())
    axes = drawn.figure.axes[0]
    fills = [boxes(artist) for artist in axes.collections if artist.get_alpha() == FILL_ALPHA]
    notes = [box for text, box in drawn.placed() if text.get_text().startswith(("peak", "lowest", "“"))]
    assert notes
    for left, bottom, right, top in notes:
        for a, b, c, d in (box for found in fills for box in found):
            assert left >= c - 1 or right <= a + 1 or bottom >= d - 1 or top <= b + 1


def test_moments_stand_in_rows_by_kind_with_their_number() -> None:
    words = draw(STORY, rich()).words
    for label in (
        "friction  3",
        "delight  1",
        "promise  1",
        "question  2",
        "note  1",
        "mark  1",
        "told me",
        "I chased",
    ):
        assert label in words


def test_rows_of_notes_and_marks_are_there_only_with_notes_and_marks() -> None:
    words = draw(STORY, walk(moments=RICH[:5])).words
    assert not [word for word in words if word.startswith(("note", "mark"))]
    assert "delight" in words, "a row of the four kinds stays, empty: no delight is a finding too"


def test_every_moment_can_be_reached_from_its_mark() -> None:
    record = rich()
    reached = {ident for mark in every_mark(draw(STORY, record).figure) for ident in mark.moments}
    assert reached == {moment.id for moment in record.moments}


def test_a_pause_takes_no_room_and_is_told() -> None:
    record = replace(rich(), pauses=(Pause("p", minute(60), minute(68)),))
    data = story_data.prepare(record)
    assert data.seconds == 112 * 60
    assert data.pauses == ((60 * 60.0, 8 * 60.0),)
    assert "paused 8 min" in draw(STORY, record).words


def test_waits_say_whether_anybody_explained_them() -> None:
    data = story_data.prepare(rich())
    assert [(kind, stretch.label) for kind, stretch in data.waits] == [
        ("unexplained", "12 min"),
        ("explained", "5 min"),
    ]


def test_the_axis_names_its_unit_and_the_chart_its_n() -> None:
    words = draw(STORY, rich()).words
    assert "journey time, h:mm" in words
    assert "n = 20 moments" in words
    assert {"0:00", "0:30", "1:00", "1:30", "2:00"} <= set(words)


def test_a_journey_of_days_is_told_in_days() -> None:
    words = draw(STORY, days()).words
    assert "journey time, days" in words
    assert {"0", "1 d", "5 d"} <= set(words)


def test_a_walk_without_feelings_says_how_to_record_them() -> None:
    record = walk(moments=[m for m in RICH if m[0] != "feeling"])
    assert "No feelings recorded yet: press 1 to 5 during the walk" in draw(STORY, record).words


def test_the_title_is_the_finding() -> None:
    words = draw(STORY, rich()).words
    assert words[0].startswith("Told nothing for 54 minutes")


def test_the_alt_text_tells_the_figures() -> None:
    told = STORY.describe(STORY.prepare(rich()))
    for figure in ("54 minutes", "2 h", "20 moments", "3 frictions", "told 4 times", "chased 1 time", "−2", "30 min"):
        assert figure in told.replace("120 min", "2 h"), figure


def test_what_was_told_only_on_asking_is_a_shorter_tick() -> None:
    data = story_data.prepare(rich())
    assert [point.hollow for point in data.told] == [False, False, True, False]
    assert "half tick: only when asked · hollow: unanswered or broken" in draw(STORY, rich(), theme=DARK).words


def test_a_walk_still_under_way_ends_with_its_last_line() -> None:
    record = rich()
    going = replace(record, journey=replace(record.journey, state="walking", ended_at=None))
    data = story_data.prepare(going)
    assert data.seconds == 110 * 60
    assert data.n == 20


def test_a_mark_tells_time_kind_place_words_and_details() -> None:
    data = story_data.prepare(rich())
    friction = next(row for row in data.rows if row.kind == "friction").points[1]
    assert friction.mark == Mark(
        "0:30:00 · Friction: major · Security line\nTwo lanes closed, nobody says why\ninformation", ("m8",)
    )
