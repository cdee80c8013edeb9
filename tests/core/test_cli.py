"""The command line in process: what each command prints, and the one line where something is wrong."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from mysteryshop import demo, templates
from mysteryshop.analysis import metrics, metrics_json
from mysteryshop.cli import main
from mysteryshop.cli.command import Command
from mysteryshop.cli.parser import COMMANDS, parsed
from mysteryshop.cli.pictures import CHART_NAMES
from mysteryshop.clock import Clock, FixedClock
from mysteryshop.journey import SECOND
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

from .commands import Run, refused
from .sample import SAMPLE, at, sample


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "walk.txt"
    file.write_text(SAMPLE, encoding="utf-8")
    return file


# Import, list, metrics: the sample


def test_the_sample_imported_and_measured_is_what_was_worked_out_by_hand(run: Run, notes: Path) -> None:
    code, out, err = run("import", notes)
    assert (code, err) == (0, "")
    assert "imported with 10 moments" in out
    (found,) = json.loads(run("metrics", "--json")[1])
    assert found == metrics_json.to_json(sample())
    assert (found["duration_s"], found["longest_silence_s"], found["wait_ratio"]) == (12840, 11460, 840 / 12840)


def test_list_as_json_has_the_fields_that_programs_rely_on(run: Run, notes: Path) -> None:
    run("import", notes)
    (row,) = json.loads(run("list", "--json")[1])
    assert list(row)[:7] == ["id", "template", "place", "relationship", "started_at", "state", "origin"]
    assert row["id"] == sample().journey.id
    assert (row["template"], row["place"], row["relationship"]) == ("airline-passenger", "Lisbon to Oslo", "end-user")
    assert (row["started_at"], row["state"], row["origin"]) == ("2026-11-14T10:22:00+00:00", "debrief", "walked")


def test_importing_twice_changes_nothing_and_says_so(run: Run, notes: Path) -> None:
    first = json.loads(run("import", "--json", notes)[1])
    again = json.loads(run("import", "--json", notes, notes)[1])
    assert [row["new"] for row in first] == [True]
    assert [row["new"] for row in again] == [False, False]
    assert [row["id"] for row in again] == [first[0]["id"]] * 2
    assert "already here" in run("import", notes)[1]
    assert len(json.loads(run("list", "--json")[1])) == 1


def test_the_export_of_a_live_walk_is_known_again_though_its_id_is_another(
    run: Run, data: Path, tmp_path: Path
) -> None:
    clock = FixedClock(at("10:00") + 123_456, "Europe/Lisbon")
    with Database.open(data) as database:
        recorder = Recorder(database, clock)
        ident = recorder.prepare(templates.find("hotel-stay"), zone="Europe/Lisbon").journey.id
        recorder.start(ident, clock.now(), templates.find("hotel-stay").touchpoints[0].key)
        recorder.capture(ident, "note", clock.advance(61.7), text="Nobody at the desk")
        recorder.finish(ident, clock.advance(60))
    file = tmp_path / "again.txt"
    assert run("export", file, ident[:6])[0] == 0
    (row,) = json.loads(run("import", "--json", file)[1])
    assert (row["id"], row["new"]) == (ident, False)
    assert len(json.loads(run("list", "--json")[1])) == 1


def test_two_walks_that_began_in_the_same_second_are_two(run: Run, notes: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(SAMPLE.replace("rate speed 4", "rate speed 5"), encoding="utf-8")
    assert [row["new"] for row in json.loads(run("import", "--json", notes)[1])] == [True]
    assert [row["new"] for row in json.loads(run("import", "--json", other)[1])] == [True]


def test_a_bad_line_7_stops_the_import_of_all_files(run: Run, notes: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    lines = SAMPLE.splitlines()
    lines[6] = "wy: a typo"
    bad.write_text("\n".join(lines), encoding="utf-8")
    said = refused(run, "import", notes, bad)
    assert "bad.txt, line 7: found " in said
    assert "did you mean why?" in said
    assert json.loads(run("list", "--json")[1]) == []


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("missing.txt", None, "missing.txt cannot be read: no such file or directory."),
        ("picture.png", b"\x89PNG", "picture.png is of no kind that can be imported."),
        ("all.ods", b"PK", "all.ods is of no kind that can be imported. Open it in a spreadsheet and save it as .xlsx"),
        ("all.xls", b"\xd0", "all.xls is of no kind that can be imported. Open it in a spreadsheet and save it"),
        ("notes.doc", b"\xd0", ".xlsx (Excel workbook)"),
        ("latin.txt", b"template: airline-passenger\nplace: Malm\xf6", "latin.txt, line 2: expected text in UTF-8"),
        ("empty.txt", b"", "empty.txt, line 1: found nothing, expected a header that names the template"),
        ("empty.json", b"", "empty.json is not JSON"),
        ("other.json", b'{"a": 1}', "other.json holds no journeys"),
        ("newer.json", b'{"format": "mysteryshop-journeys", "version": 99, "journeys": []}', "a newer version"),
        ("broken.json", b'{"format": "mysteryshop-journeys", "version": 1, "journeys": [{}]}', "journey 1"),
        ("deep.json", b"[" * 100_000, "nested too deep"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_imported_is_named(
    run: Run, tmp_path: Path, name: str, content: bytes | None, expected: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    assert expected in refused(run, "import", file)


def test_utf_16_and_a_byte_order_mark_are_text_too(run: Run, tmp_path: Path) -> None:
    for number, encoding in enumerate(("utf-16", "utf-8-sig", "utf-32")):
        file = tmp_path / f"{number}.txt"
        file.write_text(SAMPLE, encoding=encoding)
        assert json.loads(run("import", "--json", file)[1])[0]["id"] == sample().journey.id


# Other commands


def test_notes_can_be_imported_again(run: Run, notes: Path, tmp_path: Path) -> None:
    run("import", notes)
    prefix = sample().journey.id[:8]
    printed = run("notes", prefix)[1]
    run("notes", prefix, "-o", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == printed
    (tmp_path / "printed.txt").write_text(printed, encoding="utf-8")
    assert "already here" in run("import", tmp_path / "printed.txt")[1]


def test_whole_journeys_travel_as_json_from_one_folder_to_another(run: Run, data: Path, tmp_path: Path) -> None:
    run("demo")
    code, out, _ = run("export", tmp_path / "all.json", "--redact", "none")
    assert code == 0
    assert re.search(r"\(\d+ journeys\)", out)
    assert main(["--data-dir", str(tmp_path / "other"), "import", str(tmp_path / "all.json")]) == 0
    records = []
    for folder in (data, tmp_path / "other"):
        with Database.open(folder, create=False) as database:
            queries = Queries(database)
            records.append([queries.load(ident) for ident in sorted(queries.ids())])
            assert all(queries.verify(record.journey.id).ok for record in records[-1])
    assert [metrics_json.to_json(r) for r in records[0]] == [metrics_json.to_json(r) for r in records[1]]
    assert [(r.moments, r.findings, r.answers) for r in records[0]] == [
        (r.moments, r.findings, r.answers) for r in records[1]
    ]


def test_export_says_what_a_file_can_hold(run: Run, tmp_path: Path) -> None:
    run("demo")
    many = len(demo.load())
    assert f"holds one journey, and {many} were to be written" in refused(run, "export", tmp_path / "all.txt")
    said = refused(run, "export", tmp_path / "all.docx")
    assert "of no kind that can be exported" in said
    assert ".ocel.json (OCEL 2.0 as JSON)" in said
    assert ".xlsx (Excel workbook)" in said
    assert "every spreadsheet opens it" in refused(run, "export", tmp_path / "all.ods")
    assert "could not be written" in refused(run, "export", tmp_path / "nowhere" / "all.json")


def test_list_and_metrics_for_people_are_aligned_and_whole(run: Run) -> None:
    run("demo")
    listed = run("list")[1].splitlines()
    assert len(listed) == len(demo.load()) + 1
    assert len({line.index(word) for line, word in zip(listed[:1], ["STATE"], strict=True)}) == 1
    column = listed[0].index("STATE")
    assert {line[column : column + 9].strip() for line in listed[1:]} == {"finalised", "debrief"}
    measured = run("metrics", listed[2].split()[0])[1]
    for metric in metrics.METRICS:
        assert f"\n{metric.label}  " in measured
    assert run("metrics")[1].startswith(f"{len(demo.load())} journeys\n")


def test_an_empty_folder_is_no_error_and_is_not_made(run: Run, data: Path) -> None:
    assert run("list", "--json") == (0, "[]\n", "")
    assert run("metrics", "--json") == (0, "[]\n", "")
    assert "There are no journeys in" in run("list")[1]
    assert run("check")[0] == 0
    assert not data.exists()


def test_templates_are_listed_and_one_of_ones_own_is_checked(run: Run, data: Path, tmp_path: Path) -> None:
    listed = json.loads(run("templates", "--json")[1])
    assert {t["key"] for t in listed} == {t.key for t in templates.builtin()}
    assert all(t["touchpoints"] and t["phases"] and t["name"] for t in listed)
    own = tmp_path / "own.toml"
    own.write_text(templates.to_toml(templates.find("hotel-stay")).replace("planned_minutes", "planed_minutes", 1))
    said = refused(run, "templates", "--check", own)
    assert re.search(r"own\.toml, line \d+, key touchpoint 1, planed_minutes", said)
    (data / "templates").mkdir(parents=True)
    own.rename(data / "templates" / "own.toml")
    code, out, err = run("templates")
    assert (code, len(out.splitlines())) == (0, 1 + len(listed))
    assert "own.toml, line " in err


def test_a_backup_is_a_store_that_can_be_opened(run: Run, notes: Path, tmp_path: Path) -> None:
    run("import", notes)
    folder = tmp_path / "restored"
    folder.mkdir()
    assert run("backup", "-o", folder / "mysteryshop.sqlite")[0] == 0
    with Database.open(folder, create=False) as database:
        assert Queries(database).ids() == [sample().journey.id]
    (beside,) = run("backup")[1].splitlines()
    assert Path(beside).is_file()


def test_check_finds_what_was_changed_behind_its_back(run: Run, data: Path, notes: Path) -> None:
    import sqlite3
    from contextlib import closing

    run("import", notes)
    assert run("check")[0] == 0
    with closing(sqlite3.connect(data / "mysteryshop.sqlite")) as raw:
        assert raw.execute("UPDATE moments SET text = 'All was well' WHERE text LIKE 'Two lanes%'").rowcount == 1
        raw.commit()
    code, out, err = run("check", "--json")
    found = json.loads(out)
    assert (code, err, found["ok"]) == (1, "", False)
    (wrong,) = (c for c in found["checks"] if c["status"] == "wrong")
    assert (wrong["name"], sample().journey.id in wrong["text"]) == ("edits", True)


def test_check_tells_a_damaged_store_and_goes_on(run: Run, data: Path) -> None:
    data.mkdir()
    (data / "mysteryshop.sqlite").write_bytes(b"not a database" * 1000)
    (data / "settings.toml").write_text("theme = ")
    code, out, _ = run("check", "--json")
    status = {c["name"]: c["status"] for c in json.loads(out)["checks"]}
    assert code == 1
    assert (status["journeys"], status["settings"], status["templates"], status["program"]) == (
        "wrong",
        "wrong",
        "ok",
        "ok",
    )


def test_a_report_and_a_chart_are_written_where_they_are_wanted(run: Run, notes: Path, tmp_path: Path) -> None:
    run("import", notes)
    ident = sample().journey.id[:4]
    assert run("report", ident, "-o", tmp_path / "r.pdf")[0] == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert run("chart", "story", ident, "-o", tmp_path / "s.svg", "--theme", "dark")[0] == 0
    assert "<svg" in (tmp_path / "s.svg").read_text(encoding="utf-8")
    assert "does not end in .pdf" in refused(run, "report", ident, "-o", tmp_path / "r.txt")
    assert "no chart named" in refused(run, "chart", "pie", ident, "-o", tmp_path / "s.svg")
    assert ".svg, .png or .pdf" in refused(run, "chart", "story", ident, "-o", tmp_path / "s.gif")


def test_the_help_names_the_charts_that_there_are() -> None:
    from mysteryshop.charts import CHARTS

    assert tuple(chart.name for chart in CHARTS) == CHART_NAMES


def test_demo_writes_what_it_would_show_where_that_is_wanted(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("demo", "--output", tmp_path / "out")
    assert code == 0
    assert str(tmp_path / "out") in out
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"journey-summary.pdf", *(f"{n}.{suffix}" for n in CHART_NAMES for suffix in ("svg", "png"))}


def test_demo_keeps_out_of_a_folder_with_journeys_of_ones_own(run: Run, notes: Path) -> None:
    run("import", notes)
    assert "journeys of your own" in refused(run, "demo")


# What is asked wrongly


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["lst"], 'There is no command "lst" (did you mean list?). See mysteryshop --help.'),
        (["list", "--jason"], "Unrecognized arguments: --jason. See mysteryshop list --help."),
        (["--jason"], "Unrecognized arguments: --jason. See mysteryshop --help."),
        (["trends", "--take-in", "x"], "Unrecognized arguments: --take-in. See mysteryshop trends --help."),
        (["list", "--data-dir", "x"], "--data-dir stands before the command."),
        (["notes"], "The following arguments are required: JOURNEY. See mysteryshop notes --help."),
        (["chart", "story", "abc"], "The following arguments are required: -o/--output."),
        (["import"], "The following arguments are required: FILE."),
        (["report", "zzz", "-o", "x.pdf"], "There is no journey zzz."),
        (["metrics", ""], "There is no journey"),
    ],
)
def test_a_wrong_command_is_one_line_that_helps(run: Run, data: Path, words: list[str], expected: str) -> None:
    with Database.open(data):
        pass
    assert expected in refused(run, *words)


def test_a_beginning_that_fits_several_journeys_is_refused_and_the_journeys_are_named(run: Run, data: Path) -> None:
    with Database.open(data) as database:
        recorder = Recorder(database, Clock())
        for ident in ("aaaa-1", "aaaa-2", "bbbb-1"):
            recorder.prepare(templates.find("hotel-stay"), id=ident)
    said = refused(run, "notes", "aaaa")
    assert "aaaa-1" in said
    assert "aaaa-2" in said
    assert "bbbb" not in said
    assert run("notes", "b")[0] == 0


def test_a_folder_that_cannot_be_used_is_told_with_a_remedy(run: Run, data: Path, notes: Path) -> None:
    data.write_text("a file where the folder should be")
    for words in (["list"], ["metrics"], ["import", notes], ["demo"], ["backup"]):
        assert "--data-dir" in refused(run, *words)


def test_a_journey_under_way_is_measured_up_to_now(run: Run, data: Path) -> None:
    clock = Clock()
    with Database.open(data) as database:
        recorder = Recorder(database, clock)
        ident = recorder.prepare(templates.find("hotel-stay")).journey.id
        start = clock.now()
        recorder.start(ident, type(start)(start.at - 3600 * SECOND, 0, 0))
    (found,) = json.loads(run("metrics", "--json")[1])
    assert 3600 <= found["duration_s"] < 3700
    assert found["longest_silence_s"] == found["duration_s"]


def test_every_command_of_the_readme_is_there_and_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["demo", "list", "metrics", "notes", "report", "chart", "import", "export", "templates", "check", "backup"]
    wanted += ["drivers", "agreement", "simulate", "scan", "retain", "purge", "passphrase", "verify", "trends", "open"]
    wanted += ["desktop", "compare"]
    assert {command.name for command in COMMANDS} == set(wanted)
    for name in wanted:
        assert main([name, "--help"]) == 0
        assert capsys.readouterr().out.startswith(f"usage: mysteryshop {name}")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_fits_eighty_columns_and_its_examples_can_be_typed(
    command: Command, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([command.name, "--help"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if len(line) > 80] == []
    for example in command.examples:
        assert parsed(shlex.split(example)).run == command.run


def test_an_empty_data_folder_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", "", "list"]) == 2
    assert "--data-dir has no folder behind it" in capsys.readouterr().err


def test_a_fault_of_ours_is_one_line_and_exit_code_1(run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", notes)

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("mysteryshop.analysis.metrics_json.to_json", fail)
    code, out, err = run("metrics", "--json")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "RuntimeError: boom" in err
    with pytest.raises(RuntimeError):
        run("--debug", "metrics", "--json")


def test_bytes_that_are_no_text_name_no_journey(run: Run, data: Path, notes: Path) -> None:
    run("import", notes)
    for command in ("notes", "metrics", "verify", "scan"):
        assert "There is no journey" in refused(run, command, "\udcff\udcfe")


def test_a_data_folder_whose_name_is_too_long_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(tmp_path / ("x" * 300)), "list"]) == 2
    assert "name too long" in capsys.readouterr().err


def test_a_damaged_archive_of_tables_is_told(run: Run, notes: Path, tmp_path: Path) -> None:
    run("import", notes)
    run("export", tmp_path / "all.zip")
    good = (tmp_path / "all.zip").read_bytes()
    start = good.index(b"moments.csv") + 40  # within its packed content
    for place in range(start, start + 40):
        (tmp_path / "bad.zip").write_bytes(good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :])
        assert "bad.zip" in refused(run, "import", tmp_path / "bad.zip")
