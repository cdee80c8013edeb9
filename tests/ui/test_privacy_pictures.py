"""Pictures that leave: boxes drawn with mouse and keyboard are burned into a copy, and the kept file stays."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mysteryshop.journey import Attachment
from mysteryshop.privacy.decisions import Box
from tests.ui.screen_rig import DONE, ScreenRig, read_notes
from ui.privacy.box_canvas import BoxCanvas
from ui.privacy.box_dialog import BoxDialog
from ui.privacy.review_dialog import ReviewDialog
from ui.story.screen import StoryScreen

Story = ScreenRig[StoryScreen]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 300), (200, 40, 40)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def pictured(story: Story) -> Story:
    """The story of a walk with a red photo that the report shows; no words of it identify anybody."""
    kept: list[str] = []
    data = _photo()
    story.desk.write_store(lambda database: database.files.put(data), kept.append)
    story.qtbot.waitUntil(lambda: bool(kept))
    record = read_notes(DONE)
    moment = record.moments[1]
    photo = Attachment(
        "p1", moment.id, kept[0], "lane.png", "image/png", len(data), moment.observed_at, moment.observed_at, "file",
        width=400, height=300, in_report=True,
    )  # fmt: skip
    story.open(replace(record, attachments=(photo,)))
    return story


def _review(story: Story) -> ReviewDialog:
    review = story.screen.sending.review
    story.qtbot.waitUntil(lambda: review.dialog is not None and review.dialog.isVisible())
    assert review.dialog is not None
    return review.dialog


def _printed(path: Path) -> list[Image.Image]:
    found = [image.image for page in pypdf.PdfReader(path).pages for image in page.images]
    return [image.convert("RGB") for image in found if image is not None]


def test_a_box_is_black_in_the_pdf_and_nowhere_else(pictured: Story, tmp_path: Path) -> None:
    pictured.screen.export_pdf(tmp_path / "summary.pdf")
    dialog = _review(pictured)
    button = next(b for b in dialog.pictures.findChildren(type(dialog.go)) if b.objectName() == "review.picture1")
    assert button.text() == "lane.png  ·  no box"
    button.click()
    pictured.qtbot.waitUntil(lambda: bool(dialog.findChildren(BoxDialog)))
    (boxes,) = dialog.findChildren(BoxDialog)
    pictured.qtbot.waitUntil(boxes.isVisible)
    boxes.canvas.setFocus()
    QTest.keyClick(boxes.canvas, Qt.Key.Key_N)  # the middle fifth
    QTest.keyClick(boxes, Qt.Key.Key_Return)
    assert button.text() == "lane.png  ·  1 box"
    assert dialog.sum.text() == "Redact 1 part of a picture."
    dialog.go.click()
    pictured.rest()
    pictured.qtbot.waitUntil(lambda: (tmp_path / "summary.pdf").exists(), timeout=30_000)
    pictured.rest()
    (image,) = _printed(tmp_path / "summary.pdf")
    width, height = image.size
    assert max(image.getpixel((width // 2, height // 2))) < 20
    assert image.getpixel((width // 4, height // 4))[0] > 150
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "summary.pdf").pages).split())
    assert "Redacted: 1 part of a picture." in words
    held: list[bytes] = []
    digest = pictured.record.attachments[0].digest
    pictured.desk.read_store(lambda database: database.files.read(digest), held.append)
    pictured.qtbot.waitUntil(lambda: bool(held))
    assert held == [_photo()]
    pictured.screen.sending.review.dialog = None
    pictured.screen.export_pdf(tmp_path / "again.pdf")
    again = _review(pictured)
    assert len(again.boxes_of(digest)) == 1  # remembered
    again.reject()


def test_field_notes_carry_no_picture_and_ask_nothing(pictured: Story, tmp_path: Path) -> None:
    pictured.screen.save_notes(tmp_path / "walk.txt")
    pictured.rest()
    assert pictured.screen.sending.review.dialog is None
    assert (tmp_path / "walk.txt").exists()


@pytest.fixture
def canvas(qtbot: QtBot, story: Story) -> BoxCanvas:
    """A canvas of twice the picture's size, so that a hundredth is four pixels."""
    image = QImage(200, 150, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    made = BoxCanvas(image, [], story.theme)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def test_boxes_are_dragged_with_the_mouse(canvas: BoxCanvas) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(40, 30))
    QTest.mouseMove(canvas, QPoint(120, 90))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))
    (box,) = canvas.boxes
    assert (box.x, box.y, box.width, box.height) == pytest.approx((0.1, 0.1, 0.2, 0.2))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))  # a click is no box
    assert len(canvas.boxes) == 1
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 50))
    assert canvas.chosen == 0
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.boxes == []


def test_boxes_are_moved_and_sized_with_the_keys_and_stay_on_the_picture(canvas: BoxCanvas) -> None:
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_N)
    for _ in range(60):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    QTest.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    (box,) = canvas.boxes
    assert (box.x, box.y, box.width, box.height) == pytest.approx((0.8, 0.39, 0.19, 0.2))
    QTest.keyClick(canvas, Qt.Key.Key_N)
    QTest.keyClick(canvas, Qt.Key.Key_Backtab, SHIFT)
    assert canvas.chosen == 0
    canvas.boxes.append(Box(0, 0, 0.1, 0.1))
    assert canvas.grab().toImage().pixelColor(10, 10) == Qt.GlobalColor.black
