"""Templates as TOML files: those that ship with the app, and the user's own beside their data."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from . import toml_text
from .errors import InputError, KnownError
from .journey import Template, Touchpoint
from .paths import resources
from .template_rules import Problem, check
from .toml_lines import Path as KeyPath
from .toml_lines import lines

ORDER = (  # of display; a template that is not named here stands after these
    "airline-passenger",
    "teacher-as-student",
    "coach-as-player",
    "pastor-as-parishioner",
    "doctor-as-patient",
    "engineer-as-end-user",
    "salesperson-as-buyer",
    "retail-store-visit",
    "online-purchase-return",
    "hotel-stay",
    "phone-chat-support",
    "business-ordering",
    "internal-service-desk",
    "internal-sales-support",
    "supplier-getting-paid",
    "new-employee-first-week",
)
MOST_BYTES = 1_000_000
_SHOWN = 4  # further problems that one message names


def load(path: Path) -> Template:
    """The template in that file. InputError names file, line, key and what was expected."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise _unreadable(path, error) from error
    if size > MOST_BYTES:
        raise InputError(f"{path.name} has {size} bytes, too many for a template.", "Choose a template's TOML file.")
    return parse(_decoded(data, path.name), path.name)


def parse(text: str, file: str = "template") -> Template:
    """The template that the TOML text describes; `file` is what errors call it."""
    text = text.removeprefix("\ufeff")  # some editors put a byte order mark before it: harmless
    table = _table(text, file)
    template, problems = check(table)
    if template is None:
        raise _wrong(text, file, problems)
    return template


def to_toml(template: Template) -> str:
    """The template as TOML text; `parse` makes an equal one of it."""
    import tomli_w

    head: dict[str, Any] = {
        "key": template.key,
        "name": template.name,
        "description": template.description,
        "relationship": template.relationship,
        "silence_limit_minutes": _number(template.silence_limit_minutes),
        "version": template.version,
    }
    return tomli_w.dumps(head | {"touchpoint": [_touchpoint(t) for t in template.touchpoints]})


@cache
def builtin() -> tuple[Template, ...]:
    """The templates that ship with the app, in the order of display."""
    loaded = [load(path) for path in (resources() / "templates").glob("*.toml")]
    places = {key: index for index, key in enumerate(ORDER)}
    return tuple(sorted(loaded, key=lambda t: (places.get(t.key, len(ORDER)), t.name)))


def load_all(data_dir: Path | None) -> tuple[list[Template], list[InputError]]:
    """All templates, and one error per file of the user's own that cannot be used.

    An own template takes the place of the shipped one with its key; others follow by name.
    """
    own: dict[str, Template] = {}
    errors: list[InputError] = []
    for path, result in _own(data_dir):
        if isinstance(result, InputError):
            errors.append(result)
        elif result.key in own:
            title = f"{path.name}: the key {result.key} is used by another of your templates, so this one is left out."
            errors.append(InputError(title, "Give one of the two another key."))
        else:
            own[result.key] = result
    shipped = [own.pop(template.key, template) for template in builtin()]
    return shipped + sorted(own.values(), key=lambda t: (t.name.casefold(), t.key)), errors


def all_templates(data_dir: Path | None) -> tuple[Template, ...]:
    """The shipped templates and the user's own that can be used; `load_all` says what is wrong with the rest."""
    return tuple(load_all(data_dir)[0])


def find(key: str, data_dir: Path | None = None) -> Template:
    """The template with that key, an own one first; InputError with a suggestion where there is none."""
    templates = all_templates(data_dir)
    for template in templates:
        if template.key == key:
            return template
    keys = [template.key for template in templates]
    close = get_close_matches(key, keys, n=1)
    remedy = f"Did you mean {close[0]}?" if close else f"Choose one of {', '.join(keys)}."
    raise InputError(f'There is no template "{key}".', remedy)


def own_folder(data_dir: Path) -> Path:
    """Where the user's own templates lie."""
    return data_dir / "templates"


def save(template: Template, data_dir: Path) -> Path:
    """Keeps the template among the user's own; written beside and replaced, so never half there.

    The file that holds the key already is replaced; another file's name is never taken.
    InputError where the template breaks a rule, KnownError where the disk refuses.
    """
    text = to_toml(template)
    parse(text, f"{template.key}.toml")
    try:
        target = _target(template.key, data_dir)
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, text)
    except OSError as error:
        raise KnownError(
            f"The template {template.name} could not be saved in {own_folder(data_dir)}: {_reason(error)}. "
            "What was there before is unchanged.",
            "Free some space or choose a data folder that can be written, then save again.",
        ) from error
    return target


