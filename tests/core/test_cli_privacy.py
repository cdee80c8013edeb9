"""Privacy on the command line: no export leaves with a name in it unless somebody said so."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdf
import pytest

from mysteryshop.cli import redacting
from mysteryshop.privacy.redaction import DECLINED, NOTHING_FOUND

from .commands import Run, running

NOTES = """template: airline-passenger
place: Lisbon to Oslo
date: 2026-11-14
zone: Europe/Lisbon
10:22 > Security line
10:25 p Ten minutes at most, said Mr Tarkkanen | due 10:35, broken, @Tarkkanen
10:29 c4 Write to otso.tarkkanen@lanes.example | announcement, proactive
10:41 f3 Two lanes closed | information
11:00 end
"""
PLANTED = ("tarkkanen", "lanes.example")


@pytest.fixture
def run(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a data folder that holds one journey with a name and an address in it."""
    command = running(data, capsys)
    notes = tmp_path / "walk.txt"
    notes.write_text(NOTES, encoding="utf-8")
    assert command("import", notes)[0] == 0
    return command


@pytest.fixture
def journey(run: Run) -> str:
    return str(json.loads(run("list", "--json")[1])[0]["id"])


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Somebody sits there and types these lines."""

    def typing(lines: str) -> None:
        monkeypatch.setattr(redacting, "_is_somebody_there", lambda: True)
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))

    return typing


def _held(path: Path) -> str:
    """Everything that a file of ours holds, unpacked."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            data = b"\n".join(packed.read(name) for name in packed.namelist())
    elif path.suffix == ".sqlite":
        with closing(sqlite3.connect(path)) as raw:
            data = "\n".join(raw.iterdump()).encode()
    elif path.suffix == ".pdf":
        pdf = pypdf.PdfReader(io.BytesIO(data))
        attached = b"".join(content for held in pdf.attachments.values() for content in held)
        data = "\n".join(page.extract_text() for page in pdf.pages).encode() + attached + str(pdf.metadata).encode()
    return data.decode("utf-8", errors="replace").casefold()


@pytest.mark.parametrize(
    "ending", [".txt", ".json", ".zip", ".csv", ".xlsx", ".xes", ".xes.gz", ".ocel.json", ".ocel.sqlite"]
)
def test_no_export_of_a_script_holds_what_was_planted(run: Run, journey: str, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"out{ending}"
    code, _, err = run("export", file, journey)
    assert code == 0
    assert "Redacted: 1 mail address and 2 names." in err
    assert not [word for word in PLANTED if word in _held(file)]
    assert run("export", file, journey, "--redact", "none")[2] == ""
    if ending != ".csv":  # which holds figures only
        assert all(word in _held(file) for word in PLANTED if ending not in (".ocel.json", ".ocel.sqlite") or word)


def test_the_report_its_attachment_and_its_footer_are_redacted(run: Run, journey: str, tmp_path: Path) -> None:
    file = tmp_path / "summary.pdf"
    assert run("report", journey, "-o", file)[0] == 0
    held = _held(file)
    assert not [word for word in PLANTED if word in held]
    assert "[redacted: name]" in held
    footers = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(file).pages]
    assert all("Redacted: 1 mail address and 2 names." in text for text in footers)


def test_a_declined_scan_and_one_without_findings_are_told_in_the_footer(
    run: Run, journey: str, tmp_path: Path
) -> None:
    file = tmp_path / "summary.pdf"
    run("report", journey, "-o", file, "--redact", "none")
    assert DECLINED in " ".join(pypdf.PdfReader(file).pages[0].extract_text().split())
    assert "tarkkanen" in _held(file)
    plain = tmp_path / "plain.txt"
    plain.write_text(
        NOTES.replace("Mr Tarkkanen", "the agent")
        .replace("@Tarkkanen", "@agent")
        .replace("2026-11-14", "2026-11-15")
        .replace("otso.tarkkanen@lanes.example", "us"),
        encoding="utf-8",
    )
    other = run("import", plain)[1].split()[0]
    run("report", other, "-o", file)
    assert NOTHING_FOUND in " ".join(pypdf.PdfReader(file).pages[0].extract_text().split())


