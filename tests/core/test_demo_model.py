"""The model's journeys: the same each time, whole walks in the notes' grammar, and true to what is written of them."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from mysteryshop import demo, demo_model, templates
from mysteryshop.analysis import metrics
from mysteryshop.analysis.drivers import analyse
from mysteryshop.demo_model import truth
from mysteryshop.demo_model.pools import Pool, Words
from mysteryshop.imports import field_notes
from mysteryshop.journey import Record
from mysteryshop.paths import resources
from mysteryshop.vocabulary import BENEFICIARIES, CONDITIONS, TRIAGES

FOLDER = resources() / "demo" / "model"
POOLS = [file for file in sorted(FOLDER.glob("*.toml")) if file.stem != "reflection"]


@cache
def written() -> list[demo_model.Written]:
    return demo_model.written()


@cache
def records() -> list[Record]:
    every = templates.builtin()
    return [field_notes.read(text, file=name, templates=every) for name, text, _ in written()]


def test_the_same_seed_writes_the_same_and_another_one_does_not() -> None:
    assert demo_model.written() == written()
    assert all(one[1] != other[1] for one, other in zip(demo_model.written(seed=1), written(), strict=True))


def test_there_is_enough_for_every_screen() -> None:
    heads = [record.journey for record in records()]
    assert len(heads) >= 40
    assert len({head.template.key for head in heads}) == 6
    assert {"internal team", "buyer", "end-user"} <= {head.relationship for head in heads}
    leaders = Counter(said["leader"] for _, _, said in written())
    assert set(leaders) == set(truth.LEADERS)
    assert min(leaders.values()) >= 12
    years = Counter(text.partition("date: ")[2][:4] for _, text, _ in written())
    assert set(years) == {"2025", "2026"}
    assert min(years.values()) >= 20
    tags = Counter(tag for _, _, said in written() for tag in said["tags"])
    assert set(tags) == {"peak season", "quiet season"}
    assert min(tags.values()) >= 8  # enough for an interval
    assert sum(said["state"] == "debrief" for _, _, said in written()) == 3
    assert sum(said.get("incognito", {}).get("recognised", False) for _, _, said in written()) == 4


def test_every_walk_is_whole() -> None:
    for record in records():
        planned = {touchpoint.key for touchpoint in record.template.touchpoints}
        allowed = {name for file in POOLS for name, _ in Pool.read(file).said["adhoc"]}
        assert {visit.name for visit in record.visits if visit.ad_hoc} <= allowed
        assert {v.touchpoint for v in record.visits if v.touchpoint} | {s.touchpoint for s in record.skips} == planned
        assert all(skip.reason for skip in record.skips)
        assert len({m.kind for m in record.moments}) >= 6
        assert all(m.channel for m in record.moments if m.kind == "communication")
        assert all(one.observed_at <= other.observed_at for one, other in pairwise(record.moments))


def test_nothing_is_said_twice_in_one_walk() -> None:
    for record in records():
        texts = Counter(m.text for m in record.moments if m.text)
        assert max(texts.values()) == 1, texts.most_common(1)


def test_nothing_happens_after_the_end_and_all_promises_are_kept_after_they_were_made() -> None:
    for record in records():
        end = record.journey.ended_at or 0
        for moment in record.moments:
            assert moment.observed_at <= end
            assert moment.resolved_at is None or moment.observed_at <= moment.resolved_at <= end
            assert moment.due_at is None or moment.observed_at < moment.due_at < moment.observed_at + 24 * 3_600_000_000


@pytest.mark.parametrize("file", POOLS, ids=lambda file: file.stem)
def test_the_words_of_a_template_are_whole(file: object) -> None:
    pool = Pool.read(file)  # type: ignore[arg-type]
    keys = {place.key for place in pool.touchpoints}
    known = {*keys, "anywhere", "template", "relationship", "journeys", "hours", "places", "personas", "whys"}
    assert set(pool.said) <= known | {"assumptions", "headlines", "skips", "adhoc", "finding"}
    assert {key for key, _ in pool.said["skips"]} | {after for _, after in pool.said["adhoc"]} <= keys
    every = [*pool.anywhere, *(words for place in pool.touchpoints for words in place.words)]
    said = Counter(words.text for words in every)
    assert max(said.values()) == 1, said.most_common(1)
    assert all(words.level in range(1, 6) for place in pool.touchpoints for words in place.all("c"))
    assert len(said) >= 60
    for finding in pool.said["finding"]:
        assert finding["touchpoint"] in keys
        assert finding["triage"] in {term.id for term in TRIAGES}
        assert finding["beneficiary"] in {term.id for term in BENEFICIARIES}
        assert finding["condition"] in {term.id for term in CONDITIONS}


def test_a_line_of_words_says_the_same_when_written_again() -> None:
    line = "c4 Two are closed, one is not | in person, @gate agent"
    assert Words.of(line).written() == line
    assert Words.of("f3 Nobody | wait").written("@host") == "f3 Nobody | wait, @host"


def test_the_drivers_come_out_as_they_were_put_in() -> None:
    """The truth is found again: frequency first and speed second, in the model's journeys and without those tainted."""
    counted = [
        metrics.compute(record)
        for record, (_, _, said) in zip(records(), written(), strict=True)
        if said["state"] == "finalised" and not said["incognito"]["recognised"]
    ]
    names = ("communication_frequency_per_hour", "message_quality", "speed", "quality", "cost")
    found = analyse(
        ("satisfaction", [row.number("satisfaction") or 0 for row in counted]),
        {name: [row.number(name) or 0 for row in counted] for name in names},
        hypothesis=names[0],
    )
    ranked = sorted(found.lmg, key=lambda name: -found.lmg[name])
    assert ranked[:2] == [names[0], "speed"]
    assert found.named == names[0]
    assert found.r2 > 0.7


def test_more_is_told_on_airline_journeys_in_the_second_year() -> None:
    told: dict[str, list[float]] = {"2025": [], "2026": []}
    for record, (_, text, _) in zip(records(), written(), strict=True):
        if record.template.key == "airline-passenger":
            year = text.partition("date: ")[2][:4]
            told[year].append(float(metrics.compute(record)["communication_frequency_per_hour"]))
    assert np.mean(told["2026"]) > np.mean(told["2025"])


def test_the_demo_loads_them_after_those_written_by_hand() -> None:
    loaded = demo.load()
    by_hand = len(list((resources() / "demo").glob("*.txt")))
    assert [journey.record.journey.id for journey in loaded[by_hand:]] == [record.journey.id for record in records()]
    assert all(journey.record.journey.demo for journey in loaded)
