"""A file becomes evidence: recognised, dated, measured, and nothing in it tells more than its pixels."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from mysteryshop.errors import InputError
from mysteryshop.evidence_files import limits
from mysteryshop.evidence_files.pictures import bitmaps, blackened, for_print, thumbnail
from mysteryshop.evidence_files.taking import Taken, read_file, take_in
from tests.core.pictures import SECRETS, XMP, camera_data, corners, drawn, opened, photo, plain

ZONE = "Europe/Lisbon"  # UTC in November
NOW = 1_794_657_600_000_000  # 14 Nov 2026, 12:00 UTC
TAKEN_AT = 1_794_651_728_250_000 - 3_600_000_000  # 10:22:08.25 at +01:00
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")


def take(data: bytes, name: str = "photo.jpg", **more: object) -> Taken:
    return take_in(data, name, zone=ZONE, now=NOW, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("fmt", FORMATS)
def test_position_device_names_and_words_are_gone(fmt: str) -> None:
    before = photo(fmt)
    assert [secret for secret in SECRETS if secret in before]
    after = take(before)
    assert not [secret for secret in SECRETS if secret in after.data]
    exif = opened(after.data).getexif()
    assert not exif.get_ifd(0x8825)
    assert not exif.get_ifd(0x8769)
    assert after.removed == ("position", "camera")
    assert not after.kept_metadata


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP"])
def test_an_upright_picture_keeps_every_pixel(fmt: str) -> None:
    before = photo(fmt)
    assert opened(take(before).data).tobytes() == opened(before).tobytes()


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("way", range(1, 9))
def test_a_picture_stands_as_the_camera_was_held(fmt: str, way: int) -> None:
    """Whatever the phone noted is applied: Pillow's own way of turning is the judge."""
    from PIL import ImageOps

    before = photo(fmt, way)
    wanted = ImageOps.exif_transpose(opened(before))
    taken = take(before)
    found = opened(taken.data)
    assert found.size == wanted.size == (taken.width, taken.height)
    assert corners(found) == corners(wanted)
    assert found.getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("way", range(1, 9))
def test_what_is_shown_and_printed_stands_upright_even_where_camera_data_is_kept(fmt: str, way: int) -> None:
    from PIL import ImageOps

    before, media = photo(fmt, way, (240, 160)), f"image/{fmt.lower()}"
    wanted = ImageOps.exif_transpose(opened(before))
    for shown in (thumbnail(before, media, "p.jpg", 120), *bitmaps(before, media, "p.jpg", least=100)):
        image = Image.frombytes("RGBa", (shown.width, shown.height), shown.pixels, "raw", "BGRa").convert("RGBA")
        assert corners(image) == corners(wanted)
        assert (shown.full_width, shown.full_height) == wanted.size
    printed, width, height = for_print(before, media, "p.jpg", side=100)
    assert corners(opened(printed)) == corners(wanted)
    assert (width > height) == (wanted.width > wanted.height)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_cameras_time_and_offset_count(fmt: str) -> None:
    taken = take(photo(fmt), written_at=NOW - 1)
    assert (taken.captured_at, taken.offset_s, taken.clock) == (TAKEN_AT, 3600, "camera")


def test_without_an_offset_the_cameras_time_is_the_journeys() -> None:
    taken = take(photo(offset=None))
    assert (taken.captured_at, taken.offset_s) == (TAKEN_AT + 3_600_000_000, 0)


@pytest.mark.parametrize("when", ["0000:00:00 00:00:00", "1980:01:01 00:00:00", "2031:01:01 10:00:00", "soon"])
def test_a_camera_that_was_never_set_is_not_believed(when: str) -> None:
    taken = take(photo(when=when), written_at=NOW - 5)
    assert (taken.captured_at, taken.clock) == (NOW - 5, "file")


def test_without_camera_or_file_the_apps_clock_counts() -> None:
    taken = take(plain(), "pasted.png")
    assert (taken.captured_at, taken.clock, taken.media_type) == (NOW, "app", "image/png")
    assert (taken.width, taken.height) == (64, 48)


def test_who_keeps_the_camera_data_gets_the_file_as_it_is() -> None:
    before = photo()
    taken = take(before, keep=True)
    assert taken.data == before
    assert taken.kept_metadata
    assert taken.removed == ()


def test_the_digest_is_of_what_is_kept() -> None:
    taken = take(photo())
    assert taken.digest == sha256(taken.data).hexdigest()


