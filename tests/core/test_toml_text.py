"""A file that somebody else wrote: its table, or a ValueError, and never anything else or a long wait."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mysteryshop import settings, templates, toml_text
from mysteryshop.comparison.view import FILE, load_views
from mysteryshop.errors import KnownError

HOSTILE = {
    "too many digits": "a = " + "9" * 5_000,
    "open brackets": "a = " + "[" * 20_000,
    "brackets": "a = " + "[" * 250 + "]" * 250,
    "tables": "a = " + "{a=" * 200 + "1" + "}" * 200,
    "dots": "a" + ".a" * 20_000 + " = 1",
    "spaced dots": "a" + ' . "a"' * 20_000 + " = 1",
    "too much": f'leader = "{"x" * 1_100_000}"',
    "no TOML": "theme = ",
}


def test_what_is_well_made_is_read() -> None:
    said = f'text = "{"One. Two. " * 50}"\nnumbers = [{"1.5, " * 100}]\n[a.b.c]\nd = {{e = [[1]]}}\n'
    table = toml_text.loads(said)
    assert table["a"] == {"b": {"c": {"d": {"e": [[1]]}}}}
    assert len(table["numbers"]) == 100


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_a_value_error_and_soon(name: str) -> None:
    begun = time.process_time()
    with pytest.raises(ValueError, match=r"."):
        toml_text.loads(HOSTILE[name])
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("name", HOSTILE)
def test_settings_views_and_templates_tell_it_in_a_sentence(name: str, tmp_path: Path) -> None:
    settings.settings_file(tmp_path).write_text(HOSTILE[name])
    chosen, problem = settings.load(tmp_path)
    assert chosen == settings.Settings()
    assert problem is not None
    (tmp_path / FILE).write_text(HOSTILE[name])
    with pytest.raises(KnownError):
        load_views(tmp_path)
    (tmp_path / "mine.toml").write_text(HOSTILE[name])
    with pytest.raises(KnownError, match=r"mine\.toml"):
        templates.load(tmp_path / "mine.toml")


@pytest.mark.parametrize("said", ['group = "nonsense"', 'measure = "nonsense"', 'columns = ["leader", "nonsense"]'])
def test_a_view_of_something_that_is_not_there_is_told(tmp_path: Path, said: str) -> None:
    (tmp_path / FILE).write_text(f'format = 2\n[[view]]\nname = "mine"\n{said}\n')
    with pytest.raises(KnownError, match="nonsense"):
        load_views(tmp_path)
