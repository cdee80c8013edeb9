"""Event logs that the app wrote come back as the journeys that they were, but for what a log does not carry."""

from __future__ import annotations

import gc
import gzip
import json
import re
import sqlite3
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mysteryshop import demo
from mysteryshop.analysis import metrics
from mysteryshop.clock import FixedClock, offset_s
from mysteryshop.errors import InputError
from mysteryshop.exports.logged import LEFT_OUT
from mysteryshop.exports.writing import write_file
from mysteryshop.imports.logs.csv_log import Columns
from mysteryshop.imports.own_logs import xes as own_xes
from mysteryshop.imports.table import Context, read
from mysteryshop.journey import Moment, Record, Template
from mysteryshop.privacy.decisions import Choice, Decisions
from mysteryshop.privacy.redaction import redacted
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from mysteryshop.vocabulary import SOURCES, STATES

from .records import TEMPLATE, records, texts

CONTEXT = Context(())
FORMATS = ("xes", "xes.gz", "ocel.json", "ocel.sqlite")
DEMO = [each.record for each in demo.load()[:9]]
# What rests on expectations and findings, which no event log carries.
ELSEWHERE = {
    "expectation_gaps", "assumptions_judged", "refuted_share", "brier", "all_in_share", "all_in_both_share",
}  # fmt: skip
OTHER = replace(
    TEMPLATE,
    version=2,
    touchpoints=(*TEMPLATE.touchpoints[1:], replace(TEMPLATE.touchpoints[0], optional=True, expected_communications=3)),
)


def written(folder: Path, name: str, whole: Sequence[Record] = DEMO) -> Path:
    write_file(list(whole), folder / name)
    return folder / name


def back(file: Path, context: Context = CONTEXT) -> list[Record]:
    return list(read(file, context).records())


def refused(file: Path, context: Context = CONTEXT) -> str:
    with pytest.raises(InputError) as caught:
        back(file, context)
    return str(caught.value)


def storable(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text.replace("\0", ""))


