# ruff: noqa: E501 - odd characters are the point
"""Journeys that nobody would want to set: hostile words in every field, hundreds of moments, dozens of findings."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from mysteryshop import templates
from mysteryshop.journey import SECOND, Expectation, Finding, Journey, Moment, Record, Skip, Visit, visit_at
from mysteryshop.vocabulary import CATEGORIES, CHANNELS, CONDITIONS, KINDS, RATINGS, TRIAGES, by_id
from tests.report.journeys import at, finished, product_sample

MARKUP = (
    '#panic("no") #{1/0} #set page(width: 1pt)',
    "*bold* _slanted_ `raw` ```block``` $x^2 + y$",
    "<label> @reference = Heading\n== Heading\n- item\n+ item\n/ term: x",
    "\\ backslash \\u{1F600} // comment /* comment */ ~ --- ... 'q' \"q\"",
    "[..] [x](y) <b>html</b> &amp; <script>alert(1)</script> {{braces}} %s {0}",
    "https://example.org/a?b=c#d javascript:alert(1) mailto:a@example.org file:///etc/passwd",
    "=cmd|' /C calc'!A0 +1 -1 @x",
)
SCRIPTS = (
    "漢字とかな、한국어 문장 繁體中文",
    "مرحبا بالعالم، كيف حالك؟ 123",
    "שלום עולם (עם סוגריים) 45%",
    "Ελληνικά Кириллица Հայերեն ქართული हिन्दी ไทย",
    "🙂 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️ 🇳🇴",
    "e\u0301 n\u0303 a\u0308\u0304 Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034d",
    "zero\u200bwidth\u200djoin\u200c\u2060\ufeff",
)
BROKEN = (
    "nul \0 bell \a escape \x1b[31m delete \x7f",
    "half \ud800 and \udfff of a pair",
    "\u202eturned round\u202c \u2067isolate left open",
    "private \ue000 \U000f0000 none \ufffe\uffff \ufdd0",
    "lines\r\nof\rall\u2028kinds\x0b\x0c\x85",
)
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 12  # 408 characters without a place to break
LONG_NOTE = " ".join(f"word{n}" for n in range(1, 5001))
ALL = (*MARKUP, *SCRIPTS, *BROKEN, LONG_WORD)


def hostile() -> Record:
    """The finished sample with such words wherever a user can type: the plan, the head, moments, findings, answers."""
    record = finished(product_sample())
    words = ALL
    texts = [*words, LONG_NOTE]
    start = at("10:22")
    moments = tuple(
        Moment(f"h{n}", _KINDS[n % len(_KINDS)], start + n * 60 * SECOND, start, start, seq=n, visit="v1" if n < 30 else "v2",
               text=text, role=words[n % len(words)], **_level(n))
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    expectations = tuple(
        Expectation(f"e{n}", n, text, 0.5, verdict="mixed", note=text, evidence=("h1", "h2"))
        for n, text in enumerate(words, 1)
    )
    findings = tuple(
        Finding(
            f"f{n}", n, text, text, TRIAGES[n % 3].id, "both", "tools", text, text, text, text, text[:10], ("h1", "h3")
        )
        for n, text in enumerate(words, 1)
    )
    answers = dict(record.answers) | {
        "verdict.headline": words[0] + words[8],
        "reflection.reassured": "\n".join(words),
        "reflection.scared": LONG_NOTE,
    }
    names = iter(words)
    plan = replace(
        record.template,
        name=words[1],
        touchpoints=tuple(replace(t, name=next(names)) for t in record.template.touchpoints),
    )
    visits = tuple(replace(v, name=f"{v.name} {LONG_WORD}" if v.ad_hoc else words[7]) for v in record.visits)
    journey = replace(
        record.journey, template=plan, place=words[8], persona=words[12], why=words[0] + words[10], leader=words[2]
    )
    return replace(
        record, journey=journey, visits=visits, moments=moments, expectations=expectations, findings=findings,
        skips=(Skip("s1", plan.touchpoints[5].key, at("11:01"), " ".join(words)),), answers=MappingProxyType(answers),
    )  # fmt: skip


_KINDS = tuple(k.id for k in KINDS)


def _level(n: int) -> dict[str, Any]:
    kind = by_id(KINDS, _KINDS[n % len(_KINDS)])
    return {"level": kind.levels[n % len(kind.levels)]} if kind.levels else {}


def crowded(count: int = 300, findings: int = 40) -> Record:
    """A long day: every touchpoint of the plan, hundreds of moments of every kind, dozens of findings."""
    template = templates.find("airline-passenger")
    start = at("07:00")
    length = 12 * 3600
    step = length * SECOND // len(template.touchpoints)
    visits = tuple(
        Visit(f"v{n}", t.name, start + n * step, t.key, start + (n + 1) * step)
        for n, t in enumerate(template.touchpoints)
    )
    moments = tuple(_moment(n, start + n * length * SECOND // count + 7 * SECOND, visits) for n in range(count))
    return Record(
        Journey("33333333-2222-3333-4444-555555555555", template, state="finalised", place="Lisbon to Oslo", zone="Europe/Lisbon",
                persona="first-time flyer", started_at=start, ended_at=start + length * SECOND, seal="ab" * 32, sealed_at=at("20:00")),
        visits=visits,
        moments=moments,
        expectations=tuple(
            Expectation(f"e{n}", n, f"Assumption number {n} about how we show up to those who use us", n / 20, verdict="refuted",
                        evidence=(f"m{n}", f"m{n + 1}"))
            for n in range(1, 16)
        ),
        findings=tuple(
            Finding(f"f{n}", n, f"finding number {n}", "What follows from it, in two sentences. It is not short, and it is not long.",
                    TRIAGES[n % 3].id, "customer", CONDITIONS[n % 6].id, "why it is so", template.touchpoints[n % 10].key,
                    "what it does to the customer", "Head of operations", "2027-03-01", (f"m{n}", f"m{n + 2}"))
            for n in range(1, findings + 1)
        ),
        answers=MappingProxyType({f"rate.{r.id}": str(r.high - 2) for r in RATINGS}),
    )  # fmt: skip


def _moment(n: int, when: int, visits: tuple[Visit, ...]) -> Moment:
    kind = by_id(KINDS, _KINDS[n % len(_KINDS)])
    visit = visit_at(visits, when)
    known: dict[str, Any] = {"level": kind.levels[n % len(kind.levels)]} if kind.levels else {}
    if kind.id == "friction":
        known["category"] = CATEGORIES[n % len(CATEGORIES)].id
    if kind.id == "communication":
        known |= {"channel": CHANNELS[n % len(CHANNELS)].id, "trigger": ("proactive", "reactive", "chase")[n // 9 % 3]}
    if kind.id == "promise":
        known |= {"due_at": when + 600 * SECOND, "outcome": ("kept", "broken")[n // 9 % 2]}
    if kind.id in ("wait", "question"):
        known["resolved_at"] = when + 90 * SECOND
    text = f"What happened at number {n + 1}, told in one sentence of the usual length" if n % 4 else ""
    return Moment(
        f"m{n}", kind.id, when, when, when, seq=n, visit=visit.id if visit else None, text=text, role="agent", **known
    )
