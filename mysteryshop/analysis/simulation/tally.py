"""What many studies come to: coverage, wrong verdicts, silence; as figures and as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from .populations import BY_ID, HYPOTHESIS, KINDS
from .studies import FEWEST, MOST, Study

T = TypeVar("T")
_DRIVER = 0.03  # of the outcome's variance: from here a predictor counts as a driver
_BANDS = ((FEWEST, 19), (20, 49), (50, 99), (100, MOST))


@dataclass(frozen=True, slots=True)
class Tally:
    """Shares, 0..1, over some studies; None where there is nothing to take a share of.

    `coverage` is of all intervals, `coverage_of_drivers` of those of true
    shares from 3 %. `right`, `wrong` and `silent` add up to 1: the verdict names the driver that
    leads, one that does not, or none. `rightly_silent` is of the studies in which no driver leads, `wrong_of_named`
    of those whose verdict names one. `refuted_wrongly` is of the studies in which the hypothesis is true,
    `supported_wrongly` of those in which it is not. `naive_wrong` is of those with a control, had it been left out.
    """

    label: str
    studies: int
    refused: int
    coverage: float | None
    coverage_of_drivers: float | None
    width: float | None
    right: float | None
    wrong: float | None
    silent: float | None
    rightly_silent: float | None
    wrong_of_named: float | None
    refuted_wrongly: float | None
    supported_wrongly: float | None
    naive_wrong: float | None

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def tally(label: str, studies: Sequence[Study]) -> Tally:
    """The figures of these studies."""
    hits = [pair for study in studies for pair in zip(study.shares, study.covered, strict=True)]
    widths = [study.width for study in studies if study.covered]
    true = [s for s in studies if s.true_leader == HYPOTHESIS]
    untrue = [s for s in studies if s.true_leader != HYPOTHESIS]
    return Tally(
        label=label,
        studies=len(studies),
        refused=sum(s.refused for s in studies),
        coverage=_share(hits, lambda hit: hit[1]),
        coverage_of_drivers=_share((hit for hit in hits if hit[0] >= _DRIVER), lambda hit: hit[1]),
        width=sum(widths) / len(widths) if widths else None,
        right=_share(studies, lambda s: s.named is not None and not s.wrong),
        wrong=_share(studies, lambda s: s.wrong),
        silent=_share(studies, lambda s: s.named is None),
        rightly_silent=_share((s for s in studies if s.true_leader is None), lambda s: s.named is None),
        wrong_of_named=_share((s for s in studies if s.named is not None), lambda s: s.wrong),
        refuted_wrongly=_share(true, lambda s: s.hypothesis_verdict == "refuted"),
        supported_wrongly=_share(untrue, lambda s: s.hypothesis_verdict == "supported"),
        naive_wrong=_share(
            (s for s in studies if BY_ID[s.kind].duration),
            lambda s: s.naive is not None and s.naive != s.true_leader,
        ),
    )


def _share(items: Iterable[T], holds: Callable[[T], bool]) -> float | None:
    answers = [holds(item) for item in items]
    return sum(answers) / len(answers) if answers else None


def tallies(studies: Sequence[Study]) -> list[Tally]:
    """All studies, then by kind of truth, then by how many journeys they have."""
    parts = [tally("all", studies)]
    parts += [tally(kind.id, [s for s in studies if s.kind == kind.id]) for kind in KINDS]
    for low, high in _BANDS:
        parts.append(tally(f"n {low}-{high}", [s for s in studies if low <= s.n <= high]))
    return parts
