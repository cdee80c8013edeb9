"""A bundle behind a passphrase: scrypt makes the key, AES-256-GCM keeps and proves every block (RFC 7914, SP 800-38D).

    "MYSHOPJ1", the salt (16 bytes), log2 of scrypt's n (1 byte), then blocks of 64 KiB, each with its tag (16 bytes)

A block's nonce is its number, its last byte says whether it is the last one, and the file's beginning is bound to each:
blocks cannot be exchanged, left out, added or cut off unseen (the STREAM construction of Hoang, Reyhanitabar, Rogaway
and Vizár, 2015). The key is made for one file only, from a salt of its own. Needs the library cryptography.
"""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from importlib.util import find_spec
from typing import IO, Any

from mysteryshop.errors import InputError, KnownError

from .bundle_format import MOST_BYTES, Refused

MARK = b"MYSHOPJ1"
_SALT, _TAG, _BLOCK = 16, 16, 1 << 16
_COST = 17  # log2: 128 MB and a third of a second for every guess
_COSTS = range(14, 19)  # of a file that somebody else made
_R = 8


class PassphraseNeeded(KnownError):
    """The bundle is encrypted, and no passphrase was given, or the wrong one."""


def is_encrypted(start: bytes) -> bool:
    """Whether a file that begins so is an encrypted bundle."""
    return start.startswith(MARK)


def encrypt(plain: IO[bytes], target: IO[bytes], passphrase: str) -> None:
    """Write what stands in `plain` behind the passphrase."""
    aead, header = _opened(passphrase, os.urandom(_SALT), _COST)
    target.write(header)
    number, block = 0, plain.read(_BLOCK)
    while True:
        after = plain.read(_BLOCK)
        target.write(aead.encrypt(_nonce(number, last=not after), block, header))
        if not after:
            return
        number, block = number + 1, after


def decrypt(held: IO[bytes], target: IO[bytes], passphrase: str) -> None:
    """Write what stands in `held` plainly; PassphraseNeeded where it does not open, Refused where it is damaged."""
    start = held.read(len(MARK) + _SALT + 1)
    if len(start) != len(MARK) + _SALT + 1 or start[-1] not in _COSTS:
        raise Refused("its beginning is damaged")
    aead, header = _opened(passphrase, start[len(MARK) : -1], start[-1])
    number, written, block = 0, 0, held.read(_BLOCK + _TAG)
    while True:
        after = held.read(_BLOCK + _TAG)
        plain = _block(aead, _nonce(number, last=not after), block, header, number)
        written += target.write(plain)
        if written > MOST_BYTES:
            raise Refused("it is too large")
        if not after:
            return
        number, block = number + 1, after


def _block(aead: Any, nonce: bytes, block: bytes, header: bytes, number: int) -> bytes:
    from cryptography.exceptions import InvalidTag

    try:
        plain: bytes = aead.decrypt(nonce, block, header)
        return plain
    except (InvalidTag, ValueError) as error:
        if number:
            raise Refused("it was changed or cut off on the way") from error
        raise PassphraseNeeded(
            "This is not the passphrase of the bundle, or the file is damaged. Nothing was imported.",
            "Look for Caps Lock and the keyboard's language, and try again.",
        ) from error


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _opened(passphrase: str, salt: bytes, cost: int) -> tuple[Any, bytes]:
    needed()
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not passphrase.strip():
        raise InputError("The passphrase is empty.", "Choose one that others cannot guess.")
    said = unicodedata.normalize("NFC", passphrase).encode("utf-8", errors="surrogatepass")
    memory = 128 * _R * (1 << cost) + (1 << 20)
    key = hashlib.scrypt(said, salt=salt, n=1 << cost, r=_R, p=1, maxmem=memory, dklen=32)
    return AESGCM(key), MARK + salt + bytes([cost])


def needed() -> None:
    """KnownError with the command where the library is not installed."""
    if find_spec("cryptography") is None:
        raise KnownError(
            "A bundle with a passphrase needs the extra “encryption”, which is not installed.",
            f'Install it, then try again: {sys.executable or "python"} -m pip install "mysteryshop[encryption]"',
        )
