"""What to do next, as each report of what leaders do between walks says it: one to three sentences out of its figures.

The most pressing stands first. A sentence names what is to be done and why, and who is asked is a role.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mysteryshop.analysis.all_in import Choice, spread
from mysteryshop.analysis.beliefs import FEW, Belief, Insulation
from mysteryshop.analysis.board.chains import Chain
from mysteryshop.analysis.board.found import Board, Found
from mysteryshop.analysis.cadence import Due, told
from mysteryshop.analysis.listening import FAR
from mysteryshop.analysis.wording import halves
from mysteryshop.comparison import believing, cadencing, customers, deciding
from mysteryshop.report.wording import counted, iso_date, percent
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

MOST = 3  # sentences
_LONGEST = 70  # characters of a title that a sentence names
_LONG_AGO = 180  # days without a walk after which a leader is asked
_APART = 4  # points of ten between the ends of a session from which on it is talked about
_SURE = 0.1  # how far confidence may stand above being right
WALK = "Walk one journey as a customer would, and finish its debrief: everything else follows from it."


def of_findings(board: Board) -> tuple[str, ...]:
    """What is overdue, what waits to be judged, where to walk again, and who was never told."""
    found, today = board.found, board.today
    if not found:
        return (WALK,)
    late = sorted((f for f in found if f.overdue(today)), key=lambda f: f.due)
    proposed = [f for f in found if f.later]
    again = [f for f in found if f.rewalk_due(today) and not f.later]
    untold = [f for f in found if f.state == "open"]
    said = []
    if late:
        first = late[0]
        who = f"{_named(first.owner)}, " if first.owner.strip() else ""
        said.append(f"Settle {_some(len(late), 'overdue finding')}{_title(first)} ({who}due {iso_date(first.due)}).")
    if proposed:
        said.append(f"Judge {_some(len(proposed), 'finding')}{_title(proposed[0])}: walked again since.")
    if again:
        names = Counter(f.walk.template_name for f in again)
        name, n = names.most_common(1)[0]
        said.append(f"Walk {_quoted(name)} again: {counted(n, 'finding')} should have been looked at by now.")
    if untold:
        worst = max(untold, key=lambda f: f.severity)
        said.append(f"Tell somebody of {_some(len(untold), 'finding')}{_title(worst)}: nobody has heard of it.")
    return tuple(said[:MOST]) or ("Nothing is overdue and nobody waits: walk the next journey.",)


def of_causes(found: Sequence[Chain], unnamed: int) -> tuple[str, ...]:
    """With whom to speak, what the next walk should test, and what names no condition yet."""
    said = []
    standing = [c for c in found if c.verdict != "refuted" and c.severity]
    if standing:
        worst = standing[0]
        n = counted(len(worst.found), "finding")
        said.append(
            f"Ask those who serve at {_where(worst)} what they would need: {worst.label.lower()} stands behind "
            f"{n} there, severity {worst.severity} in all."
        )
    untested = [c for c in standing if c.verdict == "untested"]
    if untested:
        worst = untested[0]
        said.append(f"Test on the next walk whether it is {worst.label.lower()} at {_where(worst)}: nobody has yet.")
    if unnamed:
        said.append(f"Name the condition behind {counted(unnamed, 'finding')}: those stand in no chain.")
    return tuple(said[:MOST]) or ("Name the condition behind each finding, and tick the frictions that it rests on.",)


def of_expectations(answer: believing.Answer) -> tuple[str, ...]:
    """Where to ask a customer first, what to test again, how sure to be, and what is not judged yet."""
    if not answer.beliefs:
        return ("Write down before the next walk what you believe of it, and how sure you are.",)
    said = []
    place = next((row for row in answer.touchpoints if row.n >= FEW and row.worse), None)
    if place is not None:
        said.append(_ask_first(place))
    wrong = [b for b in answer.beliefs if b.judged and b.verdict == "refuted" and b.confidence is not None]
    if wrong:
        said.append(_test_again(max(wrong, key=lambda b: (b.confidence or 0.0, b.day))))
    found = answer.calibration
    if found.confidence is not None and found.right is not None and found.confidence - found.right > _SURE:
        said.append(
            f"Where you feel {percent(found.confidence)} sure, expect to be right in {percent(found.right)}, as so far."
        )
    waiting = sum(b.counts and not b.judged for b in answer.beliefs)
    if waiting:
        said.append(f"Judge the {counted(waiting, 'belief')} of finished walks that no verdict speaks of.")
    return tuple(said[:MOST]) or ("Take these beliefs along to the next walk and judge them in its debrief.",)


def of_customers(answer: customers.Answer) -> tuple[str, ...]:
    """Whom to listen to more, as whom to walk, and whether to talk less."""
    if not answer.parties:
        return ("Name who depends on you, and allot who should be listened to most.", WALK)
    said = []
    below = [s for s in answer.shares if s.gap is not None and s.gap <= -FAR]
    if below:
        worst = min(below, key=lambda s: s.gap or 0.0)
        said.append(
            f"Listen to {worst.name}: {percent(worst.should_be)} of the listening was meant for them, "
            f"{percent(worst.actual)} went there."
        )
    never = [row.label.lower() for row in answer.coverage.never]
    if never:
        kinds = f"{', '.join(never[:-1])} or {never[-1]}" if len(never) > 1 else never[0]
        said.append(f"Walk once as {kinds}: nobody has yet.")
    listened, talked = sum(h.listened_s for h in answer.heard), sum(h.talked_s for h in answer.heard)
    if talked > listened:
        said.append("Ask one more question in the next conversation: more was talked than listened.")
    return tuple(said[:MOST]) or ("Log the next conversations: the shares are as meant so far.",)


def of_all_in(answer: deciding.Answer) -> tuple[str, ...]:
    """Which decision has no outcome for the customer, where the team is apart, and what names no beneficiary."""
    if not answer.choices:
        return ("Log the next decision, with what will be different for the customer.", WALK)
    said = []
    logged = {decision.id for decision in answer.decisions}
    empty = [c for c in answer.choices if c.id in logged and not c.outcome.strip()]
    if empty:
        said.append(
            f"Name what is different for the customer in {_some(len(empty), 'decision')}{_quoted(empty[0].title)}."
        )
    session = next((s for s in answer.sessions if s.revealed), None)
    if session is None:
        said.append("Put the next decision before the leadership team: each answers alone, then all see how far apart.")
    else:
        found = spread(session.replies)
        if found.low is not None and found.high is not None and found.high - found.low >= _APART:
            said.append(
                f"Talk again about {_quoted(session.question)}: the answers lie {found.high - found.low} points apart."
            )
    said += _company(answer.choices)
    if answer.shares.undecided:
        said.append(f"Say who benefits of {counted(answer.shares.undecided, 'finding')}: they stand in no share.")
    return tuple(said[:MOST]) or ("Keep logging: every decision so far says what is different for the customer.",)


def _company(choices: Sequence[Choice]) -> list[str]:
    """The newest decision that is for the company alone, to be asked about once more."""
    alone = [c for c in choices if c.beneficiary == "company" and not c.out and not c.journey]
    if not alone:
        return []
    more = f" (and {len(alone) - 1} more)" if len(alone) > 1 else ""
    return [f"Ask what a customer gains by {_quoted(alone[0].title)}{more}: so far only the company does."]


def of_cadence(answer: cadencing.Answer, templates: Mapping[str, str]) -> tuple[str, ...]:
    """Which walk is due, which comes next, and who has not walked for long."""
    if not answer.rhythms:
        return (WALK,)
    said = [
        f"Walk {_what(each, templates)} now: {told(each.left)}." for each in answer.due if each.over
    ][:2]  # fmt: skip
    coming = next((each for each in answer.due if not each.over), None)
    if coming is not None:
        said.append(f"Plan {_what(coming, templates)}: {told(coming.left)}.")
    longest = answer.rhythms[0]
    if longest.days > _LONG_AGO and longest.leader:
        said.append(f"Ask {longest.leader} to walk: the last time was {longest.days} days ago.")
    if not answer.due:
        said.append("Set how often each journey is to be walked again: nothing reminds of it yet.")
    return tuple(said[:MOST])


def _what(each: Due, templates: Mapping[str, str]) -> str:
    cadence = each.cadence
    what = _quoted(templates.get(cadence.template, cadence.template)) if cadence.template else "any journey"
    as_whom = f" as {by_id(RELATIONSHIPS, cadence.relationship).label.lower()}" if cadence.relationship else ""
    return f"{what}{as_whom}{f' ({cadence.leader})' if cadence.leader else ''}"


def _ask_first(row: Insulation) -> str:
    as_whom = f", walked as {by_id(RELATIONSHIPS, row.relationship).label.lower()}" if row.relationship else ""
    return (
        f"Ask a customer before deciding about {_quoted(row.name)}{as_whom}: it was worse than believed in "
        f"{halves(row.worse)} of {row.n}."
    )


def _test_again(belief: Belief) -> str:
    return f"Test again what was surest and refuted: {_quoted(belief.text)} ({percent(belief.confidence)} sure)."


def _where(chain: Chain) -> str:
    return f"{_quoted(chain.name)} ({chain.template_name})" if chain.name else f"{_quoted(chain.template_name)}"


def _title(found: Found) -> str:
    return _quoted(found.finding.title) if found.finding.title.strip() else "one without a title"


def _named(owner: str) -> str:
    return " ".join(owner.split())


def _some(n: int, noun: str) -> str:
    """`55 overdue findings, first ` of many, `the overdue finding ` of a single one."""
    return f"the {noun} " if n == 1 else f"{n:,} {noun}s, first "


def _quoted(words: str) -> str:
    """The words in quotation marks, cut at a word where they are long."""
    one = " ".join(words.split())
    if len(one) > _LONGEST:
        one = f"{one[:_LONGEST].rsplit(' ', 1)[0]}…"
    return f"“{one}”" if not one.startswith(("“", '"')) else one
