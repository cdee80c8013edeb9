"""The driver analysis in words: what to beware of, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from .driver_result import Drivers
from .intervals import LEAST
from .wording import counted, listed, percent, signed, spoken, upper, whole_percent

ROWS_EACH = 10  # journeys for each predictor below which shares are said to be unsettled
INFLATED = 5.0  # variance inflation from which a predictor is said to overlap with the others
_MOST_TOLD = 1_000  # variance inflation
ENOUGH = 97.5  # per cent of resamples in which a driver has to lead


def warnings(result: Drivers) -> tuple[str, ...]:
    """What a reader has to know before the shares are believed, each a sentence or two."""
    return tuple(sentence for source in _WARNINGS for sentence in source(result))


def _missing(result: Drivers) -> Iterator[str]:
    if result.left_out:
        where = ", ".join(f"{spoken(name)} {count}" for name, count in result.missing.items())
        verb = "was" if result.left_out == 1 else "were"
        yield f"{upper(counted(result.left_out, 'journey'))} {verb} left out because a value is missing: {where}."


def _dropped(result: Drivers) -> Iterator[str]:
    if result.dropped:
        verb, same = ("is", "it has") if len(result.dropped) == 1 else ("are", "each has")
        yield f"{upper(listed(result.dropped))} {verb} left out: {same} the same value in every journey."


def _few(result: Drivers) -> Iterator[str]:
    p = len(result.lmg) + (result.control is not None)
    wanted = ROWS_EACH * p
    if result.n < wanted:
        what = counted(len(result.lmg), "predictor") + (" and a control" if result.control else "")
        yield (
            f"{counted(result.n, 'journey')} for {what}: shares settle from about {wanted}, "
            f"{ROWS_EACH} for each; {wanted - result.n} are missing."
        )
    if result.normal_resamples:
        yield (
            "With so few journeys a resample of them cannot tell the predictors apart: the intervals rest on samples "
            "drawn from a normal distribution instead."
        )


def _overlapping(result: Drivers) -> Iterator[str]:
    exact = [name for name, f in result.vif.items() if not isfinite(f)]
    if exact:
        follow, their = ("follow", "their shares") if len(exact) > 1 else ("follows", "its share")
        yield f"{upper(listed(exact))} {follow} exactly from other columns: {their} cannot be told from theirs."
    close = [f"{spoken(name)} (VIF {factor(f)})" for name, f in result.vif.items() if isfinite(f) and f >= INFLATED]
    if close:
        overlap = "overlap" if len(close) > 1 else "overlaps"
        yield f"{upper(listed(close))} {overlap} with other columns: whose share is whose is hard to tell."


def _opposed(result: Drivers) -> Iterator[str]:
    """Where a simple correlation and a regression sign disagree."""
    opposed = [name for name, alone in result.pearson.items() if alone * result.coefficients[name] < 0]
    if opposed:
        each = [f"{spoken(n)} ({signed(result.pearson[n])}, {signed(result.coefficients[n])})" for n in opposed]
        shares = (
            "their shares do not say in which direction they work"
            if len(opposed) > 1
            else ("its share does not say in which direction it works")
        )
        yield (
            f"Correlation with {spoken(result.outcome)} and regression coefficient beside the others have opposite "
            f"signs: {listed(each)}; {shares}."
        )


_WARNINGS = (_missing, _dropped, _few, _overlapping, _opposed)


def verdict(result: Drivers) -> str:
    """What the analysis comes to: which driver leads, or that it cannot be told yet, and what was believed."""
    if not result.intervals:
        return _too_few(result)
    parts = [_leads(result) if result.named else _open(result), *_control(result), *_believed(result)]
    return " ".join(parts)


def _leads(result: Drivers) -> str:
    return (
        f"In your {counted(result.n, 'journey')} {spoken(result.leader)} explains {_share(result, result.leader)} of "
        f"what {spoken(result.outcome)} varies{_others(result)}.{_led(result)}"
    )


def _led(result: Drivers) -> str:
    return "" if len(result.lmg) == 1 else f" It leads in {often(result.leader_share or 0)} of resamples."


def _open(result: Drivers) -> str:
    """Cannot tell: who comes first in these journeys, and what is wanting."""
    begin = f"In your {counted(result.n, 'journey')} it cannot be told yet "
    leader, share = spoken(result.leader), _share(result, result.leader)
    if len(result.lmg) == 1:
        whether = f"whether {leader} explains anything of what {spoken(result.outcome)} varies: {share} in these."
        return begin + whether + _chance(result)
    return (
        f"{begin}what drives {spoken(result.outcome)} most: {leader} comes first in these with {share} "
        f"of what it varies{_others(result)}.{_wanting(result)}{_chance(result)}"
    )


def factor(vif: float) -> str:
    """A variance inflation factor as it is read: beyond a thousand its digits say nothing."""
    return f"{vif:.1f}" if vif < _MOST_TOLD else f"over {_MOST_TOLD:,}"


def often(leads: float) -> str:
    """In what share of resamples something leads: never 100 % where some say otherwise."""
    return f"{whole_percent(leads)} %"


def _wanting(result: Drivers) -> str:
    """A lead often enough, or a share that is surely more than none."""
    led = often(result.leader_share or 0)
    if 100 * (result.leader_share or 0) < ENOUGH:
        return f" It leads in {led} of resamples; {ENOUGH:g} % would settle it."
    return f" It leads in {led} of resamples, but may explain nothing."


def _too_few(result: Drivers) -> str:
    return (
        f"{upper(counted(result.n, 'journey'))} cannot tell what drives {spoken(result.outcome)}: "
        f"{spoken(result.leader)} comes first in these with {percent(result.lmg[result.leader])} of what it varies"
        f"{_others(result)}, but how sure that is can only be said from {LEAST} journeys.{_chance(result)}"
    )


def _others(result: Drivers) -> str:
    rest = sorted((name for name in result.lmg if name != result.leader), key=lambda name: -result.lmg[name])
    return "".join(f"{';' if i == 0 else ','} {spoken(name)} {_share(result, name)}" for i, name in enumerate(rest))


def _chance(result: Drivers) -> str:
    """How much predictors that have nothing to do with the outcome would explain: p / (n - 1) of what is left."""
    p = len(result.lmg)
    beyond = 1 - result.control_r2
    chance = p / (result.n - 1 - (result.control is not None)) * beyond
    explained = sum(result.lmg.values())
    if 2 * chance < explained:
        return ""
    without = "One predictor that has" if p == 1 else f"{p} predictors that have"
    these = "this one explains" if p == 1 else "these explain"
    return (
        f" {without} nothing to do with it would explain about {percent(chance)} by chance; "
        f"{these} {percent(explained)}."
    )


def _control(result: Drivers) -> Iterator[str]:
    if result.control:
        yield (
            f"All this is beyond {spoken(result.control)}, which comes first and explains {percent(result.control_r2)}."
        )


def _believed(result: Drivers) -> Iterator[str]:
    if result.hypothesis is None:
        return
    claim = f"that {spoken(result.hypothesis)} comes first"
    if result.hypothesis_verdict == "supported":
        yield f"The data support {claim}."
    elif result.hypothesis_verdict == "refuted":
        yield f"The data refute {claim}{_rival(result)}."
    else:
        yield f"Whether it holds {claim} cannot be told yet."


def _rival(result: Drivers) -> str:
    if result.rival is None:
        return ""
    name, share = result.rival
    return f": {spoken(name)} is ahead of it in {percent(share)} of resamples"


def _share(result: Drivers, name: str) -> str:
    interval = result.intervals.get(name)
    if interval is None:
        return percent(result.lmg[name])
    return f"{percent(result.lmg[name])} ({round(100 * interval.low)}–{percent(interval.high)})"
