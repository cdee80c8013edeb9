"""The command line as a process of its own: exit codes, what it loads, and how it ends."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from mysteryshop import demo

from .sample import SAMPLE

ROOT = Path(__file__).parents[2]
HEAVY = {"sqlalchemy", "numpy", "matplotlib", "PySide6", "typst", "alembic", "sqlite3", "tomllib"}


def mysteryshop(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-m", "mysteryshop", *map(str, words)],
        cwd=ROOT, env=kept | environment, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["metrics", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    code = (
        "import json, sys\nfrom mysteryshop.cli import main\n"
        f"code = main({words!r})\nprint(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    exit_code, loaded = json.loads(answer.stderr)
    assert exit_code == 0
    assert not HEAVY & {name.partition(".")[0] for name in loaded}


def test_help_comes_at_once() -> None:
    """By processor time, which other tests running beside this one do not change."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert mysteryshop("--help").returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3


def test_without_a_display_the_app_says_so_in_one_line_instead_of_aborting(tmp_path: Path) -> None:
    answer = mysteryshop("--data-dir", tmp_path)
    said = answer.stderr.decode()
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert said.startswith("mysteryshop: There is no display to open a window on")
    assert said.count("\n") == 1


def test_a_display_that_does_not_answer_is_named(tmp_path: Path) -> None:
    answer = mysteryshop("--data-dir", tmp_path, DISPLAY=":987")
    said = answer.stderr.decode()
    assert answer.returncode == 2
    assert "mysteryshop: The display :987 does not answer." in said
    assert said.count("\n") == 1


def test_demo_without_a_screen_writes_summary_and_charts_and_names_the_folder(tmp_path: Path) -> None:
    answer = mysteryshop("--data-dir", tmp_path / "demo", "demo", "--open")
    folder = tmp_path / "demo" / "output"
    assert answer.returncode == 0
    assert str(folder) in answer.stdout.decode()
    assert (folder / "journey-summary.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "story.svg").exists()


def test_exit_codes(tmp_path: Path) -> None:
    notes = tmp_path / "walk.txt"
    notes.write_text(SAMPLE, encoding="utf-8")
    data = ("--data-dir", tmp_path / "data")
    assert mysteryshop(*data, "import", notes).returncode == 0
    assert mysteryshop(*data, "list", "--json").returncode == 0
    assert mysteryshop(*data, "nonsense").returncode == 2
    assert mysteryshop(*data, "notes", "nonsense").returncode == 2


def test_a_reader_that_has_had_enough_is_no_error(tmp_path: Path) -> None:
    mysteryshop("--data-dir", tmp_path / "data", "demo")
    command = (
        f'"{sys.executable}" -m mysteryshop --data-dir "{tmp_path / "data"}" metrics | head -1; exit ${{PIPESTATUS[0]}}'
    )
    answer = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, f"{len(demo.load())} journeys\n".encode(), b"")


def test_a_terminal_that_knows_only_ascii_stops_nothing(tmp_path: Path) -> None:
    notes = tmp_path / "walk.txt"
    notes.write_text(SAMPLE.replace("Lisbon to Oslo", "Lisboa → Malmö 東京"), encoding="utf-8")
    data = ("--data-dir", tmp_path / "data")
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    assert mysteryshop(*data, "import", notes, **ascii_only).returncode == 0
    assert mysteryshop(*data, "list", **ascii_only).stdout.count(b"?") == 4
    (row,) = json.loads(mysteryshop(*data, "list", "--json", **ascii_only).stdout)
    assert row["place"] == "Lisboa → Malmö 東京"
    printed = mysteryshop(*data, "notes", row["id"][:6], **ascii_only).stdout
    assert "place: Lisboa → Malmö 東京" in printed.decode("utf-8")


def test_what_a_file_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    notes = tmp_path / "walk.txt"
    notes.write_text(SAMPLE.replace("Lisbon to Oslo", r"\u{1B}[2J\u{7}Oslo"), encoding="utf-8")
    data = ("--data-dir", tmp_path / "data")
    mysteryshop(*data, "import", notes)
    assert b"\x1b" not in mysteryshop(*data, "list").stdout
    assert b"\x1b" not in mysteryshop(*data, "metrics").stdout
