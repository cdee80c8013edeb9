"""The journey summary: one PDF that a leadership team will act on."""

from __future__ import annotations

from mysteryshop.report.summary import Summary, write_summary

__all__ = ["Summary", "write_summary"]
