"""Evidence on the three screens of a journey: put together here, with one hook each into walk, debrief and story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from mysteryshop.clock import Stamp
from mysteryshop.errors import KnownError
from mysteryshop.journey import Attachment, Change, Record

from ..desk import Desk
from ..open_journey import OpenJourney
from ..theme import Theme
from .attaching import Attaching
from .intake import Intake
from .screen_grab import ScreenGrab
from .shelf import Shelf
from .sources import FileSource, Source, holds_evidence
from .thumbnails import Thumbnails
from .viewer import EvidenceViewer

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.store.database import Database

_KINDS = "Pictures and files (*);;Pictures (*.jpg *.jpeg *.png *.webp *.tif *.tiff *.gif *.bmp *.heic)"


@dataclass(frozen=True)
class Place:
    """A screen that takes evidence. `moment(at)` is whose evidence it becomes, "" where there is nothing to take it."""

    screen: QWidget
    moment: Callable[[Stamp], str]
    locked: Callable[[], bool]
    reason: Callable[[], str]
    failed: Callable[[KnownError], None]
    told: Callable[[str], None]


class Evidence(QObject):
    """Follows the open journey; `keep` is whether camera data stays in, as the settings say."""

    def __init__(self, desk: Desk, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._theme = desk, theme
        self.journey: OpenJourney | None = None
        self.thumbnails = Thumbnails(desk, self)
        self.attaching = Attaching(desk, self)
        self.grab = ScreenGrab(self)
        self.viewer: EvidenceViewer | None = None
        self._places: list[Place] = []
        self._shelves: dict[Shelf, tuple[Place, Callable[[Record], Sequence[Attachment]]]] = {}
        self._grabbing: tuple[Place, str] | None = None
        self._last: Place | None = None
        self._coming: set[str] = set()  # attachments on their way to the disk
        self.attaching.attached.connect(self._on_attached)
        self.attaching.failed.connect(self._on_failed)
        self.attaching.pendingChanged.connect(self._on_pending)
        self.grab.taken.connect(self._on_grabbed)
        self.grab.failed.connect(self._on_failed)

    def set_journey(self, journey: OpenJourney | None) -> None:
        """Another journey, or none."""
        if self.journey is not None:
            self.journey.changed.disconnect(self._on_changed)
        if self.viewer is not None:
            self.viewer.close()
        self.journey = journey
        if journey is not None:
            journey.changed.connect(self._on_changed)
        self.refresh()

    def set_keep(self, keep: bool) -> None:
        """Whether camera data stays in what is attached from now on."""
        self.attaching.keep = keep

    def add_place(self, place: Place) -> Place:
        """A screen takes evidence from now on: by drop and paste."""
        intake = Intake(place.screen, self._desk.clock)
        intake.came.connect(lambda sources, at, keep: self.take(place, sources, at, keep=keep))
        self._places.append(place)
        return place

    def shelf(self, name: str, place: Place, of: Callable[[Record], Sequence[Attachment]], **look: object) -> Shelf:
        """A shelf that shows what `of` says of the record."""
        shelf = Shelf(name, self._theme, self.thumbnails, **look)  # type: ignore[arg-type]  # heading, most
        shelf.openRequested.connect(self.open)
        shelf.addRequested.connect(lambda point: self.menu(place).popup(point))
        self._shelves[shelf] = (place, of)
        self.refresh()
        return shelf

    def refresh(self) -> None:
        """Show what is stored on every shelf."""
        record = self.journey.record if self.journey is not None else None
        for shelf, (place, of) in self._shelves.items():
            shelf.show_attachments(of(record) if record is not None else ())
            shelf.set_locked(place.locked())

    def take(self, place: Place, sources: Sequence[Source], at: Stamp, *, keep: bool = False) -> None:
        """Attach these to the moment that is on, or to a fresh mark."""
        self._last = place
        moment = self._moment(place, at)
        if moment and self.journey is not None:
            self.attaching.attach(self.journey, moment, sources, at, keep=keep, reason=place.reason())

    def attach_files(self, place: Place, paths: Sequence[str], *, keep: bool = False) -> None:
        """Attach files that were chosen."""
        if paths:
            self.take(place, [FileSource(Path(path)) for path in paths], self._desk.clock.now(), keep=keep)

    def take_screen(self, place: Place, at: Stamp) -> None:
        """Take a picture of the screen: our windows go, and come back when something was picked."""
        self._last = place
        if self.grab.running:
            return
        moment = self._moment(place, at)
        if moment:
            self._grabbing = (place, moment)
            self.grab.begin(at)

    def menu(self, place: Place) -> QMenu:
        """The ways to attach something."""
        menu = QMenu(place.screen)
        menu.setObjectName("evidence.menu")
        menu.addAction("Choose files…").triggered.connect(lambda: self._choose(place, False))
        menu.addAction("Choose files and keep their camera data…").triggered.connect(lambda: self._choose(place, True))
        paste = menu.addAction("Paste")
        paste.setEnabled(holds_evidence(QGuiApplication.clipboard().mimeData()))
        paste.triggered.connect(lambda: self._paste(place))
        menu.addAction("Picture of the screen").triggered.connect(
            lambda: self.take_screen(place, self._desk.clock.now())
        )
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def open(self, ident: str) -> None:
        """Look at a piece of evidence; the others of the journey are one key away."""
        if self.journey is None:
            return
        record = self.journey.record
        order = {m.id: place for place, m in enumerate(record.moments)}
        shown = sorted(record.attachments, key=lambda a: (order.get(a.moment, -1), a.captured_at))
        if not any(a.id == ident for a in shown):
            return
        viewer = self._the_viewer()
        viewer.open(record, shown, ident)
        viewer.set_locked(self._place_in_sight().locked())

    def close(self) -> None:
        """Close the viewer for good."""
        if self.viewer is not None:
            self.viewer.close()
            self.viewer.deleteLater()
            self.viewer = None

    def _moment(self, place: Place, at: Stamp) -> str:
        if place.locked():
            self._on_failed(
                KnownError(
                    "Nothing can be attached: this journey is sealed, or left out.",
                    "Say first why it is amended (Amend, above), then attach again.",
                )
            )
            return ""
        return place.moment(at)

    def _the_viewer(self) -> EvidenceViewer:
        if self.viewer is None:
            # Owned by the app's window, it goes where that goes: hidden in discreet mode, closed when it is locked.
            window = self._places[0].screen.window()
            self.viewer = viewer = EvidenceViewer(self._desk, self._theme, window)
            viewer.changed.connect(self._on_altered)
            viewer.removed.connect(self._on_removed)
            viewer.copyRequested.connect(self._on_copy)
            viewer.cleanRequested.connect(self._on_clean)
        return self.viewer

    def _place_in_sight(self) -> Place:
        return next((p for p in self._places if p.screen.isVisible()), self._places[0])

    def _choose(self, place: Place, keep: bool) -> None:
        dialog = QFileDialog(place.screen.window(), "Attach photos or files", str(Path.home()), _KINDS)
        dialog.setObjectName("evidence.files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.attach_files(place, paths, keep=keep))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _paste(self, place: Place) -> None:
        intake = place.screen.findChild(Intake)
        if intake is not None:
            intake.paste()

    def _on_grabbed(self, source: Source, at: Stamp) -> None:
        grabbing, self._grabbing = self._grabbing, None
        if grabbing is not None and self.journey is not None:
            place, moment = grabbing
            self.attaching.attach(self.journey, moment, [source], at, reason=place.reason())

    def _on_attached(self, attachment: Attachment, removed: tuple[str, ...]) -> None:
        self._coming.add(attachment.id)
        if removed:
            self._say(f"removed: {', '.join(removed)}")
        elif attachment.kept_metadata and attachment.width is None:
            self._say("kept as it came")

    def _on_pending(self, pending: int) -> None:
        if pending:
            self._say("reading …", lasting=True)
        else:
            for shelf in self._shelves:
                shelf.say("")

    def _say(self, words: str, *, lasting: bool = False) -> None:
        for shelf in self._shelves:
            if shelf.isVisible():
                shelf.say(words, lasting=lasting)

    def _on_failed(self, error: KnownError) -> None:
        (self._last or self._place_in_sight()).failed(error)

    def _on_changed(self, change: Change) -> None:
        self.refresh()
        self._tell_unseen(change)
        if self.viewer is not None and self.viewer.isVisible() and self.journey is not None:
            self.viewer.follow(self.journey.record, quiet=not self.journey.waiting)

    def _tell_unseen(self, change: Change) -> None:
        """What is on disk now and stands on no shelf in sight is told in words."""
        for item in change.saved:
            if isinstance(item, Attachment) and item.id in self._coming:
                self._coming.discard(item.id)
                if self.journey is not None and not any(s.isVisible() and item in s.shown for s in self._shelves):
                    record = self.journey.record
                    moment = record.moment(item.moment)
                    number = record.number_of(moment) if moment is not None else 0
                    (self._last or self._place_in_sight()).told(f"“{item.name}” is attached to moment {number}.")

    def _on_altered(self, attachment: Attachment) -> None:
        place = self._place_in_sight()
        if self.journey is not None and not place.locked():
            self.journey.save(attachment, reason=place.reason())

    def _on_removed(self, ident: str) -> None:
        place, journey = self._place_in_sight(), self.journey
        if journey is not None and not place.locked():
            reason = place.reason()
            journey.edit(lambda r: r.remove(journey.id, ident, reason=reason))

    def _on_clean(self, attachment: Attachment) -> None:
        place = self._place_in_sight()
        if self.journey is not None and not place.locked():
            self._last = place
            self.attaching.replace(self.journey, attachment, reason=place.reason())

    def _on_copy(self, attachment: Attachment) -> None:
        viewer = self._the_viewer()
        picked, _ = QFileDialog.getSaveFileName(viewer, "Save a copy", str(Path.home() / attachment.name))
        if picked:
            self.save_copy(attachment, Path(picked))

    def save_copy(self, attachment: Attachment, target: Path) -> None:
        """Write the file where the leader wants it."""
        viewer = self._the_viewer()

        def work(database: Database) -> Path:
            from mysteryshop.replacing import replace_file

            replace_file(target, database.files.read(attachment.digest))
            return target

        self._desk.read_store(
            work,
            lambda path: viewer.facts.say(f"Saved as {path.name}."),
            lambda error: viewer.facts.say(f"{error.title} {error.remedy}"),
            viewer,
        )
