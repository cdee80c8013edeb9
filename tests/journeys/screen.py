"""A screen of its own, and someone at the keyboard: the app in a real window, driven from outside its process.

    def test_a_walk(screen: Screen, tmp_path: Path) -> None:
        app = screen.start_app("--data-dir", str(tmp_path))
        app.window("Mysteryshop")           # waits until it shows
        app.keys("ctrl+n")                  # real key events, to whatever has the focus
        app.type("Lisbon to Oslo")
        screen.until(lambda: saved(tmp_path), "the place is saved")
        app.kill()                          # SIGKILL, as a crash or a dead battery would

Nothing here sleeps for a fixed time: `until` looks again and again, and fails with what it waited
for, the open windows, what the app said, and a picture.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageGrab

from tests.journeys import keyboard
from tests.journeys.app import App

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 40.0  # a start of the app beside a full test run on two cores
LOOK_AGAIN_S = 0.03
TOOLS = ("Xvfb", "openbox", "xdotool", "xkbcomp", "xprop", "xwininfo")
Found = TypeVar("Found")


class Screen(AbstractContextManager["Screen"]):
    """A virtual X display with a window manager; `pictures` is where failures leave their picture."""

    def __init__(self, pictures: Path, *, size: str = "1600x1000", scale: float = 1.0) -> None:
        self.pictures = pictures
        self.size = size
        self.scale = scale
        self.display = ""
        self.apps: list[App] = []
        self._letters = ""
        self._servers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Screen:
        self.pictures.mkdir(parents=True, exist_ok=True)
        try:
            self.display = self._start_server()
            config = Path(__file__).with_name("openbox.xml")
            self._serve(["openbox", "--sm-disable", "--config-file", str(config)])
            self.until(self._managed, "the window manager is there")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for app in self.apps:
            app.kill()
        for server in reversed(self._servers):
            server.terminate()
            server.wait(PATIENCE_S)

    # -- apps -----------------------------------------------------------------------------------

    def start_app(self, *arguments: str, environment: dict[str, str] | None = None) -> App:
        """Start Mysteryshop with these arguments, from the checkout, as a process of its own."""
        return self.start([sys.executable, "-m", "mysteryshop", *arguments], environment=environment)

    def start(self, command: Sequence[str], *, environment: dict[str, str] | None = None) -> App:
        """Start any program on this screen."""
        log = self.pictures / f"app-{len(self.apps) + 1}.log"
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self._environment(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        app = App(self, process, log)
        self.apps.append(app)
        return app

    # -- looking --------------------------------------------------------------------------------

    def until(self, look: Callable[[], Found], what: str, *, seconds: float = PATIENCE_S) -> Found:
        """Look again and again until `look` returns something true, and return that.

        `what` completes "waited for ...". Errors of files and processes that are not there yet
        count as not yet; an app that ended with an error ends the wait.
        """
        deadline = time.monotonic() + seconds
        while True:
            try:
                if found := look():
                    return found
                reason = ""
            except (OSError, subprocess.SubprocessError, LookupError, ValueError) as error:
                reason = f" ({error})"
            if time.monotonic() > deadline or any(app.crashed for app in self.apps):
                raise AssertionError(f"Waited {seconds:.0f} s for this: {what}{reason}\n{self._account()}")
            time.sleep(LOOK_AGAIN_S)

    def picture(self, path: Path | None = None) -> Image.Image:
        """What the screen shows; written to `path` where one is given."""
        image = ImageGrab.grab(xdisplay=self.display)
        if path is not None:
            image.save(path)
        return image

    def xdotool(self, *arguments: str) -> str:
        """What xdotool answers; "" where it finds nothing."""
        return self.tell("xdotool", *arguments)

    def tell(self, *command: str, given: str | None = None) -> str:
        """What a program that looks at this screen prints."""
        answer = subprocess.run(
            command,
            env=self._environment({}),
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        return answer.stdout.strip()

    def give_keys(self, text: str) -> None:
        """Give the keyboard the letters of the text that it lacks."""
        lacking = dict.fromkeys(letter for letter in text if not letter.isascii() and letter not in self._letters)
        if lacking:
            self._letters += "".join(lacking)
            self.tell("xkbcomp", "-w0", "-", self.display, given=keyboard.layout(self._letters))

    # -- within ---------------------------------------------------------------------------------

    def _start_server(self) -> str:
        """Xvfb chooses a free display and tells its number.

        Without -noreset it would start anew, and drop the window manager, whenever a look at it is over.
        """
        reading, writing = os.pipe()
        self._serve(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self.size}x24", "-noreset", "-nolisten", "tcp"],
            keep=writing,
        )
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        return f":{number}"

    def _serve(self, command: list[str], *, keep: int | None = None) -> None:
        server = subprocess.Popen(
            command,
            env=self._environment({}),
            pass_fds=() if keep is None else (keep,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._servers.append(server)

    def _managed(self) -> bool:
        return "window id" in self.tell("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))}
        return environment | {
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": str(self.scale),
            "QT_MESSAGE_PATTERN": "[qt-%{type}] %{message}",
            "LC_ALL": "C.UTF-8",  # xdotool types non-ASCII only in a UTF-8 locale
            "XMODIFIERS": "@im=none",
            "PYTHONFAULTHANDLER": "1",
            "PYTHONUNBUFFERED": "1",
            **more,
        }

    def _account(self) -> str:
        """What there is to see when a wait fails."""
        place = self.pictures / "failed.png"
        self.picture(place)
        lines = [f"Picture: {place}"]
        for app in self.apps:
            lines.append(f"App {app.process.args!r}: {app.state()}; windows: {app.titles()}")
            lines.append(app.said()[-4000:])
        return "\n".join(lines)
