"""All In: decisions and who benefits from them, and what a leadership team thinks."""
