"""What was decided about the proposals of a journey: redact or keep, and which parts of pictures to black out.

Kept per journey outside its evidence chain, so that the next export proposes the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

from .kinds import RANK
from .scan import Proposal, key_of

_NONE: Mapping[Any, Any] = MappingProxyType({})
POLICIES = ("all", "none", "ask")


@dataclass(frozen=True, slots=True)
class Choice:
    """One text, wherever it stands: redacted, or kept."""

    kind: str
    text: str
    redact: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in shares of its width and height from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Decisions:
    """Choices by `key_of`, and boxes by the hash of the picture they are on."""

    choices: Mapping[tuple[str, str], Choice] = field(default_factory=lambda: _NONE)
    boxes: Mapping[str, tuple[Box, ...]] = field(default_factory=lambda: _NONE)

    def redacts(self, proposal: Proposal) -> bool | None:
        """What was decided of it; None where nothing was."""
        choice = self.choices.get(proposal.key)
        return None if choice is None else choice.redact

    def decided(self, kind: str, text: str, redact: bool) -> Decisions:
        """With one decision more, or another one."""
        choice = Choice(kind, text, redact)
        return replace(self, choices=MappingProxyType({**self.choices, key_of(kind, text): choice}))

    def without(self, kind: str, text: str) -> Decisions:
        """Undecided about that text again."""
        gone = key_of(kind, text)
        return replace(self, choices=MappingProxyType({k: c for k, c in self.choices.items() if k != gone}))

    def boxed(self, digest: str, boxes: Iterable[Box]) -> Decisions:
        """With these boxes on a picture, in place of those that were there."""
        others = {each: there for each, there in self.boxes.items() if each != digest}
        drawn = tuple(boxes)
        return replace(self, boxes=MappingProxyType({**others, **({digest: drawn} if drawn else {})}))

    @property
    def redacted_texts(self) -> tuple[Choice, ...]:
        """What is redacted, the longest first: a name in a mail address must not hide the address."""
        chosen = [choice for choice in self.choices.values() if choice.redact and choice.text.strip()]
        return tuple(sorted(chosen, key=lambda c: (-len(c.text), RANK[c.kind], c.text)))


def settled(decisions: Decisions, proposals: Iterable[Proposal], policy: str | None = None) -> Decisions:
    """The decisions with every proposal decided.

    "all" redacts them all and "none" none of them, whatever was decided before; without a policy what was decided
    stands, and what was not is redacted.
    """
    if policy == "none":
        return Decisions()
    for proposal in proposals:
        if policy == "all" or decisions.redacts(proposal) is None:
            decisions = decisions.decided(proposal.kind, proposal.text, True)
    return decisions


def to_text(decisions: Decisions) -> str:
    """The decisions as JSON."""
    boxes = {ident: [asdict(box) for box in drawn] for ident, drawn in decisions.boxes.items()}
    return json.dumps({"choices": [asdict(choice) for choice in decisions.choices.values()], "boxes": boxes})


def from_text(text: str) -> Decisions:
    """The decisions that `to_text` wrote; what cannot be read is forgotten: it is then asked again."""
    try:
        said = json.loads(text) if text else {}
        choices = [Choice(**each) for each in said.get("choices", ())]
        boxes = {ident: tuple(Box(**box) for box in drawn) for ident, drawn in said.get("boxes", {}).items()}
        return Decisions(
            MappingProxyType({key_of(c.kind, c.text): c for c in choices if c.kind in RANK}), MappingProxyType(boxes)
        )
    except (ValueError, TypeError, AttributeError):
        return Decisions()
