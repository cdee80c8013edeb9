"""A log as it is kept while it is read: three numbers an event, in arrays, and each name once."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from mysteryshop.errors import InputError
from mysteryshop.journey import Instant

LONGEST_NAME = 1_000  # characters of an activity or a case


@dataclass(slots=True)
class Case:
    """One case: its name, and its events as activity numbers and instants."""

    name: str
    activities: array[int] = field(default_factory=lambda: array("l"))
    instants: array[int] = field(default_factory=lambda: array("q"))

    def __len__(self) -> int:
        return len(self.instants)

    def events(self) -> list[tuple[Instant, int]]:
        """Instant and activity of each event in order of time; those of one instant as the file has them."""
        pairs = list(zip(self.instants, self.activities, strict=True))
        if any(self.instants[n] > self.instants[n + 1] for n in range(len(pairs) - 1)):
            pairs.sort(key=lambda pair: pair[0])
        return pairs


@dataclass(slots=True)
class EventLog:
    """Cases in the order of the file, and the names of activities in the order in which they first appear."""

    name: str
    activities: list[str] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def case(self, name: str) -> Case:
        """A new case of that name."""
        self.cases.append(Case(checked_name(name, "case")))
        return self.cases[-1]

    def add(self, case: Case, activity: str, at: Instant) -> None:
        """One more event of a case. InputError where its name is no name, or its time is out of all calendars."""
        number = self._numbers.get(activity)
        if number is None:
            number = self._numbers[checked_name(activity, "activity")] = len(self.activities)
            self.activities.append(activity)
        case.activities.append(number)
        case.instants.append(at)

    @property
    def events(self) -> int:
        """How many events there are in all."""
        return sum(map(len, self.cases))

    def in_order(self) -> Iterator[tuple[str, float]]:
        """Each activity with its mean place in the cases that have it (0 first, 1 last), the earliest first."""
        totals = [0.0] * len(self.activities)
        counts = [0] * len(self.activities)
        for case in self.cases:
            last = max(1, len(case) - 1)
            for place, (_, activity) in enumerate(case.events()):
                totals[activity] += place / last
                counts[activity] += 1
        means = [total / count if count else 0.0 for total, count in zip(totals, counts, strict=True)]
        for number in sorted(range(len(means)), key=lambda n: (means[n], self.activities[n])):
            yield self.activities[number], means[number]


def checked_name(name: str, what: str) -> str:
    """The name, unless it is too long to be one."""
    if len(name) > LONGEST_NAME:
        title = f"found a name of {len(name):,} characters for the {what}, expected {LONGEST_NAME:,} at most"
        raise InputError(title, "Name the column or attribute that holds names.")
    return name
