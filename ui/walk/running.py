"""What is still open and may want an answer: a wait that runs, promises that fall due, a question without answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mysteryshop.clock import hms
from mysteryshop.journey import SECOND, Instant, Moment, Record

from ..widgets.runs import Run, Runs
from ..widgets.wording import When, clock_text, quoted
from .position import open_promises, open_question, open_wait


@dataclass(frozen=True, slots=True)
class Running:
    """One line: its words, and the answers that keys and buttons can give (action ids)."""

    moment: Moment
    words: Runs
    state: Runs  # how it stands: never shortened
    answers: tuple[str, ...]
    due: bool = False
    keyed: bool = True  # whether the answers' keys mean this line


def running(record: Record, when: When) -> tuple[Running, ...]:
    """The lines, in the order in which they want attention: promises due, then what runs."""
    lines = [*_promises(record, when), *_wait(record, when), *_question(record)]
    return tuple(sorted(lines, key=lambda line: not line.due))


def _promises(record: Record, when: When) -> Iterator[Running]:
    for number, promise in enumerate(open_promises(record)):
        words = (Run(quoted(promise.text) if promise.text else "A promise", "ink"),)
        due = promise.due_at is not None and promise.due_at <= when.now
        yield Running(promise, words, _due(promise.due_at, when), ("kept", "broken"), due, keyed=number == 0)


def _due(due: Instant | None, when: When) -> Runs:
    if due is None:
        return (Run("no time given", "ink2"),)
    if due <= when.now:
        return _overdue(due, when)
    time = clock_text(due, when.zone, seconds=False)
    return (Run(f"due {time}, in ", "ink2"), Run(hms((due - when.now) / SECOND), "ink", 600))


def _overdue(due: Instant, when: When) -> Runs:
    late = (when.now - due) / SECOND
    if late < 60:
        return (Run("due now: kept or broken?", "warning", 600),)
    return (Run("due ", "warning"), Run(hms(late), "warning", 600), Run(" ago: kept or broken?", "warning", 600))


def _wait(record: Record, when: When) -> Iterator[Running]:
    wait = open_wait(record)
    if wait is None:
        return
    time = Run(hms(when.active(wait.observed_at, max(when.now, wait.observed_at))), "ink", 600)
    if wait.text:
        yield Running(wait, (Run(wait.text),), (Run("waiting ", "ink2"), time), ("wait",))
    else:
        since = f"since {clock_text(wait.observed_at, when.zone, seconds=False)}"
        yield Running(wait, (Run("Waiting "), time), (Run(since, "ink2"),), ("wait",))


def _question(record: Record) -> Iterator[Running]:
    question = open_question(record)
    if question is not None:
        words = (Run(quoted(question.text) if question.text else "Your question", "ink"),)
        yield Running(question, words, (Run("no answer yet", "ink2"),), ("answered",))
