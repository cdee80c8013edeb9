"""What the reader of an exported journey summary gets."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import typst
from pypdf import PdfReader

from mysteryshop.errors import KnownError
from mysteryshop.exports import json_record
from mysteryshop.journey import SECOND, Record
from mysteryshop.report import Summary, faces, summary, write_summary
from tests.report.journeys import GENERATED_AT, empty, finished, product_sample
from tests.report.reading import alternatives, bookmarks, fonts, pages, tags

EDITS = 31


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("summaries")


@pytest.fixture(scope="module")
def sample(folder: Path) -> Summary:
    return write_summary(product_sample(), folder / "sample.pdf", edits_count=EDITS, generated_at=GENERATED_AT)


@pytest.fixture(scope="module")
def whole(folder: Path) -> Summary:
    return write_summary(
        finished(product_sample()), folder / "finished.pdf", edits_count=EDITS, generated_at=GENERATED_AT
    )


def written(record: Record, folder: Path) -> list[str]:
    return pages(write_summary(record, folder / "other.pdf", generated_at=GENERATED_AT).path)


def test_page_one_has_the_figures_computed_by_hand(sample: Summary) -> None:
    """10:22 to 14:04 less 8 min is 214 min; told at 10:29 and 10:45, and never again: 199 less 8 is 191 min."""
    first = pages(sample.path)[0]
    for said in (
        "3:34 hours, less pauses",
        "0.56 communications per hour",
        "3:11 hours, longest silence (191 min)",
        "7 % waiting, all of it unexplained",
        "0 of 1 promise kept",
        "6 / 10 satisfaction; −1 felt at the end",
    ):
        assert said in first
    assert "JOURNEY SUMMARY Fly as a passenger · Lisbon to Oslo · 14 Nov 2026 · walked as a first-time flyer" in first
    assert "debrief: draft · 1 of 10 touchpoints" in first
    assert "“I want to know what our quietest customers put up with” — why it mattered to me" in first


def test_without_a_verdict_the_headline_is_marked_as_proposed(sample: Summary, whole: Summary) -> None:
    proposed = "Proposed from the data: the leader has not written a verdict yet."
    assert proposed in pages(sample.path)[0]
    first = pages(whole.path)[0]
    assert "Nobody told me anything for three hours, and that, not the queue, is what I remember" in first
    assert proposed not in first


def test_page_one_shows_three_findings_the_plan_and_what_was_believed(whole: Summary) -> None:
    first = pages(whole.path)[0]
    assert "Correct: silence in the security line" in first
    assert "severity 3 · moments 7–9 · helps: customer" in first
    assert "Improve: the promise at the line" in first
    assert "Amplify: the agent who walked along" in first
    assert "strength 4 · moment 1 · helps: customer" in first
    assert "Security line +17 min" in first
    assert "Re-screening ad hoc" in first
    assert "Fellow passengers skipped" in first
    assert "Snacks not walked" in first
    assert "Lines are faster since March 80 % ✗ refuted" in first


def test_every_moment_is_evidence_with_its_number_time_touchpoint_and_details(sample: Summary) -> None:
    evidence = " ".join(pages(sample.path)[1:])
    assert "Security line 10:22 – 10:54 · 32 min · planned 15 min" in evidence
    for row in (
        "1 10:22:08 D Delight Agent walked a lost family to the desk strength 4, outstanding",
        "2 10:25:00 P Promise Ten minutes at most due 10:35 · broken · by lane agent",
        "3 10:27:00 Q Question Is this the line for Oslo? answered 10:28, after 1 min",
        "4 10:29:00 C Told me Have your boarding pass ready message quality 4, clear · announcement · proactive",
        "5 10:36:00 · Mark",
        "6 10:38:00 W Wait 14 min, until 10:52 · unexplained",
        "7 10:41:00 F Friction Two lanes closed, nobody says why severity 3, major · information",
        "8 10:44:00 H I chased Asked how long it would take in person",
        '9 10:45:00 C Told me "No idea, sorry" message quality 2, unclear · in person · reactive · lane agent',
        "10 10:53:00 ± Feeling −1, bad",
    ):
        assert row in evidence
    assert "Re-screening 10:54 – 14:04 · 3 h 2 min · ad hoc: not in the plan" in evidence
    assert "3 h 11 min 10:45 – 14:04 10 min moment 9 and the end Security line, Re-screening" in evidence


def test_what_was_expected_stands_beside_what_was_experienced(sample: Summary) -> None:
    text = " ".join(pages(sample.path)[1:])
    assert "Security line 10 min 14 min 2 2 +1 −1" in text
    assert "The one judged assumption was refuted. Brier score 0.64 (n = 1)" in text


def test_findings_in_full_carry_cause_owner_date_beneficiary_and_moments(whole: Summary) -> None:
    text = " ".join(pages(whole.path)[1:])
    assert "1. Correct: silence in the security line" in text
    assert "Authority: nobody at the line may announce a delay" in text
    assert "does not know whether to worry about the flight" in text
    assert "Head of ground operations" in text
    assert "31 Jan 2027" in text
    assert "customer and company" in text
    assert "nobody yet" in text


def test_the_leaders_own_words_and_checks_are_there(whole: Summary) -> None:
    text = " ".join(pages(whole.path)[1:])
    assert "Speed 4 / 10" in text
    assert "How easy was it? 3 / 7" in text
    assert "How quickly I stopped asking." in text
    assert "No status card, no pass, no assistant, no company address ✗ no" in text
    assert "Did anyone recognise me? ✓ no" in text
    assert "Fellow passengers travelled alone" in text


def test_method_says_how_it_was_recorded_and_what_it_cannot_say(whole: Summary, sample: Summary) -> None:
    text = " ".join(pages(whole.path)[1:])
    assert "Of 10 moments, 10 stamped live" in text
    assert "Europe/Lisbon" in text
    assert "1 pause (8 min) is left out of every duration." in text
    assert "31 edits stand in the journey’s history" in text
    assert "One walk by one leader (n = 1)" in text
    assert "Longest silence 3 h 11 min The longest time in which nobody told me anything" in text
    assert "Estimate errors –" in text
    assert f"this file meets {whole.standard}, and" in text
    assert "Not drawn, because nothing was recorded for it: cause and effect" in " ".join(pages(sample.path)[1:])


def test_recalled_moments_are_marked(tmp_path: Path) -> None:
    record = product_sample()
    moments = tuple(replace(m, source="recalled") if m.id == "m7" else m for m in record.moments)
    text = " ".join(written(replace(record, moments=moments), tmp_path)[1:])
    assert "Times with r were recalled afterwards, not stamped live." in text
    assert "7 10:41:00r F Friction" in text
    assert "6 10:38:00 W Wait" in text
    assert "9 stamped live, when it happened (90 %) and 1 recalled afterwards (10 %)" in text


def test_how_late_the_recalled_ones_were_entered_is_said(tmp_path: Path) -> None:
    record = product_sample()
    late = {"m5": 120, "m6": 600, "m7": 1800}
    moments = tuple(
        replace(m, source="recalled", recorded_at=m.observed_at + late[m.id] * SECOND) if m.id in late else m
        for m in record.moments
    )
    text = " ".join(written(replace(record, moments=moments), tmp_path)[1:])
    assert "7 stamped live, when it happened (70 %) and 3 recalled afterwards (30 %)" in text
    assert "The 3 recalled ones were entered 10 min after they happened (median), at most 30 min." in text


def test_every_page_has_its_number_the_seal_and_the_caution(whole: Summary, sample: Summary) -> None:
    for number, text in enumerate(pages(whole.path), 1):
        assert f"seal 7f3a 91c2 · page {number} of {whole.pages}" in text
        assert "One walk by one leader: a finding, not a rate. Roles, never names. Not for disciplinary use." in text
    for number, text in enumerate(pages(sample.path), 1):
        assert f"not sealed: draft · page {number} of {sample.pages}" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answers": {"incognito.recognised": "yes"}}, "Not incognito. The leader was recognised"),
        ({"answers": {"incognito.favoured": "yes"}}, "Not incognito. The leader was treated better than others"),
        ({"state": "excluded", "excluded_reason": "wrong terminal"}, "Excluded. wrong terminal"),
        ({"seal": "ab" * 32, "seal_broken": True}, "The seal is broken."),
        ({"demo": True}, "demo data · debrief"),
        ({"origin": "log"}, "Event log. This journey comes from a log"),
    ],
)
def test_what_limits_a_journey_is_said_on_page_one(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    record = product_sample()
    answers = changes.pop("answers", {})
    record = replace(record, journey=replace(record.journey, **changes), answers={**record.answers, **answers})
    assert said in written(record, tmp_path)[0]


def test_nobody_is_named(tmp_path: Path) -> None:
    """The leader's name goes with the data, not on the page; the document has no author."""
    record = finished(product_sample())
    record = replace(record, journey=replace(record.journey, leader="Ida Example"))
    target = write_summary(record, tmp_path / "s.pdf", generated_at=GENERATED_AT).path
    assert "Ida Example" not in " ".join(pages(target))
    assert "/Author" not in (PdfReader(target).metadata or {})


