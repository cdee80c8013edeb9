"""Photos and files on the three screens of a journey: in by drop and paste, shown by their moment, seen large."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from mysteryshop.evidence_files import limits
from tests.core.pictures import SECRETS, photo, plain
from tests.ui.evidence_rig import EvidenceRig
from tests.ui.walk_rig import instant
from ui.evidence.shelf import Shelf

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def rig(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[EvidenceRig]:
    made = EvidenceRig(qtbot, qapp, tmp_path)
    yield made
    QGuiApplication.clipboard().clear()
    made.close()


def shelf(rig: EvidenceRig, name: str) -> Shelf:
    found = rig.screen.findChild(Shelf, name)
    assert isinstance(found, Shelf)
    return found


def picture(colour: str = "red") -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def test_a_photo_dropped_on_the_walk_becomes_evidence_of_a_fresh_mark(rig: EvidenceRig) -> None:
    rig.walk()
    assert rig.drop(rig.file("queue.jpg", photo()))
    (found,) = rig.attachments
    (moment,) = rig.stored().moments
    assert (found.moment, moment.kind, moment.observed_at) == (moment.id, "mark", instant(12, 0))
    assert (found.name, found.clock, found.recorded_at) == ("queue.jpg", "camera", instant(12, 0))
    assert found.digest == sha256(rig.kept(found)).hexdigest()
    assert not [secret for secret in SECRETS if secret in rig.kept(found)]
    assert [tile.attachment for tile in shelf(rig, "walk.evidence").tiles] == [found]
    assert "removed: position, camera" in shelf(rig, "walk.evidence").heading.text()


def test_files_are_chosen_from_the_menu(rig: EvidenceRig) -> None:
    rig.walk()
    place = next(p for p in rig.evidence._places if p.screen is rig.screens.walk)
    menu = rig.evidence.menu(place)
    assert [a.text() for a in menu.actions()][1] == "Choose files and keep their camera data…"
    assert not menu.actions()[2].isEnabled()  # nothing to paste
    menu.actions()[0].trigger()
    dialog = rig.window.findChild(QFileDialog, "evidence.files")
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(rig.file("a.png", plain())), str(rig.file("b.pdf", b"%PDF-1.7"))])
    dialog.reject()
    menu.aboutToHide.emit()
    rig.rest()
    assert [a.name for a in sorted(rig.attachments, key=lambda a: a.name)] == ["a.png", "b.pdf"]


def test_the_newest_moment_takes_it(rig: EvidenceRig) -> None:
    rig.walk()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_F):
        QTest.keyClick(rig.screen, key)
        rig.rest()
        rig.clock.advance(60)
    rig.drop(rig.file("a.png", plain()))
    assert next(m.kind for m in rig.stored().moments if m.id == rig.attachments[0].moment) == "friction"


def test_keys_go_on_capturing_while_a_photo_is_read(rig: EvidenceRig) -> None:
    """Nothing stands in the way: no dialog, and the keyboard stays where it was."""
    rig.walk()
    rig.drop(rig.file("large.jpg", photo(size=(3000, 2000))), wait=False)
    assert rig.evidence.attaching.pending == 1
    assert QApplication.activeModalWidget() is None
    QTest.keyClick(rig.screen.focusWidget() or rig.screen, Qt.Key.Key_D)
    rig.rest()
    assert [m.kind for m in rig.stored().moments] == ["mark", "delight"]
    assert len(rig.attachments) == 1


def test_a_picture_is_pasted_even_while_a_line_is_typed(rig: EvidenceRig) -> None:
    rig.walk()
    QTest.keyClick(rig.screen, Qt.Key.Key_F)
    rig.rest()
    field = rig.screen.focusWidget()
    QTest.keyClicks(field, "Two lanes")
    QGuiApplication.clipboard().setImage(picture())
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    rig.rest()
    (found,) = rig.attachments
    assert (found.media_type, found.width, found.height, found.clock) == ("image/png", 40, 30, "app")
    assert found.name == "pasted 2026-11-14 12.00.00.png"
    assert rig.screen.focusWidget() is field


def test_words_are_still_pasted_as_words(rig: EvidenceRig) -> None:
    rig.walk()
    QTest.keyClick(rig.screen, Qt.Key.Key_N)
    rig.rest()
    QGuiApplication.clipboard().setText("Gate changed to B22")
    QTest.keyClick(rig.screen.focusWidget(), Qt.Key.Key_V, CTRL)
    QTest.keyClick(rig.screen.focusWidget(), Qt.Key.Key_Return)
    rig.rest()
    assert rig.stored().moments[0].text == "Gate changed to B22"
    assert not rig.attachments


def test_text_that_is_dragged_is_no_evidence(rig: EvidenceRig) -> None:
    rig.walk()
    mime = QMimeData()
    mime.setText("hello")
    assert not rig.drop_mime(mime)
    assert not rig.attachments


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_kept(rig: EvidenceRig) -> None:
    rig.walk()
    rig.drop(rig.file("broken.jpg", photo()[:900]), rig.file("ticket.pdf", b"%PDF-1.7 ticket"))
    assert [a.name for a in rig.attachments] == ["ticket.pdf"]
    (error,) = rig.failed
    assert "“broken.jpg” is no JPEG picture that can be read" in error.title
    banner = rig.screens.walk.banner
    assert banner.isVisible()
    assert "ZIP" in banner.remedy


def test_a_file_that_is_too_large_is_told(rig: EvidenceRig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 100)
    rig.walk()
    rig.drop(rig.file("film.mp4", bytes(101)))
    assert "more than the 100 bytes that evidence may have" in rig.failed[0].title
    assert not rig.attachments


def test_the_same_file_twice_is_kept_once(rig: EvidenceRig) -> None:
    rig.walk()
    path = rig.file("a.png", plain())
    rig.drop(path)
    rig.drop(path)
    assert len(rig.attachments) == 1
    assert "attached to this moment already" in rig.failed[0].title


def test_camera_data_stays_where_the_leader_says_so(rig: EvidenceRig) -> None:
    rig.walk()
    rig.drop(rig.file("one.jpg", photo()), modifier=SHIFT)
    assert rig.attachments[0].kept_metadata
    assert b"SECRETPHONE" in rig.kept(rig.attachments[0])
    rig.evidence.set_keep(True)
    rig.drop(rig.file("two.jpg", photo(size=(30, 20))))
    assert all(a.kept_metadata for a in rig.attachments)


def test_camera_data_that_was_kept_can_go_later(rig: EvidenceRig) -> None:
    rig.walk()
    rig.drop(rig.file("one.jpg", photo()), modifier=SHIFT)
    (before,) = rig.attachments
    rig.evidence.open(before.id)
    rig.rest()
    viewer = rig.evidence.viewer
    assert viewer is not None
    viewer.facts.clean.click()
    rig.rest()
    (after,) = rig.attachments
    assert (after.id, after.captured_at, after.kept_metadata) == (before.id, before.captured_at, False)
    assert not [secret for secret in SECRETS if secret in rig.kept(after)]
    assert viewer.facts.clean.isHidden()


def test_undo_takes_an_attachment_back(rig: EvidenceRig) -> None:
    rig.walk()
    QTest.keyClick(rig.screen, Qt.Key.Key_Space)
    rig.drop(rig.file("a.png", plain()))
    QTest.keyClick(rig.screen, Qt.Key.Key_Z, CTRL)
    rig.rest()
    assert not rig.attachments
    assert not shelf(rig, "walk.evidence").tiles
    assert len(rig.stored().moments) == 1


def test_in_the_story_the_open_moment_takes_it_and_shows_it(rig: EvidenceRig) -> None:
    rig.read("story")
    moment = next(m for m in rig.journey.record.moments if m.kind == "friction")
    rig.screens.story.open_moment(moment.id)
    rig.drop(rig.file("sign.webp", photo("WEBP")))
    (found,) = rig.attachments
    assert found.moment == moment.id
    assert [t.attachment.id for t in shelf(rig, "story.evidence.files").tiles] == [found.id]
    rig.screens.story.open_moment(rig.journey.record.moments[0].id)
    assert not shelf(rig, "story.evidence.files").tiles


def test_where_no_shelf_is_in_sight_words_say_where_it_went(rig: EvidenceRig) -> None:
    rig.read("story")
    rig.drop(rig.file("sign.png", plain()))
    (found,) = rig.attachments
    number = [m.id for m in rig.stored().moments].index(found.moment) + 1
    told = rig.screens.story.banner.findChild(QLabel, "bannerTitle")
    assert isinstance(told, QLabel)
    assert told.isVisible()
    assert told.text() == f"“sign.png” is attached to moment {number}."


def test_in_the_debrief_the_moment_that_is_asked_about_takes_it(rig: EvidenceRig) -> None:
    rig.read("debrief")
    rig.screens.debrief.go_to("marks")
    page = rig.screens.debrief.pages["marks"]
    rig.drop(rig.file("sign.png", plain()))
    assert rig.attachments[0].moment == page.current  # type: ignore[attr-defined]  # a pass through moments
    assert len(shelf(rig, "marksPage.evidence").tiles) == 1


def test_a_sealed_journey_takes_nothing_without_a_reason(rig: EvidenceRig) -> None:
    rig.read("story")
    at = rig.clock.advance(10)
    rig.journey.edit(lambda r: r.finalise(rig.journey.id, at))
    rig.rest()
    path = rig.file("late.png", plain())
    rig.drop(path)
    assert not rig.attachments
    assert "sealed" in rig.failed[-1].title if rig.failed else rig.screens.story.banner.isVisible()
    rig.screens.story.pen.unlock("The photo came by mail")
    rig.drop(path)
    assert len(rig.attachments) == 1


def test_the_viewer_zooms_steps_and_tells_the_facts(rig: EvidenceRig) -> None:
    rig.walk()
    rig.drop(rig.file("a.jpg", photo(size=(1600, 1200))))
    rig.clock.advance(30)
    QTest.keyClick(rig.screen, Qt.Key.Key_Space)
    rig.drop(rig.file("b.pdf", b"%PDF-1.7 x"))
    first, second = sorted(rig.attachments, key=lambda a: a.name)
    shelf(rig, "walk.evidence").tiles[0].click()
    rig.rest()
    viewer = rig.evidence.viewer
    assert viewer is not None
    assert viewer.windowTitle() == "Pictures"
    assert viewer.canvas.fits
    fitted = viewer.canvas.percent
    assert 0 < fitted < 100
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Plus)
    assert viewer.canvas.percent > fitted
    QTest.keyClick(viewer.canvas, Qt.Key.Key_1)
    assert viewer.canvas.percent == 100
    before = QPointF(viewer.canvas.middle)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Down)
    assert viewer.canvas.middle.y() > before.y()
    QTest.keyClick(viewer.canvas, Qt.Key.Key_0)
    assert viewer.canvas.fits
    told = " ".join(label.text() for label in viewer.facts.findChildren(type(viewer.zoom)))
    assert "14 Nov 2026, 10:22:08" in told
    assert "the camera’s clock" in told
    assert "1600 × 1200" in told
    assert " ".join(first.digest[i : i + 8] for i in range(0, 64, 8)) in told
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Right)
    assert viewer.current == second.id
    assert viewer.where.text() == "2 of 2"
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_the_viewer_goes_when_the_window_does(rig: EvidenceRig) -> None:
    """Nobody sees pictures beside the small window of discreet mode."""
    rig.walk()
    rig.drop(rig.file("a.png", plain()))
    rig.evidence.open(rig.attachments[0].id)
    rig.rest()
    viewer = rig.evidence.viewer
    assert viewer is not None
    assert viewer.parentWidget() is rig.window
    rig.window.hide()
    assert not viewer.isVisible()


def test_what_the_leader_says_of_it_is_stored(rig: EvidenceRig) -> None:
    rig.walk()
    rig.drop(rig.file("a.png", plain()))
    rig.evidence.open(rig.attachments[0].id)
    rig.rest()
    viewer = rig.evidence.viewer
    assert viewer is not None
    viewer.facts.in_report.click()
    QTest.keyClicks(viewer.facts.note, "The sign above the belt")
    viewer.close()
    rig.rest()
    (found,) = rig.attachments
    assert found.in_report
    assert found.note == "The sign above the belt"


def test_removing_asks_once(rig: EvidenceRig) -> None:
    rig.walk()
    rig.drop(rig.file("a.png", plain()))
    rig.evidence.open(rig.attachments[0].id)
    viewer = rig.evidence.viewer
    assert viewer is not None
    viewer.facts.remove.click()
    rig.rest()
    assert len(rig.attachments) == 1
    viewer.facts.remove.click()
    rig.rest()
    assert not rig.attachments
    assert not viewer.isVisible()


def test_a_missing_file_is_told_where_its_picture_was(rig: EvidenceRig) -> None:
    rig.walk()
    rig.drop(rig.file("a.png", plain()))
    (found,) = rig.attachments
    for path in (rig.desk.data_dir / "evidence").rglob(found.digest):
        path.unlink()
    rig.evidence.open(found.id)
    rig.rest()
    viewer = rig.evidence.viewer
    assert viewer is not None
    assert "is missing" in viewer.canvas.accessibleName()


def test_a_copy_can_be_saved(rig: EvidenceRig) -> None:
    rig.walk()
    rig.drop(rig.file("a.png", plain()))
    (found,) = rig.attachments
    rig.evidence.save_copy(found, rig.folder / "copy.png")
    rig.rest()
    assert Image.open(BytesIO((rig.folder / "copy.png").read_bytes())).size == (64, 48)


def test_where_no_picture_of_the_screen_can_be_taken_a_sentence_says_so(rig: EvidenceRig) -> None:
    """Offscreen there is none; the walk goes on."""
    rig.walk()
    QTest.keyClick(rig.screen, Qt.Key.Key_F9)
    rig.rest()
    assert rig.screens.walk.banner.isVisible()
    assert not rig.attachments
    assert rig.window.isVisible()
