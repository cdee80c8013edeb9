"""Reads the logs with pm4py and compares: run with pm4py's environment, which has nothing of ours."""

from __future__ import annotations

import itertools
import json
import sys
import warnings
from pathlib import Path
from typing import Any

import pandas
import pm4py

MOST_LETTERS = 2_000  # of a value that stands beside every event


def main(folder: Path) -> None:
    """Any difference stops it."""
    told = json.loads((folder / "journeys.expected").read_text(encoding="utf-8"))
    for suffix in ("xes", "xes.gz"):
        compare_xes(pm4py.read_xes(str(folder / f"journeys.{suffix}")), told)
    compare_ocel(pm4py.read_ocel2_json(str(folder / "journeys.ocel.json")), told)
    compare_ocel(pm4py.read_ocel2_sqlite(str(folder / "journeys.ocel.sqlite")), told)
    others = json.loads((folder / "others.expected").read_text(encoding="utf-8"))
    for file, cases in others.items():
        compare_cases(pm4py.read_xes(file, return_legacy_log_object=True), cases)
    events = sum(map(len, told.values()))
    print(f"pm4py {pm4py.__version__}: {len(told)} journeys with {events} events the same in XES and OCEL 2.0, twice;")
    print(f"{sum(map(len, others.values()))} cases of {len(others)} logs of others have the same figures")


def compare_xes(frame: pandas.DataFrame, told: dict[str, Any]) -> None:
    """The same cases, events, order and times to the microsecond."""
    same(list(dict.fromkeys(frame["case:concept:name"])), list(told), "cases")
    for case, rows in frame.groupby("case:concept:name", sort=False):
        found = [
            [row["concept:name"], row["lifecycle:transition"], when(row["time:timestamp"]), row["kind"],
             known(row["org:role"]), known(row["touchpoint"])]
            for _, row in rows.iterrows()
        ]  # fmt: skip
        same(found, [event[:6] for event in told[str(case)]], f"events of {case}")
    for column in frame.columns:  # nothing but plain values: a plan repeated beside every event would be neither
        longest = max(len(str(value)) for value in frame[column])
        same([type(v).__name__ for v in frame[column] if isinstance(v, (dict, list))], [], f"kinds of {column}")
        same(longest <= MOST_LETTERS, True, f"{column} is short")


def compare_ocel(log: Any, told: dict[str, Any]) -> None:
    """The same events of each journey in the same order, with the same touchpoints and roles."""
    names = {row["ocel:oid"]: row["name"] for _, row in log.objects.iterrows()}
    kinds = {row["ocel:oid"]: row["ocel:type"] for _, row in log.objects.iterrows()}
    same({oid for oid, kind in kinds.items() if kind == "journey"}, set(told), "journeys")
    around: dict[str, dict[str, str]] = {}
    for _, row in log.relations.iterrows():
        around.setdefault(row["ocel:eid"], {})[kinds[row["ocel:oid"]]] = row["ocel:oid"]
    found: dict[str, list[Any]] = {}
    for _, row in log.events.iterrows():
        near = around[row["ocel:eid"]]
        place, role = near.get("touchpoint"), near.get("role")
        event = [row["ocel:activity"], when(row["ocel:timestamp"]), place and names[place], role and names[role]]
        found.setdefault(near["journey"], []).append(event)
    for journey, events in told.items():
        wanted = [[e[6], e[2], e[0] if e[3] == "skip" else e[5], e[4]] for e in events]
        same([e[1] for e in found[journey]], [e[1] for e in wanted], f"times of {journey}")
        same(sorted(map(str, found[journey])), sorted(map(str, wanted)), f"events of {journey}")


def compare_cases(log: Any, cases: list[Any]) -> None:
    """Figures of each case, worked out from the traces that pm4py read; a trace that stands there twice is one case."""
    found = []
    for trace in log:
        events = sorted(((e["time:timestamp"], e["concept:name"]) for e in trace), key=lambda event: event[0])
        times = [time for time, _ in events]
        gaps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(times)]
        figures = [
            trace.attributes["concept:name"],
            len(events),
            sum(gaps),
            max([0.0, *gaps]),
            len({n for _, n in events}),
        ]
        if (figures, events) not in found:
            found.append((figures, events))
    same(len(found), len(cases), "cases")
    for (figures, _), wanted in zip(found, cases, strict=True):
        same([round(f, 6) if isinstance(f, float) else f for f in figures], wanted, f"figures of {wanted[0]}")


def when(time: Any) -> str:
    """A time as the other side writes it."""
    return str(pandas.Timestamp(time).tz_convert("UTC").isoformat(timespec="microseconds"))


def known(value: Any) -> Any:
    """None for what pandas calls missing."""
    return None if pandas.isna(value) else value


def same(found: Any, wanted: Any, what: str) -> None:
    """Stop where they differ."""
    if found != wanted and not isinstance(found, list):
        raise SystemExit(f"{what}: found {found}, expected {wanted}")
    if found != wanted:
        first = next(
            (pair for pair in zip(found, wanted, strict=False) if pair[0] != pair[1]), (len(found), len(wanted))
        )
        raise SystemExit(f"{what}: found {first[0]}, expected {first[1]}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(Path(sys.argv[1]))
