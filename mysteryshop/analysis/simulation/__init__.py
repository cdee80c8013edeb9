"""Does the driver analysis say what is true? Studies of made-up journeys whose drivers are known."""

from __future__ import annotations

from .populations import KINDS, Kind
from .studies import STUDIES, Study, simulate
from .tally import Tally, tallies

__all__ = ["KINDS", "STUDIES", "Kind", "Study", "Tally", "simulate", "tallies"]
