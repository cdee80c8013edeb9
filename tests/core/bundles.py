"""Two desks between which bundles go: the leader's and the analyst's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mysteryshop.clock import FixedClock
from mysteryshop.recorder import Recorder
from mysteryshop.store.adopting import Adopted
from mysteryshop.store.bundle_reading import opened
from mysteryshop.store.bundle_writing import Written, write
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.walks import START_US


class Desk:
    """A store with what is done at it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FixedClock(START_US + 10**11)
        self.recorder = Recorder(database, self.clock)
        self.queries = Queries(database)

    def hand_on(self, path: Path, *journeys: str, passphrase: str | None = None) -> Written:
        return write(self.database, journeys or self.queries.ids(), path, passphrase=passphrase)

    def take(self, path: Path, passphrase: str | None = None, *, bring_back: bool = False) -> list[Adopted]:
        with opened(path, self.database.data_dir, passphrase) as bundle:
            return self.recorder.adopt(bundle, bring_back=bring_back)

    def outcomes(self, path: Path) -> list[str]:
        return [adopted.outcome for adopted in self.take(path)]

    def all_is_well(self) -> bool:
        return all(self.queries.verify(ident).ok for ident in self.queries.ids())


@contextmanager
def desk(data_dir: Path) -> Iterator[Desk]:
    with Database.open(data_dir) as database:
        yield Desk(database)
