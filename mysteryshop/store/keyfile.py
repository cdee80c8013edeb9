"""The key of a locked data folder, wrapped by its passphrase in a small file beside the journeys.

One random key locks everything in the folder; scrypt turns the passphrase into the key that wraps it
(AES-256-GCM; RFC 7914, NIST SP 800-38D). So a new passphrase is one small file replaced, and a wrong
one is known before anything is opened. Nobody can recover a passphrase from this file.
Standard library only until a passphrase is given: whether a folder is locked is asked before the first paint.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mysteryshop.errors import InputError, StoreError
from mysteryshop.paths import database_file

from . import failures
from .extra import needed
from .placing import put_in_place
from .scrubbing import HELD, scrub, scrub_held

State = Literal["locked", "unlocking"]
SUFFIX = ".key"
_FORMAT = "mysteryshop key 1"
_COST = 1 << 17  # scrypt's n: 128 MB and a third of a second for every guess
_MOST_COST = 1 << 20  # of a file that somebody else made
_BLOCK = 8
_BYTES = 32


class Locked(StoreError):
    """The folder has a passphrase, and none was given."""


class WrongPassphrase(StoreError):
    """The passphrase given is not that of the folder."""


class FolderKey:
    """The open key of a data folder. `forget` overwrites it, as far as Python allows."""

    def __init__(self, ident: str, secret: bytes) -> None:
        self.ident = ident
        self._secret = bytearray(secret)

    def __repr__(self) -> str:
        return f"FolderKey({self.ident})"

    @property
    def database(self) -> str:
        """The raw key of database files, as 64 hexadecimal digits."""
        return self._derived(b"mysteryshop database").hex()

    @property
    def files(self) -> bytes:
        """The key of evidence files, 32 bytes."""
        return self._derived(b"mysteryshop files")

    def forget(self) -> None:
        """Overwrite the key: this object opens nothing any more."""
        self._secret[:] = bytes(len(self._secret))

    def _derived(self, purpose: bytes) -> bytes:
        if not any(self._secret):
            raise StoreError("The journeys are locked.", "Give the passphrase again.")
        return hmac.digest(self._secret, purpose, "sha256")


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file says; `unlocking` while a passphrase is being removed."""

    ident: str
    state: State
    cost: int
    salt: bytes
    nonce: bytes
    wrapped: bytes


def key_file(database: Path) -> Path:
    """Where the key of a database file lies: beside it, also for a backup."""
    return database.with_name(database.name + SUFFIX)


def is_locked(data_dir: Path) -> bool:
    """Whether the folder has a passphrase: the cheapest question there is."""
    try:
        return key_file(database_file(data_dir)).exists()
    except OSError:
        return False  # a folder that cannot be looked into says so when it is opened


def unlock(data_dir: Path, passphrase: str) -> FolderKey:
    """The folder's key; WrongPassphrase, or StoreError where the key file or the extra is missing."""
    return opened(read(key_file(database_file(data_dir))), passphrase)


def opened(kept: KeyFile, passphrase: str) -> FolderKey:
    """The key that the file keeps; WrongPassphrase where it does not open."""
    needed()
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        secret = AESGCM(_stretched(passphrase, kept)).decrypt(kept.nonce, kept.wrapped, _said(kept))
    except InvalidTag as error:
        raise WrongPassphrase(
            "This is not the passphrase of this data folder. Nothing was changed.",
            "Look for Caps Lock and the keyboard's language, and try again.",
        ) from error
    return FolderKey(kept.ident, secret)


def fresh() -> FolderKey:
    """A new random key."""
    return FolderKey(os.urandom(8).hex(), os.urandom(_BYTES))


def wrapped(key: FolderKey, passphrase: str, state: State = "locked") -> KeyFile:
    """A key file that keeps the key behind the passphrase."""
    needed()
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    bare = KeyFile(key.ident, state, _COST, os.urandom(16), os.urandom(12), b"")
    held = AESGCM(_stretched(passphrase, bare)).encrypt(bare.nonce, bytes(key._secret), _said(bare))
    return KeyFile(bare.ident, state, bare.cost, bare.salt, bare.nonce, held)


