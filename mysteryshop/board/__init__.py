"""The findings board out of the store: what the screen and its reports are made from."""

from __future__ import annotations

from mysteryshop.board.reading import board, moments_of, stays

__all__ = ["board", "moments_of", "stays"]