def in_xml(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", storable(text))


def carried(record: Record, clean: Callable[[str], str]) -> Record:
    """What must come back: all but what a log leaves out, in characters that the format has."""

    def cleaned(item: Any) -> Any:
        return replace(item, **{n: clean(v) for n in item.__slots__ if isinstance(v := getattr(item, n), str)})

    def plan(template: Template) -> Template:
        steps = tuple(replace(cleaned(t), prompts=()) for t in template.touchpoints)
        return replace(cleaned(template), description="", touchpoints=steps)

    def moment(each: Moment) -> Moment:
        offset = offset_s(each.observed_at, ZoneInfo(record.journey.zone))
        told = cleaned(each)
        return replace(told, role=told.role or None, offset_s=offset, elapsed_us=0)

    kept = {k: v for k, v in record.answers.items() if k.startswith("rate.") or k in metrics_of_taint()}
    head = replace(
        cleaned(record.journey), template=plan(record.template), why="", seal="", sealed_at=None, seal_broken=False,
        tags=(), retain_until="", twin="",
    )  # fmt: skip
    return Record(
        head, tuple(map(cleaned, record.visits)), tuple(map(cleaned, record.skips)), record.pauses,
        tuple(map(moment, record.moments)), answers=MappingProxyType(kept),
    )  # fmt: skip


def metrics_of_taint() -> tuple[str, ...]:
    return ("incognito.recognised", "incognito.favoured")


def figures(record: Record) -> dict[str, Any]:
    return {name: value for name, value in metrics.compute(record).items() if name not in ELSEWHERE}


@st.composite
def walks(draw: st.DrawFn) -> list[Record]:
    """One to three journeys with odd microseconds, open ends, several plans, and stamps of their own."""
    return [_loosened(draw, draw(records()), number) for number in range(draw(st.integers(1, 3)))]


def _loosened(draw: st.DrawFn, record: Record, number: int) -> Record:
    shift = st.integers(0, 999_999)
    stamped = [
        replace(
            m, observed_at=m.observed_at + draw(shift), recorded_at=m.recorded_at + draw(shift),
            source=draw(st.sampled_from([s.id for s in SOURCES])),
        )
        for m in record.moments
    ]  # fmt: skip
    visits = record.visits
    if visits and draw(st.booleans()):
        visits = (*visits[:-1], replace(visits[-1], left_at=None))
    pauses = tuple(replace(p, ended_at=None) if p.id == "p-open" else p for p in record.pauses)
    state = draw(st.sampled_from([s.id for s in STATES]))
    head = replace(
        record.journey, id=f"j{number}", state=state, excluded_reason=draw(texts), demo=draw(st.booleans()),
        created_at=record.journey.created_at - draw(shift), template=draw(st.sampled_from([TEMPLATE, OTHER])),
        ended_at=draw(st.sampled_from([None, record.journey.ended_at])), tags=("mine",), seal="ab" * 32,
    )  # fmt: skip
    order = sorted(stamped, key=lambda m: (m.observed_at, m.seq))
    return replace(record, journey=head, visits=visits, pauses=pauses, moments=tuple(order))


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=15)
@given(whole=walks())
def test_a_log_comes_back_as_the_journeys_it_was_made_of_and_makes_the_same_log_again(
    suffix: str, whole: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    first = written(folder, f"first.{suffix}", whole)
    found = back(first)
    wanted = [carried(record, in_xml if "xes" in suffix else storable) for record in whole]
    assert found == wanted
    assert [figures(record) for record in found] == [figures(record) for record in wanted]
    assert written(folder, f"again.{suffix}", found).read_bytes() == first.read_bytes()


def test_every_format_gives_the_same_journeys_and_every_figure_that_a_log_can_carry(tmp_path: Path) -> None:
    told = [back(written(tmp_path, f"demo.{suffix}")) for suffix in FORMATS]
    assert all(each == told[0] for each in told)
    for before, after in zip(DEMO, told[0], strict=True):
        assert figures(before) == figures(after)
    lost = {
        name
        for r in DEMO
        for name, value in metrics.compute(r).items()
        if value != metrics.compute(told[0][DEMO.index(r)])[name]
    }
    assert lost == ELSEWHERE  # nothing is left out that could be there, and the demo has all of it


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_report_says_what_a_log_does_not_carry(suffix: str, tmp_path: Path) -> None:
    batch = read(written(tmp_path, f"demo.{suffix}"), CONTEXT)
    assert batch.count == 9
    assert batch.by_id
    said = batch.report.lines()
    assert "journeys as an event log in" in said[0]
    assert "9 journeys of" in said[0]
    assert said[1:] == [LEFT_OUT]
    for secret in (DEMO[0].journey.why, *(e.text for e in DEMO[0].expectations), *(f.title for f in DEMO[0].findings)):
        assert not secret or secret.encode() not in unpacked(tmp_path / f"demo.{suffix}")


def test_a_log_whose_classifiers_have_their_former_names_comes_back_too(tmp_path: Path) -> None:
    file = written(tmp_path, "demo.xes")
    text = file.read_text(encoding="utf-8")
    names = re.findall(r'<classifier name="([^"]*)" scope="event" keys=', text)
    assert all(re.fullmatch("[A-Za-z_][A-Za-z0-9_.-]*", name) for name in names), "XES wants an xs:NCName"
    former = text.replace("ActivityAndTransition", "Activity and transition").replace(' scope="event" keys', " keys")
    assert former.count("Activity and transition") == 1
    (tmp_path / "former.xes").write_text(former, encoding="utf-8")
    assert back(tmp_path / "former.xes") == back(file)


def unpacked(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.decompress(data) if file.suffix == ".gz" else data


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_journey_that_is_here_stays_as_it_is_and_others_are_stored_whole(suffix: str, tmp_path: Path) -> None:
    file = written(tmp_path, f"demo.{suffix}")
    with Database.open(tmp_path / "data") as database:
        recorder = Recorder(database, FixedClock(0))
        recorder.import_records(DEMO[:2])
        assert recorder.import_each(read(file, CONTEXT).records) == [r.journey.id for r in DEMO[2:]]
        queries = Queries(database)
        assert queries.load(DEMO[0].journey.id).expectations == DEMO[0].expectations
        assert queries.load(DEMO[5].journey.id).moments == carried(DEMO[5], storable).moments
        assert queries.verify(DEMO[5].journey.id).ok


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_left_redacted_comes_back_redacted(suffix: str, tmp_path: Path) -> None:
    word = next(m.text for m in DEMO[0].moments if m.text).split()[0]
    hidden = redacted(DEMO[0], Decisions({("name", word.casefold()): Choice("name", word, True)}))
    (found,) = back(written(tmp_path, f"hidden.{suffix}", [hidden]))
    assert any("[redacted: name]" in m.text for m in found.moments)
    assert [m.text for m in found.moments] == [m.text for m in hidden.moments]


def altered(file: Path, pattern: str, by: str, count: int = 1) -> Path:
    text, done = re.subn(pattern, by, file.read_text(encoding="utf-8"), count=count, flags=re.DOTALL)
    assert done
    other = file.with_name(f"altered-{file.name}")
    other.write_text(text, encoding="utf-8")
    return other


@pytest.mark.parametrize(
    ("pattern", "by", "expected"),
    [
        (r"    <event>.*?</event>\n", "", "expected “81” as it says"),
        (r'<int key="events" value="\d+"/>', "", "expected their number beside them"),
        (r'<list key="plans">.*?(?=<trace>)', "", "found no plan"),
        (r'transition" value="start"', 'transition" value="resume"', "“resume”, expected start or complete"),
        (r'value="start"', 'value="complete"', "found visit"),
        (r'key="concept:instance" value="[^"]+"', 'key="instance" value="x"', "found no concept:instance, expected it"),
        (r'<string key="kind" value="visit"/>', '<string key="kind" value="phase"/>', "of the kind “phase”"),
        (r'<string key="zone" value="[^"]*"/>', '<string key="zone" value="Nowhere"/>', "found zone “Nowhere”"),
        (r'<string key="state" value="[^"]*"/>', "", "found no state, expected it"),
        (r'<int key="seq" value="[^"]*"/>', '<string key="seq" value="first"/>', "seq “first”, expected a whole"),
        (r'key="visit" value="[^"]*"', 'key="visit" value="lost"', "a moment at the visit “lost”"),
        (r'<date key="created_at" value="[^"]*"/>', '<date key="created_at" value="soon"/>', "created_at “soon”"),
        (r'key="started_at" value="[^"]*"', 'key="started_at" value="0001-01-01T00:00:00+14:00"', "started_at “0001"),
        (r'key="channel" value="[^"]*"', 'key="channel" value="pigeon"', "channel “pigeon”, expected one of in"),
        (r'<int key="level" value="[^"]*"/>', '<int key="level" value="9"/>', "with the level 9, expected one of ("),
        (r'key="state" value="[^"]*"', 'key="state" value="done"', "state “done”, expected one of planned,"),
        (r'<int key="seq" value="[^"]*"/>', '<int key="seq" value="x"/>', "“x”, expected a value of the type int"),
    ],
)  # fmt: skip
def test_a_log_that_another_program_changed_is_told_and_can_be_read_as_an_event_log(
    pattern: str, by: str, expected: str, tmp_path: Path
) -> None:
    file = altered(written(tmp_path, "demo.xes", DEMO[:2]), pattern, by)
    said = refused(file)
    assert said.startswith("altered-demo.xes, line ")
    assert expected in said
    assert "nothing was imported" in said
    if "of the type int" not in expected:
        assert "journey “" in said
        assert "--case concept:name" in said
    log = read(file, replace(CONTEXT, columns=Columns(case="concept:name")))
    assert {record.journey.origin for record in log.records()} == {"log"}


def test_a_trace_made_to_fill_the_memory_is_no_journey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, "demo.xes", DEMO[:1])
    monkeypatch.setattr(own_xes, "_MOST_OF_A_TRACE", 50)
    assert "a trace with more than 50 attributes, expected a journey" in refused(file)
    monkeypatch.setattr(own_xes, "_MOST_OF_PLANS", 50)
    assert "more than 50 attributes before the first trace" in refused(file)


def test_traces_that_were_filtered_out_are_missed_by_nobody(tmp_path: Path) -> None:
    whole = back(written(tmp_path, "demo.xes", DEMO[:3]))
    assert back(altered(tmp_path / "demo.xes", r"  <trace>.*?</trace>\n", "")) == whole[1:]


def test_a_journey_that_stands_twice_is_taken_once_and_told(tmp_path: Path) -> None:
    file = altered(written(tmp_path, "demo.xes", DEMO[:1]), r"(  <trace>.*?</trace>\n)", r"\1\1")
    batch = read(file, CONTEXT)
    for _ in range(2):
        assert len(list(batch.records())) == 1
        assert f"Left out: 1 journey that stands there twice ({DEMO[0].journey.id})." in batch.report.lines()


def test_logs_of_earlier_versions_are_event_logs_and_of_newer_ones_refused(tmp_path: Path) -> None:
    file = written(tmp_path, "demo.xes", DEMO[:2])
    earlier = altered(file, r'  <string key="format" .*?<int key="format_version" value="1"/>\n', "")
    assert {r.journey.origin for r in back(earlier)} == {"log"}
    assert "newer version" in refused(
        altered(file, r'key="format_version" value="1"', 'key="format_version" value="2"')
    )


def peak_of(file: Path, journeys: int) -> int:
    """The most memory in bytes that is held while that file is read, journey by journey.

    The lesser of two readings: what is not yet tidied up, and what other threads take, only add to it.
    """
    peaks = []
    for _ in range(2):
        gc.collect()
        tracemalloc.start()
        try:
            assert sum(1 for _ in read(file, CONTEXT).records()) == journeys
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    return min(peaks)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_log_comes_in_without_the_memory_growing_with_the_file(suffix: str, tmp_path: Path) -> None:
    one = DEMO[0]
    copies = [replace(one, journey=replace(one.journey, id=f"{n:08x}{one.journey.id[8:]}")) for n in range(60)]
    some, all_ = (written(tmp_path, f"{len(part)}.{suffix}", part) for part in (copies[:20], copies))
    longer = 40 * written(tmp_path, "one.xes", copies[:1]).stat().st_size  # as plain XML
    back(written(tmp_path, f"few.{suffix}", copies[:2]))  # what is loaded once for all is not counted
    assert peak_of(all_, 60) - peak_of(some, 20) < longer / 5  # ids alone grow, not journeys or pieces of the file


def test_events_in_another_order_make_the_same_journeys(tmp_path: Path) -> None:
    wanted = back(written(tmp_path, "demo.ocel.json", DEMO[:3]))
    assert back(ocel(tmp_path / "demo.ocel.json", lambda w: None)) == wanted  # laid out otherwise
    lines = (tmp_path / "demo.ocel.json").read_text().splitlines(keepends=True)
    first = lines.index('], "events": [\n') + 1
    mixed = [line.rstrip().removesuffix(",") for line in lines[first:-1]]
    mixed.sort(key=lambda line: json.loads(line)["time"])
    (tmp_path / "mixed.ocel.json").write_text("".join([*lines[:first], ",\n".join(mixed), "\n]}\n"]))
    file = written(tmp_path, "demo.ocel.sqlite", DEMO[:3])
    with closing(sqlite3.connect(file)) as base, base:
        rows = base.execute("SELECT * FROM event_feeling").fetchall()
        base.execute("DELETE FROM event_feeling")
        base.executemany(f"INSERT INTO event_feeling VALUES ({', '.join('?' * len(rows[0]))})", rows[::-1])
    for mixed_up in (tmp_path / "mixed.ocel.json", file):
        assert back(mixed_up) == wanted


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[1],\n", "found events 1 that is no object of JSON"),
        ("{,\n", "found what is no object or event"),
        ('{"id": "\udce4"},\n', "expected text in UTF-8, found the byte 0xe4"),
        ("", "as it says"),
    ],
)
def test_a_line_that_is_no_event_is_told(line: str, expected: str, tmp_path: Path) -> None:
    lines = written(tmp_path, "demo.ocel.json", DEMO[:1]).read_text().splitlines(keepends=True)
    lines[lines.index('], "events": [\n') + 1] = line
    (tmp_path / "demo.ocel.json").write_text("".join(lines), errors="surrogateescape")
    assert expected in refused(tmp_path / "demo.ocel.json")


