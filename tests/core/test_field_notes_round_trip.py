"""Any journey that is exported as field notes comes back the same when they are imported."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from mysteryshop import demo
from mysteryshop.errors import InputError
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


def test_notes_of_a_demo_journey_do_not_come_back_as_a_real_one() -> None:
    made_up = demo.load()[0].record
    plans = [made_up.template]
    text = write(made_up)
    assert "\ndemo: yes\n" in text
    assert read(text, templates=plans).journey.demo
    assert not read(text.replace("demo: yes\n", ""), templates=plans).journey.demo
    with pytest.raises(InputError, match='"yes" or "no" after demo'):
        read(text.replace("demo: yes\n", "demo: perhaps\n"), templates=plans)


def test_tags_findings_files_and_fractions_of_seconds_are_not_carried_as_the_readme_says() -> None:
    record = demo.load()[0].record
    assert record.findings
    assert record.attachments
    later = tuple(replace(m, observed_at=m.observed_at + 730_000) for m in record.moments)
    head = replace(record.journey, tags=("quiet season",))
    back = read(write(replace(record, journey=head, moments=later)), templates=[record.template])
    assert (back.journey.tags, back.findings, back.attachments) == ((), (), ())
    assert [m.observed_at for m in back.moments] == [m.observed_at for m in record.moments]
