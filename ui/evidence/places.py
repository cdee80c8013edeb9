"""The walk, the debrief and the story as places of evidence: which moment it belongs to, and where it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from mysteryshop.clock import Stamp
from mysteryshop.errors import KnownError
from mysteryshop.journey import Attachment, Record
from mysteryshop.vocabulary import CAPTURES

from ..debrief.page import Page
from ..debrief.pass_page import MomentPass
from ..debrief.screen import DebriefScreen
from ..pen import Pen
from ..story.screen import StoryScreen
from ..walk.screen import WalkScreen
from .evidence import Evidence, Place

SHELF_MOST = 4  # thumbnails in one line beside the walk: the newest
_MARK = next(term for term in CAPTURES if term.kind == "mark")
_NOTHING_YET = KnownError(
    "There is no moment yet that this could belong to.", "Start the walk, or capture what happened; then attach it."
)


def add_walk(evidence: Evidence, walk: WalkScreen) -> Place:
    """The newest moment takes it, or a fresh mark; the shelf stands below what is recorded."""

    def moment(at: Stamp) -> str:
        if not _newest(walk.walking.record):
            walk.walking.capture(_MARK, at)
        found = _newest(walk.walking.record)
        if not found:
            walk.banner.show_error(_NOTHING_YET)
        return found

    place = evidence.add_place(Place(walk, moment, lambda: False, str, walk.banner.show_error, walk.banner.show_text))
    shelf = evidence.shelf("walk.evidence", place, _in_order_of_entry, heading="EVIDENCE", most=SHELF_MOST, tile=40)
    shelf.setContentsMargins(20, 10, 20, 12)
    under = walk.recorded.layout()
    assert under is not None
    under.addWidget(shelf)
    walk.steering.grabRequested.connect(lambda at: evidence.take_screen(place, at))
    return place


def add_story(evidence: Evidence, story: StoryScreen) -> Place:
    """The open moment takes it, else the newest."""
    panel = story.moment
    place = evidence.add_place(_of_pen(evidence, story, story.pen, lambda: panel.current))
    shelf = evidence.shelf("story.evidence.files", place, lambda record: record.attached_to(panel.current))
    panel.add_evidence(shelf)
    panel.shown.connect(lambda _: evidence.refresh())
    story.pen.lockChanged.connect(lambda _: evidence.refresh())
    return place


def add_debrief(evidence: Evidence, debrief: DebriefScreen) -> Place:
    """The moment that is being asked about takes it, else the newest."""

    def current() -> str:
        page = debrief.pages[debrief.step] if debrief.step else None
        return page.current if isinstance(page, MomentPass) else ""

    place = evidence.add_place(_of_pen(evidence, debrief, debrief.pen, current))

    def dress(page: Page) -> None:
        if isinstance(page, MomentPass):
            name = f"{page.objectName()}.evidence"
            page.add_evidence(evidence.shelf(name, place, lambda record: record.attached_to(page.current)))
            page.momentShown.connect(lambda _: evidence.refresh())

    debrief.pageMade.connect(dress)
    debrief.pen.lockChanged.connect(lambda _: evidence.refresh())
    return place


def _of_pen(evidence: Evidence, screen: StoryScreen | DebriefScreen, pen: Pen, current: object) -> Place:
    def moment(at: Stamp) -> str:
        record = pen.record
        ident = current()  # type: ignore[operator]  # a function
        if record is None:
            return ""
        if ident and record.moment(ident) is not None:
            return str(ident)
        return _newest(record) or _fresh_mark(evidence, record, at)

    banner = screen.banner
    return Place(screen, moment, lambda: pen.locked, lambda: pen.reason, banner.show_error, banner.show_text)


def _fresh_mark(evidence: Evidence, record: Record, at: Stamp) -> str:
    """A journey without a single moment gets one, at its end."""
    journey = evidence.journey
    if journey is None or record.journey.started_at is None:
        return ""
    ended = record.journey.ended_at
    when = Stamp(min(at.at, ended) if ended is not None else at.at, at.offset_s, at.elapsed_us)
    ident = str(uuid4())
    journey.edit(lambda r: r.capture(journey.id, "mark", when, id=ident, source="artefact"))
    return ident


def _newest(record: Record | None) -> str:
    """The id of the moment that was entered last."""
    moments = record.moments if record is not None else ()
    return max(moments, key=lambda m: (m.recorded_at, m.seq)).id if moments else ""


def _in_order_of_entry(record: Record) -> Sequence[Attachment]:
    return sorted(record.attachments, key=lambda a: (a.recorded_at, a.captured_at))
