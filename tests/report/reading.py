"""Looks inside a PDF as a reader, a screen reader and an archive would."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")


@cache
def _pages(content: bytes) -> tuple[str, ...]:
    return tuple(plain(page.extract_text()) for page in PdfReader(BytesIO(content)).pages)


def pages(pdf: Path) -> list[str]:
    """Each page's text, with runs of white space made one space and break opportunities taken out."""
    return list(_pages(pdf.read_bytes()))


def copied(pdf: Path) -> str:
    """The whole text as a reader copies it, letters that share a placeholder's shape included (by poppler)."""
    told = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True).stdout
    return plain(told.decode("utf-8"))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\xad", "").replace("\xa0", " "))


def bookmarks(pdf: Path) -> list[tuple[int, str]]:
    """The outline, flat: depth and title."""

    def walk(items: list[Any], depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                yield depth, str(item.title)

    return list(walk(PdfReader(pdf).outline, 0))


def alternatives(pdf: Path) -> list[str]:
    """The words that stand for each figure."""
    with pikepdf.open(pdf) as opened:
        return [str(e.Alt) for e in opened.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Figure"]


def tags(pdf: Path) -> set[str]:
    """The kinds of structure elements."""
    with pikepdf.open(pdf) as opened:
        found = (
            e.get("/S") for e in opened.objects if isinstance(e, pikepdf.Dictionary) and e.get("/Type") == "/StructElem"
        )
        return {str(name) for name in found}


def fonts(pdf: Path) -> dict[str, bool]:
    """Every font by name, and whether it is embedded."""
    with pikepdf.open(pdf) as opened:
        described = [
            f for f in opened.objects if isinstance(f, pikepdf.Dictionary) and f.get("/Type") == "/FontDescriptor"
        ]
        return {str(f.FontName): any(k in f for k in ("/FontFile", "/FontFile2", "/FontFile3")) for f in described}


@dataclass(frozen=True)
class Word:
    """A word and its box in points from the upper left corner of its page."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


def words(pdf: Path) -> list[Word]:
    """Every word with its place, by poppler."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for number, page in enumerate(told.split("<page ")[1:], 1):
        for left, top, right, bottom, text in _WORD.findall(page):
            found.append(Word(number, text, float(left), float(top), float(right), float(bottom)))
    return found
