"""Import and export on the command line: reports, filters, and an import that is stopped half way."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from mysteryshop.cli import importing, main

from .commands import Run
from .logs import REPAIRS, put, rows_of, table, xes


def test_a_log_comes_in_with_a_report_and_only_once(run: Run, tmp_path: Path) -> None:
    file = put(tmp_path, "repairs.csv", table(rows_of(REPAIRS)))
    code, out, err = run("import", file, "--communications", "^Notify", "--zone", "Europe/Oslo")
    assert (code, err) == (0, "")
    assert "repairs.csv: event log as a table, 2 journeys of 7 events." in out
    assert 'Columns taken: case = "Case ID" (100%)' in out
    assert "Communications are 1 of 4 activities: Notify customer." in out
    assert out.count("imported with") == 2
    again = run("import", file, "--communications", "^Notify", "--zone", "Europe/Oslo")[1]
    assert again.count("already here") == 2
    rows = json.loads(run("list", "--json")[1])
    assert {(row["origin"], row["state"]) for row in rows} == {("log", "finalised")}
    found = {row["journey"]: row["communications"] for row in json.loads(run("metrics", "--json")[1])}
    assert sorted(found.values()) == [0, 2]


@pytest.mark.parametrize("suffix", ["xes.gz", "ocel.sqlite"])
def test_a_log_that_was_exported_comes_back_as_the_journeys_it_was(run: Run, tmp_path: Path, suffix: str) -> None:
    lines = [
        "template: airline-passenger",
        "date: 2026-11-14",
        "10:00 > Book online",
        "10:05 f3 Lost | system",
        "10:20 end",
    ]
    run("import", put(tmp_path, "walk.txt", "\n".join(lines)))
    before = json.loads(run("metrics", "--json")[1])
    file = tmp_path / f"walk.{suffix}"
    assert run("export", file)[0] == 0
    (tmp_path / "data").rename(tmp_path / "before")
    code, out, err = run("import", file)
    assert (code, err) == (0, "")
    assert "1 journey of 3 events." in out
    assert "Event logs carry no expectations, findings, reflections" in out
    assert "imported with 1 moments" in out
    assert json.loads(run("metrics", "--json")[1]) == before
    assert "already here" in run("import", file)[1]


def test_for_programs_the_report_stands_beside_the_results(run: Run, tmp_path: Path) -> None:
    code, out, err = run("import", "--json", put(tmp_path, "repairs.xes", xes(REPAIRS)))
    rows = json.loads(out)
    assert (code, [row["place"] for row in rows]) == (0, ["R-1", "R-2"])
    assert all(row["new"] for row in rows)
    assert "repairs.xes: event log in XES, 2 journeys of 7 events." in err


def test_many_journeys_are_told_by_their_number(run: Run, tmp_path: Path) -> None:
    log = {f"case {n}": [("Ask", f"2026-01-01T00:{n:02}:00Z")] for n in range(30)}
    file = put(tmp_path, "many.xes", xes(log))
    assert "30 imported, 0 already here" in run("import", file)[1]
    assert "0 imported, 30 already here" in run("import", file)[1]


@pytest.mark.parametrize("doing", ["reading", "storing"])
def test_ctrl_c_says_so_and_leaves_nothing_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, doing: str
) -> None:
    def press(now: str, done: int, whole: int) -> None:
        if now == doing and done >= min(2, whole):
            raise KeyboardInterrupt

    monkeypatch.setattr(importing, "_progress", press)
    code, out, err = run("import", put(tmp_path, "repairs.xes", xes(REPAIRS)))
    assert (code, out) == (130, "")
    assert err == "mysteryshop: The import was stopped; nothing was imported.\n"
    monkeypatch.undo()
    assert json.loads(run("list", "--json")[1]) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--communications", "("], "“(” is no pattern"),
        (["--zone", "Mars/Base"], "“Mars/Base” is no time zone."),
        (["--case", "Fall"], 'repairs.csv has no column "Fall"'),
    ],
)
def test_options_that_make_no_sense_are_told(run: Run, tmp_path: Path, words: list[str], expected: str) -> None:
    code, out, err = run("import", put(tmp_path, "repairs.csv", table(rows_of(REPAIRS))), *words)
    assert (code, out) == (2, "")
    assert expected in err


@pytest.mark.parametrize("suffix", ["json", "zip"])
def test_a_time_zone_that_nobody_knows_is_told_as_what_it_is(run: Run, tmp_path: Path, suffix: str) -> None:
    lines = ["template: airline-passenger", "date: 2026-11-14", "zone: Asia/Tokyo", "10:00 > Book online", "10:05 end"]
    run("import", put(tmp_path, "walk.txt", "\n".join(lines)))
    file, spoilt = tmp_path / f"walk.{suffix}", tmp_path / f"spoilt.{suffix}"
    run("export", file)
    if suffix == "json":
        spoilt.write_text(file.read_text().replace('"zone": "Asia/Tokyo"', '"zone": "Mars/Base"'))
    else:
        with ZipFile(file) as old, ZipFile(spoilt, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).decode().replace(",Asia/Tokyo,", ",Mars/Base,"))
    code, out, err = run("import", spoilt)
    assert (code, out) == (2, "")
    assert f"spoilt.{suffix}, journey" in err
    assert "Mars/Base" in err
    assert "expected a time zone such as Europe/Lisbon, or UTC" in err


def test_nobody_is_asked_where_nobody_sits(run: Run, tmp_path: Path) -> None:
    rows = [(f"A{n // 3}", f"step {n % 3}", f"2026-01-{1 + n:02}") for n in range(30)]
    code, _, err = run("import", put(tmp_path, "odd.csv", table(rows, "auftrag,vorgang,zeitpunkt")))
    assert code == 2
    assert 'Confirm: --case "auftrag" --activity "vorgang" --time "zeitpunkt"' in err


def exported(run: Run, folder: Path, *words: str) -> set[str]:
    """The ids of the journeys that an export with these options holds."""
    assert run("export", folder / "out.json", *words)[0] == 0
    whole = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return {journey["journey"]["id"] for journey in whole["journeys"]}


def test_filters_choose_what_is_exported(run: Run, tmp_path: Path) -> None:
    run("demo")
    run("import", put(tmp_path, "repairs.xes", xes(REPAIRS)))
    rows = json.loads(run("list", "--json")[1])

    def those(test: Callable[[dict[str, str]], bool]) -> set[str]:
        return {row["id"] for row in rows if test(row)}

    assert exported(run, tmp_path) == those(lambda row: True)
    assert exported(run, tmp_path, "--origin", "log") == those(lambda row: row["origin"] == "log")
    assert exported(run, tmp_path, "--state", "finalised", "--origin", "walked") == those(
        lambda row: row["state"] == "finalised" and row["origin"] == "walked"
    )
    template = rows[-1]["template"]
    assert exported(run, tmp_path, "--template", template) == those(lambda row: row["template"] == template)
    day = rows[len(rows) // 2]["started_at"][:10]
    assert exported(run, tmp_path, "--since", day) == those(lambda row: (row["started_at"] or "")[:10] >= day)
    assert exported(run, tmp_path, "--since", day, "--until", day) == those(
        lambda row: (row["started_at"] or "")[:10] == day
    )
    one = rows[0]["id"]
    assert exported(run, tmp_path, one[:13], "--state", rows[0]["state"]) == {one}


def table_of(path: Path) -> list[dict[str, str]]:
    """The rows of an exported table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_are_in_order_of_date_unless_journeys_are_named(run: Run, tmp_path: Path) -> None:
    run("demo")
    assert run("export", tmp_path / "all.csv")[0] == 0
    rows = table_of(tmp_path / "all.csv")
    begun = [datetime.fromisoformat(row["started_at"]) for row in rows]
    assert len(begun) > 70
    assert begun == sorted(begun)
    named = [rows[5]["journey"], rows[2]["journey"]]
    assert run("export", tmp_path / "two.csv", *named)[0] == 0
    assert [row["journey"] for row in table_of(tmp_path / "two.csv")] == named


