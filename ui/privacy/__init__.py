"""Privacy on the screen: what leaves is looked over, what was kept long enough is let go."""
