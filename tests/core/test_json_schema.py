"""What the published schema takes, import takes, and the other way round; what a schema cannot say is listed here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from typing import Any

import jsonschema
import pytest

from mysteryshop import demo
from mysteryshop.errors import InputError
from mysteryshop.exports import json_schema
from mysteryshop.exports.json_record import VERSION, write
from mysteryshop.imports.json_record import read
from mysteryshop.journey import Attachment, Pause, Record, Skip

VALIDATOR = jsonschema.Draft202012Validator(
    json_schema.schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
Path = tuple[str | int, ...]
# What import refuses and the schema cannot: by what import says is expected, with the reason.
UNSAID = {
    "the id of one of its": "a schema knows no references",
    "each id once": "a schema compares no items by one of their fields",
    "a time zone such as": "which zones there are is not for a schema to list",
    "nothing before": "a schema compares no two fields",
}
NO_SUCH_DAY = "2025-02-30T23:50:00Z"  # no pattern says how many days a month has
VALUES: tuple[Any, ...] = (
    *(None, True, [], {}, "", " ", "x", "vergessen", 0, 1, -1, 2.0, 2.5, 7, 99, 999_999_999, 10**30, 1e300),
    *("2026-11-14", "2026-02-30", "2026-13-01", "99", "007", "good", "ab" * 32, "AB" * 32, "zz", ["x"], [1]),
    "2025-10-25T23:50:00.123456+00:00",
    "2025-10-25T23:50:00Z",
    "2025-10-25t23:50:00z",
    "2025-10-25 23:50:00.123456+00:00",
    "2025-10-25T23:50:00.123456789Z",
    "2025-10-25T23:50+00:00",
    "2025-10-25T23:50:00",
    "2025-10-25T23:59:60Z",
    "2025-10-25T24:00:00Z",
    "2025-10-25T23:50:00+24:00",
    NO_SUCH_DAY,
    "20251025T235000Z",
    "0001-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59Z",
)


def small() -> Record:
    """A journey with one of everything."""
    record = demo.load()[0].record
    assumption = next(e for e in record.expectations if e.is_assumption)
    figures = next(e for e in record.expectations if not e.is_assumption)
    moments = record.moments[:1]
    start = record.journey.started_at or 0
    return replace(
        record,
        journey=replace(record.journey, template=replace(record.template, touchpoints=record.template.touchpoints[:1])),
        visits=record.visits[:1],
        skips=(Skip("s", record.template.touchpoints[0].key, start),),
        pauses=(Pause("p", start, start + 1),),
        moments=tuple(replace(m, visit=record.visits[0].id) for m in moments),
        expectations=(replace(assumption, evidence=(moments[0].id,)), replace(figures, evidence=())),
        findings=tuple(replace(f, moments=(moments[0].id,)) for f in record.findings[:1]),
        attachments=(Attachment("a", moments[0].id, "a" * 64, "a.png", "image/png", 1, 0, 0, "app"),),
    )


TEXT = write(small())


def said(whole: Any) -> str | None:
    """What import says against a file; None where it takes it."""
    try:
        read(json.dumps(whole), file="walk.json")
    except InputError as error:
        return error.title
    return None


def at_path(whole: Any, path: Path) -> Any:
    return reduce(lambda node, step: node[step], path, whole)


def places(node: Any, path: Path = ()) -> Iterator[Path]:
    """The way to everything in the tree that has a name or is the first of a list."""
    if path:
        yield path
    if isinstance(node, dict):
        for name, value in node.items():
            yield from places(value, (*path, name))
    elif isinstance(node, list) and node:
        yield from places(node[0], (*path, 0))


PLACES = list(places(json.loads(TEXT)))


def test_a_journey_with_one_of_everything_is_taken_by_both() -> None:
    assert VALIDATOR.is_valid(json.loads(TEXT))
    assert read(TEXT) == [small()]
    assert len(PLACES) > 120


@pytest.mark.parametrize("part", sorted({str(place[2]) if len(place) > 2 else "top" for place in PLACES}))
def test_what_the_schema_takes_import_takes_whatever_is_written_in_a_place(part: str) -> None:
    for path in PLACES:
        if (str(path[2]) if len(path) > 2 else "top") != part:
            continue
        whole = json.loads(TEXT)
        node = at_path(whole, path[:-1])
        for value in VALUES:
            node[path[-1]] = value
            against = said(whole)
            if against is not None and VALIDATOR.is_valid(whole):
                unsaid = any(f"expected {reason}" in against for reason in UNSAID)
                assert unsaid or value == NO_SUCH_DAY, (path, value, against)
            elif against is None:
                assert VALIDATOR.is_valid(whole), (path, value)


def test_the_schema_and_import_take_and_refuse_the_same_properties() -> None:
    for path in ((), *(path for path in PLACES if isinstance(at_path(json.loads(TEXT), path), dict))):
        if path and path[-1] == "answers":  # of these any name may come
            continue
        for name in [*at_path(json.loads(TEXT), path), "leadr"]:
            whole = json.loads(TEXT)
            there: dict[str, Any] = at_path(whole, path)
            there.pop(name, None) if name in there else there.update({name: "Anna"})
            against = said(whole)
            taken = against is None or any(f"expected {reason}" in against for reason in UNSAID)
            assert VALIDATOR.is_valid(whole) == taken, (path, name)


JOURNEY: Path = ("journeys", 0, "journey")
MOMENT: Path = ("journeys", 0, "moments", 0)
EXPECTED: Path = ("journeys", 0, "expectations")


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ((*JOURNEY, "zone"), "Mars/Base", 'journey, zone: found "Mars/Base", expected a time zone such as Europe/Lis'),
        ((*JOURNEY, "zone"), "", 'journey, zone: found "", expected a time zone'),
        ((*JOURNEY, "zone"), "+02:00", 'journey, zone: found "+02:00", expected a time zone'),
        ((*JOURNEY, "id"), "", 'journey, id: found "", expected an id, not an empty one'),
        ((*JOURNEY, "ended_at"), "2020-01-01T00:00:00+00:00", "expected nothing before started_at, which is 2026-"),
        ((*JOURNEY, "retain_until"), "next year", 'retain_until: found "next year", expected a date such as'),
        ((*JOURNEY, "seal"), "zz", 'seal: found "zz", expected SHA-256 as 64 lower case hexadecimal digits'),
        ((*JOURNEY, "template", "touchpoints", 0, "planned_minutes"), -1, "found -1, expected a number from 0 on"),
        ((*MOMENT, "level"), 99, "moments 1, level: found 99, expected that of a"),
        ((*MOMENT, "offset_s"), 999_999_999, "expected a whole number from -86400 to 86400"),
        ((*MOMENT, "estimated_s"), -5, "moments 1, estimated_s: found -5, expected a whole number from 0 on"),
        ((*MOMENT, "visit"), "nope", 'moments 1, visit: found "nope", expected the id of one of its visits'),
        ((*MOMENT, "elapsed_us"), 10**30, "expected a whole number that is smaller"),
        ((*EXPECTED, 0, "confidence"), 7, "expectations 1, confidence: found 7, expected a number from 0 to 1"),
        ((*EXPECTED, 1, "feeling"), 9, "expectations 2, feeling: found 9, expected a whole number from -2 to 2"),
        ((*EXPECTED, 0, "evidence"), ["x"], 'evidence: found "x", expected the id of one of its moments'),
        (("journeys", 0, "answers"), {"rate.speed": "99"}, 'answers, rate.speed: found "99", expected a whole number'),
        (("journeys", 0, "answers"), {"rate.fun": "9"}, 'answers: found "rate.fun", expected the name of a question'),
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_the_file_the_journey_and_the_field(path: Path, value: Any, told: str) -> None:
    whole = json.loads(TEXT)
    at_path(whole, path[:-1])[path[-1]] = value
    against = said(whole) or ""
    assert against.startswith("walk.json, journey 1, ")
    assert told in against


def test_by_when_something_is_seen_to_may_be_said_in_any_words_as_the_debrief_keeps_them() -> None:
    whole = json.loads(TEXT)
    whole["journeys"][0]["findings"][0]["due"] = "soon"
    assert VALIDATOR.is_valid(whole)
    assert read(json.dumps(whole))[0].findings[0].due == "soon"


def test_where_clocks_were_off_by_odd_seconds_times_keep_to_the_schema_and_come_back() -> None:
    """Liberia was 44 minutes and 30 seconds behind until 1972: RFC 3339 has no such offset."""
    record = small()
    record = replace(record, journey=replace(record.journey, zone="Africa/Monrovia", created_at=0))
    whole = json.loads(write(record))
    assert whole["journeys"][0]["journey"]["created_at"] == "1970-01-01T00:00:00.000000+00:00"
    assert VALIDATOR.is_valid(whole)
    assert read(json.dumps(whole)) == [record]


def test_everything_in_the_schema_is_described_and_it_has_a_name_of_its_own() -> None:
    schema = json_schema.schema()
    assert schema["$id"] == f"urn:mysteryshop:journeys:{VERSION}"
    objects = [schema, schema["properties"]["journeys"]["items"], *schema["$defs"].values()]
    answers = schema["properties"]["journeys"]["items"]["properties"]["answers"]
    described = {name: said for each in [*objects, answers] for name, said in each["properties"].items()}
    assert [name for name, said in described.items() if not said.get("description")] == []
    assert not any("JSON list" in said["description"] for said in described.values())
    assert "rate.satisfaction" in answers["properties"]
