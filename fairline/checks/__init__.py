"""Facts that need a library or a server."""
