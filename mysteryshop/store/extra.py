"""Whether what a passphrase needs is installed: it is an extra, because most folders have none."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from mysteryshop.errors import StoreError

_MODULES = ("sqlcipher3", "cryptography")


def installed() -> bool:
    """Whether a passphrase can be used here; imports nothing."""
    return all(find_spec(name) is not None for name in _MODULES)


def command() -> str:
    """What to type to install it, for the Python that runs the app."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable or "python"
    return f'{python} -m pip install "mysteryshop[encryption]"'


def needed() -> None:
    """StoreError with the command where it is not installed."""
    if not installed():
        raise StoreError(
            "A passphrase needs the extra “encryption”, which is not installed. Nothing was changed.",
            f"Install it, then start Mysteryshop again: {command()}",
        )
