"""What is left of a debrief: a list that empties itself, derived from the record alone.

A task is done when the record says so. What a leader leaves as it is on purpose ("not asked of me",
"never answered") is kept as the answer `settled.ID`, so that it is durable, undone like any edit,
and no different from a task that is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mysteryshop.clock import local
from mysteryshop.journey import Expectation, Finding, Instant, Moment, Record, Skip, Template, Touchpoint
from mysteryshop.vocabulary import PROMPTS, RATINGS, PromptTerm

SETTLED = "settled."
LEFT_AS_IT_IS = "left as it is"  # the text of such an answer; any other is the leader's own reason
TAINTING = ("incognito.recognised", "incognito.favoured")
HEADLINE = "verdict.headline"
WORTH_WORDS = ("mark", "friction", "delight", "note")  # kinds of moment that say nothing without words
LOOSE_ENDS = ("wait", "promise", "question")  # kinds of moment that end later than they begin
FAR = 2  # of 5: on a scale up to this the leader is far from the people who use it
NO_FINDING = "finding"  # the task of having one at all
_TITLE_SHOWN = 48  # characters of a text that name a task


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a step asks for: `id` is the moment, touchpoint, prompt ... that it is about."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the debrief; `open` are its tasks still to do, `total` counts the done ones too."""

    id: str
    label: str
    open: tuple[Task, ...]
    total: int

    @property
    def done(self) -> bool:
        """Whether nothing is left of it."""
        return not self.open


def steps(record: Record) -> tuple[Step, ...]:
    """All steps in the order in which a debrief goes, the last one being to finalise."""
    result = tuple(Step(ident, label, *_open(record, asked(record))) for ident, label, asked in _STEPS)
    sealed = record.journey.state == "finalised"
    seal = () if sealed else (Task("finalise", "not finalised"),)
    return (*result, Step("finalise", "Finalise", seal, 1))


def left(record: Record) -> tuple[tuple[Step, Task], ...]:
    """Everything still open before the journey is sealed, with the step that it belongs to."""
    return tuple((step, task) for step in steps(record)[:-1] for task in step.open)


def settled(record: Record, ident: str) -> bool:
    """Whether the leader left that task as it is, on purpose."""
    return bool(record.answers.get(SETTLED + ident))


def tainted(record: Record) -> bool:
    """Whether the leader was recognised or favoured: such a journey is left out of comparisons by default."""
    return any(record.answers.get(key) == "yes" for key in TAINTING)


def similarity(record: Record) -> dict[str, int]:
    """How like the people who use it the leader is, 1-5 by the id of the scale, where that was answered."""
    answers = {prompt.id: record.answers.get(prompt.id, "") for prompt in prompts("similarity")}
    return {ident: int(said) for ident, said in answers.items() if said in ("1", "2", "3", "4", "5")}


def unvisited(record: Record) -> tuple[Touchpoint, ...]:
    """Planned touchpoints without a visit, in the order of the plan."""
    seen = {visit.touchpoint for visit in record.visits}
    return tuple(t for t in record.template.touchpoints if t.key not in seen)


def reason_of(record: Record, touchpoint: str) -> str:
    """Why that touchpoint was left out; "" where nobody said."""
    return next((s.reason.strip() for s in record.skips if s.touchpoint == touchpoint and s.reason.strip()), "")


def unexplained(template: Template, skips: Iterable[Skip]) -> tuple[Touchpoint, ...]:
    """Touchpoints that were skipped on purpose and without a reason, in the order of the plan; optional ones need none.

    A journey is not sealed while there are any.
    """
    silent = {skip.touchpoint for skip in skips if not skip.reason.strip()}
    return tuple(t for t in template.touchpoints if t.key in silent and not t.optional)


def finding_needs(finding: Finding) -> tuple[str, ...]:
    """What a finding lacks before somebody can act on it, in words."""
    asked = {
        "a title": finding.title.strip(),
        "improve, amplify or correct": finding.triage,
        "who benefits": finding.beneficiary,
        "an owner": finding.owner.strip(),
    }
    return tuple(words for words, given in asked.items() if not given)


Asked = Iterator[tuple[str, str, bool]]  # a task's id, its words, and whether it is done


def _open(record: Record, asked: Asked) -> tuple[tuple[Task, ...], int]:
    tasks = list(asked)
    left_open = tuple(Task(i, text) for i, text, done in tasks if not done and not settled(record, i))
    return left_open, len(tasks)


def asked_of(record: Record, moment: Moment) -> str:
    """What the debrief still asks of that moment, in words; "" where nothing."""
    return "" if settled(record, moment.id) else _needs(moment)


