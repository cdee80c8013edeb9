"""Drivers of an outcome among chosen journeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mysteryshop.analysis.driver_result import RESAMPLES, Drivers
from mysteryshop.analysis.drivers import analyse
from mysteryshop.analysis.figure_moments import behind_figures
from mysteryshop.analysis.importance import Quadrants, quadrants
from mysteryshop.analysis.intervals import Floats
from mysteryshop.analysis.sides import Rests
from mysteryshop.errors import InputError
from mysteryshop.figures import Figures, FigureTable
from mysteryshop.vocabulary import RELATIONSHIPS

from .narrowing import narrowed
from .question import BOTTOMS, CONTROLS, HYPOTHESIS, MORE, OUTCOMES, PREDICTORS, Question

Choice = tuple[str, str, int]
_ALL = {**PREDICTORS, **MORE}


@dataclass(frozen=True, eq=False)
class Answer:
    """The analysis, or the sentence that says why there is none; how many journeys count and were left out."""

    question: Question
    found: Drivers | str
    journeys: str
    templates: tuple[Choice, ...]
    relationships: tuple[Choice, ...]
    quadrants: Quadrants | None = None
    rests: Rests | None = None


def answered(table: FigureTable, question: Question) -> Answer:
    """The answer to that question; a relationship is chosen where none was asked for: they are never pooled unasked."""
    relationships = _relationships(table, question)
    question, journeys = chosen(table, question)
    templates = _counted(table, {**question.filters, "template": ""}, "template")
    found = analysed(journeys, question)
    placed = None if isinstance(found, str) else quadrants(found, _complete(journeys, question), BOTTOMS)
    return Answer(question, found, journeys.sentence, templates, relationships, placed, rests_on(journeys, question))


def chosen(table: FigureTable, question: Question) -> tuple[Question, Figures]:
    """The question with a relationship where none was asked for, the one with most journeys; and the journeys."""
    filters, relationships = dict(question.filters), _relationships(table, question)
    if "relationship" not in filters and relationships:
        filters["relationship"] = max(relationships, key=lambda choice: choice[2])[0]
    return replace(question, filters=filters), table.columns(narrowed(filters))


def _relationships(table: FigureTable, question: Question) -> tuple[Choice, ...]:
    return _counted(table, {**question.filters, "relationship": ""}, "relationship")


def _complete(journeys: Figures, question: Question) -> dict[str, Floats]:
    """The predictors of the journeys that have every value: those that the drivers were told of."""
    whole = _whole(journeys, question)
    return {name: journeys[_ALL[name]][whole] for name in question.predictors}


def _whole(journeys: Figures, question: Question) -> NDArray[np.bool_]:
    """Which journeys have every value."""
    fields = [OUTCOMES[question.outcome], *(_ALL[name] for name in question.predictors)]
    fields += [CONTROLS[question.control]] if question.control else []
    found: NDArray[np.bool_] = np.isfinite(np.column_stack([journeys[name] for name in fields])).all(axis=1)
    return found


def rests_on(journeys: Figures, question: Question | None = None) -> Rests:
    """The journeys that the drivers are told from, and behind each predictor its figure beside the outcome's."""
    asked = question or Question()
    behind = {name: behind_figures(_ALL[name], OUTCOMES[asked.outcome]) for name in asked.predictors}
    return Rests(tuple(journeys.ids[_whole(journeys, asked)].tolist()), behind)


def analysed(journeys: Figures, question: Question | None = None) -> Drivers | str:
    """The drivers, or in one or two sentences why they cannot be told."""
    asked = question or Question()
    if not asked.predictors:
        return "Choose at least one predictor."
    try:
        return drivers_of(journeys, asked)
    except InputError as error:
        return f"{error.title} {error.remedy}"


def drivers_of(journeys: Figures, asked: Question, *, seed: int = 0, resamples: int = RESAMPLES) -> Drivers:
    """The drivers; InputError where they cannot be told."""
    control = (asked.control, journeys[CONTROLS[asked.control]]) if asked.control else None
    return analyse(
        (asked.outcome, journeys[OUTCOMES[asked.outcome]]),
        {name: journeys[_ALL[name]] for name in asked.predictors},
        control=control,
        hypothesis=HYPOTHESIS,
        seed=seed,
        resamples=resamples,
    )


def _counted(table: FigureTable, filters: Mapping[str, str], name: str) -> tuple[Choice, ...]:
    found = table.columns(narrowed(filters))
    labels = {term.id: term.label for term in RELATIONSHIPS}
    if name == "template":
        labels = dict(zip(found[name], found["template_name"], strict=True))
    groups = found.split(name)
    rows = [(str(value), str(labels.get(value, value)), len(group)) for value, group in groups.items()]
    return tuple(sorted(rows, key=lambda row: (-row[2], row[1].casefold())))
