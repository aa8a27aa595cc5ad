"""A folder into which files are put: whole ones, under their names only once they are whole.

Which files a batch took is written down beside the checkpoint before the batch begins, in a file that only
grows; an offset is a number of lines in it.
"""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from fairline.audit.inputs import Inputs, Options
from fairline.audit.pipeline import with_owner
from fairline.facts import Fact, FairlineError
from fairline.spark.sources.source import Offset, Part, Tally, balanced
from fairline.stream.rows import EXAMPLES_MAX

UNFINISHED = (
    ".tmp",
    ".part",
    ".partial",
    ".crdownload",
)  # ours: endings that say that a file is being written
BYTES_A_FACT = {
    ".parquet": 25,
    ".gz": 60,
    ".zst": 55,
    ".bz2": 50,
    ".xz": 45,
}  # ours, measured on made-up calls
BYTES_A_FACT_PLAIN = 500

File = tuple[str, int]
"""A path below the folder, and its size when it was taken."""


class Steps:
    """The files of every batch, one line of JSON each."""

    def __init__(self, path: Path) -> None:
        """Read what is there."""
        self._path = path
        self.steps: list[list[File]] = []
        self._read()

    def _read(self) -> None:
        if not self._path.exists():
            return
        for line in self._path.read_bytes().splitlines(keepends=True):
            if not line.endswith(b"\n"):  # written while the disk filled up or the machine died
                with self._path.open("r+b") as torn:
                    torn.truncate(self._path.stat().st_size - len(line))
                return
            self.steps.append([(name, size) for name, size in json.loads(line)])

    def append(self, files: list[File]) -> None:
        """Write the files of the next batch down. Raises ``OSError``."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as out:
            out.write(json.dumps(files).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
        self.steps.append(files)


class Folder:
    """Files in any format that the readers know. A file counts once, under its name; hidden ones never."""

    def __init__(self, folder: Path, steps: Path, options: Options) -> None:
        self.name = str(folder)
        self._folder, self._path, self._options = folder, steps, options
        self._steps: Steps | None = None
        self._taken: set[str] = set()

    def first(self) -> Offset:
        """Return the offset before the first file."""
        return {"step": 0}

    def latest(self, start: Offset, facts_max: int) -> Offset:
        """Return the next step: files that have come, by name, up to about so many facts; one at least."""
        steps = self._known()
        if start["step"] < len(steps.steps):
            return {"step": start["step"] + 1}
        found: list[File] = []
        facts = 0.0
        for name, size in self._waiting():
            facts += max(1.0, size / BYTES_A_FACT.get(Path(name).suffix.lower(), BYTES_A_FACT_PLAIN))
            if found and facts > facts_max:
                break
            found.append((name, size))
        if not found:
            return start
        steps.append(found)
        self._taken.update(name for name, _ in found)
        return {"step": len(steps.steps)}

    def parts(self, start: Offset, end: Offset, tasks: int) -> Sequence[Part]:
        """Return files in order, some for each task."""
        files = [
            file for step in self._known(end["step"]).steps[start["step"] : end["step"]] for file in step
        ]
        return [tuple(files[some]) for some in balanced([size for _, size in files], tasks)]

    def read(self, part: Part, tallies: list[Tally]) -> Iterator[tuple[str, Fact]]:
        """Yield the facts of files."""
        for name, size in part:
            tally = Tally(name)
            tallies.append(tally)
            path = self._folder / name
            try:
                changed = path.stat().st_size
            except OSError as error:
                tally.why = error.strerror or str(error)
                continue
            if changed != size:
                tally.why = (
                    f"found {changed} bytes, wanted {size} as when it came: put it there when it is whole"
                )
                continue
            inputs = Inputs([str(path)], self._options)
            for fact in inputs.facts():
                tally.facts += 1
                yield self.name, with_owner(fact, self._options)
            _tell(inputs, tally)

    def behind(self, offset: Offset) -> int:
        """Return how many files are not counted yet."""
        steps = self._known(offset["step"]).steps[offset["step"] :]
        return sum(map(len, steps)) + sum(1 for _ in self._waiting())

    def _known(self, least: int = 0) -> Steps:
        """Return the steps, read anew if another process must have written more."""
        if self._steps is None or len(self._steps.steps) < least:
            self._steps = Steps(self._path)
            self._taken = {name for step in self._steps.steps for name, _ in step}
        if len(self._steps.steps) < least:
            raise FairlineError(f"{self._path}: found {len(self._steps.steps)} lines, wanted {least}")
        return self._steps

    def _waiting(self) -> list[File]:
        """Return the files that no batch has taken, by name."""
        if not self._folder.is_dir():
            raise FairlineError(f"--from: found no folder {self._folder}")
        found = []
        for below, folders, names in os.walk(self._folder):
            folders[:] = sorted(each for each in folders if not each.startswith((".", "_")))
            for name in names:
                if name.startswith((".", "_")) or name.lower().endswith(UNFINISHED):
                    continue
                path = Path(below, name)
                known = str(path.relative_to(self._folder))
                if known not in self._taken and path.is_file():
                    found.append((known, path.stat().st_size))
        return sorted(found)


def _tell(inputs: Inputs, tally: Tally) -> None:
    for file in inputs.files:
        tally.unreadable += file.unreadable
        if file.unusable is not None:
            tally.why = f"{file.unusable.value}: {file.detail}".rstrip(": ")
        elif file.damage is not None:
            tally.why = file.damage
        for each in file.examples[:EXAMPLES_MAX]:
            tally.examples.append(f"{each.line}: {each.field}: found {each.found!r}, wanted {each.wanted}")
