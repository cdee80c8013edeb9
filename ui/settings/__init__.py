"""Settings: the look, the leader, the keys, and where the data lies."""
