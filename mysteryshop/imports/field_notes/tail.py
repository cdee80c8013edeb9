"""After the timed lines: `rate NAME N` and `verdict N VERDICT`."""

from __future__ import annotations

import re
from dataclasses import replace

from mysteryshop.journey import Record
from mysteryshop.notation import NotUnderstood, nearest
from mysteryshop.vocabulary import RATINGS, VERDICTS, by_id

from .place import Notes, Row


def read_tail(notes: Notes, record: Record) -> Record:
    """The record with the ratings and verdicts that the notes end with."""
    for row in notes.body:
        if row.tail:
            with notes.line(row):
                record = _TAILS[row.text.split()[0].casefold()](row, record)
    return record


def _rate(row: Row, record: Record) -> Record:
    words = row.text.split()
    names = [rating.id for rating in RATINGS]
    if len(words) != 3 or words[1].casefold() not in names:
        hint = nearest(words[1], names) if len(words) > 1 else ""
        raise NotUnderstood(row.text, f'"rate NAME N" with one of the names {", ".join(names)}{hint}')
    rating = by_id(RATINGS, words[1].casefold())
    if not re.fullmatch(r"\d{1,2}", words[2], re.ASCII) or not rating.low <= int(words[2]) <= rating.high:
        raise NotUnderstood(words[2], f"a whole number from {rating.low} to {rating.high} for {rating.id}")
    key = f"rate.{rating.id}"
    if key in record.answers:
        raise NotUnderstood(row.text, f"{rating.id} rated once")
    return replace(record, answers={**record.answers, key: str(int(words[2]))})


def _verdict(row: Row, record: Record) -> Record:
    words = row.text.split()
    verdicts = [term.id for term in VERDICTS]
    assumptions = [e for e in record.expectations if e.is_assumption]
    if len(words) != 3 or not re.fullmatch(r"\d{1,6}", words[1], re.ASCII) or words[2].casefold() not in verdicts:
        raise NotUnderstood(row.text, f'"verdict N VERDICT" with one of {", ".join(verdicts)}')
    number = int(words[1])
    if not 1 <= number <= len(assumptions):
        count = f"there {'is' if len(assumptions) == 1 else 'are'} {len(assumptions)}"
        raise NotUnderstood(words[1], f"the number of an assumption; {count}")
    judged = assumptions[number - 1]
    if judged.verdict is not None:
        raise NotUnderstood(row.text, f"one verdict on assumption {number}")
    judged_now = replace(judged, verdict=words[2].casefold())
    return replace(record, expectations=tuple(judged_now if e is judged else e for e in record.expectations))


_TAILS = {"rate": _rate, "verdict": _verdict}