def _own(data_dir: Path | None) -> Iterator[tuple[Path, Template | InputError]]:
    if data_dir is None:
        return
    folder = own_folder(data_dir)
    try:
        paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    except OSError as error:
        title = f"Your own templates in {folder} cannot be read: {_reason(error)}."
        yield folder, InputError(title, "Give yourself the right to look into that folder.")
        return
    for path in paths:
        if path.name.startswith("."):
            continue
        try:
            yield path, load(path)
        except InputError as error:
            yield path, error


def _target(key: str, data_dir: Path) -> Path:
    for path, result in _own(data_dir):
        if isinstance(result, Template) and result.key == key:
            return path
    names = (f"{key}.toml", *(f"{key}-{number}.toml" for number in range(2, 1000)))
    return next(path for name in names if not (path := own_folder(data_dir) / name).exists())


def _replace(target: Path, text: str) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if hasattr(os, "O_DIRECTORY"):  # the new name is only durable when its folder is
        folder = os.open(target.parent, os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _touchpoint(touchpoint: Touchpoint) -> dict[str, Any]:
    values: dict[str, Any] = {
        "key": touchpoint.key,
        "name": touchpoint.name,
        "phase": touchpoint.phase,
        "prompts": list(touchpoint.prompts),
        "planned_minutes": _number(touchpoint.planned_minutes),
        "expected_communications": touchpoint.expected_communications,
        "silence_limit_minutes": _number(touchpoint.silence_limit_minutes),
        "optional": touchpoint.optional or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _number(value: float | None) -> float | None:
    """Whole minutes without a decimal point, as somebody would write them."""
    return int(value) if value is not None and float(value).is_integer() else value


def _decoded(data: bytes, file: str) -> str:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UnicodeDecodeError("utf-8", data, 0, 1, "UTF-16")
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        title = f"{file}, line {line}: expected text in UTF-8, found the byte 0x{data[error.start]:02x}."
        raise InputError(title, 'Save the file again with the encoding "UTF-8".') from error


def _table(text: str, file: str) -> dict[str, Any]:
    try:
        return toml_text.loads(text)
    except ValueError as error:
        said = str(error)
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", said)
        rows = text.split("\n")
        line = int(place.group(1) or len(rows)) if place else 1
        what = said[: place.start()] if place else said
        key = re.match(r"\s*([\w.-]+)\s*=", rows[line - 1])
        where = f"{file}, line {line}" + (f", key {key.group(1)}" if key else "")
        raise InputError(f"{where}: this is not TOML: {what[:1].lower()}{what[1:]}.", _SYNTAX_REMEDY) from error


def _wrong(text: str, file: str, problems: tuple[Problem, ...]) -> InputError:
    """One error for all problems of a file, in the order of their lines."""
    places = lines(text)
    ranked = sorted(((_line(places, p.path), p) for p in problems), key=lambda pair: pair[0])
    line, first = ranked[0]
    title = f"{file}, line {line}, key {_spelled(first.path)}: expected {first.expected}, found {first.found}."
    others = [f"line {line} ({_spelled(p.path)})" for line, p in ranked[1:]]
    if not others:
        return InputError(title, _REMEDY)
    more = f"{len(others)} more problem{'s' if len(others) > 1 else ''}"
    rest = ", ".join(others[:_SHOWN]) + (" and further down" if len(others) > _SHOWN else "")
    return InputError(title, f"Correct the file; it has {more}: {rest}.")


def _line(places: dict[KeyPath, int], path: KeyPath) -> int:
    """The line of the key, or of the table where it is missing."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, 1)


def _spelled(path: KeyPath) -> str:
    """`touchpoint 2, planned_minutes`: tables and elements counted from 1, as a reader counts."""
    text = ""
    for part in path:
        text += f" {part + 1}" if isinstance(part, int) else (f", {part}" if text else part)
    return text


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"The template {path} cannot be read: {_reason(error)}.", "Check that it exists and can be read.")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


_REMEDY = "Correct the file and open it again."
_SYNTAX_REMEDY = "Correct this line or the one above it: a text stands in quotes, an array in square brackets."
