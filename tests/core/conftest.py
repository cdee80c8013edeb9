"""What tests of the core share: folders plain and locked, and commands on a folder of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .commands import Run, running
from .locking import every_folder_is_locked


@pytest.fixture(params=["plain", "locked"])
def plain_and_locked(request: pytest.FixtureRequest) -> Iterator[None]:
    """The test runs twice: on a plain folder, and on one with a passphrase."""
    if request.param == "plain":
        yield
    else:
        with every_folder_is_locked():
            yield


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder that commands work on; it is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the data folder: exit code, output, errors."""
    return running(data, capsys)
