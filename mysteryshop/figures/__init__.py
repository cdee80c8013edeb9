"""The figures of all journeys, kept beside the evidence and brought up to date by what changed.

refresh(database)                        on the writer: compute what is out of date, in batches
computed(database, 100), keep(...)       the same in two halves: computing on any thread, keeping on the writer
columns(database, Filter(...))           once: the journeys of a filter as arrays
FigureTable(database).columns(...)       again and again: kept in memory, only what changed is read anew
touchpoints(database, figures)           the same journeys touchpoint by touchpoint
"""

from __future__ import annotations

from .figures import HEADS, Figures
from .filters import REASONS, Filter, told
from .keeping import Batch, computed, keep, out_of_date, refresh
from .reading import FigureTable, columns
from .touchpoints import Expected, Frictions, Touchpoints, TouchpointTable, frictions, touchpoints

__all__ = [
    "HEADS",
    "REASONS",
    "Batch",
    "Expected",
    "FigureTable",
    "Figures",
    "Filter",
    "Frictions",
    "TouchpointTable",
    "Touchpoints",
    "columns",
    "computed",
    "frictions",
    "keep",
    "out_of_date",
    "refresh",
    "told",
    "touchpoints",
]
