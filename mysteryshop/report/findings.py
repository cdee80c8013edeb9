"""Findings in full, beside them how like the customers the leader is."""

from __future__ import annotations

from typing import Any

from mysteryshop.analysis.debrief import prompts
from mysteryshop.journey import Finding
from mysteryshop.report.material import Material
from mysteryshop.report.wording import DASH, iso_date
from mysteryshop.vocabulary import BENEFICIARIES, CONDITIONS, TRIAGE_ROLES, TRIAGES, by_id

LONG = 1200  # characters from which a finding may be broken over two pages


def findings_in_full(material: Material) -> dict[str, Any]:
    """The chapter's data."""
    return {
        "findings": [_finding(material, f) for f in material.record.findings],
        "sentence": "No finding has been written: the evidence stands for itself until the debrief is done.",
        "similarity": _similarity(material),
    }


def _finding(material: Material, finding: Finding) -> dict[str, Any]:
    return {
        "number": finding.ordinal,
        "role": TRIAGE_ROLES.get(finding.triage or ""),
        "triage": f"{by_id(TRIAGES, finding.triage).label}: " if finding.triage else "",
        "title": " ".join(finding.title.split()) or "untitled",
        "text": finding.text.strip(),
        "long": len(finding.text) + len(finding.cause) + len(finding.effect) > LONG,
        "chain": _chain(material, finding),
        "facts": _facts(material, finding),
    }


def _chain(material: Material, finding: Finding) -> list[tuple[str, str]]:
    """From the frontline condition over the touchpoint to the customer: empty where nothing of it was said."""
    condition = by_id(CONDITIONS, finding.condition).label if finding.condition else ""
    cause = ": ".join(p for p in (condition, finding.cause.strip()) if p)
    if not (cause or finding.effect.strip()):
        return []
    return [
        ("frontline condition", cause or DASH),
        ("touchpoint", _touchpoint(material, finding) or DASH),
        ("effect on the customer", finding.effect.strip() or DASH),
    ]


def _touchpoint(material: Material, finding: Finding) -> str:
    planned = material.record.template.touchpoint(finding.touchpoint) if finding.touchpoint else None
    return planned.name if planned else finding.touchpoint or ""


def _facts(material: Material, finding: Finding) -> list[tuple[str, str]]:
    helps = by_id(BENEFICIARIES, finding.beneficiary).label.lower() if finding.beneficiary else "not said"
    facts = [
        ("owner", finding.owner.strip() or "nobody yet"),
        ("due", iso_date(finding.due) if finding.due else "no date yet"),
        ("helps", {"both": "customer and company"}.get(helps, helps)),
        ("rests on", material.numbers(finding.moments) or "no moment named"),
    ]
    touchpoint = _touchpoint(material, finding)
    if touchpoint and not _chain(material, finding):
        facts.insert(2, ("touchpoint", touchpoint))
    return facts


def _similarity(material: Material) -> dict[str, Any] | None:
    """The profile; None where the leader did not answer at all."""
    scales = [{"label": p.label, "level": _level(material, p.id)} for p in prompts("similarity")]
    if all(scale["level"] is None for scale in scales):
        return None
    return {
        "scales": scales,
        "sentence": "1: not like them at all; 5: just like them. Where the leader differs, a finding may be the "
        "leader’s own: design for the customers, not for yourself.",
    }


def _level(material: Material, prompt: str) -> int | None:
    text = material.record.answers.get(prompt, "").strip()
    return int(text) if text.isascii() and text.isdigit() else None
