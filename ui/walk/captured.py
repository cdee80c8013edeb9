"""What a key leaves behind: its moment as it will be once it is stored, and what is typed of it later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mysteryshop.clock import Stamp
from mysteryshop.errors import InputError
from mysteryshop.journey import Change, Moment
from mysteryshop.vocabulary import CaptureTerm

if TYPE_CHECKING:  # SQLAlchemy is imported on the writer
    from mysteryshop.recorder import Recorder


def captured(ident: str, term: CaptureTerm, at: Stamp) -> Moment:
    """The moment of a capture key."""
    return Moment(
        id=ident,
        kind=term.kind,
        observed_at=at.at,
        recorded_at=at.at,
        original_observed_at=at.at,
        offset_s=at.offset_s,
        elapsed_us=at.elapsed_us,
        level=term.level,
        trigger=term.trigger,
        outcome="open" if term.kind == "promise" else None,
    )


def amendment(journey: str, moment: str, fields: dict[str, Any]) -> Callable[[Recorder], Change]:
    """An amendment that gives the words back where it cannot be taken."""

    def amend(recorder: Recorder) -> Change:
        try:
            return recorder.amend(journey, moment, **fields)
        except InputError as error:
            words = f" You had typed: {fields['text']}" if fields.get("text") else ""
            raise InputError(error.title, error.remedy + words) from error

    return amend
