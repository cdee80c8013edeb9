"""What a killed desk had said was stored, and whether the folder holds it: all of that, and nothing by halves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mysteryshop.store import check, keyfile
from mysteryshop.store.chain import Edit
from mysteryshop.store.database import Database
from mysteryshop.store.keyfile import FolderKey
from mysteryshop.store.queries import Queries
from tests.crash.desk import print_of

Said = dict[str, Any]
Heads = dict[str, tuple[int, str]]  # of each journey how many edits it has, and the hash of the last one


@dataclass
class Tally:
    """What all runs come to."""

    runs: int = 0
    struck: Counter[str] = field(default_factory=Counter)  # what was under way when the kill came
    acknowledged: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    unclean: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        struck = ", ".join(f"{kind} {count}" for kind, count in sorted(self.struck.items()))
        stored = ", ".join(f"{count:,} {kind}s" for kind, count in sorted(self.acknowledged.items()))
        return (
            f"{self.runs} runs killed with SIGKILL (during: {struck}); acknowledged: {stored}; "
            f"lost: {len(self.lost)}; half-written: {len(self.half)}; check not clean: {len(self.unclean)}."
        )


class Promised:
    """What must be in the folder, followed from what its desk says."""

    def __init__(self, folder: Path, bundles: dict[str, Heads]) -> None:
        self.folder, self.bundles = folder, bundles
        self.held = ""  # the passphrase
        self.own: dict[str, dict[int, Said]] = {}
        self.foreign: Heads = {}
        self.purged: set[str] = set()
        self.tally = Tally()

    def follow(self, lines: list[Said]) -> Said:
        """Take all that was said into account; what was begun last and perhaps not done."""
        begun: Said = {}
        for line in lines:
            if "begin" in line:
                begun = line
            elif line["done"] == "edit":
                self.own.setdefault(line["journey"], {})[line["seq"]] = line
                self.tally.acknowledged["edit"] += 1
            else:
                self._done(begun)
                self.tally.acknowledged[line["done"]] += 1
                begun = {"begin": "opening"}
        self.tally.runs += 1
        self.tally.struck[begun["begin"]] += 1
        return begun

    def _done(self, begun: Said) -> None:
        if begun["begin"] == "passphrase":
            self.held = begun["new"]
        elif begun["begin"] == "purge":
            self._gone(begun["journey"])
        else:
            self.foreign, self.purged = self._with(begun)

    def _gone(self, journey: str) -> None:
        self.own.pop(journey, None)
        self.foreign.pop(journey, None)
        self.purged.add(journey)

    def _with(self, begun: Said) -> tuple[Heads, set[str]]:
        """The journeys of others with those of a bundle, and what is still away."""
        brought = {
            ident: max(head, self.foreign.get(ident, head))
            for ident, head in self.bundles[begun["file"]].items()
            if begun["back"] or ident in self.foreign or ident not in self.purged
        }
        return {**self.foreign, **brought}, self.purged - brought.keys()

    def looked_over(self, begun: Said) -> None:
        """Open the folder as the app would after the crash, and hold what it has against what was said."""
        key = self._unlock(begun)
        with Database.open(self.folder, create=True, exclusive=True, key=key) as database:
            queries = Queries(database)
            self._look_at_journeys(queries, begun)
            self._note("half", [str(warning) for warning in database.warnings])
            if database.key is None:
                self.held, key = "", None  # a removal that was broken off is complete now
        self._note("unclean", [f"{line.name}: {line.text}" for line in check(self.folder, key) if not line.ok])
        self._note("half", [name for name in ("purge.pending",) if (self.folder / name).exists()])

    def _note(self, what: str, found: list[str]) -> None:
        getattr(self.tally, what).extend(f"run {self.tally.runs}: {each}" for each in found)

    def _unlock(self, begun: Said) -> FolderKey | None:
        """The passphrase before, or the one that was just being set; either is right."""
        if not keyfile.is_locked(self.folder):
            if self.held and begun.get("new") != "":
                self._note("half", ["the folder has no passphrase any more"])
            self.held = ""
            return None
        for each in filter(None, (self.held, begun.get("new"))):
            try:
                key = keyfile.unlock(self.folder, each)
            except keyfile.WrongPassphrase:
                continue
            self.held = each
            return key
        raise AssertionError("neither the old passphrase nor the new one opens the folder")

    def _look_at_journeys(self, queries: Queries, begun: Said) -> None:
        there = {ident: queries.edits(ident) for ident in queries.ids()}
        self._settle_purge(queries, begun, there)
        heads = {i: (len(edits), edits[-1].hash.hex()) for i, edits in there.items() if i.startswith("theirs")}
        if begun["begin"] == "bundle" and heads != self.foreign:
            self.foreign, self.purged = self._with(begun)  # all of it, then
        if heads != self.foreign:
            self._note("half", [f"{heads} of others instead of {self.foreign}"])
        self._note("half", [f"{i}: {p}" for i in there if not (p := queries.prove(i)).ok])
        self._note("lost", [f"journey {i}" for i in self.own if i not in there])
        for ident in there.keys() - heads.keys():
            self._look_at_edits(ident, there[ident])
        away = {purge.journey for purge in queries.purges()}
        self._note("lost", [f"the purge of {i}" for i in self.purged if i not in away or i in there])

    def _settle_purge(self, queries: Queries, begun: Said, there: dict[str, list[Edit]]) -> None:
        if begun["begin"] == "purge" and begun["journey"] not in there:
            purged = {purge.journey for purge in queries.purges()}
            if begun["journey"] in purged:  # otherwise it is missed as any other
                self._gone(begun["journey"])

    def _look_at_edits(self, journey: str, edits: list[Edit]) -> None:
        said = self.own.setdefault(journey, {})
        last = max(said, default=0)
        if len(edits) > last + 1:
            self._note("half", [f"journey {journey} has {len(edits)} edits, {last} were acknowledged"])
        for seq, line in said.items():
            if seq > len(edits) or not _is_as_said(edits[seq - 1], line):
                self._note("lost", [f"edit {seq} of {journey}"])
        for edit in edits[last:]:  # stored and not acknowledged: from now on it stays
            prints = {c.item.id: print_of(c.after) for c in edit.changes.items if c.after is not None}
            said[edit.seq] = {"verb": edit.verb, "prints": prints, "removed": []}


def _is_as_said(edit: Edit, line: Said) -> bool:
    after = {c.item.id: c.after for c in edit.changes.items}
    prints = {ident: print_of(item) for ident, item in after.items() if item is not None}
    gone = all(after.get(ident) is None for ident in line["removed"])
    return edit.verb == line["verb"] and {**prints, **line["prints"]} == prints and gone
