"""A quiet sentence where a person's name stands in place of a role. It never stands in the way."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from mysteryshop.journey import Record
from mysteryshop.privacy.names import looks_like_name

from ..widgets.long_words import breakable
from ..widgets.parts import column, label

_LONGEST = 40  # characters of a name that are quoted
_NAMED = 4  # moments that are named


class RoleHint(QWidget):
    """Follows a text, or a field as it is typed; hidden while that is a role."""

    def __init__(self, name: str, field: QLineEdit | None = None, *, groups: bool = False) -> None:
        super().__init__()
        self._groups = groups  # an organisation may stand there too
        self.words = label("", "small-warning", wrap=True, name=name)
        self.setLayout(column(self.words))
        self.hide()
        if field is not None:
            field.textChanged.connect(self.show_for)
            self.show_for(field.text())

    def show_for(self, text: str) -> None:
        """Say it where the text looks like a person's name."""
        person = looks_like_name(text.strip(), groups=self._groups)
        if person:
            self.words.setText(sentence(text.strip()))
        self.setVisible(person)


def sentence(name: str) -> str:
    """What is said of it."""
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
    return breakable(f"“{shown}” looks like a person’s name. A role says enough, and harms nobody.")


def named_counterparts(record: Record) -> str:
    """The same for a whole journey, for its debrief; "" where every counterpart is a role."""
    numbers = [n for n, m in enumerate(record.moments, 1) if m.role and looks_like_name(m.role)]
    if not numbers:
        return ""
    told = ", ".join(map(str, numbers[:_NAMED])) + (f" and {len(numbers) - _NAMED} more" if numbers[_NAMED:] else "")
    what = f"The counterpart of moment {told} looks" if len(numbers) == 1 else f"Counterparts of moments {told} look"
    return f"{what} like a person’s name. A role says enough; what you export will propose to redact it."
