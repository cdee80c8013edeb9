"""Evidence files in the report: where the leader ticked them, beside their moment, with time, clock and hash."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from mysteryshop.errors import StoreError
from mysteryshop.evidence_files.taking import take_in
from mysteryshop.journey import Attachment, Record
from mysteryshop.report import Summary, write_summary
from tests.core.pictures import drawn, photo, plain
from tests.report.journeys import GENERATED_AT, finished, product_sample
from tests.report.reading import alternatives, pages

ZONE = "Europe/Lisbon"


class Witness:
    """A journey with files; `read` gives what is kept of them."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.attachments: list[Attachment] = []

    def add(self, moment: str, data: bytes, name: str, **more: object) -> Attachment:
        taken = take_in(data, name, zone=ZONE, now=GENERATED_AT)
        self.files[taken.digest] = taken.data
        fields = {"width": taken.width, "height": taken.height, "in_report": True} | more
        made = Attachment(
            f"a{len(self.attachments)}",
            moment,
            taken.digest,
            taken.name,
            taken.media_type,
            len(taken.data),
            taken.captured_at,
            GENERATED_AT,
            taken.clock,
            **fields,  # type: ignore[arg-type]  # by name
        )
        self.attachments.append(made)
        return made

    def read(self, attachment: Attachment) -> bytes:
        if attachment.digest not in self.files:
            raise StoreError(f"The evidence file {attachment.digest[:12]} is missing.", "Put it back.")
        return self.files[attachment.digest]

    @property
    def record(self) -> Record:
        return replace(finished(product_sample()), attachments=tuple(self.attachments))

    def write(self, folder: Path) -> Summary:
        return write_summary(self.record, folder / "w.pdf", generated_at=GENERATED_AT, read_file=self.read)


@pytest.fixture
def witness() -> Witness:
    return Witness()


def told(summary: Summary) -> str:
    return " ".join(pages(summary.path))


def images(summary: Summary) -> list[tuple[int, int]]:
    return [image.image.size for page in PdfReader(summary.path).pages for image in page.images if image.image]


def test_a_ticked_photo_stands_beside_its_moment(witness: Witness, tmp_path: Path) -> None:
    found = witness.add("m3", photo(), "IMG_1.jpg", note="The sign above the belt")
    summary = witness.write(tmp_path)
    assert summary.standard == "PDF/A-3a, PDF/UA-1"
    short = f"{found.digest[:4]} {found.digest[4:8]}"
    assert f"The sign above the belt 09:22:08, the camera’s clock · SHA-256 {short}" in told(summary)
    assert (64, 48) in images(summary)
    assert "The sign above the belt, beside moment 3, Question: Is this the line for Oslo?" in alternatives(
        summary.path
    )


def test_the_whole_hash_stands_in_the_table(witness: Witness, tmp_path: Path) -> None:
    found = witness.add("m3", plain(), "a.png")
    text = told(witness.write(tmp_path)).replace(" ", "")
    assert found.digest in text
    assert "64×48pixels" in text


def test_what_is_not_ticked_is_not_shown(witness: Witness, tmp_path: Path) -> None:
    witness.add("m3", plain(), "private.png", in_report=False)
    summary = witness.write(tmp_path)
    assert not images(summary)
    assert "private.png" not in told(summary)
    assert "Files that bear witness" not in told(summary)


def test_any_other_file_is_named(witness: Witness, tmp_path: Path) -> None:
    witness.add("m8", b"%PDF-1.7 x", "ticket.pdf")
    assert "PDF ticket.pdf" in told(witness.write(tmp_path))


def test_a_missing_or_damaged_picture_is_told_and_stops_nothing(witness: Witness, tmp_path: Path) -> None:
    gone = witness.add("m2", plain(), "gone.png")
    broken = witness.add("m3", plain(size=(30, 20)), "broken.png")
    del witness.files[gone.digest]
    witness.files[broken.digest] = b"\x89PNG\r\n\x1a\nnothing"
    text = told(witness.write(tmp_path))
    assert f"The evidence file {gone.digest[:12]} is missing." in text
    assert "“broken.png” is no PNG picture that can be read" in text


def test_without_the_files_they_are_named(witness: Witness, tmp_path: Path) -> None:
    witness.add("m3", plain(), "a.png", note="The board")
    summary = write_summary(witness.record, tmp_path / "w.pdf", generated_at=GENERATED_AT)
    assert "The picture is not in this copy of the journey." in told(summary)
    assert "The board" in told(summary)


def test_a_large_photo_leaves_a_small_report(witness: Witness, tmp_path: Path) -> None:
    witness.add("m3", photo(size=(4000, 3000)), "large.jpg")
    summary = witness.write(tmp_path)
    assert max(max(size) for size in images(summary)) <= 1100
    assert summary.path.stat().st_size < 600_000


@pytest.mark.parametrize("size", [(3000, 20), (20, 3000), (1, 1)])
def test_odd_shapes_and_words_are_set(witness: Witness, tmp_path: Path, size: tuple[int, int]) -> None:
    witness.add("m3", plain(size=size), "x" * 200 + ".png", note="שלום " + "w" * 300 + " #strong[no] \x07")
    witness.add("m3", plain(size=(31, 31)), "b.png")
    witness.add("m3", plain(size=(33, 31)), "c.png")
    assert witness.write(tmp_path).standard == "PDF/A-3a, PDF/UA-1"


def test_transparency_is_set_on_white(witness: Witness, tmp_path: Path) -> None:
    out = BytesIO()
    glass = drawn().convert("RGBA")
    glass.putalpha(0)
    glass.save(out, "PNG")
    witness.add("m3", out.getvalue(), "glass.png")
    (found,) = [
        image.image for page in PdfReader(witness.write(tmp_path).path).pages for image in page.images if image.image
    ]
    assert isinstance(found, Image.Image)
    assert found.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
