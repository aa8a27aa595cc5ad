"""Facts on disk: what is too much to hold in memory, and what must outlast the process."""
