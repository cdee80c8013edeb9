"""Every field that the definitions name: in `metrics --json`, in the CSV, and a column where journeys are compared."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from mysteryshop.analysis.figure_columns import COLUMN_OF
from mysteryshop.analysis.shown import DASH, cell
from mysteryshop.cli import main

# Written down by hand from the definitions: the field, its unit, and the columns that it is in a table.
NAMED: dict[str, tuple[str, tuple[str, ...]]] = {
    "communication_frequency_per_hour": ("per hour", ()),
    "longest_silence_s": ("s", ()),
    "silence_overrun": ("share", ()),
    "proactive_share": ("share", ()),
    "chase_ratio": ("share", ()),
    "promise_reliability": ("share", ()),
    "hand_offs": ("count", ()),
    "wait_ratio": ("share", ()),
    "unexplained_wait_share": ("share", ()),
    "emotion_worst": ("-2..+2", ()),
    "emotion_peak": ("-2..+2", ()),
    "emotion_end": ("-2..+2", ()),
    "emotion_peak_end": ("-2..+2", ()),
    "emotion_mean": ("-2..+2", ()),
    "friction_count": ("count", ()),
    "friction_by_severity": ("count", tuple(f"friction_severity_{severity}" for severity in (1, 2, 3, 4))),
    "completeness": ("share", ()),
    "conformance": ("share", ()),
    "missing": ("count", ()),
    "ad_hoc": ("count", ()),
    "out_of_sequence": ("count", ()),
    "expectation_gaps": ("", ("expectation_gap_wait_s", "expectation_gap_contacts", "expectation_gap_emotion")),
    "refuted_share": ("share", ()),
    "brier": ("0-1", ()),
    "satisfaction": ("0-10", ()),
    "effort": ("1-7", ()),
    "recommend": ("0-10", ()),
    "all_in_share": ("share", ()),
    "listening_share": ("share", ("listening_share_most",)),
    "duration_s": ("s", ()),
}
UNITS = {"expectation_gap_wait_s": "s", "expectation_gap_contacts": "count", "expectation_gap_emotion": "levels"}
NOTES = (
    "template: airline-passenger\ndate: 2026-11-14\nzone: UTC\n10:00 > Security line\n"
    "10:05 c4 Twenty minutes | listened 15m, @agent\n10:20 f3 Slow\n10:25 n A word | listened 5m, @guard\n10:30 end\n"
)
EMPTY = "template: airline-passenger\ndate: 2026-11-15\nzone: UTC\n10:00 > Security line\n10:30 end\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One walk with something in it, and one in which nothing happened."""
    path = tmp_path_factory.mktemp("named")
    for name, text in (("a", NOTES), ("b", EMPTY)):
        (path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert main(["--data-dir", str(path), "import", str(path / "a.txt"), str(path / "b.txt")]) == 0
    return path


def test_json_has_every_field_and_null_where_it_is_undefined(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["--data-dir", str(folder), "metrics", "--json"]) == 0
    empty, full = json.loads(capsys.readouterr().out)
    columns = {column for _, columns in NAMED.values() for column in columns}
    for found in (empty, full):
        assert set(NAMED) | columns | {"journey", "template", "origin"} <= set(found)
    assert (full["listening_share"], full["listening_share_most"]) == ({"agent": 0.75, "guard": 0.25}, 0.75)
    assert (full["friction_severity_3"], full["friction_severity_4"]) == (1, 0)
    undefined = ("proactive_share", "promise_reliability", "brier", "satisfaction", "listening_share", "all_in_share")
    assert [empty[name] for name in (*undefined, "listening_share_most", "expectation_gap_wait_s")] == [None] * 8


def test_the_csv_has_every_field_and_an_empty_cell_where_it_is_undefined(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "metrics.csv"
    assert main(["--data-dir", str(folder), "export", str(target)]) == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        full, empty = csv.DictReader(file)
    columns = {column for _, columns in NAMED.values() for column in columns}
    assert set(NAMED) | columns <= set(full)
    assert (float(full["listening_share_most"]), float(full["friction_severity_3"])) == (0.75, 1)
    assert (empty["listening_share_most"], empty["satisfaction"], empty["proactive_share"]) == ("", "", "")


@pytest.mark.parametrize("name", NAMED)
def test_journeys_side_by_side_have_it_as_columns_with_its_unit(name: str) -> None:
    unit, columns = NAMED[name]
    for field in columns or (name,):
        column = COLUMN_OF[field]
        assert column.unit == (unit or UNITS[field])
        assert cell(column, float("nan")) == DASH
        assert column.tooltip.endswith(".")
