"""The field's own terms: one table each, and everything else asks these tables.

`id` is what code, files and exports say; `code` is the small integer that the store keeps and
never changes its meaning; `label` is the word a leader reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeVar


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the vocabulary."""

    id: str
    label: str
    code: int


@dataclass(frozen=True, slots=True)
class KindTerm(Term):
    """A kind of moment: how it is keyed, drawn and graded."""

    letter: str  # on the badge and in field notes
    role: str  # colour role in themes
    marker: str  # matplotlib's marker: a kind is colour plus letter plus shape
    scale: str  # what its level means; "" where it has none
    levels: tuple[int, ...] = ()
    level_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaptureTerm:
    """A capture key: which moment it makes, and what it already knows of it."""

    id: str
    key: str  # default key sequence, Qt's portable spelling
    label: str
    kind: str
    trigger: str | None = None
    level: int | None = None


KINDS: tuple[KindTerm, ...] = (
    KindTerm("mark", "Mark", 1, "·", "mark", "$·$", ""),
    KindTerm("friction", "Friction", 2, "F", "friction", "v", "severity", (1, 2, 3, 4), ("cosmetic", "minor", "major", "catastrophe")),
    KindTerm("delight", "Delight", 3, "D", "delight", "^", "strength", (1, 2, 3, 4), ("pleasant", "good", "great", "outstanding")),
    KindTerm("communication", "Told me", 4, "C", "communication", "|", "message quality", (1, 2, 3, 4, 5), ("useless", "unclear", "usable", "clear", "excellent")),
    KindTerm("wait", "Wait", 5, "W", "wait", "_", ""),
    KindTerm("promise", "Promise", 6, "P", "promise", "D", ""),
    KindTerm("question", "Question", 7, "Q", "question", "o", ""),
    KindTerm("note", "Note", 8, "N", "note", "s", ""),
    KindTerm("feeling", "Feeling", 9, "±", "ink", ".", "feeling", (-2, -1, 0, 1, 2), ("awful", "bad", "neutral", "good", "wonderful")),
)  # fmt: skip

CAPTURES: tuple[CaptureTerm, ...] = (
    CaptureTerm("mark", "Space", "Mark", "mark"),
    CaptureTerm("friction", "F", "Friction", "friction"),
    CaptureTerm("delight", "D", "Delight", "delight"),
    CaptureTerm("told", "C", "Told me", "communication", trigger="proactive"),
    CaptureTerm("chase", "H", "I chased", "communication", trigger="chase"),
    CaptureTerm("wait", "W", "Wait", "wait"),
    CaptureTerm("promise", "P", "Promise", "promise"),
    CaptureTerm("question", "Q", "Question", "question"),
    CaptureTerm("note", "N", "Note", "note"),
    CaptureTerm("feeling-1", "1", "Awful", "feeling", level=-2),
    CaptureTerm("feeling-2", "2", "Bad", "feeling", level=-1),
    CaptureTerm("feeling-3", "3", "Neutral", "feeling", level=0),
    CaptureTerm("feeling-4", "4", "Good", "feeling", level=1),
    CaptureTerm("feeling-5", "5", "Wonderful", "feeling", level=2),
)

CATEGORIES: tuple[Term, ...] = (
    Term("wait", "Wait", 1),
    Term("effort", "Effort", 2),
    Term("information", "Information", 3),
    Term("attitude", "Attitude", 4),
    Term("environment", "Environment", 5),
    Term("system", "System", 6),
    Term("policy", "Policy", 7),
    Term("price", "Price", 8),
)

CHANNELS: tuple[Term, ...] = (
    Term("in person", "In person", 1),
    Term("phone", "Phone", 2),
    Term("video", "Video", 3),
    Term("email", "Email", 4),
    Term("SMS", "SMS", 5),
    Term("chat", "Chat", 6),
    Term("app", "App", 7),
    Term("web", "Web", 8),
    Term("post", "Post", 9),
    Term("sign", "Sign", 10),
    Term("announcement", "Announcement", 11),
    Term("other", "Other", 12),
)

TRIGGERS: tuple[Term, ...] = (
    Term("proactive", "Proactive", 1),
    Term("reactive", "Reactive", 2),
    Term("chase", "Chase", 3),
)

SOURCES: tuple[Term, ...] = (
    Term("live", "Live", 1),
    Term("recalled", "Recalled", 2),
    Term("artefact", "Artefact", 3),
)

CAPTURE_CLOCKS: tuple[Term, ...] = (  # whose clock says when a file was taken
    Term("app", "The app's clock", 1),
    Term("camera", "The camera's clock", 2),
    Term("file", "The file's date", 3),
)

OUTCOMES: tuple[Term, ...] = (  # of a promise
    Term("open", "Open", 1),
    Term("kept", "Kept", 2),
    Term("broken", "Broken", 3),
)

RELATIONSHIPS: tuple[Term, ...] = (
    Term("buyer", "Buyer", 1),
    Term("end-user", "End-user", 2),
    Term("internal team", "Internal team", 3),
    Term("peer", "Peer", 4),
    Term("supplier", "Supplier", 5),
    Term("partner", "Partner", 6),
    Term("direct report", "Direct report", 7),
    Term("manager", "My own manager", 8),
)

STATES: tuple[Term, ...] = (
    Term("planned", "Planned", 1),
    Term("walking", "Walking", 2),
    Term("debrief", "Debrief", 3),
    Term("finalised", "Finalised", 4),
    Term("excluded", "Excluded", 5),
)

