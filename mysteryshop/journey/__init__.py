"""What a journey is made of: frozen dataclasses that everything above the store speaks.

Instants are integer microseconds since the epoch, UTC. Durations end in `_s` (seconds) or `_us`.
Words of the vocabulary are kept by their id. `Record` is one journey with everything recorded of it,
`Change` what one edit did to it.
"""

from .change import Change, apply
from .instant import SECOND, Instant
from .items import Answer, Attachment, Expectation, Finding, Item, Moment, Pause, Skip, Visit
from .plan import Template, Touchpoint
from .record import Journey, Record, visit_at

__all__ = [
    "SECOND",
    "Answer",
    "Attachment",
    "Change",
    "Expectation",
    "Finding",
    "Instant",
    "Item",
    "Journey",
    "Moment",
    "Pause",
    "Record",
    "Skip",
    "Template",
    "Touchpoint",
    "Visit",
    "apply",
    "visit_at",
]
