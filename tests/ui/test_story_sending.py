"""What leaves the story: the PDF lands where it was said, the notes read back, failures are sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from tests.ui.screen_rig import CTRL, DONE, ScreenRig, read_notes
from ui.story.screen import StoryScreen
from ui.story.sending import proposed_name

Story = ScreenRig[StoryScreen]


@pytest.fixture
def told(story: Story) -> Story:
    """The story of a short walk."""
    story.open(read_notes(DONE))
    return story


def test_ctrl_p_exports_the_pdf_where_the_dialog_says(
    told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def pick(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(tmp_path / "out" / "summary"), ""

    (tmp_path / "out").mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", pick)
    told.press(Qt.Key.Key_P, modifier=CTRL)
    told.rest()
    target = tmp_path / "out" / "summary.pdf"
    assert asked == ["2026-11-14 Fly as a passenger Lisbon to Oslo.pdf"]
    assert "Fly as a passenger" in pypdf.PdfReader(target).pages[0].extract_text()
    assert str(target) in told.find("story.result.words").text().replace("\u200b", "")  # type: ignore[attr-defined]
    assert told.find("story.result.open").isVisible()
    assert told.find("story.result.folder").isVisible()


def test_a_dialog_that_is_left_exports_nothing(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    told.find("story.export").click()  # type: ignore[attr-defined]
    told.rest()
    assert not told.find("story.result").isVisible()


def test_the_pdf_holds_what_was_typed_a_moment_ago(told: Story, tmp_path: Path) -> None:
    friction = next(m for m in told.record.moments if m.kind == "friction")
    told.screen.open_moment(friction.id)
    text = told.find("moment.text")
    text.setFocus()
    told.press(Qt.Key.Key_A, modifier=CTRL)
    told.type("Three lanes closed today")
    told.screen.export_pdf(tmp_path / "summary.pdf")
    told.rest()
    told.qtbot.waitUntil(lambda: (tmp_path / "summary.pdf").exists(), timeout=30_000)
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "summary.pdf").pages)
    assert "Three lanes closed today" in " ".join(words.split())


def test_where_it_cannot_be_written_a_sentence_says_so(told: Story, tmp_path: Path) -> None:
    told.screen.export_pdf(tmp_path / "no such folder" / "summary.pdf")
    told.rest()
    assert told.screen.banner.isVisible()
    assert told.find("bannerTitle").text()  # type: ignore[attr-defined]
    assert not told.find("story.result").isVisible()


def test_the_notes_on_the_clipboard_read_back(told: Story) -> None:
    told.screen.copy_notes()
    told.rest()
    again = read_notes(QGuiApplication.clipboard().text())
    assert [m.text for m in again.moments] == [m.text for m in told.record.moments]
    assert "on the clipboard" in told.find("story.result.words").text()  # type: ignore[attr-defined]


def test_the_notes_are_saved_from_the_menu(told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "walk.txt"), ""))
    action = told.screen.menu.actions()[1]
    assert (action.objectName(), action.text()) == ("story.saveNotes", "Save field notes…")
    action.trigger()
    told.rest()
    assert "10:41 f3 Two lanes closed, nobody says why" in (tmp_path / "walk.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("", "2026-11-14 Fly as a passenger.pdf"),
        ("Lisbon → Oslo / economy", "2026-11-14 Fly as a passenger Lisbon Oslo economy.pdf"),
        ("a:b*c?\n..", "2026-11-14 Fly as a passenger a b c.pdf"),
        ("東京", "2026-11-14 Fly as a passenger 東京.pdf"),
        ("x" * 400, None),
    ],
)
def test_the_proposed_name_is_one_that_every_system_takes(place: str, name: str | None) -> None:
    record = read_notes(DONE)
    proposed = proposed_name(replace(record, journey=replace(record.journey, place=place)), ".pdf")
    assert proposed == name or (name is None and len(proposed) < 130)
