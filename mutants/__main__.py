"""``python -m mutants``: change every clause in every small way, and say what its tests do not notice.

``--sample N`` takes N of them, the same in every run. Each is tried in a process of its own, forked from this
one, which has imported everything but the test. The exit status is 1 if a change went unnoticed.
"""

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import fairline.clauses as package
import tests.clauses.traffic
from mutants.changes import Change, changes

TESTS = Path(tests.clauses.traffic.__file__).parent
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
UNNOTICED, NOTICED = 0, 1


def every() -> Iterator[tuple[str, Path, Change]]:
    """Yield each change with the module that it is of, and the file of its tests."""
    for path in sorted(Path(package.__path__[0]).glob("[a-l]_*/*.py")):
        if path.stem == "__init__":
            continue
        name = f"{package.__name__}.{path.parent.name}.{path.stem}"
        file = TESTS / path.parent.name[0] / f"test_{path.stem}.py"
        for change in changes(sys.modules[name].CLAUSE):
            yield name, file, change


def noticed(name: str, file: Path, change: Change) -> bool:
    """Whether the tests in ``file`` fail with the change."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        sys.modules[name].CLAUSE = change.clause  # type: ignore[attr-defined]
        plain = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly"]
        status = pytest.main([str(file), *plain])
        os._exit(UNNOTICED if status == pytest.ExitCode.OK else NOTICED)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != UNNOTICED


def equivalent() -> frozenset[str]:
    """Return the changes that change nothing, each with its reason after the name."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split(" # ")[0].strip() for line in lines if line and not line.startswith("#"))


def chosen(sample: int | None, only: str) -> list[tuple[str, Path, Change]]:
    """Return the changes to try: those whose name or module has ``only`` in it, or ``sample`` of them."""
    left = equivalent()
    found = [
        each for each in every() if (only in each[2].name or only in each[0]) and each[2].name not in left
    ]
    by_chance = sorted(found, key=lambda each: hashlib.sha256(each[2].name.encode()).digest())
    return by_chance[:sample]


def main(arguments: list[str]) -> int:
    """Try the changes that were asked for; print those that went unnoticed."""
    parser = argparse.ArgumentParser(prog="python -m mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=None, metavar="N")
    parser.add_argument(
        "--only", default="", metavar="TEXT", help="only changes whose name or module has this in it"
    )
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    asked = parser.parse_args(arguments)
    tried, began = chosen(asked.sample, asked.only), time.monotonic()
    with ThreadPoolExecutor(asked.jobs) as pool:
        answers = list(pool.map(lambda each: noticed(*each), tried))
    unnoticed = sorted(each[2].name for each, answer in zip(tried, answers, strict=True) if not answer)
    for name in unnoticed:
        print(f"unnoticed: {name}")
    spent = time.monotonic() - began
    print(f"{len(tried) - len(unnoticed)} of {len(tried)} changes noticed, {spent:.0f} s")
    return 1 if unnoticed or not tried else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
