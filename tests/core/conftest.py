"""Tests of the store that hold for a plain folder and for a locked one alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .locking import every_folder_is_locked


@pytest.fixture(params=["plain", "locked"])
def plain_and_locked(request: pytest.FixtureRequest) -> Iterator[None]:
    """The test runs twice: on a plain folder, and on one with a passphrase."""
    if request.param == "plain":
        yield
    else:
        with every_folder_is_locked():
            yield
