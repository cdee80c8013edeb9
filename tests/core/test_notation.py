"""The detail line: what a leader types behind a moment, with one hand, and what it means."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.errors import InputError
from mysteryshop.journey import SECOND, Moment
from mysteryshop.notation import Details, format_details, parse_details, parse_line
from mysteryshop.notation.escape import escape, split_bar, split_commas, unescape
from mysteryshop.notation.when import duration_text, read_duration, when_text
from mysteryshop.vocabulary import KINDS

from .records import ZONES, records, texts
from .sample import at

ZONE = "Europe/Lisbon"
STAMP = at("10:47:30")
NOW = at("10:50")


def typed(kind: str, text: str, *, strict: bool = True) -> Details:
    return parse_details(kind, text, at=STAMP, zone=ZONE, now=NOW, strict=strict)


def said(kind: str, text: str, *, strict: bool = True) -> tuple[str, dict[str, Any]]:
    details = typed(kind, text, strict=strict)
    return details.text, dict(details.fields)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("friction", "3 Two lanes closed | information", ("Two lanes closed", {"level": 3, "category": "information"})),
        ("friction", "Two lanes closed", ("Two lanes closed", {})),
        ("friction", "4", ("", {"level": 4})),
        ("friction", "7 lanes closed", ("7 lanes closed", {})),
        ("friction", r"\3 lanes closed", ("3 lanes closed", {})),
        ("friction", "33 lanes closed", ("33 lanes closed", {})),
        ("note", "3 lanes closed", ("3 lanes closed", {})),
        ("feeling", "2 tired", ("tired", {"level": -1})),
        ("communication", "in person, reactive", ("", {"channel": "in person", "trigger": "reactive"})),
        (
            "communication",
            "5 Thanks | SMS, @gate agent",
            ("Thanks", {"level": 5, "channel": "SMS", "role": "gate agent"}),
        ),
        ("wait", "unexplained, estimated 10m", ("", {"explained": False, "estimated_s": 600})),
        ("wait", "Queue | until 10:49", ("Queue", {"resolved_at": at("10:49")})),
        ("promise", "due 10m", ("", {"due_at": at("10:57:30")})),
        ("promise", "Soon | due in 10 min", ("Soon", {"due_at": at("10:57:30")})),
        ("promise", "Soon | due at 14:30", ("Soon", {"due_at": at("14:30")})),
        ("promise", "Soon | due by tomorrow", ("Soon", {"due_at": at("23:59", "2026-11-15")})),
        ("promise", "Soon | due tomorrow 9:00", ("Soon", {"due_at": at("09:00", "2026-11-15")})),
        ("promise", "Soon | due 09:00", ("Soon", {"due_at": at("09:00", "2026-11-15")})),
        ("promise", "Soon | kept", ("Soon", {"outcome": "kept", "resolved_at": NOW})),
        ("question", "Why? | answered", ("Why?", {"resolved_at": NOW})),
        ("note", "information", ("", {"category": "information"})),
        ("note", "@lane agent", ("", {"role": "lane agent"})),
        ("note", "information |", ("information", {})),
        ("note", "Yes, we can", ("Yes, we can", {})),
        ("note", "", ("", {})),
    ],
)
def test_a_detail_line_means(kind: str, text: str, expected: tuple[str, dict[str, Any]]) -> None:
    assert said(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("promise", "Ten minutes at most, due 10m", ("Ten minutes at most", {"due_at": at("10:57:30")})),
        ("promise", "Ten minutes, at most, due by tomorrow",
         ("Ten minutes, at most", {"due_at": at("23:59", "2026-11-15")})),
        ("promise", "Soon, due 10m, kept 10:55",
         ("Soon", {"due_at": at("10:57:30"), "resolved_at": at("10:55"), "outcome": "kept"})),
        ("promise", "Soon -5m, due 10m", ("Soon", {"due_at": at("10:52:30")})),
        ("promise", "Soon, due 10m | in person", ("Soon", {"due_at": at("10:57:30"), "channel": "in person"})),
        ("question", "Is this the line?, answered 10:49", ("Is this the line?", {"resolved_at": at("10:49")})),
        ("wait", "At the gate, estimated 10m", ("At the gate", {"estimated_s": 600})),
        ("communication", "3 Boarding, listened 5m", ("Boarding", {"level": 3, "listened_s": 300})),
        # what stays words
        ("promise", "Soon, due 10m, they said", ("Soon, due 10m, they said", {})),
        ("promise", "Soon, due 10m | due 20m", ("Soon, due 10m", {"due_at": at("11:07:30")})),
        ("promise", r"Soon\, due 10m", ("Soon, due 10m", {})),
        ("promise", "Soon, due 10:30+09:00", ("Soon, due 10:30+09:00", {})),
        ("promise", "The bus was late, kept waiting", ("The bus was late, kept waiting", {})),
        ("promise", "They promised, kept", ("They promised, kept", {})),
        ("friction", "Ten minutes at most, due 10m", ("Ten minutes at most, due 10m", {})),
        ("wait", "Nobody, information, unexplained", ("Nobody, information, unexplained", {})),
        ("note", "A man, @lane agent", ("A man, @lane agent", {})),
    ],
)  # fmt: skip
def test_a_detail_with_a_time_in_it_needs_no_bar(kind: str, text: str, expected: tuple[str, dict[str, Any]]) -> None:
    for strict in (True, False):
        moved = "-5m" in text
        assert said(kind, text, strict=strict) == expected
        assert (typed(kind, text, strict=strict).observed_at is not None) == moved


PLAIN = st.text("abcdefghijklmnopqrstuvwxyzäéß '-.;!?", min_size=1, max_size=12)
OFTEN = st.sampled_from(
    ["due", "kept", "broken", "answered", "until", "estimated", "listened", "talked", "in person", "information",
     "wait", "fair", "unexplained", "proactive", "due soon", "kept me waiting", "until later", "talked a lot", "due in"]
)  # fmt: skip


@given(st.lists(st.one_of(PLAIN, OFTEN), min_size=1, max_size=5), st.sampled_from(KINDS))
def test_plain_words_with_commas_stay_words(words: list[str], kind: Any) -> None:
    text = "The man at the desk, " + ", ".join(words)
    for strict in (True, False):
        details = typed(kind.id, text, strict=strict)
        assert (details.text, dict(details.fields), details.observed_at) == (text.strip(), {}, None)


@given(PLAIN.filter(str.strip), st.integers(1, 600), st.sampled_from(["due {}m", "due in {}m", "due: {}m"]))
def test_whatever_stands_before_it_a_due_time_behind_a_comma_is_understood(words: str, minutes: int, how: str) -> None:
    details = typed("promise", f"{words}, {how.format(minutes)}")
    assert (details.text, dict(details.fields)) == (words.strip(), {"due_at": STAMP + minutes * 60 * SECOND})


@pytest.mark.parametrize(
    ("text", "moved", "left"),
    [
        ("Two lanes closed -5m", at("10:42:30"), "Two lanes closed"),
        ("-90s Two lanes closed", at("10:46:00"), "Two lanes closed"),
        ("Two -1h lanes closed", at("09:47:30"), "Two lanes closed"),
        ("Two lanes −5m closed", at("10:42:30"), "Two lanes closed"),
        ("Two lanes –5min closed", at("10:42:30"), "Two lanes closed"),
        ("@10:42 Two lanes closed", at("10:42:00"), "Two lanes closed"),
        ("Two lanes closed @10:42:30", at("10:42:30"), "Two lanes closed"),
        ("Two lanes closed | -1h30m, information", at("09:17:30"), "Two lanes closed"),
        ("Two lanes closed | @10:42", at("10:42:00"), "Two lanes closed"),
        ("Late train @23:50", at("23:50:00", "2026-11-13"), "Late train"),
        ("Just now @10:49", at("10:49:00"), "Just now"),
        (r"It took \-5m", None, "It took -5m"),
        ("A 2-5m gap, and 10-5m", None, "A 2-5m gap, and 10-5m"),
        ("Mail to me@10:42", None, "Mail to me@10:42"),
    ],
)
def test_a_moving_word_says_when_it_happened_and_is_not_text(text: str, moved: int | None, left: str) -> None:
    details = typed("friction", text)
    assert (details.observed_at, details.text) == (moved, left)
    assert "observed_at" not in details.fields


def test_what_is_due_counts_from_when_the_promise_was_made_not_from_when_it_was_typed() -> None:
    assert typed("promise", "Soon -5m | due 10m").fields["due_at"] == at("10:52:30")


@pytest.mark.parametrize(
    ("text", "words", "fields"),
    [
        ("3 Closed | informaton, in person", "Closed, informaton", {"level": 3, "channel": "in person"}),
        ("Closed | nobody knew why", "Closed, nobody knew why", {}),
        ("Closed | due 10m", "Closed, due 10m", {}),
        ("Closed | wait, effort", "Closed, wait, effort", {}),
        (" | ", "", {}),
    ],
)
def test_in_the_app_what_is_not_understood_stays_as_text(text: str, words: str, fields: dict[str, Any]) -> None:
    assert said("friction", text, strict=False) == (words, fields)


def test_in_a_file_it_is_an_error_that_says_what_is_expected() -> None:
    with pytest.raises(InputError, match=r'found "informaton", expected .*did you mean information\?'):
        typed("friction", "Closed | informaton")


@given(st.text(max_size=80), st.sampled_from(KINDS))
def test_whatever_is_typed_in_the_app_is_taken(text: str, kind: Any) -> None:
    details = parse_details(kind.id, text, at=STAMP, zone=ZONE, now=NOW, strict=False)
    assert isinstance(details.text, str)


@given(st.lists(texts, min_size=1, max_size=3).map(" | ".join))
def test_in_the_app_no_word_is_lost(text: str) -> None:
    details = parse_details("mark", escape(text), at=STAMP, zone=ZONE, now=NOW, strict=False)
    if not details.fields and details.observed_at is None:
        assert details.text == text


@given(records())
def test_amending_a_line_without_changing_it_changes_nothing(record: Any) -> None:
    for moment in record.moments:
        zone = record.journey.zone
        own = replace(moment, role=moment.role or None)
        details = parse_details(own.kind, format_details(own, zone), at=own.observed_at, zone=zone)
        assert details.observed_at is None
        assert (details.text, details.whole(own.kind)["text"]) == (own.text, own.text)
        for name, value in details.whole(own.kind).items():
            if not (name == "outcome" and getattr(own, name) == "open"):
                assert value == getattr(own, name), name


def test_a_detail_taken_out_of_the_line_is_taken_out_of_the_moment() -> None:
    moment = Moment("m", "friction", STAMP, STAMP, STAMP, level=3, text="Closed", category="information")
    shown = format_details(moment, ZONE)
    assert shown == "3 Closed | information"
    whole = parse_details("friction", "Closed", at=STAMP, zone=ZONE).whole("friction")
    assert (whole["level"], whole["category"], whole["text"]) == (None, None, "Closed")


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (Moment("m", "note", STAMP, 0, 0, text="3 lanes"), "3 lanes"),
        (Moment("m", "friction", STAMP, 0, 0, text="3 lanes"), r"\3 lanes"),
        (Moment("m", "note", STAMP, 0, 0, text="it took -5m"), r"it took \-5m"),
        (Moment("m", "note", STAMP, 0, 0, text="well-known, me@home"), "well-known, me@home"),
        (Moment("m", "note", STAMP, 0, 0, text="information"), "information |"),
        (Moment("m", "note", STAMP, 0, 0, text="a | b"), r"a \| b"),
        (Moment("m", "communication", STAMP, 0, 0, text="Hello?", trigger="chase"), "Hello? | chase"),
        (
            Moment(
                "m", "promise", STAMP, 0, 0, text="Soon", due_at=at("11:00"), outcome="kept", resolved_at=at("10:58")
            ),
            "Soon | due 11:00, kept 10:58",
        ),
        (Moment("m", "wait", STAMP, 0, 0, explained=False, resolved_at=at("10:59")), "| until 10:59, unexplained"),
    ],
)
def test_the_detail_line_shows(moment: Moment, shown: str) -> None:
    assert format_details(moment, ZONE) == shown


def test_the_discreet_window_takes_a_line_without_a_time() -> None:
    line = parse_line("F3 Two lanes closed | information", timed=False)
    assert (line.code.kind, line.level, line.text, line.parts) == ("friction", 3, "Two lanes closed", ["information"])


@given(texts, st.sampled_from(["", ",", "-@", ",-@"]))
def test_an_escaped_text_is_one_line_and_says_the_same(text: str, also: str) -> None:
    written = escape(text, also)
    assert len(written.splitlines()) <= 1
    assert written == written.strip()
    assert split_bar(written) == (written, None)
    assert unescape(written) == text


@given(st.lists(texts.filter(bool), max_size=4))
def test_details_are_split_at_the_commas_between_them(parts: list[str]) -> None:
    written = [escape(part, also=",") for part in parts]
    assert [unescape(part) for part in split_commas(", ".join(written))] == parts


@pytest.mark.parametrize("text", [r"C:\temp\new", r"¯\_(ツ)_/¯", r"\u{zz}", r"\u{110000}", "ends with \\"])
def test_a_backslash_that_escapes_nothing_stands_for_itself(text: str) -> None:
    assert unescape(text.replace(r"\n", r"\\n")) == text


@given(st.integers(-3_000_000_000, 3_000_000_000))
def test_a_duration_reads_back_as_it_was_written(seconds: int) -> None:
    assert read_duration(duration_text(seconds)) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("10m", 600), ("10 min", 600), ("90s", 90), ("1h30m", 5400), ("1 h 30", None), ("2 days", 172800), ("", None),
     ("m", None), ("10", None), ("1m1m", None), ("999999d", None), ("١٠m", None)],
)  # fmt: skip
def test_durations_as_people_write_them(text: str, seconds: int | None) -> None:
    assert read_duration(text) == seconds


@given(st.integers(1_160_000_000, 1_900_000_000), st.integers(-100, 200_000), st.sampled_from(ZONES))
def test_a_time_in_a_detail_reads_back_as_the_same_instant(start: int, later: int, zone: str) -> None:
    stamp, meant = start * SECOND, (start + later) * SECOND
    text = f"x | due {when_text(meant, stamp, zone)}"
    assert parse_details("promise", text, at=stamp, zone=zone).fields["due_at"] == meant
