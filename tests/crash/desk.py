"""A desk at which everything that changes the store is done by turns until it is killed.

`python -m tests.crash.desk DATA_DIR BUNDLES SEED [PASSPHRASE]`: capture, amendment, evidence, bundles, the
passphrase and purges. One line of JSON says what is begun, and one what is stored: `begin` and `done`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from mysteryshop.clock import Clock
from mysteryshop.errors import KnownError
from mysteryshop.journey import Attachment, Change, Item
from mysteryshop.recorder import Recorder
from mysteryshop.store import keyfile, passphrase, purging
from mysteryshop.store.bundle_reading import opened
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.locking import cheap_passphrases
from tests.core.walks import AIRLINE
from tests.crash.writer import say

KINDS = ("capture", "amendment", "evidence", "bundle", "passphrase", "purge")
_LONGEST_WALK = 150  # edits; then it is sealed, and may be purged
_MOST = 8  # journeys; then purges come first


def print_of(item: Item) -> str:
    """Ten characters by which the content of an item is known."""
    return sha256(repr(item).encode()).hexdigest()[:10]


class Desk:
    """The open store, and the walk that is under way at it."""

    def __init__(self, data_dir: Path, bundles: Path, seed: str, held: str) -> None:
        self.data_dir, self.bundles, self.held = data_dir, sorted(bundles.glob("*.journey")), held
        self.random = random.Random(seed)
        self.clock = Clock()
        self.open()

    def open(self) -> None:
        key = keyfile.unlock(self.data_dir, self.held) if keyfile.is_locked(self.data_dir) else None
        self.database = Database.open(self.data_dir, exclusive=True, key=key)
        self.recorder = Recorder(self.database, self.clock, "Ada")
        self.queries = Queries(self.database)
        walking = self.queries.rows(state="walking", limit=1)
        self.walk = walking[0].id if walking else ""
        self.moments = [m.id for m in self.queries.load(self.walk).moments] if self.walk else []

    def edited(self, change: Change) -> Change:
        """Say what the screen would now show."""
        prints = {item.id: print_of(item) for item in change.saved}
        said = {"journey": change.journey.id, "seq": change.seq, "verb": change.verb}
        say(done="edit", **said, prints=prints, removed=change.removed)
        return change

    def set_out(self) -> None:
        """A new walk where none is under way, or where this one is long enough."""
        if self.walk and len(self.queries.edits(self.walk)) > _LONGEST_WALK:
            self.edited(self.recorder.finish(self.walk, self.clock.now()))
            self.edited(self.recorder.finalise(self.walk, self.clock.now()))
            self.walk = ""
        if not self.walk:
            self.walk = self.edited(self.recorder.prepare(AIRLINE, place="Lisbon to Oslo")).journey.id
            self.edited(self.recorder.start(self.walk, self.clock.now(), "security-line"))
            self.moments = []

    def capture(self) -> None:
        self.set_out()
        for _ in range(self.random.randrange(10, 40)):
            kind = self.random.choice(["friction", "delight", "note", "wait", "promise"])
            text = "é" * self.random.randrange(500)
            change = self.edited(self.recorder.capture(self.walk, kind, self.clock.now(), text=text))
            self.moments.append(change.saved[0].id)
            if self.random.random() < 0.05:
                self.edited(self.recorder.enter(self.walk, self.clock.now(), name=f"Gate {self.random.random()}"))

    def amend(self) -> None:
        for _ in range(self.random.randrange(10, 40)):
            step = self.random.choice([self._amend, self._amend, self._amend, self._undo, self._redo])
            try:
                self.edited(step())
            except KnownError:
                continue  # nothing to redo, or the moment was undone

    def _amend(self) -> Change:
        at = self.clock.now().at - self.random.randrange(10**8)
        return self.recorder.amend(self.walk, self.random.choice(self.moments), text=str(at), observed_at=at)

    def _undo(self) -> Change:
        return self.recorder.undo(self.walk)

    def _redo(self) -> Change:
        return self.recorder.redo(self.walk)

    def attach(self) -> None:
        for _ in range(self.random.randrange(1, 6)):
            data = self.random.randbytes(self.random.randrange(1, 1 << 19))
            at = self.clock.now().at
            moment = self.random.choice(self.queries.load(self.walk).moments).id
            digest = sha256(data).hexdigest()
            item = Attachment(f"{at}", moment, digest, "p.jpg", "image/jpeg", len(data), at, at, "camera")
            self.edited(self.recorder.attach(self.walk, item, data))

    def take_in(self) -> None:
        file, back = self.random.choice(self.bundles), self.random.random() < 0.5
        say(begin="bundle", file=file.name, back=back)
        with opened(file, self.data_dir) as bundle:
            self.recorder.adopt(bundle, bring_back=back)
        say(done="bundle")

    def change_passphrase(self) -> None:
        what = self.random.choice(["change", "remove"]) if self.held else "set"
        new = f"passphrase {self.random.random()}" if what != "remove" else ""
        say(begin="passphrase", new=new)
        self.database.close()
        if what == "set":
            passphrase.set_passphrase(self.data_dir, new)
        elif what == "change":
            passphrase.change_passphrase(self.data_dir, self.held, new)
        else:
            passphrase.remove_passphrase(self.data_dir, self.held)
        self.held = new
        self.open()
        say(done="passphrase")

    def purge(self) -> None:
        rows = [row for row in self.queries.rows(limit=-1) if row.state != "walking"]
        if rows:
            journey = self.random.choice(rows).id
            say(begin="purge", journey=journey)
            purging.purge(self.database, journey, self.clock.now().at, "asked for")
            say(done="purge")

    def work_on(self) -> None:
        """Each kind of work as often as any other, in bursts that take about as long."""
        steps: dict[str, Callable[[], None]] = dict(
            zip(
                KINDS,
                (self.capture, self.amend, self.attach, self.take_in, self.change_passphrase, self.purge),
                strict=True,
            )
        )
        while True:
            kind = self.random.choice(KINDS) if self.queries.count() < _MOST else "purge"
            if kind in ("amendment", "evidence") and not self.moments:
                kind = "capture"
            if kind in KINDS[:3]:
                say(begin=kind)
            steps[kind]()


def main() -> None:
    """Work on until the end comes from outside."""
    folder, bundles, seed, held = [*sys.argv[1:], ""][:4]
    say(begin="opening")
    with cheap_passphrases():
        Desk(Path(folder), Path(bundles), seed, held).work_on()


if __name__ == "__main__":
    main()
