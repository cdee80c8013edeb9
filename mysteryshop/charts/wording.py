"""What a mark says when the pointer is on it: the moment in a line or two, in a leader's words."""

from __future__ import annotations

from mysteryshop import vocabulary
from mysteryshop.analysis.wording import whole_percent
from mysteryshop.charts.durations import spoken
from mysteryshop.charts.lettering import clean
from mysteryshop.journey import Moment

MINUS = "\u2212"


def clock(seconds: float) -> str:
    """Journey time as h:mm:ss."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def feeling(level: float) -> str:
    """A feeling with its sign: "+1", "0", "−2"; one decimal where it has one."""
    rounded = round(level, 1)
    figure = f"{abs(rounded):g}"
    return figure if rounded == 0 else f"{'+' if rounded > 0 else MINUS}{figure}"


def percent(share: float) -> str:
    """A share in whole percent: "38 %"; never rounded to 0 or 100 unless it is."""
    return f"{whole_percent(share)} %"


def counted(n: int, one: str, many: str = "") -> str:
    """A count with its noun."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """The text on one line, ended once."""
    words = text.replace("\n", "; ").rstrip()
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def moment_text(moment: Moment, time: str, place: str) -> str:
    """Time, kind, place and what was said of it, on up to three lines."""
    head = " · ".join(part for part in (time, _what(moment), clean(place)) if part)
    details = " · ".join(part for part in _details(moment) if part)
    return "\n".join(part for part in (head, clean(moment.text), details) if part)


def _what(moment: Moment) -> str:
    kind = vocabulary.by_id(vocabulary.KINDS, moment.kind)
    label = "I chased" if moment.trigger == "chase" else kind.label
    if moment.level is None or moment.level not in kind.levels:
        return label
    word = kind.level_labels[kind.levels.index(moment.level)]
    return f"{label} {feeling(moment.level)} {word}" if kind.id == "feeling" else f"{label}: {word}"


def _details(moment: Moment) -> tuple[str, ...]:
    """Channel, category and how it ended."""
    told = moment.trigger if moment.trigger in ("proactive", "reactive") else ""
    return (moment.category or "", moment.channel or "", told or "", _ending(moment), clean(moment.role or ""))


def _ending(moment: Moment) -> str:
    if moment.kind == "promise":
        return moment.outcome or "open"
    if moment.kind == "question":
        if moment.resolved_at is None:
            return "not answered"
        return f"answered after {spoken(max(0, moment.resolved_at - moment.observed_at) / 1e6)}"
    if moment.kind == "wait" and moment.explained is not None:
        return "explained" if moment.explained else "not explained"
    return ""
