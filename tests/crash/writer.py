"""An app that walks and walks until it is killed, and says of each edit that it was stored.

`python -m tests.crash.writer DATA_DIR SEED`; one line of JSON after each edit that was committed.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from mysteryshop.clock import Clock
from mysteryshop.errors import KnownError
from mysteryshop.journey import Change, Moment
from mysteryshop.recorder import Recorder
from mysteryshop.store import keyfile
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.locking import PASSPHRASE
from tests.core.walks import AIRLINE


def say(**words: object) -> None:
    """Straight into the pipe: nothing is said later than it happened."""
    os.write(1, json.dumps(words).encode() + b"\n")


def acknowledge(change: Change) -> None:
    """What the screen would now show."""
    moments = {item.id: item.text for item in change.saved if isinstance(item, Moment)}
    say(seq=change.seq, verb=change.verb, moments=moments, removed=change.removed)


class App:
    """One walk, gone on with whenever the app is started again."""

    def __init__(self, data_dir: Path, seed: int) -> None:
        key = keyfile.unlock(data_dir, PASSPHRASE) if keyfile.is_locked(data_dir) else None
        self.database = Database.open(data_dir, exclusive=True, key=key)
        self.clock = Clock()
        self.recorder = Recorder(self.database, self.clock)
        self.random = random.Random(seed)
        self.journey = self._journey()
        self.moments = [m.id for m in Queries(self.database).load(self.journey).moments]

    def _journey(self) -> str:
        queries = Queries(self.database)
        if not queries.ids():
            acknowledge(self.recorder.prepare(AIRLINE))
        (journey,) = queries.ids()
        if queries.load(journey).journey.state == "planned":
            acknowledge(self.recorder.start(journey, self.clock.now(), "security-line"))
        return journey

    def capture(self) -> Change:
        kind = self.random.choice(["friction", "delight", "note", "wait", "promise"])
        change = self.recorder.capture(self.journey, kind, self.clock.now(), text=str(self.random.random()))
        self.moments.append(change.saved[0].id)
        return change

    def amend(self) -> Change:
        moment = self.random.choice(self.moments)
        return self.recorder.amend(self.journey, moment, text="x" * self.random.randrange(3000))

    def enter(self) -> Change:
        touchpoint = self.random.choice(AIRLINE.touchpoints).key
        return self.recorder.enter(self.journey, self.clock.now(), touchpoint=touchpoint)

    def undo(self) -> Change:
        return self.recorder.undo(self.journey)

    def redo(self) -> Change:
        return self.recorder.redo(self.journey)

    def walk_on(self) -> None:
        steps: list[Callable[[], Change]] = [
            *[self.capture] * 6,
            self.amend,
            self.amend,
            self.enter,
            self.undo,
            self.redo,
        ]
        while True:
            try:
                acknowledge(self.random.choice(steps)())
            except (KnownError, IndexError):
                continue  # nothing to redo, or nothing there to amend


def main() -> None:
    """Walk on until the end comes from outside."""
    say(opening=True)
    App(Path(sys.argv[1]), int(sys.argv[2])).walk_on()


if __name__ == "__main__":
    main()
