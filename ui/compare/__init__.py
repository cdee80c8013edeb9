"""Compare: journeys against journeys."""
