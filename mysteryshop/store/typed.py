"""Whether an object from elsewhere is what its class says: JSON gives any field any type."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

LARGEST = 1 << 62


def is_typed(thing: Any) -> bool:
    """Whether every field of the dataclass holds what its annotation says, whole numbers within 62 bits."""
    kind: Any = type(thing)
    hints = hints_of(kind)
    return all(fits(getattr(thing, f.name), hints[f.name]) for f in fields(thing))


def fits(value: Any, hint: Any) -> bool:
    """Whether a value is of the annotated type."""
    origin = get_origin(hint)
    if origin is types.UnionType:
        return any(fits(value, each) for each in get_args(hint))
    if origin is tuple:
        return isinstance(value, tuple) and all(fits(each, get_args(hint)[0]) for each in value)
    if is_dataclass(hint):
        return type(value) is hint and is_typed(value)
    if hint is float:
        return type(value) in (int, float) and -1e300 < value < 1e300
    if hint is int:
        return type(value) is int and -LARGEST < value < LARGEST
    return type(value) is hint


@cache
def hints_of(kind: Any) -> dict[str, Any]:
    """The annotations of a class, resolved."""
    return get_type_hints(kind)
