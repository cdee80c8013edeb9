"""What the world does to us, told as a sentence: everything else is our bug."""

from __future__ import annotations


class KnownError(Exception):
    """A failure that a user can understand and act on.

    `title` says what happened and what is kept; `remedy` says what to do. Both are sentences,
    fit for a banner, a dialog or one line on the terminal.
    """

    def __init__(self, title: str, remedy: str) -> None:
        super().__init__(f"{title} {remedy}")
        self.title = title
        self.remedy = remedy


class InputError(KnownError):
    """Input of the user's that cannot be taken: a bad line, a wrong argument (exit code 2)."""


class StoreError(KnownError):
    """The store cannot be opened, read or written."""
