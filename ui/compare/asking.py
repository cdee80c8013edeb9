"""What the comparison asks of the reader: numpy and matplotlib come with it, so it is imported there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from mysteryshop.analysis.wording import listed
from mysteryshop.comparison.view import View

_WHEN = {
    "unfinished": "its debrief is finalised", "tainted": "nobody recognised you", "excluded": "it is not excluded",
}  # fmt: skip
TAKE_IN = {  # why a journey does not count, and the choice that takes it in all the same
    "tainted": "Take in tainted journeys", "unfinished": "Take in unfinished journeys",
    "excluded": "Take in excluded journeys", "event log": "Take in event logs",
}  # fmt: skip

if TYPE_CHECKING:
    from mysteryshop.comparison.choosing import Chosen
    from mysteryshop.comparison.gathering import Gathered, Laid


def choose(table: Any, view: View, today: date) -> Chosen:
    """The journeys of that view; on the reader."""
    from mysteryshop.comparison import choosing

    return choosing.choose(table, view, today)


def laid_out(database: Any, table: Any, chosen: Chosen) -> Laid:
    """What the charts are drawn from; on the reader."""
    from mysteryshop.comparison.gathering import lay_out

    return lay_out(database, table, chosen)


def weighed(laid: Laid, go_on: Callable[[], bool]) -> Gathered | None:
    """The finding and the drivers, or None once `go_on` says no; on the reader."""
    from mysteryshop.comparison import gathering

    try:
        return gathering.weighed(laid, go_on)
    except gathering.Cancelled:
        return None


def is_bare(found: Chosen) -> bool:
    """Whether there is no journey at all, also none that was left out or filtered away."""
    return found.left_out == "none left out" and not any(found.view.filters.values())


def why_nothing(found: Chosen) -> str:
    """Why no journey is shown, and what to do."""
    if found.view.filters.get("text"):
        return "No journey that counts has all these words in its head or its moments. Take the words away above."
    if found.left_out != "none left out":
        return f"No journey counts here: {found.left_out}. {_what_counts(found.reasons)}"
    if any(found.view.filters.values()):
        return "No journey meets all that is asked above. Lift one of the filters."
    return (
        "No journey has been finalised yet. Walk one as a customer would, finish its debrief, and it stands here "
        "beside the others: by year, by leader, by place."
    )


def _what_counts(reasons: Mapping[str, int]) -> str:
    """When those that were left out would count, and how to take them in all the same."""
    walked = [_WHEN[reason] for reason in reasons if reason in _WHEN]
    begin = f"A journey counts once {listed(walked)}. " if walked else ""
    if set(reasons) == {"event log"}:
        begin = "What came in from an event log, nobody walked; it counts where you ask for it. "
    offered = [f"“{TAKE_IN[reason]}”" for reason in TAKE_IN if reason in reasons]
    if not offered:
        return begin.strip()
    which = offered[0] if len(offered) == 1 else f"{', '.join(offered[:-1])} or {offered[-1]}"
    return f"{begin}“+ filter” above offers {which}."
