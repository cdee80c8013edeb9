"""The command line on a folder with a passphrase: where it finds the passphrase, and the one line without it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mysteryshop.store import keyfile

from .commands import Run
from .locking import PASSPHRASE, cheap_passphrases
from .sample import SAMPLE


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("MYSTERYSHOP_PASSPHRASE", "MYSTERYSHOP_NEW_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    monkeypatch.setattr("time.sleep", lambda _: None)
    with cheap_passphrases():
        yield


@pytest.fixture
def word(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_text(f"{PASSPHRASE}\nanything below is not read\n", encoding="utf-8")
    return file


@pytest.fixture
def locked(data: Path, run: Run, word: Path, tmp_path: Path) -> Path:
    """A folder with one journey, locked by the command."""
    notes = tmp_path / "walk.txt"
    notes.write_text(SAMPLE, encoding="utf-8")
    assert run("import", notes)[0] == 0
    code, out, _ = run("passphrase", "set", "--new-file", word)
    assert code == 0
    assert "Nobody can recover" in out
    return data


def test_without_the_passphrase_a_command_says_in_one_line_how_to_give_it(locked: Path, run: Run) -> None:
    for words in (("list",), ("metrics",), ("backup",), ("export", locked.parent / "out.json"), ("demo",)):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert "--passphrase-file" in err
        assert "MYSTERYSHOP_PASSPHRASE" in err


def test_a_file_and_the_environment_open_it(
    locked: Path, run: Run, word: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Lisbon" in run("--passphrase-file", word, "list")[1]
    monkeypatch.setenv("MYSTERYSHOP_PASSPHRASE", PASSPHRASE)
    assert "Lisbon" in run("list")[1]
    target = locked.parent / "out.json"
    assert run("export", target)[0] == 0
    assert "Lisbon" in target.read_text(encoding="utf-8")


def test_a_wrong_one_is_refused_in_one_line(locked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYSTERYSHOP_PASSPHRASE", "wrong")
    code, out, err = run("list")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "not the passphrase" in err


def test_at_the_terminal_it_is_asked_for_and_may_be_mistyped_twice(
    locked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["wrong", "worng", PASSPHRASE]
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: typed.pop(0))
    code, out, err = run("list")
    assert code == 0
    assert "Lisbon" in out
    assert err.count("not the passphrase") == 2


def test_a_passphrase_file_that_is_not_there_is_named(locked: Path, run: Run) -> None:
    code, _, err = run("--passphrase-file", locked / "nowhere", "list")
    assert code == 2
    assert "nowhere" in err


def test_the_option_behind_the_command_is_told_where_it_belongs(locked: Path, run: Run, word: Path) -> None:
    code, _, err = run("list", "--passphrase-file", word)
    assert code == 2
    assert "before the command" in err


def test_check_looks_inside_only_with_the_passphrase(locked: Path, run: Run, word: Path) -> None:
    code, out, _ = run("check", "--json")
    assert code == 0
    names = {line["name"]: line for line in json.loads(out)["checks"]}
    assert "Locked" in names["journeys"]["text"]
    assert "edits" not in names
    code, out, _ = run("--passphrase-file", word, "check", "--json")
    names = {line["name"]: line for line in json.loads(out)["checks"]}
    assert code == 0
    assert "1 journey" in names["journeys"]["text"]
    assert names["lock"]["status"] == "ok"
    assert names["edits"]["status"] == "ok"


def test_it_is_changed_and_removed(locked: Path, run: Run, word: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYSTERYSHOP_NEW_PASSPHRASE", "new one")
    assert run("--passphrase-file", word, "passphrase", "change")[0] == 0
    assert run("--passphrase-file", word, "list")[0] == 2
    monkeypatch.setenv("MYSTERYSHOP_PASSPHRASE", "new one")
    assert run("passphrase", "remove")[0] == 0
    assert not keyfile.is_locked(locked)
    monkeypatch.delenv("MYSTERYSHOP_PASSPHRASE")
    assert "Lisbon" in run("list")[1]


def test_what_makes_no_sense_is_refused_before_anything_is_changed(locked: Path, run: Run, word: Path) -> None:
    code, _, err = run("passphrase", "set", "--new-file", word)
    assert (code, "already" in err) == (2, True)
    code, _, err = run("--passphrase-file", word, "passphrase", "change")
    assert (code, "no terminal" in err) == (2, True)
    assert keyfile.unlock(locked, PASSPHRASE)


def test_two_different_new_ones_at_the_terminal_change_nothing(
    data: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["first one", "other one"]
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: typed.pop(0))
    code, _, err = run("passphrase", "set")
    assert (code, "not the same" in err) == (2, True)
    assert not keyfile.is_locked(data)


def test_the_demo_can_be_put_into_a_locked_folder(data: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYSTERYSHOP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("MYSTERYSHOP_NEW_PASSPHRASE", PASSPHRASE)
    assert run("passphrase", "set")[0] == 0
    code, out, err = run("demo")
    assert code == 0, err
    assert "demo journeys put into" in out
    assert b"Lisbon" not in b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_a_passphrase_file_without_an_end_is_not_read_to_it(locked: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "endless").write_bytes(b"x" * 1_000_000)
    code, _, err = run("--passphrase-file", tmp_path / "endless", "list")
    assert code == 2
    assert "longer than 10,000 signs" in err


@pytest.mark.parametrize("action", ["set", "change", "remove"])
def test_without_the_extra_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch, action: str) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)  # as where it was never installed
    for name in ("passphrase", "converting", "cipher"):
        monkeypatch.delitem(sys.modules, f"mysteryshop.store.{name}", raising=False)
    code, _, err = run("passphrase", action)
    assert code == 2
    assert 'pip install "mysteryshop[encryption]"' in err