def test_colours_survive_a_turn() -> None:
    """A colour profile belongs to the pixels."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = BytesIO()
    drawn().save(out, "JPEG", exif=camera_data(6), icc_profile=profile)
    assert opened(take(out.getvalue()).data).info["icc_profile"] == profile


@pytest.mark.parametrize(
    ("data", "name", "media"),
    [
        (b"%PDF-1.7 ...", "ticket.pdf", "application/pdf"),
        (b"Gate changed to B22\n", "sms.txt", "text/plain"),
        (b"\x00\x01\x02", "recording", "application/octet-stream"),
        (b"ID3\x04", "voice.mp3", "audio/mpeg"),
    ],
)
def test_any_other_file_is_kept_as_it_is(data: bytes, name: str, media: str) -> None:
    taken = take(data, name, written_at=NOW - 9)
    assert (taken.data, taken.media_type, taken.clock, taken.width) == (data, media, "file", None)
    assert taken.kept_metadata  # nobody looked inside


def test_the_content_says_what_it_is_not_the_name() -> None:
    assert take(plain("PNG"), "photo.jpg").media_type == "image/png"
    with pytest.raises(InputError, match="called a picture and is none"):
        take(b"<html>not found</html>", "photo.jpg")


def test_names_cannot_lead_out_of_the_folder_or_break_a_line() -> None:
    assert take(plain(), "../../etc/pass\nwd.png").name == "pass wd.png"
    assert take(plain(), "C:\\x\\y.png").name == "y.png"
    assert len(take(plain(), "x" * 500 + ".png").name) <= 120


@pytest.mark.parametrize("fmt", [*FORMATS, "GIF", "BMP"])
def test_what_is_blacked_out_is_gone_from_the_pixels(fmt: str) -> None:
    """The red corner of a photo that was held sideways: boxes are of the picture as it is seen."""
    before, media = (plain(fmt) if fmt in ("GIF", "BMP") else photo(fmt, 6)), f"image/{fmt.lower()}"
    corner = (0.6, 0.0, 0.4, 0.4) if fmt in FORMATS else (0.0, 0.0, 0.4, 0.4)
    after = blackened(before, media, "p", [corner])
    found = opened(after).convert("RGB")
    assert not [secret for secret in SECRETS if secret in after]
    left, top = int(corner[0] * found.width), 0
    part = found.crop((left, top, left + int(0.4 * found.width), int(0.4 * found.height)))
    assert max(high for _low, high in part.getextrema()) < 40  # type: ignore[misc]  # three channels
    assert blackened(before, media, "p", []) == before


def heic() -> bytes:
    """A photo in the tree of boxes of a HEIC, with all that a phone notes."""
    out = BytesIO()
    drawn().save(out, "AVIF", exif=camera_data(1).tobytes(), xmp=XMP)
    return out.getvalue()


@pytest.mark.parametrize("brand", [b"avif", b"heic"])
def test_what_a_phone_noted_in_a_heic_is_blanked_out(brand: bytes) -> None:
    """AVIF is built like HEIC, and Pillow can judge that the picture itself is untouched."""
    before = heic()
    taken = take(before[:8] + brand + before[12:], "IMG_7.heic")
    assert not [secret for secret in SECRETS if secret in taken.data]
    assert (taken.removed, taken.kept_metadata) == (("position", "camera"), False)
    assert (taken.captured_at, taken.clock, len(taken.data)) == (TAKEN_AT, "camera", len(before))
    assert opened(taken.data[:8] + b"avif" + taken.data[12:]).tobytes() == opened(before).tobytes()
    kept = take(before, keep=True)
    assert (kept.data, kept.kept_metadata) == (before, True)


@pytest.mark.parametrize("size", [(9000, 9000), (40_000, 10)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    out = BytesIO()
    Image.new("1", size).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(InputError, match=r"40000 × 10|9000 × 9000"):
        take(out.getvalue(), "bomb.png")


def test_many_pages_are_refused() -> None:
    out = BytesIO()
    pages = [Image.new("1", (8, 8), page % 2) for page in range(limits.MOST_PAGES + 1)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(InputError, match="pages"):
        take(out.getvalue(), "fax.tiff")


def test_all_pages_of_a_scan_stay() -> None:
    out = BytesIO()
    pages = [drawn(), drawn((30, 20))]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], software="SECRETPHONE")
    taken = take(out.getvalue(), "scan.tiff")
    kept = opened(taken.data)
    assert getattr(kept, "n_frames", 1) == 2
    assert b"SECRETPHONE" not in taken.data


def test_a_file_that_is_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 1000)
    path = tmp_path / "film.mp4"
    path.write_bytes(bytes(1001))
    with pytest.raises(InputError, match=r"“film.mp4” has 1001 bytes: more than the 1000 bytes"):
        read_file(path, zone=ZONE, now=NOW)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")  # reading it would never end
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(InputError, match="is no file"):
            read_file(path, zone=ZONE, now=NOW)
    with pytest.raises(InputError, match=re.escape("“gone.jpg” cannot be read")):
        read_file(tmp_path / "gone.jpg", zone=ZONE, now=NOW)
    (tmp_path / "empty.jpg").write_bytes(b"")
    with pytest.raises(InputError, match="is empty"):
        read_file(tmp_path / "empty.jpg", zone=ZONE, now=NOW)


def test_a_file_on_disk_brings_its_own_time(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(plain())
    os.utime(path, ns=(NOW * 1000, (NOW - 77_000_000) * 1000))
    taken = read_file(path, zone=ZONE, now=NOW)
    assert (taken.captured_at, taken.clock, taken.name) == (NOW - 77_000_000, "file", "scan.png")
