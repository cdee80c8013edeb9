"""Photos, files and screenshots: how they come in, are shown beside their moment, and are looked at."""
