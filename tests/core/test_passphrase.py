"""A data folder with a passphrase: nothing can be read without it, and no step on the way loses anything."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mysteryshop.errors import InputError, StoreError
from mysteryshop.paths import database_file
from mysteryshop.store import backup, check, converting, extra, keyfile, passphrase, sealed_files
from mysteryshop.store.connections import is_plain
from mysteryshop.store.database import Database
from mysteryshop.store.glance import glance
from mysteryshop.store.queries import Queries
from mysteryshop.store.scrubbing import hold, scrub_held
from tests.imports import ROOT

from .locking import PASSPHRASE, cheap_passphrases
from .walks import rich

WORDS = (b"Lisbon", b"first-time flyer", b"quietest customers", b"Two lanes closed", b"airline-passenger")
PICTURE = b"\x89PNG a badge with Lisbon on it" * 400


@pytest.fixture(autouse=True)
def cheap() -> Iterator[None]:
    with cheap_passphrases():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain folder: one journey that went through everything, evidence, and a backup."""
    data = tmp_path_factory.mktemp("made") / "data"
    with closing(rich(data).database) as database:
        database.files.put(PICTURE)
        backup.backup(database)
    return data


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return shutil.copytree(made, tmp_path / "data")


@pytest.fixture
def locked(folder: Path) -> Path:
    passphrase.set_passphrase(folder, PASSPHRASE)
    return folder


def content(folder: Path, word: str | None = None) -> tuple[object, ...]:
    """Everything that the folder holds, as somebody with the passphrase reads it."""
    key = keyfile.unlock(folder, word) if word else None
    with Database.open(folder, create=False, exclusive=True, key=key) as database:
        queries = Queries(database)
        (journey,) = queries.ids()
        assert queries.verify(journey).ok
        assert database.warnings == []
        files = {digest: database.files.read(digest) for digest in database.files.digests()}
        return queries.load(journey), queries.edits(journey), files


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_locked_folder_says_none_of_its_words(folder: Path) -> None:
    """Also where they stood there plainly before: in journeys, log, backups and evidence."""
    before = content(folder)
    assert all(word in all_bytes(folder) for word in WORDS[:3])
    passphrase.set_passphrase(folder, PASSPHRASE)
    held = all_bytes(folder)
    assert not [word for word in (*WORDS, b"SQLite format", b"CREATE TABLE", b"PNG a badge") if word in held]
    assert content(folder, PASSPHRASE) == before
    assert not [word for word in WORDS if word in all_bytes(folder)]


def test_what_is_written_into_a_locked_folder_is_encrypted_too(locked: Path) -> None:
    """The log while it is in use, the backup of the day, and a file attached later."""
    key = keyfile.unlock(locked, PASSPHRASE)
    with Database.open(locked, exclusive=True, key=key) as database:
        from mysteryshop.clock import FixedClock
        from mysteryshop.recorder import Recorder

        journey = Queries(database).ids()[0]
        Recorder(database, FixedClock(1_900_000_000_000_000)).annotate(journey, tags=("zanzibar",))
        digest = database.files.put(b"a picture of zanzibar")
        kept = backup.backup(database)
        assert database.files.read(digest) == b"a picture of zanzibar"
        assert b"zanzibar" not in all_bytes(locked)
    assert keyfile.key_file(kept).exists()


def test_without_the_passphrase_it_is_locked_and_says_so(locked: Path) -> None:
    with pytest.raises(keyfile.Locked, match="locked with a passphrase"):
        Database.open(locked)
    assert glance(locked).locked
    assert glance(locked).rows == ()
    (line,) = [line for line in check(locked) if line.name == "journeys"]
    assert line.ok
    assert "not looked into" in line.text


def test_a_wrong_passphrase_is_a_clear_sentence_and_changes_nothing(locked: Path) -> None:
    before = all_bytes(locked)
    for wrong in ("correct horse", "Correct horse battery", "correct horse battery ", ""):
        with pytest.raises(keyfile.WrongPassphrase, match="not the passphrase"):
            keyfile.unlock(locked, wrong)
        with pytest.raises(keyfile.WrongPassphrase):
            passphrase.change_passphrase(locked, wrong, "another")
        with pytest.raises(keyfile.WrongPassphrase):
            passphrase.remove_passphrase(locked, wrong)
    assert all_bytes(locked) == before


