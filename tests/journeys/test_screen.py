"""The harness of the real-window tests, tried on a window of three widgets."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.journeys import conftest
from tests.journeys.screen import App, Screen

pytestmark = pytest.mark.screen

NOTEPAD = """
import sys
from pathlib import Path
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QVBoxLayout, QWidget

said = Path(sys.argv[1])

class Notepad(QWidget):
    def __init__(self):
        super().__init__()
        self.setWindowTitle("Notepad")
        self.line = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.line)
        self.line.returnPressed.connect(lambda: self.note("line " + self.line.text()))
        QShortcut(QKeySequence("F9"), self, lambda: self.note("nine"))
        QShortcut(QKeySequence("Ctrl+B"), self, self.break_down)
        QShortcut(QKeySequence("Ctrl+D"), self, self.ask)

    def note(self, text):
        with said.open("a") as file:
            file.write(text + "\\n")

    def ask(self):
        box = QMessageBox(self)
        box.setWindowTitle("Really?")
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        self.note("yes" if box.exec() == QMessageBox.StandardButton.Yes else "no")

    def break_down(self):
        raise RuntimeError("broken on purpose")

    def mousePressEvent(self, event):
        self.note(f"click {event.position().toPoint().toTuple()}")

    def closeEvent(self, event):
        self.note("closed")

app = QApplication([])
notepad = Notepad()
notepad.setStyleSheet("background: #0E6E6E")
notepad.show()
sys.exit(app.exec())
"""


def notepad(screen: Screen, said: Path) -> App:
    said.touch()
    app = screen.start([sys.executable, "-c", NOTEPAD, str(said)])
    app.window("Notepad")
    return app


def wrote(screen: Screen, said: Path, *lines: str) -> None:
    screen.until(lambda: said.read_text().splitlines() == list(lines), f"{lines} is written")


def test_typed_text_and_keys_reach_the_window(screen: Screen, tmp_path: Path) -> None:
    said = tmp_path / "said"
    app = notepad(screen, said)
    app.type("Two lanes closed | -5m, @lane agent")
    app.keys("Return", "F9")
    wrote(screen, said, "line Two lanes closed | -5m, @lane agent", "nine")


def test_letters_beyond_ascii_can_be_typed(screen: Screen, tmp_path: Path) -> None:
    said = tmp_path / "said"
    app = notepad(screen, said)
    app.type("Größe 大 ž “Ö”")
    app.keys("Return")
    wrote(screen, said, "line Größe 大 ž “Ö”")


def test_a_dialog_takes_the_keys_while_it_is_open(screen: Screen, tmp_path: Path) -> None:
    said = tmp_path / "said"
    app = notepad(screen, said)
    app.keys("ctrl+d")
    app.window("Really?")
    assert app.titles() == ["Notepad", "Really?"]
    app.keys("alt+y")
    wrote(screen, said, "yes")


def test_closing_ends_the_app_and_killing_does_not_ask_it(screen: Screen, tmp_path: Path) -> None:
    said = tmp_path / "said"
    first = notepad(screen, said)
    first.close()
    assert first.wait() == 0
    wrote(screen, said, "closed")
    second = notepad(screen, said)
    second.kill()
    assert second.process.returncode == -signal.SIGKILL
    wrote(screen, said, "closed")


def test_a_window_is_pictured_at_the_size_that_was_asked_and_clicked_where_it_was_meant(
    screen: Screen, tmp_path: Path
) -> None:
    said = tmp_path / "said"
    app = notepad(screen, said)
    window = app.window("Notepad")
    window.resize(640, 400)
    teal = (0x0E, 0x6E, 0x6E)
    screen.until(lambda: window.picture().getpixel((2, 398)) == teal, "the window is painted to its corner")
    picture = window.picture(tmp_path / "window.png")
    assert picture.size == (640, 400)
    window.click(10, 300)
    wrote(screen, said, "click (10, 300)")


def test_an_error_in_the_app_is_seen_from_outside(screen: Screen, tmp_path: Path) -> None:
    app = notepad(screen, tmp_path / "said")
    app.keys("ctrl+b")
    screen.until(lambda: "broken on purpose" in app.said(), "the app complains")
    assert app.complaints() == ["Traceback (most recent call last):"]
    screen.apps.clear()
    app.kill()


def test_waiting_in_vain_tells_what_it_waited_for_and_leaves_a_picture(screen: Screen) -> None:
    with pytest.raises(AssertionError, match="the cows come home"):
        screen.until(lambda: False, "the cows come home", seconds=0.1)
    assert (screen.pictures / "failed.png").is_file()


def test_a_crash_ends_the_wait_at_once(screen: Screen) -> None:
    app = screen.start([sys.executable, "-c", "raise SystemExit('no screen today')"])
    with pytest.raises(AssertionError, match="no screen today"):
        app.window()
    screen.apps.clear()


def test_without_the_tools_a_developer_is_told_and_ci_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Xvfb, openbox, xdotool, xkbcomp, xprop, xwininfo"):
        conftest._need_tools()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Xvfb"):
        conftest._need_tools()
