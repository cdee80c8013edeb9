"""The thinking in PRODUCT.md that templates and Prepare carry, each row under its own name, by the real widgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.analysis.conformance import results
from mysteryshop.analysis.metrics import METRICS
from mysteryshop.journey import Record
from mysteryshop.vocabulary import RELATIONSHIPS
from tests.ui.screen_rig import ScreenRig, read_notes
from ui.main_window import MainWindow
from ui.prepare.screen import TEMPLATE_ROLE
from ui.story.screen import StoryScreen
from ui.templates.screen import TemplatesScreen

from .conftest import MakeApp

AIRLINE = (
    *("Book online", "Get to the airport", "Check in with bags", "Security line", "Wait for your group", "Coach seat"),
    *("Fellow passengers", "Snacks", "Service", "Collect bags"),
)
BECOMING = {  # who becomes whom: one template each
    "teacher": "teacher-as-student",
    "coach": "coach-as-player",
    "pastor": "pastor-as-parishioner",
    "doctor": "doctor-as-patient",
    "engineer": "engineer-as-end-user",
    "salesperson": "salesperson-as-buyer",
}
INTERNAL = ("internal-service-desk", "internal-sales-support")


@pytest.fixture
def window(make_app: MakeApp) -> MainWindow:
    return make_app().window


def at_templates(window: MainWindow) -> TemplatesScreen:
    """The screen, by its button in the navigation."""
    button = window.findChild(QPushButton, "nav.templates")
    assert button is not None
    button.click()
    return window.templates


def walk_this(screen: TemplatesScreen) -> None:
    button = screen.findChild(QPushButton, "walkTemplate")
    assert button is not None
    button.click()


def choose(screen: TemplatesScreen, key: str) -> None:
    """Go down the list with the keyboard until that template is shown."""
    for row in range(screen.list.count()):
        if screen.list.item(row).data(TEMPLATE_ROLE) == key:
            screen.list.setCurrentRow(row)
            return
    raise AssertionError(f"{key} is not in the list")


def saved(window: MainWindow, qtbot: QtBot) -> Record:
    """The journey that Ctrl+S prepares, as it is on disk."""
    with qtbot.waitSignal(window.prepare.prepared) as done:
        qtbot.keyClick(window.prepare, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    found: list[Record] = []
    window.desk.read(lambda q: q.load(str(done.args[0])), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_the_airline_executive_finds_the_first_template_touchpoint_for_touchpoint(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = at_templates(window)
    assert screen.list.currentRow() == 0
    shown = [each.text() for each in screen.findChildren(QLabel)]
    assert [words for words in shown if words in AIRLINE] == list(AIRLINE)
    walk_this(screen)
    record = saved(window, qtbot)
    assert tuple(t.name for t in record.template.touchpoints) == AIRLINE


@pytest.mark.parametrize("who", BECOMING)
def test_teachers_become_students_and_others_whom_they_serve_with_a_template_each(
    window: MainWindow, qtbot: QtBot, who: str
) -> None:
    screen = at_templates(window)
    choose(screen, BECOMING[who])
    assert screen.findChildren(QLabel)
    walk_this(screen)
    record = saved(window, qtbot)
    assert record.template.key == BECOMING[who]
    assert record.journey.relationship in ("end-user", "buyer")
    assert len(record.template.touchpoints) >= 6
    assert all(t.prompts for t in record.template.touchpoints)  # what to notice there


def test_customers_in_the_marketplace_and_in_the_firm_every_journey_names_its_relationship(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_prepare()
    box = window.prepare.form.relationship
    assert [box.itemData(i) for i in range(box.count())] == [t.id for t in RELATIONSHIPS]
    wanted = ("buyer", "end-user", "internal team", "peer", "supplier", "partner", "direct report")
    assert {t.id for t in RELATIONSHIPS} == {*wanted, "manager"}
    box.setCurrentIndex(box.findData("supplier"))
    assert saved(window, qtbot).journey.relationship == "supplier"
    for key in INTERNAL:  # the template names it where the leader does not
        window.show_prepare(key)
        assert saved(window, qtbot).journey.relationship == "internal team"


def test_your_manager_is_not_your_customer_is_said_where_a_walk_is_prepared(window: MainWindow, qtbot: QtBot) -> None:
    window.show_prepare()
    form = window.prepare.form
    warning = window.prepare.findChild(object, "managerWarning")
    assert not warning.isVisible()  # type: ignore[union-attr]
    form.relationship.setCurrentIndex(form.relationship.findData("manager"))
    assert warning.isVisible()  # type: ignore[union-attr]
    said = " ".join(each.text() for each in warning.findChildren(QLabel))  # type: ignore[union-attr]
    assert said.startswith("Your own manager is not your customer")
    assert "the people who pay and use are served last" in said  # the reason
    assert saved(window, qtbot).journey.relationship == "manager"  # and it can be overridden


@pytest.mark.parametrize("key", INTERNAL)
def test_an_internal_customer_is_no_different_and_has_the_same_figures(story: ScreenRig[StoryScreen], key: str) -> None:
    plan = templates.find(key)
    first, second = plan.touchpoints[:2]
    story.open(
        read_notes(
            f"template: {key}\ndate: 2026-11-14\nzone: UTC\n09:00 > {first.name}\n09:05 c3 Received | email\n"
            f"09:10 w\n09:40 w | unexplained\n09:41 > {second.name}\n09:45 f2 Asked again | effort\n10:00 2\n"
            "10:10 end\nrate satisfaction 4\n"
        )
    )
    story.screen.charts.show_tab("figures")
    story.rest()
    model = story.screen.charts.figures.model()
    shown = {str(model.index(row, 0).data()): str(model.index(row, 1).data()) for row in range(model.rowCount())}
    assert set(shown) == {metric.label for metric in METRICS}  # every figure that an external walk has
    assert shown["Longest silence"] == "65 min"
    assert [r.result for r in results(story.record)][:2] == ["completed", "completed"]
