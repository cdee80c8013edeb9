"""Pictures, read by Pillow with limits: their size before any pixel is unpacked, then freed of what gives away.

Pillow raises almost anything on a hostile file, so every exception here means "cannot be read" and nothing else.
To be used on a worker: a large photo takes a second. Only formats of `kinds.PICTURES` are ever tried.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageOps, JpegImagePlugin

from mysteryshop.errors import InputError, KnownError
from mysteryshop.journey import Instant

from . import exif, heif, limits
from .kinds import PICTURES
from .stripping import STRIPPERS
from .words import type_text

# Of pictures that had to be turned: no difference can be seen.
_OPTIONS: dict[str, dict[str, Any]] = {
    "image/jpeg": {"quality": 95},
    "image/webp": {"quality": 95},
    "image/tiff": {"compression": "tiff_deflate"},
}
_TURNED = (5, 6, 7, 8)  # orientations that exchange width and height


logging.getLogger("PIL").setLevel(logging.CRITICAL)  # what it logs of a broken file is said by our sentence


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Pixels to be shown, upright, row by row: four bytes each, blue, green, red and opacity, the colours times it."""

    width: int
    height: int
    pixels: bytes
    full_width: int  # of the whole picture, where it is shown smaller
    full_height: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture as it is kept. `told` is what its camera data tells; it is gone from `data` unless it was kept."""

    data: bytes
    width: int
    height: int
    taken: tuple[Instant, int] | None  # the camera's time and its UTC offset in seconds
    told: tuple[str, ...]
    turned: bool  # its pixels were made anew, to stand upright


def cleaned(data: bytes, media: str, name: str, *, zone: str, latest: Instant, keep: bool) -> Cleaned:
    """Read a picture and free it of everything but its pixels; with `keep` it stays as it is.

    InputError where it is too large or cannot be read.
    """
    with _readable(name, media), _opened(data, media, name) as image:
        camera = image.getexif()
        told = exif.holds(camera)
        taken = exif.taken_at(camera, zone, latest)
        _unpack(image, name)
        way = exif.orientation(image.getexif())  # Pillow turns a TIFF itself while it unpacks it
        width, height = image.size[::-1] if way in _TURNED else image.size
        kept = data if keep else _freed(image, data, media, way)
        return Cleaned(kept, width, height, taken, told, turned=not keep and way != 1)


def blanked_heif(
    data: bytes, name: str, zone: str, latest: Instant
) -> tuple[tuple[str, ...], tuple[Instant, int] | None, bytes]:
    """What a HEIC or AVIF tells beside its picture, the camera's time, and the file without it. InputError as above."""
    with _readable(name, "image/heic"):
        blank, camera = heif.blanked(data)
        return exif.holds(camera), exif.taken_at(camera, zone, latest), blank


def thumbnail(data: bytes, media: str, name: str, side: int) -> Bitmap:
    """The picture within a square of `side` pixels. InputError as above."""
    with _readable(name, media), _opened(data, media, name) as image:
        full = image.size
        shown = _shown(image, side)
        return _bitmap(shown, _upright(full, image))


def bitmap(data: bytes, media: str, name: str) -> Bitmap:
    """The picture, or an nth of it where it is too large to be viewed. InputError as above."""
    with _readable(name, media), _opened(data, media, name) as image:
        full = image.size
        shown = _shown(image)
        return _bitmap(shown, _upright(full, image))


def bitmaps(data: bytes, media: str, name: str, *, least: int = 400) -> tuple[Bitmap, ...]:
    """The picture, an nth of it where it is too large to be viewed, then each time half as large down to `least`.

    InputError as above.
    """
    with _readable(name, media), _opened(data, media, name) as image:
        full = image.size
        shown = _shown(image)
        levels = [shown]
        while max(levels[-1].size) > least:
            levels.append(levels[-1].reduce(2))
        full = _upright(full, image)
        return tuple(_bitmap(level, full) for level in levels)


def _upright(size: tuple[int, int], image: Image.Image) -> tuple[int, int]:
    return (size[1], size[0]) if exif.orientation(image.getexif()) in _TURNED else size


def _bitmap(shown: Image.Image, full: tuple[int, int]) -> Bitmap:
    return Bitmap(*shown.size, shown.convert("RGBa").tobytes("raw", "BGRa"), *full)


def for_print(data: bytes, media: str, name: str, *, side: int = 1400) -> tuple[bytes, int, int]:
    """A JPEG on white that fits into a square of `side` pixels, and its width and height. InputError as above."""
    with _readable(name, media), _opened(data, media, name) as image:
        rgba = _shown(image, side)
        paper = Image.new("RGB", rgba.size, "white")
        paper.paste(rgba, mask=rgba.getchannel("A"))
        out = BytesIO()
        paper.save(out, "JPEG", quality=85, optimize=True)
        return out.getvalue(), *paper.size