def test_the_same_letters_open_it_however_a_keyboard_composes_them(folder: Path) -> None:
    passphrase.set_passphrase(folder, "caf\u00e9 \N{SNOWMAN}")
    assert content(folder, "cafe\u0301 \N{SNOWMAN}")


@pytest.mark.parametrize("bad", ["", "   ", "a\nb", "tab\tbed"])
def test_a_passphrase_that_nobody_can_type_is_refused(folder: Path, bad: str) -> None:
    with pytest.raises(InputError):
        passphrase.set_passphrase(folder, bad)
    assert not keyfile.is_locked(folder)


def test_a_changed_passphrase_opens_the_folder_and_its_backups_and_the_old_one_nothing(locked: Path) -> None:
    before = content(locked, PASSPHRASE)
    passphrase.change_passphrase(locked, PASSPHRASE, "new one")
    assert content(locked, "new one") == before
    with pytest.raises(keyfile.WrongPassphrase):
        keyfile.unlock(locked, PASSPHRASE)
    for kept in backup.backups(locked):
        keyfile.opened(keyfile.read(keyfile.key_file(kept)), "new one")


def test_it_can_be_changed_while_the_folder_is_open(locked: Path) -> None:
    with Database.open(locked, exclusive=True, key=keyfile.unlock(locked, PASSPHRASE)) as database:
        passphrase.change_passphrase(locked, PASSPHRASE, "new one")
        assert Queries(database).ids()
    assert content(locked, "new one")


def test_a_removed_passphrase_leaves_the_folder_as_it_was_before(folder: Path) -> None:
    before, there = content(folder), names(folder)
    passphrase.set_passphrase(folder, PASSPHRASE)
    passphrase.remove_passphrase(folder, PASSPHRASE)
    assert content(folder) == before
    assert names(folder) == there
    assert [line for line in check(folder) if not line.ok] == []
    assert all(is_plain(path) for path in backup.backups(folder))


def test_a_backup_of_a_locked_folder_is_restored_with_its_key(locked: Path, tmp_path: Path) -> None:
    """The way that the remedy for a damaged file describes, with the passphrase of then."""
    before = content(locked, PASSPHRASE)
    with Database.open(locked, key=keyfile.unlock(locked, PASSPHRASE)) as database:
        kept = backup.backup(database, tmp_path / "elsewhere.sqlite")
    passphrase.change_passphrase(locked, PASSPHRASE, "new one")
    database_file(locked).unlink()
    shutil.copy(kept, database_file(locked))
    shutil.copy(keyfile.key_file(kept), keyfile.key_file(database_file(locked)))
    assert content(locked, PASSPHRASE) == before


def test_a_lost_key_file_is_told_with_the_way_back(locked: Path) -> None:
    mine = keyfile.key_file(database_file(locked))
    mine.unlink()
    with pytest.raises(StoreError, match="is gone") as error:
        Database.open(locked)
    assert "backups" in error.value.remedy
    shutil.copy(keyfile.key_file(backup.backups(locked)[0]), mine)
    assert content(locked, PASSPHRASE)


def test_a_damaged_journeys_file_names_backup_and_key(locked: Path) -> None:
    database_file(locked).write_bytes(b"")
    with pytest.raises(StoreError, match="is empty") as error:
        Database.open(locked, key=keyfile.unlock(locked, PASSPHRASE))
    assert "mysteryshop.sqlite.key" in error.value.remedy


@pytest.mark.parametrize(
    "change", [{"state": "unlocking"}, {"id": "0000"}, {"kdf": {}}, {"wrapped": "zz"}, {"format": "2"}]
)
def test_a_key_file_that_somebody_changed_opens_nothing(locked: Path, change: dict[str, object]) -> None:
    """Not even the word that would have everything made plain."""
    path = keyfile.key_file(database_file(locked))
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(StoreError):
        keyfile.unlock(locked, PASSPHRASE)


