"""Bytes to events: no sockets, no clock, and nothing of the rest of the package."""
