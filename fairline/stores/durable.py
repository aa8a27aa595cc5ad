"""Names in a folder that outlast a loss of power."""

import os
from pathlib import Path


def fsync(folder: Path) -> None:
    """Make the names in a folder last."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