def _needs(moment: Moment) -> str:
    return _NEEDS[moment.kind](moment) if moment.kind in _NEEDS else ""


def _marks(record: Record) -> Asked:
    return _of_kinds(record, WORTH_WORDS)


def _loose_ends(record: Record) -> Asked:
    return _of_kinds(record, LOOSE_ENDS)


def _of_kinds(record: Record, kinds: tuple[str, ...]) -> Asked:
    for moment in record.moments:
        if moment.kind in kinds:
            needs = _needs(moment)
            name = f"{moment.kind} “{_short(moment.text)}”" if moment.text.strip() else moment.kind
            yield moment.id, f"{_clock(record, moment.observed_at)} {name}: {needs}", not needs


def wordless(moment: Moment) -> bool:
    """Whether it still waits for words, which the walk promised to ask for later."""
    return moment.kind in WORTH_WORDS and not moment.text.strip()


def _words_needed(moment: Moment) -> str:
    return "not described" if wordless(moment) else ""


def _wait_needs(moment: Moment) -> str:
    if moment.resolved_at is None:
        return "when did it end?"
    return "" if moment.explained is not None else "was it explained?"


def _promise_needs(moment: Moment) -> str:
    return "" if moment.outcome in ("kept", "broken") else "kept or broken?"


def _question_needs(moment: Moment) -> str:
    return "" if moment.resolved_at is not None else "answered when?"


_NEEDS = dict.fromkeys(WORTH_WORDS, _words_needed) | {
    "wait": _wait_needs,
    "promise": _promise_needs,
    "question": _question_needs,
}


def _skips(record: Record) -> Asked:
    for touchpoint in unvisited(record):
        yield touchpoint.key, f"{touchpoint.name}: no reason given", _excused(record, touchpoint)


def _excused(record: Record, touchpoint: Touchpoint) -> bool:
    return touchpoint.optional or bool(reason_of(record, touchpoint.key))


def _expectations(record: Record) -> Asked:
    for assumption in assumptions(record):
        yield assumption.id, f"“{_short(assumption.text)}”: no verdict", assumption.verdict is not None


def assumptions(record: Record) -> tuple[Expectation, ...]:
    """What the leader believed before, in the order written: each asks for a verdict."""
    return tuple(e for e in record.expectations if e.is_assumption)


def _incognito(record: Record) -> Asked:
    recognised = record.answers.get(TAINTING[0], "")
    for prompt in prompts("incognito-after"):
        implied = prompt.id == TAINTING[1] and recognised == "no"
        yield prompt.id, prompt.label, implied or bool(record.answers.get(prompt.id))


def _ratings(record: Record) -> Asked:
    for rating in RATINGS:
        key = f"rate.{rating.id}"
        yield key, f"{rating.label}: not rated", bool(record.answers.get(key))


def _similarity(record: Record) -> Asked:
    for prompt in prompts("similarity"):
        yield prompt.id, f"{prompt.label}: not placed", bool(record.answers.get(prompt.id))


def _reflection(record: Record) -> Asked:
    for prompt in prompts("reflection"):
        yield prompt.id, prompt.label, bool(record.answers.get(prompt.id, "").strip())


def _findings(record: Record) -> Asked:
    if not record.findings:
        yield NO_FINDING, "no finding written", False
    for finding in record.findings:
        needs = finding_needs(finding)
        yield finding.id, f"“{_short(finding.title) or 'untitled'}” lacks {_listed(needs)}", not needs


def _headline(record: Record) -> Asked:
    yield HEADLINE, "the walk in one sentence: not written", bool(record.answers.get(HEADLINE, "").strip())


def prompts(group: str) -> tuple[PromptTerm, ...]:
    """The prompts of one group, in their order."""
    return tuple(p for p in PROMPTS if p.group == group)


def _clock(record: Record, at: Instant) -> str:
    return f"{local(at, record.journey.zone):%H:%M}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _TITLE_SHOWN else words[: _TITLE_SHOWN - 1].rstrip() + "…"


def _listed(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


_STEPS = (
    ("marks", "Moments to describe", _marks),
    ("open", "Open waits and promises", _loose_ends),
    ("skips", "Touchpoints left out", _skips),
    ("expectations", "What I expected", _expectations),
    ("incognito", "Recognised? Favoured?", _incognito),
    ("ratings", "Ratings", _ratings),
    ("similarity", "Me and the customers", _similarity),
    ("reflection", "Reflection", _reflection),
    ("findings", "Findings", _findings),
    ("headline", "The walk in one sentence", _headline),
)
