"""The passphrase of the data folder: the screen that asks for it, when it asks, and setting it."""
