"""What a view, a question or a command asks of journeys, as words by filter: made into the Filter of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime

from mysteryshop.figures import Filter

from .period import span, told

Choice = tuple[str, str, int]
NAMES = ("template", "relationship", "place", "leader", "persona", "tag", "state", "origin", "demo", "text")


def narrowed(filters: Mapping[str, str], take_in: Iterable[str] = (), today: date | None = None) -> Filter:
    """The filter of NAMES and `period`; what is not named, or "", asks for nothing. `today` is this computer's."""
    since, until = span(filters.get("period", ""), today or datetime.now(tz=UTC).astimezone().date())
    asked = {name: filters.get(name, "") for name in NAMES}
    return Filter(**asked, since=since, until=until, take_in=frozenset(take_in))


def in_words(filters: Mapping[str, str], labels: Mapping[str, Iterable[Choice]]) -> str:
    """`Fly as a passenger · End-user · tag pilot · since 1 Mar 2026`; `labels` are the choices of each filter."""
    asked = [name for name in (*NAMES, "period") if filters.get(name) or (name in _POOLED and name in filters)]
    return " · ".join(_said(name, filters[name], labels.get(name, ())) for name in asked)


def _said(name: str, wanted: str, choices: Iterable[Choice]) -> str:
    if not wanted:
        return f"all {name}s"
    label = next((label for value, label, _ in choices if value == wanted), wanted)
    if name == "demo":
        return "of the demo" if wanted == "yes" else "without the demo"
    return _WORDS[name](wanted) if name in _WORDS else label


_POOLED = ("template", "relationship")  # that these are taken together was asked for
_WORDS: Mapping[str, Callable[[str], str]] = {
    "tag": lambda wanted: f"tag {wanted}",
    "text": lambda wanted: f"words “{wanted}”",
    "period": told,
}
