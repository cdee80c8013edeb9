"""Field notes: what a leader types on a phone becomes the journey, or an error that names the line."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.errors import InputError
from mysteryshop.exports.field_notes import write
from mysteryshop.imports import field_notes
from mysteryshop.journey import SECOND, Journey, Moment, Record, Visit

from .records import TEMPLATE
from .sample import SAMPLE, at, sample

HEAD = "template: airline\ndate: 2026-11-14\nzone: Europe/Lisbon\n"


def read(body: str, head: str = HEAD) -> Record:
    return field_notes.read(head + body, file="walk.txt", templates=[TEMPLATE], today=date(2026, 11, 14))


def refused(body: str, head: str = HEAD) -> str:
    with pytest.raises(InputError) as caught:
        read(body, head)
    assert "nothing was imported" in caught.value.remedy
    return caught.value.title


# The sample of PRODUCT.md


def test_the_sample_has_every_moment_at_its_time() -> None:
    found = [(m.kind, m.observed_at, m.level, m.text) for m in sample().moments]
    assert found == [
        ("delight", at("10:22:08"), 4, "Agent walked a lost family to the desk"),
        ("promise", at("10:25:00"), None, "Ten minutes at most"),
        ("question", at("10:27:00"), None, "Is this the line for Oslo?"),
        ("communication", at("10:29:00"), 4, "Have your boarding pass ready"),
        ("mark", at("10:36:00"), None, ""),
        ("wait", at("10:38:00"), None, ""),
        ("friction", at("10:41:00"), 3, "Two lanes closed, nobody says why"),
        ("communication", at("10:44:00"), None, "Asked how long it would take"),
        ("communication", at("10:45:00"), 2, '"No idea, sorry"'),
        ("feeling", at("10:53:00"), -1, ""),
    ]


def test_the_sample_has_the_details_of_its_moments() -> None:
    _, promise, question, told, _, wait, friction, chase, answer, _ = sample().moments
    assert (promise.due_at, promise.outcome, promise.role) == (at("10:35:00"), "broken", "lane agent")
    assert question.resolved_at == at("10:28:00")
    assert (told.channel, told.trigger, told.initiator) == ("announcement", "proactive", "organisation")
    assert (wait.resolved_at, wait.explained) == (at("10:52:00"), False)
    assert friction.category == "information"
    assert (chase.trigger, chase.channel, chase.initiator) == ("chase", "in person", "customer")
    assert (answer.trigger, answer.channel, answer.role) == ("reactive", "in person", "lane agent")
    assert {m.source for m in sample().moments} == {"recalled"}


def test_the_sample_has_head_walk_expectations_and_ratings() -> None:
    record = sample()
    journey = record.journey
    assert (journey.template.key, journey.place, journey.zone) == (
        "airline-passenger",
        "Lisbon to Oslo",
        "Europe/Lisbon",
    )
    assert (journey.relationship, journey.persona) == ("end-user", "first-time flyer")
    assert journey.why == "I want to know what our quietest customers put up with"
    assert (journey.state, journey.started_at, journey.ended_at) == ("debrief", at("10:22:00"), at("14:04:00"))
    assert [(v.name, v.touchpoint, v.entered_at, v.left_at) for v in record.visits] == [
        ("Security line", "security-line", at("10:22:00"), at("10:54:00")),
        ("Re-screening", None, at("10:54:00"), at("14:04:00")),
    ]
    assert [(s.touchpoint, s.at, s.reason) for s in record.skips] == [
        ("fellow-passengers", at("11:01:00"), "travelled alone")
    ]
    assert [(p.started_at, p.ended_at) for p in record.pauses] == [(at("11:02:00"), at("11:10:00"))]
    believed, figures = record.expectations
    assert (believed.text, believed.confidence, believed.verdict) == ("Lines are faster since March", 0.8, "refuted")
    assert (figures.touchpoint, figures.wait_s, figures.contacts, figures.feeling) == ("security-line", 600, 2, 1)
    assert dict(record.answers) == {"rate.satisfaction": "6", "rate.speed": "4"}


def test_the_sample_exported_and_read_again_is_the_same_journey() -> None:
    record = sample()
    assert field_notes.read(write(record), templates=[record.template]) == record


def test_reading_the_same_notes_twice_gives_the_same_ids_and_other_notes_give_others() -> None:
    assert sample() == sample()
    other = field_notes.read(SAMPLE.replace("Lisbon to Oslo", "Lisbon to Rome"), templates=[sample().template])
    assert other.journey.id != sample().journey.id


# The rules, one by one


def test_without_a_date_it_is_todays_and_without_a_zone_the_one_given() -> None:
    record = field_notes.read(
        "template: airline\n10:00 > Check in\n", templates=[TEMPLATE], today=date(2026, 2, 3), zone="Asia/Kathmandu"
    )
    assert record.journey.started_at == at("10:00", "2026-02-03", "Asia/Kathmandu")
    assert record.journey.zone == "Asia/Kathmandu"


def test_without_end_the_last_line_ends_the_journey_and_what_is_open() -> None:
    record = read("10:00 > Check in\n10:05 w\n10:10 pause\n10:40 .")
    assert record.journey.ended_at == at("10:40")
    assert record.visits[0].left_at == at("10:40")
    assert record.pauses[0].ended_at == at("10:40")
    assert record.moments[0].resolved_at == at("10:40")


@pytest.mark.parametrize(
    ("above", "line", "day"),
    [("22:30", "00:15", "2026-11-15"), ("22:30", "10:29", "2026-11-15"), ("22:30", "10:30", "2026-11-14")],
)
def test_more_than_twelve_hours_before_the_line_above_is_the_next_day(above: str, line: str, day: str) -> None:
    record = read(f"{above} > Check in\n{line} .")
    assert record.moments[0].observed_at == at(line, day)


def test_each_night_begins_another_day() -> None:
    record = read("20:00 .\n05:00 .\n15:00 .\n23:00 .\n04:00 .")
    assert [m.observed_at for m in record.moments] == [
        at("20:00"),
        at("05:00", "2026-11-15"),
        at("15:00", "2026-11-15"),
        at("23:00", "2026-11-15"),
        at("04:00", "2026-11-16"),
    ]


def test_a_date_among_the_lines_begins_a_day_that_the_twelve_hours_could_not() -> None:
    record = read("10:00 > Check in\ndate: 2026-11-18\n09:30 n Parcel came")
    assert record.moments[0].observed_at == at("09:30", "2026-11-18")


def test_lines_out_of_order_are_sorted_and_belong_to_where_the_leader_was() -> None:
    record = read("10:00 > Check in\n10:30 > Coach seat\n10:10 n first\n10:10 n second\n10:35 n last")
    assert [(m.text, record.visit_of(m).name) for m in record.moments] == [  # type: ignore[union-attr]
        ("first", "Check in"),
        ("second", "Check in"),
        ("last", "Coach seat"),
    ]


def test_of_lines_at_the_same_minute_the_one_written_first_comes_first() -> None:
    record = read("10:00 > Check in\n10:30 n before\n10:30 > Coach seat\n10:30 n after")
    assert [record.visit_of(m).name for m in record.moments] == ["Check in", "Coach seat"]  # type: ignore[union-attr]


def test_a_time_in_the_details_is_the_next_such_time_after_the_lines_own() -> None:
    record = read(
        "23:50 p Soon | due 00:20\n23:51 q Really? | answered 23:51\n23:52:30 p Now | kept 23:52, due 10m\n"
        "23:53:30 q Then? | answered 23:53:30"
    )
    soon, really, now, exact = record.moments
    assert soon.due_at == at("00:20", "2026-11-15")
    assert really.resolved_at == at("23:51")
    assert now.resolved_at == at("23:52:30")
    assert now.due_at == at("00:02:30", "2026-11-15")
    assert exact.resolved_at == exact.observed_at


def test_a_detail_with_a_time_in_it_needs_no_bar_as_in_the_app() -> None:
    body = (
        "10:22 > Security line\n10:25 p Ten minutes at most, due 10:35\n10:26 p due 10m\n"
        "10:27 p Soon, due 10m | due 10:50\n10:28 n A man said, due 10m, and left, talked 5m\n10:40 end\n"
    )
    first, second, third, note = read(body).moments
    assert (first.text, first.due_at) == ("Ten minutes at most", at("10:35"))
    assert (second.text, second.due_at) == ("", at("10:36"))
    assert (third.text, third.due_at) == ("Soon, due 10m", at("10:50"))
    assert (note.text, note.talked_s) == ("A man said, due 10m, and left", 300)


@pytest.mark.parametrize(
    "text", ["Soon, due 10m", "due 10m", "Late, and, due 10:35, kept 10:40", r"Odd\, due 5m", "due x"]
)
def test_words_that_read_like_a_detail_come_back_as_words(text: str) -> None:
    record = read("10:22 > Security line\n10:25 p\n10:40 end\n")
    worded = replace(record, moments=(replace(record.moments[0], text=text),))
    again = field_notes.read(write(worded), file="walk.txt", templates=[TEMPLATE], today=date(2026, 11, 14))
    assert [(m.text, m.due_at, m.outcome) for m in again.moments] == [(text, None, "open")]


def test_a_wait_ends_at_the_next_w_whose_details_amend_it() -> None:
    record = read(
        "10:00 w Behind a family | explained\n10:20 w Behind two | unexplained, estimated 10m\n10:30 w\n10:31 end"
    )
    first, second = record.moments
    assert (first.text, first.explained, first.estimated_s) == ("Behind two", False, 600)
    assert (first.observed_at, first.resolved_at) == (at("10:00"), at("10:20"))
    assert (second.observed_at, second.resolved_at) == (at("10:30"), at("10:31"))


def test_c_is_proactive_unless_it_says_reactive_and_h_is_a_chase() -> None:
    record = read("10:00 c Welcome\n10:01 c You asked | reactive\n10:02 h Hello?")
    assert [m.trigger for m in record.moments] == ["proactive", "reactive", "chase"]


def test_figures_of_an_expectation_are_each_optional() -> None:
    lines = ("Check in | 5m", "Coach seat | feeling 1", "Snacks | 1 contact", "Snacks | 0 contacts, 1h30m")
    head = HEAD + "".join(f"expect: {line}\n" for line in lines)
    found = [(e.touchpoint, e.wait_s, e.contacts, e.feeling) for e in read("10:00 .", head).expectations]
    assert found == [
        ("check-in", 300, None, None),
        ("seat", None, None, -2),
        ("snacks", None, 1, None),
        ("snacks", 5400, 0, None),
    ]


def test_the_name_of_a_touchpoint_with_a_confidence_is_an_assumption() -> None:
    (assumption,) = read("10:00 .", HEAD + "expect: Check in | 62.5%\n").expectations
    assert (assumption.text, assumption.confidence, assumption.touchpoint) == ("Check in", 0.625, None)


def test_verdicts_count_assumptions_only() -> None:
    head = HEAD + "expect: Check in | 5m\nexpect: It is quick | 70%\nexpect: It is kind\n"
    record = read("10:00 .\nverdict 2 mixed\nverdict 1 confirmed", head)
    assert [e.verdict for e in record.expectations] == [None, "confirmed", "mixed"]


def test_notes_without_a_timed_line_are_a_journey_that_is_only_planned() -> None:
    record = read("", HEAD + "expect: It is quick | 70%\n")
    assert (record.journey.state, record.journey.started_at, len(record.expectations)) == ("planned", None, 1)


def test_answers_of_prepare_and_debrief_stand_in_the_header() -> None:
    record = read(
        "10:00 .", HEAD + "incognito.recognised: YES\nreflection.scared: How quiet it was\nleader: A. finance\n"
    )
    assert dict(record.answers) == {"incognito.recognised": "yes", "reflection.scared": "How quiet it was"}
    assert record.journey.leader == "A. finance"


def test_what_phones_do_to_text_does_no_harm() -> None:
    body = (
        "\ufeffTemplate: airline\r\nDate: 2026-11-14\r\nZone: Europe/Lisbon\r\n\r\n"
        "10:00\u00a0> Check in  \r\n\t9:55 W\r\n10:05 F3 Late | Information\r\n"
        "10:06 C “Sorry” | In Person , REACTIVE\r\n"
        "10:07 P Soon | Due 10 min\r\n10:08 End\r\nRate Satisfaction 3\r\n"
    )
    record = field_notes.read(body, templates=[TEMPLATE])
    wait, friction, told, promise = record.moments
    assert wait.observed_at == at("09:55")
    assert (friction.level, friction.category) == (3, "information")
    assert (told.text, told.channel, told.trigger) == ("“Sorry”", "in person", "reactive")
    assert promise.due_at == at("10:17")
    assert (record.journey.ended_at, record.rating("satisfaction")) == (at("10:08"), 3)


# Clock changes: on 29 March 2026 Lisbon's clocks go from 01:00 to 02:00, on 25 October from 02:00 back to 01:00

SPRING = HEAD.replace("2026-11-14", "2026-03-29")
AUTUMN = HEAD.replace("2026-11-14", "2026-10-25")


def test_a_time_that_the_clock_change_left_out_is_read_as_if_the_clock_had_not_changed_yet() -> None:
    record = read("00:50 .\n01:30 .\n02:10 .", SPRING)
    seconds = [(m.observed_at - at("00:50", "2026-03-29")) / SECOND for m in record.moments]
    assert sorted(seconds) == [0, 20 * 60, 40 * 60]


def test_a_time_that_happens_twice_is_the_first_unless_the_order_says_otherwise() -> None:
    record = read("01:20 .\n01:50 .\n01:10 .\n01:30 .\n02:05 .", AUTUMN)
    seconds = [(m.observed_at - at("01:20", "2026-10-25")) / SECOND for m in record.moments]
    assert seconds == [0, 30 * 60, 50 * 60, 70 * 60, 105 * 60]


def test_an_offset_says_which_of_two_times_is_meant_and_an_export_uses_it_where_it_must() -> None:
    record = read("00:30 .\n01:10+00:00 .", AUTUMN)
    assert record.moments[1].observed_at == at("01:10", "2026-10-25", fold=1)
    assert "01:10+00:00 ." in write(record)
    assert field_notes.read(write(record), templates=[TEMPLATE]) == record


def test_durations_in_details_count_through_a_clock_change() -> None:
    (promise,) = read("00:30 p Later | due 2h", SPRING).moments
    assert promise.due_at == at("03:30", "2026-03-29")


# What does not parse


@pytest.mark.parametrize(
    ("body", "line", "found", "expected"),
    [
        ("10:00 > Check in\n10:05 z What", 5, '"z"', "one of the codes"),
        ("10:00 > Check in\n10:05 promise Soon", 5, '"promise"', 'write "p"'),
        ("10:00 > Check in\nthen we waited", 5, '"then we waited"', "a time and a code"),
        ("10:00 > Check in\n25:00 .", 5, '"25:00"', "a time and a code"),
        ("10:00 f5 Awful", 4, '"f5"', "severity 1 to 4"),
        ("10:00 c6 Awful", 4, '"c6"', "message quality 1 to 5"),
        ("10:00 w3", 4, '"w3"', "without a number"),
        ("10:00 7", 4, '"7"', "one of the codes"),
        ("10:00 f3 Late | informaton", 4, '"informaton"', "did you mean information?"),
        ("10:00 f3 Late | broken", 4, '"broken"', "a detail that a friction can have"),
        ("10:00 p Soon | due later", 4, '"due later"', "due 10m"),
        ("10:00 p Soon | kept, broken", 4, '"broken"', "each detail once"),
        ("10:00 h Hello? | reactive", 4, '"reactive"', "a chase"),
        ("10:00 n One | two | three words", 4, '"three words"', "a category"),
        ("10:00 >", 4, "nothing", "the name of a touchpoint"),
        ("10:00 > Check in | gate", 4, '"gate"', "a bar in a name"),
        ("10:00 > Check in\n10:05 x Cinema | no time", 5, '"Cinema"', "a touchpoint of the plan"),
        ("10:00 > Check in\n10:05 resume", 5, '"resume"', '"pause" before it'),
        ("10:00 pause\n10:05 pause", 5, '"pause"', '"resume" first'),
        ("10:00 pause for lunch", 4, '"pause for lunch"', '"pause" alone'),
        ("10:00 .\n10:05 end\n10:10 > Coach seat", 6, '"> Coach seat"', "nothing but moments"),
        ("10:00 .\nrate happiness 3", 5, '"rate happiness 3"', "satisfaction"),
        ("10:00 .\nrate effort 8", 5, '"8"', "from 1 to 7"),
        ("10:00 .\nrate speed 8\nrate speed 9", 6, '"rate speed 9"', "once"),
        ("10:00 .\nverdict 1 refuted", 5, '"1"', "there are 0"),
        ("10:00 .\nplace: Oslo", 5, '"place: Oslo"', "before the first timed line"),
        ("01:10+05:00 .", 4, "another UTC offset", "Europe/Lisbon"),
    ],
)
def test_a_line_that_does_not_parse_is_named_with_what_was_found_and_expected(
    body: str, line: int, found: str, expected: str
) -> None:
    title = refused(body)
    assert title.startswith(f"walk.txt, line {line}: found ")
    before, _, after = title.partition(", expected ")
    assert found in before
    assert expected in after


@pytest.mark.parametrize(
    ("head", "line", "expected"),
    [
        ("place: Oslo\n", 1, "template: airline-passenger"),
        ("template: airlin\n", 1, "did you mean airline?"),
        ("template: airline\nplaces: Oslo\n", 2, "did you mean place?"),
        ("template: airline\n\nplace: Oslo\nplace: Rome\n", 4, "stands in line 3"),
        ("template: airline\ndate: 14.11.2026\n", 2, "a date such as 2026-11-14"),
        ("template: airline\ndate: 0001-01-01\n", 2, "a date such as"),
        ("template: airline\nzone: Lisbon\n", 2, "Europe/Lisbon"),
        ("template: airline\nzone: ../../etc/passwd\n", 2, "Europe/Lisbon"),
        ("template: airline\nrelationship: friend\n", 2, "end-user"),
        ("template: airline\nexpect: Quick | 120%\n", 2, "0% to 100%"),
        ("template: airline\nexpect: Chekc in | 10m\n", 2, "did you mean Check in?"),
        ("template: airline\nexpect: Check in | 10m, soon\n", 2, "figures such as"),
        ("template: airline\nexpect: Check in | feeling 6\n", 2, "figures such as"),
        ("template: airline\nexpect:\n", 2, "an assumption"),
        ("template: airline\nincognito.name: perhaps\n", 2, '"yes" or "no"'),
        ("template: airline\n# a remark\n", 2, "a header such as"),
    ],
)
def test_a_bad_header_is_named_the_same_way(head: str, line: int, expected: str) -> None:
    title = refused("10:00 .", head)
    assert title.startswith(f"walk.txt, line {line}: found ")
    assert expected in title


def test_an_empty_file_says_what_it_lacks() -> None:
    assert "template: airline-passenger" in refused("", "")


def test_a_bad_line_7_is_line_7_whatever_stands_above_it() -> None:
    assert refused("\n\n\n10:00 zz", HEAD).startswith("walk.txt, line 7: ")


def test_what_a_terminal_would_obey_is_not_in_the_message() -> None:
    assert "\x1b" not in refused("10:00 f3 Late | \x1b[31mred")


def test_a_file_that_is_too_long_is_refused_with_a_sentence() -> None:
    with pytest.raises(InputError, match="more than field notes can have"):
        field_notes.read("x" * (field_notes.MOST_CHARACTERS + 1), templates=[TEMPLATE])


# What is exported


def walked(*moments: Moment, visits: tuple[Visit, ...] = (), end: int = 100) -> Record:
    start = at("10:00")
    journey = Journey(
        "j", TEMPLATE, state="debrief", started_at=start, ended_at=start + end * SECOND, zone="Europe/Lisbon"
    )
    return Record(journey, visits, moments=moments)


def test_a_live_journey_keeps_order_and_touchpoints_though_its_times_are_cut_to_seconds() -> None:
    start = at("10:00")
    visits = (
        Visit("a", "Check in", start, "check-in", start + 1_400_000),
        Visit("b", "Coach seat", start + 1_400_000, "seat", start + 100 * SECOND),
    )
    stamps = ((1_300_000, "a", "one"), (1_399_999, "a", "two"), (1_400_000, "b", "three"), (1_900_000, "b", "four"))
    moments = (
        Moment(f"m{n}", "note", start + us, start + us, start + us, seq=n, visit=visit, text=text)
        for n, (us, visit, text) in enumerate(stamps)
    )
    again = field_notes.read(write(walked(*moments, visits=visits)), templates=[TEMPLATE])
    found = [(m.text, again.visit_of(m).name, m.observed_at - start) for m in again.moments]  # type: ignore[union-attr]
    assert found == [
        ("one", "Check in", SECOND),
        ("two", "Check in", SECOND),
        ("three", "Coach seat", SECOND),
        ("four", "Coach seat", SECOND),
    ]


def test_a_journey_that_began_before_its_first_line_still_begins_then() -> None:
    start = at("10:00")
    moment = Moment("m", "note", start + 60 * SECOND, 0, 0, text="late")
    text = write(walked(moment))
    assert "10:00 resume\n10:01 n late\n" in text
    assert field_notes.read(text, templates=[TEMPLATE]).journey.started_at == start


def test_waits_that_overlap_are_both_kept() -> None:
    start = at("10:00")
    outer = Moment("m1", "wait", start, 0, 0, seq=1, resolved_at=start + 50 * SECOND, explained=False)
    inner = Moment("m2", "wait", start + 10 * SECOND, 0, 0, seq=2, resolved_at=start + 20 * SECOND, explained=True)
    again = field_notes.read(write(walked(outer, inner)), templates=[TEMPLATE])
    assert [(m.resolved_at, m.explained) for m in again.moments] == [
        (start + 50 * SECOND, False),
        (start + 20 * SECOND, True),
    ]


def test_a_note_of_many_lines_stays_one_line_of_the_file() -> None:
    note = Moment("m", "note", at("10:00"), 0, 0, text="First line\nsecond | line\\\n\n5,000 words")
    text = write(walked(note))
    assert r"10:00 n First line\nsecond \| line\\\n\n5,000 words" in text
    assert field_notes.read(text, templates=[TEMPLATE]).moments[0].text == note.text


def test_a_journey_under_way_can_be_exported_and_then_ends_with_its_last_line() -> None:
    note = Moment("m", "note", at("10:05"), 0, 0, text="So far")
    record = walked(note)
    record = replace(record, journey=replace(record.journey, ended_at=None, state="walking"))
    assert not re.search(r"^\S+ end$", write(record), re.MULTILINE)
    assert field_notes.read(write(record), templates=[TEMPLATE]).journey.ended_at == at("10:05")


# Whatever a file holds

words = st.one_of(
    st.sampled_from(
        [
            "template: airline",
            "place: x",
            "date: 2026-10-25",
            "zone: Europe/Lisbon",
            "expect: Check in ",
            " 10m",
            "expect: x ",
            " 80%",
            "10:22",
            ">",
            ".",
            "f3",
            "w",
            "pause",
            "resume",
            "end",
            "x Snacks",
            "p",
            "due 10m",
            "kept",
            "@role",
            "-5m",
            "rate speed 4",
            "verdict 1 mixed",
            " ",
            " ",
            ",",
            "\n",
            "\n",
            "01:30",
            "23:59:59+01:00",
            "due 99999999d",
            "date: 9999-12-31",
            "date: 1900-01-01",
            "-99999d",
            "@00:00",
            "until",
            "estimated 5m",
            "tomorrow",
        ]
    ),
    st.text(max_size=5),
)


def holds(text: str, head: str) -> None:
    """Either a journey that round-trips, or one sentence that names the line."""
    try:
        record = read(text, head)
    except InputError as error:
        said = error.title
    else:
        assert field_notes.read(write(record), templates=[TEMPLATE]) == record
        return
    assert re.match(r"walk\.txt, line \d+: found .+, expected .+\.$", said, re.DOTALL)


@given(st.lists(words, max_size=40).map(" ".join), st.booleans())
def test_any_text_is_a_journey_or_an_error_that_names_a_line(text: str, headed: bool) -> None:
    holds(text, HEAD.replace("2026-11-14", "2026-10-25") if headed else "")


@given(st.lists(st.sampled_from(SAMPLE.splitlines()), max_size=40))
def test_any_mixture_of_good_lines_is_a_journey_or_an_error_that_names_a_line(lines: list[str]) -> None:
    holds("\n".join(lines), "template: airline\n")
