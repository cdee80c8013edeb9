"""Any journey that is exported as field notes comes back the same when they are imported."""

from __future__ import annotations

from hypothesis import given, settings

from mysteryshop.exports.field_notes import write
from mysteryshop.imports.field_notes import read
from mysteryshop.journey import Record

from .records import TEMPLATE, comparable, records


@settings(max_examples=300)
@given(records())
def test_what_is_exported_comes_back_the_same(record: Record) -> None:
    again = read(write(record), templates=[TEMPLATE])
    assert comparable(again) == comparable(record)


@settings(max_examples=100)
@given(records())
def test_a_second_export_says_the_same_and_has_the_same_ids(record: Record) -> None:
    first = read(write(record), templates=[TEMPLATE])
    second = read(write(first), templates=[TEMPLATE])
    assert second == first
    assert write(second) == write(first)
