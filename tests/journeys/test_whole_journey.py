"""One journey, whole, as a new user does it: a real window, the keyboard alone, and a crash in the middle."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest

from mysteryshop.store.glance import glance
from mysteryshop.store.listing import JourneyRow
from tests.journeys.screen import ROOT, App, Screen

pytestmark = pytest.mark.screen


def _row(folder: Path) -> JourneyRow:
    (row,) = glance(folder).rows
    return row


def _cli(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "mysteryshop", "--data-dir", str(folder), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _notes(folder: Path) -> str:
    return _cli(folder, "notes", _row(folder).id)


class Walker:
    """Someone at the keyboard, who looks at the disk after every event."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self.screen, self.folder = screen, folder
        self.moments = 0
        self.app: App = self.start()

    def start(self) -> App:
        self.app = self.screen.start_app("--data-dir", str(self.folder))
        self.app.window("Mysteryshop")
        return self.app

    def event(self, key: str, details: str = "", *, new: bool = True) -> None:
        """One moment: its key, and what is typed after it. It counts once it is on disk."""
        self.app.keys(key)
        self.moments += new
        self.until(lambda row: row.moments == self.moments, f"moment {self.moments} ({key}) is on disk")
        if details or key not in ("space", "1", "2", "3", "4", "5"):
            if details:
                self.app.type(details)
            self.app.keys("Return")

    def until(self, look: Any, what: str) -> None:
        self.screen.until(lambda: look(_row(self.folder)), what)


def _prepare(walker: Walker) -> None:
    app = walker.app
    app.keys("ctrl+n", "Tab")
    app.type("Lisbon to Oslo")
    app.keys("Tab")
    app.type("first-time flyer")
    app.keys("ctrl+Return")
    walker.screen.until(lambda: glance(walker.folder).count == 1, "the journey is prepared")
    app.window("Notes")  # the walk does not name the app
    assert _row(walker.folder).state == "planned"
    app.keys("Return")
    walker.until(lambda row: row.state == "walking", "the walk has begun")


def _before_the_crash(walker: Walker) -> None:
    walker.event("f", "2 Three extras are ticked | price")
    walker.event("d", "3 The date picker is kind")
    walker.event("4")
    walker.app.keys("Return", after_ms=200)  # get to the airport
    walker.event("c", "4 Your flight is on time | SMS, proactive")
    walker.event("h", "Asked about the strike | phone")
    walker.app.keys("Return", after_ms=200)  # check in with bags
    walker.event("w")
    walker.event("p", "Ten minutes at most | due 10m, @desk agent")
    walker.event("q", "Is this the right desk?")
    walker.event("w", "unexplained", new=False)
    walker.app.keys("Return", after_ms=200)  # security line
    walker.event("n", "A sign points at a wall -5m")
    walker.event("space")
    walker.event("f", "This was nothing")
    walker.app.keys("ctrl+z", "ctrl+z")  # its words, then the moment itself
    walker.moments -= 1
    walker.until(lambda row: row.moments == walker.moments, "the last friction is undone")


def _after_the_crash(walker: Walker) -> None:
    walker.event("2")
    walker.event("f", "3 Two lanes closed, nobody says why | information")
    walker.app.keys("Return", after_ms=200)  # wait for your group
    walker.app.keys("s")
    walker.app.type("the seat beside me stayed empty")
    walker.app.keys("Return")
    walker.screen.until(lambda: "| the seat beside me stayed empty" in _notes(walker.folder), "the skip is on disk")
    walker.app.keys("plus")
    walker.app.type("Re-screening")
    walker.app.keys("Return")
    walker.screen.until(lambda: "> Re-screening" in _notes(walker.folder), "the ad hoc touchpoint is entered")
    walker.event("1")


def _debriefed(walker: Walker) -> None:
    app = walker.app
    app.keys("ctrl+Return")
    app.keys("Return")
    walker.until(lambda row: row.state == "debrief", "the walk is finished")
    app.window("Mysteryshop")
    app.keys("f")  # the mark was a friction
    app.type("Nobody knew which line was ours")
    app.keys("Return")
    walker.until(lambda row: row.frictions == 3, "the mark is described")
    for _ in range(20):
        if _row(walker.folder).state == "finalised":
            return
        app.keys("ctrl+Return")
    walker.until(lambda row: row.state == "finalised", "the journey is sealed")


@pytest.mark.timeout(240)
def test_from_nothing_to_a_pdf_on_the_desk_by_keyboard_alone(screen: Screen, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    walker = Walker(screen, folder)
    _prepare(walker)
    _before_the_crash(walker)

    walker.app.kill()
    assert _row(folder).moments == walker.moments  # nothing acknowledged is lost
    assert _row(folder).state == "walking"

    app = walker.start()
    app.keys("space")  # the keyboard is on "Resume the walk"
    app.window("Notes")
    app.keys("ctrl+z")  # undo reaches back over the crash
    walker.moments -= 1
    walker.until(lambda row: row.moments == walker.moments, "the mark is undone after the restart")
    app.keys("ctrl+shift+z")
    walker.moments += 1
    walker.until(lambda row: row.moments == walker.moments, "and done again")
    _after_the_crash(walker)
    _debriefed(walker)

    target = tmp_path / "summary.pdf"
    app.window("Mysteryshop")
    app.keys("ctrl+p")
    app.window("Export the summary")
    app.keys("ctrl+a")
    app.type(str(target))
    app.keys("Return")
    screen.until(target.exists, "the PDF is written")
    app.window("Mysteryshop")
    app.close()
    assert app.wait() == 0
    _check(folder, target, walker.moments)


def _check(folder: Path, target: Path, moments: int) -> None:
    (figures,) = json.loads(_cli(folder, "metrics", "--json"))
    assert figures["friction_by_severity"] == {"1": 0, "2": 1, "3": 1, "4": 0}
    assert figures["friction_count"] == 3
    assert (figures["chases"], figures["communications"]) == (1, 1)
    assert figures["chase_ratio"] == 0.5
    assert figures["emotion_worst"] == -2
    assert figures["ad_hoc"] == 1
    assert figures["completeness"] == 0.5
    notes = _notes(folder)
    assert "n A sign points at a wall" in notes
    assert "This was nothing" not in notes
    assert "| due " in notes
    text = " ".join(pypdf.PdfReader(target).pages[0].extract_text().split())
    assert "Lisbon to Oslo" in text
    assert "5 of 10 touchpoints" in text
    whole = "\n".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert f"{moments} moments" in whole
    assert "Two lanes closed, nobody says why" in whole
    checked = {line["name"]: line["status"] for line in json.loads(_cli(folder, "check", "--json"))["checks"]}
    assert checked["journeys"] == checked["edits"] == "ok"
