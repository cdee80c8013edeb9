"""What is asked of the trends: which figure, in which journeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MEASURE = "communication_frequency_per_hour"


@dataclass(frozen=True, slots=True)
class Question:
    """`filters` are as a view's; a template or relationship that is not in them is chosen by most journeys."""

    metric: str = MEASURE
    filters: Mapping[str, str] = field(default_factory=dict)
