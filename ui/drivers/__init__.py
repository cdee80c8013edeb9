"""Drivers: what satisfaction depends on."""
