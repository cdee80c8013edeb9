"""The look at the display before Qt is asked: every reason is a sentence with a remedy."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pytest

from mysteryshop import display
from mysteryshop.errors import KnownError


def lacking(*names: str) -> display.Load:
    """Loads libraries as on a system that has all but these."""

    def load(name: str) -> Any:
        if Path(name).name in names:
            raise OSError(f"{name}: cannot open shared object file")
        return object()

    return load


def reason(environ: dict[str, str], *missing: str) -> KnownError:
    with pytest.raises(KnownError) as caught:
        display.check(environ, load=lacking(*missing))
    return caught.value


def test_missing_libraries_are_all_named_with_the_packages_that_bring_them() -> None:
    error = reason({"DISPLAY": ":987"}, "libxcb-cursor.so.0", "libxcb-icccm.so.4")
    assert "libxcb-cursor.so.0, libxcb-icccm.so.4" in error.title
    assert "sudo apt install libxcb-cursor0 libxcb-icccm4 " in error.remedy


def test_what_qt_needs_on_any_platform_is_looked_for_first() -> None:
    error = reason({"QT_QPA_PLATFORM": "offscreen"}, "libEGL.so.1")
    assert "libEGL.so.1" in error.title
    assert "libegl1" in error.remedy


def test_a_plugin_that_cannot_be_loaded_is_told_with_its_own_words() -> None:
    assert "libqxcb.so: cannot open shared object file" in reason({"DISPLAY": ":987"}, "libqxcb.so").title


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "linuxfb"])
def test_a_platform_without_a_screen_is_taken_at_its_word(platform: str) -> None:
    display.check({"QT_QPA_PLATFORM": platform}, load=lacking("libxcb-cursor.so.0"))


def test_no_display_at_all() -> None:
    assert "DISPLAY and WAYLAND_DISPLAY are not set" in reason({}).title
    assert "DISPLAY and WAYLAND_DISPLAY are not set" in reason({"QT_QPA_PLATFORM": "xcb"}).title


def test_a_wayland_display_that_answers_is_enough(tmp_path: Path) -> None:
    import socket

    environ = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-9", "DISPLAY": ":987"}
    assert "wayland-9 does not answer" in reason(environ).title
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(tmp_path / "wayland-9"))
        server.listen()
        display.check(environ, load=lacking())


def test_every_library_of_the_list_is_one_that_this_system_can_name() -> None:
    """A library renamed in the list would be reported missing on every system."""
    try:
        display.check({"QT_QPA_PLATFORM": "offscreen"})
    except KnownError:
        pytest.skip("this system lacks Qt's libraries")
    for name in display.ALWAYS:
        assert ctypes.CDLL(name)
