"""The clocks: here, the journey, and the silence with its limit."""

from __future__ import annotations

from mysteryshop.journey import Expectation

from .walk_rig import WalkRig


def texts(walk: WalkRig) -> tuple[str, str, str]:
    """What the three clocks show."""
    clocks = walk.screen.here.clocks
    return clocks.here.figure.text(), clocks.journey.figure.text(), clocks.silence.figure.text()


def test_the_clocks_run_from_start_touchpoint_and_last_word(walk: WalkRig) -> None:
    walk.open(walk.prepare())
    assert texts(walk) == ("0:00", "0:00", "0:00")
    walk.press("Enter")
    walk.clock.advance(100)
    walk.press("Enter")
    walk.clock.advance(20)
    walk.press("C", "Enter")
    walk.clock.advance(5)
    walk.screen.refresh()
    assert texts(walk) == ("0:25", "2:05", "0:05")


def test_silence_says_since_what_and_warns_past_its_limit(walk: WalkRig) -> None:
    walk.begin()
    card = walk.screen.here.clocks.silence
    assert card.note.text == "nobody has told you anything yet"
    walk.press("C")
    walk.type("Have your boarding pass ready")
    walk.press("Enter", "H", "Enter")
    walk.clock.advance(599)
    walk.screen.refresh()
    assert card.note.text == "since “Have your boarding pass ready”"
    assert card.property("role") == "card"
    walk.clock.advance(5)
    walk.screen.refresh()
    assert card.property("role") == "card-warning"
    walk.press("C", "Enter")
    assert card.property("role") == "card"
    assert card.note.text == "since you were told something"


def test_the_clocks_tick_only_while_somebody_looks(walk: WalkRig) -> None:
    walk.begin()
    assert walk.screen.ticker.running
    walk.screen.hide()
    assert not walk.screen.ticker.running
    walk.clock.advance(61)
    walk.screen.show()
    assert walk.screen.ticker.running
    assert texts(walk)[1] == "1:01"


def test_each_second_moves_the_clocks_by_itself(walk: WalkRig) -> None:
    walk.begin()
    walk.clock.advance(0.9)
    with walk.qtbot.waitSignal(walk.screen.ticker.ticked, timeout=3000):
        walk.clock.advance(0.2)
    assert texts(walk)[1] == "0:01"


def test_what_was_expected_stands_in_one_line(walk: WalkRig) -> None:
    walk.begin(
        expectations=(
            Expectation("e1", 1, "Lines are faster since March", 0.8),
            Expectation("e2", 2, touchpoint="book-online", wait_s=600, contacts=2, feeling=1),
            Expectation("e3", 3, touchpoint="security-line", wait_s=60),
        )
    )
    expected = walk.screen.here.expected
    assert expected.text == (
        "You expected 10 min   2 communications   feeling +1   “Lines are faster since March” 80 %"
    )
    walk.press("Enter")
    assert expected.text == "You expected “Lines are faster since March” 80 %"


def test_without_expectations_there_is_no_line(walk: WalkRig) -> None:
    walk.begin()
    assert not walk.screen.here.expected.isVisible()


def test_what_to_notice_changes_with_the_touchpoint(walk: WalkRig) -> None:
    walk.begin()
    prompts = walk.record.template.touchpoints[0].prompts
    shown = [walk.screen.findChild(object, f"prompt.{n}").text() for n in (1, 2, 3)]
    assert tuple(shown) == prompts
