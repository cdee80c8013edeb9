"""What is asked of the drivers: which outcome, which predictors, held against which control, in which journeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PREDICTORS: Mapping[str, str] = {  # the figure's field, by the name under which verdicts speak of it
    "communication frequency": "communication_frequency_per_hour",
    "message quality": "message_quality",
    "speed": "speed",
    "quality": "quality",
    "cost": "cost",
}
MORE: Mapping[str, str] = {
    "silence past its limit": "silence_overrun",
    "longest silence": "longest_silence_s",
    "waiting": "wait_ratio",
    "frictions": "friction_count",
    "chase ratio": "chase_ratio",
}
BOTTOMS: Mapping[str, float | None] = {  # where a predictor's scale begins; None where less is better
    "communication frequency": 0.0,
    "message quality": 1.0,
    **dict.fromkeys(("speed", "quality", "cost"), 0.0),
    **dict.fromkeys(MORE),
}
OUTCOMES: Mapping[str, str] = {
    "satisfaction": "satisfaction",
    "likelihood to recommend": "recommend",
    "ease": "effort",
    "communication rating": "communication",
    "feeling at the end": "emotion_end",
}
CONTROLS: Mapping[str, str] = {"duration": "duration_s"}
HYPOTHESIS = "communication frequency"  # that it comes first is what the whole idea claims


@dataclass(frozen=True, slots=True)
class Question:
    """Names are those of the tables above. `filters` are as a view's; a relationship not in them is chosen."""

    outcome: str = "satisfaction"
    predictors: tuple[str, ...] = tuple(PREDICTORS)
    control: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
