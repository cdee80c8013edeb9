"""Commands as a user types them, in this process: what they answer, and how they refuse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mysteryshop.cli import main

Run = Callable[..., tuple[int, str, str]]  # exit code, output, errors


def running(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on that data folder."""

    def command(*words: str | Path) -> tuple[int, str, str]:
        code = main(["--data-dir", str(data), *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def refused(run: Run, *words: str | Path) -> str:
    """What a command says on bad input: exit code 2, nothing printed, one line beside it."""
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("mysteryshop: ")
    assert err.count("\n") == 1
    return err
