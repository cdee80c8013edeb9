"""The user's own settings: a small text file in the data folder that never stops the app."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mysteryshop import toml_text
from mysteryshop.errors import KnownError

THEMES = ("system", "light", "dark")
SCALE_RANGE = (0.75, 2.0)
LONGEST_IDLE_MIN = 24 * 60
LONGEST_KEPT_MONTHS = 1200


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; `keys` holds only the keys that differ from the defaults.

    `other` keeps entries of a newer version, so that saving loses nothing.
    """

    theme: str = "system"
    text_scale: float = 1.0
    leader: str = ""
    keep_camera_data: bool = False  # leave position and device data in photos that are attached
    keep_months: int = 0  # how long a journey is kept after its walk; 0: until somebody purges it
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lock_after_min: int = 10  # idle minutes until a folder with a passphrase is locked; 0: never
    lock_on_hide: bool = True  # and whenever the window is hidden or minimised
    other: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def settings_file(data_dir: Path) -> Path:
    """Where the settings lie."""
    return data_dir / "settings.toml"


def load(data_dir: Path) -> tuple[Settings, KnownError | None]:
    """The settings, and what could not be understood of the file: such entries take their default."""
    path = settings_file(data_dir)
    try:
        read = toml_text.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), None
    except (OSError, ValueError) as error:
        return Settings(), _problem(path, str(error))
    return _understood(read, path)


def save(settings: Settings, data_dir: Path) -> None:
    """Write the settings beside the file, then replace it; KnownError where that fails."""
    import tomli_w

    values: dict[str, Any] = dict(settings.other)
    values |= {"theme": settings.theme, "text_scale": settings.text_scale, "leader": settings.leader}
    values |= {"lock_after_min": settings.lock_after_min, "lock_on_hide": settings.lock_on_hide}
    values["keep_months"] = settings.keep_months
    values["keep_camera_data"] = settings.keep_camera_data
    values["keys"] = dict(settings.keys)
    path = settings_file(data_dir)
    beside = path.with_suffix(".toml.new")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            tomli_w.dump(values, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise KnownError(
            f"The settings could not be saved: {error.strerror}. The old ones are kept.",
            f"Make {path.parent} writable, or free some space on the disk.",
        ) from error


def _understood(read: dict[str, Any], path: Path) -> tuple[Settings, KnownError | None]:
    checks: dict[str, Callable[[Any], bool]] = {
        "theme": lambda v: v in THEMES,
        "text_scale": lambda v: type(v) in (int, float) and SCALE_RANGE[0] <= v <= SCALE_RANGE[1],
        "leader": lambda v: isinstance(v, str),
        "lock_after_min": lambda v: type(v) is int and 0 <= v <= LONGEST_IDLE_MIN,
        "lock_on_hide": lambda v: isinstance(v, bool),
        "keep_months": lambda v: type(v) is int and 0 <= v <= LONGEST_KEPT_MONTHS,
        "keep_camera_data": lambda v: isinstance(v, bool),
        "keys": lambda v: isinstance(v, dict) and all(isinstance(key, str) for key in v.values()),
    }
    good = {name: read[name] for name, fits in checks.items() if name in read and fits(read[name])}
    bad = [name for name in checks if name in read and name not in good]
    known = {f.name for f in fields(Settings)}
    other = {name: value for name, value in read.items() if name not in known}
    settings = Settings(**good, other=MappingProxyType(other))
    return settings, _problem(path, f"{', '.join(bad)} has a value that is not understood") if bad else None


def _problem(path: Path, what: str) -> KnownError:
    return KnownError(
        f"The settings file cannot be used as it is: {what}. The defaults stand in; your journeys are not touched.",
        f"Correct {path.name} in the data folder, or delete it.",
    )
