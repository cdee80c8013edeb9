"""ARCHITECTURE's "Allowed imports": the layers are what this file says, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.imports import ROOT, Import, imports

# From the ground up: a unit may import from lower rows only. A new module must be given its row.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "paths", "vocabulary", "clock", "toml_text"}),
    frozenset({"journey", "palette", "toml_lines", "replacing", "settings", "display"}),
    frozenset({"template_rules", "notation", "permitted", "practice", "evidence_files", "privacy", "wording"}),
    frozenset({"templates"}),
    frozenset({"analysis", "store"}),
    frozenset({"charts", "recorder", "figures", "demo_model"}),
    frozenset({"exports", "board", "comparison"}),
    frozenset({"imports", "report"}),
    frozenset({"demo", "handed_out"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
PLACED = frozenset().union(*LAYERS)
LEAVES = LAYERS[0]
# What is computed, drawn or written knows records, and never where they are kept.
KNOWS_NO_STORE = frozenset(
    {"journey", "notation", "privacy", "templates", "analysis", "charts", "exports", "imports", "report"}
)
MAY_USE_SQLALCHEMY = frozenset({"store", "recorder"})
QT_BACKENDS = ("matplotlib.backends.backend_qt", "matplotlib.backends.backend_qtagg", "matplotlib.backends.qt_compat")

CORE = imports("mysteryshop")
UI = imports("ui")


def unit(module: str) -> str:
    """`store` of `mysteryshop.store.rows`; "" of the package itself."""
    return [*module.split("."), ""][1]


def told(wrong: list[Import]) -> str:
    return "\n".join(map(str, wrong))


def within(found: list[Import]) -> list[Import]:
    """Those imports of the core that stay in the core, but cross from one unit to another."""
    return [each for each in found if each.of("mysteryshop") and unit(each.target) != unit(each.module)]


def layer(name: str) -> int:
    return next(number for number, row in enumerate(LAYERS) if name in row)


def test_every_unit_of_the_core_has_its_layer() -> None:
    found = {path.stem for path in (ROOT / "mysteryshop").iterdir() if path.suffix == ".py" or any(path.glob("*.py"))}
    assert found - {"__init__"} <= PLACED


def test_the_core_imports_downwards_only() -> None:
    upwards = [
        each
        for each in within(CORE)
        if {unit(each.module), unit(each.target)} <= PLACED
        if layer(unit(each.target)) >= layer(unit(each.module))
    ]
    assert not upwards, told(upwards)


@pytest.mark.parametrize("found", [CORE, UI], ids=["core", "desktop"])
def test_no_modules_import_each_other_in_a_circle(found: list[Import]) -> None:
    """Imports within functions count: they only hide a circle. For types alone two modules may know each other."""
    modules = {each.module for each in found}
    graph: dict[str, set[str]] = {module: set() for module in modules}
    for each in found:
        target = each.target if each.target in modules else each.target.rpartition(".")[0]
        if target in modules and target != each.module and not each.typing:
            graph[each.module].add(target)
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_the_package_itself_imports_nothing() -> None:
    """`import mysteryshop` comes first everywhere: it must cost nothing and know nobody."""
    assert not [each for each in CORE if each.module == "mysteryshop" and not each.of("__future__")]


@pytest.mark.parametrize("leaf", sorted(LEAVES))
def test_a_leaf_imports_nothing_of_ours(leaf: str) -> None:
    ours = [each for each in CORE if each.module == f"mysteryshop.{leaf}" and each.of("mysteryshop")]
    assert not ours, told(ours)


def test_what_computes_or_draws_does_not_know_the_store() -> None:
    wrong = [
        each
        for each in within(CORE)
        if unit(each.module) in KNOWS_NO_STORE and unit(each.target) in {"store", "recorder"}
    ]
    assert not wrong, told(wrong)


def test_only_the_store_and_the_recorder_use_sqlalchemy() -> None:
    wrong = [
        each for each in CORE + UI if each.of("sqlalchemy", "alembic") and unit(each.module) not in MAY_USE_SQLALCHEMY
    ]
    wrong += [each for each in UI if each.of("sqlalchemy", "alembic")]
    assert not wrong, told(wrong)


def test_screens_ask_the_store_through_its_doors() -> None:
    """Screens see frozen dataclasses: never the schema or a connection."""
    wrong = [each for each in UI if each.of("mysteryshop.store.schema", "mysteryshop.store.connections")]
    assert not wrong, told(wrong)


def test_nothing_in_the_core_imports_qt_pyplot_or_the_desktop() -> None:
    wrong = [
        each
        for each in CORE
        if each.of("PySide6", "shiboken6", "ui", "mysteryshop.ui", "matplotlib.pyplot", *QT_BACKENDS)
    ]
    assert not wrong, told(wrong)


def test_pyplot_is_used_nowhere() -> None:
    wrong = [each for each in UI + imports("tests") if each.of("matplotlib.pyplot", "pylab")]
    assert not wrong, told(wrong)


def test_the_desktop_imports_its_own_modules_relatively() -> None:
    """In the wheel it is `mysteryshop.ui`, in a checkout `ui`: only relative imports work in both."""
    wrong = [each for each in UI if not each.relative and each.of("ui", "mysteryshop.ui")]
    wrong += [each for each in UI if each.relative and not each.of("ui")]
    assert not wrong, told(wrong)


IMPORT_ALL = """
import importlib, json, pkgutil, sys
import mysteryshop
names = [m.name for m in pkgutil.walk_packages(mysteryshop.__path__, "mysteryshop.")]
# Alembic runs its scripts itself, within a migration; as plain modules they have no context.
names = [n for n in names if n != "mysteryshop.__main__" and ".migrations." not in n]
for name in names:
    importlib.import_module(name)
print(json.dumps({"imported": names, "loaded": sorted(sys.modules)}))
"""


def test_importing_all_of_the_core_loads_no_qt_no_pyplot_and_no_desktop(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALL],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    seen = json.loads(answer.stdout)
    assert len(seen["imported"]) >= len(list((ROOT / "mysteryshop").glob("*.py"))) - 2
    unwanted = ("PySide6", "shiboken6", "ui", "mysteryshop.ui", "matplotlib.pyplot", *QT_BACKENDS)
    loaded = [name for name in seen["loaded"] for stem in unwanted if name == stem or name.startswith(stem + ".")]
    assert not loaded, loaded


def test_relative_imports_are_read_as_python_reads_them(tmp_path: Path) -> None:
    """The reader itself: a rule that misreads imports would hold for nothing."""
    package = tmp_path / "ui" / "walk"
    package.mkdir(parents=True)
    (tmp_path / "ui" / "__init__.py").write_text("from . import theme\n")
    (package / "__init__.py").write_text("from .screen import Walk\n")
    (package / "screen.py").write_text(
        "from ..theme import Theme\ndef later():\n    import sqlalchemy.orm\n    from .. import app\n"
    )
    found = {(each.module, each.target, each.relative) for each in imports("ui", tmp_path)}
    assert found == {
        ("ui", "ui.theme", True),
        ("ui.walk", "ui.walk.screen.Walk", True),
        ("ui.walk.screen", "ui.theme.Theme", True),
        ("ui.walk.screen", "sqlalchemy.orm", False),
        ("ui.walk.screen", "ui.app", True),
    }
