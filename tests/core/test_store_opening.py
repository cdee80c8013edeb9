"""Opening the store: in an empty folder, beside another process, after a crash, and where something is wrong."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing as closing_connection
from pathlib import Path

import pytest

from mysteryshop.clock import FixedClock
from mysteryshop.errors import StoreError
from mysteryshop.paths import database_file
from mysteryshop.recorder import Recorder
from mysteryshop.store import backup, connections
from mysteryshop.store.database import Database
from mysteryshop.store.glance import glance
from mysteryshop.store.identity import APPLICATION_ID, SCHEMA_VERSION
from mysteryshop.store.queries import Queries
from tests.core.walks import AIRLINE, START_US, Walk, begun, closing, planned
from tests.imports import ROOT


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A folder with a walk under way in it, put away properly."""
    with closing(begun(tmp_path / "data")) as walk:
        for number in range(20):
            walk.recorder.capture(walk.id, "note", walk.later(), text=f"note {number}")
    return tmp_path / "data"


def contents(folder: Path) -> dict[str, bytes]:
    """All files but the lock, which every process looks at."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "writer.lock")
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def refused(data_dir: Path) -> StoreError:
    """The sentence with which the folder is refused: the same at the first glance; nothing is touched."""
    before = contents(data_dir) if data_dir.is_dir() else {}
    with pytest.raises(StoreError) as opened:
        Database.open(data_dir)
    with pytest.raises(StoreError) as glanced:
        glance(data_dir)
    assert (opened.value.title, opened.value.remedy) == (glanced.value.title, glanced.value.remedy)
    assert (contents(data_dir) if data_dir.is_dir() else {}) == before
    return opened.value


# As it should be


def test_a_new_folder_is_made_with_its_parents_and_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there" / "yet"
    with Database.open(folder) as database:
        assert Queries(database).rows() == []
        assert database.warnings == []
        assert not database.disk_is_full
    assert folder.stat().st_mode & 0o077 == 0
    assert database_file(folder).stat().st_mode & 0o077 == 0


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "50% of #1? – naïve 旅 'quoted'"
    with closing(begun(folder)) as walk:
        moment = walk.capture("note")
    assert [p.name for p in folder.iterdir() if p.suffix == ".sqlite"] == ["mysteryshop.sqlite"]
    with closing(walk.reopened()) as again:
        assert again.record.moments == (moment,)
    assert glance(folder).count == 1


def test_the_file_says_whose_it_is_and_is_put_away_whole(used: Path) -> None:
    assert not list(used.glob("*-wal")) + list(used.glob("*-shm"))
    with closing_connection(sqlite3.connect(database_file(used))) as raw:
        assert raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert raw.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_what_was_written_down_about_durability_holds(tmp_path: Path) -> None:
    with Database.open(tmp_path) as database:
        writer = database.writer_connection()
        said = {name: writer.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
        assert said == PRAGMAS
        with database.reader() as reader:
            assert reader.exec_driver_sql("PRAGMA query_only").scalar_one() == 1
            assert reader.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one() == 0
            assert reader.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 5000


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "wal_autocheckpoint": 1000}


def test_readers_cannot_write(used: Path) -> None:
    with (
        Database.open(used) as database,
        pytest.raises(StoreError, match="read-only"),
        database.reader() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM moments")


def test_a_read_sees_one_instant_of_the_store(tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as walk, walk.database.reader() as connection:
        count = "SELECT count(*) FROM moments"
        assert connection.exec_driver_sql(count).scalar_one() == 0
        walk.recorder.capture(walk.id, "mark", walk.later())
        assert connection.exec_driver_sql(count).scalar_one() == 0


def test_entering_a_touchpoint_writes_the_log_into_the_file(tmp_path: Path) -> None:
    """A log that is deleted takes all in it along: so little is left in it."""
    with closing(begun(tmp_path)) as walk:
        moment = walk.capture("note")
        walk.took(walk.recorder.enter(walk.id, walk.later(), touchpoint="coach-seat"))
        lost = walk.capture("note")
        alone = tmp_path / "alone"
        alone.mkdir()
        shutil.copyfile(walk.database.path, database_file(alone))
    with Database.open(alone) as database:
        moments = Queries(database).load(walk.id).moments
        assert moment.id in {m.id for m in moments}
        assert lost.id not in {m.id for m in moments}


def test_on_a_network_share_there_is_no_log_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(tmp_path).database.close()
    for module in ("database", "opening"):
        monkeypatch.setattr(f"mysteryshop.store.{module}.is_shared", lambda _: True)
    with Database.open(tmp_path) as database:
        writer = database.writer_connection()
        assert writer.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert writer.execute("PRAGMA synchronous").fetchone()[0] == 3
        (journey,) = Queries(database).ids()
        clock = FixedClock(START_US)
        Recorder(database, clock).capture(journey, "mark", clock.now())
        assert not list(tmp_path.glob("*-wal"))
        assert Queries(database).verify(journey).ok


def test_shares_are_told_from_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_mounts", lambda: [("/", "ext4"), ("/home", "nfs4"), ("/home/ada/local", "xfs")])
    assert connections.is_shared(Path("/home/ada/data"))
    assert not connections.is_shared(Path("/home/ada/local/data"))
    assert not connections.is_shared(Path("/srv"))
    assert connections.is_shared(Path("\\\\server\\share"))


# Beside another process


def test_a_second_app_on_the_same_folder_says_so(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mysteryshop.store.database._PATIENCE_S", 0.05)
    with Database.open(used, exclusive=True), pytest.raises(StoreError, match="already open"):
        Database.open(used, exclusive=True)
    Database.open(used, exclusive=True).close()


def test_commands_read_and_write_beside_the_app(used: Path) -> None:
    with Database.open(used, exclusive=True) as app, Database.open(used) as command:
        (journey,) = Queries(command).ids()
        clock = FixedClock(START_US)
        Recorder(command, clock).capture(journey, "mark", clock.now())
        assert command.writer_connection().execute("PRAGMA wal_autocheckpoint").fetchone()[0] == 0
        assert not command.checkpoint()  # the app's alone
        assert len(Queries(app).load(journey).moments) == 21
        Recorder(app, clock).capture(journey, "mark", clock.now())
        assert app.checkpoint()
        assert Queries(command).verify(journey).ok


def test_a_reading_command_does_not_keep_the_app_from_opening(used: Path) -> None:
    with Database.open(used) as command:
        Queries(command).rows()
        Database.open(used, exclusive=True).close()


# Not as it should be


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    for folder in (file, file / "below"):
        with pytest.raises(StoreError, match=str(folder)) as error:
            Database.open(folder)
        assert "--data-dir" in error.value.remedy


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nobody may write."""
    folder = tmp_path / "locked"
    folder.mkdir()
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield folder
        folder.chmod(0o700)
    elif subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", folder], check=False, capture_output=True
    ).returncode:
        pytest.skip("root may write everywhere here, and may not mount")
    else:
        yield folder
        subprocess.run(["umount", folder], check=True)


