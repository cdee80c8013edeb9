"""Whom the demo's leaders listen to, against whom they mean to: written by hand, with conversations made by chance."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from mysteryshop.journey import SECOND, Record
from mysteryshop.practice import Entry, Link, Listening, Party

_DAY = 24 * 3600 * SECOND
_PARTIES = (  # name, relationship, should be, is, how they like to work
    ("First-time flyers", "end-user", 0.35, 0.10, "After the trip, not during it; by phone, in the evening"),
    ("Gate and lane teams", "internal team", 0.25, 0.15, "Before the early shift, standing, ten minutes at most"),
    ("Corporate travel buyers", "buyer", 0.15, 0.35, "A written question first, then half an hour with figures"),
    ("Service desk callers", "internal team", 0.15, 0.12, "Sit beside the desk for a morning"),
    ("Catering supplier", "supplier", 0.10, 0.03, ""),
    ("The chief executive", "manager", None, 0.25, "Short and with a proposal"),
)
_OVERRIDE = "To see how much time goes there"
_LINKS = (  # the internal template, what it feeds, and why
    ("internal-service-desk", "airline-passenger", "check-in-with-bags", "Locked accounts keep check-in desks closed"),
    ("new-employee-first-week", "hotel-stay", "check-in", "Whoever is new stands at the front desk first"),
    ("internal-sales-support", "business-ordering", "wait-for-the-quotation", "The quotation waits for the price list"),
)
_TALKS = 46
_NOTES = (
    "They heard of it from us last",
    "Would have waited, had they known how long",
    "Thanked for being asked",
    "",
    "",
)


def entries(records: Sequence[Record], chance: Random) -> list[Entry]:
    """Parties, conversations over the last year, and links between templates that were walked or can be."""
    last = max(record.journey.started_at or 0 for record in records)
    kept: list[Entry] = [
        Party(f"demo-party-{n}", name, relationship, should_be, likes, _OVERRIDE if relationship == "manager" else "")
        for n, (name, relationship, should_be, _, likes) in enumerate(_PARTIES)
    ]
    weights = [share for *_, share, _ in _PARTIES]
    for place in range(_TALKS):
        who = chance.choices(range(len(_PARTIES)), weights)[0]
        listened = chance.randrange(5, 50) * 60
        talked = round(listened * chance.uniform(0.2, 1.6) / 60) * 60
        at = last - chance.randrange(1, 360) * _DAY
        note = chance.choice(_NOTES)
        kept.append(Listening(f"demo-talk-{place}", f"demo-party-{who}", at, listened, talked, note))
    kept += [Link(f"demo-link-{n}", *link) for n, link in enumerate(_LINKS)]
    return kept
