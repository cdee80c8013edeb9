"""The rows of the touchpoint list: phases, planned touchpoints with their state, ad hoc ones where they happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mysteryshop.journey import Record, Touchpoint, Visit

from .position import open_visit

PHASE, PLANNED, AD_HOC, ADD = "phase", "planned", "ad hoc", "add"
UPCOMING, CURRENT, DONE, SKIPPED, FAILED = "upcoming", "current", "done", "skipped", "failed"
_TOLD = {UPCOMING: "not visited yet", CURRENT: "you are here", DONE: "visited", SKIPPED: "skipped", FAILED: "failed"}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row; `id` is stable while the journey lives, `visits` are the stays that the time adds up."""

    id: str
    sort: str
    name: str
    state: str = UPCOMING
    touchpoint: str | None = None
    visits: tuple[Visit, ...] = ()

    @property
    def told(self) -> str:
        """The row in words, for those who do not see it."""
        if self.sort in (PHASE, ADD):
            return self.name
        kind = "ad hoc, " if self.sort == AD_HOC else ""
        return f"{self.name}, {kind}{_TOLD[self.state]}"


def plan_rows(record: Record) -> tuple[PlanRow, ...]:
    """All rows from top to bottom; the last one adds a touchpoint."""
    ad_hoc = _ad_hoc_rows(record)
    rows = list(ad_hoc.pop("", ()))
    phase = None
    for touchpoint in record.template.touchpoints:
        if touchpoint.phase != phase:
            phase = touchpoint.phase
            rows.append(PlanRow(f"phase {phase}", PHASE, phase))
        rows.append(_planned(record, touchpoint))
        rows += ad_hoc.pop(touchpoint.key, ())
    rows.append(PlanRow("add", ADD, "Add a touchpoint"))
    return tuple(rows)


def _planned(record: Record, touchpoint: Touchpoint) -> PlanRow:
    visits = tuple(v for v in record.visits if v.touchpoint == touchpoint.key)
    state = _state(record, visits)
    if not visits and any(s.touchpoint == touchpoint.key for s in record.skips):
        state = SKIPPED
    return PlanRow(touchpoint.key, PLANNED, touchpoint.name, state, touchpoint.key, visits)


def _state(record: Record, visits: tuple[Visit, ...]) -> str:
    current = open_visit(record)
    if current is not None and any(v.id == current.id for v in visits):
        return CURRENT
    if not visits:
        return UPCOMING
    return FAILED if visits[-1].failed else DONE


def _ad_hoc_rows(record: Record) -> dict[str, list[PlanRow]]:
    """Ad hoc touchpoints by the planned one after which they were first entered; "" before any."""
    stays: dict[str, list[Visit]] = {}
    after: dict[str, str] = {}
    planned = ""
    for visit in record.visits:
        if visit.touchpoint is not None:
            planned = visit.touchpoint
            continue
        name = visit.name.strip().casefold()
        stays.setdefault(name, []).append(visit)
        after.setdefault(name, planned)
    result: dict[str, list[PlanRow]] = {}
    for row in _as_rows(record, stays):
        result.setdefault(after[row.visits[0].name.strip().casefold()], []).append(row)
    return result


def _as_rows(record: Record, stays: dict[str, list[Visit]]) -> Iterator[PlanRow]:
    for name, visits in stays.items():
        yield PlanRow(f"ad hoc {name}", AD_HOC, visits[0].name, _state(record, tuple(visits)), None, tuple(visits))
