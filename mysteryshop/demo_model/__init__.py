"""Journeys of the demo that nobody walked: written by a described model, the same on every machine.

`resources/demo/README.md` says what is true in that world, so that a screen that looks for drivers can be judged by
it. Words come from `resources/demo/model/*.toml`; the result is field notes and a debrief, as a person would write.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mysteryshop import paths

from .debrief import debriefed
from .pools import Pool, Reflections
from .truth import SEED, Setting, setting
from .walk import Walked, walked

__all__ = ["SEED", "Setting", "Walked", "Written", "written"]

Written = tuple[str, str, Mapping[str, Any]]  # a name, the field notes, and the debrief as NN-name.toml says it


def written(folder: Path | None = None, seed: int = SEED) -> list[Written]:
    """Every journey of the model, by template and then by date."""
    folder = paths.resources() / "demo" / "model" if folder is None else folder
    reflections = Reflections.read(folder / "reflection.toml")
    found: list[Written] = []
    for file in sorted(folder.glob("*.toml")):
        if file.stem == "reflection":
            continue
        pool = Pool.read(file)
        for number in range(pool.journeys):
            where = setting(pool, number, seed)
            walk = walked(pool, where)
            found.append((f"{file.stem}-{number + 1:02}", walk.notes, debriefed(pool, reflections, where, walk)))
    return found