def test_it_is_archivable_and_accessible(whole: Summary) -> None:
    assert (whole.standard, whole.reason) == ("PDF/A-3a, PDF/UA-1", "")
    with pikepdf.open(whole.path) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert "/StructTreeRoot" in pdf.Root
        assert meta["dc:title"] == "Journey summary: Fly as a passenger, Lisbon to Oslo, 14 Nov 2026"
        assert str(pdf.Root.ViewerPreferences.DisplayDocTitle) == "True"
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= tags(whole.path)


def test_charts_have_words_for_those_who_do_not_see_them(whole: Summary) -> None:
    told = alternatives(whole.path)
    assert len(told) >= 5
    assert all(len(alt) > 40 for alt in told)


def test_bookmarks_lead_to_every_chapter_and_touchpoint(whole: Summary) -> None:
    found = bookmarks(whole.path)
    chapters = [title for depth, title in found if depth == 0]
    assert chapters == [
        "Nobody told me anything for three hours, and that, not the queue, is what I remember",
        "The evidence",
        "Expected and experienced",
        "The journey in charts",
        "Findings in full",
        "In the leader’s words",
        "Method and limits",
    ]
    assert {(1, "Security line"), (1, "Re-screening"), (1, "1. Correct: silence in the security line")} <= set(found)
    assert found.count((1, "Security line")) == 1


