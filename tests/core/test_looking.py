"""The first look at a table of events: what is guessed, what has to be asked, and what cannot be a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from mysteryshop.errors import InputError
from mysteryshop.imports.logs.looking import activities, holding, look


def written(tmp_path: Path, *times: str) -> Path:
    rows = "".join(f"c{n % 2},{'Ask' if n % 3 else 'Send mail'},{time}\n" for n, time in enumerate(times))
    file = tmp_path / "log.csv"
    file.write_text(f"case,activity,timestamp\n{rows}", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("time", "asked"),
    [
        ("2026-11-14T10:22:08+01:00", False),
        ("2026-11-14 10:22Z", False),
        ("1794652920", False),
        ("2026-11-14 10:22", True),
        ("14.11.2026", True),
        ("20261114", True),
    ],
)
def test_the_zone_is_asked_where_times_do_not_say_it(tmp_path: Path, time: str, asked: bool) -> None:
    found = look(written(tmp_path, time, time, time))
    assert found.needs_zone(2) is asked
    assert found.unread(2, "UTC", "dmy") is None


def test_the_first_event_is_told_as_it_would_be_read(tmp_path: Path) -> None:
    found = look(written(tmp_path, "03/04/2026 09:12", "03/04/2026 09:13", "05/04/2026 10:00"))
    assert {role: place for role, (place, _) in found.guessed.items()} == {"case": 0, "activity": 1, "time": 2}
    assert found.order(2) == "either"
    assert found.first_event((0, 1, 2), "Asia/Tokyo", "mdy") == ("c0", "Send mail", "4 Mar 2026, 09:12:00 Asia/Tokyo")
    assert found.first_event((0, 1, 2), "UTC", "dmy") == ("c0", "Send mail", "3 Apr 2026, 09:12:00 UTC")
    assert found.unread(1, "UTC", None) == "Send mail"


def test_words_are_looked_for_as_they_stand(tmp_path: Path) -> None:
    names = activities(look(written(tmp_path, "2026-01-01", "2026-01-02", "2026-01-03")), 1)
    assert names == ["Send mail", "Ask"]
    pattern = holding("send, (call)")
    assert pattern is not None
    assert [name for name in (*names, "Re(CALL)ed") if pattern.search(name)] == ["Send mail", "Re(CALL)ed"]
    assert holding(" , ") is None


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a header and no rows"):
        look(written(tmp_path))
