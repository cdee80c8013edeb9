"""Whole journeys as JSON: nothing is lost on the way, and nothing but journeys comes in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mysteryshop import demo
from mysteryshop.clock import FixedClock
from mysteryshop.errors import InputError, KnownError
from mysteryshop.exports.json_record import write
from mysteryshop.imports.json_record import read
from mysteryshop.journey import Record
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database

from .records import records
from .sample import at, sample


@given(st.lists(records(), max_size=3))
def test_what_is_written_comes_back_the_same(whole: list[Record]) -> None:
    named = [replace(r, journey=replace(r.journey, id=f"j{n}")) for n, r in enumerate(whole)]
    assert read(write(*named)) == named


def test_findings_evidence_and_odd_microseconds_come_back_too() -> None:
    record = demo.load()[0].record
    moments = tuple(replace(m, observed_at=m.observed_at + 123_457, elapsed_us=7) for m in record.moments)
    record = replace(record, moments=moments)
    assert read(write(record)) == [record]


def test_times_are_readable_where_they_happened() -> None:
    head = json.loads(write(sample()))["journeys"][0]["journey"]
    assert head["started_at"] == "2026-11-14T10:22:00.000000+00:00"
    assert at("10:22") == sample().journey.started_at


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        (lambda j: j.pop("journey"), "journey 1: found null, expected journey in it"),
        (lambda j: j["journey"].pop("template"), "journey 1, journey: found null, expected template in it"),
        (lambda j: j["moments"][0].update(level="3"), 'moments 1, level: found "3", expected a whole number'),
        (lambda j: j["moments"][0].update(level=True), "moments 1, level: found true, expected a whole number"),
        (lambda j: j["moments"][0].update(observed_at="now"), 'observed_at: found "now", expected a time such as'),
        (lambda j: j["moments"][0].update(observed_at="2026-01-01T10:00:00"), "expected a time such as"),
        (lambda j: j["moments"][0].update(visit="elsewhere"), "expected the id of one of its visits"),
        (lambda j: j["moments"][1].update(id=j["moments"][0]["id"]), "expected each id once"),
        (lambda j: j.update(visits={}), "visits: found {}, expected a list"),
        (lambda j: j.update(answers={"rate.speed": 4}), "expected an object of texts"),
        (lambda j: j["journey"].update(leadr="Anna"), 'journey: found "leadr", expected fields that it has, such as l'),
        (lambda j: j["moments"][0].update({"7": 1}), 'moments 1: found "7", expected fields that it has.'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(damage: Any, place: str) -> None:
    whole = json.loads(write(sample()))
    damage(whole["journeys"][0])
    with pytest.raises(InputError) as caught:
        read(json.dumps(whole), file="walk.json")
    assert caught.value.title.startswith("walk.json, ")
    assert place in caught.value.title


def test_an_editor_may_be_told_where_the_schema_lies_and_nothing_else_stands_at_the_top() -> None:
    whole = json.loads(write(sample()))
    assert read(json.dumps({"$schema": "journeys.schema.json", **whole})) == [sample()]
    with pytest.raises(InputError, match='at its top: found "comment"'):
        read(json.dumps({**whole, "comment": "mine"}))
    for version in (0, True, "1"):
        with pytest.raises(InputError, match='expected "version": 1'):
            read(json.dumps({**whole, "version": version}))


def test_numbers_that_json_does_not_have_are_refused() -> None:
    with pytest.raises(InputError, match="NaN is no number"):
        read('{"format": "mysteryshop-journeys", "version": NaN}')


leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text())
values = st.one_of(leaves, st.lists(leaves, max_size=2), st.dictionaries(st.text(), leaves, max_size=2))


@settings(max_examples=150)
@given(path=st.lists(st.integers(0, 30), min_size=1, max_size=6), value=values)
def test_any_damage_ends_in_a_sentence_or_in_a_journey(
    path: list[int], value: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = json.loads(write(sample()))
    _put(whole["journeys"], path, value)
    try:
        found = read(json.dumps(whole))
        with Database.open(_folder(tmp_path_factory)) as database:
            Recorder(database, FixedClock(0)).import_records(found)
    except KnownError as error:
        said = error
    else:
        return
    assert said.title
    assert said.remedy


def _put(node: Any, path: list[int], value: Any) -> None:
    """Put a value somewhere into the tree."""
    for depth, step in enumerate(path):
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = keys[step % len(keys)]
        last = depth == len(path) - 1 or not isinstance(node[key], (dict, list)) or not node[key]
        if last:
            node[key] = value
            return
        node = node[key]


_made: dict[str, Path] = {}


def _folder(factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples: making a store each time would take most of the test."""
    if "data" not in _made:
        _made["data"] = factory.mktemp("data")
    return _made["data"]
