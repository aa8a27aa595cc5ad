"""The configuration file: one frozen dataclass for each table, read once. Secrets are paths to files."""

from fairline.config.reading import Given, read, told
from fairline.config.tables import Config

__all__ = ["Config", "Given", "read", "told"]
