"""What the leader says of the walk: ratings, reflection, how unnoticed it was, and what was left out."""

from __future__ import annotations

from typing import Any

from mysteryshop.analysis.debrief import TAINTING, prompts, reason_of, unvisited
from mysteryshop.report.material import Material
from mysteryshop.report.wording import DASH
from mysteryshop.vocabulary import RATINGS, PromptTerm


def in_the_leaders_words(material: Material) -> dict[str, Any]:
    """The chapter's data; what was never answered is left out, or said in one sentence."""
    answers = material.record.answers
    told = {
        "ratings": _ratings(material),
        "reflection": [
            {"prompt": p.label, "text": answers[p.id].strip()}
            for p in prompts("reflection")
            if answers.get(p.id, "").strip()
        ],
        "incognito": _incognito(material),
        "skipped": _skipped(material),
    }
    nothing = "No rating, no reflection and no incognito check has been written."
    return {**told, "sentence": None if any(told.values()) else nothing}


def _incognito(material: Material) -> list[dict[str, str]]:
    asked = [p for group in ("incognito-before", "incognito-after") for p in prompts(group)]
    if not any(material.record.answers.get(p.id) for p in asked):
        return []
    return [_checked(material, p) for p in asked]


def _ratings(material: Material) -> list[dict[str, Any]]:
    rows = []
    for term in RATINGS:
        rating = material.record.rating(term.id)
        if rating is not None:
            rows.append({
                "label": term.label,
                "value": f"{rating} / {term.high}",
                "part": max(0.0, min(1.0, (rating - term.low) / (term.high - term.low))),
                "scale": f"{term.low} {term.low_label}, {term.high} {term.high_label}",
            })  # fmt: skip
    return rows


def _checked(material: Material, prompt: PromptTerm) -> dict[str, str]:
    answer = material.record.answers.get(prompt.id, "")
    bad = "yes" if prompt.id in TAINTING else "no"
    if answer not in ("yes", "no"):
        return {"label": prompt.label, "answer": f"{DASH} not answered", "role": "ink2"}
    return {
        "label": prompt.label,
        "answer": f"{'✗' if answer == bad else '✓'} {answer}",
        "role": "friction" if answer == bad else "delight",
    }


def _skipped(material: Material) -> list[dict[str, str]]:
    """Each touchpoint left out for a reason, then in one row all those of which nobody said why."""
    if not material.walked:
        return []
    record = material.record
    reasons = {t.name: reason_of(record, t.key) for t in unvisited(record)}
    rows = [{"name": name, "reason": reason} for name, reason in reasons.items() if reason]
    silent = [name for name, reason in reasons.items() if not reason]
    if silent:
        rows.append({"name": ", ".join(silent), "reason": "no reason was given"})
    return rows
