"""What the other screens need is made ready after the first paint, a little at a time: then nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from .background import Worker

# In the order in which they are likely to be wanted. Names that begin with a dot are of this package: in the wheel it
# lies elsewhere than in a checkout.
STEPS = (
    "sqlalchemy",
    ".walk.screen",
    "numpy",
    "matplotlib.figure",
    "mysteryshop.charts",
    ".debrief.screen",
    ".story.screen",
    ".journey_screens",
    ".findings.screen",
    ".expectations.screen",
    ".customers.screen",
    ".all_in.screen",
    ".cadence.screen",
    ".agreement.screen",
    "mysteryshop.figures",
    "mysteryshop.comparison.gathering",
    ".analyst_screens",
    "mysteryshop.board",
    ".leader_screens",
    ".record.dialog",
    ".bundles.passing",
    ".log_columns",
    ".privacy.review",
)
_BREATH_MS = 10  # between two steps on the window's thread


def warm_up(reader: Worker, then: Callable[[], None]) -> None:
    """Import it on the reader; what a screen asks of the reader comes between two steps. `then` when all is there."""
    steps = iter(STEPS)

    def go_on() -> None:
        step = next(steps, None)
        if step is None:
            then()
        elif not reader.ended:
            reader.submit(lambda: import_module(step, __package__), lambda _: go_on(), None, reader)

    go_on()


def build_up(steps: Iterator[None], owner: QObject, then: Callable[[], None]) -> None:
    """Take these steps on the window's thread; what the user does comes between two of them. `then` after the last."""

    def go_on() -> None:
        if next(steps, then) is then:
            then()
        else:
            QTimer.singleShot(_BREATH_MS, owner, go_on)

    go_on()