def ocel(file: Path, alter: Callable[[dict[str, Any]], object]) -> Path:
    """The log with something else in it."""
    whole = json.loads(file.read_text())
    alter(whole)
    other = file.with_name(f"altered-{file.name}")
    other.write_text(json.dumps(whole))
    return other


def _kinds(whole: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [thing for thing in whole["objects"] if thing["type"] == kind]


def _forget(name: str, kind: str = "journey") -> Callable[[dict[str, Any]], object]:
    def alter(whole: dict[str, Any]) -> None:
        thing = _kinds(whole, kind)[0]
        thing["attributes"] = [each for each in thing["attributes"] if each["name"] != name]

    return alter


@pytest.mark.parametrize(
    ("alter", "expected"),
    [
        (lambda w: w["events"].pop(), "as it says"),
        (_forget("format"), "found no format, expected mysteryshop-events"),
        (_forget("format_version"), "expected a whole number"),
        (_forget("plan"), "found no plan"),
        (_forget("position", "touchpoint"), "found position"),
        (lambda w: w["objects"].remove(_kinds(w, "plan")[0]), "found no object “plan:"),
        (lambda w: w["objects"].remove(_kinds(w, "touchpoint")[0]), "found no object “touchpoint:"),
        (lambda w: w["events"][0]["relationships"].clear(), "found relations to 0 journeys, expected one"),
        (lambda w: w["events"][0]["attributes"].clear(), "found no instance"),
        (lambda w: w["events"][0].update(type="teleport"), "of the kind “teleport”"),
    ],
)
def test_an_object_log_that_another_program_changed_is_told(
    alter: Callable[[dict[str, Any]], object], expected: str, tmp_path: Path
) -> None:
    file = ocel(written(tmp_path, "demo.ocel.json", DEMO[:2]), alter)
    said = refused(file)
    assert expected in said
    assert "--case journey" in said
    log = read(file, replace(CONTEXT, columns=Columns(case="journey")))
    assert {record.journey.origin for record in log.records()} == {"log"}


def test_a_newer_object_log_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, "demo.ocel.sqlite", DEMO[:1])
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("UPDATE object_Journey SET format_version = 7")
    assert "newer version" in refused(file)


def test_json_of_any_name_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    file = written(tmp_path, "demo.ocel.json", DEMO[:2])
    whole = back(file)
    assert back(file.rename(tmp_path / "plain.json")) == whole
    assert back((tmp_path / "plain.json").rename(tmp_path / "plain.jsonocel")) == whole
    assert back(written(tmp_path, "d.ocel.sqlite", DEMO[:2]).rename(tmp_path / "plain.sqlite")) == whole
