"""Where a note beside a curve finds room: the cheapest place that covers no line and leaves no panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom; points from the upper left corner
Point: TypeAlias = tuple[float, float]
Segment: TypeAlias = tuple[Point, Point]  # horizontal or vertical
Floats: TypeAlias = NDArray[np.float64]
Truths: TypeAlias = NDArray[np.bool_]

_FIRST = 120  # candidates: most callouts find their place among these
_CLEAR = 3.0  # points between the words and anything else
_SIDEWAYS = (8.0, 16.0, 30.0, 50.0, 80.0, 120.0)  # points from the step to words beside it
_ABOVE = (6.0, 14.0, 26.0, 44.0, 70.0)  # points from the step to words above or below it


@dataclass(frozen=True, slots=True)
class Callout:
    """A place for the words, the line that leads to them from the step, and how far off they are."""

    box: Box
    root: Point  # where the leader leaves the step
    foot: Point  # where it meets the words
    cost: float


class Room:
    """The space of one panel: a curve that nothing may cover, other lines and boxes that words may not cover."""

    def __init__(self, panel: Box, curve: Sequence[Segment], lines: Sequence[Segment], taken: Sequence[Box]) -> None:
        self.panel, self.curve = panel, _spans(curve)
        around = np.concatenate([self.curve, _spans(lines)]) + np.array([-_CLEAR, -_CLEAR, _CLEAR, _CLEAR])
        self.blocked = np.concatenate([around, np.array(taken, dtype=float).reshape(-1, 4)])

    def take(self, box: Box) -> None:
        """Nothing else may stand there."""
        self.blocked = np.concatenate([self.blocked, np.array([box])])

    def place(self, step: Segment, width: float, height: float, *, within: float = np.inf) -> Callout | None:
        """The cheapest free box for words of that size beside the horizontal `step`; None where there is none.

        `within` is the cost from which on a place is of no interest.
        """
        boxes, leaders, costs = _candidates(step, width, height)
        left, top, right, bottom = boxes.T
        inside = (left >= self.panel[0]) & (top >= self.panel[1]) & (right <= self.panel[2]) & (bottom <= self.panel[3])
        found = np.flatnonzero(inside & (costs < within))
        ordered = found[np.argsort(costs[found], kind="stable")]
        for chunk in (ordered[:_FIRST], ordered[_FIRST:]):
            free = chunk[~_meet(boxes[chunk], self.blocked)]
            free = free[~self._crossed(leaders[free], step)]
            if len(free):
                box, leader = boxes[free[0]].tolist(), leaders[free[0]].tolist()
                return Callout(tuple(box), tuple(leader[:2]), tuple(leader[2:]), float(costs[free[0]]))
        return None

    def _crossed(self, leaders: Floats, step: Segment) -> Truths:
        """Which leaders cross the curve; touching at the root does not count."""
        own = np.array([*np.min(step, axis=0), *np.max(step, axis=0)])
        others = self.curve[~np.all(np.isclose(self.curve, own), axis=1)]
        root, way = leaders[:, :2], leaders[:, 2:] - leaders[:, :2]
        start = root + way * np.minimum(1.0, 3.0 / np.maximum(np.hypot(way[:, :1], way[:, 1:]), 1e-9))
        ends = np.stack([start, leaders[:, 2:]], axis=1)
        spans = np.concatenate([ends.min(axis=1) - 1.0, ends.max(axis=1) + 1.0], axis=1)
        return _meet(spans, others)


def _spans(segments: Sequence[Segment]) -> Floats:
    """The bounding box of each segment."""
    ends = np.array(segments, dtype=float).reshape(-1, 2, 2)
    return np.concatenate([ends.min(axis=1), ends.max(axis=1)], axis=1)


def _meet(boxes: Floats, others: Floats) -> Truths:
    """Which of the boxes overlaps any of the others."""
    a, b = boxes[:, None, :], others[None, :, :]
    overlap = (a[..., 0] <= b[..., 2]) & (b[..., 0] <= a[..., 2]) & (a[..., 1] <= b[..., 3]) & (b[..., 1] <= a[..., 3])
    return np.asarray(overlap.any(axis=1))


def _candidates(step: Segment, width: float, height: float) -> tuple[Floats, Floats, Floats]:
    """Boxes beside the step, above and below it, with their leaders and costs."""
    (x0, y), (x1, _) = sorted(step)
    gap, shift, right = _beside()
    left = np.where(right, x1 + gap, x0 - gap - width)
    middle = y + shift * height / 6
    root, foot = np.where(right, x1, x0), np.where(right, left - 2, left + width + 2)
    beside = (
        left,
        middle - height / 2,
        np.stack([root, np.full_like(root, y), foot, middle], 1),
        gap + 1.2 * abs(middle - y),
    )
    gap, share, hang, up = _over()
    root = x0 + (x1 - x0) * share
    left = root + hang * (width - 12) - 6
    top = np.where(up, y - gap - height, y + gap)
    edge = np.where(up, y - gap + 1, y + gap - 1)
    over = left, top, np.stack([root, np.full_like(root, y), root, edge], 1), gap + 4 + abs(left + width / 2 - root) / 3
    lefts, tops = np.concatenate([beside[0], over[0]]), np.concatenate([beside[1], over[1]])
    boxes = np.stack([lefts, tops, lefts + width, tops + height], 1)
    return boxes, np.concatenate([beside[2], over[2]]), np.concatenate([beside[3], over[3]])


@cache
def _beside() -> tuple[Floats, Floats, Truths]:
    """Gap, shift up or down in sixths of the height, and whether to the right."""
    gap, shift, right = np.meshgrid(_SIDEWAYS, np.arange(-12.0, 13.0), [True, False], indexing="ij")
    return gap.ravel(), shift.ravel(), right.ravel()


@cache
def _over() -> tuple[Floats, Floats, Floats, Truths]:
    """Gap, where on the step, how far the words hang to the left of that (0 to -1), and whether above."""
    gap, share, hang, up = np.meshgrid(
        _ABOVE, (0.5, 0.3, 0.7, 0.1, 0.9), (-0.5, 0.0, -1.0), [True, False], indexing="ij"
    )
    return gap.ravel(), share.ravel(), hang.ravel(), up.ravel()
