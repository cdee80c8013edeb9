"""Bundles on the screen: handing journeys on, taking them in, and what is said of both."""
