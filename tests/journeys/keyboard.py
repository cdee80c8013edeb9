"""A keyboard that has every letter a test types.

For a letter that the keyboard lacks, xdotool changes the keyboard before the key and back right after it; an app
that is busy meanwhile reads the wrong letter. So the letters are given keys of their own first, which they keep.
"""

from __future__ import annotations

SPARE_KEYS = tuple(f"<FK{number}>" for number in range(13, 25))
LEVELS = 2  # plain and with Shift


def layout(letters: str) -> str:
    """An XKB keymap: a plain keyboard whose keys F13 to F24 give these letters, two a key."""
    if len(letters) > len(SPARE_KEYS) * LEVELS:
        raise ValueError(f"The keyboard has no room for so many letters: {letters!r}")
    pairs = [letters[start : start + LEVELS] for start in range(0, len(letters), LEVELS)]
    keys = [
        f"replace key {key} {{ [ {', '.join(f'U{ord(letter):04X}' for letter in pair)} ] }};"
        for key, pair in zip(SPARE_KEYS, pairs, strict=False)
    ]
    return "\n".join(
        [
            "xkb_keymap {",
            'xkb_keycodes { include "evdev+aliases(qwerty)" };',
            'xkb_types { include "complete" };',
            'xkb_compat { include "complete" };',
            'xkb_symbols { include "pc+us+inet(evdev)"',
            *keys,
            "};",
            "};",
        ]
    )
