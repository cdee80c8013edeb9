"""The words of a comparison that may identify somebody, and the same comparison with other words in their places.

They are places, personas, touchpoints and the names of groups; who walked says so themselves and is not asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mysteryshop.analysis.sides import Place as Row
from mysteryshop.analysis.sides import Sides
from mysteryshop.privacy.decisions import Decisions, settled
from mysteryshop.privacy.redaction import Redactor
from mysteryshop.privacy.scan import scan
from mysteryshop.privacy.texts import Place, Words

if TYPE_CHECKING:
    from mysteryshop.figures import Figures

    from .gathering import Gathered

Rewrite = Callable[[str], str]


def words_of(found: Gathered) -> Words:
    """Every text once, in the order in which a reader meets it."""
    return _once(
        [
            *(("group", name) for name in (*found.labels, *(row.name for row in found.many))),
            *_heads(found.journeys, range(len(found.journeys))),
            *(("touchpoint", place.name) for place in found.sides.places),
        ],
        found.journeys,
    )


def words_of_table(journeys: Figures, ids: Iterable[str]) -> Words:
    """Those of the table of these journeys."""
    return _once(_heads(journeys, [journeys.position[ident] for ident in ids]), journeys)


def decided(words: Words, decisions: Decisions | None) -> tuple[Decisions, int]:
    """What was decided, and how much was kept on purpose; where nobody was asked, all that is proposed is redacted."""
    proposals = scan(words)
    settled_ = settled(Decisions(), proposals, "all") if decisions is None else decisions
    return settled_, sum(not settled_.redacts(proposal) for proposal in proposals)


def _heads(journeys: Figures, rows: Iterable[int]) -> Iterator[tuple[str, str]]:
    columns = [(field, journeys[field]) for field in ("template_name", "place", "persona")]
    for row in rows:
        yield from ((field, str(column[row])) for field, column in columns)


def _once(texts: Iterable[tuple[str, str]], journeys: Figures) -> Words:
    first: dict[str, str] = {}
    for field, text in texts:
        if text:
            first.setdefault(text, field)
    there = (Place("journey", "", number, field, text) for number, (text, field) in enumerate(first.items(), 1))
    return Words(tuple(there), "\n".join(sorted({str(name) for name in journeys["leader"].tolist() if name})))


def redrawn(found: Gathered, decisions: Decisions) -> Gathered:
    """The comparison with placeholders in its groups and charts for what was decided to be redacted."""
    if not decisions.redacted_texts:
        return found
    put = Redactor(decisions)
    laid = found.laid
    labels = tuple(put(label) for label in laid.chosen.labels)
    many = tuple(replace(row, name=put(row.name)) for row in laid.many)
    chosen = replace(laid.chosen, labels=labels, group_of=tuple(map(put, laid.chosen.group_of)))
    sides, spread = _sides(laid.sides, put), _sides(laid.spread, put)
    return replace(found, laid=replace(laid, chosen=chosen, sides=sides, spread=spread, many=many))


def _sides(of: Sides, put: Rewrite) -> Sides:
    sides = tuple(replace(s, name=put(s.name), labels=tuple(map(put, s.labels))) for s in of.sides)
    return replace(of, sides=sides, places=tuple(Row(place.key, put(place.name)) for place in of.places))
