"""Journeys against journeys: what is asked, and everything that the answer shows, on a screen and in a report."""
