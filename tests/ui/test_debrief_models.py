"""The lists of debrief and story hold Qt's rules for models, whatever happens to the journey."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mysteryshop.analysis.debrief import steps
from mysteryshop.journey import Finding
from tests.ui.screen_rig import DONE, NOTES, read_notes
from ui.debrief.finding_rows import FindingModel
from ui.debrief.step_list import StepModel
from ui.story.figures_table import FiguresModel
from ui.story.reading import read
from ui.widgets.followed_rows import ITEM
from ui.widgets.moment_rows import COLUMNS, MomentModel, RowMaker, matching


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_steps(qtbot: QtBot) -> None:
    model = StepModel()
    kept = watched(model)
    model.show_steps(steps(read_notes(NOTES)))
    assert model.rowCount() == 11
    with qtbot.waitSignal(model.dataChanged):
        model.show_steps(steps(read_notes(DONE)))  # no marks any more
    assert model.data(model.index(0), ITEM).done
    assert kept.model() is model


def test_findings_keep_their_rows_while_only_words_change(qtbot: QtBot) -> None:
    model = FindingModel()
    kept = watched(model)
    first, second = Finding("a", 1, "One"), Finding("b", 2, "")
    model.show_findings((first, second))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_findings((replace(first, title="Uno"), second))
    assert model.data(model.index(0)) == "Uno"
    assert model.data(model.index(1)) == "Untitled finding"
    model.show_findings((second, first))
    assert [model.data(model.index(r), ITEM).id for r in range(2)] == ["b", "a"]
    model.show_findings(())
    assert model.rowCount() == 0
    assert kept.model() is model


def test_moments_are_ticked_filtered_and_followed(qtbot: QtBot) -> None:
    record = read_notes()
    model, maker = MomentModel(checkable=True), RowMaker()
    kept = watched(model)
    model.set_rows(maker.rows(record, record.moments))
    assert (model.rowCount(), model.columnCount()) == (len(record.moments), len(COLUMNS))
    said: list[tuple[str, bool]] = []
    model.ticked.connect(lambda ident, on: said.append((ident, on)))
    index = model.index(2, 0)
    assert model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert said == [(record.moments[2].id, True)]
    model.set_rows(maker.rows(record, matching(record, frozenset({"friction"}), "")))
    assert [model.data(model.index(r, 1)) for r in range(model.rowCount())] == ["friction"]
    assert model.ticks == {record.moments[2].id}  # out of sight, and still evidence
    with qtbot.assertNotEmitted(model.modelReset):
        changed = replace(record.moments[-2], text="Other words")
        moments = tuple(changed if m.id == changed.id else m for m in record.moments)
        after = replace(record, moments=moments)
        model.set_rows(maker.rows(after, matching(after, frozenset({"friction"}), "")))
    assert kept.model() is model


def test_a_locked_list_cannot_be_ticked(qtbot: QtBot) -> None:
    record = read_notes()
    model = MomentModel(checkable=True)
    model.set_rows(RowMaker().rows(record, record.moments))
    model.locked = True
    assert not model.setData(model.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsUserCheckable


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("lanes", ["10:41:00"]),
        ("LANES closed", ["10:41:00"]),
        ("told boarding", ["10:29:00"]),
        ("check in", ["10:12:00"]),  # the touchpoint's name counts
        ("announcement", ["10:29:00"]),
        ("nothing like it", []),
        ("", ["10:12:00", "10:22:08", "10:25:00"]),
    ],
)
def test_moments_are_found_by_what_is_known_of_them(words: str, times: list[str]) -> None:
    record = read_notes()
    found = RowMaker().rows(record, matching(record, frozenset(), words))
    assert [row.time for row in found][: max(1, len(times))] == times


def test_figures_have_a_row_a_metric_and_say_what_it_is(qtbot: QtBot) -> None:
    from mysteryshop.analysis.metrics import METRICS

    model = FiguresModel()
    kept = watched(model)
    record = read_notes()
    model.show_lines(read(record, record.journey.ended_at or 0).lines)
    assert model.rowCount() == len(METRICS)
    rows = {model.data(model.index(r, 0)): model.data(model.index(r, 1)) for r in range(model.rowCount())}
    assert rows["Longest silence"] == "31 min"
    assert rows["Proactive"] == "100 %"
    assert rows["Overall satisfaction"] == "–"
    assert rows["Feeling at the end"] == "−1"
    tip = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert "duration_s" in tip
    assert kept.model() is model
