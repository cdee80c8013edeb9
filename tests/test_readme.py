"""What the README promises exists: its commands, goals, keys, packages and the field notes that it shows."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from mysteryshop import templates, vocabulary
from mysteryshop.imports import field_notes
from tests.imports import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(after: str) -> str:
    """The first fenced block after those words."""
    return README.split(after, 1)[1].split("```", 2)[1].strip("\n")


def test_the_field_notes_that_it_shows_can_be_imported() -> None:
    record = field_notes.read(block("## Field notes"), templates=templates.builtin())
    assert record.journey.place == "Lisbon to Oslo"
    assert len(record.moments) == 4


def test_what_it_says_fits_the_lines_of_an_editor() -> None:
    """Rows of tables cannot be broken."""
    assert not [line for line in README.splitlines() if len(line) > 120 and not line.startswith("|")]


def test_it_lists_exactly_the_commands_that_there_are() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "mysteryshop", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    there = set(re.findall(r"^    ([a-z]+) ", answer.stdout, re.MULTILINE))
    named = set(re.findall(r"^\| `mysteryshop ([a-z]+)", README, re.MULTILINE))
    assert named == there


def test_every_goal_that_it_names_can_be_made() -> None:
    goals = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z]+) ", README, re.MULTILINE)) <= goals


def test_it_names_the_default_key_of_every_capture() -> None:
    cells = re.findall(r"^\| ([^|]+) \|", block_of_keys(), re.MULTILINE)
    named = {key for cell in cells for key in cell.split()}
    assert {capture.key for capture in vocabulary.CAPTURES} <= named


def block_of_keys() -> str:
    return README.split("| key | moment |", 1)[1].split("\n\n", 1)[0]


@pytest.mark.parametrize("command", [r"sudo apt install (libgl1[^#]*)#", r"sudo apt install (xvfb[^`]*)`"])
def test_what_it_says_to_install_is_what_ci_installs(command: str) -> None:
    found = re.search(command, README)
    assert found
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    listed = script.split("packages=(", 1)[1].split(")", 1)[0].split()
    assert set(found[1].replace("\\", " ").split()) <= set(listed)


def test_every_file_that_it_points_to_exists() -> None:
    named = re.findall(r"`((?:tests|resources|requirements)/[^`*]+|LICENSE)`", README)
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]
