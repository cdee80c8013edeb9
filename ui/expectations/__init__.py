"""Expectations: what was believed before the walks, and how right it was."""
