"""Redaction gives a journey to be handed on: alike everywhere, complete, remembered, and the record stays as it was."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop import templates
from mysteryshop.analysis import metrics
from mysteryshop.exports import field_notes as writing
from mysteryshop.exports import json_record
from mysteryshop.imports import field_notes as reading
from mysteryshop.journey import Finding, Journey, Record
from mysteryshop.privacy import decisions as deciding
from mysteryshop.privacy.decisions import Box, Decisions, settled
from mysteryshop.privacy.redaction import (
    DECLINED,
    NOTHING_FOUND,
    Redactor,
    cleared,
    declined,
    in_every_text,
    redacted,
    sentence,
    stands_in,
)
from mysteryshop.privacy.scan import scan
from mysteryshop.privacy.texts import TEXTS, Place, Words, places

NOTES = """template: airline-passenger
place: Lisbon to Oslo
date: 2026-11-14
zone: Europe/Lisbon
10:22 > Security line
10:25 p Ten minutes at most, said Mr Tarkkanen | due 10:35, broken, @lane agent
10:27 q Is TARKKANEN coming back? | answered 10:28
10:29 c4 Call me on +351 912 345 678 | announcement, proactive
10:36 n She wrote down 00351-912345678 and 351912345678 for me
10:41 f3 Two lanes closed, Tarkkanen's colleague waved | information, @Maria
11:00 end
"""


@pytest.fixture
def record() -> Record:
    walked = reading.read(NOTES, file="notes", templates=templates.builtin())
    finding = Finding("f", 1, "Tarkkanen is alone", owner="head of lanes", moments=(walked.moments[0].id,))
    return replace(walked, findings=(finding,), answers=MappingProxyType({"reflection.scared": "Maria cried"}))


def _whole(record: Record) -> str:
    return "\n".join(place.text for place in places(record))


def test_everything_found_is_gone_and_alike_everywhere(record: Record) -> None:
    out = cleared(record, scan(record), settled(Decisions(), scan(record)))
    text = _whole(out.record)
    assert "tarkkanen" not in text.casefold()
    assert "maria" not in text.casefold()
    assert "912" not in text
    assert [m.text for m in out.record.moments][:2] == [
        "Ten minutes at most, said Mr [redacted: name]",
        "Is [redacted: name] coming back?",
    ]
    assert out.record.moments[4].text == "Two lanes closed, [redacted: name]'s colleague waved"
    assert out.record.findings[0].title == "[redacted: name] is alone"
    assert out.record.answers["reflection.scared"] == "[redacted: name] cried"
    assert out.counts == {"name": 6, "phone": 3}
    assert out.sentence == "Redacted: 3 phone numbers and 6 names."


def test_the_record_itself_and_all_that_is_no_text_stay(record: Record) -> None:
    before = json_record.write(record)
    out = redacted(record, settled(Decisions(), scan(record)))
    assert json_record.write(record) == before
    kept = [(m.id, m.observed_at, m.level, m.kind, m.category, m.channel, m.visit) for m in record.moments]
    assert [(m.id, m.observed_at, m.level, m.kind, m.category, m.channel, m.visit) for m in out.moments] == kept
    assert (out.journey.id, out.visits, out.template) == (record.journey.id, record.visits, record.template)
    assert out.findings[0].moments == record.findings[0].moments


def test_what_is_kept_stays_and_is_counted(record: Record) -> None:
    proposals = scan(record)
    choice = Decisions()
    for proposal in proposals:
        choice = choice.decided(proposal.kind, proposal.text, proposal.kind == "phone")
    out = cleared(record, proposals, choice)
    assert "Tarkkanen" in _whole(out.record)
    assert out.sentence == "Redacted: 3 phone numbers; 2 kept on purpose."
    assert cleared(record, proposals, Decisions()).sentence.startswith("Privacy scan: nothing redacted, 3 findings")


def test_one_of_each_is_told_as_one() -> None:
    assert sentence({"words": 1}) == "Redacted: 1 passage."
    assert sentence({"words": 2, "name": 1}) == "Redacted: 1 name and 2 passages."


def test_nothing_found_and_declined_are_told_apart(record: Record) -> None:
    plain = replace(record, moments=(), findings=(), answers=MappingProxyType({}))
    assert scan(plain) == ()
    assert cleared(plain, (), Decisions()).sentence == NOTHING_FOUND
    assert declined(plain).sentence == DECLINED


def test_decisions_are_written_and_read_and_damage_asks_again(record: Record) -> None:
    made = settled(Decisions(), scan(record)).decided("name", "Oslo", False).boxed("ab" * 32, [Box(0.1, 0.2, 0.3, 0.4)])
    assert deciding.from_text(deciding.to_text(made)) == made
    assert made.boxed("ab" * 32, []).boxes == {}
    for damaged in ("{", "[]", '{"choices": [{"kind": 1}]}', "null"):
        assert deciding.from_text(damaged) == Decisions()


def test_policies(record: Record) -> None:
    proposals = scan(record)
    kept = Decisions().decided(proposals[-1].kind, proposals[-1].text, False)
    assert settled(kept, proposals).redacts(proposals[-1]) is False
    assert settled(kept, proposals).redacts(proposals[0]) is True
    assert settled(kept, proposals, "all").redacts(proposals[-1]) is True
    assert settled(kept, proposals, "none") == Decisions()


def test_redacted_field_notes_read_back(record: Record) -> None:
    out = redacted(replace(record, findings=(), answers=MappingProxyType({})), settled(Decisions(), scan(record)))
    again = reading.read(writing.write(out), file="notes", templates=templates.builtin())
    assert [(m.kind, m.text, m.role) for m in again.moments] == [(m.kind, m.text, m.role) for m in out.moments]


def test_a_redacted_journey_is_left_alone_by_the_next_scan(record: Record) -> None:
    out = redacted(record, settled(Decisions(), scan(record)))
    assert scan(out) == ()


def test_the_touchpoint_of_a_finding_follows_the_visit_that_it_names(record: Record) -> None:
    visit = replace(record.visits[0], name="At Mr Tarkkanen's desk", touchpoint=None)
    finding = replace(record.findings[0], touchpoint=visit.name)
    odd = replace(record, visits=(visit,), findings=(finding, replace(finding, id="g", touchpoint="security-line")))
    out = redacted(odd, settled(Decisions(), scan(odd)))
    assert out.findings[0].touchpoint == out.visits[0].name == "At Mr [redacted: name]'s desk"
    assert out.findings[1].touchpoint == "security-line"


_NO_WORDS = {
    *("id", "key", "kind", "state", "origin", "relationship", "zone", "seal", "phase", "source", "visit", "category"),
    *("channel", "trigger", "outcome", "verdict", "triage", "beneficiary", "condition", "due", "twin", "retain_until"),
    *("moment", "digest", "media_type", "clock", "evidence", "moments"),
}


@pytest.mark.parametrize("kind", [*TEXTS, *({f.type for f in fields(Record)} and ())])
def test_every_text_field_is_either_scanned_or_known_to_hold_no_words(kind: type) -> None:
    text_like = {f.name for f in fields(kind) if "str" in str(f.type)}
    if kind is Finding or kind.__name__ == "Expectation":
        text_like.discard("touchpoint")  # a key of the plan, or the name of a visit: see above
    if kind.__name__ in ("Visit", "Skip"):
        text_like.discard("touchpoint")
    assert text_like - set(TEXTS[kind]) <= _NO_WORDS


@given(st.text(min_size=1, max_size=12).filter(str.strip), st.text(max_size=40))
def test_any_word_chosen_by_hand_is_redacted(word: str, around: str) -> None:
    record = Record(Journey("j", templates.find("airline-passenger"), why=f"{around} {word} {around}"))
    out = redacted(record, Decisions().decided("words", word, True))
    assert "[redacted: words]" in out.journey.why
    assert json.dumps(out.journey.why)


def test_of_what_is_made_of_many_journeys_those_who_walked_are_not_proposed() -> None:
    texts = ("Mr Tarkkanen's desk", "Tarkkanen again", "walked by Maria Silva", "Oslo")
    words = Words(tuple(Place("journey", "", n, "place", text) for n, text in enumerate(texts)), "Maria Silva")
    (name,) = scan(words)
    assert (name.text, len(name.found)) == ("Tarkkanen", 2)
    put = Redactor(Decisions().decided(name.kind, name.text, True))
    plain = {"rows": [{"where": texts[0], "n": 3}, texts[1]], "by": (texts[2], None)}
    assert in_every_text(plain, put) == {
        "rows": [{"where": "Mr [redacted: name]'s desk", "n": 3}, "[redacted: name] again"],
        "by": ("walked by Maria Silva", None),
    }
    assert put.counts == {"name": 2}


def test_two_counterparts_stay_two(record: Record) -> None:
    names = ["Maria", "Otso Berg", "Maria", "lane agent", "Maria"]
    moments = tuple(replace(m, role=n) for m, n in zip(record.moments, names, strict=True))
    out = redacted(replace(record, moments=moments), settled(Decisions(), scan(replace(record, moments=moments))))
    redacted_roles = ["[redacted: name]", "[redacted: name] 2", "[redacted: name]", "lane agent", "[redacted: name]"]
    assert [m.role for m in out.moments] == redacted_roles
    before, after = (metrics.compute(r)["hand_offs"] for r in (replace(record, moments=moments), out))
    assert before == after == 2


def test_what_cannot_be_redacted_says_what_stands_in_it(record: Record) -> None:
    assert stands_in(scan(record)) == "It holds 1 phone number and 2 names that may identify somebody."
    assert stands_in(()) == ""
