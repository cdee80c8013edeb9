"""How waits are told and filled, alike in every chart: explained hollow, unexplained solid, not noted pale."""

from __future__ import annotations

from dataclasses import dataclass

from mysteryshop.palette import Palette

VALUE = "value"
WORDS = {VALUE: "value time", "explained": "explained wait", "wait": "wait", "unexplained": "unexplained wait"}
EXPLAINED: dict[str, bool | None] = {"explained": True, "wait": None, "unexplained": False}
PALE = 0.45  # of a fill that is paler than its colour


@dataclass(frozen=True, slots=True)
class Filling:
    """How one kind of time is filled."""

    face: str
    edge: str
    alpha: float | None
    ink: str  # of words on it


def kind_of(explained: bool | None) -> str:
    """The kind of a wait: explained, unexplained, or just wait where nobody noted which."""
    return next(kind for kind, value in EXPLAINED.items() if value is explained)


def fillings(palette: Palette) -> dict[str, Filling]:
    """The filling of each kind, in the order in which a row stacks them."""
    return {
        VALUE: Filling(palette.accent, "none", PALE, palette.ink),
        "explained": Filling(palette.surface, palette.wait, None, palette.wait),
        "wait": Filling(palette.wait, "none", PALE, palette.ink),
        "unexplained": Filling(palette.wait, palette.wait, None, palette.on_badge),
    }
