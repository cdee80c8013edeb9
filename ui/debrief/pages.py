"""The pages of the debrief: one a step, each built when its step is first gone to."""

from __future__ import annotations

from collections.abc import Callable

from .expectations_page import ExpectationsPage
from .finalise_page import FinalisePage
from .findings_page import FindingsPage
from .loose_ends_page import LooseEndsPage
from .marks_page import MarksPage
from .page import Page
from .scale_pages import IncognitoPage, RatingsPage, SimilarityPage
from .skips_page import SkipsPage
from .text_pages import HeadlinePage, ReflectionPage

MAKERS = {
    "marks": MarksPage,
    "open": LooseEndsPage,
    "skips": SkipsPage,
    "expectations": ExpectationsPage,
    "incognito": IncognitoPage,
    "ratings": RatingsPage,
    "similarity": SimilarityPage,
    "reflection": ReflectionPage,
    "findings": FindingsPage,
    "headline": HeadlinePage,
    "finalise": FinalisePage,
}


class Pages(dict[str, Page]):
    """The pages by their step, each built when it is first asked for: a screen with all of them opens late."""

    def __init__(self, make: Callable[[str], Page]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, ident: str) -> Page:
        self[ident] = page = self._make(ident)
        return page
