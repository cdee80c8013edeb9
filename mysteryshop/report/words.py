"""What the leader says of the walk: ratings, reflection, how unnoticed it was, and what was left out."""

from __future__ import annotations

from typing import Any

from mysteryshop.analysis.debrief import TAINTING, prompts, reason_of, unvisited
from mysteryshop.report.material import Material
from mysteryshop.report.wording import DASH
from mysteryshop.vocabulary import RATINGS, PromptTerm


def in_the_leaders_words(material: Material) -> dict[str, Any]:
    """The chapter's data."""
    answers = material.record.answers
    return {
        "ratings": _ratings(material),
        "reflection": [
            {"prompt": p.label, "text": answers[p.id].strip()}
            for p in prompts("reflection")
            if answers.get(p.id, "").strip()
        ],
        "incognito": [_checked(material, p) for g in ("incognito-before", "incognito-after") for p in prompts(g)],
        "skipped": _skipped(material),
        "skipped_sentence": "Every planned touchpoint was walked.",
    }


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
    record = material.record
    if not material.walked:
        return []
    return [
        {
            "name": t.name,
            "reason": reason_of(record, t.key)
            or ("optional: nobody said why" if t.optional else "no reason was given"),
        }
        for t in unvisited(record)
    ]
