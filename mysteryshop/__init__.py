"""Mysteryshop: become a customer of your own organisation, and bring back evidence."""

__version__ = "0.1.0"
