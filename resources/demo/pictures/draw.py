"""Draws the pictures of the demo: signs, a bill, screens. Run it to make them anew; they ship as they are.

    python resources/demo/pictures/draw.py

Nobody and no real company is on them. The app never runs this.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "fonts"
PHOTO, PHONE = (1200, 900), (720, 1280)
INK, PAPER, QUIET = "#1C2430", "#FBFAF7", "#5B6573"
Pen = ImageDraw.ImageDraw


def font(size: int, weight: str = "Regular") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"Inter-{weight}.ttf"), size)


def photo(colour: str = "#8E9297") -> tuple[Image.Image, Pen]:
    """A wall of a hall, with the light from above."""
    image = Image.new("RGB", PHOTO, colour)
    pen = ImageDraw.Draw(image)
    red, green, blue = image.getpixel((0, 0))  # type: ignore[misc]  # three channels
    for y in range(0, PHOTO[1], 6):
        light = 1.12 - 0.35 * y / PHOTO[1]
        shade = tuple(min(255, int(part * light)) for part in (red, green, blue))
        pen.rectangle((0, y, PHOTO[0], y + 6), fill=shade)
    return image, pen


def panel(pen: Pen, box: tuple[int, int, int, int], colour: str) -> None:
    """A lit panel with a frame, hung from the ceiling."""
    left, top, right, _ = box
    for x in (left + 120, right - 120):
        pen.line((x, 0, x, top), fill="#3A3F45", width=10)
    pen.rounded_rectangle((box[0] - 12, box[1] - 12, box[2] + 12, box[3] + 12), 22, fill="#2B2F34")
    pen.rounded_rectangle(box, 14, fill=colour)


def bag_drop() -> Image.Image:
    image, pen = photo("#9A9DA0")
    panel(pen, (140, 150, 1060, 560), "#123A63")
    pen.text((200, 200), "Bag drop", fill="white", font=font(84, "Bold"))
    pen.text((200, 330), "Waiting time now", fill="#BFD3E8", font=font(48))
    pen.text((200, 395), "5 min", fill="#FFD46B", font=font(120, "Bold"))
    for person in range(15):  # the line: heads seen from behind, as shapes
        x, y = 40 + person * 80, 760 + (person % 3) * 14
        pen.ellipse((x, y, x + 62, y + 62), fill="#3D444C")
        pen.rounded_rectangle((x - 14, y + 56, x + 76, 940), 30, fill="#4C555F")
    return image


def lanes() -> Image.Image:
    image, pen = photo("#A8A39A")
    for place, (number, state) in enumerate((("1", "closed"), ("2", "open"), ("3", "closed"), ("4", "open"))):
        left = 50 + place * 280
        panel(pen, (left, 170, left + 240, 470), "#20262D")
        pen.text((left + 120, 270), number, fill="white", font=font(120, "Bold"), anchor="mm")
        colour = "#59C37B" if state == "open" else "#F0705A"
        pen.text((left + 120, 410), state.upper(), fill=colour, font=font(44, "Bold"), anchor="mm")
        pen.rectangle((left + 20, 620, left + 220, 900), fill="#5F646A")
        if state == "closed":
            pen.line((left + 20, 640, left + 220, 640), fill="#F0705A", width=18)
    pen.text((600, 545), "Security", fill=INK, font=font(52, "SemiBold"), anchor="mm")
    return image


def belt() -> Image.Image:
    image, pen = photo("#7F878C")
    panel(pen, (240, 130, 960, 500), "#15191E")
    pen.text((300, 175), "6", fill="#FFD46B", font=font(230, "Bold"))
    pen.text((520, 210), "OSLO", fill="white", font=font(84, "Bold"))
    pen.text((520, 330), "Bags on belt", fill="#9DB7CF", font=font(52))
    pen.rounded_rectangle((60, 700, 1140, 880), 60, fill="#33383E")
    for x in range(90, 1120, 70):
        pen.line((x, 712, x - 30, 868), fill="#4A5057", width=6)
    return image


def phone(title: str, colour: str = "#0E3F4F") -> tuple[Image.Image, Pen]:
    image = Image.new("RGB", PHONE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 720, 150), fill=colour)
    pen.text((40, 92), title, fill="white", font=font(44, "SemiBold"), anchor="lm")
    return image, pen


def bubble(pen: Pen, top: int, words: str, *, mine: bool = False) -> int:
    """A message; where the next one may begin."""
    lines = words.split("\n")
    height = 50 + 48 * len(lines)
    left, right = (150, 680) if mine else (40, 600)
    pen.rounded_rectangle((left, top, right, top + height), 28, fill="#DCEFE9" if mine else "#ECEAE4")
    for number, line in enumerate(lines):
        pen.text((left + 30, top + 24 + 48 * number), line, fill=INK, font=font(34))
    return top + height + 28


def boarding() -> Image.Image:
    image, pen = phone("My trip")
    pen.text((40, 210), "Lisbon to Oslo", fill=INK, font=font(52, "Bold"))
    pen.text((40, 285), "Seat 24 C  ·  Group 4", fill=QUIET, font=font(36))
    pen.rounded_rectangle((40, 370, 680, 640), 28, fill="#E7F1F0")
    pen.text((80, 415), "Boarding now: groups 1 to 3", fill=INK, font=font(38))
    pen.text((80, 485), "Group 4 in about", fill=INK, font=font(38))
    pen.text((80, 540), "8 minutes", fill="#0E6E6E", font=font(62, "Bold"))
    pen.text((40, 700), "We tell you here when it is your turn.", fill=QUIET, font=font(34))
    return image.crop((0, 0, 720, 820))


def extras() -> Image.Image:
    image, pen = phone("Almost done", "#4A3B6B")
    pen.text((40, 200), "Make your journey better", fill=INK, font=font(46, "Bold"))
    for place, (name, price) in enumerate(
        (("Seat next to the aisle", "18"), ("Travel insurance", "12"), ("Priority", "25"))
    ):
        top = 300 + place * 170
        pen.rounded_rectangle((40, top, 680, top + 140), 22, outline="#CFCBC2", width=3)
        pen.rounded_rectangle((70, top + 45, 120, top + 95), 10, fill="#4A3B6B")
        pen.line((82, top + 70, 92, top + 82, 110, top + 58), fill="white", width=7)
        pen.text((150, top + 70), name, fill=INK, font=font(36), anchor="lm")
        pen.text((655, top + 70), f"€ {price}", fill=INK, font=font(36, "SemiBold"), anchor="rm")
    pen.text((40, 850), "No thanks, continue without", fill="#B5B1A8", font=font(26))
    pen.rounded_rectangle((40, 1080, 680, 1190), 55, fill="#4A3B6B")
    pen.text((360, 1135), "Continue for € 214", fill="white", font=font(40, "SemiBold"), anchor="mm")
    return image


def chat() -> Image.Image:
    image, pen = phone("Nora, digital assistant", "#1F4E79")
    top = bubble(pen, 200, "Hello, I am Nora.\nHow can I help you?")
    top = bubble(pen, top, "My wife died", mine=True)
    top = bubble(pen, top, "Our opening hours:\nMon to Fri, 8 to 18")
    top = bubble(pen, top, "I must change the\nname on the contract", mine=True)
    bubble(pen, top, "I did not understand\nthat. Did you mean:\nmoving house?")
    return image


def offer() -> Image.Image:
    image, pen = phone("Messages", "#3D444C")
    pen.text((360, 210), "Today 20:15", fill=QUIET, font=font(30), anchor="mm")
    bubble(pen, 260, "See the harbour from\nyour bed! Upgrade your\nroom for only € 19.\nReply YES")
    return image.crop((0, 0, 720, 620))


def bill() -> Image.Image:
    image, pen = photo("#6B4B33")
    pen.polygon(((330, 60), (890, 40), (910, 860), (310, 870)), fill=PAPER)
    pen.text((610, 130), "BILL", fill=INK, font=font(64, "Bold"), anchor="mm")
    rows = (
        ("Room 118, 1 night", "142.00"),
        ("Breakfast, included", "0.00"),
        ("Breakfast", "19.50"),
        ("City tax", "3.20"),
    )
    for place, (name, price) in enumerate(rows):
        y = 240 + place * 85
        pen.text((370, y), name, fill=INK, font=font(38, "SemiBold" if name == "Breakfast" else "Regular"))
        pen.text((850, y), price, fill=INK, font=font(38), anchor="ra")
    pen.line((370, 600, 850, 600), fill=INK, width=4)
    pen.text((370, 630), "Total, EUR", fill=INK, font=font(46, "Bold"))
    pen.text((850, 630), "164.70", fill=INK, font=font(46, "Bold"), anchor="ra")
    pen.text((610, 790), "Thank you for staying with us", fill=QUIET, font=font(30), anchor="mm")
    pen.ellipse((345, 385, 875, 490), outline="#B3402A", width=7)
    return image


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "bag-drop": bag_drop,
    "lanes": lanes,
    "belt": belt,
    "boarding": boarding,
    "extras": extras,
    "chat": chat,
    "offer": offer,
    "bill": bill,
}


def main() -> None:
    for name, draw in PICTURES.items():
        draw().quantize(64, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
