"""Templates: the journeys that can be walked, and what each touchpoint asks of the eye."""
