"""Files and streams to facts: one format a file, each with ``FORMAT``, ``recognise`` and ``read``."""