def write(kept: KeyFile, path: Path) -> None:
    """Put the key file in its place, whole or not at all; OSError where the disk refuses."""
    new = beside(path)
    text = json.dumps({**_header(kept), "nonce": kept.nonce.hex(), "wrapped": kept.wrapped.hex()}, indent=1)
    new.unlink(missing_ok=True)
    new.touch(0o600)
    new.write_text(text + "\n", encoding="utf-8")
    put_in_place(new, path)


def beside(path: Path) -> Path:
    """Where a key file is written before it is put in its place."""
    return path.with_name(path.name + ".part")


def drop(path: Path) -> None:
    """Overwrite and delete a key file. It loses its name first: half overwritten it would look damaged."""
    scrub_held(path)
    path.replace(path.with_name(path.name + HELD))
    scrub_held(path)


def tidy(data_dir: Path) -> None:
    """Overwrite what an end in the middle left beside the key files. Only for who uses the folder alone."""
    main = key_file(database_file(data_dir))
    folders = ((data_dir, main.name), (data_dir / "backups", f"*{SUFFIX}"))
    with suppress(OSError):  # the next opening tries again
        for folder, name in folders:
            for left in (*folder.glob(name + HELD), *folder.glob(f"{name}.part")):
                scrub(left)


def read(path: Path) -> KeyFile:
    """What the file says; StoreError where it is missing or no key file."""
    try:
        return _understood(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise StoreError(f"There is no key file {path}.", "Copy it back: beside each backup lies one.") from error
    except OSError as error:
        raise failures.folder(error, path.parent) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StoreError(
            f"The key file {path} is damaged: without it nobody can open the journeys. Nothing was touched.",
            f"Copy one of the files that end in .sqlite{SUFFIX} in the folder backups to {path.name}.",
        ) from error


def checked(passphrase: str) -> str:
    """A passphrase that can be kept; InputError where it is empty or holds what nobody can type again."""
    if not passphrase.strip():
        raise InputError("The passphrase is empty.", "Choose one that others cannot guess.")
    if any(not c.isprintable() for c in passphrase):
        raise InputError("The passphrase holds signs that cannot be typed.", "Use letters, digits, signs and spaces.")
    return passphrase


def _understood(said: Any) -> KeyFile:
    """ValueError, KeyError or TypeError where this is no key file of ours."""
    kdf = said["kdf"]
    parts = (bytes.fromhex(text) for text in (kdf["salt"], said["nonce"], said["wrapped"]))
    kept = KeyFile(str(said["id"]), said["state"], int(kdf["n"]), *parts)
    fits = said["format"] == _FORMAT and kdf["name"] == "scrypt" and (kdf["r"], kdf["p"]) == (_BLOCK, 1)
    power_of_two = kept.cost & (kept.cost - 1) == 0
    if not (fits and kept.state in ("locked", "unlocking") and power_of_two and 2 <= kept.cost <= _MOST_COST):
        raise ValueError("not one of ours")
    return kept


def _header(kept: KeyFile) -> dict[str, Any]:
    kdf = {"name": "scrypt", "n": kept.cost, "r": _BLOCK, "p": 1, "salt": kept.salt.hex()}
    return {"format": _FORMAT, "id": kept.ident, "state": kept.state, "kdf": kdf}


def _said(kept: KeyFile) -> bytes:
    """What is bound to the wrapped key: nobody can change it without the passphrase."""
    return json.dumps(_header(kept), sort_keys=True).encode()


def _stretched(passphrase: str, kept: KeyFile) -> bytes:
    """The passphrase as a key. Composed as Unicode's NFC: every keyboard's é is the same."""
    said = unicodedata.normalize("NFC", passphrase).encode("utf-8", errors="surrogatepass")
    memory = 128 * _BLOCK * kept.cost + (1 << 20)
    return hashlib.scrypt(said, salt=kept.salt, n=kept.cost, r=_BLOCK, p=1, maxmem=memory, dklen=_BYTES)
