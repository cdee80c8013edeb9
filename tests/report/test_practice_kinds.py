"""What the reader of the reports on expectations, customers, All In and cadence gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mysteryshop import figures, templates
from mysteryshop.cli import main
from mysteryshop.clock import Clock
from mysteryshop.comparison import believing, cadencing, customers, deciding
from mysteryshop.comparison.trend_question import Question
from mysteryshop.practice import Cadence, Decision, OutcomePoint, Party
from mysteryshop.recorder import Recorder
from mysteryshop.report.practice import all_in, cadence, expectations
from mysteryshop.report.practice import customers as customers_report
from mysteryshop.report.practice.paper import Paper, Table, write_paper
from mysteryshop.store.database import Database
from tests.many import many
from tests.report.hostile import LONG_WORD, MARKUP, SCRIPTS
from tests.report.journeys import GENERATED_AT
from tests.report.reading import alternatives, fonts, pages, tags

TODAY = date(2026, 11, 21)
NAMES = {template.key: template.name for template in templates.builtin()}
KINDS = ("expectations", "customers", "all-in", "cadence")


def answers(database: Database) -> dict[str, Any]:
    figures.refresh(database)
    table = figures.FigureTable(database)
    return {
        "expectations": believing.answered(database, believing.Asked()),
        "customers": customers.answered(database, table, "", TODAY),
        "all-in": deciding.answered(database),
        "cadence": cadencing.answered(database, table, Question("satisfaction"), TODAY),
    }


PAPERS: dict[str, Callable[[Any], Paper]] = {
    "expectations": expectations.paper,
    "customers": customers_report.paper,
    "all-in": all_in.paper,
    "cadence": lambda answer: cadence.paper(answer, NAMES),
}


@pytest.fixture(scope="module")
def found(demo_folder: Path) -> dict[str, Any]:
    with Database.open(demo_folder) as database:
        return answers(database)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_one_or_two_pages_tagged_and_the_same_every_time(
    kind: str, found: dict[str, Any], tmp_path: Path
) -> None:
    paper = PAPERS[kind](found[kind])
    one = write_paper(paper, tmp_path / "one.pdf", generated_at=GENERATED_AT)
    two = write_paper(paper, tmp_path / "two.pdf", generated_at=GENERATED_AT)
    assert one.pages <= 2
    assert one.standard == "PDF/A-3a, PDF/UA-1"
    assert one.path.read_bytes() == two.path.read_bytes()
    assert all(fonts(one.path).values())
    assert {"/H1", "/H2", "/Table"} <= tags(one.path)
    text = " ".join(pages(one.path))
    assert found[kind].headline in " ".join(text.split())
    assert "Demo data" in text
    assert "What it can and cannot say" in text
    assert all(alternatives(one.path))


def test_the_figures_are_those_of_the_screens(found: dict[str, Any], tmp_path: Path) -> None:
    calibration = found["expectations"].calibration
    text = " ".join(pages(write_paper(expectations.paper(found["expectations"]), tmp_path / "e.pdf").path))
    assert f"{calibration.brier:.2f}" in text
    assert f"n = {calibration.n} judged beliefs" in text
    shares = found["all-in"].shares
    text = " ".join(pages(write_paper(all_in.paper(found["all-in"]), tmp_path / "a.pdf").path))
    assert f"{round(100 * shares.share)} %" in text
    assert f"n = {shares.n} choices" in text


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_folder_has_a_report_that_says_so(kind: str, tmp_path: Path) -> None:
    with Database.open(tmp_path / "data") as database:
        found = answers(database)
    done = write_paper(PAPERS[kind](found[kind]), tmp_path / "e.pdf", generated_at=GENERATED_AT)
    assert done.pages == 1
    assert done.standard == "PDF/A-3a, PDF/UA-1"
    assert "Demo data" not in " ".join(pages(done.path))


@pytest.mark.parametrize("words", [" ".join(MARKUP), LONG_WORD, " ".join(SCRIPTS)])
def test_whatever_is_typed_is_set_as_it_is(words: str, tmp_path: Path) -> None:
    with Database.open(tmp_path / "data") as database:
        recorder = Recorder(database, Clock())
        recorder.keep(
            Party("p", words, "buyer", 1.0, preferences=words),
            Decision("d", 1_790_000_000_000_000, words, words, "customer", words),
            Cadence("c", 30, leader=words),
        )
        found = answers(database)
    for kind in KINDS:
        done = write_paper(PAPERS[kind](found[kind]), tmp_path / f"{kind}.pdf", generated_at=GENERATED_AT)
        assert done.pages


def test_no_person_is_named(found: dict[str, Any], tmp_path: Path) -> None:
    answer = found["all-in"]
    choice = replace(answer.choices[0], title="Mr Silva opens the lane", outcome="Mrs Silva waits less")
    kept = (Decision(choice.id, 1, choice.title), *answer.decisions)
    paper = all_in.paper(replace(answer, choices=(choice, *answer.choices[1:]), decisions=kept))
    text = " ".join(pages(write_paper(paper, tmp_path / "a.pdf").path))
    assert "Silva" not in text
    assert "opens the lane" in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_line_writes_it(
    kind: str, demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "report.pdf"
    assert main(["--data-dir", str(demo_folder), "report", "--kind", kind, "-o", str(target)]) == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert "PDF/A-3a" in capsys.readouterr().out


def test_of_many_years_the_last_five_stand_on_the_page(tmp_path: Path) -> None:
    with Database.open(tmp_path) as database:
        recorder = Recorder(database, Clock())
        recorder.import_records(many(4))
        recorder.keep(
            *(OutcomePoint(f"o{y}", "Order backlog", str(y), 1000.0 * y, "orders") for y in range(2018, 2027))
        )
        paper = cadence.paper(answers(database)["cadence"], NAMES)
    (table,) = [b for b in paper.blocks if isinstance(b, Table) and b.head[0] == ""]
    assert table.head == ("", "2022", "2023", "2024", "2025", "2026")
    assert all(len(row) == 6 for row in table.rows)
    assert table.more.startswith("4 earlier years")
