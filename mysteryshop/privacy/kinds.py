"""What may identify a person: one table of kinds, in the order in which they claim a stretch of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Confidence: TypeAlias = Literal["possible", "likely", "certain"]
CONFIDENCES: tuple[Confidence, ...] = ("possible", "likely", "certain")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of identifier: its id, its name for one and for several, and for one where it is counted."""

    id: str
    label: str
    plural: str
    single: str = ""


KINDS: tuple[Kind, ...] = (
    Kind("iban", "IBAN", "IBANs"),
    Kind("card", "card number", "card numbers"),
    Kind("mail", "mail address", "mail addresses"),
    Kind("handle", "social handle", "social handles"),
    Kind("phone", "phone number", "phone numbers"),
    Kind("plate", "licence plate", "licence plates"),
    Kind("badge", "staff number", "staff numbers"),
    Kind("name", "name", "names"),
    Kind("words", "words", "passages", "passage"),  # never found: chosen by hand
    Kind("picture", "part of a picture", "parts of pictures"),  # boxes drawn by hand
)
_BY_ID = {kind.id: kind for kind in KINDS}
RANK = {kind.id: rank for rank, kind in enumerate(KINDS)}


def kind_of(ident: str) -> Kind:
    """The kind with that id; KeyError where there is none."""
    return _BY_ID[ident]


def placeholder(ident: str) -> str:
    """What stands in place of one: "[redacted: name]"."""
    return f"[redacted: {_BY_ID[ident].label}]"


def counted(ident: str, count: int) -> str:
    """ "1 name", "3 names", "1 passage"."""
    kind = _BY_ID[ident]
    return f"{count} {(kind.single or kind.label) if count == 1 else kind.plural}"
