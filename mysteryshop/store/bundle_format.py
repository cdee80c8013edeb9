"""What a bundle is: one .journey file that hands journeys on, with the whole chain of edits and the evidence.

A zip, deflated, that holds nothing but these parts, each once:

    manifest.json          {"format": "mysteryshop-bundle", "version": 1, "made_by", "made_at",
                            "missing": [hashes of attached files that the sender did not have],
                            "parts": [{"name", "size", "sha256"}, ...]}: every other part
    journeys/N.json        {"id", "chain_id", "snapshot", "edits": [[seq, at, verb, changes, reason, target,
                            undo_top, redo_top, hash], ...], "record": {...}}
    templates/HASH.json    the template as it was when the journey was made
    evidence/HASH          an attached file

Hashes are SHA-256, hexadecimal; instants microseconds UTC; `changes` is the text that is hashed. The record follows
from the edits and stands there for other programs. With a passphrase the whole zip is encrypted, see bundle_cipher.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from mysteryshop.errors import KnownError

SUFFIX = ".journey"
FORMAT, VERSION = "mysteryshop-bundle", 1
MANIFEST = "manifest.json"
PART = re.compile(r"journeys/[0-9]{1,5}\.json|templates/[0-9a-f]{64}\.json|evidence/[0-9a-f]{64}")

# What nobody's journeys come near, and what no computer chokes on.
MOST_BYTES = 4_000_000_000  # of the file
MOST_PARTS = 50_000
MOST_DIRECTORY = 16_000_000  # bytes of the zip's own list of parts
MOST_JSON = 32_000_000  # bytes of a part that is read as JSON: forty thousand edits take no more
MOST_EVIDENCE = 250_000_000  # bytes of one attached file
MOST_UNPACKED = 4_000_000_000  # bytes of all parts together
IN_MEMORY = 100_000_000  # bytes that are never written plainly on the way into or out of an encrypted bundle
MOST_RATIO = 200  # how many times smaller a part may be packed, beyond a first megabyte

_REMEDY = "Nothing was imported. Ask for the file again from whoever made it."


class BadBundle(KnownError):
    """The file is no bundle that can be taken in: it is refused whole."""

    def __init__(self, file: str, why: str, remedy: str = _REMEDY) -> None:
        super().__init__(f"{file} is refused: {why}.", remedy)


class Refused(Exception):
    """Why a bundle is refused, before it is known which file it is."""


def parsed(data: bytes, what: str) -> Any:
    """JSON; Refused where it is none, is nested too deep, or holds what JSON does not have."""
    try:
        return json.loads(data, parse_constant=_no_constant)
    except RecursionError:
        raise Refused(f"{what} is nested too deep") from None
    except ValueError as error:
        raise Refused(f"{what} is no JSON") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def field(said: Any, name: str, kind: type[Any], what: str) -> Any:
    """A field of an object, of that type exactly; Refused where it is not."""
    if not isinstance(said, Mapping) or type(said.get(name)) is not kind:
        raise Refused(f"{what} has no {name}")
    return said[name]
