"""What every chapter of a report draws on: the record with its words cleaned, and what is derived of it once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mysteryshop import clock
from mysteryshop.analysis import conformance, debrief, metrics
from mysteryshop.analysis.conformance import TouchpointResult
from mysteryshop.analysis.metrics import Metrics
from mysteryshop.analysis.timeline import Gap, Timeline
from mysteryshop.journey import Instant, Record
from mysteryshop.report import wording


@dataclass(frozen=True)
class Material:
    """One journey, read for print. `generated_at` is when the report is made: an open journey ends then.

    `doubt` is why the seal is not to be taken at its word (`Verification.doubt`); "" where it is.
    """

    record: Record
    generated_at: Instant
    edits_count: int | None = None
    doubt: str = ""

    @cached_property
    def timeline(self) -> Timeline:
        """The journey in time, pauses left out."""
        return Timeline(self.record, self.generated_at)

    @cached_property
    def metrics(self) -> Metrics:
        """Every figure of the journey."""
        return metrics.compute(self.record, self.generated_at)

    @cached_property
    def results(self) -> Sequence[TouchpointResult]:
        """Planned against actual, per touchpoint."""
        return conformance.results(self.record, self.generated_at)

    @cached_property
    def overlong_gaps(self) -> list[Gap]:
        """The silences that were longer than their limit, the longest first."""
        over = [gap for gap in self.timeline.gaps if gap.over_s > 0]
        return sorted(over, key=lambda gap: (-gap.seconds, gap.start))

    @cached_property
    def tainted(self) -> bool:
        """Whether the leader was recognised or favoured."""
        return debrief.tainted(self.record)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {m.id: n for n, m in enumerate(self.record.moments, 1)}

    @cached_property
    def _seconds_shown(self) -> bool:
        return wording.shows_seconds(self.record)

    @property
    def walked(self) -> bool:
        """Whether the walk has begun."""
        return self.record.journey.started_at is not None

    @property
    def end(self) -> Instant | None:
        """When the walk ended; None while it is under way or has not begun."""
        return self.record.journey.ended_at

    def number(self, moment: str) -> int:
        """The moment's number in the report; KeyError where the record does not have it."""
        return self._numbers[moment]

    def numbers(self, moments: Iterable[str]) -> str:
        """Those of the moments that the record has, as "moments 9, 13–17"; "" where there are none."""
        return wording.numbers(self._numbers[m] for m in moments if m in self._numbers)

    def at(self, instant: Instant, beside: Instant | None = None) -> str:
        """The local time, with the day where it is not that of `beside` (without it: of the start)."""
        return self._dated(instant, beside, seconds=False)

    def stamped(self, instant: Instant, beside: Instant | None = None) -> str:
        """The same with seconds, where any moment of the journey was stamped within a minute."""
        return self._dated(instant, beside, self._seconds_shown)

    def _dated(self, instant: Instant, beside: Instant | None, seconds: bool) -> str:
        zone, start = self.record.journey.zone, self.record.journey.started_at
        shown = wording.time(instant, zone, seconds)
        other = beside if beside is not None else start
        if other is None or clock.local(other, zone).date() == clock.local(instant, zone).date():
            return shown
        return f"{wording.date(instant, zone).rsplit(' ', 1)[0]} {shown}"
