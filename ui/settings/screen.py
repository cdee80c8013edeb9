"""One page of settings; every change is saved at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLineEdit, QVBoxLayout, QWidget

from mysteryshop.settings import Settings

from ..actions import chosen_keys
from ..lock.card import LockCard
from ..theme import MODES
from ..walk.summon import how_back
from ..widgets.opened_files import open_file
from ..widgets.parts import button, frame, label, named, row, scrolled
from .keys_table import KeysTable

KEPT = ((0, "Until I purge them"), (6, "6 months"), (12, "1 year"), (36, "3 years"))
SCALES = ((0.9, "Smaller"), (1.0, "Normal"), (1.15, "Larger"), (1.3, "Largest"))


class SettingsScreen(QWidget):
    """`changed(settings)` on every change; the window saves and applies it."""

    changed = Signal(object)  # Settings
    backupRequested = Signal()

    def __init__(self, settings: Settings, data_dir: Path) -> None:
        super().__init__()
        self.setObjectName("settingsScreen")
        self.setProperty("role", "ground")
        self.settings = settings
        self._data_dir = data_dir
        self.leader = named(QLineEdit(settings.leader), "leaderName", "Who walks")
        self.leader.setPlaceholderText("A role, for example: A. finance")
        self.leader.setMaximumWidth(360)
        self.leader.editingFinished.connect(lambda: self._change(leader=self.leader.text().strip()))
        self.keep_camera = named(QCheckBox("Keep position and camera data in all files"), "keepCameraData")
        self.keep_camera.setChecked(settings.keep_camera_data)
        self.keep_camera.clicked.connect(lambda on: self._change(keep_camera_data=on))
        self.keys = KeysTable(chosen_keys(settings.keys))
        self.keys.changed.connect(lambda overrides: self._change(keys=overrides))
        self.back = label("", "small", wrap=True, name="howBack")
        self.keys.changed.connect(lambda _: self._tell_back())
        self.lock_card = LockCard(settings, data_dir)
        self.lock_card.changed.connect(lambda fields: self._change(**fields))
        self._build()

    def _build(self) -> None:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(36, 28, 36, 28)
        inner.setSpacing(16)
        inner.addWidget(label("Settings", "display"))
        inner.addWidget(
            self._card("Look", "Dark is made for dark rooms: a lit screen is noticed.", self._modes(), self._scales())
        )
        inner.addWidget(self._card("Who walks", "As the report names you; a role says enough.", self.leader))
        inner.addWidget(
            self._card(
                "Photos and files",
                "Where and with what a photo was taken is removed when you attach it; its time is read before. "
                "Hold Shift while you drop a file, or choose so in the menu, to keep it for that file alone.",
                self.keep_camera,
            )
        )
        inner.addWidget(
            self._card(
                "How long journeys are kept",
                "Set when a walk is finished; each journey's day can be changed. When it has come the home screen "
                "reminds you; nothing goes by itself.",
                self._chips("keep_months", KEPT, self.settings.keep_months),
            )
        )
        inner.addWidget(self._card("Keys", "Click a field and press the key.", self.keys, self.back))
        inner.addWidget(
            self._card("Your data", f"Everything lies in {self._data_dir}, and nowhere else.", self._data())
        )
        inner.addWidget(self._card("Passphrase", "For the whole data folder.", self.lock_card))
        inner.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page))

    def showEvent(self, event: QShowEvent) -> None:
        """What brings the hidden window back depends on the desktop: it is tried out."""
        super().showEvent(event)
        self._tell_back()

    def _tell_back(self) -> None:
        self.back.setText(how_back(chosen_keys(self.settings.keys)["back"]))

    def _card(self, title: str, words: str, *parts: QWidget) -> QWidget:
        card = frame("card", margin=20, spacing=10)
        card.setMaximumWidth(820)
        for part in (label(title, "subtitle"), label(words, "small", wrap=True), *parts):
            card.layout().addWidget(part)  # type: ignore[union-attr]  # frame() sets one
        return card

    def _modes(self) -> QWidget:
        labels = {"system": "As the system", "light": "Light", "dark": "Dark"}
        return self._chips("theme", [(m, labels[m]) for m in MODES], self.settings.theme)

    def _scales(self) -> QWidget:
        return self._chips("text_scale", SCALES, self.settings.text_scale)

    def _chips(self, field: str, choices: object, chosen: object) -> QWidget:
        group = QButtonGroup(self)
        line = row()
        for value, words in choices:  # type: ignore[attr-defined]  # a table of (value, words)
            chip = button(words, "chip", name=f"{field}.{value}")
            chip.setCheckable(True)
            chip.setChecked(value == chosen)
            chip.clicked.connect(lambda _on=False, v=value: self._change(**{field: v}))
            group.addButton(chip)
            line.addWidget(chip)
        line.addStretch(1)
        result = QWidget()
        result.setLayout(line)
        return result

    def _data(self) -> QWidget:
        folder = button("Open the folder", name="openData", on=self._open_folder)
        save = button("Back up now", name="backupNow", on=self.backupRequested.emit)
        result = QWidget()
        result.setLayout(row(folder, save, None))
        return result

    def _open_folder(self) -> None:
        open_file(self._data_dir)

    def _change(self, **changes: object) -> None:
        new = replace(self.settings, **changes)  # type: ignore[arg-type]  # fields of Settings by name
        if new != self.settings:
            self.settings = new
            self.changed.emit(new)
