"""The moments that a figure is made of: what a point of a distribution or a bar of a driver stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from .sides import Behind

_TOLD = Behind("what they told me", ("communication",), contact="told")
_CHASED = Behind("where I had to ask", ("communication",), contact="chase")
_PROMISED = Behind("promises", ("promise",))
_WAITED = Behind("waits", ("wait",))
_FELT = Behind("feelings", ("feeling",))
_RUBBED = Behind("frictions", ("friction",))
_VISITS = ("duration_s", "completeness", "conformance", "missing", "ad_hoc", "out_of_sequence")
_SAID = (  # said of the whole journey, in its debrief
    *("assumptions_judged", "refuted_share", "brier", "satisfaction", "speed", "quality", "cost", "communication"),
    *("effort", "recommend", "all_in_share", "all_in_both_share"),
)
MOMENTS_OF: Mapping[str, Behind] = MappingProxyType(
    {
        **dict.fromkeys(("communications", "communication_frequency_per_hour", "communications_per_touchpoint"), _TOLD),
        **dict.fromkeys(("longest_silence_s", "silence_overrun", "proactive_share", "expectation_gap_contacts"), _TOLD),
        "message_quality": replace(_TOLD, words="what they told me, graded", levels=(1, 2, 3, 4, 5)),
        "chases": _CHASED,
        "chase_ratio": Behind("contacts in both directions", ("communication",)),
        **dict.fromkeys(("promises_due", "promises_kept", "promise_reliability"), _PROMISED),
        "estimate_error_s": Behind("waits and promises", ("wait", "promise")),
        "hand_offs": Behind("moments with somebody", having="role"),
        "listening_share_most": Behind("where I listened", having="listened"),
        **dict.fromkeys(("wait_s", "wait_ratio", "unexplained_wait_share", "expectation_gap_wait_s"), _WAITED),
        **dict.fromkeys(("emotion_worst", "emotion_peak", "emotion_end", "emotion_peak_end", "emotion_mean"), _FELT),
        "expectation_gap_emotion": _FELT,
        **dict.fromkeys(("friction_count", "friction_load"), _RUBBED),
        **{
            f"friction_severity_{level}": Behind(f"frictions: {word}", ("friction",), levels=(level,))
            for level, word in enumerate(("cosmetic", "minor", "major", "catastrophe"), start=1)
        },
        **{name: Behind("", moments=False) for name in (*_VISITS, *_SAID)},
    }
)


def behind_figures(first: str, *others: str) -> Behind:
    """What stands behind a mark of these figures: the moments of the first, and all of them beside each journey."""
    return replace(MOMENTS_OF[first], figures=(first, *others))
