"""Event logs that this app wrote: each trace, or each object of type journey, comes back as the journey that it was.

A log says by the word mysteryshop.exports.logged.FORMAT that it is one. What another program has changed so that no
whole journey can be made of it is told, never guessed at.
"""

from __future__ import annotations
