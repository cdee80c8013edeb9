"""What marks a file as ours: read before anything in it is believed. No imports, for the glance."""

from __future__ import annotations

APPLICATION_ID = 0x4D797368  # "Mysh"
SCHEMA_VERSION = 1  # equal to the number of the newest migration
