"""What can honestly be said of a passphrase while it is typed: how it fails, never how strong it is."""

from __future__ import annotations

SHORT, FAIR = 8, 16
_COMMON = ("password", "passwort", "passphrase", "qwerty", "qwertz", "azerty", "letmein", "welcome", "mysteryshop",
           "123456", "abcdef", "iloveyou", "admin")  # fmt: skip
ALWAYS = (
    "Best are four or more words drawn at random. Names, dates, lines of songs, and whatever you use elsewhere are "
    "tried first; nobody can count that."
)


def advice(passphrase: str) -> str:
    """One sentence on what is weak about it, as far as its letters tell; empty where they tell nothing."""
    plain = passphrase.casefold()
    if not passphrase:
        return ""
    if len(passphrase) < SHORT:
        return f"Less than {SHORT} characters are tried through quickly by whoever has a copy of the folder: take more."
    if any(word in plain for word in _COMMON):
        return "It holds one of the words that are tried first."
    if len(set(plain)) <= len(plain) // 3:
        return "It repeats a few characters: that is tried early."
    if len(passphrase) < FAIR and " " not in passphrase.strip():
        return "One word with a few changes is guessed; several words are not."
    return "Long enough, if nobody can guess it."
