"""Home: what was walked, what is unfinished, and where the next walk begins."""