def test_notes_and_charts_are_redacted_too(run: Run, journey: str, tmp_path: Path) -> None:
    code, out, err = run("notes", journey)
    assert (code, "@[redacted: name]" in out, "Redacted:" in err) == (0, True, True)
    chart = tmp_path / "story.svg"
    assert run("chart", "story", journey, "-o", chart)[0] == 0
    assert "tarkkanen" not in chart.read_text(encoding="utf-8").casefold()


def test_scan_says_what_and_why(run: Run, journey: str) -> None:
    found = json.loads(run("scan", journey[:8], "--json")[1])
    assert [(f["kind"], f["text"], f["decided"]) for f in found] == [
        ("mail", "otso.tarkkanen@lanes.example", "undecided"),
        ("name", "Tarkkanen", "undecided"),
    ]
    assert {each["field"] for each in found[1]["found"]} == {"text", "role"}
    said = run("scan", journey)[1]
    assert "it stands behind a title" in said


def test_a_terminal_is_asked_once_and_what_was_said_is_remembered(
    run: Run, journey: str, terminal: Callable[[str], None]
) -> None:
    terminal("k\nr\n")
    _, out, err = run("notes", journey)
    assert "otso.[redacted: name]@lanes.example" in out or "otso.tarkkanen@lanes.example" in out
    assert "said Mr [redacted: name]" in out
    assert "[1/2] mail address (certain" in err
    terminal("")  # asked again, nobody would answer
    assert run("notes", journey)[1] == out
    decided = {f["kind"]: f["decided"] for f in json.loads(run("scan", journey, "--json")[1])}
    assert decided == {"mail": "keep", "name": "redact"}


def test_ask_needs_a_terminal(run: Run, journey: str, tmp_path: Path) -> None:
    code, _, err = run("export", tmp_path / "x.json", journey, "--redact", "ask")
    assert code == 2
    assert "--redact all" in err
    assert not (tmp_path / "x.json").exists()


def test_the_stored_journey_is_never_altered(run: Run, journey: str, tmp_path: Path) -> None:
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    run("export", before, journey, "--redact", "none")
    run("export", tmp_path / "redacted.json", journey)
    run("export", after, journey, "--redact", "none")
    assert before.read_bytes() == after.read_bytes()
    assert "Every journey is what its edits say" in run("check")[1]


def test_a_purge_says_what_would_go_and_goes_only_with_yes(run: Run, journey: str, tmp_path: Path) -> None:
    code, out, err = run("purge", journey[:8])
    assert code == 2
    assert out.startswith(f"{journey}  2026-11-14  Fly as a passenger  Lisbon to Oslo")
    assert "--yes" in err
    assert len(json.loads(run("list", "--json")[1])) == 1
    assert "it is what its 1 edit says." in run("verify", journey)[1]
    code, out, _ = run("purge", journey, "--yes", "--reason", "asked for")
    assert out.endswith("; 1 backup written anew without it\n")
    assert (code, out.startswith(f"{journey} is purged")) == (0, True)
    assert json.loads(run("list", "--json")[1]) == []
    held = b"".join(path.read_bytes().lower() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert not [word for word in PLANTED if word.encode() in held]
    assert "WRONG" not in "\n".join(line for line in run("check")[1].splitlines() if "edits" in line)


def test_what_is_due_is_purged_together(run: Run, journey: str) -> None:
    assert "No journey is due" in run("purge", "--due", "--yes")[1]
    assert run("retain", journey, "2026-11-20")[1] == f"{journey}: kept until 2026-11-20\n"
    assert run("purge", "--due")[0] == 2
    assert f"{journey} is purged" in run("purge", "--due", "--yes")[1]


@pytest.mark.parametrize("words", [["purge"], ["purge", "x", "--due"], ["retain", "x", "soon"], ["purge", "nobody"]])
def test_bad_input_is_one_line(run: Run, words: list[str]) -> None:
    code, _, err = run(*words)
    assert (code, err.count("\n")) == (2, 1)
