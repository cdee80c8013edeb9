"""Which journeys a command is about: the same filters before every one of them, with the same answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mysteryshop.cli import comparing
from mysteryshop.clock import FixedClock
from mysteryshop.comparison.fields import FIELDS
from mysteryshop.journey import Record
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from tests.many import many

from .commands import Run, running

MIDNIGHT = 1_767_225_000_000_000  # 2025-12-31 23:50 UTC: in Lisbon still 2025, in Oslo the new year


def journeys() -> list[Record]:
    """Eleven flights, two of them around midnight of the same instant, and three hotel stays as a buyer."""
    flights = many(9)
    flights[0] = replace(flights[0], journey=replace(flights[0].journey, tags=("Pilot", "North")))
    flights[1] = replace(flights[1], journey=replace(flights[1].journey, demo=True))
    for zone in ("Europe/Lisbon", "Europe/Oslo"):
        (late,) = many(1, seed=7)
        head = replace(late.journey, id=zone, place=zone, zone=zone, started_at=MIDNIGHT, ended_at=MIDNIGHT + 10**10)
        flights.append(replace(late, journey=head, visits=(), moments=()))
    return [*flights, *many(3, template="hotel-stay", relationship="buyer")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chosen")
    with Database.open(path) as database:
        Recorder(database, FixedClock(0)).import_records(journeys())
    return path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return running(folder, capsys)


def listed(run: Run, *words: str) -> set[str]:
    code, out, err = run("list", "--json", *words)
    assert (code, err) == (0, "")
    return {row["id"] for row in json.loads(out)}


def those(fits: Callable[[Record], bool]) -> set[str]:
    return {record.journey.id for record in journeys() if fits(record)}


CHOICES: list[tuple[tuple[str, ...], Callable[[Record], bool]]] = [
    (("--template", "hotel-stay"), lambda r: r.template.key == "hotel-stay"),
    (("--template", "fly as a passenger"), lambda r: r.template.key == "airline-passenger"),
    (("--relationship", "Buyer"), lambda r: r.journey.relationship == "buyer"),
    (("--place", "lisbon to oslo"), lambda r: r.journey.place == "Lisbon to Oslo"),
    (("--leader", "B. operations"), lambda r: r.journey.leader == "B. operations"),
    (("--persona", "frequent flyer"), lambda r: r.journey.persona == "frequent flyer"),
    (("--tag", "pilot"), lambda r: "Pilot" in r.journey.tags),
    (("--state", "finalised"), lambda r: True),
    (("--state", "planned"), lambda r: False),
    (("--origin", "log"), lambda r: False),
    (("--demo",), lambda r: r.journey.demo),
    (("--real",), lambda r: not r.journey.demo),
    (("--text", "SAYS why"), lambda r: any("Nobody says why" in m.text for m in r.moments)),
    (("--leader", "A. finance", "--tag", "north"), lambda r: "North" in r.journey.tags),
]


@pytest.mark.parametrize(("words", "fits"), CHOICES, ids=[" ".join(words) for words, _ in CHOICES])
def test_each_filter_leaves_the_journeys_that_fit(
    run: Run, words: tuple[str, ...], fits: Callable[[Record], bool]
) -> None:
    assert listed(run, *words) == those(fits)


def test_a_day_is_that_of_the_place(run: Run) -> None:
    assert "Europe/Oslo" in listed(run, "--since", "2026-01-01")
    assert "Europe/Lisbon" not in listed(run, "--since", "2026-01-01")
    assert listed(run, "--since", "2025-12-31", "--until", "2025-12-31") == {"Europe/Lisbon"}


@pytest.mark.parametrize("words", [("--tag", "pilot"), ("--place", "Oslo to Bergen"), ("--since", "2026-01-01")])
def test_every_command_understands_them_alike(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    wanted = listed(run, *words)
    assert wanted
    assert {each["journey"] for each in json.loads(run("metrics", "--json", *words)[1])} == wanted
    assert run("export", tmp_path / "out.json", *words)[0] == 0
    whole = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert {each["journey"]["id"] for each in whole["journeys"]} == wanted
    every = ("--template", "all", "--relationship", "all", "--take-in", "tainted", "--by", "leader", "--b", "all")
    told = json.loads(run("compare", "--json", *every, *words)[1])
    assert {ident for group in told["groups"] for ident in group["journeys"]} == wanted
    trend = json.loads(run("trends", "satisfaction", "--json", *words)[1])
    assert {point["journey"] for point in trend["points"]} <= wanted
    assert trend["points"]


def test_journeys_that_are_named_have_to_fit_as_well(run: Run) -> None:
    first = next(iter(listed(run, "--tag", "pilot")))
    assert [row["journey"] for row in json.loads(run("metrics", first, "--json", "--tag", "pilot")[1])] == [first]
    assert json.loads(run("metrics", first, "--json", "--template", "hotel-stay")[1]) == []
    assert run("metrics", first, "--template", "hotel-stay")[1] == "No journey fits all of these.\n"
    assert run("list", "--state", "walking")[1] == "No journey fits all of these.\n"


@pytest.mark.parametrize("command", ["list", "metrics", "scan", "compare", "trends", "drivers"])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--tag", "vip"), "No journey has the tag “vip”; tags there are: North, Pilot. Name one of them."),
        (("--place", "oslo"), "places there are: Europe/Oslo, Lisbon to Oslo, Oslo to Bergen, "),
        (("--template", "dental"), "No journey has the template “dental”; templates there are: "),
        (("--state", "done"), "There is no state “done”. Expected one of: planned, walking, debrief, finalised"),
        (("--since", "soon"), "“soon” is no day. Expected a date such as 2026-11-21."),
        (("--since", "2026-02-01", "--until", "2026-01-01"), "--until 2026-01-01 lies before --since 2026-02-01."),
        (("--demo", "--real"), "not allowed with argument"),
    ],
)
def test_what_no_journey_has_is_told_with_what_there_is(
    run: Run, command: str, words: tuple[str, ...], told: str
) -> None:
    code, out, err = run(command, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err


def test_a_day_is_set_for_all_that_fit_and_never_for_everything_unasked(run: Run, folder: Path) -> None:
    code, _, err = run("retain", "2030-01-01")
    assert (code, err.startswith("mysteryshop: No journey is named.")) == (2, True)
    code, out, _ = run("retain", "2030-01-01", "--template", "hotel-stay")
    assert (code, out.count("kept until 2030-01-01")) == (0, 3)
    kept = {row["id"] for row in json.loads(run("list", "--json")[1]) if row["retain_until"]}
    assert kept == those(lambda r: r.template.key == "hotel-stay")


@pytest.mark.parametrize(
    "words",
    [
        ("retain", "{0}", "{1}", "never"),
        ("metrics", "{0}", "{1}"),
        ("scan", "{0}", "{1}"),
        ("agreement", "{0}", "{1}"),
        ("export", "{file}", "{0}", "{1}"),
        ("trends", "satisfaction"),
        ("notes", "{0}"),
    ],
)
def test_names_and_options_stand_in_any_order(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Of a script that adds a filter here and there none has to know which words argparse takes first."""
    first, second = sorted(listed(run, "--template", "hotel-stay"))[:2]
    names = [word.format(first, second, file=tmp_path / "out.json") for word in words[1:]]
    asked = {
        "agreement": ["--weights", "linear"],
        "notes": ["--redact", "none"],
        "export": ["--template", "hotel-stay", "--real"],
    }.get(words[0], ["--template", "hotel-stay"])
    said = {run(words[0], *names[:place], *asked, *names[place:]) for place in range(len(names) + 1)}
    ((code, out, _),) = said
    assert (code, bool(out)) == (0, True)


