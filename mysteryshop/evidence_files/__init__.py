"""Photos and other files as evidence: read, measured, freed of what gives people away, told in words. No store, no Qt.

Nothing is imported here: `words` and `limits` are light, Pillow comes with `pictures` on a worker.
"""
