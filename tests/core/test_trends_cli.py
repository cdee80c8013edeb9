"""`mysteryshop trends`: the screen's answer, without a screen."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest

from mysteryshop.cli import main
from mysteryshop.clock import FixedClock
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from tests.many import many


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine flights and three hotel stays."""
    with Database.open(tmp_path) as database:
        recorder = Recorder(database, FixedClock(0))
        recorder.import_records(many(9))
        recorder.import_records(many(3, template="hotel-stay", relationship="buyer"))
    return tmp_path


def test_a_figure_is_told_by_year_and_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(folder), "trends", "satisfaction"]) == 0
    said = capsys.readouterr().out
    assert "2025" in said
    assert "2026" in said
    assert main(["--data-dir", str(folder), "trends", "satisfaction", "--template", "hotel-stay", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["template"], told["relationship"], told["n"], told["limits"]) == ("hotel-stay", "buyer", 3, None)
    assert sum(year["n"] for year in told["years"].values()) == len(told["points"]) == 3


def test_programs_are_told_how_many_were_left_out_and_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Database.open(folder) as database:
        excluded = many(10, seed=7)[0]
        recorder = Recorder(database, FixedClock(0))
        recorder.import_record(excluded)
        recorder.exclude(excluded.journey.id, "A rehearsal")
    words = ["--template", "airline-passenger", "--relationship", "end-user", "--json"]
    assert main(["--data-dir", str(folder), "trends", "satisfaction", *words]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["n"], told["left_out"]) == (9, {"excluded": 1})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("satisfacton",), "Expected one such as satisfaction"),
        (("satisfaction", "--relationship", "peer"), 'of the relationship "peer"'),
        (
            ("satisfaction", "--template", "doctor-as-patient"),
            "the template “doctor-as-patient”; templates there are",
        ),
        (("satisfaction", "--relationship", "all"), "A trend is of one relationship"),
    ],
)
def test_what_is_not_there_is_said_and_nothing_else_told(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert main(["--data-dir", str(folder), "trends", *words]) == 2
    answer = capsys.readouterr()
    assert said in answer.err
    assert answer.out == ""


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_how_far_the_measuring_is_and_only_while_it_lasts(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = Terminal()
    monkeypatch.setattr("sys.stderr", beside)
    monkeypatch.setattr("mysteryshop.figures.keeping.BATCH", 5)
    assert main(["--data-dir", str(folder), "trends"]) == 0
    assert "\r5 of 12 journeys measured\r10 of 12 journeys measured\r\033[K" in beside.getvalue()
    assert main(["--data-dir", str(folder), "trends"]) == 0
    assert beside.getvalue().count("measured") == 2
