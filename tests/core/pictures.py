"""Pictures as cameras make them: drawn here, with position, device, orientation and a time."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin, TiffImagePlugin

SECRETS = (b"SECRETPHONE", b"SECRETNAME", b"SECRETWORDS", b"SECRETXMP", b"SECRETFILM")
TAKEN = "2026:11-14 10:22:08".replace("-", ":")
_GPS = {1: "N", 2: (38.0, 46.0, 27.0), 3: "W", 4: (9.0, 8.0, 3.0)}
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRETXMP</x:xmpmeta>"


def drawn(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """A picture whose upper left corner is red and whose lower right corner is blue, on grey."""
    image = Image.new("RGB", size, (200, 200, 200))
    pen = ImageDraw.Draw(image)
    width, height = size
    pen.rectangle((0, 0, width // 3, height // 3), fill=(220, 20, 20))
    pen.rectangle((width * 2 // 3, height * 2 // 3, width, height), fill=(20, 20, 220))
    return image.convert(mode)


def camera_data(orientation: int = 1, *, offset: str | None = "+01:00", when: str = TAKEN) -> Image.Exif:
    """What a phone notes: maker, owner, place, time, and how it was held."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B] = "SECRETPHONE", "SECRETPHONE 12", "SECRETNAME"
    exif[0x0112] = orientation
    inner: dict[int, Any] = {0x9003: when, 0x9291: "250", 0xA431: "SECRETPHONE-SERIAL"}
    if offset is not None:
        inner[0x9011] = offset
    exif._ifds[0x8769] = inner
    exif._ifds[0x8825] = dict(_GPS)
    return exif


def photo(fmt: str = "JPEG", orientation: int = 1, size: tuple[int, int] = (64, 48), **more: Any) -> bytes:
    """A photo of that format with all that a phone puts into it."""
    exif = camera_data(orientation, **more)
    out = BytesIO()
    options: dict[str, Any] = {"exif": exif}
    if fmt == "JPEG":
        options |= {"quality": 92, "comment": b"SECRETWORDS", "xmp": XMP}
    elif fmt == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", "SECRETNAME")
        words.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = words
    elif fmt == "WEBP":
        options |= {"lossless": True, "xmp": XMP}
    elif fmt == "TIFF":
        noted = TiffImagePlugin.ImageFileDirectory_v2()
        for tag, value in ((0x010E, "SECRETWORDS"), (0x010F, "SECRETPHONE"), (0x0112, orientation)):
            noted[tag] = value
        noted[0x8769], noted[0x8825] = exif._ifds[0x8769], exif._ifds[0x8825]
        options = {"tiffinfo": noted}
    drawn(size).save(out, fmt, **options)
    film = b"SECRETFILM" if fmt in ("JPEG", "PNG") else b""
    return out.getvalue() + film


def plain(fmt: str = "PNG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """A picture with nothing beside its pixels."""
    out = BytesIO()
    drawn(size).save(out, fmt, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture, unpacked."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def corners(image: Image.Image) -> tuple[str, str]:
    """Which colour stands at the upper left and at the lower right: "red", "blue" or "grey"."""
    rgb = image.convert("RGB")
    near = rgb.getpixel((3, 3)), rgb.getpixel((rgb.width - 4, rgb.height - 4))
    return _colour(near[0]), _colour(near[1])


def _colour(pixel: Any) -> str:
    red, _green, blue = pixel
    return "red" if red > blue + 60 else "blue" if blue > red + 60 else "grey"
