"""A report that cannot be written says why in a sentence, and leaves what was there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from mysteryshop import replacing
from mysteryshop.errors import KnownError
from mysteryshop.replacing import replace_file


def failing(code: int) -> OSError:
    return OSError(code, os.strerror(code))


def test_it_replaces_what_was_there_and_leaves_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    target.write_bytes(b"old")
    replace_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "not allowed"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "reports an error"),
        (errno.EINVAL, "Invalid argument"),
    ],
)
def test_a_disk_that_fails_is_named_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    target = tmp_path / "summary.pdf"
    target.write_bytes(b"old")

    def fail(_: int) -> None:
        raise failing(code)

    monkeypatch.setattr(replacing.os, "fsync", fail)
    with pytest.raises(KnownError) as caught:
        replace_file(target, b"new")
    assert said in caught.value.remedy
    assert str(target) in caught.value.title
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="folder does not exist"):
        replace_file(tmp_path / "nowhere" / "summary.pdf", b"new")


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "summary.pdf").mkdir()
    with pytest.raises(KnownError, match="folder of that name"):
        replace_file(tmp_path / "summary.pdf", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["summary.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_really_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "_write", lambda _, content: Path("/dev/full").write_bytes(content))
    with pytest.raises(KnownError, match="disk is full"):
        replace_file(tmp_path / "summary.pdf", b"x" * 100_000)
