"""Every screen with demo data, light and dark, at 1280x800 and at twice the pixels: `make screenshots`.

    python -m tests.screenshots FOLDER [--only NAME] [--look THEME SCALE] [--size 1000 640] [--letters 1.3]

Each look is drawn by a process of its own, because Qt takes its scale once. Time stands still.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from mysteryshop import demo, settings, templates
from mysteryshop.analysis import debrief
from mysteryshop.charts import CHARTS
from mysteryshop.clock import FixedClock
from mysteryshop.errors import KnownError
from mysteryshop.imports import field_notes
from mysteryshop.imports.logs.looking import Look, look
from mysteryshop.imports.logs.object_log import ObjectType
from mysteryshop.imports.object_logs import ObjectLook
from mysteryshop.imports.own_logs.told import ChangedLog, Odd, changed
from mysteryshop.journey import SECOND, Expectation
from mysteryshop.paths import resources
from mysteryshop.privacy.decisions import Box, Decisions
from mysteryshop.privacy.scan import scan
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from ui.app import Application
from ui.bundles.dialogs import HandOnDialog, OpenBundleDialog
from ui.exchange_dialogs import PasteDialog, ReasonDialog
from ui.journeys.tags_dialog import TagsDialog
from ui.lock.passphrase_dialog import QUESTIONS, PassphraseDialog
from ui.lock.unlock_screen import UnlockScreen
from ui.log_changed import ChangedLogDialog
from ui.log_columns import LogColumnsDialog
from ui.log_objects import LogObjectsDialog
from ui.privacy.box_dialog import BoxDialog
from ui.privacy.purge_dialog import PurgeDialog
from ui.privacy.retention_dialog import Kept, RetentionDialog
from ui.privacy.review_dialog import ReviewDialog
from ui.record.dialog import RecordDialog

SIZE = (1280, 800)
LOOKS = tuple((theme, scale) for theme in ("light", "dark") for scale in (1, 2))
NOON = 1_794_652_920 * SECOND  # 14 Nov 2026, 10:42 in Lisbon: the walk of the mock
LEADER_SCREENS = ("findings", "expectations", "customers", "all-in", "cadence")
PARCELS = """order_no;what happened;on;by
4711;Order received;03/04/2026 09:12;web
4711;Confirmation sent;03/04/2026 09:13;mail
4711;Parcel handed over;03/05/2026 14:02;depot
4712;Order received;03/05/2026 10:00;web
4712;Customer chases by phone;03/06/2026 16:45;phone
4712;Told about the delay;03/07/2026 08:00;mail
"""
NAMED = """template: airline-passenger
place: Lisbon to Oslo
date: 2026-11-14
zone: Europe/Lisbon
10:22 > Security line
10:25 p Ten minutes at most, said Mr Tarkkanen | due 10:35, broken, @lane agent
10:29 c4 Write to otso.tarkkanen@lanes.example or call +351 912 345 678 | sign, proactive
10:41 f3 Two lanes closed, Tarkkanen shrugged | information, @badge no. 4711
11:00 end
"""
Picture = tuple[str, Callable[[], QWidget]]


def main() -> int:
    """Draw every look in turn."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--only", default="", help="draw only pictures whose name holds this")
    asked.add_argument("--look", nargs=2, metavar=("THEME", "SCALE"), help="one look, in this process")
    asked.add_argument("--size", nargs=2, type=int, default=SIZE, metavar=("WIDE", "HIGH"), help="of the window")
    asked.add_argument("--letters", type=float, default=1.0, help="the text size of Settings: 1.3 is the largest")
    args = asked.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    if args.look:
        with tempfile.TemporaryDirectory() as folder:
            return Album(Path(folder), args.folder, *args.look, tuple(args.size), args.letters).draw(args.only)
    for theme, scale in LOOKS:
        again = [sys.executable, "-m", "tests.screenshots", str(args.folder), "--only", args.only]
        again += ["--size", *map(str, args.size), "--letters", str(args.letters)]
        environment = {**os.environ, "QT_SCALE_FACTOR": str(scale)}
        subprocess.run([*again, "--look", theme, str(scale)], check=True, env=environment)
    print(f"{len(list(args.folder.glob('*.png')))} pictures in {args.folder}")
    return 0


