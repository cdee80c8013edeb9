"""The screen fixture: one virtual display a test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.screen import TOOLS, Screen


def _need_tools() -> None:
    """Skip where the tools are missing, so that `make test` runs anywhere; in CI that is a failure."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not missing:
        return
    reason = f"real-window tests need {', '.join(missing)} (README, Tests)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """A virtual X display of its own; the test fails when an app on it complained or crashed."""
    _need_tools()
    with Screen(tmp_path / "screen") as screen:
        yield screen
        crashed = [f"{app.process.args!r} {app.state()}: {app.said()}" for app in screen.apps if app.crashed]
    assert not crashed, "\n".join(crashed)
    complaints = [line for app in screen.apps for line in app.complaints()]
    assert not complaints, "\n".join(complaints)
