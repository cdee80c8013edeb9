"""Files that do harm where they can: well-made ones, spoilt at random, and some that were thought out.

A file's name says its kind up to the first dash.
"""

from __future__ import annotations

import gzip
import io
import random
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from mysteryshop.exports import field_notes as notes
from mysteryshop.exports import json_record, mirror_sheet
from mysteryshop.exports.table import exporter_for
from mysteryshop.journey import Record
from mysteryshop.paths import resources
from tests.core import logs
from tests.core.pictures import photo

Files = dict[str, bytes]
DEEP = 20_000
DIGITS = b"9" * 5_000  # more than Python makes a number of

NASTY = (
    b"../../../../escaped", b"/escaped", b"..\\..\\escaped", b"\0", "\ud800".encode(errors="surrogatepass"),
    b"\xff\xfe", b"\xef\xbb\xbf", "\u202e\u2066".encode(), "👩‍🚀".encode(), b"[" * DEEP, b"{" * DEEP, b'{"a":' * DEEP,
    b"9" * 400, DIGITS, b"-1", b"1e999", b"NaN", b"Infinity", b"0x10", b"null", b"true", b'"', b"'", b"\\", b"\\u0000",
    b"\n", b"\r", b"\t", b"|", b",", b";", b"=", b"#", b"=cmd|'/C calc'!A0", b"%s%n%x", b"$(touch escaped)",
    b"<!ENTITY x SYSTEM 'file:///etc/passwd'>", b"&x;", b"]]>", b"<a>" * DEEP, b"x" * 300_000, b"\n" * 50_000,
    b"9999-99-99", b"0000-00-00", b"0001-01-01", b"9999-12-31T23:59:59-23:59", b"99:99", b"24:00",
    b"Europe", b"../zoneinfo", b"posixrules", b"Africa/../../etc",
)  # fmt: skip


def good(record: Record, bundle: bytes, folder: Path) -> Files:
    """One well-made file of each kind."""
    made = {
        "bundle-a.journey": bundle,
        "notes-a.txt": notes.write(record).encode(),
        "whole-a.json": json_record.write(record).encode(),
        "log-a.csv": logs.table(
            [("1", "Call", "2026-11-14T10:00:00Z"), ("1", "Wait", "2026-11-14T10:05:00Z")]
        ).encode(),
        "template-a.toml": (resources() / "templates" / "hotel-stay.toml").read_bytes(),
        "settings-a.toml": b'theme = "dark"\ntext_scale = 1.25\nleader = "Ada"\n[keys]\n"capture.friction" = "G"\n',
        "sheet-a.csv": mirror_sheet.sheet(record).replace(",,,", ",1,a note,").encode(),
    }
    for name in ("log-a.xes", "log-a.xes.gz", "tables-a.zip", "tables-a.xlsx"):
        file = folder / name
        exporter_for(file).write([record], file)
        made[name] = file.read_bytes()
    for fmt in ("JPEG", "PNG", "WEBP", "TIFF"):
        made[f"image-a.{fmt.lower()}"] = photo(fmt, 6)
    return made