class Album:
    """One look of the whole app: it is assembled as for a user, then led from screen to screen."""

    def __init__(
        self,
        data_dir: Path,
        target: Path,
        theme: str,
        scale: str,
        size: tuple[int, ...] = SIZE,
        letters: float = 1.0,
    ) -> None:
        self.target, self.look, self.size = target, f"{theme}-{scale}x", size
        self.data_dir = data_dir / "demo"
        self.empty_dir = data_dir / "empty"
        demo.fill(self.data_dir)
        for folder in (self.data_dir, self.empty_dir):
            settings.save(settings.Settings(theme=theme, text_scale=letters), folder)
        self.clock = FixedClock(NOON, "Europe/Lisbon")
        self.ids = fill_walk(self.data_dir, self.clock)
        self.qt = QApplication([])

    def draw(self, only: str) -> int:
        """Draw every picture whose name holds `only`."""
        for folder, pictures in ((self.data_dir, self.pictures), (self.empty_dir, self.empty_pictures)):
            self.app = application = Application(self.qt, folder, self.clock)
            application.window.resize(*self.size)
            application.show()
            wait_until(lambda: self.app.desk.is_open)
            self.rest()
            for name, widget in pictures():
                if only in name:
                    widget.grab().save(str(self.target / f"{name}-{self.look}.png"))
            application.window.close()
            application.close()
        return 0

    def empty_pictures(self) -> Iterator[tuple[str, QWidget]]:
        """What a new user sees first."""
        yield "home-empty", self.app.window
        for name in (*LEADER_SCREENS, "compare", "drivers", "trends", "agreement"):
            self.app.window.show_screen(name)
            yield f"{name}-empty", self.rest()

    def pictures(self) -> Iterator[tuple[str, QWidget]]:
        """Every screen in the order of a journey."""
        window = self.app.window
        yield "home", window
        window.show_prepare()
        yield "prepare", self.rest()
        window.prepare.form.figures._show()
        window.prepare.form.relationship.setCurrentIndex(window.prepare.form.relationship.findData("manager"))
        yield "prepare-figures", self.rest()
        for name in ("templates", "settings"):
            window.show_screen(name)
            yield name, self.rest()
        yield from self.leader()
        yield from self.analyst()
        yield from self.dialogs()
        yield from self.privacy()
        yield from self.lock()
        yield from self.walk()
        yield from self.debrief()
        yield from self.story()

    def leader(self) -> Iterator[tuple[str, QWidget]]:
        """What a leader does between walks."""
        yield from self.findings()
        for name in ("expectations", "customers", "all-in", "cadence"):
            self.app.window.show_screen(name)
            yield name, self.rest()

    def findings(self) -> Iterator[tuple[str, QWidget]]:
        """The board, a finding that a later walk may prove, and the chains from cause to effect."""
        from ui.findings.screen import FindingsScreen

        self.app.window.show_screen("findings")
        yield "findings", self.rest()
        assert self.app.window.of_leader is not None
        screen = self.app.window.of_leader.screen("findings")
        assert isinstance(screen, FindingsScreen)
        screen.open_finding(next(f.key for f in screen.board.found if f.later))
        yield "findings-one", self.rest()
        screen.side.panel.left.emit()
        screen.tabs.setCurrentIndex(1)
        yield "findings-causes", self.rest()
        screen.open_chain(next(c for c in screen.causes.chains if c.later and c.tests))
        yield "findings-chain", self.rest()

    def analyst(self) -> Iterator[tuple[str, QWidget]]:
        """Journeys against journeys, and the lower half of it; what drives satisfaction; one figure over time."""
        self.app.window.show_screen("compare")
        yield "compare", self.rest()
        screens = self.app.window.of_analyst
        assert screens is not None
        assert screens.compare is not None
        charts = screens.compare.charts
        for name in ("time", "silences", "pareto", "variants", "gaps", ""):
            charts.show_tab(name)
            if name:
                yield f"compare-{name}", self.rest()
        bar = screens.compare.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        yield "compare-table", self.rest()
        screens.compare.bar.group.pick("leader")
        self.rest()
        screens.compare.bar.b.pick("*")
        bar.setValue(0)
        yield "compare-many", self.rest()
        for name in ("drivers", "trends", "agreement"):
            self.app.window.show_screen(name)
            yield name, self.rest()

    def dialogs(self) -> Iterator[tuple[str, QWidget]]:
        """What the list of journeys asks."""
        notes = (resources() / "demo" / "01-lisbon-to-oslo.txt").read_text(encoding="utf-8")
        for name, dialog in (
            ("paste", PasteDialog(notes, self.app.window)),
            ("exclude", ReasonDialog("Exclude from comparisons", "Why does this journey not count?", self.app.window)),
            ("log-columns", LogColumnsDialog(self.log(), "Europe/Lisbon", self.app.window)),
            ("log-objects", LogObjectsDialog(self.object_log(), self.app.window)),
            ("log-changed", ChangedLogDialog(self.changed_log(), self.app.window)),
            ("tags", TagsDialog(self.app.window.journeys.model._rows[:4], ("board",), self.app.window)),
        ):
            yield name, self.shown(dialog)
            dialog.close()

    def log(self) -> Look:
        """A table of events whose columns are no plain case."""
        table = self.target / "parcels.csv"
        table.write_text(PARCELS, encoding="utf-8")
        try:
            return look(table, "Europe/Lisbon")
        finally:
            table.unlink()

    def object_log(self) -> ObjectLook:
        """A log of orders with their items, deliveries and customers."""
        names = ("create order", "confirm order", "pick item", "item out of stock", "reorder item", "send package")
        return ObjectLook(
            "order-management.ocel.json",
            (
                ObjectType("items", 7_659, 4.1, (*names, "package delivered", "failed delivery", "pay order")),
                ObjectType("orders", 2_000, 8.6, (names[0], names[1], "payment reminder", "pay order")),
                ObjectType("packages", 1_128, 3.4, names[2:]),
                ObjectType("customers of the wholesale department in the north", 15, 1_204.3, names[:1]),
                ObjectType("products", 20, 1.0, ("reorder item",)),
            ),
        )

    def changed_log(self) -> ChangedLog:
        """A log of the app's own that another program has been at."""
        odd = Odd("level 9 of a friction", "one of (1, 2, 3, 4)")
        error = changed("flights-of-the-autumn-2026.xes, line 4711, journey “8b1f3c52-airline”", odd, "concept:name")
        error.file = self.target / "flights-of-the-autumn-2026.xes"
        return error

    def lock(self) -> Iterator[tuple[str, QWidget]]:
        """What asks for the passphrase, and what sets, changes and removes it."""
        asking = UnlockScreen(self.app.theme)
        self.app.window.cover(asking)
        yield "unlock", self.rest()
        asking.show_refused(KnownError("This is not the passphrase of this data folder.", "Try again."))
        yield "unlock-refused", self.rest()
        self.app.window.uncover()
        for what in QUESTIONS:
            dialog = PassphraseDialog(what, self.app.theme, self.app.window)
            yield f"passphrase-{what}", self.shown(dialog)
            dialog.close()

    def privacy(self) -> Iterator[tuple[str, QWidget]]:
        """What is asked before a journey leaves, and before it goes."""
        window, theme = self.app.window, self.app.theme
        record = field_notes.read(NAMED, file="notes", templates=templates.builtin())
        photo = QImage(1200, 800, QImage.Format.Format_RGB32)
        photo.fill(0xC8B8A0)
        held = [Kept("1", "Fly as a passenger · Lisbon to Oslo", "2026-11-14")]
        for name, dialog in (
            ("review", ReviewDialog(record, scan(record), Decisions(), theme, window)),
            ("review-boxes", BoxDialog("security lane.jpg", photo, [Box(0.2, 0.2, 0.2, 0.3)], theme, window)),
            ("keep-until", RetentionDialog(held, date(2026, 11, 14), window)),
            ("purge", PurgeDialog(held, window)),
        ):
            yield name, self.shown(dialog)
            dialog.close()

    def shown(self, dialog: QDialog) -> QWidget:
        """The dialog, open and drawn."""
        dialog.open()
        self.rest()
        return dialog

    def open(self, ident: str, state: str) -> QWidget:
        """Open a journey as from the list, and wait for its screen."""
        opened: list[str] = []
        self.app.window.journeyShown.connect(lambda shown, _: opened.append(shown))
        self.app.window.open(ident, state)
        wait_until(lambda: ident in opened)
        return self.rest()

    def rest(self) -> QWidget:
        """The window, once nothing is on its way to it."""
        desk = self.app.desk
        for _ in range(3):
            wait_until(lambda: not desk.writer.busy and not desk.reader.busy)
            pause(150)
        return self.app.window

    def walk(self) -> Iterator[tuple[str, QWidget]]:
        """The walk of the mock, and the small window."""
        yield "walk", self.open(self.ids["walk"], "walking")
        screens = self.app.window.of_journey
        assert screens is not None
        screens.discreet.show()
        self.rest()
        yield "discreet", screens.discreet
        screens.discreet.hide()

    def debrief(self) -> Iterator[tuple[str, QWidget]]:
        """Every step of a debrief."""
        self.open(self.ids["debrief"], "debrief")
        screens = self.app.window.of_journey
        assert screens is not None
        record = screens.debrief.pen.record
        assert record is not None
        for step in debrief.steps(record):
            screens.debrief.go_to(step.id)
            yield f"debrief-{step.id}", self.rest()

    def story(self) -> Iterator[tuple[str, QWidget]]:
        """Every chart of a finalised journey."""
        self.open(self.ids["story"], "finalised")
        screens = self.app.window.of_journey
        assert screens is not None
        for chart in (*CHARTS, None):
            name = "figures" if chart is None else chart.name
            screens.story.charts.show_tab(name)
            yield f"story-{name}", self.rest()
        yield from self.evidence()
        yield from self.record()

    def record(self) -> Iterator[tuple[str, QWidget]]:
        """Every edit of a walk, and what a bundle asks."""
        window = self.app.window
        dialog = RecordDialog(window.desk, window.theme, self.ids["walk"], window)
        self.shown(dialog)
        dialog.prove()
        yield "record", self.rest() and dialog
        dialog.close()
        hand, ask = HandOnDialog(3, window.theme, window), OpenBundleDialog("walks.journey", window.theme, window)
        yield "hand-on", self.shown(hand)
        hand.first.edit.setText("a long passphrase")
        hand.again.edit.setText("a long")
        yield "hand-on-typed", self.rest() and hand
        hand.close()
        self.shown(ask)
        ask.show_error(KnownError("This is not the passphrase of the bundle.", "Try again."))
        yield "open-bundle", self.rest() and ask
        ask.close()

    def evidence(self) -> Iterator[tuple[str, QWidget]]:
        """A moment with its evidence beside the story, and the viewer, whole and close."""
        screens = self.app.window.of_journey
        assert screens is not None
        record = screens.story.pen.record
        assert record is not None
        shown = next(a for a in record.attachments if a.name == "lanes.png")
        screens.story.charts.show_tab("story")
        screens.story.open_moment(shown.moment)
        yield "evidence-story", self.rest()
        screens.evidence.open(shown.id)
        viewer = screens.evidence.viewer
        assert viewer is not None
        self.rest()
        yield "evidence", viewer
        viewer.canvas.actual()
        yield "evidence-close", viewer
        viewer.close()


