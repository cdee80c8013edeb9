"""Setting, changing and removing the passphrase of a data folder, safe against an end at any point.

The key file says what is to be: while it is there the folder is locked, and whatever still lies there
plainly is encrypted when the folder is next opened; while it says `unlocking`, all is made plain and the
key file goes last. So one small file, replaced whole, decides, and `settle` may be broken off and called
again. A new passphrase only wraps the same key anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mysteryshop.errors import InputError, StoreError
from mysteryshop.paths import database_file

from . import backup, converting, failures, keyfile, sealed_files
from .connections import is_plain
from .extra import needed
from .keyfile import FolderKey, KeyFile, key_file
from .lock import WriterLock
from .scrubbing import hold, scrub_held

_PATIENCE_S = 5.0
_MARGIN = 8 << 20  # bytes that stay free beside what is written anew


def set_passphrase(data_dir: Path, passphrase: str) -> FolderKey:
    """Lock the folder, which nobody may have open; the key that opens it from now on.

    InputError where it has a passphrase already. Where the journeys cannot be encrypted nothing is changed.
    """
    needed()
    keyfile.checked(passphrase)
    with _alone(data_dir):
        if keyfile.is_locked(data_dir):
            raise InputError("This data folder has a passphrase already.", "Change it instead.")
        _room(data_dir)
        key = keyfile.fresh()
        _write(keyfile.wrapped(key, passphrase), _main(data_dir))
        try:
            _convert(database_file(data_dir), key, encrypt=True)
        except StoreError as error:
            keyfile.drop(_main(data_dir))
            raise StoreError(f"No passphrase was set, and nothing was changed: {error.title}", error.remedy) from error
        _rest(data_dir, key, "The passphrase is set")
    return key


def change_passphrase(data_dir: Path, old: str, new: str) -> None:
    """Wrap the key anew; the folder may be open. WrongPassphrase where `old` is not the one that holds.

    Backups in the folder follow; copies elsewhere keep the passphrase that they were made with.
    """
    keyfile.checked(new)
    kept = keyfile.read(_main(data_dir))
    key = keyfile.opened(kept, old)
    _write(keyfile.wrapped(key, new, kept.state), _main(data_dir))
    _follow(data_dir, keyfile.read(_main(data_dir)))
    key.forget()


def remove_passphrase(data_dir: Path, passphrase: str) -> None:
    """Make everything in the folder plain, which nobody may have open; WrongPassphrase as in changing."""
    key = keyfile.unlock(data_dir, passphrase)
    with _alone(data_dir):
        _room(data_dir)
        before = keyfile.read(_main(data_dir))
        _write(keyfile.wrapped(key, passphrase, "unlocking"), _main(data_dir))
        try:
            _convert(database_file(data_dir), key, encrypt=False)
        except StoreError as error:
            _write(before, _main(data_dir))
            raise StoreError(f"The passphrase stays, and nothing was changed: {error.title}", error.remedy) from error
        _rest(data_dir, key, "The passphrase is being removed")


def settle(data_dir: Path, key: FolderKey) -> None:
    """Bring every file of the folder to what its key file says; StoreError where the world refuses.

    To be called by the only process that uses the folder, before it opens the journeys.
    """
    kept = keyfile.read(_main(data_dir))
    encrypt = kept.state == "locked"
    path = database_file(data_dir)
    converting.tidy(path)
    keyfile.tidy(data_dir)
    _convert(path, key, encrypt=encrypt)
    for each in backup.backups(data_dir):
        converting.tidy(each)
        _convert_backup(each, key, kept)
    (sealed_files.seal_all if encrypt else sealed_files.unseal_all)(data_dir / "evidence", key)
    if encrypt:
        _follow(data_dir, kept)
    else:
        _drop_keys(data_dir, key)


def _convert(path: Path, key: FolderKey, *, encrypt: bool) -> None:
    if path.exists() and is_plain(path) == encrypt:
        (converting.encrypt if encrypt else converting.make_plain)(path, key)


def _convert_backup(path: Path, key: FolderKey, kept: KeyFile) -> None:
    """Backups that another key locks, put there by hand, stay as they are."""
    beside = key_file(path)
    if kept.state == "locked" and is_plain(path):
        _write(kept, beside)  # first: no encrypted backup is ever without its key
    if beside.exists() and keyfile.read(beside).ident != key.ident:
        return
    _convert(path, key, encrypt=kept.state == "locked")


def _rest(data_dir: Path, key: FolderKey, done: str) -> None:
    try:
        settle(data_dir, key)
    except StoreError as error:
        raise StoreError(
            f"{done}, but not all files are brought along yet: {error.title}",
            f"{error.remedy} The rest follows when the folder is next opened.",
        ) from error


def _follow(data_dir: Path, kept: KeyFile) -> None:
    """The key files of backups made with the same key take the newest passphrase."""
    for path in _backup_keys(data_dir):
        with suppress(StoreError):  # a damaged one helps nobody, and harms nobody
            said = keyfile.read(path)
            if said.ident == kept.ident and said != kept:
                _write(kept, path)


def _drop_keys(data_dir: Path, key: FolderKey) -> None:
    """The key goes last of all: nothing needs it any more."""
    for path in _backup_keys(data_dir):
        with suppress(StoreError):
            if keyfile.read(path).ident == key.ident:
                keyfile.drop(path)
    try:
        keyfile.drop(_main(data_dir))
    except OSError as error:
        raise failures.folder(error, data_dir) from error


def _backup_keys(data_dir: Path) -> list[Path]:
    return sorted(backup.folder(data_dir).glob(f"*{keyfile.SUFFIX}"))


def _write(kept: KeyFile, path: Path) -> None:
    """Put a key file in its place; the one before, which another passphrase opens, is overwritten."""
    try:
        hold(path)
        keyfile.write(kept, path)
        scrub_held(path)
    except OSError as error:
        raise failures.folder(error, path.parent) from error


def _main(data_dir: Path) -> Path:
    return key_file(database_file(data_dir))


def _room(data_dir: Path) -> None:
    """The largest file is written anew beside itself: there must be room for it before anything begins."""
    sizes = [path.stat().st_size for path in (database_file(data_dir), *backup.backups(data_dir)) if path.exists()]
    if shutil.disk_usage(data_dir).free < 2 * max(sizes, default=0) + _MARGIN:
        raise StoreError("There is too little room on the disk. Nothing was changed.", "Make room, then try again.")


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Nobody else uses the folder meanwhile."""
    try:
        lock = WriterLock(data_dir)
        taken = lock.take(_PATIENCE_S)
    except OSError as error:
        raise failures.folder(error, data_dir) from error
    if not taken:
        raise StoreError(
            "The journeys are being used by another program. Nothing was changed.",
            "Close Mysteryshop everywhere else, then try again.",
        )
    try:
        yield
    finally:
        lock.release()
