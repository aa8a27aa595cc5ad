"""``python -m fairline.reference FOLDER``: write the reference, and remove pages that are no longer made."""

import sys
from pathlib import Path

from fairline.reference.pages import write

USAGE = "usage: python -m fairline.reference FOLDER"


def main(arguments: list[str]) -> int:
    """Return 0, or 2 if not exactly one folder was named."""
    if len(arguments) != 1:
        print(USAGE, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    print(f"{folder}: {write(folder)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
