"""One figure over time."""
