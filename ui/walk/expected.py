"""What was expected before the walk, in one line: of this touchpoint, and of the whole."""

from __future__ import annotations

from collections.abc import Iterator

from mysteryshop.journey import Expectation, Record, Touchpoint

from ..widgets.runs import Run, Runs
from ..widgets.wording import quoted, signed

GAP = "   "
_FEW = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def expected_line(record: Record, touchpoint: Touchpoint | None) -> Runs:
    """The figures for the touchpoint, then the assumptions with their confidence; empty where nothing was written."""
    parts: list[Runs] = []
    for expectation in record.expectations:
        if touchpoint is not None and expectation.touchpoint == touchpoint.key:
            parts += _figures(expectation)
    for expectation in record.expectations:
        if expectation.is_assumption and expectation.text.strip():
            parts.append(_assumption(expectation))
    if not parts:
        return ()
    joined: list[Run] = [Run("You expected ", "ink2")]
    for number, part in enumerate(parts):
        joined += [Run(GAP, "ink2"), *part] if number else part
    return tuple(joined)


def planned_line(touchpoint: Touchpoint, number: int, total: int) -> str:
    """Where in the plan: Touchpoint 4 of 10 · planned 15 min, one communication."""
    planned = []
    if touchpoint.planned_minutes is not None:
        planned.append(f"{touchpoint.planned_minutes:g} min")
    if touchpoint.expected_communications is not None:
        planned.append(communications(touchpoint.expected_communications))
    told = f" · planned {', '.join(planned)}" if planned else ""
    return f"Touchpoint {number} of {total}{told}{', may be left out' if touchpoint.optional else ''}"


def communications(count: int) -> str:
    """A number of communications in words."""
    word = _FEW[count] if count < len(_FEW) else str(count)
    return f"{word} communication{'' if count == 1 else 's'}"


def minutes(seconds: int) -> str:
    """A duration as one expects it: 10 min, 1 h 30 min, 45 s."""
    if seconds < 60:
        return f"{seconds}\u00a0s"
    hours, rest = divmod(round(seconds / 60), 60)
    parts = [f"{hours}\u00a0h"] if hours else []
    return "\u00a0".join([*parts, f"{rest}\u00a0min"] if rest or not hours else parts)


def _figures(expectation: Expectation) -> Iterator[Runs]:
    if expectation.wait_s is not None:
        yield (Run(minutes(expectation.wait_s), "ink", 600),)
    if expectation.contacts is not None:
        word = "communication" if expectation.contacts == 1 else "communications"
        yield (Run(str(expectation.contacts), "ink", 600), Run(f"\u00a0{word}", "ink2"))
    if expectation.feeling is not None:
        yield (Run("feeling\u00a0", "ink2"), Run(signed(expectation.feeling), "ink", 600))
    if expectation.text.strip():
        yield (Run(quoted(expectation.text), "ink2"),)


def _assumption(expectation: Expectation) -> Runs:
    words = Run(quoted(expectation.text), "ink2")
    if expectation.confidence is None:
        return (words,)
    return (words, Run(f"\u00a0{round(expectation.confidence * 100)}\u00a0%", "ink", 600))
