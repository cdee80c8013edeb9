"""Setting up on a machine that lacks something: `make demo` says what, instead of failing somewhere inside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.imports import ROOT

# A stand-in for an interpreter: as new, and as complete, as the test wants it.
STAND_IN = """#!/bin/sh
case "$*" in
    --version) echo "Python {version}" ;;
    *version_info*) exit {too_old} ;;
    *ensurepip*) exit {incomplete} ;;
esac
"""


def machine(folder: Path, **pythons: str) -> dict[str, str]:
    """An environment whose PATH has only these interpreters."""
    for name, script in pythons.items():
        (folder / name).write_text(script, encoding="utf-8")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


def stand_in(version: str = "3.12.1", *, too_old: bool = False, incomplete: bool = False) -> str:
    return STAND_IN.format(version=version, too_old=int(too_old), incomplete=int(incomplete))


def choose(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(ROOT / "requirements" / "python.sh"), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_the_python_that_runs_these_tests_would_do() -> None:
    answer = choose({"PATH": ""}, sys.executable)
    assert (answer.returncode, answer.stdout.strip()) == (0, sys.executable)


def test_a_newer_python_beside_an_old_one_is_found(tmp_path: Path) -> None:
    pythons = {"python3": stand_in("3.9.18", too_old=True), "python3.12": stand_in()}
    assert choose(machine(tmp_path, **pythons)).stdout.strip() == "python3.12"


def test_an_old_python_alone_is_named_with_the_remedy(tmp_path: Path) -> None:
    answer = choose(machine(tmp_path, python3=stand_in("3.9.18", too_old=True)))
    assert answer.returncode == 1
    assert "needs Python 3.11 or newer; found: Python 3.9.18" in answer.stderr


def test_no_python_at_all_is_said_too(tmp_path: Path) -> None:
    answer = choose(machine(tmp_path))
    assert answer.returncode == 1
    assert "found: none" in answer.stderr


def test_a_python_without_venv_names_the_package_to_install(tmp_path: Path) -> None:
    answer = choose(machine(tmp_path, python3=stand_in(incomplete=True)))
    assert answer.returncode == 1
    assert "sudo apt install python3-venv" in answer.stderr


@pytest.mark.parametrize("goal", ["demo", "test", "lint", "bench", "screenshots", "requirements", "clean"])
def test_make_without_a_goal_lists_each_goal(goal: str) -> None:
    answer = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True)
    assert f"make {goal} " in answer.stdout
