"""Prepare: one page, and a leader is ready in two minutes."""
