"""Browse the templates, walk one, or make a copy of one's own to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mysteryshop import templates as store
from mysteryshop.errors import InputError, KnownError
from mysteryshop.journey import Template, Touchpoint

from ..prepare.screen import TEMPLATE_ROLE, chosen_template, plan_words
from ..widgets.banner import Banner
from ..widgets.clearing import let_go
from ..widgets.flow import FlowLayout
from ..widgets.opened_files import open_file
from ..widgets.parts import button, column, frame, label, named, row, scrolled
from ..widgets.room import wrapping


class TemplatesScreen(QWidget):
    """Left the templates, right the plan of the chosen one with its prompts."""

    walkRequested = Signal(str)  # template key
    changed = Signal()  # the user's own templates were read again

    def __init__(self, data_dir: Path) -> None:
        super().__init__()
        self.setObjectName("templatesScreen")
        self.setProperty("role", "ground")
        self._data_dir = data_dir
        self._templates: dict[str, Template] = {}
        self._problem = False  # whether the banner says that a file cannot be read
        self.banner = Banner()
        self.list = named(QListWidget(), "templates", "Templates")
        self.list.setProperty("role", "menu")
        wrapping(self.list)
        self._plan = QVBoxLayout()
        self._plan.setSpacing(8)
        self._name = label("", "display", wrap=True)
        self._words = label("", "quiet", wrap=True)
        self._size = label("", "small")
        self._build()
        self.list.currentRowChanged.connect(lambda _: self._on_chosen())

    def set_templates(self, templates: Sequence[Template], problems: Sequence[InputError] = ()) -> None:
        """Show these, and say which of the user's own files cannot be read."""
        chosen = self._chosen()
        key = chosen.key if chosen else None
        self._templates = {t.key: t for t in templates}
        self.list.clear()
        for place, template in enumerate(templates):
            item = QListWidgetItem(template.name, self.list)
            item.setData(TEMPLATE_ROLE, template.key)
            if template.key == key or (key is None and place == 0):
                self.list.setCurrentItem(item)
        if problems:
            self.banner.show_error(problems[0])
        elif self._problem:
            self.banner.hide()
        self._problem = bool(problems)

    def copy_chosen(self) -> Path | None:
        """Save a copy of the chosen template as the user's own; where it lies."""
        template = self._chosen()
        if template is None:
            return None
        try:
            path = store.save(_own_copy(template, set(self._templates)), self._data_dir)
        except KnownError as error:
            self.banner.show_error(error)
            return None
        self.changed.emit()
        title = f"Copied to {path.name} in your templates folder."
        self.banner.show_saved(title, "Change it with any text editor, then press Read again.", path)
        return path

    def _chosen(self) -> Template | None:
        return chosen_template(self.list, self._templates)

    def _build(self) -> None:
        side = QFrame()
        side.setProperty("role", "side")
        side.setFixedWidth(264)
        head = label("TEMPLATES", "overline")
        head.setContentsMargins(24, 24, 0, 0)
        side.setLayout(column(head, self.list, spacing=8))
        page = QWidget()
        walk = button("Walk this", "primary", name="walkTemplate", on=self._walk)
        copy = button(
            "Make my own copy", name="copyTemplate", tip="A text file that you may change", on=self.copy_chosen
        )
        folder = button("Open my templates", "plain", name="openTemplates", on=self._open_folder)
        again = button("Read again", "plain", name="readTemplates", on=self.changed.emit)
        inner = column(self._name, self._words, self._size, spacing=8, margin=28)
        doing = FlowLayout(QMargins(0, 0, 0, 0), 8)
        for part in (walk, copy, folder, again):
            doing.addWidget(part)
        inner.addLayout(doing)
        inner.addSpacing(8)
        inner.addLayout(self._plan)
        inner.addStretch(1)
        page.setLayout(inner)
        layout = QHBoxLayout()
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addWidget(scrolled(page), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.banner)
        outer.addLayout(layout, 1)

    def _on_chosen(self) -> None:
        template = self._chosen()
        if template is None:
            return
        self._name.setText(template.name)
        self._words.setText(template.description)
        self._size.setText(plan_words(template))
        while (old := self._plan.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                let_go(widget)
        for phase in template.phases:
            self._plan.addWidget(label(phase.upper(), "overline"))
            for touchpoint in template.touchpoints:
                if touchpoint.phase == phase:
                    self._plan.addWidget(_card(touchpoint))

    def _walk(self) -> None:
        template = self._chosen()
        if template is not None:
            self.walkRequested.emit(template.key)

    def _open_folder(self) -> None:
        folder = self._data_dir / "templates"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            title = f"The templates folder cannot be made: {error.strerror}."
            self.banner.show_error(KnownError(title, f"Check the rights of {folder.parent}."))
            return
        open_file(folder)


def _card(touchpoint: Touchpoint) -> QFrame:
    card = frame("card", margin=16, spacing=4)
    layout = card.layout()
    head = QWidget()
    head.setLayout(row(label(touchpoint.name, "strong"), None, label(expected(touchpoint), "small")))
    layout.addWidget(head)  # type: ignore[union-attr]  # frame() sets one
    for prompt in touchpoint.prompts:
        line = label(f"•  {prompt}", "quiet", wrap=True)
        line.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(line)  # type: ignore[union-attr]
    return card


def expected(touchpoint: Touchpoint) -> str:
    """What the plan expects of a touchpoint, in words: minutes and communications."""
    parts = []
    if touchpoint.planned_minutes is not None:
        parts.append(_duration(touchpoint.planned_minutes))
    if touchpoint.expected_communications is not None:
        count = touchpoint.expected_communications
        parts.append("one communication" if count == 1 else f"{count} communications")
    return ", ".join(parts)


def _duration(minutes: float) -> str:
    if minutes >= 2880:
        return f"{minutes / 1440:.0f} days"
    hours, rest = divmod(round(minutes), 60)
    if minutes < 120:
        return f"{minutes:.0f} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _own_copy(template: Template, taken: set[str]) -> Template:
    number = 1
    while (key := f"my-{template.key}" + (f"-{number}" if number > 1 else "")) in taken:
        number += 1
    name = f"{template.name} (mine)" if number == 1 else f"{template.name} (mine {number})"
    return replace(template, key=key, name=name)
