"""From the store into memory: everything once, and then only what changed since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from mysteryshop.analysis.figure_columns import FIGURE_COLUMNS, METHOD
from mysteryshop.errors import InputError
from mysteryshop.journey import SECOND
from mysteryshop.store import kept
from mysteryshop.store.database import Database
from mysteryshop.store.rows import IDS, ORIGIN, RELATIONSHIP, STATE

from .figures import HEADS, NEVER, Figures, frozen, joined
from .filters import REASONS, Filter
from .touchpoints import TouchpointTable

Mask = NDArray[np.bool_]
_WIDTH = len(kept.HEAD_FIELDS)
_ORDER = [kept.FIELDS.index(column.field) for column in FIGURE_COLUMNS]
_EVERYTHING = Filter()


def columns(database: Database, wanted: Filter = _EVERYTHING) -> Figures:
    """The journeys of a filter as arrays, read once; whoever asks again keeps a `FigureTable`."""
    return FigureTable(database).columns(wanted)


class FigureTable:
    """All journeys in memory. Used from one thread at a time; what it returns may go anywhere."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._versions: dict[int, tuple[Any, ...]] = {}
        self._all = _figures([])
        self._along: TouchpointTable | None = None

    def everything(self) -> Figures:
        """Every journey as it stands now, whatever its state; only what changed is read."""
        found = {row[0]: row for row in kept.versions(self._database)}
        changed = [key for key, version in found.items() if self._versions.get(key) != version]
        gone = [key for key in self._versions if key not in found]
        if changed or gone:
            # Page by page, so that no step holds up the window's thread.
            fresh = [_figures(page) for page in kept.rows(self._database, changed)] if changed else []
            read = [key for part in fresh for key in part["key"].tolist()]
            old = self._all.take(~np.isin(self._all["key"], [*read, *changed, *gone]))
            self._all = joined([old, *fresh])
            self._versions = found
        return self._all

    def along(self) -> TouchpointTable:
        """The same journeys touchpoint by touchpoint, as of the last look at everything."""
        if self._along is None:
            self._along = TouchpointTable(self._database)
        self._along.bring_up(self._versions)
        return self._along

    def columns(self, wanted: Filter = _EVERYTHING) -> Figures:
        """The journeys of a filter that count, with how many were left out and why. InputError for unknown reasons."""
        return self.chosen(self.everything(), wanted)

    def chosen(self, everything: Figures, wanted: Filter) -> Figures:
        """As `columns`, of journeys that were read before: for many filters in a row."""
        mask = _matching(everything, wanted)
        if wanted.text.split():
            mask &= np.isin(everything["key"], list(self.holding(wanted.text)))
        found = everything.take(mask)
        reasons = _reasons(found, wanted)
        counts = found.take(reasons == 0)
        each = np.bincount(reasons, minlength=len(REASONS) + 1)[1:].tolist()
        return Figures(counts.heads, counts.values, {r: n for r, n in zip(REASONS, each, strict=True) if n})

    def holding(self, text: str) -> frozenset[int]:
        """The numbers of the journeys in whose head or moments every one of those words stands."""
        words = text.casefold().split()
        return frozenset(kept.holding(self._database, words)) if words else frozenset()


def _matching(of: Figures, wanted: Filter) -> Mask:
    mask = np.ones(len(of), dtype=np.bool_)
    for name in ("template", "relationship", "place", "leader", "persona", "state", "origin"):
        if value := getattr(wanted, name):
            mask &= of[name] == value
    if wanted.tag:
        mask &= np.array([wanted.tag in words.split("\n") for words in of["tags"]], dtype=np.bool_)
    if wanted.demo:
        mask &= of["demo"] == (wanted.demo == "yes")
    if wanted.since is not None:
        mask &= of["day"] >= wanted.since.toordinal()
    if wanted.until is not None:
        mask &= (of["day"] <= wanted.until.toordinal()) & (of["day"] != NEVER)
    return mask


def _reasons(of: Figures, wanted: Filter) -> NDArray[np.int64]:
    """For each journey the first reason why it does not count: its place in REASONS from 1 on, 0 where it counts."""
    if unknown := wanted.take_in - set(REASONS):
        raise InputError(f"{sorted(unknown)[0]!r} is no reason.", f"Expected one of: {', '.join(REASONS)}.")
    state, asked = of["state"], (wanted.state, wanted.origin)
    holds = {
        "excluded": (state == "excluded") & (asked[0] != "excluded"),
        "unfinished": (state != "finalised") & (state != "excluded") & (state != asked[0]),
        "tainted": of["tainted"],
        "event log": (of["origin"] == "log") & (asked[1] != "log"),
    }
    found = np.zeros(len(of), dtype=np.int64)
    for place, reason in reversed(list(enumerate(REASONS, start=1))):
        if reason not in wanted.take_in:
            found[holds[reason]] = place
    return found


def _figures(rows: Sequence[tuple[Any, ...]]) -> Figures:
    """A page of `kept.rows` as arrays."""
    heads = list(zip(*(row[:_WIDTH] for row in rows), strict=True)) or [()] * _WIDTH
    said = dict(zip(kept.HEAD_FIELDS, heads, strict=True))
    said["template"] = said.pop("template_key")
    said["tainted"] = tuple(bool(a or b) for a, b in zip(said.pop("recognised"), said.pop("favoured"), strict=True))
    for name, codec in (("state", STATE), ("origin", ORIGIN), ("relationship", RELATIONSHIP)):
        said[name] = tuple(codec.read(code) for code in said[name])
    said["tags"] = tuple("\n".join(IDS.read(words)) if words != "[]" else "" for words in said["tags"])
    for name in ("started_at", "ended_at"):
        said[name] = tuple(NEVER if at is None else at for at in said[name])
    said["current"] = tuple(row[1] == row[_WIDTH] and row[_WIDTH + 1] == METHOD for row in rows)
    days = [_day(at, zone) for at, zone in zip(said["started_at"], said["zone"], strict=True)]
    said["day"] = tuple(NEVER if day is None else day.toordinal() for day in days)
    said["year"] = tuple(0 if day is None else day.year for day in days)
    arrays = {name: frozen(np.array(said[name], dtype=kind)) for name, kind in HEADS.items()}
    values = np.array([row[_WIDTH + 2 :] for row in rows], dtype=np.float64).reshape(len(rows), len(kept.FIELDS))
    return Figures(arrays, frozen(values[:, _ORDER]))


def _day(at: int, zone: str) -> date | None:
    return None if at == NEVER else datetime.fromtimestamp(at / SECOND, _zone(zone)).date()


_zone: Callable[[str], ZoneInfo] = cache(ZoneInfo)
