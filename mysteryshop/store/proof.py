"""Whether a journey can be stood on: its record is what its edits say, and every attached file is what was attached."""

from __future__ import annotations

from dataclasses import dataclass

from mysteryshop.errors import StoreError
from mysteryshop.journey import Attachment

from .replay import Verification


@dataclass(frozen=True, slots=True)
class FileFault:
    """An attached file that is missing or was altered, and why that is known, as a sentence."""

    attachment: Attachment
    reason: str


_ELSEWHERE = (
    " Its seal was made elsewhere, over edits that did not come along with it: only its bundle (.journey) can prove it."
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the chain says, and which of the attached files are not what they were; `files` is how many there are."""

    chain: Verification
    faults: tuple[FileFault, ...]
    files: int

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.chain.ok and not self.faults

    @property
    def verdict(self) -> str:
        """One sentence for a leader: what holds, or the first place where it does not."""
        if not self.chain.ok:
            at = self.chain.broken_at_seq
            return f"Broken at edit {at}: {self.chain.reason}" if at is not None else self.chain.reason
        if self.faults:
            return self.faults[0].reason
        edits = "1 edit" if self.chain.edits == 1 else f"{self.chain.edits:,} edits"
        held = {0: "", 1: ", and its file is what was attached"}.get(
            self.files, f", and its {self.files} files are what was attached"
        )
        verb = "says" if self.chain.edits == 1 else "say"
        return f"The record is whole: it is what its {edits} {verb}{held}.{_ELSEWHERE if self.chain.elsewhere else ''}"


def fault(attachment: Attachment, error: StoreError) -> FileFault:
    """A file that could not be read as what it was."""
    what = "is missing" if isinstance(error.__cause__, FileNotFoundError) else "is not what was attached"
    if isinstance(error.__cause__, OSError) and not isinstance(error.__cause__, FileNotFoundError):
        what = "cannot be read"
    return FileFault(attachment, f"The attached file {attachment.name} ({attachment.digest[:12]}) {what}.")
