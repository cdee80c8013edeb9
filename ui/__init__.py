"""The desktop: widgets, models and actions on top of the core; the core never knows it."""
