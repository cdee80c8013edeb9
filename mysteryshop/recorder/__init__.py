"""The only writer: everything that happens to a journey goes through a `Recorder`.

Each method commits one transaction: the rows that change and one row of `edits`. It returns the
`Change` once that is durable on disk. Used from one thread. InputError: what was asked does not fit
the journey; KnownError: it cannot be done now; StoreError: it could not be stored, and then nothing
of it was, everything before it is kept, and the same call may be tried again.
"""

from __future__ import annotations

from .debriefing import Debriefing
from .practising import Practising
from .preparing import Preparing
from .walking import Walking


class Recorder(Preparing, Walking, Debriefing, Practising):
    """Records journeys in the store, and what leaders do between them."""
