"""Cause and effect: every finding is a chain, as thick as its evidence, in the colour and word of its triage."""

from __future__ import annotations

from dataclasses import replace

from mysteryshop.charts import causes, find_chart
from mysteryshop.charts.marks import boxes, every_mark, marks_of
from mysteryshop.journey import Finding
from tests.charts.journeys import rich
from tests.charts.looking import draw

CAUSES = find_chart("causes")


def test_a_chain_names_condition_touchpoint_and_effect() -> None:
    words = draw(CAUSES, rich()).words
    for word in ("Authority", "May not announce", "Security line", "People stop asking", "Correct · 3 moments"):
        assert word in words


def test_what_is_not_named_says_so() -> None:
    words = draw(CAUSES, rich()).words
    assert "cause not named" in words
    assert "Improve · no moment linked" in words
    bare = replace(rich(), findings=(Finding("f", 1, "Only a title"),))
    words = draw(CAUSES, bare).words
    assert {"cause not named", "the whole journey", "Only a title", "Not triaged · no moment linked"} <= set(words)


def test_the_ribbon_of_three_moments_is_three_times_as_thick() -> None:
    drawn = draw(CAUSES, rich())
    thick = {}
    for artist in drawn.figure.axes[0].collections:
        for box, mark in zip(boxes(artist) if marks_of(artist) else (), marks_of(artist), strict=False):
            if mark.text.startswith(("Correct", "Amplify")) and box[2] - box[0] < 120:
                thick.setdefault(mark.text.split(" ")[0], set()).add(round(box[3] - box[1]))
    assert min(thick["Correct"]) >= 2.5 * min(thick["Amplify"])


def test_one_condition_behind_two_findings_is_one_card_and_leads_to_all_their_moments() -> None:
    record = rich()
    both = tuple(replace(f, condition="authority") for f in record.findings[:2])
    shared = replace(record, findings=(both[0], replace(both[1], moments=("m12",))))
    drawn = draw(CAUSES, shared)
    assert drawn.words.count("Authority") == 1
    card = next(mark for mark in every_mark(drawn.figure) if mark.text == "Authority · 2 findings")
    assert card.moments == ("m8", "m9", "m11", "m12")
    assert drawn.words[0] == "The commonest cause is authority: 2 of 2 findings"


def test_findings_keep_their_order_and_count() -> None:
    data = causes.prepare(rich())
    assert [chain.effect for chain in data.chains] == ["People stop asking", "They run", "A meal"]
    assert data.moments == 4
    assert "n = 3 findings, 4 moments · thicker: more moments" in draw(CAUSES, rich()).words


def test_more_findings_than_cards_are_told_by_number() -> None:
    findings = tuple(Finding(f"f{n}", n, f"Finding {n}", condition="tools", touchpoint="t1") for n in range(40))
    words = draw(CAUSES, replace(rich(), findings=findings), (640, 420)).words
    assert any("not shown" in word for word in words)


def test_the_alt_text_tells_every_chain() -> None:
    told = CAUSES.describe(CAUSES.prepare(rich()))
    assert "3 findings resting on 4 moments" in told
    assert "May not announce → Security line → People stop asking" in told
