"""The journey summary: one PDF that a leadership team will act on."""
