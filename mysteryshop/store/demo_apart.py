"""Demo journeys and journeys of the user's own: never in one folder, unless the user walks among the demo's.

A folder is the demo's where it holds any demo journey. What is walked or imported there harms nothing that counts;
demo journeys in a folder with journeys of one's own would.
"""

from __future__ import annotations

from typing import Any

from mysteryshop.errors import InputError
from mysteryshop.journey import Journey

_DEMO = "SELECT 1 FROM journeys WHERE demo = 1 LIMIT 1"
_OWN = "SELECT 1 FROM journeys LIMIT 1"


def holds_demo(execute: Any) -> bool:
    """Whether there is any demo journey."""
    return execute(_DEMO).first() is not None


def is_own(execute: Any) -> bool:
    """Whether there are journeys, and none of them is the demo's."""
    return not holds_demo(execute) and execute(_OWN).first() is not None


def keep_out(journey: Journey) -> None:
    """InputError where that journey is a demo's: for a folder that is the user's own."""
    if journey.demo:
        raise InputError(
            "These are demo journeys, and this data folder holds journeys of your own: they are kept apart, and "
            "nothing was imported.",
            "Take them into another folder: mysteryshop --data-dir FOLDER import FILE.",
        )
