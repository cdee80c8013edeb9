"""Cadence: who walks how often, what is due, and the same walk across the years."""
