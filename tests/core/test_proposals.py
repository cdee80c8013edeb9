"""Findings that the data suggest: what stands out, with its moments, never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from mysteryshop import templates
from mysteryshop.analysis.debrief import SETTLED
from mysteryshop.analysis.proposals import IGNORED, Proposal, propose_findings
from mysteryshop.imports import field_notes
from mysteryshop.journey import Record

NOTES = """template: airline-passenger
date: 2026-11-14
zone: Europe/Lisbon
expect: Lines are faster since March | 80%
10:00 > Check in with bags
10:05 f2 Screen says five minutes | information
10:22 > Security line
10:22:08 d4 Agent walked a lost family to the desk
10:24 d2 A smile
10:25 p Ten minutes at most | due 10:35, broken
10:29 c4 Have your boarding pass ready
10:38 w Stand in the line | unexplained
10:41 f3 Two lanes closed, nobody says why.
10:42 f1 No clock
10:44 h Asked how long
10:52 w
10:53 h Asked again
10:54 > Re-screening
10:56 f3 Bag opened in front of everyone | attitude
11:00 end
verdict 1 refuted
"""


def read(notes: str = NOTES) -> Record:
    return field_notes.read(notes, file="notes", templates=templates.builtin(), today=date(2026, 11, 14))


def found(record: Record) -> dict[str, Proposal]:
    return {p.id.partition(".")[0]: p for p in propose_findings(record)}


def texts(record: Record, proposal: Proposal) -> list[str]:
    return [m.text for ident in proposal.draft.moments for m in record.moments if m.id == ident]


def test_the_gravest_frictions_come_first_each_touchpoint_once() -> None:
    record = read()
    first, second = propose_findings(record)[:2]
    assert (first.draft.title, first.draft.triage, first.draft.touchpoint) == (
        "Two lanes closed, nobody says why", "correct", "security-line"
    )  # fmt: skip
    assert first.why == "2 frictions at Security line, the worst of severity 3 of 4"
    assert texts(record, first) == ["Two lanes closed, nobody says why.", "No clock"]
    assert first.draft.text == "No clock."
    assert (second.draft.title, second.draft.touchpoint) == ("Bag opened in front of everyone", "Re-screening")


def test_a_minor_friction_is_to_be_improved() -> None:
    record = read(NOTES.replace("f3", "f2").replace("f1", "f2"))
    assert {p.draft.triage for p in propose_findings(record) if p.id.startswith("friction")} == {"improve"}


def test_the_longest_silence_names_its_place_and_both_ends() -> None:
    record = read()
    silence = found(record)["silence"]
    assert silence.draft.title == "Nobody told me anything for 31 minutes at Security line"
    assert silence.why == "The longest silence, from 10:29 to 11:00"
    assert silence.draft.effect == "Left without a word for 31 minutes"
    assert texts(record, silence)[0] == "Have your boarding pass ready"


def test_a_silence_within_its_limit_is_none() -> None:
    told = "".join(f"10:{minute:02} c3 Still here\n" for minute in range(1, 60, 4))
    notes = NOTES.replace("10:29 c4 Have your boarding pass ready\n", told).replace("due 10:35, broken", "broken")
    assert "silence" not in found(read(notes))


def test_broken_promises_delights_waits_chases_and_refuted_assumptions() -> None:
    proposals = found(read())
    titles = {kind: p.draft.title for kind, p in proposals.items()}
    assert titles["promise"] == "“Ten minutes at most” was promised and not kept"
    assert proposals["promise"].draft.text == "It was due at 10:35."
    assert (titles["delight"], proposals["delight"].draft.triage) == (
        "Agent walked a lost family to the desk",
        "amplify",
    )
    assert titles["wait"] == "14 minutes of waiting that nobody explained"
    assert titles["chases"] == "I had to ask 2 times to learn where I stood"
    assert titles["assumption"] == "We believed “Lines are faster since March”; it is not so"


def test_a_kept_promise_and_an_explained_wait_are_no_findings() -> None:
    record = read(NOTES.replace("broken", "kept 10:30").replace("unexplained", "explained"))
    assert not {"promise", "wait"} & found(record).keys()


def test_what_a_finding_rests_on_already_is_not_proposed_again() -> None:
    record = read()
    first = propose_findings(record)[0]
    written = replace(record, findings=(replace(first.draft, id="f", ordinal=1, title="In my own words"),))
    assert first.id not in [p.id for p in propose_findings(written)]


def test_what_is_ignored_stays_away() -> None:
    record = read()
    first = propose_findings(record)[0].id
    ignoring = replace(record, answers=MappingProxyType({SETTLED + IGNORED + first: "left as it is"}))
    assert [p.id for p in propose_findings(ignoring)] == [p.id for p in propose_findings(record)][1:]


def test_a_draft_leaves_to_the_leader_what_is_the_leaders_to_say() -> None:
    for proposal in propose_findings(read()):
        draft = proposal.draft
        assert (draft.id, draft.beneficiary, draft.condition, draft.cause, draft.owner, draft.due) == (
            "",
            None,
            None,
            "",
            "",
            "",
        )
        assert draft.moments or proposal.id.startswith("assumption")


def test_nothing_stands_out_of_an_empty_walk() -> None:
    bare = NOTES.split("10:00 >")[0] + "10:00 > Check in with bags\n10:05 c4 Welcome\n10:08 end\n"
    assert propose_findings(read(bare)) == ()


def test_long_words_are_cut_and_odd_ones_stay_data() -> None:
    record = read(NOTES.replace("Two lanes closed, nobody says why.", "<b>" + "word " * 60))
    title = propose_findings(record)[0].draft.title
    assert title.startswith("<b>word")
    assert len(title) <= 72
    assert title.endswith("…")
