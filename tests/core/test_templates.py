"""Templates: what the user may write, what they are told when it is wrong, what is kept."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mysteryshop import templates
from mysteryshop.errors import InputError, KnownError
from mysteryshop.journey import Template, Touchpoint
from mysteryshop.vocabulary import RELATIONSHIPS

from .bakery import BAKERY


def test_a_template_is_read_whole() -> None:
    assert templates.parse(BAKERY) == Template(
        key="bakery",
        name="Buy bread",
        description="Two rolls.",
        touchpoints=(
            Touchpoint(
                "queue", "Stand in line", "Inside", ("Who is served first?", "What do you smell?"), 4.0, 1, 2.0, True
            ),
            Touchpoint("pay", "Pay", "Out"),
        ),
        relationship="buyer",
        silence_limit_minutes=3.5,
        version=2,
    )


def test_only_keys_and_names_are_needed() -> None:
    read = templates.parse('key="a"\nname="A"\n[[touchpoint]]\nkey="b"\nname="B"\nphase="P"')
    assert read == Template("a", "A", "", (Touchpoint("b", "B", "P"),))


@pytest.mark.parametrize(
    "data",
    [BAKERY.encode(), b"\xef\xbb\xbf" + BAKERY.encode(), BAKERY.replace("\n", "\r\n").encode()],
    ids=["plain", "byte order mark", "CRLF"],
)
def test_what_editors_do_to_a_file_does_not_matter(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bakery.toml"
    path.write_bytes(data)
    assert templates.load(path) == templates.parse(BAKERY)


def test_touchpoints_may_be_written_inline() -> None:
    text = "key='a'\nname='A'\ntouchpoint=[{key='b',name='B',phase='P'},\n{key='c',name='C',phase='P'}]"
    assert [t.key for t in templates.parse(text).touchpoints] == ["b", "c"]


# --- the user's own -------------------------------------------------------------------------------


def own(data_dir: Path, name: str, text: str) -> Path:
    folder = data_dir / "templates"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_own_templates_follow_the_shipped_ones(tmp_path: Path) -> None:
    own(tmp_path, "z.toml", BAKERY)
    own(tmp_path, "a.toml", BAKERY.replace("bakery", "zoo").replace("Buy bread", "Zoo"))
    keys = [t.key for t in templates.all_templates(tmp_path)]
    assert keys == [*templates.ORDER, "bakery", "zoo"]
    assert templates.find("zoo", tmp_path).name == "Zoo"


def test_an_own_template_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own(tmp_path, "mine.toml", BAKERY.replace("bakery", "hotel-stay"))
    found = templates.all_templates(tmp_path)
    assert [t.key for t in found] == list(templates.ORDER)
    assert templates.find("hotel-stay", tmp_path).name == "Buy bread"
    assert templates.find("hotel-stay").name == "Stay as a guest"


def test_one_broken_own_template_leaves_the_others(tmp_path: Path) -> None:
    own(tmp_path, "broken.toml", BAKERY.replace("= 4", '= "four"'))
    own(tmp_path, "good.toml", BAKERY)
    own(tmp_path, "notes.txt", "not a template")
    own(tmp_path, ".good.toml.1.new", "left behind by a crash")
    found, errors = templates.load_all(tmp_path)
    assert [t.key for t in found] == [*templates.ORDER, "bakery"]
    assert [e.title for e in errors] == [
        "broken.toml, line 16, key touchpoint 1, planned_minutes: "
        'expected a number of minutes from 0 to 527040, found "four".'
    ]
    assert templates.find("bakery", tmp_path).key == "bakery"


def test_two_own_templates_with_one_key(tmp_path: Path) -> None:
    own(tmp_path, "a.toml", BAKERY)
    own(tmp_path, "b.toml", BAKERY.replace("Buy bread", "Other"))
    found, errors = templates.load_all(tmp_path)
    assert found[-1].name == "Buy bread"
    assert errors[0].title.startswith("b.toml: the key bakery is used by another")


def test_without_a_data_folder_there_are_the_shipped_ones(tmp_path: Path) -> None:
    assert templates.all_templates(tmp_path / "none") == templates.all_templates(None) == templates.builtin()
    assert not (tmp_path / "none").exists()


def test_a_mistyped_key_gets_a_suggestion() -> None:
    with pytest.raises(InputError) as caught:
        templates.find("airline-pasenger")
    assert caught.value.title == 'There is no template "airline-pasenger".'
    assert caught.value.remedy == "Did you mean airline-passenger?"
    with pytest.raises(InputError, match=r"Choose one of airline-passenger, teacher-as-student"):
        templates.find("§")


# --- saving ---------------------------------------------------------------------------------------


def text(most: int, characters: str = "aé漢🙂\"'\\#[]=,|\u202e\u0301 ") -> st.SearchStrategy[str]:
    return st.text(characters, max_size=most - 1).map(lambda s: f"x{s}".strip())


KEYS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
MINUTES = st.integers(0, 527_040).map(float) | st.floats(0.1, 527_040)
LIMITS = st.floats(0.1, 527_040)
POINTS = st.builds(
    Touchpoint,
    key=KEYS,
    name=text(60).map(lambda s: s.replace("|", "/")),
    phase=st.just("P"),
    prompts=st.lists(text(200), max_size=4).map(tuple),
    planned_minutes=st.none() | MINUTES,
    expected_communications=st.none() | st.integers(0, 1000),
    silence_limit_minutes=st.none() | LIMITS,
    optional=st.booleans(),
)
TEMPLATES = st.builds(
    Template,
    key=KEYS,
    name=text(60),
    description=text(90, 'ab\n\t"\\ é'),
    touchpoints=st.lists(POINTS, min_size=1, max_size=5, unique_by=(lambda t: t.key, lambda t: t.name.casefold())).map(
        lambda points: tuple(replace(t, phase=f"P{index // 2}") for index, t in enumerate(points))
    ),
    relationship=st.sampled_from([term.id for term in RELATIONSHIPS]),
    silence_limit_minutes=LIMITS,
    version=st.integers(1, 1_000_000),
)


@given(TEMPLATES)
@settings(deadline=None)
def test_what_is_written_reads_back_equal(template: Template) -> None:
    assert templates.parse(templates.to_toml(template)) == template


def test_every_shipped_template_is_saved_and_read_back_equal(tmp_path: Path) -> None:
    for template in templates.builtin():
        path = templates.save(template, tmp_path)
        assert path == tmp_path / "templates" / f"{template.key}.toml"
        assert templates.load(path) == template
    assert templates.all_templates(tmp_path) == templates.builtin()
    assert len(list((tmp_path / "templates").iterdir())) == len(templates.builtin())


def test_saving_replaces_the_file_that_holds_the_key(tmp_path: Path) -> None:
    path = own(tmp_path, "my bread.toml", BAKERY)
    changed = replace(templates.parse(BAKERY), name="Changed")
    assert templates.save(changed, tmp_path) == path
    assert templates.load(path) == changed


def test_saving_never_takes_the_name_of_another_file(tmp_path: Path) -> None:
    path = own(tmp_path, "bakery.toml", "half = [written")
    saved = templates.save(templates.parse(BAKERY), tmp_path)
    assert saved.name == "bakery-2.toml"
    assert path.read_text() == "half = [written"
    assert templates.save(templates.parse(BAKERY), tmp_path) == saved


def test_a_template_that_breaks_a_rule_is_not_saved(tmp_path: Path) -> None:
    template = templates.parse(BAKERY)
    with pytest.raises(InputError, match="key name: expected a name"):
        templates.save(replace(template, name="  "), tmp_path)
    with pytest.raises(InputError, match="key key: expected a key"):
        templates.save(replace(template, key="../etc/passwd"), tmp_path)
    assert not (tmp_path / "templates").exists()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_refuses_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    template = templates.parse(BAKERY)
    path = templates.save(template, tmp_path)
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(KnownError) as caught:
        templates.save(replace(template, name="Changed"), tmp_path)
    assert "no space left on device" in caught.value.title
    assert "unchanged" in caught.value.title
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_it_is_on_disk_before_it_takes_the_old_ones_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def watched(name: str) -> Callable[..., object]:
        real: Callable[..., object] = getattr(os, name)

        def call(*args: object) -> object:
            steps.append(name)
            return real(*args)

        return call

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, watched(name))
    templates.save(templates.parse(BAKERY), tmp_path)
    assert steps == ["fsync", "replace", "fsync"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("a file is in the way")
    with pytest.raises(KnownError, match=r"could not be saved in .*templates: file exists"):
        templates.save(templates.parse(BAKERY), tmp_path)


# --- cost -----------------------------------------------------------------------------------------


def test_importing_is_cheap() -> None:
    code = "import sys, mysteryshop.templates; print(sorted(m.split('.')[0] for m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("tomli_w", "sqlalchemy", "numpy", "matplotlib", "PySide6", "platformdirs", "sqlite3"):
        assert f"'{heavy}'" not in loaded


def test_all_templates_are_read_before_anybody_notices() -> None:
    def seconds() -> float:
        templates.builtin.cache_clear()
        start = time.process_time()
        templates.builtin()
        return time.process_time() - start

    assert min(seconds() for _ in range(5)) < 0.050
    assert templates.builtin() is templates.builtin()
