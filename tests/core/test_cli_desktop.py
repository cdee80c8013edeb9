"""`mysteryshop desktop`: the menu entry, the file type and the icons come, and go again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mysteryshop.cli import main

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="menus of Linux desktops")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share of mine"))
    return tmp_path / "share of mine"


def test_it_comes_with_file_type_and_icons_and_goes_again(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desktop"]) == 0
    assert "double click" in capsys.readouterr().out
    entry = home / "applications" / "mysteryshop.desktop"
    lines = dict(line.split("=", 1) for line in entry.read_text("utf-8").splitlines() if "=" in line)
    assert lines["MimeType"] == "application/x-mysteryshop-journey;"
    assert lines["Exec"].endswith(" %F")
    assert Path(lines["Exec"].split()[0].strip("'\"")).exists()  # this very copy
    assert "*.journey" in (home / "mime" / "packages" / "mysteryshop-mime.xml").read_text("utf-8")
    assert (home / "icons" / "hicolor" / "48x48" / "apps" / "mysteryshop.png").stat().st_size > 100
    if (tool := shutil.which("desktop-file-validate")) is not None:
        subprocess.run([tool, str(entry)], check=True)
    assert main(["desktop"]) == 0  # again: the same
    assert main(["desktop", "--remove"]) == 0
    assert not [path for path in home.rglob("mysteryshop*") if path.is_file()]
    assert main(["desktop", "--remove"]) == 0


def test_a_folder_that_cannot_be_written_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.write_text("no folder")
    assert main(["desktop"]) != 0
    assert "cannot be changed" in capsys.readouterr().err
