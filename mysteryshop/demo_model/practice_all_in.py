"""What the demo's leaders decided, and one session of their team: written by hand, dated between the walks."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from mysteryshop.journey import SECOND, Record
from mysteryshop.practice import Decision, Entry, Reply, Session

_DAY = 24 * 3600 * SECOND
_DECIDED = (
    ("Open a third lane at eight", "The queue before nine is ten minutes shorter", "customer"),
    ("Refund before the complaint is closed", "The money is back on the day it is asked for", "customer"),
    ("One desk for rebooking and bags", "Nobody queues twice for one disruption", "both"),
    ("Move support to chat only", "", "company"),
    ("Read the last call before answering", "Nobody explains the fault twice", "both"),
    ("Shorten the returns window", "Fewer late returns to store", "company"),
    ("Tell every wait longer than five minutes", "They know how long it takes and can go for a coffee", "customer"),
    ("Nurse phones the evening before", "They know when to stop eating and whom to ask", "customer"),
    ("Charge for paper invoices", "Nothing is different for them but the fee", "company"),
    ("Give the floor 50 to put things right", "It is put right by the first person they meet", "both"),
)
_QUESTION = "Do we answer the service desk on Saturdays, with two people fewer on Mondays?"
_REPLIES = (
    ("customer", "Those who work Saturdays get an answer the same day", 9),
    ("company", "The Monday queue gets longer for everybody else", 3),
    ("both", "Fewer tickets wait over the weekend", 7),
    ("customer", "A locked account is opened within the hour", 8),
    ("company", "", 2),
)


def entries(records: Sequence[Record], chance: Random) -> list[Entry]:
    """A decision soon after every seventh walk or so, and the session after the last."""
    walked = sorted(record.journey.started_at for record in records if record.journey.started_at is not None)
    leaders = sorted({record.journey.leader for record in records if record.journey.leader})[:3]
    kept: list[Entry] = []
    for place, (title, outcome, who) in enumerate(_DECIDED):
        at = walked[(place + 1) * (len(walked) - 1) // (len(_DECIDED) + 1)] + chance.randint(3, 20) * _DAY
        kept.append(Decision(f"demo-decision-{place}", at, title, outcome, who, leaders[place % len(leaders)]))
    replies = tuple(Reply(str(n), who, outcome, far) for n, (who, outcome, far) in enumerate(_REPLIES, 1))
    kept.append(Session("demo-session", walked[-2] + _DAY // 4, _QUESTION, replies, revealed=True))
    return kept
