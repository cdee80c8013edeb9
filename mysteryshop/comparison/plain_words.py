"""What it means that one group of walks has more or less of a figure than another: in words that a leader would use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mysteryshop.analysis.figure_columns import FigureColumn

_TOLD = ("were told something more often", "were told something less often")
_SEVERITIES = ("cosmetic", "minor", "major", "catastrophic")
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(  # "walks of A {...} than those of B": more, less
    {
        "duration_s": ("took longer", "took less time"),
        **dict.fromkeys(("communications", "communication_frequency_per_hour", "communications_per_touchpoint"), _TOLD),
        "longest_silence_s": ("were left in silence longer", "were left in silence for less time"),
        "silence_overrun": ("were silent past the limit for more of the time", "were silent past the limit less"),
        "proactive_share": ("were told more without asking", "were told less without asking"),
        "message_quality": ("were told things more clearly", "were told things less clearly"),
        "chases": ("had to chase more often", "had to chase less often"),
        "chase_ratio": ("had to begin more of the contacts", "had to begin fewer of the contacts"),
        "promises_due": ("were promised more", "were promised less"),
        "promises_kept": ("saw more promises kept", "saw fewer promises kept"),
        "promise_reliability": ("saw promises kept more reliably", "saw promises kept less reliably"),
        "estimate_error_s": ("ran later past what was promised", "ran less late past what was promised"),
        "hand_offs": ("were handed on more often", "were handed on less often"),
        "wait_s": ("waited longer", "waited for less time"),
        "wait_ratio": ("spent more of their time waiting", "spent less of their time waiting"),
        "unexplained_wait_share": ("waited more without being told why", "waited less without being told why"),
        "emotion_worst": ("had a better lowest point", "had a worse lowest point"),
        "emotion_peak": ("had a better peak", "had a worse peak"),
        "emotion_end": ("ended on a better feeling", "ended on a worse feeling"),
        "emotion_peak_end": ("leave a better memory", "leave a worse memory"),
        "emotion_mean": ("felt better", "felt worse"),
        "friction_count": ("met more frictions", "met fewer frictions"),
        **{
            f"friction_severity_{level}": (f"met more {word} frictions", f"met fewer {word} frictions")
            for level, word in enumerate(_SEVERITIES, start=1)
        },
        "friction_load": ("met graver frictions", "met less grave frictions"),
        "completeness": ("went through more of the plan", "went through less of the plan"),
        "conformance": ("kept closer to the plan", "kept less close to the plan"),
        "missing": ("left out more touchpoints", "left out fewer touchpoints"),
        "ad_hoc": ("met more touchpoints outside the plan", "met fewer touchpoints outside the plan"),
        "out_of_sequence": ("took more touchpoints out of order", "took fewer touchpoints out of order"),
        "expectation_gap_wait_s": ("waited further beyond what was expected", "waited less beyond what was expected"),
        "expectation_gap_contacts": (
            "were told more beside what was expected",
            "were told less beside what was expected",
        ),
        "expectation_gap_emotion": ("felt better beside what was expected", "felt worse beside what was expected"),
        "refuted_share": ("refuted more of what was believed", "refuted less of what was believed"),
        "brier": ("were believed in further from the truth", "were believed in closer to the truth"),
        "satisfaction": ("left more satisfaction", "left less satisfaction"),
        "speed": ("were rated faster", "were rated slower"),
        "quality": ("were rated better in quality", "were rated worse in quality"),
        "cost": ("were rated more worth their cost", "were rated less worth their cost"),
        "communication": ("were rated better informed", "were rated worse informed"),
        "effort": ("were easier", "were harder"),
        "recommend": ("are more likely to be recommended", "are less likely to be recommended"),
        "all_in_share": ("brought more findings for the customer", "brought fewer findings for the customer"),
    }
)


_NOUNS: Mapping[str, str] = MappingProxyType(  # of figures whose head in a table is no noun within a sentence
    {
        "communications": "how often something was told",
        "proactive_share": "what was told without asking",
        "chases": "how often they had to chase",
        "estimate_error_s": "lateness past what was promised",
        "wait_s": "time spent waiting",
        **{f"friction_severity_{level}": f"{word} frictions" for level, word in enumerate(_SEVERITIES, start=1)},
        "out_of_sequence": "touchpoints out of order",
        "expectation_gap_wait_s": "waiting beyond what was expected",
        "expectation_gap_contacts": "what was told beside what was expected",
        "expectation_gap_emotion": "feeling beside what was expected",
        "refuted_share": "the share of beliefs refuted",
        "brier": "Brier score",
        "communication": "the rating of communication",
        "effort": "ease",
        "recommend": "likelihood to recommend",
        "all_in_share": "the share of findings for the customer",
        "all_in_both_share": "the share of findings for customer and company both",
        "listening_share_most": "the largest share of listening",
    }
)


def as_noun(column: FigureColumn) -> str:
    """The figure within a sentence: `longest silence`, `how often they had to chase`."""
    return _NOUNS.get(column.field) or f"{column.label[:1].lower()}{column.label[1:]}"


def differs(column: FigureColumn, *, more: bool) -> str:
    """`were left in silence longer`; of a figure without words of its own `have a higher Brier score`."""
    if column.field in _WORDS:
        return _WORDS[column.field][0 if more else 1]
    return f"have a {'higher' if more else 'lower'} figure of “{column.label}”"


def how_often(share: float) -> str:
    """In how many of the pairs of one walk of each group, as people say it; `share` is 0..1."""
    if share == 1:
        return "in every pair"
    if share >= 0.9:
        return "in nearly every pair"
    return "in most pairs" if share > 0.5 else "more often than the other way round"
