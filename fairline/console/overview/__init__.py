"""The overview: what came in, what was decided, what waits, and whether everything runs."""
