"""PDFs that a leadership team will act on: the summary of one journey, and journeys against journeys."""

from __future__ import annotations

from mysteryshop.report.comparison import write_comparison
from mysteryshop.report.summary import Summary, write_summary

__all__ = ["Summary", "write_comparison", "write_summary"]
