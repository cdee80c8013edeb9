"""The app and its file type in a Linux desktop's menus: put there for this user, and taken away again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path

from mysteryshop.errors import KnownError

from . import terminal
from .command import Command

_SIZES = (16, 24, 32, 48, 64, 128, 256)
_PATIENCE_S = 30
_PLAIN = re.compile(r"[\w./+:@%-]+")


def desktop(args: Namespace) -> int:
    """Put the app into the menus, or take it away; KnownError on other systems, and where it cannot be written."""
    if not sys.platform.startswith("linux"):
        raise KnownError(
            "Menus of this kind are there on Linux desktops only.",
            "Elsewhere the system asks with which program a .journey file is to be opened.",
        )
    folder = _data_home()
    try:
        if args.remove:
            _remove(folder)
        else:
            _put(folder)
    except OSError as error:
        raise KnownError(
            f"The desktop's menus cannot be changed: {error.strerror}.", f"Make {folder} writable, then try again."
        ) from error
    _tell_desktop(folder)
    terminal.say(
        "Mysteryshop is no longer in the desktop's menus; journeys and settings stay."
        if args.remove
        else "Mysteryshop is in the desktop's menus, and a double click opens .journey files with it."
    )
    return 0


def _data_home() -> Path:
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if named.startswith("/") else Path.home() / ".local" / "share"


def _targets(folder: Path) -> dict[str, Path]:
    """Where each file goes, by its name among the app's resources."""
    icons = {
        f"icons/app-{size}.png": folder / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "mysteryshop.png"
        for size in _SIZES
    }
    return {
        "desktop/mysteryshop.desktop": folder / "applications" / "mysteryshop.desktop",
        "desktop/mysteryshop-mime.xml": folder / "mime" / "packages" / "mysteryshop-mime.xml",
        "icons/app.svg": folder / "icons" / "hicolor" / "scalable" / "apps" / "mysteryshop.svg",
        **icons,
    }


def _put(folder: Path) -> None:
    from mysteryshop import paths
    from mysteryshop.replacing import replace_file

    for name, target in _targets(folder).items():
        content = (paths.resources() / name).read_bytes()
        if name.endswith(".desktop"):
            content = content.replace(b"Exec=mysteryshop %F", f"Exec={_command()} %F".encode())
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, content)


def _remove(folder: Path) -> None:
    for target in _targets(folder).values():
        target.unlink(missing_ok=True)


def _command() -> str:
    """How this copy is started: its own command where it was installed, else this Python with the module."""
    installed = Path(sys.executable).with_name("mysteryshop")
    parts = [str(installed)] if installed.exists() else [sys.executable, "-m", "mysteryshop"]
    return " ".join(_quoted(part) for part in parts)


def _quoted(part: str) -> str:
    """As the Desktop Entry Specification has it: double quotes, in which four signs are escaped, and % doubled."""
    part = part.replace("%", "%%")
    return part if _PLAIN.fullmatch(part) else '"' + re.sub(r'(["`$\\])', r"\\\1", part) + '"'


def _tell_desktop(folder: Path) -> None:
    """Desktops that keep lists of what is there are told; without their tools they find out at the next login."""
    for tool, of in (
        ("update-mime-database", "mime"),
        ("update-desktop-database", "applications"),
        ("gtk-update-icon-cache", "icons/hicolor"),
    ):
        program = shutil.which(tool)
        if program is not None and (folder / of).is_dir():
            quiet = ["-q", "-t", "-f"] if tool.startswith("gtk") else []
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run(
                    [program, *quiet, str(folder / of)], check=False, timeout=_PATIENCE_S, capture_output=True
                )


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--remove", action="store_true", help="take it away again")


_EPILOG = (
    "Writes the menu entry, the file type .journey and the icons into your own data folder ($XDG_DATA_HOME or "
    "~/.local/share), for you alone. A system package does the same for everybody."
)
COMMANDS = (
    Command("desktop", "put the app and its file type into the desktop's menus (Linux)", desktop, _arguments, _EPILOG),
)
