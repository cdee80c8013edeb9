"""Is what was handed out of this record: the seal on a PDF summary, a bundle, exported JSON, typed digits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mysteryshop.imports import printed_seal
from mysteryshop.store.bundle_format import SUFFIX
from mysteryshop.store.bundle_reading import opened
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

_COMPARED = {
    "same": "It is the same record, edit by edit.",
    "theirs is older": "The record here continues it: it was edited since.",
    "theirs is newer": "It continues the record here: it was edited since; import it to have that.",
    "diverged": "The two records went different ways: each has edits that the other has not.",
    "none": "The journey is not in it.",
}


_UNPROVED = (
    "But the journey came from a file that carries no edits, so nothing shows that it is still what was sealed: "
    "compare it with its bundle (.journey)."
)


@dataclass(frozen=True, slots=True)
class Compared:
    """Whether it is of this record, and what was found, as a sentence."""

    ok: bool
    text: str
    state: str = ""  # of a bundle: how it stands to the record here
    seal: str = ""  # as it stands on what was handed out


def file(database: Database, journey: str, path: Path, passphrase: str | None = None) -> Compared:
    """A file against a journey of the store; InputError where it carries none, PassphraseNeeded as for an import."""
    queries = Queries(database)
    if path.suffix.casefold() == SUFFIX:
        return _bundle(database, queries, journey, path, passphrase)
    printed = next((each for each in printed_seal.read(path) if each.journey == journey), None)
    if printed is None:
        return Compared(False, f"{path.name} is of another journey.")
    if not printed.seal:
        return Compared(False, f"{path.name} is a draft: it carries no seal.")
    return seal(queries, journey, printed.seal, path.name)


def seal(queries: Queries, ident: str, found: str, name: str = "") -> Compared:
    """A seal as it stands somewhere, whole or its first digits, against the journey's; InputError where it is none.

    A seal that came in with a file, without its edits, reads alike and proves nothing.
    """
    journey = queries.load(ident).journey
    bare, ours = printed_seal.typed(found), journey.seal
    what = f"The seal on {name}" if name else "The seal"
    if not ours:
        return Compared(False, f"{what} cannot be this journey's: it is not sealed here.", seal=bare)
    if not ours.startswith(bare):
        return Compared(False, f"{what} ({bare[:8]} …) is not this journey's ({ours[:8]} …).", seal=bare)
    part = "" if len(bare) == len(ours) else f", as far as its {len(bare)} digits go"
    if queries.verify(ident).elsewhere:
        return Compared(False, f"{what} reads as this journey's{part}. {_UNPROVED}", seal=bare)
    since = " The journey was changed after it was sealed: the record says how and why." if journey.seal_broken else ""
    return Compared(True, f"{what} is this journey's{part}.{since}", seal=bare)


def _bundle(database: Database, queries: Queries, journey: str, path: Path, passphrase: str | None) -> Compared:
    state, sealed = "none", ""
    with opened(path, database.data_dir, passphrase) as bundle:
        for carried in bundle.journeys():
            found = queries.beside(journey, carried)
            if found is not None and state in ("none", "diverged"):
                state, sealed = found, carried.head.seal
    same = "the same" if sealed == queries.load(journey).journey.seal else "another one"
    more = f" Its seal is {same}." if sealed and state != "none" else ""
    return Compared(state not in ("none", "diverged"), f"{path.name}: {_COMPARED[state]}{more}", state, sealed)
