"""A process that takes in every file of a folder as a user would, within limits of time and memory.

`python -m tests.crash.feeder DATA_DIR FILES`: one line of JSON for each file: how it ended (0 taken, 2 refused with a
sentence; anything else is a failure of ours), what was said, how long it took, how many journeys there are, and what
was written outside the data folder. A file's kind is the beginning of its name up to the first dash.
"""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from mysteryshop import settings, templates
from mysteryshop.cli import main as command
from mysteryshop.errors import KnownError
from mysteryshop.evidence_files import kinds
from mysteryshop.evidence_files.pictures import bitmaps, for_print, thumbnail
from mysteryshop.evidence_files.taking import read_file
from mysteryshop.imports import mirror_sheet
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

LIMIT_S = 20  # of the processor's time: a busy disk is nobody's fault
LIMIT_BYTES = 2 << 30
_AT = 1_794_657_600_000_000
_WRITES = {"os.rename": 2, "os.remove": 1, "os.mkdir": 1, "os.rmdir": 1, "os.link": 2, "os.symlink": 2,
           "os.truncate": 1, "os.chmod": 1, "shutil.rmtree": 1}  # fmt: skip


class Watch:
    """What this process writes anywhere else than in the folders where it may."""

    def __init__(self, *allowed: Path) -> None:
        self.allowed = tuple(map(str, allowed))
        self.outside: list[str] = []
        sys.addaudithook(self._on_event)

    def _on_event(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            self._look(event, args[0])
        for place in range(_WRITES.get(event, 0)):
            self._look(event, args[place])

    def _look(self, event: str, named: object) -> None:
        if not isinstance(named, (str, bytes, os.PathLike)):
            return  # a file that is open already
        path = str(Path.cwd() / os.path.normpath(os.fsdecode(named)))
        if not path.startswith(self.allowed) and path != os.devnull:
            self.outside.append(f"{event} {path}")


def take_image(file: Path, data_dir: Path) -> None:
    """As it is attached, shown and printed."""
    taken = read_file(file, zone="UTC", now=_AT)
    if kinds.is_picture(taken.media_type):
        thumbnail(taken.data, taken.media_type, file.name, 64)
        bitmaps(taken.data, taken.media_type, file.name)
        for_print(taken.data, taken.media_type, file.name)
    with Database.open(data_dir) as database:
        database.files.put(taken.data)


def take_template(file: Path, data_dir: Path) -> None:
    """As it lies in the folder of one's own, and as it is saved by the editor."""
    own = templates.own_folder(data_dir) / "mine.toml"
    own.parent.mkdir(exist_ok=True)
    own.write_bytes(file.read_bytes())
    templates.load_all(data_dir)
    own.unlink()
    templates.save(templates.load(file), data_dir)


def take_settings(file: Path, data_dir: Path) -> None:
    """As the app reads it at its start, and writes it anew."""
    settings.settings_file(data_dir).write_bytes(file.read_bytes())
    chosen, problem = settings.load(data_dir)
    settings.save(chosen, data_dir)
    if problem is not None:
        raise problem


def take_sheet(file: Path, data_dir: Path) -> None:
    """As the other party's mirror sheet of the journey that is there."""
    with Database.open(data_dir) as database:
        queries = Queries(database)
        mirror_sheet.read(file.read_bytes(), file.name, queries.load(queries.ids()[0]), _AT)


TAKERS: dict[str, Callable[[Path, Path], None]] = {
    "image": take_image,
    "template": take_template,
    "settings": take_settings,
    "sheet": take_sheet,
}


def take(file: Path, data_dir: Path) -> tuple[int, str]:
    """How it ended, and what was said."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
    code = 0
    kind = file.name.split("-")[0]
    with redirect_stdout(out), redirect_stderr(out):
        if kind in TAKERS:
            try:
                TAKERS[kind](file, data_dir)
            except KnownError as error:
                code = 2
                out.write(f"{error.title} {error.remedy}" if error.remedy else "no remedy")
        else:
            code = command(["--data-dir", str(data_dir), "import", str(file)])
    out.seek(0)
    return code, out.read()


def on_alarm(*_: object) -> None:
    raise TimeoutError(f"longer than {LIMIT_S} s")


def main() -> None:
    """Take in file by file; a failure of ours is told with its traceback and stops nothing."""
    data_dir, files = Path(sys.argv[1]), sorted(Path(sys.argv[2]).iterdir())
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
    signal.signal(signal.SIGPROF, on_alarm)
    warnings.simplefilter("ignore")  # Pillow's about odd camera data
    watch = Watch(data_dir)
    for file in files:
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
        try:
            code, said = take(file, data_dir)
        except BaseException:
            code, said = 1, traceback.format_exc()
        signal.setitimer(signal.ITIMER_PROF, 0)
        took = time.process_time() - begun
        with Database.open(data_dir) as database:
            count = Queries(database).count()
        told = {"file": file.name, "code": code, "said": said[-3000:], "took": took, "journeys": count}
        print(json.dumps({**told, "outside": watch.outside}), flush=True)
        watch.outside.clear()


if __name__ == "__main__":
    main()
