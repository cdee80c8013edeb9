"""The typefaces of a report: the bundled ones, and the system's only where a text needs them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from mysteryshop import paths
from mysteryshop.errors import KnownError

OWN, LETTERS = "Inter", "DejaVu Sans"
LAST_RESORT = "Last Resort High-Efficiency"  # a labelled box for every character there is
_PREFERRED = ("Noto Sans", "Segoe UI", "Apple", "Hiragino", "PingFang", "Microsoft", "Droid Sans", "Source Han Sans")


@dataclass(frozen=True, slots=True)
class Faces:
    """What Typst may set with: its font book, and the families in the order in which they are asked."""

    fonts: typst.Fonts
    families: tuple[str, ...]


def faces_for(text: str) -> Faces:
    """The typefaces for a text: the bundled families, and those of the system that have what these lack.

    KnownError where the fonts that ship with the app are gone.
    """
    missing = {c for c in set(text) if ord(c) not in _bundled_letters() and c.isprintable()}
    if not missing:
        return Faces(_bundled(), _present((OWN, LETTERS, LAST_RESORT)))
    return Faces(_with_system(), _present((OWN, LETTERS, *_families_with(missing), LAST_RESORT)))


def _folders() -> tuple[Path, ...]:
    from matplotlib import get_data_path

    return paths.resources() / "fonts", Path(get_data_path()) / "fonts" / "ttf"


@cache
def _bundled() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=_existing())


@cache
def _with_system() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=_existing())


def _existing() -> list[str]:
    return [str(folder) for folder in _folders() if folder.is_dir()]


def _present(families: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the families that there are, at least one that can set Latin text."""
    known = {f.family for f in _bundled().fonts()} | set(families[2:-1])
    present = tuple(f for f in families if f in known)
    if not {OWN, LETTERS} & set(present):
        raise KnownError(
            f"The report cannot be set: the fonts that belong to the app are not in {paths.resources() / 'fonts'}.",
            "Nothing of the journey is lost. Install the app anew, then export again.",
        )
    return present


@cache
def _bundled_letters() -> frozenset[int]:
    return frozenset().union(*(_letters(f) for f in _regulars(_bundled(), (OWN, LETTERS)).values()))


def _letters(face: tuple[str, int]) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(face[0], face_index=face[1]).get_charmap())


def _regulars(fonts: typst.Fonts, wanted: tuple[str, ...] = ()) -> dict[str, tuple[str, int]]:
    """Each family's file and index of the upright face nearest to regular weight."""
    best: dict[str, tuple[int, str, int]] = {}
    for font in fonts.fonts():
        if font.path is None or font.style != "normal" or (wanted and font.family not in wanted):
            continue
        candidate = (abs(font.weight - 400), font.path, font.index)
        best[font.family] = min(candidate, best.get(font.family, candidate))
    return {family: (path, index) for family, (_, path, index) in best.items()}


def _families_with(missing: set[str]) -> tuple[str, ...]:
    """As few of the system's families as have the missing characters, sans serif first."""
    chosen: list[str] = []
    left = {ord(c) for c in missing}
    while left:
        family, found = _best_family(frozenset(left))
        if not found:
            break
        chosen.append(family)
        left -= found
    return tuple(chosen)


def _best_family(left: frozenset[int]) -> tuple[str, set[int]]:
    found = {family: _has(face, left) for family, face in _system_faces().items()}
    best = max(found, key=lambda f: (len(found[f]), f.startswith(_PREFERRED), "Mono" not in f, f), default="")
    return best, found.get(best, set())


@cache
def _system_faces() -> dict[str, tuple[str, int]]:
    own = {f.family for f in _bundled().fonts()}
    return {family: face for family, face in _regulars(_with_system()).items() if family not in own}


def _has(face: tuple[str, int], letters: frozenset[int]) -> set[int]:
    from matplotlib.ft2font import FT2Font

    try:
        font = FT2Font(face[0], face_index=face[1])
    except (OSError, RuntimeError):  # a font file of the system's that is damaged or of an odd kind
        return set()
    return {letter for letter in letters if font.get_char_index(letter)}
