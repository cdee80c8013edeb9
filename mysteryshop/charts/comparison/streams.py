"""Findings on their way from a condition over a touchpoint to the customer: what the chart of chains is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mysteryshop.analysis.board.chains import Chain, alike
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.wording import counted, sentence
from mysteryshop.vocabulary import CHAIN_VERDICTS, KINDS, by_id

NAME = "Cause and effect"
NOTHING = "No finding names a condition yet: the debrief asks what held the people who serve back"
SEVERITIES = by_id(KINDS, "friction").level_labels
_MOST = 9  # cards of a column; what is rarer is gathered in one
_UNSAID = "effect not named"
_EVERYWHERE = "the whole journey"


@dataclass(frozen=True, slots=True)
class Stream:
    """One finding on its way through the three columns."""

    key: str
    condition: str
    touchpoint: str
    effect: str
    worst: int  # 0-4
    delight: bool  # amplify, and no friction behind it
    verdict: str


@dataclass(frozen=True, slots=True)
class ChainsData:
    """All streams with a title; `streams` in the order of the chains, the most suffered first."""

    title: str
    streams: tuple[Stream, ...]
    frictions: int
    journeys: int
    verdicts: tuple[tuple[str, int], ...]  # chains by verdict


def prepare(chains: Sequence[Chain]) -> ChainsData:
    """From the chains; pure, for a worker thread."""
    streams = tuple(stream for chain in chains for stream in _streams(chain))
    frictions = {(f.walk.id, m) for c in chains for f in c.found for m, _ in f.severities}
    journeys = {f.walk.id for c in chains for f in c.found}
    verdicts = tuple((t.id, sum(c.verdict == t.id for c in chains)) for t in CHAIN_VERDICTS)
    return ChainsData(_title(chains, len(streams)), streams, len(frictions), len(journeys), verdicts)


def _title(chains: Sequence[Chain], n: int) -> str:
    if not chains:
        return NAME
    widest = max(chains, key=lambda c: (len(c.found), c.severity))
    place = clean(widest.name) or _EVERYWHERE
    return f"Most findings lead from {widest.label.lower()} over {place}: {len(widest.found)} of {n}"


def _streams(chain: Chain) -> Iterator[Stream]:
    effects = {alike(e): clean(e) for e in chain.effects}  # those that say the same are one
    place, label, verdict = clean(chain.name) or _EVERYWHERE, chain.label, chain.verdict
    for found in chain.found:
        effect = effects.get(alike(found.finding.effect), "") or _UNSAID
        delight = found.finding.triage == "amplify" and not found.severities
        yield Stream(found.key, label, place, effect, found.worst, delight, verdict)


def empty(data: ChainsData) -> bool:
    """Whether no finding names a condition."""
    return not data.streams


def describe(data: ChainsData) -> str:
    """The chart in words, with its figures: the ten widest chains."""
    if empty(data):
        return f"{NAME}. {NOTHING}."
    groups: dict[tuple[str, str, str], list[Stream]] = {}
    for stream in data.streams:
        groups.setdefault((stream.condition, stream.touchpoint, stream.verdict), []).append(stream)
    widest = sorted(groups.items(), key=lambda item: -len(item[1]))[:10]
    told = [
        sentence(f"{condition} \u2192 {place}: {counted(len(those), 'finding')}, {worst_of(those)}, {verdict}")
        for (condition, place, verdict), those in widest
    ]
    return " ".join([sentence(data.title), f"{n_of(data)}.", *told])


def n_of(data: ChainsData) -> str:
    parts = (
        counted(len(data.streams), "finding"),
        counted(data.frictions, "friction"),
        counted(data.journeys, "journey"),
    )
    return f"n = {', '.join(parts)}"


def worst_of(streams: Iterable[Stream]) -> str:
    level = max((s.worst for s in streams), default=0)
    return f"worst {SEVERITIES[level - 1]}" if level else "no graded friction"


@dataclass(slots=True)
class Card:
    """One stop of a column: the streams through it, and where it lies on the page."""

    name: str
    streams: list[int]
    rest: bool = False  # what is rarer, gathered
    top: float = 0.0
    bottom: float = 0.0


WAYS: tuple[Callable[[Stream], str], ...] = (lambda s: s.condition, lambda s: s.touchpoint, lambda s: s.effect)
RESTS = ("more conditions", "more touchpoints", "more effects")


def cards_of(streams: Sequence[Stream], way: Callable[[Stream], str], rest: str = "") -> list[Card]:
    """The cards of a column, the fullest first; beyond `_MOST` those with the fewest streams become one."""
    by_name: dict[str, Card] = {}
    for index, stream in enumerate(streams):
        by_name.setdefault(way(stream), Card(way(stream), [])).streams.append(index)
    cards = sorted(by_name.values(), key=lambda c: -len(c.streams))
    if len(cards) <= _MOST:
        return cards
    kept, rare = cards[: _MOST - 1], cards[_MOST - 1 :]
    return [*kept, Card(f"{len(rare)} {rest}", sorted(i for c in rare for i in c.streams), True)]


def untangle(columns: list[list[Card]]) -> None:
    """Order each column after the one before it, so that ribbons cross as little as that allows."""
    for before, cards in pairwise(columns):
        places = {index: place for place, card in enumerate(before) for index in card.streams}
        cards.sort(key=lambda card: (card.rest, sum(places[i] for i in card.streams) / len(card.streams)))
