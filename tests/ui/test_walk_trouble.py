"""When the disk refuses: nothing is lost, the order is kept, the walk goes on, and no row lies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest

from mysteryshop.errors import StoreError
from mysteryshop.journey import Change
from mysteryshop.store.ledger import Ledger
from ui import open_journey

from .walk_rig import KEYS, WalkRig

FULL = StoreError("The disk is full: your last moments are kept in memory.", "Free some space; they are tried again.")


class Disk:
    """A disk that can be told to refuse."""

    refuses = False


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Let every edit fail while the disk refuses."""
    disk, edit = Disk(), Ledger.edit

    def refusing(self: Ledger, *args: object) -> Change:
        if disk.refuses:
            raise FULL
        return edit(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "edit", refusing)
    monkeypatch.setattr(open_journey, "RETRY_MS", 20)
    yield disk
    disk.refuses = False


def key(walk: WalkRig, *names: str) -> None:
    """Press keys without waiting for the disk."""
    for name in names:
        QTest.keyClick(walk.keyboard, KEYS[name])
        walk.clock.advance(1)


def test_moments_wait_in_memory_in_their_order_and_no_row_shows(walk: WalkRig, disk: Disk) -> None:
    walk.begin("Space")
    disk.refuses = True
    key(walk, "5", "F", "3")
    walk.type("Queue jumped | attitude")
    key(walk, "Enter", "Space")
    walk.qtbot.waitUntil(lambda: walk.screen.recorded.state == "4 not yet on disk")
    assert walk.screen.banner.isVisible()
    assert len(walk.rows) == 1
    assert walk.capturing
    disk.refuses = False
    walk.settle()
    assert [m.kind for m in walk.stored().moments] == ["mark", "feeling", "friction", "mark"]
    friction = walk.stored().moments[2]
    assert (friction.level, friction.category, friction.text) == (3, "attitude", "Queue jumped")
    assert walk.screen.recorded.state == "all on disk"
    assert not walk.screen.banner.isVisible()
    assert walk.record == walk.stored()


def test_the_walk_goes_on_while_the_disk_refuses(walk: WalkRig, disk: Disk) -> None:
    walk.begin()
    disk.refuses = True
    key(walk, "W", "Enter", "Enter")
    assert walk.here == "Get to the airport", "the leader is led on"
    key(walk, "S", "Enter", "Enter")
    assert walk.here == "Security line"
    key(walk, "W")
    walk.type("nobody came | unexplained")
    key(walk, "Enter")
    disk.refuses = False
    walk.settle()
    stored = walk.stored()
    assert [v.touchpoint for v in stored.visits] == ["book-online", "get-to-the-airport", "security-line"]
    assert [s.touchpoint for s in stored.skips] == ["check-in-with-bags"]
    (wait,) = stored.moments
    assert wait.resolved_at is not None
    assert (wait.text, wait.explained) == ("nobody came", False)


def test_a_journey_started_while_the_disk_refuses_is_started(walk: WalkRig, disk: Disk) -> None:
    walk.open(walk.prepare())
    disk.refuses = True
    key(walk, "Space", "Enter", "Space")
    disk.refuses = False
    walk.settle()
    stored = walk.stored()
    assert stored.journey.state == "walking"
    assert [m.kind for m in stored.moments] == ["mark", "mark"]
    assert [v.touchpoint for v in stored.visits] == ["book-online"]


def test_words_for_a_moment_that_is_gone_are_given_back(walk: WalkRig) -> None:
    walk.begin("F")
    walk.desk.write(lambda r: r.undo(walk.journey.id))
    walk.type("Two lanes closed")
    walk.press("Enter")
    assert "Two lanes closed" in walk.screen.banner.remedy
    assert walk.capturing
