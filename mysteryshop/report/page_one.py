"""Page one: the verdict, six figures, three findings, planned against actual, what was believed and found."""

from __future__ import annotations

from typing import Any

from mysteryshop.analysis import headline
from mysteryshop.analysis.conformance import TouchpointResult
from mysteryshop.analysis.debrief import HEADLINE, TAINTING, assumptions
from mysteryshop.journey import Expectation, Finding, Record
from mysteryshop.report.cards import cards
from mysteryshop.report.material import Material
from mysteryshop.report.plain import shortened, within
from mysteryshop.report.wording import DASH, counted, date, duration, iso_date, percent
from mysteryshop.vocabulary import BENEFICIARIES, ORIGINS, STATES, TRIAGE_ROLES, TRIAGES, VERDICTS, by_id

LONGEST_WHY_LINE = 106  # characters of the quote and what it is that fit on one line
ONE_LINE = 45  # small characters that fit below a finding
BRIEF = 3  # findings on page one
LONGEST_LINE = 117  # characters of the line above the headline, both its ends
EXAMPLE = "demo data"
LONGEST_HEADLINE, LONGEST_WHY, LONGEST_TITLE, LONGEST_TEXT, LONGEST_BELIEF = 200, 260, 90, 230, 150
_VERDICT_MARKS = {
    "confirmed": ("✓", "delight"),
    "refuted": ("✗", "friction"),
    "mixed": ("±", "wait"),
    "untested": (DASH, "ink2"),
}
_TOLD = ("why it mattered to me, written before the walk", "written before the walk", "before the walk")
_RECOGNISED, _FAVOURED = TAINTING


def page_one(material: Material) -> dict[str, Any]:
    """The data of the first page."""
    record = material.record
    return {
        "kicker": "JOURNEY SUMMARY",
        "where": _where(material),
        "example": EXAMPLE if record.journey.demo else None,
        "state": _state(material),
        "headline": _headline(material),
        "why": _why(record.journey.why),
        "flags": _flags(material),
        "cards": cards(material),
        "findings": _findings(material),
        "strip": [_step(result, material) for result in material.results],
        "beliefs": [belief(material, e, LONGEST_BELIEF) for e in assumptions(record)],
    }


def title(record: Record) -> str:
    """The document's title: what was walked, where and when."""
    journey = record.journey
    day = date(journey.started_at, journey.zone) if journey.started_at is not None else ""
    parts = (journey.template.name, journey.place, day)
    return "Journey summary: " + ", ".join(within(p) for p in parts if p.strip())


def _where(material: Material) -> str:
    """What was walked, where, when and as whom; a persona that would need a second line stands under the method."""
    journey = material.record.journey
    day = date(journey.started_at, journey.zone) if journey.started_at is not None else "not walked yet"
    name, place = within(shortened(journey.template.name, 48)), within(shortened(journey.place, 40))
    walked = f"walked as {with_article(within(journey.persona))}" if journey.persona.strip() else ""
    line = " · ".join(p for p in (name, place, day) if p)
    beside = len(_state(material)) + (len(EXAMPLE) + 3 if journey.demo else 0)
    return f"{line} · {walked}" if walked and len(line) + 3 + len(walked) + beside <= LONGEST_LINE else line


def with_article(persona: str) -> str:
    """ "a first-time flyer" of "first-time flyer"; as it is with an article, as a name or in another script."""
    if persona.split(" ", 1)[0] in ("a", "an", "the", "my", "our") or not ("a" <= persona[0] <= "z"):
        return persona
    return f"{'an' if persona[0] in 'aeiou' else 'a'} {persona}"


def _state(material: Material) -> str:
    journey = material.record.journey
    planned = [r for r in material.results if r.key is not None]
    walked = sum(r.result != "missing" for r in planned)
    state = by_id(STATES, journey.state).label.lower()
    draft = "" if journey.seal else ": draft"
    return f"{state}{draft} · {walked} of {counted(len(planned), 'touchpoint')}"


def _headline(material: Material) -> dict[str, Any]:
    own = material.record.answers.get(HEADLINE, "").strip()
    if own:
        return {"text": shortened(own, LONGEST_HEADLINE), "note": None}
    if not material.walked:
        return {"text": "This journey has not been walked yet", "note": None}
    if not material.record.moments:
        return {"text": "Nothing was recorded on this journey", "note": None}
    proposed = shortened(headline.propose(material.record).removesuffix("."), LONGEST_HEADLINE)
    return {"text": proposed, "note": "Proposed from the data: the leader has not written a verdict yet."}


def _why(why: str) -> dict[str, str] | None:
    """The leader's reason, quoted, and what it is: in fewer words where that keeps it on one line."""
    if not why.strip():
        return None
    quoted = f"“{shortened(why, LONGEST_WHY)}”"
    fitting = (told for told in _TOLD if len(quoted) + len(told) < LONGEST_WHY_LINE)
    return {"quote": quoted, "told": next(fitting, _TOLD[0])}


