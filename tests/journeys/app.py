"""A running program on a test's screen: its windows, the keyboard in front of them, and its life."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from tests.journeys.screen import Screen

END_S = 40.0  # until a program that was asked to end has ended
# What Qt says of this screen and not of the app.
HARMLESS = ("This plugin does not support ",)


@dataclass
class App:
    """A running program on a screen: its windows, and the keyboard in front of them."""

    screen: Screen
    process: subprocess.Popen[bytes]
    log: Path
    expected_end: bool = field(default=False, init=False)

    # -- windows --------------------------------------------------------------------------------

    def window(self, title: str | None = None) -> Window:
        """The app's window with that title (any where None), as soon as it shows; it gets the focus."""
        sought = "a window" if title is None else f"a window titled {title!r}"

        def look() -> Window | None:
            return next((window for window in self.windows() if title in (None, window.title)), None)

        window = self.screen.until(look, f"{sought} shows")
        assert window is not None
        window.activate()
        return window

    def windows(self) -> list[Window]:
        """The windows that show, popups and menus included, the oldest first."""
        answer = self.screen.xdotool("search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", "")
        return [Window(self, number) for number in sorted(map(int, answer.split()))]

    def titles(self) -> list[str]:
        """The titles of the windows that show."""
        return [window.title for window in self.windows()]

    # -- the keyboard ---------------------------------------------------------------------------

    def keys(self, *names: str, apart_ms: int = 12, after_ms: int = 0) -> None:
        """Press keys, by xdotool's names (`f`, `Return`, `ctrl+z`), where the focus is.

        A key that is meant twice in a row needs `apart_ms` or `after_ms` as a hand does: at once it counts once.
        """
        self._focused()
        self.screen.xdotool("sleep", str(after_ms / 1000), "key", "--delay", str(apart_ms), *names)

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        self._focused()
        self.screen.give_keys(text)
        self.screen.xdotool("type", "--delay", "12", "--", text)

    def close(self) -> None:
        """Close the window in front as a person would, through the window manager."""
        self.keys("alt+F4")

    def _focused(self) -> None:
        """As a person would: look whether the app has the focus before typing into it."""
        self.screen.until(self._has_focus, "the app has the keyboard")

    def _has_focus(self) -> bool:
        active = self.screen.xdotool("getactivewindow", "getwindowpid")
        return active == str(self.process.pid)

    # -- its life -------------------------------------------------------------------------------

    def kill(self) -> None:
        """SIGKILL: no chance to save or say anything."""
        self.expected_end = True
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(END_S)

    def wait(self) -> int:
        """The exit code, once the app has ended by itself."""
        self.expected_end = True
        return self.process.wait(END_S)

    @property
    def crashed(self) -> bool:
        """Whether it ended and nobody had asked it to."""
        return not self.expected_end and self.process.poll() not in (None, 0)

    def state(self) -> str:
        """Running, or how it ended."""
        code = self.process.poll()
        return "running" if code is None else f"ended with {code}"

    def said(self) -> str:
        """All that it wrote to its outputs."""
        return self.log.read_text(errors="replace")

    def complaints(self) -> list[str]:
        """Tracebacks and Qt's warnings among what it said."""
        signs = ("Traceback", "[qt-warning]", "[qt-critical]", "[qt-fatal]", "Fatal Python error")
        lines = [line for line in self.said().splitlines() if any(sign in line for sign in signs)]
        return [line for line in lines if not any(harmless in line for harmless in HARMLESS)]


@dataclass(frozen=True)
class Window:
    """One window of an app, by its X number."""

    app: App
    number: int

    @property
    def title(self) -> str:
        return self.app.screen.xdotool("getwindowname", str(self.number))

    @property
    def geometry(self) -> tuple[int, int, int, int]:
        """x, y, width, height on the screen, in physical pixels."""
        answer = self.app.screen.tell("xwininfo", "-id", str(self.number))
        named = dict(line.strip().split(":", 1) for line in answer.splitlines() if ":" in line)
        x, y, width, height = (
            int(named[name]) for name in ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        )
        return x, y, width, height

    def activate(self) -> None:
        """Bring it to the front and give it the keyboard; a popup has it already."""
        screen = self.app.screen

        def active() -> bool:
            if screen.xdotool("getactivewindow") == str(self.number):
                return True
            screen.xdotool("windowactivate", str(self.number))
            return False

        screen.until(active, f"the window {self.title!r} is in front")

    def resize(self, width: int, height: int) -> None:
        """Give it that size, at the top left of the screen."""
        screen = self.app.screen
        screen.xdotool(
            "windowmove", str(self.number), "0", "0", "windowsize", str(self.number), str(width), str(height)
        )
        screen.until(lambda: self.geometry == (0, 0, width, height), f"the window is {width} by {height}")

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at x, y from its top left corner."""
        self.app.screen.xdotool("mousemove", "--window", str(self.number), str(x), str(y), "click", str(button))

    def picture(self, path: Path | None = None) -> Image.Image:
        """What it shows; written to `path` where one is given."""
        x, y, width, height = self.geometry
        image = self.app.screen.picture().crop((x, y, x + width, y + height))
        if path is not None:
            image.save(path)
        return image
