"""The aims of the driver analysis, on studies whose truth is known: a small version of `mysteryshop simulate`."""

from __future__ import annotations

import numpy as np
import pytest

from mysteryshop.analysis.simulation import KINDS, Study, simulate, tallies
from mysteryshop.analysis.simulation.populations import BY_ID, PREDICTORS, effects, journeys, true_shares
from mysteryshop.analysis.simulation.studies import study
from mysteryshop.analysis.simulation.tally import tally

STUDIES = 240


@pytest.fixture(scope="module")
def studies() -> list[Study]:
    return list(simulate(STUDIES, seed=11, resamples=400))


def test_intervals_hold_the_true_shares_as_often_as_they_say(studies: list[Study]) -> None:
    overall = tally("all", studies)
    assert overall.coverage == pytest.approx(0.96, abs=0.02)
    assert overall.coverage_of_drivers == pytest.approx(0.945, abs=0.03)


def test_the_verdict_rarely_names_a_driver_that_does_not_lead(studies: list[Study]) -> None:
    overall = tally("all", studies)
    assert overall.wrong is not None
    assert overall.wrong < 0.03
    assert overall.right is not None
    assert overall.right > 0.05


def test_it_is_silent_where_no_driver_leads(studies: list[Study]) -> None:
    nothing = [s for s in studies if s.kind in ("absent", "only duration")]
    assert sum(s.named is None for s in nothing) >= len(nothing) - 2


def test_a_true_hypothesis_is_not_refuted_nor_an_untrue_one_supported(studies: list[Study]) -> None:
    overall = tally("all", studies)
    assert overall.refuted_wrongly == pytest.approx(0, abs=0.05)
    assert overall.supported_wrongly == pytest.approx(0, abs=0.02)


def test_a_strong_driver_is_found_and_duration_does_not_deceive_once_it_is_controlled() -> None:
    strong = study(BY_ID["strong"], 2, journeys(BY_ID["strong"], 2, 200, np.random.default_rng(1)), 400)
    assert strong.named == strong.true_leader == "speed"
    deceiving = study(
        BY_ID["only duration"], 1, journeys(BY_ID["only duration"], 1, 200, np.random.default_rng(1)), 400
    )
    assert deceiving.naive == "communication_frequency"
    assert deceiving.named is None


def test_too_few_journeys_count_as_refused() -> None:
    small = study(BY_ID["confounded"], 1, journeys(BY_ID["confounded"], 1, 8, np.random.default_rng(1)), 100)
    assert small.refused
    assert tally("one", [small]).coverage is None


def test_studies_are_the_same_for_a_seed_and_cover_all_kinds_and_sizes(studies: list[Study]) -> None:
    again = list(simulate(6, seed=11, resamples=400))
    assert again == studies[:6]
    assert {s.kind for s in studies} == {kind.id for kind in KINDS}
    sizes = [s.n for s in studies]
    assert min(sizes) <= 10
    assert max(sizes) >= 180
    bands = [each for each in tallies(studies) if each.label.startswith("n ")]
    assert sum(band.studies for band in bands) == STUDIES


def test_true_shares_are_those_of_the_described_model() -> None:
    strong = true_shares("strong", 2, False)
    assert int(np.argmax(strong)) == 2
    assert strong[2] > 0.3
    assert effects(BY_ID["strong"], 4).tolist() == [0.2, 0.1, 0, 0, 0.7]
    assert true_shares("absent", 0, False) == pytest.approx([0] * 5, abs=1e-3)
    naive, held = true_shares("only duration", 1, False), true_shares("only duration", 1, True)
    assert PREDICTORS[int(np.argmax(naive))] == "communication_frequency"
    assert naive[0] > 0.1
    assert max(held) < 0.02
