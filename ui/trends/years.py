"""The years side by side as a table: n, the median, and how it varies."""

from __future__ import annotations

from ..widgets.opening_table import OpeningTable

COLUMNS = (
    ("Year", "The year in which the journey began, where it was walked."),
    ("n", "Journeys that have this figure."),
    ("Median", "The middle value; of fewer than five the lowest and the highest."),
    ("Middle half", "From the lower to the upper quartile; from 8 journeys on."),
    ("95 % interval", "Of the median, by resampling the journeys; from 8 journeys on."),
)


TIP = "Click a year for its journeys, or go to it with Tab and the arrow keys and press Enter."


class YearTable(OpeningTable):
    """One row a year, the first one first."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, "trends.table", "The years side by side", TIP)
