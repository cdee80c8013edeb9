"""The part of the settings that is about the passphrase: what holds, what can be done, and when the window asks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from mysteryshop.settings import Settings
from mysteryshop.store import extra
from mysteryshop.store.keyfile import is_locked

from ..widgets.parts import button, label, named, row

IDLE = ((0, "never"), (1, "after 1 idle minute"), (5, "after 5 idle minutes"), (10, "after 10 idle minutes"),
        (30, "after 30 idle minutes"), (60, "after an idle hour"))  # fmt: skip
_NONE = "None is set: whoever can open the folder can read everything in it."
_SET = "Journeys, backups and evidence files are encrypted. Nobody can recover the passphrase."
_WALK = "During a walk nothing is locked: the small window never asks, and no key press waits."


class LockCard(QWidget):
    """`changed(fields)` for a setting; `changeRequested(what)` for set, change and remove."""

    changed = Signal(dict)
    changeRequested = Signal(str)
    lockNowRequested = Signal()

    def __init__(self, settings: Settings, data_dir: Path) -> None:
        super().__init__()
        self.setObjectName("lockCard")
        self._data_dir = data_dir
        self._state = label("", wrap=True, name="lockState")
        self._missing = label("", "quiet", wrap=True, name="lockMissing")
        self._missing.setTextInteractionFlags(self._missing.textInteractionFlags().TextSelectableByMouse)
        self._set = button("Set a passphrase …", name="passphraseSet", on=lambda: self.changeRequested.emit("set"))
        self._change = button("Change …", name="passphraseChange", on=lambda: self.changeRequested.emit("change"))
        self._remove = button("Remove …", name="passphraseRemove", on=lambda: self.changeRequested.emit("remove"))
        self._now = button("Lock now", name="lockNow", on=self.lockNowRequested.emit)
        self.idle = named(QComboBox(), "lockIdle", "Ask for the passphrase")
        self.on_hide = named(QCheckBox("Also when the window is hidden or minimised"), "lockOnHide")
        self._when = QWidget()
        self._build(settings)
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        there, locked = extra.installed(), is_locked(self._data_dir)
        self._state.setText(_SET if locked else _NONE)
        self._missing.setVisible(not there)
        self._missing.setText(f"To set one, install the extra, then start Mysteryshop again:\n{extra.command()}")
        self._set.setVisible(there and not locked)
        for part in (self._change, self._remove, self._now, self._when):
            part.setVisible(locked)

    def _build(self, settings: Settings) -> None:
        known = dict(IDLE)
        for minutes, words in IDLE:
            self.idle.addItem(words, minutes)
        if settings.lock_after_min not in known:
            self.idle.addItem(f"after {settings.lock_after_min} idle minutes", settings.lock_after_min)
        self.idle.setCurrentIndex(self.idle.findData(settings.lock_after_min))
        self.idle.activated.connect(lambda _: self.changed.emit({"lock_after_min": self.idle.currentData()}))
        self.on_hide.setChecked(settings.lock_on_hide)
        self.on_hide.clicked.connect(lambda on: self.changed.emit({"lock_on_hide": bool(on)}))
        when = QVBoxLayout(self._when)
        when.setContentsMargins(0, 4, 0, 0)
        when.setSpacing(8)
        when.addLayout(row(label("Ask again"), self.idle, None))
        when.addWidget(self.on_hide)
        when.addWidget(label(_WALK, "small", wrap=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._state)
        layout.addWidget(self._missing)
        layout.addLayout(row(self._set, self._change, self._remove, self._now, None))
        layout.addWidget(self._when)