def test_a_filter_that_leaves_nothing_and_a_day_that_is_none_are_told(run: Run, tmp_path: Path) -> None:
    run("import", put(tmp_path, "repairs.xes", xes(REPAIRS)))
    assert "There is no journey to export." in run("export", tmp_path / "x.zip", "--state", "planned")[2]
    assert "“soon” is no day." in run("export", tmp_path / "x.zip", "--since", "soon")[2]
    assert not (tmp_path / "x.zip").exists()


def test_a_format_can_be_named_whatever_the_ending(run: Run, tmp_path: Path) -> None:
    run("import", put(tmp_path, "repairs.xes", xes(REPAIRS)))
    assert run("export", tmp_path / "data.bin", "--format", "ocel")[0] == 0
    assert len(json.loads((tmp_path / "data.bin").read_text())["events"]) == 2 * 7 + 7


@pytest.mark.parametrize("ending", [".zip", ".xlsx"])
def test_what_left_as_tables_comes_back_into_an_empty_folder(run: Run, tmp_path: Path, ending: str) -> None:
    run("demo")
    file = str(tmp_path / f"all{ending}")
    run("export", file)
    run("export", tmp_path / "order.csv")
    named = [row["journey"] for row in table_of(tmp_path / "order.csv")]  # of tables the earliest journey comes first
    run("export", tmp_path / "before.json", *named)
    assert main(["--data-dir", str(tmp_path / "other"), "import", file]) == 0
    assert main(["--data-dir", str(tmp_path / "other"), "export", str(tmp_path / "after.json")]) == 0
    assert (tmp_path / "before.json").read_bytes() == (tmp_path / "after.json").read_bytes()
