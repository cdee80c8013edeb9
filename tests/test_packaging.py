"""The wheel, built from the source archive and installed into a fresh environment, is the whole app."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.imports import ROOT

REQUIREMENTS = ROOT / "requirements"


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What the command prints; the test fails with its whole output when it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    answer = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert answer.returncode == 0, f"{command}\n{answer.stdout}\n{answer.stderr}"
    return answer.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive as a distributor would build it."""
    target = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", target, ROOT, cwd=target)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; what it depends on is lent by the one that runs the tests."""
    place = tmp_path_factory.mktemp("fresh")
    venv.create(place, symlinks=True)
    site = next(place.glob("lib*/python*/site-packages"))
    run(
        sys.executable, "-m", "pip", "--python", place / "bin" / "python",
        "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=place,
    )  # fmt: skip
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return place


@pytest.mark.slow
def test_the_wheel_puts_only_the_package_into_site_packages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"mysteryshop"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".sqlite"))]


@pytest.mark.slow
def test_the_wheel_carries_every_source_and_resource(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    sources = [path for top in ("mysteryshop", "ui", "resources") for path in (ROOT / top).rglob("*") if path.is_file()]
    names = {path.relative_to(ROOT).as_posix() for path in sources if path.parent.name != "__pycache__"}
    expected = {name if name.startswith("mysteryshop/") else f"mysteryshop/{name}" for name in names}
    assert expected <= packed


@pytest.mark.slow
def test_an_installed_copy_runs_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    command = installed / "bin" / "mysteryshop"
    assert "usage" in run(command, "--help", cwd=tmp_path).lower()
    templates = json.loads(run(command, "--data-dir", tmp_path / "data", "templates", "--json", cwd=tmp_path))
    shipped = [path.stem for path in (ROOT / "resources" / "templates").glob("*.toml")]
    assert sorted(template["key"] for template in templates) == sorted(shipped)


@pytest.mark.slow
def test_an_installed_copy_brings_its_desktop_and_its_resources(installed: Path, tmp_path: Path) -> None:
    look = "import mysteryshop.ui.app, mysteryshop.paths as p; print(mysteryshop.ui.app.__file__); print(p.resources())"
    answer = run(installed / "bin" / "python", "-c", look, cwd=tmp_path, QT_QPA_PLATFORM="offscreen").splitlines()
    package = next(installed.glob("lib*/python*/site-packages/mysteryshop")).resolve()
    assert [Path(line).resolve() for line in answer] == [package / "ui" / "app.py", package / "resources"]


def pins(name: str) -> dict[str, str]:
    """The requirement lines of requirements/NAME.txt: package to version."""
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    return {found[1].lower(): found[2] for found in re.finditer(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", text, re.MULTILINE)}


def project() -> dict[str, list[str]]:
    """What pyproject.toml asks for, by the file that pins it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    app = settings["project"]["dependencies"]
    return {"app.txt": app, "dev.txt": [*app, *settings["dependency-groups"]["dev"]]}


@pytest.mark.parametrize("name", ["app.txt", "dev.txt"])
def test_the_pins_satisfy_what_the_project_asks_for(name: str) -> None:
    pinned = pins(name)
    for asked in map(Requirement, project()[name]):
        assert asked.specifier.contains(Version(pinned[asked.name.lower()])), asked


@pytest.mark.parametrize("name", ["app.txt", "dev.txt", "mining.txt"])
def test_every_pin_has_hashes_and_nothing_else_stands_there(name: str) -> None:
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) == len(re.findall(r"^[A-Za-z0-9_.-]+==", text, re.MULTILINE))
    assert all("--hash=sha256:" in entry for entry in entries)
    pin = r"[A-Za-z0-9_.-]+==[^\s;@:/]+( ; [^@:/]+)? \\"
    sha = r"    --hash=sha256:[0-9a-f]{64}( \\)?"
    assert [line for line in text.splitlines() if not re.fullmatch(f"{pin}|{sha}", line)] == []  # no options, no places


def test_the_tests_run_on_exactly_the_versions_that_users_get() -> None:
    assert pins("app.txt").items() <= pins("dev.txt").items()


@pytest.mark.parametrize(
    ("tool", "arguments", "file"),
    [
        ("desktop-file-validate", [], "mysteryshop.desktop"),
        ("appstreamcli", ["validate", "--no-net"], "app.mysteryshop.mysteryshop.metainfo.xml"),
    ],
)
def test_the_desktop_files_are_valid(tool: str, arguments: list[str], file: str) -> None:
    if shutil.which(tool) is None:
        reason = f"{tool} is not installed (README, Tests)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    run(tool, *arguments, ROOT / "resources" / "desktop" / file, cwd=ROOT)


def test_the_metainfo_tells_the_version_that_the_package_has() -> None:
    from mysteryshop import __version__

    text = (ROOT / "resources" / "desktop" / "app.mysteryshop.mysteryshop.metainfo.xml").read_text(encoding="utf-8")
    assert f'<release version="{__version__}"' in text
