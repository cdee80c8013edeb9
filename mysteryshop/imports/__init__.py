"""What a journey can be read from: one module a format, and the table that lists them."""

from __future__ import annotations

from .table import IMPORTERS, Context, Importer, importer_for

__all__ = ["IMPORTERS", "Context", "Importer", "importer_for"]
