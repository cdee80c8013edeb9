"""The demo's journeys as they ship: notes that import whole, and debriefs that rest on their moments."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mysteryshop import templates
from mysteryshop.analysis import metrics_json
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.imports import field_notes
from mysteryshop.journey import Record
from mysteryshop.paths import resources
from mysteryshop.vocabulary import BENEFICIARIES, CONDITIONS, PROMPTS, TRIAGES

FOLDER = resources() / "demo"
NOTES = sorted(FOLDER.glob("*.txt"))
each = pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
TIMED = re.compile(r"\d\d:\d\d(:\d\d)? (?P<code>\S+)")
SILENT_CODES = {">", "x", "pause", "resume", "end"}


@cache
def record(path: Path) -> Record:
    return field_notes.read(
        path.read_text(encoding="utf-8"), file=path.name, templates=templates.builtin(), today=date(2026, 11, 21)
    )


@cache
def debrief(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))


def codes(path: Path) -> list[str]:
    """The codes of the timed lines in order, the end of a wait told from its beginning."""
    found, waiting = [], False
    for match in filter(None, map(TIMED.match, path.read_text(encoding="utf-8").splitlines())):
        code = match["code"]
        if code == "w":
            code, waiting = ("end of wait", False) if waiting else ("w", True)
        found.append(code)
    return found


def test_there_is_enough_to_look_at() -> None:
    used = {record(path).template.key for path in NOTES}
    states = [debrief(path)["state"] for path in NOTES]
    assert len(NOTES) >= 8
    assert len(used) >= 4
    assert states.count("debrief") == 1
    assert states.count("finalised") == len(NOTES) - 1
    assert {path.stem for path in FOLDER.glob("*.toml")} == {path.stem for path in NOTES}


@each
def test_the_notes_are_a_whole_walk(path: Path) -> None:
    walk = record(path)
    names = {visit.name for visit in walk.visits if visit.ad_hoc}
    assert len(walk.moments) >= 25
    assert len({m.kind for m in walk.moments}) >= 8
    assert walk.journey.why
    assert walk.journey.persona
    assert names <= {"Re-screening"}, "a mistyped touchpoint would be ad hoc"
    assert all(m.channel for m in walk.moments if m.kind == "communication")
    assert all(e.verdict for e in walk.expectations if e.is_assumption) == (debrief(path)["state"] == "finalised")


@each
def test_what_was_felt_is_known_at_most_touchpoints(path: Path) -> None:
    walk = record(path)
    felt = {m.visit for m in walk.moments if m.kind == "feeling"}
    assert len([v for v in walk.visits if v.id in felt]) >= 0.6 * len(walk.visits)


@each
def test_the_debrief_speaks_the_vocabulary(path: Path) -> None:
    data = debrief(path)
    known = {prompt.id: prompt.answer for prompt in PROMPTS}
    for group, answer in (("similarity", "scale"), ("incognito", "yes-no"), ("reflection", "text")):
        for name, value in data.get(group, {}).items():
            assert known[f"{group}.{name}"] == answer
            assert value in range(1, 6) if answer == "scale" else isinstance(value, bool if answer == "yes-no" else str)
    assert set(data) <= {
        "state",
        "headline",
        "leader",
        "similarity",
        "incognito",
        "reflection",
        "expectation",
        "finding",
        "evidence",
    }
    if data["state"] == "finalised":
        assert {f"{g}.{n}" for g in ("similarity", "incognito", "reflection") for n in data[g]} == {
            prompt for prompt in known if not prompt.startswith("verdict.")
        }
        assert data["headline"]
        assert len(data["finding"]) >= 3


@each
def test_every_finding_rests_on_moments(path: Path) -> None:
    walk, made = record(path), codes(path)
    keys = {point.key for point in walk.template.touchpoints} | {v.name for v in walk.visits if v.ad_hoc}
    walked_until = datetime.fromtimestamp((walk.journey.ended_at or 0) / 1e6, UTC).date()
    for finding in debrief(path).get("finding", []):
        assert finding["triage"] in {term.id for term in TRIAGES}
        assert finding["beneficiary"] in {term.id for term in BENEFICIARIES}
        assert finding["condition"] in {term.id for term in CONDITIONS}
        assert finding["touchpoint"] in keys
        assert date.fromisoformat(finding["due"]) > walked_until
        assert all(finding[name] for name in ("title", "text", "cause", "effect", "owner", "lines"))
        assert not {made[line - 1] for line in finding["lines"]} & {*SILENT_CODES, "end of wait"}
    for expectation in debrief(path).get("expectation", []):
        assert 1 <= expectation["number"] <= sum(e.is_assumption for e in walk.expectations)
        assert not {made[line - 1] for line in expectation["lines"]} & {*SILENT_CODES, "end of wait"}


def test_lisbon_to_oslo_is_the_story_of_the_design() -> None:
    walk = record(FOLDER / "01-lisbon-to-oslo.txt")
    measured = metrics_json.to_json(walk)
    longest = sorted((gap.seconds / 60 for gap in Timeline(walk).gaps), reverse=True)[:2]
    assert longest == [43, 37]
    assert (measured["promises_kept"], measured["promises_due"]) == (1, 3)
    assert [v.name for v in walk.visits if v.ad_hoc] == ["Re-screening"]
    assert [s.touchpoint for s in walk.skips] == ["fellow-passengers"]
    assert {v.touchpoint for v in walk.visits if v.touchpoint} == {
        point.key for point in walk.template.touchpoints if point.key != "fellow-passengers"
    }
    assert (measured["satisfaction"], measured["emotion_end"], measured["emotion_worst"]) == (6, -1, -2)
