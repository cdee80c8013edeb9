"""The findings of all journeys and what became of them: told, committed to, proven, and what they have in common."""
