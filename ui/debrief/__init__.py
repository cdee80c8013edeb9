"""The debrief: a guided list that empties itself, until the journey is sealed."""
