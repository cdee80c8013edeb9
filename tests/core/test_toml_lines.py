"""A message to somebody who edits a file must name the line, however the TOML is written."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.toml_lines import Path, lines


def spans(text: str, **expected: int) -> None:
    tomllib.loads(text)
    found = {".".join(map(str, path)): line for path, line in lines(text).items()}
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\n\n# b = 2\nb = 3\n", {"a": 1, "b": 4}),
        ("a = 1\r\nb = 2\r\n", {"a": 1, "b": 2}),
        ('a = """\nb = 1\n\\""" c = 2\n"""\nd = 3', {"a": 1, "d": 5}),
        ("a = '''\nit''s # [x]\n'''\nd = 3", {"a": 1, "d": 4}),
        ('a = """x"""""\nb = 1', {"a": 1, "b": 2}),
        ('a = ""\nb = \'\'\nc = """"""\nd = 1', {"a": 1, "b": 2, "c": 3, "d": 4}),
        ('a = "# \\" [[t]]"\nb = "\\\\"\nc = 1', {"a": 1, "b": 2, "c": 3}),
        ("a = [ # one\n 1,\n\n # two\n 2,\n]\nb = 0", {"a": 1, "a.0": 2, "a.1": 5, "b": 7}),
        ('a = [\n  ["x",\n   "]"],\n  []\n]\nb=1', {"a.0": 2, "a.0.0": 2, "a.0.1": 3, "a.1": 4, "b": 6}),
        ("a = [\n {b = 1, c.d = 2},\n {b = [\n 3]}]", {"a.0.b": 2, "a.0.c.d": 2, "a.1.b": 3, "a.1.b.0": 4}),
        ("a = {}\nb = { c = {d = 1} }", {"a": 1, "b.c.d": 2}),
        ('"a" = 1\n\'b c\' = 2\n"d\\u00e9" = 3\n"" = 4', {"a": 1, "b c": 2, "dé": 3, "": 4}),
        ('a . b . "c" = 1\na.d = 2', {"a": 1, "a.b": 1, "a.b.c": 1, "a.d": 2}),
        ("[x]\na = 1\n[ y . 'z' ] # t\na = 2", {"x": 1, "x.a": 2, "y.z": 3, "y.z.a": 4}),
        ("[[t]]\na = 1\n\n[[t]]\na = 2", {"t": 1, "t.0": 1, "t.0.a": 2, "t.1": 4, "t.1.a": 5}),
        ("[[t]]\n[t.u]\na = 1\n[[t]]\n[[t.v]]\n[[t.v]]\nb=1", {"t.0.u.a": 3, "t.1.v.0": 5, "t.1.v.1.b": 7}),
        ("a = 1979-05-27 07:32:00 # b = 1\nc = -inf\n\td = 1e3", {"a": 1, "c": 2, "d": 3}),
        ("a = [1979-05-27, 1.5,\n0x1F]", {"a.0": 1, "a.1": 1, "a.2": 2}),
    ],
)
def test_line_of_each_key(text: str, expected: dict[str, int]) -> None:
    spans(text, **expected)


KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
VALUES = st.recursive(
    st.booleans()
    | st.integers(-9, 9)
    | st.floats(-9, 9)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5), st.booleans())
def test_every_key_of_any_document_is_found(document: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(document, multiline_strings=multiline)
    assert set(lines(text)) == set(_paths(tomllib.loads(text)))


def _paths(value: Any, path: Path = ()) -> list[Path]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path] if path else []
    for key, child in children:
        found += _paths(child, (*path, key))
    return found
