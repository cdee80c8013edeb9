"""The colour roles of a theme, for charts and screens alike: one table, resources/themes/*.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache

from mysteryshop import paths


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme's colours by role, each `#RRGGBB`."""

    name: str
    ground: str
    surface: str
    ink: str
    ink2: str
    line: str
    accent: str
    accent_soft: str
    on_accent: str
    friction: str
    delight: str
    communication: str
    wait: str
    promise: str
    question: str
    note: str
    mark: str
    warning: str
    warning_soft: str
    on_badge: str

    def role(self, name: str) -> str:
        """The colour of that role; AttributeError where the role does not exist."""
        return str(getattr(self, name))

    @property
    def dark(self) -> bool:
        """Whether light ink stands on a dark ground."""
        return self.name == "dark"


ROLES = tuple(f.name for f in fields(Palette) if f.name != "name")


@cache
def load(name: str) -> Palette:
    """The palette of the theme `light` or `dark`."""
    with (paths.resources() / "themes" / f"{name}.toml").open("rb") as file:
        return Palette(name=name, **tomllib.load(file))