def test_a_read_only_folder_is_named(read_only: Path) -> None:
    for folder in (read_only, read_only / "below"):
        with pytest.raises(StoreError, match="cannot be written") as error:
            Database.open(folder)
        assert str(folder) in error.value.title
        assert "--data-dir" in error.value.remedy


def test_where_nothing_is_and_nothing_may_be_made_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no data folder"):
        Database.open(tmp_path / "nowhere", create=False)
    with pytest.raises(StoreError, match="no journeys"):
        Database.open(tmp_path, create=False)
    assert not database_file(tmp_path).exists()


def test_a_newer_version_is_refused_by_name(used: Path) -> None:
    with closing_connection(sqlite3.connect(database_file(used))) as raw:
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    error = refused(used)
    assert f"schema {SCHEMA_VERSION + 1}" in error.title
    assert "Nothing was touched" in error.title
    assert "newer version" in error.remedy


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with closing_connection(sqlite3.connect(database_file(tmp_path))) as raw:
        raw.execute("CREATE TABLE photos (name)")
    assert "another program" in refused(tmp_path).title


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    database_file(tmp_path).write_text("Dear diary, " * 50)
    assert "does not begin as a database does" in refused(tmp_path).title
    database_file(tmp_path).write_text("x")
    assert "does not begin as a database does" in refused(tmp_path).title


def test_an_empty_file_without_a_past_is_a_beginning(tmp_path: Path) -> None:
    database_file(tmp_path).touch()
    with closing(planned(tmp_path)) as walk:
        assert walk.queries.count() == 1


def test_an_empty_file_where_journeys_were_is_damage(used: Path) -> None:
    kept = backup.copy(used)
    database_file(used).write_bytes(b"")
    error = refused(used)
    assert "it is empty" in error.title
    assert str(kept) in error.remedy


def test_an_empty_file_on_the_first_day_is_damage_too(used: Path) -> None:
    """No backup yet, but the reserve says that there was a store."""
    database_file(used).write_bytes(b"")
    assert "There is no backup" in refused(used).remedy


def test_a_file_that_went_missing_is_not_replaced_by_an_empty_one(used: Path) -> None:
    kept = backup.copy(used)
    database_file(used).unlink()
    error = refused(used)
    assert "it is missing" in error.title
    assert str(kept) in error.remedy


def test_a_store_without_its_tables_is_damage(used: Path) -> None:
    with closing_connection(sqlite3.connect(database_file(used))) as raw:
        raw.execute("DROP TABLE edits")
    assert "its tables are missing" in refused(used).title


