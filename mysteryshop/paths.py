"""Where things are: the resources that ship with the app, and the user's data folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """The folder `resources`: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def default_data_dir() -> Path:
    """The user's data folder as the system wants it."""
    from platformdirs import user_data_path

    return user_data_path("mysteryshop", appauthor=False)


def demo_data_dir() -> Path:
    """Where the demo lives unless a folder is named: beside the user's own, never in it."""
    own = default_data_dir()
    return own.with_name(f"{own.name}-demo")


def database_file(data_dir: Path) -> Path:
    """The store inside a data folder."""
    return data_dir / "mysteryshop.sqlite"
