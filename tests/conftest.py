"""What holds for every test: no screen of the developer's, no data of the user's, nothing left behind."""

from __future__ import annotations

import gc
import inspect
import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before Qt or platformdirs look: widgets are drawn off screen, and the user's folders are an empty one.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
_home = tempfile.TemporaryDirectory(prefix="mysteryshop-home-")
for _variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
    os.environ[_variable] = str(Path(_home.name) / _variable.lower())

settings.register_profile(
    "repeatable",
    deadline=None,  # two busy cores make any deadline a coin toss
    derandomize=True,  # the same tests today and tomorrow; `--hypothesis-profile search` looks further
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # qtbot is one
)
settings.register_profile("search", parent=settings.get_profile("repeatable"), derandomize=False, max_examples=1000)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with widgets fails when windows, running timers or threads outlive it."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    from tests.leftovers import Before

    request.getfixturevalue("qapp")
    before, thresholds = Before.now(), gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)  # the app tidies up rarely; whoever measures memory in this process does not
    left = before.left()
    if left:
        pytest.fail("Left behind by the test: " + "; ".join(left))


@pytest.fixture(autouse=True)
def no_stray_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails the test, unless the test asks for `caplog` and judges it itself."""
    yield
    if "caplog" in inspect.signature(request.function).parameters:
        return
    stray = [record for phase in ("setup", "call") for record in caplog.get_records(phase)]
    said = [record.getMessage() for record in stray if record.levelno >= logging.WARNING]
    assert not said, "Stray log: " + "; ".join(said)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's journeys, made once for all tests that only read them."""
    from mysteryshop import demo

    made = tmp_path_factory.mktemp("demo")
    demo.fill(made)
    return made
