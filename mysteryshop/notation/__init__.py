r"""The one-line grammar of the detail line, the discreet window and field notes.

A timed line is `HH:MM[:SS] CODE[N] text | detail, detail`. Codes: `>` enter a touchpoint, `.` mark,
`f` friction (N 1-4), `d` delight (N 1-4), `c` communication (N 1-5), `h` chase, `w` wait begins or ends,
`p` promise, `q` question, `n` note, `1`-`5` feeling -2 to +2, `x` skip, `pause`, `resume`, `end`.
Details, in any order: a channel, a category, `proactive` / `reactive`, `due WHEN`, `kept WHEN`, `broken`,
`answered WHEN`, `explained` / `unexplained`, `estimated 10m`, `@role`; WHEN is `14:30`, `14:30:05` or `10m`
counted from the line's own time.

What a text may hold that the grammar uses for itself is escaped with a backslash:

    \|        a bar                       \\        a backslash
    \,        a comma inside a role       \n        a new line
    \-  \@    a word like -5m or @10:42   \u{1F}    any other character by its number: control characters,
              that moves nothing                    and spaces where a text begins or ends

Any other backslash stands for itself, so `C:\temp` is that. Only a bar with a space or nothing on either
side separates text and details, the last one of the line. A detail with a time in it needs no bar: `due 10m`,
`kept 14:30`, `estimated 10m` and their like are read behind the last commas of a text, too, unless the comma is
written `\,`.

A journey walked in the app can know more than a phone note does, and its notes say so in the same grammar:
`until WHEN` closes a wait on its own line (where two waits overlap), `kept` / `broken` / `answered` stand
without a time or with one, `occupied` / `unoccupied`, `fair` / `unfair`, `listened 10m`, `talked 5m`, and
`failed` on a touchpoint. A time in the repeated hour of a clock change carries its UTC offset (`01:30+00:00`)
where the order of the lines does not tell which one is meant; a line `date: 2026-11-18` begins the day of the lines
below it where the twelve hours could not tell; a `resume` on the first line says that the journey began before
anything else happened. `leader`, `origin` and the answers of prepare and debrief (`incognito.recognised: no`,
`reflection.scared: ...`) are keys of the header.
"""

from __future__ import annotations

from .details import Details, parse_details
from .escape import escape, unescape
from .found import NotUnderstood, nearest
from .lines import CODES, Line, parse_line
from .moving import Moved, take_move
from .spelling import format_details
from .when import ClockTime, duration_text, read_clock, read_duration, time_zone

__all__ = [
    "CODES",
    "ClockTime",
    "Details",
    "Line",
    "Moved",
    "NotUnderstood",
    "duration_text",
    "escape",
    "format_details",
    "nearest",
    "parse_details",
    "parse_line",
    "read_clock",
    "read_duration",
    "take_move",
    "time_zone",
    "unescape",
]
