"""Prepare a walk: choose a template on the left, fill what you like on the right, start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError
from mysteryshop.journey import Answer, Change, Expectation, Record, Template

from ..desk import Desk
from ..widgets.banner import Banner
from ..widgets.parts import button, label, named, row, scrolled
from ..widgets.room import wrapping
from .form import PrepareForm

if TYPE_CHECKING:  # SQLAlchemy is imported on the writer
    from mysteryshop.recorder import Recorder

TEMPLATE_ROLE = Qt.ItemDataRole.UserRole + 1


class PrepareScreen(QWidget):
    """`prepared(id, start)` follows once the journey is on disk."""

    prepared = Signal(str, bool)  # journey id, walk at once?
    leaveRequested = Signal()

    def __init__(self, desk: Desk, leader: str = "") -> None:
        super().__init__()
        self.setObjectName("prepareScreen")
        self.setProperty("role", "ground")
        self._desk = desk
        self._leader = leader
        self._templates: dict[str, Template] = {}
        self._planned: Record | None = None
        self._busy = False
        self.list = named(QListWidget(), "templateList", "Templates")
        self.list.setProperty("role", "menu")
        wrapping(self.list)
        self.form = PrepareForm(leader)
        self.banner = Banner()
        self._name = label("", "display", wrap=True, name="templateName")
        self._words = label("", "quiet", wrap=True)
        self._plan = label("", "small", wrap=True)
        self._build()
        self.list.currentRowChanged.connect(lambda _: self._on_template())
        QShortcut(QKeySequence("Ctrl+Return"), self, lambda: self._save(start=True))
        QShortcut(QKeySequence("Ctrl+S"), self, lambda: self._save(start=False))

    def set_leader(self, leader: str) -> None:
        """Who walks, from the settings; used for the next empty page."""
        self._leader = leader

    def set_templates(self, templates: Sequence[Template]) -> None:
        """Offer these templates, in this order."""
        chosen = self.template
        self.list.clear()
        self._templates = {t.key: t for t in templates}
        for template in templates:
            item = QListWidgetItem(template.name, self.list)
            item.setData(TEMPLATE_ROLE, template.key)
            item.setToolTip(template.description)
        self.choose(chosen.key if chosen and chosen.key in self._templates else next(iter(self._templates), ""))

    @property
    def template(self) -> Template | None:
        """The template that is chosen."""
        if self._planned is not None:
            return self._planned.template
        return chosen_template(self.list, self._templates)

    def choose(self, key: str) -> None:
        """Choose a template by its key."""
        for place in range(self.list.count()):
            if self.list.item(place).data(TEMPLATE_ROLE) == key:
                self.list.setCurrentRow(place)

    def show_new(self, template_key: str = "", assumptions: Sequence[tuple[str, float | None]] = ()) -> None:
        """An empty page; the template's own words already stand, and assumptions that are tested again."""
        self._planned = None
        self._set_busy(False)
        self.banner.hide()
        self._read_tags()
        self._side.show()
        self.form.clear(self._leader)
        self.form.assume(assumptions)
        if template_key:
            self.choose(template_key)
        self._on_template()
        self.list.setFocus()

    def show_planned(self, record: Record) -> None:
        """Go on with a journey that was prepared before; its template stays as it was then."""
        self._planned = record
        self._set_busy(False)
        self.banner.hide()
        self._read_tags()
        self._side.hide()
        self._show_words(record.template)
        self.form.show_record(record)
        self.form.place.setFocus()

    def _read_tags(self) -> None:
        if self._desk.is_open:
            self._desk.read(lambda q: q.tags(), self.form.tags.show_known, None, self)

    def _build(self) -> None:
        self._side = QFrame()
        self._side.setProperty("role", "side")
        self._side.setFixedWidth(264)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 24, 0, 12)
        side.setSpacing(8)
        head = label("BECOME …", "overline")
        head.setContentsMargins(24, 0, 0, 0)
        side.addWidget(head)
        side.addWidget(self.list)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(36, 28, 36, 28)
        inner.setSpacing(8)
        for part in (self._name, self._words, self._plan):
            part.setMaximumWidth(760)
            inner.addWidget(part)
        inner.addSpacing(8)
        self.form.setMaximumWidth(760)
        inner.addWidget(self.form, 1)
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addWidget(scrolled(page), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.banner)
        outer.addLayout(layout, 1)
        outer.addWidget(self._foot())

    def _foot(self) -> QFrame:
        self._start = button(
            "Start the walk", "primary", name="startWalk", tip="Ctrl+Enter", on=lambda: self._save(start=True)
        )
        self._later = button("Save for later", name="saveForLater", tip="Ctrl+S", on=lambda: self._save(start=False))
        leave = button("Back", "plain", name="leavePrepare", on=self.leaveRequested.emit)
        foot = QFrame()
        foot.setProperty("role", "foot")
        hint = label("The clock starts with the first touchpoint, not here.", "small")
        foot.setLayout(row(leave, None, hint, 8, self._later, self._start, margin=16))
        return foot

    def _on_template(self) -> None:
        template = chosen_template(self.list, self._templates)
        if template is not None and self._planned is None:
            self._show_words(template)
            self.form.show_template(template)

    def _show_words(self, template: Template) -> None:
        self._name.setText(template.name)
        self._words.setText(template.description)
        self._plan.setText(plan_words(template))

    def _save(self, *, start: bool) -> None:
        template = self.template
        if template is None or self._busy or not self.isVisible():
            return
        if problem := self.form.problem():
            self.banner.show_error(problem)
            self.form.zone.setFocus()
            return
        self.banner.hide()
        self._set_busy(True)
        head, expectations, answers = self.form.head(), self.form.expectations(), self.form.answers()
        self.form.tags.line.finish()
        planned, tags = self._planned, self.form.tags.tags

        def work(recorder: Recorder) -> Change:
            if planned is None:
                change = recorder.prepare(template, expectations=expectations, answers=answers, **head)
            else:
                change = prepare_again(recorder, planned, head, expectations, answers)
            return recorder.annotate(change.journey.id, tags=tags) if tags != change.journey.tags else change

        self._desk.write(work, lambda change: self._on_saved(change, start), self._on_failed, self)

    def _on_saved(self, change: Change, start: bool) -> None:
        self._set_busy(False)
        self._desk.stored.emit(change)
        self.prepared.emit(change.journey.id, start)

    def _on_failed(self, error: KnownError) -> None:
        self._set_busy(False)
        self.banner.show_error(error)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._start.setDisabled(busy)
        self._later.setDisabled(busy)