def test_a_key_file_cannot_ask_for_all_memory(locked: Path) -> None:
    path = keyfile.key_file(database_file(locked))
    said = json.loads(path.read_text())
    said["kdf"]["n"] = 1 << 30
    path.write_text(json.dumps(said))
    with pytest.raises(StoreError, match="damaged"):
        keyfile.unlock(locked, PASSPHRASE)


def test_one_changed_bit_of_an_evidence_file_is_found(locked: Path) -> None:
    path = next(path for path in (locked / "evidence").rglob("*") if path.is_file())
    held = bytearray(path.read_bytes())
    held[-1] ^= 1
    path.write_bytes(held)
    with Database.open(locked, key=keyfile.unlock(locked, PASSPHRASE)) as database, pytest.raises(StoreError):
        database.files.read(path.name)


def test_what_was_copied_in_plainly_is_encrypted_at_the_next_opening(locked: Path) -> None:
    """A backup from before the passphrase, and evidence beside it."""
    day = backup.folder(locked) / "mysteryshop-20260101-000000-000000.sqlite"
    with closing(sqlite3.connect(day)) as raw:
        raw.execute("CREATE TABLE said (text)")
        raw.execute("INSERT INTO said VALUES ('Lisbon')")
        raw.commit()
    assert [line.name for line in check(locked, keyfile.unlock(locked, PASSPHRASE)) if not line.ok] == ["lock"]
    content(locked, PASSPHRASE)
    assert b"Lisbon" not in all_bytes(locked)


def test_while_somebody_else_uses_the_folder_nothing_is_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "_PATIENCE_S", 0.0)
    before = names(folder)
    with Database.open(folder, exclusive=True), pytest.raises(StoreError, match="used by another program"):
        passphrase.set_passphrase(folder, PASSPHRASE)
    assert not keyfile.is_locked(folder)
    assert names(folder) == before


READER = """
import sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("BEGIN")
print(len(raw.execute("SELECT * FROM journeys").fetchall()), flush=True)
sys.stdin.readline()
"""


