"""``python -m models``: train the text models, ship them, measure them, and write the tables of their cards.

Reads ``../shared/data``, or the folder that ``--data`` names, and ends with 1 and a sentence if it is not
there. Ten minutes on one core. ``--only-train`` leaves the measuring out.
"""

import argparse
import sys
from pathlib import Path

from fairline.checks.text import weights
from models import asking, cards, measuring
from models.sources import DATA, Absent, read
from models.training import train


def main(arguments: list[str]) -> int:
    """Train and write what was asked for; return the exit status."""
    asked = argparse.ArgumentParser(prog="python -m models", description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--data", type=Path, default=DATA, metavar="FOLDER")
    asked.add_argument("--out", type=Path, default=Path(weights.__file__).with_name(weights.FILE))
    asked.add_argument("--cards", type=Path, default=cards.FOLDER, metavar="FOLDER")
    asked.add_argument("--only-train", action="store_true", help="write the weights, and measure nothing")
    options = asked.parse_args(arguments)
    try:
        samples = read(options.data)
    except Absent as absent:
        print(f"models: {absent}", file=sys.stderr)
        return 1
    made = train(samples)
    options.out.write_bytes(made.file)
    print(f"{options.out}: {len(made.file):,} bytes, {weights.unpack(made.file).version}")
    if not options.only_train:
        measured = cards.Measured(
            across=tuple(measuring.across(samples, made.fitted)),
            held_out=made.held_out,
            flagged=tuple(asking.flagged(samples)),
            challenged=tuple(asking.challenged()),
        )
        cards.write(options.cards, weights.unpack(made.file), measured, samples)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
