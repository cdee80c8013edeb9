"""How large evidence may be: what a phone's camera makes fits, what would fill the memory does not."""

from __future__ import annotations

MEGABYTE = 1 << 20
MOST_BYTES = 64 * MEGABYTE
MOST_PIXELS = 80_000_000  # of all pages together; decoded they take 320 MB for a moment
LONGEST_SIDE = 32_000  # pixels: what every viewer can draw
MOST_PAGES = 100
VIEWED_PIXELS = 24_000_000  # more than that is shown smaller
