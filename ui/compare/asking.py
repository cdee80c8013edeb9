"""What the comparison asks of the reader: numpy and matplotlib come with it, so it is imported there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from mysteryshop.comparison.view import View

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
        return (
            f"No journey counts here: {found.left_out}. A journey counts once its debrief is finalised and nobody "
            "recognised you; “+ filter” can take in what was left out."
        )
    return (
        "No journey has been finalised yet. Walk one as a customer would, finish its debrief, and it stands here "
        "beside the others: by year, by leader, by place."
    )
