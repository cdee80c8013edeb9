"""Files come in on the writer, one journey in memory at a time, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mysteryshop.errors import KnownError
from mysteryshop.imports.reading import here, read_batches
from mysteryshop.imports.report import Progress, Stopped

from .desk import Desk
from .log_objects import ChosenObjects

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.imports.batch import Batch
    from mysteryshop.imports.known import Stored
    from mysteryshop.imports.table import Context
    from mysteryshop.journey import Record
    from mysteryshop.recorder import Recorder
    from mysteryshop.store.queries import Queries

    from .log_columns import Chosen

NOTHING_CHOSEN: Mapping[Path, Chosen | ChosenObjects] = MappingProxyType({})
_DOING = {"reading": "Reading", "storing": "Storing"}


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: the ids that are new, how many journeys the files hold, and what was left out."""

    new: tuple[str, ...]
    seen: tuple[str, ...]
    told: tuple[str, ...]


class Watched(QObject):
    """Work on a file in the background: `finished` or `failed` follows, `stop` ends it and leaves nothing of it."""

    progressed = Signal(str, int)  # what is done, per cent
    finished = Signal(object)
    failed = Signal(object)  # KnownError

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stopped = Event()
        self._last = ("", -1)

    def stop(self) -> None:
        """Stop as soon as possible."""
        self._stopped.set()

    def _progress(self, doing: str, done: int, whole: int) -> None:
        if self._stopped.is_set():
            raise Stopped
        now = (_DOING[doing], min(100, round(100 * done / whole)) if whole else 0)
        if now != self._last:  # a hundred times at most
            self._last = now
            self.progressed.emit(*now)

    def _on_finished(self, result: object) -> None:
        self.finished.emit(result)

    def _on_failed(self, error: KnownError) -> None:
        self.failed.emit(error)


class Looking(Watched):
    """One look into a file before it is imported; `finished` brings what was seen."""

    def __init__(self, desk: Desk, look: Callable[[Progress], object], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look

    def start(self) -> None:
        """Queue it behind whatever is being read."""
        self._desk.reader.submit(lambda: self._look(self._progress), self._on_finished, self._on_failed, self)


class TakingIn(Watched):
    """One import; `finished` brings what was Taken."""

    def __init__(
        self,
        desk: Desk,
        files: Sequence[Path],
        zone: str,
        parent: QObject,
        chosen: Mapping[Path, Chosen | ChosenObjects] = NOTHING_CHOSEN,
    ) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self._desk, self._files, self._zone = desk, tuple(files), zone

    def start(self) -> None:
        """Queue it behind whatever is being written."""
        self._desk.exchange(self._work, self._on_finished, self._on_failed, self)

    def _work(self, recorder: Recorder, queries: Queries) -> Taken:
        from mysteryshop.imports.known import Stored

        context = replace(here(self._desk.data_dir, self._zone), progress=self._progress)
        batches = [self._batch(context, file) for file in self._files]
        stored = Stored(queries.rows(limit=-1), queries.load)
        seen: list[str] = []
        new = recorder.import_each(lambda: self._wanted(batches, stored, seen))
        worth = (batch.report for batch in batches if batch.by_id or batch.report.skipped or batch.report.notes)
        told = (line for report in worth for line in report.lines())
        return Taken(tuple(dict.fromkeys(new)), tuple(dict.fromkeys(seen)), tuple(told))

    def _batch(self, context: Context, file: Path) -> Batch:
        with _named(file):
            (batch,) = read_batches([file], self._context(context, file))
        return batch

    def _context(self, context: Context, file: Path) -> Context:
        """What the file is read against: for a log whose columns or cases were confirmed, as these were."""
        from mysteryshop.imports.logs.csv_log import Columns

        chosen = self._chosen.get(file)
        if chosen is None:
            return context
        if isinstance(chosen, ChosenObjects):
            return replace(context, columns=Columns(chosen.case), communications=chosen.communications)
        columns = Columns(order=chosen.order, places=chosen.places)
        return replace(context, columns=columns, zone=chosen.zone, communications=chosen.communications)

    def _wanted(self, batches: list[Batch], stored: Stored, seen: list[str]) -> Iterator[Record]:
        seen.clear()
        whole = sum(batch.count for batch in batches)
        for file, batch in zip(self._files, batches, strict=True):
            with _named(file):
                for record in batch.records():
                    known = stored.known_as(record, by_id=batch.by_id)
                    seen.append(known or record.journey.id)
                    self._progress("storing", len(seen), whole)
                    if known is None:
                        yield record


@contextmanager
def _named(file: Path) -> Iterator[None]:
    """Of a log that can still be read in another way it is known which one it is."""
    from mysteryshop.imports.own_logs.told import ChangedLog

    try:
        yield
    except ChangedLog as error:
        error.file = file
        raise
