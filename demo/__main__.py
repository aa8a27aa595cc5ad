"""``python -m demo --out FOLDER``: a guard, a day through its ports, a suspension; then it stays up."""

import argparse
import asyncio
import sys
from contextlib import suppress
from pathlib import Path

import uvloop

from demo.live import live
from fairline.clauses import CLAUSES
from fairline.facts import FairlineError
from simulator.first_run import language


def main(arguments: list[str]) -> int:
    """Play the day; the exit status is 1 if it could not be."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the guard's folder; an old one is emptied")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--calls", type=int, default=40_000, help="about how many in the week of that day")
    parser.add_argument("--once", action="store_true", help="stop after the summary")
    parser.add_argument("--lang", choices=("en", "fr"), default=language())
    asked = parser.parse_args(arguments)
    with suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            runner.run(
                live(
                    asked.out,
                    CLAUSES,
                    seed=asked.seed,
                    calls=asked.calls,
                    lang=asked.lang,
                    once=asked.once,
                    say=_say,
                )
            )
        except FairlineError as problem:
            print(f"demo: {problem}", file=sys.stderr)
            return 1
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
