"""Journeys into files for other programs: Excel, tables, JSON, event logs; as many as the user sees, written whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mysteryshop.errors import KnownError
from mysteryshop.exports.table import EXPORTERS, Exporter, exporter_for

from .desk import Desk
from .exchange_dialogs import ProgressDialog

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.journey import Record
    from mysteryshop.store.database import Database
    from mysteryshop.store.queries import Queries

Chosen = Callable[["Queries"], Sequence[str]]  # the ids of the journeys that are wanted; asked on the reader
_ORDER = ("excel", "tables", "metrics", "json", "xes", "xes-gz", "ocel", "ocel-sqlite")  # what is asked for most first
OFFERED: tuple[Exporter, ...] = tuple(sorted((e for e in EXPORTERS if e.many), key=lambda e: _ORDER.index(e.name)))
KINDS = {f"{e.label} (*{e.suffixes[0]})": e for e in OFFERED}
_ONE_BY_ONE = "What is redacted can be decided case by case where one journey leaves: in its story."


class Exporting(QObject):
    """`begun` with a file chosen; `fileSaved` says what was written and redacted: all of a file, or nothing."""

    begun = Signal()
    fileSaved = Signal(str, str, Path)
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window

    def ask(self, chosen: Chosen) -> None:
        """Ask for a place and a format, then write these journeys."""
        picked, kind = QFileDialog.getSaveFileName(
            self._window, "Export journeys", str(Path.home() / f"journeys{OFFERED[0].suffixes[0]}"), ";;".join(KINDS)
        )
        if not picked:
            return
        try:
            self.write(chosen, *_meant(Path(picked), KINDS.get(kind, OFFERED[0])))
        except KnownError as error:
            self.failed.emit(error)

    def write(self, chosen: Chosen, path: Path, exporter: Exporter) -> None:
        """Write them into that file, with a way to stop."""
        self.begun.emit()
        work = _Writing(chosen, path, exporter, self)
        waiting = ProgressDialog("Exporting", self._window)
        waiting.stopped.connect(work.stop)
        work.progressed.connect(waiting.show_progress)

        def end(then: Callable[[], None]) -> None:
            waiting.accept()
            work.deleteLater()
            then()

        self._desk.read_store(
            work.run,
            lambda told: end(lambda: self.fileSaved.emit(*told, path)),
            lambda error: end(lambda: self.failed.emit(error)),
            self,
        )
        waiting.open_later()


class _Writing(QObject):
    """One export, on the reader; `stop` leaves nothing of it behind."""

    progressed = Signal(str, int)

    def __init__(self, chosen: Chosen, path: Path, exporter: Exporter, parent: QObject) -> None:
        super().__init__(parent)
        self._chosen, self._path, self._exporter = chosen, path, exporter
        self._stopped = Event()

    def stop(self) -> None:
        """Stop as soon as possible."""
        self._stopped.set()

    def run(self, database: Database) -> tuple[str, str]:
        """Write the file; what is told of it."""
        from mysteryshop.exports.writing import write_each
        from mysteryshop.privacy.redaction import sentence
        from mysteryshop.store.queries import Queries

        queries = Queries(database)
        idents = self._chosen(queries)
        counts: Counter[str] = Counter()
        write_each(self._records(database, queries, idents, counts), len(idents), self._path, self._exporter)
        n = len(idents)
        words = f"{n:,} journey{' is' if n == 1 else 's are'} saved in {self._path}."
        return words, f"{sentence(counts)} {_ONE_BY_ONE}" if counts else ""

    def _records(
        self, database: Database, queries: Queries, idents: Sequence[str], counts: Counter[str]
    ) -> Iterator[Record]:
        """Each as it may leave: what was decided of it before stands, and what else the scan finds is redacted."""
        from mysteryshop.privacy.decisions import from_text, settled
        from mysteryshop.privacy.redaction import cleared
        from mysteryshop.privacy.scan import scan
        from mysteryshop.store import redactions

        last = -1
        for done, ident in enumerate(idents):
            if self._stopped.is_set():
                raise KnownError("The export was stopped; nothing was written.", "Start it again when you like.")
            if (percent := 100 * done // len(idents)) != last:
                last = percent
                self.progressed.emit("Writing", percent)
            record = queries.load(ident)
            proposals = scan(record)
            decided = settled(from_text(redactions.read(database, ident)), proposals)
            result = cleared(record, proposals, decided)
            counts.update(result.counts)
            yield result.record


def _meant(path: Path, kind: Exporter) -> tuple[Path, Exporter]:
    """The file and its format: its ending decides, and a name without one gets that of the kind that was picked.

    InputError where no format has that ending.
    """
    if not path.suffix:
        return path.with_name(path.name + kind.suffixes[0]), kind
    return path, exporter_for(path)