def prepare_again(
    recorder: Recorder,
    planned: Record,
    head: dict[str, Any],
    expectations: Sequence[Expectation],
    answers: dict[str, str],
) -> Change:
    """Write a changed page over the one that was prepared before; what is gone from it is removed."""
    recorder.amend_journey(planned.journey.id, **head)
    kept = {e.id for e in expectations}
    ticked = [Answer(key, text) for key, text in answers.items()]
    unticked = [key for key in planned.answers if key not in answers]
    gone = [e.id for e in planned.expectations if e.id not in kept]
    return recorder.save_all(planned.journey.id, [*expectations, *ticked], removed=[*gone, *unticked])


def chosen_template(view: QListWidget, templates: Mapping[str, Template]) -> Template | None:
    """The template whose line is current in the list."""
    return templates.get(view.currentItem().data(TEMPLATE_ROLE)) if view.currentRow() >= 0 else None


def plan_words(template: Template) -> str:
    """How long the plan is, in touchpoints, phases and hours."""
    minutes = sum(t.planned_minutes or 0 for t in template.touchpoints)
    count = f"{len(template.touchpoints)} touchpoints in {len(template.phases)} phases"
    if not minutes:
        return count
    if minutes >= 2 * 24 * 60:
        return f"{count}, planned over {minutes / 60 / 24:.0f} days"
    hours, rest = divmod(round(minutes), 60)
    return f"{count}, planned {hours} h {rest} min" if minutes >= 90 else f"{count}, planned {minutes:.0f} minutes"