def spoilt(made: Files, count: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """So many of them, each with one to four things done to it."""
    for number in range(count):
        name = chance.choice(sorted(made))
        data = made[name]
        for _ in range(chance.randint(1, 4)):
            data = _spoil(data, made, chance)
        yield name.replace("-a.", f"-{number:04}."), data


def _spoil(data: bytes, made: Files, chance: random.Random) -> bytes:
    if not data:
        return b"!"
    at, to = sorted(chance.randrange(len(data)) for _ in range(2))
    other = made[chance.choice(sorted(made))]
    return chance.choice(
        (
            data[:at] + bytes([data[at] ^ chance.randint(1, 255)]) + data[at + 1 :],
            data[:at] + chance.choice(NASTY) + data[at:],
            data[:at] + chance.choice(NASTY) + data[at + 1 :],
            _word_replaced(data, chance),
            _word_replaced(data, chance),
            data[:at],
            data[:at] + data[to:],
            data[:at] + data[at:to] * chance.randint(2, 9) + data[to:],
            data[:at] + other[: chance.randrange(len(other))] + data[at:],
        )
    )


def _word_replaced(data: bytes, chance: random.Random) -> bytes:
    """One value of a text file is something else."""
    words = data.split(chance.choice((b" ", b'"', b",", b"\n", b": ")))
    return data.replace(chance.choice(words) or b"a", chance.choice(NASTY), chance.choice((1, 1, 3)))


def thought_out() -> Files:
    """What somebody would send who knows the formats."""
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    xml = b'<?xml version="1.0"?><!DOCTYPE log [<!ENTITY l0 "ha">%s<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    head = xml % laughs
    log = b'<log><trace><string key="concept:name" value="%s"/></trace></log>'
    plain = "template: hotel-stay\n{}\n10:22 > Check-in\n10:30 f3 slow\n"
    return {
        "log-laughs.xes": head + log % b"&l9;",
        "log-outside.xes": head + log % b"&f;",
        "log-deep.xes": b"<log>" + b"<list>" * 200_000,
        "log-bomb.xes.gz": gzip.compress(b"<log>" + b" " * 600_000_000, 1),
        "log-no-zip.xes.gz": b"\x1f\x8b" + b"x" * 100,
        "log-wide.csv": b"Case ID,Activity,Timestamp\n" + b'1,"' + b"x" * 2_000_000 + b'",2026-11-14\n',
        "log-columns.csv": b",".join(b"c%d" % n for n in range(20_000)) + b"\n" + b"1," * 20_000 + b"\n",
        "log-quotes.csv": b'Case ID,Activity,Timestamp\n1,"never closed,2026-11-14\n' * 1000,
        "log-nul.csv": b"Case ID,Activity,Timestamp\n1,a\0b,2026-11-14T10:00:00Z\n",
        "log-years.csv": b"Case ID,Activity,Timestamp\n1,a,0001-01-01T00:00:00+14:00\n1,b,9999-12-31T23:59:59-12:00\n",
        "log-numbers.csv": b"Case ID,Activity,Timestamp\n1,a," + DIGITS + b"\n",
        "whole-deep.json": b"[" * 300_000,
        "whole-number.json": b'{"format": "mysteryshop", "version": ' + DIGITS + b"}",
        "whole-twice.json": b'{"a":1,"a":2}',
        "whole-empty.json": b"",
        "whole-lone.json": b'{"journeys": [{"place": "\\ud800"}]}',
        "tables-up.zip": _zip({"../../../escaped.csv": b"x", "/escaped.csv": b"x"}),
        "tables-bomb.zip": _zip({"journeys.csv": bytes(400_000_000)}),
        "tables-cut.zip": _zip({"journeys.csv": b"id\n1\n"})[:-5],
        "tables-laughs.xlsx": _zip({"[Content_Types].xml": head + b"<Types>&l9;</Types>"}),
        "tables-bomb.xlsx": _zip({"xl/worksheets/sheet1.xml": b"<c/>" * 50_000_000}),
        "tables-cut.xlsx": _zip({"[Content_Types].xml": b"<Types/>"})[:-5],
        "tables-locked.xlsx": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5_000),
        "tables-log.xlsx": _zip({"[Content_Types].xml": b"<Types>" + b"<a>" * 200_000}),
        "bundle-text.journey": b"hello",
        "bundle-huge.journey": b"MYSHOPJ1" + b"\xff" * 5_000_000,
        "notes-zone-folder.txt": plain.format("zone: Europe").encode(),
        "notes-zone-up.txt": plain.format("zone: ../../etc/passwd").encode(),
        "notes-zone-nul.txt": plain.format("zone: Europe\0Lisbon").encode(),
        "notes-zone-long.txt": plain.format("zone: " + "x" * 10_000).encode(),
        "notes-zone-none.txt": plain.format("zone: Atlantis/Capital").encode(),
        "notes-first-day.txt": plain.format("date: 0001-01-01\nzone: Asia/Tokyo").encode(),
        "notes-last-day.txt": plain.format("date: 9999-12-31\nzone: America/Los_Angeles").encode(),
        "notes-number.txt": plain.format("expect: a | ").encode() + DIGITS + b"%\n",
        "notes-minutes.txt": plain.format("").encode() + b"10:31 p now | due " + DIGITS + b"m\n",
        "notes-name.txt": plain.format("place: " + "x" * 1_000_000).encode(),
        "notes-lines.txt": plain.format("").encode() + b"10:31 .\n" * 30_000,
        "notes-template.txt": b"template: ../../../../etc/passwd\n10:22 .\n",
        "notes-utf16.txt": plain.format("").encode("utf-16"),
        "template-up.toml": b'key = "../../../../escaped"\nname = "x"\n[[touchpoint]]\nkey = "../y"\nname = "y"\n',
        "template-number.toml": b"version = " + DIGITS,
        "template-deep.toml": b"a = " + b"[" * DEEP,
        "template-inline.toml": b"a = " + b"{a=" * DEEP,
        "template-dots.toml": b"a" + b".a" * DEEP + b" = 1",
        "template-infinite.toml": b'key = "a"\nname = "a"\nsilence_limit_minutes = inf\n',
        "template-day.toml": b"key = 2026-11-14T25:00:00Z\n",
        "template-many.toml": b'key="a"\nname="a"\n' + b'[[touchpoint]]\nkey="a"\nname="a"\n' * 20_000,
        "settings-number.toml": b"text_scale = " + DIGITS,
        "settings-deep.toml": b"a = " + b"[" * DEEP,
        "settings-dots.toml": b"a" + b".a" * DEEP + b" = 1",
        "settings-nested.toml": b"a = " + b"[" * 250 + b"]" * 250,
        "settings-tables.toml": b"a = " + b"{a=" * 200 + b"1" + b"}" * 200,
        "settings-nan.toml": b"text_scale = nan\n",
        "settings-infinite.toml": b"text_scale = inf\n",
        "settings-types.toml": b'theme = []\nkeys = {a = 1}\nleader = 3\nlock_after_min = true\nkeep_months = 1e3\n',
        "settings-nul.toml": b'leader = "a\\u0000b"\n',
        "settings-day.toml": b"other = 2026-11-14\nthing = 10:22:00\n",
        "settings-bytes.toml": b"\xff\xfe\0\0",
        "settings-long.toml": b'leader = "' + b"x" * 2_000_000 + b'"\n',
        "sheet-long.csv": b"x" * 1_500_000,
        "sheet-wide.csv": b"journey,touchpoint,name,rating\n" + b'"' + b"x" * 200_000 + b'",y,z,1\n',
        "sheet-nul.csv": b"journey,touchpoint,name,rating\na\0,b,c,1\n",
        "sheet-open.csv": b'journey,touchpoint,name,rating\n"a,b,c,1\n',
        "sheet-empty.csv": b"",
        "image-empty.jpeg": b"",
        "image-text.png": b"no picture",
        "image-svg.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        "image-page.pdf": b"%PDF-1.7\n" + b"x" * 1000,
    }  # fmt: skip


def _zip(parts: Files) -> bytes:
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()