def _flags(material: Material) -> list[dict[str, str]]:
    journey, answers = material.record.journey, material.record.answers
    flags = []
    if material.tainted:
        favoured = answers.get(_FAVOURED) == "yes"
        what = (
            "recognised" if answers.get(_RECOGNISED) == "yes" else "",
            "treated better than others" if favoured else "",
        )
        flags.append(_flag(
            "Not incognito.",
            f"The leader was {' and '.join(w for w in what if w)}: read what follows as the treatment of a known "
            "guest. Comparisons leave this journey out.",
        ))  # fmt: skip
    if journey.state == "excluded":
        flags.append(_flag("Excluded.", shortened(journey.excluded_reason, 200) or "No reason was given."))
    if material.doubt == "altered":
        flags.append(
            _flag(
                "Altered.",
                "The journey is not what its own history of edits says: something else changed it. "
                "Go back to a backup before you rely on it.",
            )
        )
    if journey.seal_broken:
        flags.append(
            _flag(
                "The seal is broken.",
                "The journey was changed after it had been finalised; the history of edits says how and why.",
            )
        )
    if journey.origin != "walked":
        flags.append(
            _flag(
                by_id(ORIGINS, journey.origin).label + ".",
                "This journey comes from a log; nobody walked it, nobody felt it.",
            )
        )
    return flags


def _flag(name: str, text: str) -> dict[str, str]:
    return {"title": name, "text": text}


def _findings(material: Material) -> dict[str, Any]:
    findings = material.record.findings
    more = len(findings) - BRIEF
    return {
        "title": {0: "Findings", 1: "One finding", 2: "Two findings"}.get(len(findings), "Three findings"),
        "sentence": "No finding has been written yet."
        if material.walked
        else "Findings follow from a walk; there has been none yet.",
        "brief": [brief(material, f) for f in findings[:BRIEF]],
        "more": f"and {more} more under “Findings in full”" if more > 0 else None,
    }


def brief(material: Material, finding: Finding) -> dict[str, Any]:
    """A finding in a column of page one; its words are cut where they would push the page over."""
    return {
        "role": TRIAGE_ROLES.get(finding.triage or ""),
        "triage": f"{by_id(TRIAGES, finding.triage).label}: " if finding.triage else "",
        "title": shortened(finding.title, LONGEST_TITLE) or "untitled",
        "text": shortened(finding.text, LONGEST_TEXT),
        "detail": _rests_on(material, finding),
        "next": _next(finding),
    }


def _next(finding: Finding) -> str:
    """Who does something about it by when; that nobody does yet is said as well."""
    due = f"by {iso_date(finding.due)}" if finding.due else ""
    said = ", ".join(part for part in (shortened(finding.owner, ONE_LINE), due) if part)
    return f"next: {said}" if said else "next: nobody has taken it on"


def _rests_on(material: Material, finding: Finding) -> str:
    """How grave it is, the moments behind it and whom it helps, on one line: many moments are counted."""
    helps = f"helps: {by_id(BENEFICIARIES, finding.beneficiary).label.lower()}" if finding.beneficiary else ""
    moments, known = material.numbers(finding.moments), sum(m.id in finding.moments for m in material.record.moments)
    for told in (moments, f"{known} moments"):
        line = " · ".join(p for p in (_gravest(material, finding), told, helps) if p)
        if len(line) <= ONE_LINE:
            break
    return line


def _gravest(material: Material, finding: Finding) -> str:
    """The worst friction or else the strongest delight among a finding's moments."""
    moments = [m for m in material.record.moments if m.id in finding.moments and m.level is not None]
    for kind, name in (("friction", "severity"), ("delight", "strength")):
        levels = [m.level for m in moments if m.kind == kind and m.level is not None]
        if levels:
            return f"{name} {max(levels)}"
    return ""


def _step(result: TouchpointResult, material: Material) -> dict[str, str]:
    look, note = _outcome(result) if material.walked else ("planned", "")
    return {"name": shortened(result.name, 40), "look": look, "note": note}


def _outcome(result: TouchpointResult) -> tuple[str, str]:
    if result.result == "missing":
        return "missing", "not walked" if result.skip_reason is None else "skipped"
    if result.result == "ad hoc":
        return "ad hoc", "ad hoc"
    over = _over(result)
    if result.result == "failed":
        return "failed", f"failed {over}".strip()
    if result.result == "out of sequence":
        return ("over" if over else "out of sequence"), f"{over} out of sequence".strip()
    return ("over" if over else "completed"), over


def _over(result: TouchpointResult) -> str:
    """ "+12 min" where the stay took at least a minute longer than planned."""
    if result.planned_s is None or result.actual_s is None or result.actual_s - result.planned_s < 60:
        return ""
    return f"+{duration(result.actual_s - result.planned_s)}"


def belief(material: Material, expectation: Expectation, longest: int = 4000) -> dict[str, Any]:
    """An assumption, how sure the leader was of it, its verdict, and what it rests on."""
    mark, role = _VERDICT_MARKS.get(expectation.verdict or "", (DASH, "ink2"))
    word = by_id(VERDICTS, expectation.verdict).label.lower() if expectation.verdict else "not judged yet"
    moments = material.numbers(expectation.evidence)
    note = shortened(expectation.note, longest)
    return {
        "before": shortened(expectation.text, longest) or DASH,
        "sure": percent(expectation.confidence),
        "verdict": f"{mark} {word}",
        "role": role,
        "evidence": f"{note} ({moments})" if note and moments else note or moments or DASH,
    }
