"""What holds up the seal: a skip without a reason, and words that no field could read."""

from __future__ import annotations

from dataclasses import dataclass

from mysteryshop.analysis import debrief
from mysteryshop.journey import Finding, Moment, Record
from mysteryshop.wording import Wording, quoted

from ..unread import UnreadWords

_SKIP = "skipped, and nobody said why. A few words are enough: travelled alone, it was closed, no time."


@dataclass(frozen=True, slots=True)
class Held:
    """One thing in the way: what it is, why it cannot be sealed like this, and where it is put right.

    `step` is the debrief's, "" for a moment in the story; `about` an id there, `field` an object name.
    """

    step: str
    about: str
    field: str
    title: str
    words: str


def holding(record: Record, unread: tuple[UnreadWords, ...]) -> tuple[Held, ...]:
    """Everything in the way, skips first."""
    silent = debrief.unexplained(record.template, record.skips)
    skips = (Held("skips", t.key, f"skip.{t.key}", "Why it was skipped", f"{t.name}: {_SKIP}") for t in silent)
    wording = Wording(record.journey.zone, record.template.touchpoints, record.visits)
    things: dict[str, Moment | Finding] = {moment.id: moment for moment in record.moments}
    things.update({finding.id: finding for finding in record.findings})
    words = (_unread(each, things[each.about], wording) for each in unread if each.about in things)
    return (*skips, *(held for held in words if held is not None))


def _unread(words: UnreadWords, thing: Moment | Finding, wording: Wording) -> Held | None:
    """None where the thing has no such field any more."""
    of, _, _ = words.field.partition(".")
    if isinstance(thing, Moment) and of not in (thing.kind, "moment"):
        return None
    step = "findings" if isinstance(thing, Finding) else "" if of == "moment" else "open"
    told = f"{quoted(words.words)}, of {wording.in_a_sentence(thing)}, cannot be read. {words.expected} is expected."
    return Held(step, words.about, words.field, words.called, told)