def test_all_fonts_are_embedded_and_the_letters_are_inters(whole: Summary) -> None:
    found = fonts(whole.path)
    assert all(found.values()), found
    assert any("Inter" in name for name in found)


def test_the_journeys_own_data_is_attached(whole: Summary) -> None:
    record = finished(product_sample())
    [content] = PdfReader(whole.path).attachments["journey.json"]
    assert content.decode() == json_record.write(record)
    with pikepdf.open(whole.path) as pdf:
        [spec] = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Filespec"]
        assert str(spec.AFRelationship) == "/Data"
        assert str(spec.EF.F.Subtype) == "/application/json"
        assert len(pdf.Root.AF) == 1


def test_the_same_journey_makes_the_same_bytes(whole: Summary, tmp_path: Path) -> None:
    again = write_summary(
        finished(product_sample()), tmp_path / "again.pdf", edits_count=EDITS, generated_at=GENERATED_AT
    )
    assert again.path.read_bytes() == whole.path.read_bytes()
    later = write_summary(
        finished(product_sample()), tmp_path / "later.pdf", edits_count=EDITS, generated_at=GENERATED_AT + 3_600_000_000
    )
    assert later.path.read_bytes() != whole.path.read_bytes()


def test_it_says_how_many_pages_there_are(whole: Summary) -> None:
    assert whole.pages == len(PdfReader(BytesIO(whole.path.read_bytes())).pages)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (empty("planned"), "This journey has not been walked yet"),
        (empty("debrief"), "Nothing was recorded on this journey"),
    ],
)
def test_a_journey_without_anything_says_so_calmly(tmp_path: Path, record: Record, said: str) -> None:
    found = written(record, tmp_path)
    assert said in found[0]
    assert "No assumption was written down before the walk." in found[0]
    assert "First step" in found[0]
    assert len(found) <= 4


def test_a_text_that_an_archive_refuses_steps_down_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = typst.compile

    def strict(*args: object, pdf_standards: list[str], **kwargs: object) -> bytes:
        if "a-3a" in pdf_standards:
            raise typst.TypstError("PDF/A-3a error: no", "PDF/A-3a error: no")
        return compiled(*args, pdf_standards=pdf_standards, **kwargs)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(summary.typst, "compile", strict)
    made = write_summary(product_sample(), tmp_path / "s.pdf", generated_at=GENERATED_AT)
    assert (made.standard, made.reason) == ("PDF/UA-1", "PDF/A-3a error: no")
    with pikepdf.open(made.path) as pdf:
        meta = pdf.open_metadata()
        assert "pdfaid:part" not in meta
        assert meta["pdfuaid:part"] == "1"
    assert "this file meets PDF/UA-1, and" in " ".join(pages(made.path))


def test_without_any_font_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])
    monkeypatch.setattr(faces, "_bundled", lambda: none)
    every = frozenset(range(0x110000))
    monkeypatch.setattr(faces, "_bundled_letters", lambda: every)
    with pytest.raises(KnownError, match="Install the app anew") as caught:
        write_summary(product_sample(), tmp_path / "s.pdf")
    assert "fonts" in caught.value.title
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="folder does not exist"):
        write_summary(product_sample(), tmp_path / "nowhere" / "s.pdf", generated_at=GENERATED_AT)