ORIGINS: tuple[Term, ...] = (
    Term("walked", "Walked", 1),
    Term("log", "Event log", 2),
)

VERDICTS: tuple[Term, ...] = (
    Term("confirmed", "Confirmed", 1),
    Term("refuted", "Refuted", 2),
    Term("mixed", "Mixed", 3),
    Term("untested", "Untested", 4),
)

TRIAGES: tuple[Term, ...] = (
    Term("improve", "Improve", 1),
    Term("amplify", "Amplify", 2),
    Term("correct", "Correct", 3),
)
TRIAGE_ROLES: Mapping[str, str] = MappingProxyType(  # colour roles in themes
    {"correct": "friction", "improve": "wait", "amplify": "delight"}
)

BENEFICIARIES: tuple[Term, ...] = (
    Term("customer", "Customer", 1),
    Term("both", "Both", 2),
    Term("company", "Company", 3),
)

CONDITIONS: tuple[Term, ...] = (  # of the people who serve, the first link of the cause chain
    Term("tools", "Tools", 1),
    Term("training", "Training", 2),
    Term("authority", "Authority", 3),
    Term("staffing", "Staffing", 4),
    Term("policy", "Policy", 5),
    Term("morale", "Morale", 6),
)

COMMITMENT_STATES: tuple[Term, ...] = (
    Term("open", "Open", 1),
    Term("kept", "Kept", 2),  # proven by a later journey
    Term("broken", "Not kept", 3),  # a later journey shows it
    Term("dropped", "Dropped", 4),
)

CHAIN_VERDICTS: tuple[Term, ...] = (  # of a chain from condition to effect
    Term("untested", "Untested", 1),
    Term("supported", "Supported", 2),
    Term("refuted", "Refuted", 3),
)


@dataclass(frozen=True, slots=True)
class RatingTerm:
    """A rating asked once a journey, with its scale."""

    id: str
    label: str
    low: int
    high: int
    low_label: str
    high_label: str


RATINGS: tuple[RatingTerm, ...] = (
    RatingTerm("satisfaction", "Overall satisfaction", 0, 10, "not at all", "completely"),
    RatingTerm("speed", "Speed", 0, 10, "far too slow", "could not be faster"),
    RatingTerm("quality", "Quality", 0, 10, "poor", "excellent"),
    RatingTerm("cost", "Cost", 0, 10, "not worth it", "well worth it"),
    RatingTerm("communication", "Communication", 0, 10, "left in the dark", "always informed"),
    RatingTerm("effort", "How easy was it?", 1, 7, "very hard", "very easy"),
    RatingTerm("recommend", "Likely to recommend", 0, 10, "never", "certainly"),
)


@dataclass(frozen=True, slots=True)
class PromptTerm:
    """A question whose answer is kept with the journey under `id` (see Record.answers)."""

    id: str
    group: Literal["similarity", "incognito-before", "incognito-after", "reflection", "verdict"]
    label: str
    answer: Literal["text", "yes-no", "scale"]


PROMPTS: tuple[PromptTerm, ...] = (
    PromptTerm("similarity.knowledge", "similarity", "Insider knowledge", "scale"),
    PromptTerm("similarity.tech", "similarity", "Ease with technology", "scale"),
    PromptTerm("similarity.time", "similarity", "Time pressure", "scale"),
    PromptTerm("similarity.money", "similarity", "Money", "scale"),
    PromptTerm("similarity.status", "similarity", "Status", "scale"),
    PromptTerm("similarity.language", "similarity", "Language", "scale"),
    PromptTerm("similarity.mobility", "similarity", "Mobility", "scale"),
    PromptTerm("incognito.nobody", "incognito-before", "Nobody on the way has been told that I come", "yes-no"),
    PromptTerm("incognito.name", "incognito-before", "Booked under a name that nobody connects with my post", "yes-no"),
    PromptTerm("incognito.status", "incognito-before", "No status card, no pass, no assistant, no company address", "yes-no"),
    PromptTerm("incognito.pay", "incognito-before", "I pay as any customer pays", "yes-no"),
    PromptTerm("incognito.dress", "incognito-before", "Dressed and equipped like the people who use it", "yes-no"),
    PromptTerm("incognito.recognised", "incognito-after", "Did anyone recognise me?", "yes-no"),
    PromptTerm("incognito.favoured", "incognito-after", "Was I treated better than others because of it?", "yes-no"),
    PromptTerm("reflection.reassured", "reflection", "What reassured me?", "text"),
    PromptTerm("reflection.scared", "reflection", "What scared me?", "text"),
    PromptTerm("reflection.learned", "reflection", "What did I learn about myself?", "text"),
    PromptTerm("verdict.headline", "verdict", "The whole walk in one sentence", "text"),
)  # fmt: skip


Row = TypeVar("Row", Term, KindTerm, CaptureTerm, RatingTerm, PromptTerm)
Coded = TypeVar("Coded", Term, KindTerm)


def by_id(table: Iterable[Row], ident: str) -> Row:
    """The row of `table` whose id is `ident`; KeyError where there is none."""
    for row in table:
        if row.id == ident:
            return row
    raise KeyError(ident)


def by_code(table: Iterable[Coded], code: int) -> Coded:
    """The row of `table` whose store code is `code`; KeyError where there is none."""
    for row in table:
        if row.code == code:
            return row
    raise KeyError(code)