def test_behind_two_dashes_all_are_names(run: Run) -> None:
    assert "There is no journey --tag." in run("notes", "--", "--tag")[2]


def test_the_fields_of_help_are_those_that_the_window_groups_by() -> None:
    assert set(comparing.FIELDS) == set(FIELDS)
    assert len(comparing.FIELDS) == len(FIELDS)


@pytest.mark.parametrize("field", comparing.FIELDS)
def test_groups_are_made_by_every_field_of_the_window(run: Run, field: str) -> None:
    code, out, err = run("compare", "--json", "--by", field, "--b", "all")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["by"] == field
    assert told["groups"]
    assert sum(group["n"] + group["missing"] for group in told["groups"]) >= len(
        {ident for group in told["groups"] for ident in group["journeys"]}
    )


def test_two_groups_are_told_with_their_n_and_as_json(run: Run) -> None:
    words = ("compare", "--by", "leader", "--a", "c. people", "--b", "A. finance", "--measure", "satisfaction")
    told = json.loads(run(*words, "--json")[1])
    assert [group["name"] for group in told["groups"]] == ["C. people", "A. finance"]
    assert (told["measure"], told["unit"], told["filters"]["template"]) == ("satisfaction", "0-10", "airline-passenger")
    assert -1 <= told["cliffs_delta"] <= 1
    assert 0 < told["p"] <= 1
    assert told["figures"]["satisfaction"] == [{k: v for k, v in g.items() if k != "journeys"} for g in told["groups"]]
    said = run(*words)[1]
    assert said.startswith(told["finding"])
    assert f"C. people (n = {len(told['groups'][0]['journeys'])})" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--a", "1999"), '--a: no journey that counts is of "1999". There are: 2026 ('),
        (("--by", "tag", "--template", "hotel-stay"), "No journey that counts has a tag to be grouped by"),
        (("--by", "colour"), "invalid choice: 'colour'"),
        (("--a", "2025", "--b", "2025"), '--a and --b are both "2025".'),
        (("--measure", "satisfacton"), "There is no figure satisfacton. Expected one such as satisfaction"),
        (("--state", "walking"), "No journey counts that fits what was asked"),
    ],
)
def test_groups_that_are_not_there_are_told(run: Run, words: tuple[str, ...], told: str) -> None:
    code, out, err = run("compare", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err


def test_the_second_group_alone_is_not_set_against_itself(run: Run) -> None:
    told = json.loads(run("compare", "--json", "--b", "2026")[1])
    assert [group["name"] for group in told["groups"]] == ["2025", "2026"]


def test_drivers_of_the_journeys_here(run: Run) -> None:
    words = ("drivers", "--predictors", "communication_frequency_per_hour,Speed,cost", "--resamples", "200")
    told = json.loads(run(*words, "--json")[1])
    assert list(told["lmg"]) == ["communication frequency", "speed", "cost"]
    assert (told["outcome"], told["hypothesis"], told["resamples"]) == ("satisfaction", "communication frequency", 200)
    real = json.loads(run(*words, "--json", "--real")[1])
    assert real["n"] == told["n"] - 1
    assert (told["filters"], told["not_counted"]) == ({"relationship": "end-user"}, {})
    assert "Journeys: all templates · End-user. 11 journeys." in run(*words)[1]
    assert "Journeys: Fly as a passenger · End-user. " in run(*words, "--template", "airline-passenger")[1]


def test_a_trend_says_which_journeys_were_chosen_for_it(run: Run) -> None:
    assert "Journeys: Fly as a passenger · End-user · without the demo.\n" in run("trends", "--real")[1]
    told = json.loads(run("trends", "--json", "--real")[1])
    assert told["filters"] == {"demo": "no", "template": "airline-passenger", "relationship": "end-user"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--predictors", "joy"), 'There is no predictor "joy" among journeys. Expected: communication frequency, '),
        (("--predictors", "cost,Cost"), 'The predictor "cost" is named twice.'),
        (("--outcome", "joy"), 'There is no outcome "joy" among journeys. Expected: satisfaction, '),
        (("--control", "joy"), 'There is no control "joy" among journeys. Expected: duration'),
        (("--hypothesis", "cost"), "--hypothesis belongs to a table."),
        (("--csv", "t.csv", "--outcome", "y"), "A table needs --outcome and --predictors."),
        (("--csv", "t.csv", "--outcome", "y", "--predictors", "a", "--tag", "x"), "--tag chooses journeys, not rows"),
        (("--place", "Oslo to Bergen", "--predictors", "speed,cost,quality"), "are too few for 3 predictors"),
    ],
)
def test_drivers_that_cannot_be_told_are_one_line(run: Run, words: tuple[str, ...], told: str) -> None:
    code, out, err = run("drivers", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err
