"""Whether a window can be opened here: asked before Qt is, because Qt ends the process where it cannot.

Loads no Qt module of Python's: it looks for the display, the system libraries and the plugin that Qt would use.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mysteryshop.errors import KnownError

Load = Callable[[str], Any]
ALWAYS = {  # what Qt loads before it looks for a screen: library, Debian's package
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOWS = {  # and what a window on X needs besides
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_ON_A_SCREEN = frozenset({"xcb", "wayland", "wayland-egl"})
_REMEDY = "Start it on a desktop; what needs no screen is listed by: mysteryshop --help"


def check(environ: Mapping[str, str] | None = None, *, load: Load = ctypes.CDLL) -> None:
    """Nothing where a window can be opened; else KnownError with the reason and the remedy.

    A platform that needs no screen (`QT_QPA_PLATFORM=offscreen`, `minimal`, `vnc` ...) is taken at its word.
    """
    environ = os.environ if environ is None else environ
    folder = _qt_folder()
    if not sys.platform.startswith("linux"):
        return
    _need(ALWAYS, load)
    asked = [name.partition(":")[0] for name in environ.get("QT_QPA_PLATFORM", "").split(";") if name]
    if asked and not _ON_A_SCREEN.intersection(asked):
        return
    first: KnownError | None = None
    for reason in _reasons(environ, asked, folder, load):
        if reason is None:
            return
        first = first or reason
    if first is not None:
        raise first


def _reasons(environ: Mapping[str, str], asked: list[str], folder: Path, load: Load) -> Iterator[KnownError | None]:
    """Why each kind of screen that Qt would try cannot be used; None for one that can."""
    if environ.get("WAYLAND_DISPLAY") and (not asked or "xcb" not in asked[:1]):
        yield _wayland(environ)
    if environ.get("DISPLAY") and (not asked or "xcb" in asked):
        yield _x(environ["DISPLAY"], folder, load)
    yield KnownError("There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set).", _REMEDY)


def _x(display: str, folder: Path, load: Load) -> KnownError | None:
    try:
        _need(WINDOWS, load)
        load(str(folder / "Qt" / "plugins" / "platforms" / "libqxcb.so"))
    except KnownError as error:
        return error
    except OSError as error:
        return KnownError(
            f"Qt's window plugin cannot be loaded: {error}.", "Install the library that it names (see the README)."
        )
    if not _answers(display):
        return KnownError(f"The display {display} does not answer.", f"Is it running, and may you use it? {_REMEDY}")
    return None


def _answers(display: str) -> bool:
    """Whether an X server takes a connection: the same call that Qt makes."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def _wayland(environ: Mapping[str, str]) -> KnownError | None:
    path = Path(environ.get("XDG_RUNTIME_DIR", "/nowhere")) / environ["WAYLAND_DISPLAY"]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as knock:
            knock.settimeout(2)
            knock.connect(str(path))
    except OSError:
        return KnownError(f"The display {environ['WAYLAND_DISPLAY']} does not answer.", _REMEDY)
    return None


def _need(libraries: Mapping[str, str], load: Load) -> None:
    """KnownError naming every one of the libraries that the system does not have."""
    missing = [name for name in libraries if not _there(name, load)]
    if missing:
        packages = " ".join(libraries[name] for name in missing)
        raise KnownError(
            f"A window needs system libraries that are missing here: {', '.join(missing)}.",
            f"On Debian or Ubuntu: sudo apt install {packages} (for other systems see the README).",
        )


def _there(name: str, load: Load) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True


def _qt_folder() -> Path:
    spec = find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise KnownError("Qt for Python is not installed here.", "Install it: python -m pip install PySide6-Essentials")
    return Path(next(iter(spec.submodule_search_locations)))
