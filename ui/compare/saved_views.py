"""Views under a name: kept in the data folder, shown again, renamed, deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QMenu, QPushButton

from mysteryshop.comparison.view import View, load_views, save_views
from mysteryshop.errors import KnownError

from ..widgets.parts import named
from .view_name import ViewNameDialog


class SavedViews(QPushButton):
    """`picked` carries the view to be shown; there is no button while there are none."""

    picked = Signal(object)  # View
    told = Signal(str)
    failed = Signal(object)  # KnownError

    def __init__(self, data_dir: Path) -> None:
        super().__init__("Views")
        named(self, "compare.views", "Saved views")
        self._data_dir = data_dir
        self.views: tuple[View, ...] = ()
        self.setMenu(QMenu(self))

    def load(self) -> None:
        """Read what is kept."""
        try:
            self.views = load_views(self._data_dir)
        except KnownError as error:
            self.failed.emit(error)
        self._fill()

    def ask_name(self, proposed: str, keep: Callable[[str], None]) -> None:
        """Ask what a view is called."""
        self._ask(ViewNameDialog(proposed, [view.name for view in self.views], parent=self.window()), keep)

    def ask_new_name(self, name: str) -> None:
        """Ask what a saved view is called from now on."""
        taken = [view.name for view in self.views]
        dialog = ViewNameDialog(name, taken, rename=True, parent=self.window())
        self._ask(dialog, lambda new: self.rename(name, new))

    def keep(self, view: View, name: str) -> View:
        """Keep the view under that name; one of the same name is replaced."""
        made = replace(view, name=name)
        self._write((*(each for each in self.views if each.name != name), made), f"The view “{name}” is saved.")
        return made

    def rename(self, name: str, new: str) -> None:
        """Call a saved view otherwise; it stays in its place."""
        if new != name:
            views = tuple(replace(each, name=new) if each.name == name else each for each in self.views)
            self._write(views, f"The view “{name}” is now called “{new}”.")

    def forget(self, name: str) -> None:
        """Delete a saved view."""
        self._write(tuple(each for each in self.views if each.name != name), f"The view “{name}” is deleted.")

    def _ask(self, dialog: ViewNameDialog, then: Callable[[str], None]) -> None:
        dialog.finished.connect(lambda done: then(dialog.name) if done == QDialog.DialogCode.Accepted else None)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, views: tuple[View, ...], words: str) -> None:
        try:
            save_views(views, self._data_dir)
        except KnownError as error:
            self.failed.emit(error)
            return
        self.views = views
        self._fill()
        self.told.emit(words)

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for view in self.views:
            menu.addAction(view.name.replace("&", "&&"), partial(self.picked.emit, view))
        if self.views:
            menu.addSeparator()
            for words, work in (("Rename", self.ask_new_name), ("Delete", self.forget)):
                among = menu.addMenu(words)
                for view in self.views:
                    among.addAction(view.name.replace("&", "&&"), partial(work, view.name))
        self.setVisible(bool(self.views))
