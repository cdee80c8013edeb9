"""The details that a kind of moment usually gets, offered as chips: a click or Tab writes them behind the bar."""

from __future__ import annotations

from mysteryshop.notation.escape import split_bar, split_commas
from mysteryshop.vocabulary import CATEGORIES, CHANNELS

_CATEGORY = tuple(term.id for term in CATEGORIES)
_CHANNEL = tuple(term.id for term in CHANNELS)

# Of the words of one group only one can hold.
GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "friction": (_CATEGORY,),
    "communication": (("proactive", "reactive"), _CHANNEL, ("listened 5m",), ("talked 5m",)),
    "chase": (_CHANNEL,),
    "wait": (("unexplained", "explained"), ("estimated 10m", "estimated 30m"), ("unoccupied", "occupied")),
    "promise": (("due 10m", "due 30m", "due 1h", "due tomorrow"), ("kept", "broken")),
    "question": (("answered",),),
}

# Details with a time of the user's own: "due 14:30" stands in for "due 10m".
_WITH_TIME = ("due", "estimated", "kept", "broken", "answered", "listened", "talked")


def words(kind: str) -> tuple[str, ...]:
    """All words offered for a kind ("chase" for a chase), in order."""
    return tuple(word for group in GROUPS.get(kind, ()) for word in group)


def said(text: str) -> tuple[str, ...]:
    """The details that stand behind the bar of a line."""
    return tuple(split_commas(split_bar(text)[1] or ""))


def toggled(kind: str, text: str, word: str) -> str:
    """The line with that detail written, in place of another of its group, or taken out where it stood."""
    left, right = split_bar(text)
    parts = split_commas(right or "")
    group = next((g for g in GROUPS.get(kind, ()) if word in g), (word,))
    kept = [part for part in parts if not _same_group(part, group)]
    if word not in parts:
        kept.append(word)
    return _joined(left, kept)


def completed(kind: str, text: str, step: int = 1) -> str | None:
    """The line with its last, half-typed detail completed, or stepped to the next word that fits.

    None where the line has no bar yet.
    """
    left, right = split_bar(text)
    if right is None:
        return None
    parts = split_commas(right)
    typed = parts[-1] if parts and not right.rstrip().endswith(",") else ""
    kept = parts[:-1] if typed else parts
    offered = words(kind)
    if typed in offered:
        group = next(g for g in GROUPS[kind] if typed in g)
        word = group[(group.index(typed) + step) % len(group)]
    else:
        word = next((w for w in offered if w.startswith(typed.casefold()) and w not in kept), "")
    return _joined(left, [*kept, word]) if word else text


def matching(kind: str, text: str) -> tuple[str, ...]:
    """The words that still fit what is typed behind the bar; all of them while nothing is."""
    right = split_bar(text)[1]
    typed = (right or "").rpartition(",")[2].strip().casefold()
    fitting = tuple(word for word in words(kind) if word.startswith(typed))
    return fitting if typed and typed not in words(kind) and fitting else words(kind)


def _same_group(part: str, group: tuple[str, ...]) -> bool:
    head = part.split(" ")[0]
    return part in group or (head in _WITH_TIME and any(word.split(" ")[0] == head for word in group))


def _joined(left: str, parts: list[str]) -> str:
    if not parts:
        return left
    return f"{left} | {', '.join(parts)}".lstrip()
