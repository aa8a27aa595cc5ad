"""The facts of files and folders, written into an empty folder: all of them or none."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fairline.audit.folders import found, shown
from fairline.audit.inputs import Inputs, Options
from fairline.audited import FileRead
from fairline.convert.forms import Form
from fairline.convert.partitioned import HELD, Partitioned
from fairline.facts import FairlineError, Unreadable

UNFINISHED = ".unfinished"
"""Where files are until all are there; readers of the folder pass it over."""
EXAMPLES_MAX = 100  # ours: facts that could not be written and are kept; all are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What became of the records: those of ``files`` that are facts were ``written``, or ``refused``.

    ``parts`` is how many files were made. ``examples`` are the first facts that the files cannot hold.
    """

    files: tuple[FileRead, ...]
    left_out: tuple[str, ...]
    written: int
    parts: int
    refused: int
    examples: tuple[Unreadable, ...]

    @property
    def unreadable(self) -> int:
        """How many records were no facts, or none that the files can hold."""
        return self.refused + sum(file.unreadable for file in self.files)


def convert(
    paths: Iterable[str],
    options: Options,
    to: Path,
    form: Form,
    *,
    by_account: bool = False,
    held: int = HELD,
    on_bytes: Callable[[int], None] | None = None,
) -> Converted:
    """Write the facts of ``paths`` below ``to``. Facts are as they were read: nothing is filled in.

    Raises ``FairlineError`` for a folder that is not empty, and ``OSError`` where nothing can be written;
    then nothing is there.
    """
    below = found(paths)
    inputs = Inputs(below.items, options, on_bytes)
    _empty(to)
    to.mkdir(parents=True, exist_ok=True)
    working = to / UNFINISHED
    working.mkdir()
    try:
        made = Partitioned(working, form, by_account=by_account, held=held)
        refused, examples = 0, list[Unreadable]()
        for bad in _put(inputs, made):
            refused += 1
            if len(examples) < EXAMPLES_MAX:
                examples.append(bad)
        facts = sum(file.facts for file in inputs.files)
        assert facts == made.written + refused, f"{facts} facts, but {made.written} and {refused}"
        for folder in sorted(working.iterdir()):
            folder.rename(to / folder.name)
    finally:
        shutil.rmtree(working)
    return Converted(
        files=tuple(inputs.files),
        left_out=tuple(map(shown, below.left_out)),
        written=made.written,
        parts=made.files,
        refused=refused,
        examples=tuple(examples),
    )


def _put(inputs: Inputs, made: Partitioned) -> Iterator[Unreadable]:
    for fact in inputs.facts():
        yield from made.put(fact)
    yield from made.finish()


def _empty(to: Path) -> None:
    if to.exists() and not to.is_dir():
        raise FairlineError(f"{to}: found a file, wanted an empty folder or none")
    if to.is_dir() and any(to.iterdir()):
        raise FairlineError(f"{to}: found a folder with files in it, wanted an empty one or none")
