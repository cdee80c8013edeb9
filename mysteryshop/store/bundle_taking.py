"""A bundle comes in: its files first, then all its journeys in one transaction; all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable

from mysteryshop.errors import StoreError

from . import adopting
from .adopting import Adopted
from .bundle_format import BadBundle, Refused
from .bundle_reading import Bundle
from .database import Database
from .ledger import Ledger

_TAKEN = ("new", "newer", "diverged")
_USED = "SELECT 1 FROM attachments WHERE digest = ? LIMIT 1"


def take_in(database: Database, ledger: Ledger, bundle: Bundle, at: int, *, bring_back: bool) -> list[Adopted]:
    """Take the journeys of a proved bundle in; what became of each. See Recorder.adopt."""
    put: list[str] = []
    try:
        _put_files(database, bundle, _needed(database, bundle, bring_back), put)
        return ledger.beside(
            lambda execute: [
                adopting.adopt(ledger, execute, journey, at, bring_back=bring_back) for journey in bundle.journeys()
            ]
        )
    except BaseException as error:
        _take_away(database, put)
        if isinstance(error, Refused):
            raise BadBundle(bundle.file, str(error)) from error
        raise


def _needed(database: Database, bundle: Bundle, bring_back: bool) -> list[str]:
    """The files of the journeys that are going to be taken."""
    found: set[str] = set()
    with database.reader() as connection:
        for journey in bundle.journeys():
            if adopting.plan(connection.exec_driver_sql, journey, bring_back=bring_back).outcome in _TAKEN:
                found |= journey.digests
    return sorted(found)


def _put_files(database: Database, bundle: Bundle, digests: Iterable[str], put: list[str]) -> None:
    for digest in digests:
        if not database.files.holds(digest) and (data := bundle.evidence(digest)) is not None:
            put.append(digest)
            database.files.put(data)


def _take_away(database: Database, put: Iterable[str]) -> None:
    """The files that were put here for an import that failed, unless a journey of ours has them too."""
    try:
        with database.reader() as connection:
            for digest in put:
                if connection.exec_driver_sql(_USED, (digest,)).first() is None:
                    database.files.remove(digest)
    except StoreError:
        return  # they are named by what is in them, and harm nobody
