"""What the reader of the findings and of the causes report gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mysteryshop.analysis.board.found import Board
from mysteryshop.analysis.board.latency import listening_latency
from mysteryshop.board import board
from mysteryshop.cli import main
from mysteryshop.report.practice.causes import write_causes
from mysteryshop.report.practice.findings import write_findings
from mysteryshop.report.practice.paper import without_names
from mysteryshop.store.database import Database
from tests.core.test_board import board as board_of
from tests.core.test_board import commitment, found, heard
from tests.report.hostile import BROKEN, LONG_WORD, MARKUP, SCRIPTS
from tests.report.journeys import GENERATED_AT
from tests.report.reading import alternatives, fonts, pages, tags

WRITERS = {"findings": write_findings, "causes": write_causes}


@pytest.fixture(scope="module")
def read(demo_folder: Path) -> Board:
    with Database.open(demo_folder) as database:
        return board(database, date(2026, 11, 21))


@pytest.mark.parametrize("kind", WRITERS)
def test_it_is_two_pages_tagged_and_the_same_every_time(kind: str, read: Board, tmp_path: Path) -> None:
    one = WRITERS[kind](read, tmp_path / "one.pdf", generated_at=GENERATED_AT)
    two = WRITERS[kind](read, tmp_path / "two.pdf", generated_at=GENERATED_AT)
    assert (one.pages, one.standard) == (2, "PDF/A-3a, PDF/UA-1")
    assert one.path.read_bytes() == two.path.read_bytes()
    assert all(fonts(one.path).values())
    assert {"/H1", "/H2", "/Table"} <= tags(one.path)


def test_the_findings_report_says_the_boards_figures(read: Board, tmp_path: Path) -> None:
    text = " ".join(pages(write_findings(read, tmp_path / "f.pdf", generated_at=GENERATED_AT).path))
    made = [c for f in read.found for c in f.commitments if not f.walk.tainted and f.walk.state == "finalised"]
    kept, judged = sum(c.state == "kept" for c in made), sum(c.state in ("kept", "broken") for c in made)
    late = sum(f.overdue(read.today) for f in read.found)
    latency = listening_latency(read.found)
    assert f"{kept} of {judged} commitments were kept, as later walks show; {late} findings are overdue" in text
    assert f"n = {len(read.found)}" in text
    assert f"(median, n = {latency.n}); not told yet: {latency.not_told}" in text
    assert "Demo data" in text
    assert f"1. Settle {late} overdue findings, first “" in text
    for title in (
        "What to do next",
        "Overdue",
        "Walked again since: to be judged",
        "What later walks proved",
        "What it can and cannot say",
    ):
        assert title in text


def test_the_causes_report_answers_the_question_with_its_chart(read: Board, tmp_path: Path) -> None:
    done = write_causes(read, tmp_path / "c.pdf", generated_at=GENERATED_AT)
    text = " ".join(pages(done.path))
    assert "Which condition of the people who serve causes most of what customers suffer?" in text
    assert "The chains, what was suffered most first" in text
    (told,) = alternatives(done.path)
    assert told.startswith("Most findings lead from ")


@pytest.mark.parametrize("n", [0, 1, 3, 11, 24, 37, 300])
def test_the_limits_are_never_torn_apart_and_many_findings_take_no_more_pages(n: int, tmp_path: Path) -> None:
    late = board_of(*(found(i, 1 + i % 4, due=f"2025-01-{1 + i % 28:02}") for i in range(n)))
    done = write_findings(late, tmp_path / "many.pdf", generated_at=GENERATED_AT)
    assert done.pages <= 2
    (limits,) = [page for page in pages(done.path) if "What it can and cannot say" in page]
    assert "That it is common is for other walks to show" in limits
    assert "Made with Mysteryshop" in limits
    text = " ".join(" ".join(pages(done.path)).split())
    assert "What to do next" in text
    if n > 10:
        assert f"Overdue 10 of {n}; the others are on the board" in text


@pytest.mark.parametrize("kind", WRITERS)
def test_nothing_yet_is_said_on_one_page(kind: str, tmp_path: Path) -> None:
    done = WRITERS[kind](Board(today=date(2026, 1, 1)), tmp_path / "none.pdf", generated_at=GENERATED_AT)
    assert done.pages == 1
    assert ("Nothing has been found yet" if kind == "findings" else "Nothing says yet") in pages(done.path)[0]


def test_names_give_way_to_a_placeholder_and_roles_stay() -> None:
    assert (
        without_names("Mr Silva and Mrs Duarte at the gate")
        == "Mr [redacted: name] and Mrs [redacted: name] at the gate"
    )
    assert without_names("Head of airport services, Lisbon to Oslo") == "Head of airport services, Lisbon to Oslo"


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("words", [" ".join(MARKUP), " ".join(SCRIPTS), " ".join(BROKEN), LONG_WORD])
def test_any_words_can_be_printed(kind: str, words: str, tmp_path: Path) -> None:
    one = found(1, 3, title=words, effect=words, cause=words, owner=words, touchpoint=words)
    made = commitment(one, text=words, owner=words, state="kept", proof="j40")
    done = board_of(one)
    whole = Board((_with(done.found[0], made),), (), done.walks, done.today)
    assert WRITERS[kind](whole, tmp_path / "h.pdf", generated_at=GENERATED_AT).pages >= 1


def _with(of, made):  # type: ignore[no-untyped-def]
    return replace(of, commitments=(made,), heard=(heard(of, 2),))


@pytest.mark.parametrize("kind", WRITERS)
def test_the_command_line_writes_it(
    kind: str, demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.pdf"
    assert main(["--data-dir", str(demo_folder), "report", "--kind", kind, "-o", str(target)]) == 0
    assert capsys.readouterr().out.strip() == f"{target} (2 pages, PDF/A-3a, PDF/UA-1)"


def test_the_command_line_refuses_what_does_not_belong(
    demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "out.pdf")
    start = ["--data-dir", str(demo_folder), "report", "--kind", "causes", "-o", target]
    assert main([*start, "0123"]) == 2
    assert main([*start, "--by", "year"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert "A report of causes is of all journeys" in said[0]
    assert "--by belongs to a comparison." in said[1]
    assert not Path(target).exists()
