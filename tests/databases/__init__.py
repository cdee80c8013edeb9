"""One real store per schema version, kept as it was made: every one is opened and upgraded in a test."""
