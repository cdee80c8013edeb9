"""How the walk puts a moment into words: the lines of the recorded list, each as runs of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mysteryshop import vocabulary
from mysteryshop.analysis import debrief
from mysteryshop.clock import hms, local
from mysteryshop.journey import SECOND, Instant, Moment

from .runs import Run, Runs

LATER = "Describe later"


@dataclass(frozen=True, slots=True)
class When:
    """What the words depend on besides the moment: the zone, the time now, and how long a wait ran.

    In a walk that has `ended`, `now` is its end, and what was never closed runs no longer.
    """

    zone: str
    now: Instant
    active: Callable[[Instant, Instant], float]  # seconds between two instants, pauses left out
    ended: bool = False


def clock_text(at: Instant, zone: str, *, seconds: bool = True) -> str:
    """The time of day at the place: 10:41:02, or 10:41."""
    return local(at, zone).strftime("%H:%M:%S" if seconds else "%H:%M")


def quoted(text: str) -> str:
    """The text in typographic quotes, once."""
    inner = text.strip()
    if len(inner) > 1 and inner[0] in '"“„«' and inner[-1] in '"”“»':
        inner = inner[1:-1].strip()
    return f"“{inner}”"


def headline(moment: Moment, when: When) -> Runs:
    """What happened, as one reads it first."""
    if moment.kind == "feeling":
        return (Run(f"Feeling {level_word(moment)}"),)
    if moment.kind == "wait" and not moment.text:
        return _waited(moment, when, "Waiting ", "Waited ")
    if not moment.text:
        return (Run(LATER if debrief.wordless(moment) else kind_word(moment).capitalize(), "ink2"),)
    said = moment.kind in ("promise", "question") or (moment.kind == "communication" and moment.trigger != "chase")
    return (Run(quoted(moment.text) if said else moment.text),)


def details(moment: Moment, when: When) -> Runs:
    """What is known of it beside the words: one quiet line, its parts divided by dots."""
    parts = list(_parts(moment, when))
    if moment.source != "live":
        parts.append((Run(moment.source, "ink2"),))
    joined: list[Run] = []
    for part in parts or [(Run(kind_word(moment), "ink2"),)]:
        joined += [Run(" · ", "ink2"), *part] if joined else part
    return tuple(joined)


def kind_word(moment: Moment) -> str:
    """The kind in a leader's words: friction, told me, I chased ..."""
    if moment.trigger == "chase":
        return "I chased"
    return vocabulary.by_id(vocabulary.KINDS, moment.kind).label.lower()


def letter(moment: Moment) -> str:
    """The letter on the badge: H for a chase, the space sign for a mark, else the kind's own."""
    if moment.kind == "mark":
        return "␣"
    return "H" if moment.trigger == "chase" else ""


def level_word(moment: Moment) -> str:
    """The level's label; "" where none was given."""
    term = vocabulary.by_id(vocabulary.KINDS, moment.kind)
    return term.level_labels[term.levels.index(moment.level)] if moment.level in term.levels else ""


def signed(level: int) -> str:
    """A feeling as a figure: −2, 0, +1."""
    return f"+{level}" if level > 0 else str(level).replace("-", "−")


def _parts(moment: Moment, when: When) -> Iterator[Runs]:
    if not moment.text and moment.kind not in ("wait", "feeling"):
        yield (Run(kind_word(moment), "ink2"),)
    yield from _OF_KIND.get(moment.kind, _plain)(moment, when)
    for word in (moment.category, moment.channel if moment.kind != "communication" else None):
        if word:
            yield (Run(word, "ink2"),)
    if moment.role:
        yield (Run(moment.role, "ink2"),)


def _plain(_moment: Moment, _when: When) -> Iterator[Runs]:
    yield from ()


def _friction(moment: Moment, _when: When) -> Iterator[Runs]:
    if moment.level is not None:
        yield (Run(f"severity {moment.level}", "ink2"),)


def _delight(moment: Moment, _when: When) -> Iterator[Runs]:
    if moment.level is not None:
        yield (Run(f"strength {moment.level}", "ink2"),)
    if moment.text:
        yield (Run("amplify?", "ink2"),)


def _communication(moment: Moment, _when: When) -> Iterator[Runs]:
    words = [moment.channel, "I chased" if moment.trigger == "chase" and moment.text else moment.trigger]
    if not moment.text and moment.trigger == "chase":
        words.pop()
    yield from ((Run(word, "ink2"),) for word in words if word)
    if moment.level is not None:
        yield (Run(f"{level_word(moment)} {moment.level}", "ink2"),)


def _wait(moment: Moment, when: When) -> Iterator[Runs]:
    if moment.text:
        yield _waited(moment, when, "waiting ", "waited ", "ink2")
    unknown = "not explained" if moment.resolved_at is None else "explained?"
    yield (Run(unknown if moment.explained is None else _EXPLAINED[moment.explained], "ink2"),)
    if moment.estimated_s is not None:
        yield (Run(f"estimated {hms(moment.estimated_s)}", "ink2"),)
    for value, yes, no in ((moment.occupied, "occupied", "idle"), (moment.fair, "fair", "unfair")):
        if value is not None:
            yield (Run(yes if value else no, "ink2"),)


_EXPLAINED = {True: "explained", False: "not explained"}


def _promise(moment: Moment, when: When) -> Iterator[Runs]:
    if moment.due_at is not None:
        yield (Run(f"due {clock_text(moment.due_at, when.zone, seconds=False)}", "ink2"),)
    if moment.outcome == "broken":
        yield (Run("broken", "friction", 600),)
    elif moment.outcome == "kept":
        yield (Run("kept", "delight", 600),)
    elif moment.due_at is not None and moment.due_at <= when.now:
        yield (Run("kept or broken?", "warning", 600),)
    elif moment.due_at is None and moment.text:
        yield (Run("open", "ink2"),)


def _question(moment: Moment, _when: When) -> Iterator[Runs]:
    if moment.resolved_at is not None:
        seconds = max(0, moment.resolved_at - moment.observed_at) / SECOND
        yield (Run(f"answered after {hms(seconds)}", "ink2"),)
    else:
        yield (Run("no answer yet", "ink2"),)


def _feeling(moment: Moment, _when: When) -> Iterator[Runs]:
    if moment.level is not None:
        yield (Run(signed(moment.level), "ink2"),)
    if moment.text:
        yield (Run(moment.text, "ink2"),)


def _waited(moment: Moment, when: When, running: str, over: str, role: str = "ink") -> Runs:
    seconds = when.active(moment.observed_at, moment.resolved_at or max(when.now, moment.observed_at))
    if moment.resolved_at is not None:
        return (Run(over, role), Run(hms(seconds), role, 600))
    if when.ended:
        return (Run(over, role), Run(hms(seconds), role, 600), Run(" until the end", role))
    return (Run(running, role), Run(hms(seconds), role, 600), Run(" and counting", role))


_OF_KIND: dict[str, Callable[[Moment, When], Iterator[Runs]]] = {
    "friction": _friction,
    "delight": _delight,
    "communication": _communication,
    "wait": _wait,
    "promise": _promise,
    "question": _question,
    "feeling": _feeling,
}
