"""Locked folders for tests: the real thing, with a passphrase that is cheap to try."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from mysteryshop.paths import database_file
from mysteryshop.store import keyfile
from mysteryshop.store.database import Database
from mysteryshop.store.keyfile import FolderKey

PASSPHRASE = "correct horse battery"
CHEAP = 1 << 4  # scrypt's cost; the real one is a third of a second a try


@contextmanager
def cheap_passphrases() -> Iterator[None]:
    """Trying a passphrase costs nothing in here."""
    with patch.object(keyfile, "_COST", CHEAP):
        yield


@contextmanager
def every_folder_is_locked() -> Iterator[None]:
    """Whatever opens a folder in here opens a locked one, with its key."""
    plainly = Database.open.__func__  # type: ignore[attr-defined]  # of the class method

    def locked_open(
        cls: type[Database],
        data_dir: Path,
        *,
        create: bool = True,
        exclusive: bool = False,
        key: FolderKey | None = None,
    ) -> Database:
        path = keyfile.key_file(database_file(data_dir))
        if create and not path.exists():
            data_dir.mkdir(parents=True, exist_ok=True)
            keyfile.write(keyfile.wrapped(keyfile.fresh(), PASSPHRASE), path)
        key = keyfile.unlock(data_dir, PASSPHRASE) if path.exists() else None
        opened: Database = plainly(cls, data_dir, create=create, exclusive=exclusive, key=key)
        return opened

    with cheap_passphrases(), patch.object(Database, "open", classmethod(locked_open)):
        yield
