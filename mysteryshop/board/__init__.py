"""The findings board out of the store: what the screen and its reports are made from."""

from __future__ import annotations

from mysteryshop.board.reading import board

__all__ = ["board"]