def fill_walk(data_dir: Path, clock: FixedClock) -> dict[str, str]:
    """The walk of the mock, recorded by the recorder itself; ids of a journey for every screen."""
    database = Database.open(data_dir)
    try:
        rows = demo_rows(database)
        return {**rows, "walk": record_walk(Recorder(database, clock), clock)}
    finally:
        database.close()


def demo_rows(database: Database) -> dict[str, str]:
    """One demo journey to debrief, and one to tell the story of."""
    from mysteryshop.store.queries import Queries

    rows = Queries(database).rows(limit=100)
    story = next(r.id for r in rows if r.place.startswith("Lisbon to Oslo") and r.state == "finalised")
    return {"debrief": next(r.id for r in rows if r.state == "debrief"), "story": story}


def record_walk(recorder: Recorder, clock: FixedClock) -> str:
    """What walk.png shows, key by key."""
    plan = templates.find("airline-passenger")
    believed = [
        Expectation("b1", 1, "Lines are faster since March", 0.8),
        Expectation("b2", 2, touchpoint="security-line", wait_s=600, contacts=2, feeling=1),
    ]
    head = {"place": "Lisbon to Oslo · economy", "persona": "first-time flyer", "zone": "Europe/Lisbon"}
    ident = recorder.prepare(plan, expectations=believed, **head).journey.id
    start = clock.now()

    def at(minutes: float):  # type: ignore[no-untyped-def]  # a Stamp so many minutes before now
        return replace(start, at=start.at - round(minutes * 60) * SECOND)

    for minutes, touchpoint in ((101.5, "book-online"), (82.8, "get-to-the-airport"), (41.7, "check-in-with-bags")):
        if minutes > 100:
            recorder.start(ident, at(minutes), touchpoint)
        else:
            recorder.enter(ident, at(minutes), touchpoint=touchpoint)
    recorder.enter(ident, at(14.5), touchpoint="security-line")
    told = {"level": 4, "text": "“Have your boarding pass ready”", "channel": "announcement", "trigger": "proactive"}
    captured = (
        (14.4, "delight", {"level": 4, "text": "Agent walked a lost family to the desk"}),
        (13.5, "promise", {"text": "“Ten minutes at most”", "due_at": at(3).at, "outcome": "broken"}),
        (12.8, "question", {"text": "“Is this the line for Oslo?”", "resolved_at": at(12.1).at}),
        (11.8, "communication", told),
        (6.4, "mark", {}),
        (4.0, "wait", {}),
        (1.6, "friction", {"level": 3, "text": "Two lanes closed, nobody says why", "category": "information"}),
    )  # fmt: skip
    for minutes, kind, fields in captured:
        recorder.capture(ident, kind, at(minutes), **fields)
    return ident


def wait_until(condition: Callable[[], bool], patience_ms: int = 60_000) -> None:
    """Let the app live until the condition holds; TimeoutError after a minute."""
    waited = 0
    while not condition():
        pause(20)
        waited += 20
        if waited > patience_ms:
            raise TimeoutError("the app did not come to rest")


def pause(milliseconds: int) -> None:
    """Let the app live for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
