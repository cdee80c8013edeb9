"""What a journey can be written as: one module a format, and the table that lists them."""

from __future__ import annotations

from .table import EXPORTERS, Exporter, exporter_for, exporter_named

__all__ = ["EXPORTERS", "Exporter", "exporter_for", "exporter_named"]
