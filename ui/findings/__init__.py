"""The findings board: what every walk brought, what became of it, and what lies behind."""
