"""--redact: what may identify a person is proposed whenever a journey leaves by the command line."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError

from . import terminal

if TYPE_CHECKING:
    from mysteryshop.journey import Record
    from mysteryshop.privacy.decisions import Decisions
    from mysteryshop.privacy.redaction import Cleared
    from mysteryshop.privacy.scan import Proposal
    from mysteryshop.privacy.texts import Words
    from mysteryshop.store.database import Database

POLICIES = ("all", "none", "ask")
_HELP = (
    "what may identify a person (names, numbers, addresses): redact all of it, none, or ask case by case. Without it: "
    "what was decided in an earlier export stands, and of the rest a terminal is asked; where there is none it is "
    "redacted, and told beside the output. The record itself is never altered"
)
_ANSWERS = {"r": (True, False), "": (None, False), "k": (False, False), "a": (True, True), "n": (False, True)}


def add_redact(parser: ArgumentParser) -> None:
    """The option --redact."""
    parser.add_argument("--redact", choices=POLICIES, help=_HELP)


class Clearing:
    """Journeys as they may leave, each by what was decided of it; `tell` says beside the output what was redacted."""

    def __init__(self, args: Namespace, database: Database) -> None:
        from mysteryshop.store.queries import Queries

        self._policy: str | None = args.redact
        self._database = database
        self._queries = Queries(database)
        self._counts: Counter[str] = Counter()
        if self._policy == "ask":
            _somebody()

    def one(self, journey: str) -> Cleared:
        """The journey with that id."""
        from mysteryshop.privacy import redaction

        record = self._queries.load(journey)
        if self._policy == "none":
            return redaction.declined(record)
        proposals, decisions = self._decided(record)
        result = redaction.cleared(record, proposals, decisions)
        self._counts.update(result.counts)
        return result

    def records(self, journeys: Iterable[str]) -> Iterator[Record]:
        """Those journeys one after the other."""
        return (self.one(journey).record for journey in journeys)

    def tell(self) -> None:
        """Say what was redacted, where anything was."""
        from mysteryshop.privacy.redaction import sentence

        if self._counts:
            terminal.warn(f"mysteryshop: {sentence(self._counts)} --redact none writes everything.")

    def _decided(self, record: Record) -> tuple[tuple[Proposal, ...], Decisions]:
        from mysteryshop.privacy.decisions import from_text, settled, to_text
        from mysteryshop.privacy.scan import scan
        from mysteryshop.store import redactions

        proposals = scan(record)
        kept = from_text(redactions.read(self._database, record.journey.id))
        asked = kept
        if self._policy == "ask" or (self._policy is None and _is_somebody_there()):
            asked = _asked(proposals, kept, again=self._policy == "ask")
        decided = settled(asked, proposals, self._policy if self._policy == "all" else None)
        if asked != kept:
            redactions.keep(self._database, record.journey.id, to_text(asked))
        return proposals, decided


def decided_of(policy: str | None, words: Words) -> Decisions:
    """What is redacted of what is made of many journeys: nothing of it is kept for the next time."""
    from mysteryshop.privacy.decisions import Decisions, settled
    from mysteryshop.privacy.scan import scan

    if policy == "ask":
        _somebody()
    proposals, asked = scan(words), Decisions()
    if policy == "ask" or (policy is None and _is_somebody_there()):
        asked = _asked(proposals, asked, again=True)
    return settled(asked, proposals, policy if policy in ("all", "none") else None)


def _somebody() -> None:
    if not _is_somebody_there():
        raise InputError("--redact ask: there is no terminal to ask at.", "Say --redact all or --redact none.")


def _is_somebody_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _asked(proposals: tuple[Proposal, ...], decisions: Decisions, *, again: bool) -> Decisions:
    """Ask of each proposal that nothing was decided of, or `again` of all of them."""
    alike: dict[str, bool] = {}
    for number, proposal in enumerate(proposals, 1):
        before = decisions.redacts(proposal)
        if before is not None and not again:
            continue
        redact = alike.get(proposal.kind)
        if redact is None:
            redact, for_all = _answer(f"[{number}/{len(proposals)}]", proposal, before is not False)
            if for_all:
                alike[proposal.kind] = redact
        decisions = decisions.decided(proposal.kind, proposal.text, redact)
    return decisions


def _answer(number: str, proposal: Proposal, usual: bool) -> tuple[bool, bool]:
    """Whether to redact, and whether all of the kind alike."""
    from mysteryshop.privacy.kinds import kind_of

    kind = kind_of(proposal.kind)
    before, it, after = proposal.found[0].around()
    places = f", {len(proposal.found)} times" if len(proposal.found) > 1 else ""
    where = proposal.found[0].place.label
    terminal.warn(terminal.plain(f"{number} {kind.label} ({proposal.confidence}: {proposal.why}), {where}{places}"))
    terminal.warn(f"    {terminal.plain(before)}[{terminal.plain(it)}]{terminal.plain(after)}")
    while True:
        shown = "R/k" if usual else "r/K"
        sys.stderr.write(f"    redact, keep, or for all {kind.plural}: a redacts them, n keeps them [{shown}/a/n] ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise InputError("Nobody answered; nothing was exported.", "Say --redact all or --redact none.")
        said = _ANSWERS.get(line.strip().casefold()[:1])
        if said is not None:
            return (usual if said[0] is None else said[0]), said[1]