def test_the_way_back_that_a_damaged_store_names_works(used: Path) -> None:
    kept = backup.copy(used)
    with database_file(used).open("r+b") as file:
        file.write(b"\0" * 4096)
    remedy = refused(used).remedy
    assert f"copy {kept} to {database_file(used)}" in remedy
    database_file(used).rename(used / "damaged.sqlite")
    shutil.copyfile(kept, database_file(used))
    with Database.open(used) as database:
        (journey,) = Queries(database).ids()
        assert len(Queries(database).load(journey).moments) == 20
        assert Queries(database).verify(journey).ok


# After a crash

CRASH = """
import os, sys
from pathlib import Path
from mysteryshop.clock import FixedClock
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
database = Database.open(Path(sys.argv[1]), exclusive=True)
clock = FixedClock(int(sys.argv[2]))
(journey,) = Queries(database).ids()
print(Recorder(database, clock).capture(journey, "note", clock.advance(1)).saved[0].id, flush=True)
os._exit(9)
"""


def crash(data_dir: Path) -> str:
    """An app that dies after a capture; the moment's id."""
    command = [sys.executable, "-c", CRASH, str(data_dir), str(START_US + 10**10)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    return done.stdout.strip()


def test_after_a_crash_everything_that_was_shown_is_there(used: Path) -> None:
    ident = crash(used)
    assert database_file(used).with_name("mysteryshop.sqlite-wal").stat().st_size > 0
    assert glance(used).unfinished[0].moments == 21
    with Database.open(used, exclusive=True) as database:
        (journey,) = Queries(database).ids()
        assert Queries(database).load(journey).moment(ident) is not None
        assert Queries(database).verify(journey).ok


def test_after_a_crash_the_file_is_looked_over(used: Path) -> None:
    """The same damage goes unnoticed after a proper end: looking over a large file takes its time."""
    path = database_file(used)
    with closing_connection(sqlite3.connect(path)) as raw:
        page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'findings'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
    crash(used)
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with pytest.raises(StoreError, match="is damaged") as error:
        Database.open(used)
    assert "move mysteryshop.sqlite" in error.value.remedy or "no backup" in error.value.remedy


def test_a_proper_end_leaves_nothing_to_look_over(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []
    monkeypatch.setattr("mysteryshop.store.opening.look_over", lambda folder, key: looked.append(folder))
    Database.open(used, exclusive=True).close()
    assert looked == []
    crash(used)
    Database.open(used).close()  # a command, before the app is started again
    assert looked == [used]
    Database.open(used).close()
    Database.open(used, exclusive=True).close()
    assert looked == [used]


def test_a_journey_made_by_an_app_that_died_while_making_the_store_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "mysteryshop.sqlite.new").write_bytes(b"half a file")
    with closing(planned(tmp_path)) as walk:
        assert walk.queries.count() == 1
    assert not (tmp_path / "mysteryshop.sqlite.new").exists()


def test_several_processes_that_open_a_new_folder_at_once_all_get_the_same_store(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from mysteryshop.store.database import Database; "
        "from mysteryshop.recorder import Recorder; from mysteryshop.clock import FixedClock; "
        "from tests.core.walks import AIRLINE; d = Database.open(Path(sys.argv[1])); "
        "Recorder(d, FixedClock(1)).prepare(AIRLINE); d.close()"
    )
    folder = tmp_path / "new"
    running = [subprocess.Popen([sys.executable, "-c", code, folder], cwd=ROOT) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0, 0, 0, 0]
    with Database.open(folder) as database:
        assert Queries(database).count() == 4


def test_a_walk_under_way_elsewhere_is_what_a_reader_sees(tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as walk:
        walk.capture("note")
        with Database.open(tmp_path, create=False) as reader:
            assert Queries(reader).load(walk.id) == walk.record


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    walk: Walk = planned(tmp_path, AIRLINE)
    walk.database.close()
    walk.database.close()


@pytest.mark.parametrize("first", ["glance", "open"])
def test_a_journal_that_a_crash_left_is_rolled_back_and_the_store_opens(used: Path, tmp_path: Path, first: str) -> None:
    """As on a network share, and while a passphrase is set or removed: there is no log there, but a journal."""
    crashed = tmp_path / "crashed"
    with closing_connection(sqlite3.connect(database_file(used), isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute("PRAGMA cache_size = 1")  # so that half of it is in the file already
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE edits SET changes = changes || hex(zeroblob(9000))")
        shutil.copytree(used, crashed)
    assert database_file(crashed).with_name("mysteryshop.sqlite-journal").stat().st_size > 0
    if first == "glance":
        assert glance(crashed).count == 1
    with Database.open(crashed, exclusive=True) as database:
        queries = Queries(database)
        assert [queries.verify(ident).ok for ident in queries.ids()] == [True]