def test_a_reader_beside_it_stops_it_before_anything_is_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "BUSY_MS", 50)
    command = [sys.executable, "-c", READER, str(database_file(folder))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"1\n"
        with pytest.raises(StoreError, match="No passphrase was set"):
            passphrase.set_passphrase(folder, PASSPHRASE)
        other.stdin.close()
    assert not keyfile.is_locked(folder)
    content(folder)


@pytest.mark.parametrize("store", sorted((ROOT / "tests" / "databases").glob("schema-*.sqlite")), ids=lambda p: p.stem)
def test_a_locked_store_of_an_older_version_is_backed_up_and_upgraded(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(store, database_file(folder))
    passphrase.set_passphrase(folder, PASSPHRASE)
    key = keyfile.unlock(folder, PASSPHRASE)
    with Database.open(folder, exclusive=True, key=key) as database:
        assert database.warnings == []
        queries = Queries(database)
        assert all(queries.verify(journey).ok for journey in queries.ids())
        assert queries.ids()
    assert backup.backups(folder)
    assert not any(is_plain(path) for path in (database_file(folder), *backup.backups(folder)))
    aside = {"backups", "evidence"}  # old backups, and a file that the sample does not bring along
    assert [line for line in check(folder, key) if not line.ok and line.name not in aside] == []


def test_one_app_at_a_time_opens_a_locked_folder_and_commands_beside_it(locked: Path) -> None:
    key = keyfile.unlock(locked, PASSPHRASE)
    with Database.open(locked, exclusive=True, key=key):
        with pytest.raises(StoreError, match="already open"):
            Database.open(locked, exclusive=True, key=key)
        with pytest.raises(keyfile.Locked):
            Database.open(locked, exclusive=False)


STEPS: tuple[tuple[object, str, int], ...] = (  # where the process ends, when it comes there for the nth time
    (keyfile, "put_in_place", 1),
    (converting, "put_in_place", 1),
    (converting, "put_in_place", 2),
    (converting, "scrub_held", 4),
    (sealed_files, "put_in_place", 2),
    (sealed_files, "scrub_held", 1),
    (passphrase, "_follow", 1),
    (passphrase, "_drop_keys", 1),
    (keyfile, "scrub_held", 4),
    (keyfile, "scrub_held", 5),
    (keyfile, "scrub_held", 6),
)


class Stop(BaseException):
    """The process ends here: nothing catches it."""


@pytest.mark.parametrize("work", ["set", "change", "remove"])
@pytest.mark.parametrize(("module", "step", "time"), STEPS)
def test_an_end_at_any_step_is_carried_on_at_the_next_opening(
    folder: Path, work: str, module: object, step: str, time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(folder)
    if work != "set":
        passphrase.set_passphrase(folder, PASSPHRASE)
    ended = _ends(monkeypatch, module, step, time)
    try:
        _work(work)(folder)
    except Stop:
        assert ended
    monkeypatch.undo()
    if not keyfile.is_locked(folder):
        assert content(folder) == before
        return
    held = PASSPHRASE
    try:
        keyfile.unlock(folder, held)
    except keyfile.WrongPassphrase:
        held = "new one"
    assert content(folder, held) == before
    if keyfile.is_locked(folder):
        assert not [word for word in WORDS if word in all_bytes(folder)]
        assert [line for line in check(folder, keyfile.unlock(folder, held)) if not line.ok] == []
    assert not {name for name in names(folder) if name.endswith((".plain", ".converted", ".part"))}


def _work(name: str) -> Callable[[Path], object]:
    return {
        "set": lambda folder: passphrase.set_passphrase(folder, PASSPHRASE),
        "change": lambda folder: passphrase.change_passphrase(folder, PASSPHRASE, "new one"),
        "remove": lambda folder: passphrase.remove_passphrase(folder, PASSPHRASE),
    }[name]


def _ends(monkeypatch: pytest.MonkeyPatch, module: object, step: str, time: int) -> list[str]:
    """Have the process end when that step is reached for the nth time."""
    real, calls, ended = getattr(module, step), [0], []

    def stop(*args: object, **named: object) -> object:
        calls[0] += 1
        if calls[0] == time:
            ended.append(step)
            raise Stop
        return real(*args, **named)

    monkeypatch.setattr(module, step, stop)
    return ended


def test_a_full_disk_refuses_before_anything_is_touched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1 << 20))
    with pytest.raises(StoreError, match="too little room"):
        passphrase.set_passphrase(folder, PASSPHRASE)
    assert not keyfile.is_locked(folder)


def test_without_the_extra_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "_MODULES", ("sqlcipher3", "a_module_that_is_not_there"))
    with pytest.raises(StoreError, match="not installed") as error:
        passphrase.set_passphrase(folder, PASSPHRASE)
    assert 'pip install "mysteryshop[encryption]"' in error.value.remedy
    assert not keyfile.is_locked(folder)


def test_what_was_replaced_is_overwritten_and_what_is_still_in_use_is_not(tmp_path: Path) -> None:
    path = tmp_path / "words"
    path.write_bytes(b"Lisbon" * 300_000)
    hold(path)
    scrub_held(path)
    assert path.read_bytes() == b"Lisbon" * 300_000
    hold(path)
    with path.open("rb") as before:
        path.unlink()
        scrub_held(path)
        assert set(before.read()) == {0}
    assert list(tmp_path.iterdir()) == []


def test_a_forgotten_key_opens_nothing(locked: Path) -> None:
    key = keyfile.unlock(locked, PASSPHRASE)
    key.forget()
    with pytest.raises(StoreError, match="locked"):
        Database.open(locked, key=key)
    assert PASSPHRASE not in repr(key)


@pytest.mark.parametrize("content", ["", "[" * 20_000, '{"a":' * 20_000, "9" * 5_000, "\0", "null"])
def test_whatever_stands_in_a_key_file_it_is_damaged_in_a_sentence(locked: Path, content: str) -> None:
    keyfile.key_file(database_file(locked)).write_text(content)
    with pytest.raises(StoreError, match="is damaged"):
        keyfile.unlock(locked, PASSPHRASE)
