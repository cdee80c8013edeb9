"""A file that was saved opens from the banner that says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.errors import KnownError
from ui.widgets.banner import Banner


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was opened, in a system that opens everything."""
    seen: list[Path] = []

    def take(url: QUrl) -> bool:
        seen.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return seen


@pytest.fixture
def banner(qtbot: QtBot) -> Banner:
    made = Banner()
    qtbot.addWidget(made)
    return made


def way(banner: Banner, name: str) -> QPushButton:
    found = banner.findChild(QPushButton, name)
    assert found is not None
    return found


def test_a_saved_file_and_its_folder_open_from_the_banner(banner: Banner, opened: list[Path], tmp_path: Path) -> None:
    (tmp_path / "out.pdf").touch()
    banner.show_saved("The report is saved in out.pdf.", "", tmp_path / "out.pdf")
    way(banner, "bannerOpen").click()
    way(banner, "bannerFolder").click()
    assert opened == [tmp_path / "out.pdf", tmp_path]


def test_a_folder_of_files_opens_itself(banner: Banner, opened: list[Path], tmp_path: Path) -> None:
    banner.show_saved("9 charts are saved in it.", "", tmp_path)
    assert way(banner, "bannerOpen").text() == "Open folder"
    assert not way(banner, "bannerFolder").isVisible()
    way(banner, "bannerOpen").click()
    assert opened == [tmp_path]


def test_where_nothing_opens_it_the_banner_says_where_it_is(
    banner: Banner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    (tmp_path / "out.pdf").touch()
    banner.show_saved("The report is saved in out.pdf.", "", tmp_path / "out.pdf")
    way(banner, "bannerOpen").click()
    remedy = banner.findChild(QLabel, "bannerRemedy")
    assert remedy is not None
    assert remedy.isVisible()
    assert remedy.text() == f"Nothing on this computer opens it. It is at {tmp_path / 'out.pdf'}."


def test_a_file_that_is_gone_is_told_and_not_opened(banner: Banner, opened: list[Path], tmp_path: Path) -> None:
    banner.show_saved("The report is saved in out.pdf.", "", tmp_path / "out.pdf")
    way(banner, "bannerOpen").click()
    assert opened == []
    assert banner.remedy == f"It is not there any more: {tmp_path / 'out.pdf'}."


def test_good_news_do_not_take_the_place_of_a_failure_that_lasts(banner: Banner, tmp_path: Path) -> None:
    banner.show_error(KnownError("Moments wait to be saved.", "Make room on the disk."), lasting=True)
    banner.show_saved("The report is saved in out.pdf.", "", tmp_path / "out.pdf")
    assert banner.remedy == "Make room on the disk."
    assert not way(banner, "bannerOpen").isVisible()
    banner.hide()  # it is over
    banner.show_text("All moments are on disk.")
    assert banner.isVisible()
    assert banner.remedy == ""


def test_where_it_is_narrow_the_ways_on_stand_below_the_words(banner: Banner, tmp_path: Path) -> None:
    banner.show_saved("The comparison is saved in a file with quite a long name.pdf.", "", tmp_path / "out.pdf")
    title, button = banner.findChild(QLabel, "bannerTitle"), way(banner, "bannerOpen")
    assert title is not None
    for width, beside in ((1200, True), (460, False), (1200, True)):
        banner.resize(width, banner.heightForWidth(width) if banner.hasHeightForWidth() else 120)
        QApplication.processEvents()
        below = button.mapTo(banner, button.rect().topLeft()).y() > title.mapTo(banner, title.rect().bottomLeft()).y()
        assert below is not beside


def test_other_news_opens_nothing(banner: Banner, tmp_path: Path) -> None:
    banner.show_saved("Saved.", "", tmp_path / "out.pdf")
    banner.show_error(KnownError("The disk is full.", "Make room."))
    assert not way(banner, "bannerOpen").isVisible()
    assert not way(banner, "bannerFolder").isVisible()
