"""Settings: what the user chose comes back, and a damaged file never stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.errors import KnownError
from mysteryshop.settings import SCALE_RANGE, THEMES, Settings, load, save, settings_file

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(
    theme=st.sampled_from(THEMES),
    scale=st.floats(*SCALE_RANGE),
    leader=_words,
    keys=st.dictionaries(_words.filter(bool), _words, max_size=4),
)
def test_what_was_chosen_comes_back(
    theme: str, scale: float, leader: str, keys: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    chosen = Settings(theme, scale, leader, keys=keys)
    save(chosen, folder)
    read, problem = load(folder)
    assert problem is None
    assert (read.theme, read.text_scale, read.leader, dict(read.keys)) == (theme, scale, leader, keys)


def test_without_a_file_the_defaults_stand(tmp_path: Path) -> None:
    assert load(tmp_path) == (Settings(), None)


@pytest.mark.parametrize("damage", [b"theme = ", b"\xff\xfe\x00", b"theme = 'light'\ntheme = 'dark'"])
def test_a_damaged_file_is_said_and_the_defaults_stand_in(tmp_path: Path, damage: bytes) -> None:
    settings_file(tmp_path).write_bytes(damage)
    settings, problem = load(tmp_path)
    assert settings == Settings()
    assert problem is not None
    assert "settings.toml" in problem.remedy
    assert settings_file(tmp_path).read_bytes() == damage


def test_one_bad_value_costs_only_itself(tmp_path: Path) -> None:
    settings_file(tmp_path).write_text('theme = "purple"\nleader = "A. finance"\ntext_scale = 99\n', encoding="utf-8")
    settings, problem = load(tmp_path)
    assert (settings.theme, settings.leader, settings.text_scale) == ("system", "A. finance", 1.0)
    assert problem is not None
    assert "theme, text_scale" in problem.title


def test_entries_of_a_newer_version_survive_saving(tmp_path: Path) -> None:
    settings_file(tmp_path).write_text('theme = "dark"\n[cadence]\ndays = 30\n', encoding="utf-8")
    settings, _ = load(tmp_path)
    save(settings, tmp_path)
    assert "days = 30" in settings_file(tmp_path).read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_a_sentence_and_the_old_file_stays(tmp_path: Path) -> None:
    save(Settings(leader="B. operations"), tmp_path)
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    with pytest.raises(KnownError) as caught:
        save(Settings(), blocked)
    assert "could not be saved" in caught.value.title
    assert load(tmp_path)[0].leader == "B. operations"
