"""What a saved view is called: asked when it is saved, and when it is renamed."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ..widgets.parts import button, label, named, row

_LONGEST = 80  # letters: what a menu still shows


class ViewNameDialog(QDialog):
    """`name` is what was typed; a taken one is replaced by a new view, and refused to a renamed one."""

    def __init__(
        self, proposed: str, taken: Collection[str], *, rename: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compare.viewName")
        title = "Rename the view" if rename else "Save this view"
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self._old, self._taken, self._rename = proposed, frozenset(taken), rename
        self.field = named(QLineEdit(proposed[:_LONGEST]), "compare.viewName.field", "Its name")
        self.field.setMaxLength(_LONGEST)
        self.field.selectAll()
        self.said = label("", "small", wrap=True, name="compare.viewName.said")
        self.keep = button("Rename" if rename else "Save", "primary", name="compare.viewName.done", on=self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(title, "title"))
        layout.addWidget(self.field)
        layout.addWidget(self.said)
        layout.addLayout(row(None, button("Cancel", name="compare.viewName.cancel", on=self.reject), self.keep))
        self.keep.setDefault(True)
        self.field.textChanged.connect(self._check)
        self._check()
        self.field.setFocus()

    @property
    def name(self) -> str:
        """The name without spaces around it."""
        return " ".join(self.field.text().split())

    def _check(self) -> None:
        name = self.name
        said = "Journeys, groups, measure, columns and their order are kept; the figures are looked up anew each time."
        taken = name in self._taken and not (self._rename and name == self._old)
        if taken:
            said = f"There is a view “{name}” already" + (
                ": choose another name." if self._rename else "; it is replaced."
            )
        self.said.setText(said)
        self.keep.setEnabled(bool(name) and not (taken and self._rename))