def blackened(data: bytes, media: str, name: str, boxes: Iterable[tuple[float, float, float, float]]) -> bytes:
    """The same kind of picture with black boxes in its very pixels, and no camera data: nothing lies beneath.

    A box is x, y, width and height in shares of the upright picture. Only the first page stays of several.
    InputError as above; without boxes the file as it is.
    """
    wanted = tuple(boxes)
    if not wanted:
        return data
    with _readable(name, media), _opened(data, media, name) as image:
        bare = _bare(image).convert("L" if image.mode in ("1", "L") else "RGB")
        pen = ImageDraw.Draw(bare)
        for x, y, width, height in wanted:
            left, top = int(x * bare.width), int(y * bare.height)
            right, bottom = math.ceil((x + width) * bare.width), math.ceil((y + height) * bare.height)
            pen.rectangle((left, top, max(left, right - 1), max(top, bottom - 1)), fill=0)
        out = BytesIO()
        bare.save(out, PICTURES[media], **_OPTIONS.get(media, {}))
        return out.getvalue()


@contextmanager
def _readable(name: str, media: str) -> Iterator[None]:
    try:
        yield
    except KnownError:
        raise
    except Exception as error:  # see above: whatever it is, the file is to blame
        raise InputError(
            f"“{name}” is no {type_text(media)} that can be read: it is damaged or not complete.",
            "Copy it from the camera or the phone again. Packed into a ZIP file it can be attached as it is.",
        ) from error


@contextmanager
def _opened(data: bytes, media: str, name: str) -> Iterator[Image.Image]:
    """The picture with nothing unpacked yet; InputError where it is too large."""
    with Image.open(BytesIO(data), formats=[PICTURES[media]]) as image:
        check_size(image.width, image.height, name)
        yield image


def check_size(width: int, height: int, name: str) -> None:
    """InputError for a picture that would fill the memory."""
    if width * height > limits.MOST_PIXELS or max(width, height) > limits.LONGEST_SIDE:
        raise InputError(
            f"“{name}” has {width} × {height} pixels: too many to be shown safely. It is not attached.",
            f"Make it smaller: up to {limits.MOST_PIXELS // 1_000_000} million pixels, "
            f"no side longer than {limits.LONGEST_SIDE:,}.",
        )


def _unpack(image: Image.Image, name: str) -> None:
    """Unpack every page once, so that what is kept can be shown later."""
    pixels = 0
    for page in range(limits.MOST_PAGES + 1):
        try:
            image.seek(page)
        except EOFError:
            break
        pixels += image.width * image.height
        if page == limits.MOST_PAGES or pixels > limits.MOST_PIXELS:
            raise InputError(
                f"“{name}” has too many pages or pixels to be shown safely. It is not attached.",
                f"Up to {limits.MOST_PAGES} pages and {limits.MOST_PIXELS // 1_000_000} million pixels fit: "
                "attach it in parts.",
            )
        image.load()
    image.seek(0)


def _freed(image: Image.Image, data: bytes, media: str, way: int) -> bytes:
    """The same pixels without camera data: to the bit where it stands upright, else made anew."""
    strip = STRIPPERS.get(media)
    if strip is not None and (way == 1 or getattr(image, "n_frames", 1) > 1):
        try:
            stripped = strip(data)
            with Image.open(BytesIO(stripped), formats=[PICTURES[media]]) as again:
                again.load()
            return stripped
        except Exception:  # not built as its format says, yet Pillow can read it: made anew from its pixels
            pass
    return data if media == "image/bmp" else _made_anew(image, media)


def _made_anew(image: Image.Image, media: str) -> bytes:
    pages = []
    for page in range(getattr(image, "n_frames", 1)):
        image.seek(page)
        pages.append(_bare(image))
    out = BytesIO()
    options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile"), **_OPTIONS.get(media, {})}
    if media == "image/jpeg" and (sampling := _sampling(image)) >= 0:
        options["subsampling"] = sampling
    if len(pages) > 1:
        options |= {"save_all": True, "append_images": pages[1:]}
    pages[0].save(out, PICTURES[media], **options)
    return out.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    """Upright pixels, and nothing that was noted about them."""
    upright = ImageOps.exif_transpose(image)
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    palette = upright.getpalette() if upright.mode == "P" else None
    if palette:
        bare.putpalette(palette)
    if "transparency" in image.info:
        bare.info["transparency"] = image.info["transparency"]
    return bare


def _sampling(image: Image.Image) -> int:
    """How the JPEG's colours are thinned out; -1 where that is not known."""
    return int(JpegImagePlugin.get_sampling(image))


def _shown(image: Image.Image, side: int = 0) -> Image.Image:
    """Upright and in RGBA, within a square of `side`, or, without it, an nth where it is too large to be viewed.

    A JPEG is unpacked at an eighth, a quarter or half where that is enough.
    """
    width, height = image.size
    if side:
        factor = min(1.0, side / max(width, height))
    else:
        factor = 1 / math.ceil(math.sqrt(width * height / limits.VIEWED_PIXELS))
    wanted = max(1, round(width * factor)), max(1, round(height * factor))
    image.draft(None, wanted)
    shown = _plain(image)
    if shown.size != wanted:
        shown = shown.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=2.0)
    turn = _TURNS.get(exif.orientation(image.getexif()))
    return shown.transpose(turn) if turn is not None else shown


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _plain(image: Image.Image) -> Image.Image:
    """The picture in red, green, blue and opacity; sixteen bits a pixel become eight."""
    if image.mode.startswith(("I", "F")):
        low, high = image.getextrema()
        if not (isinstance(low, int | float) and isinstance(high, int | float)):
            raise ValueError("no range of grey")
        scale = 255 / high if high > 255 else 1.0
        return image.convert("F").point(lambda value: value * scale).convert("L").convert("RGBA")
    return image.convert("RGBA")
