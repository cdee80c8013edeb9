"""What was recorded, in a leader's words: how a thing is called, its facts, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from . import vocabulary
from .clock import local
from .journey import Answer, Attachment, Expectation, Finding, Item, Moment, Pause, Skip, Touchpoint, Visit

NOTHING = "–"
DEMO = "Demo data"  # said beside every screen, on every report and in every picture of it
_PROPER = ("Excel",)
_EMPTY: tuple[Any, ...] = (None, "", ())
_FACTS = {
    "observed_at": "happened at",
    "recorded_at": "entered at",
    "original_observed_at": "first stamped",
    "resolved_at": "ended or answered at",
    "level": "grade",
    "offset_s": "UTC offset",
    "moments": "moments behind it",
    "evidence": "moments that bear on it",
    "seal_broken": "seal broken",
    "retain_until": "kept until",
    "excluded_reason": "why excluded",
    "in_report": "in the report",
    "kept_metadata": "camera data left in",
    "digest": "file's hash",
    "snapshot": "template",
    "twin": "other state",
}
_WORDS: Mapping[str, Iterable[vocabulary.Term]] = {
    "kind": vocabulary.KINDS,
    "state": vocabulary.STATES,
    "relationship": vocabulary.RELATIONSHIPS,
    "category": vocabulary.CATEGORIES,
    "channel": vocabulary.CHANNELS,
    "trigger": vocabulary.TRIGGERS,
    "source": vocabulary.SOURCES,
    "outcome": vocabulary.OUTCOMES,
    "verdict": vocabulary.VERDICTS,
    "triage": vocabulary.TRIAGES,
    "beneficiary": vocabulary.BENEFICIARIES,
    "condition": vocabulary.CONDITIONS,
    "clock": vocabulary.CAPTURE_CLOCKS,
}
LABELS = {name: {term.id: term.label for term in table} for name, table in _WORDS.items()}
_PROMPTS = {p.id: p.label for p in vocabulary.PROMPTS} | {f"rate.{r.id}": r.label for r in vocabulary.RATINGS}


class Wording:
    """What must be known of a journey to tell of its things: where it was, and its touchpoints and visits."""

    def __init__(self, zone: str, touchpoints: Iterable[Touchpoint], visits: Iterable[Visit]) -> None:
        self._zone = zone
        self._touchpoints = {t.key: t.name for t in touchpoints}
        self._visits = {v.id: v.name for v in visits}

    def named(self, item: Item) -> str:
        """The item in a list of things: what it is, and how it is called."""
        if isinstance(item, Moment):
            kind = LABELS["kind"][item.kind].lower()
            return f"{kind}, {quoted(item.text)}" if item.text else kind
        if isinstance(item, Answer):
            return _PROMPTS.get(item.key, item.key)
        if isinstance(item, (Visit, Attachment)):
            return quoted(item.name)
        if isinstance(item, Finding):
            return f"finding, {quoted(item.title)}"
        if isinstance(item, Skip):
            return self._touchpoint(item.touchpoint)
        if isinstance(item, Expectation):
            return f"expectation, {self._expected(item)}"
        return "a pause"

    def in_a_sentence(self, item: Item) -> str:
        """The item as one speaks of it: the friction “No one at the desk” at 10:42, touchpoint Arrival."""
        if isinstance(item, Moment):
            kind = "chase" if item.trigger == "chase" else item.kind
            text = f" {quoted(item.text)}" if item.text else ""
            where = self._visits.get(item.visit or "")
            return f"the {kind}{text} at {self.time(item.observed_at)}{f', touchpoint {where}' if where else ''}"
        if isinstance(item, Visit):
            return f"the visit of {item.name} at {self.time(item.entered_at)}"
        if isinstance(item, Pause):
            return f"the pause at {self.time(item.started_at)}"
        if isinstance(item, Skip):
            return f"the skip of {self._touchpoint(item.touchpoint)}"
        if isinstance(item, Attachment):
            return f"the attached file {quoted(item.name)}"
        if isinstance(item, Finding):
            return f"the finding {quoted(item.title)}"
        if isinstance(item, Expectation):
            return f"the expectation {self._expected(item)}"
        return f"the answer to {quoted(_PROMPTS.get(item.key, item.key))}"

    def said(self, name: str, value: Any) -> str:
        """What the fact of that name says: words by their label, instants as the clocks at the place showed them."""
        if value in _EMPTY:
            return NOTHING
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple):
            return ", ".join(value) if name == "tags" else counted(len(value), "moment")
        if isinstance(value, int) and (name == "at" or name.endswith("_at")):
            return f"{local(value, self._zone):%Y-%m-%d %H:%M:%S}"
        if isinstance(value, str):
            known = self._visits if name == "visit" else self._touchpoints if name == "touchpoint" else {}
            return LABELS.get(name, {}).get(value) or known.get(value, value)
        return f"{value} s" if name.endswith("_s") else str(value)

    def time(self, at: int) -> str:
        """Hour and minute at the place."""
        return f"{local(at, self._zone):%H:%M}"

    def _touchpoint(self, key: str) -> str:
        return self._touchpoints.get(key, key)

    def _expected(self, item: Expectation) -> str:
        return quoted(item.text or self._touchpoint(item.touchpoint or ""))


def fact(name: str) -> str:
    """What a field is called."""
    return _FACTS.get(name) or name.removesuffix("_s").replace("_", " ")


def same(before: Any, after: Any) -> bool:
    """Whether two values say the same to a reader: nothing is nothing, however it is written."""
    return bool(before == after or (before in _EMPTY and after in _EMPTY))


def quoted(text: str, most: int = 60) -> str:
    """The words in one line between quotation marks, cut off where they are many; a quote is not quoted twice."""
    line = " ".join(text.split()).strip('“”"')
    return f"“{line if len(line) <= most else line[: most - 1] + '…'}”"


def in_mid_sentence(label: str) -> str:
    """A label as it stands within a sentence: `field notes`, and still `OCEL 2.0` and `Excel workbook`."""
    return label if label[1:2].isupper() or label.startswith(_PROPER) else f"{label[:1].lower()}{label[1:]}"


def counted(number: int, what: str) -> str:
    """So many of them: 1 moment, 2 moments."""
    return f"{number} {what}{'' if number == 1 else 's'}"
